"""The texts of realistic files: invented news, and the set pieces of Vietnamese official papers."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path
from typing import NamedTuple

import yaml

_TOP = Path(__file__).parents[2]
_MARKED = re.compile(r"<b>(.*?)</b>")
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
OFFICES = (
    "ỦY BAN NHÂN DÂN\nHUYỆN LONG THỚI",
    "ỦY BAN NHÂN DÂN\nXÃ SAO MAI",
    "HỘI ĐỒNG NHÂN DÂN\nHUYỆN LONG THỚI",
    "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",
)
NUMBERS = ("Số: 123/QĐ-UBND", "Số: 45/KH-UBND", "Số: 12/NQ-HĐND", "Số: 208/BC-SNN")
PLACES_AND_DATES = (
    "Long Thới, ngày 15 tháng 8 năm 2024",
    "Sao Mai, ngày 03 tháng 6 năm 2024",
    "Long Thới, ngày 09 tháng 12 năm 2023",
)
KINDS = ("QUYẾT ĐỊNH", "KẾ HOẠCH", "NGHỊ QUYẾT", "BÁO CÁO", "THÔNG BÁO", "BIÊN BẢN")
ABOUT = (
    "Về việc phê duyệt kế hoạch phát triển kinh tế - xã hội năm 2025",
    "V/v tăng cường phòng, chống dịch bệnh trên gia súc, gia cầm",
    "Về kết quả xây dựng nông thôn mới 6 tháng đầu năm 2024",
    "Về việc thành lập Ban Chỉ đạo chuyển đổi số huyện",
)
GROUNDS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;",
    "Căn cứ Nghị quyết số 12-NQ/HU ngày 05/01/2024 của Ban Chấp hành Đảng bộ huyện;",
    "Theo đề nghị của Trưởng phòng Tài chính - Kế hoạch huyện tại Tờ trình số 77/TTr-TCKH,",
)
SIGNED = ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ")
PEOPLE = ("Trần Văn Lực", "Lê Thị Hồng Nhung", "Phạm Gia Bảo", "Võ Thị Kim Sa")
RECEIVERS = ("Nơi nhận:", "- Như Điều 3;", "- Thường trực Huyện ủy (b/c);", "- Các xã, thị trấn;", "- Lưu: VT, TCKH.")
ROLES = ("Chủ tịch UBND huyện", "Phó Bí thư Thường trực Huyện ủy", "Trưởng phòng Nội vụ", "Bí thư Huyện đoàn")
HEADINGS = (
    "I. KẾT QUẢ ĐẠT ĐƯỢC",
    "II. TỒN TẠI, HẠN CHẾ",
    "III. PHƯƠNG HƯỚNG, NHIỆM VỤ",
    "1. Công tác xây dựng Đảng",
    "2. Phát triển kinh tế - xã hội",
    "3. Quốc phòng, an ninh",
)
COLUMNS = ("STT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2024", "Thực hiện", "Ghi chú")
ROWS = (
    ("1", "Thu ngân sách nhà nước", "triệu đồng", "125.000", "131.250", "Đạt 105%"),
    ("2", "Sản lượng lương thực", "tấn", "48.200", "47.915,5", "Ảnh hưởng hạn mặn"),
    ("3", "Tỷ lệ hộ nghèo", "%", "2,5", "2,1", "Vượt kế hoạch"),
    ("4", "Số xã đạt chuẩn nông thôn mới", "xã", "9", "9", ""),
    ("5", "Kết nạp đảng viên mới", "đảng viên", "150", "163", "Đến 30/6/2024"),
    ("6", "Tỷ lệ bao phủ BHYT", "%", "95", "95,2", ""),
)
CAPTIONS = (
    "Đoàn viên thanh niên trồng cây tại xã Sao Mai. Ảnh: Minh Đạo",
    "Quang cảnh hội nghị sơ kết 6 tháng đầu năm.",
    "Lãnh đạo huyện trao quà cho hộ nghèo.",
)
NAVIGATION = ("Trang chủ", "Tin tức", "Văn bản chỉ đạo", "Thủ tục hành chính", "Liên hệ")
NOTES = (
    "Theo Báo cáo số 208/BC-SNN ngày 03/6/2024.",
    "Số liệu do Chi cục Thống kê huyện cung cấp.",
    "Không tính các xã mới sáp nhập.",
)


class Piece(NamedTuple):
    """A piece of a sentence and whether it is marked."""

    text: str
    marked: bool


class Prose:
    """Sentences by chance, always the same for a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  # texts for a trial, no secret
        self._plain: list[str] = []
        for path in sorted((_TOP / "training" / "pairs").glob("*.tsv")):
            with path.open(encoding="utf-8", newline="") as file:
                rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                self._plain += [row[0] for row in rows if len(row) == 2 and not row[0].startswith("#")]  # noqa: PLR2004  # a pair
        self._rich: list[list[Piece]] = []
        for path in sorted((_TOP / "tests" / "cases" / "placing").glob("*.yaml")):
            for case in yaml.safe_load(path.read_text(encoding="utf-8")):
                parts = _MARKED.split(case["source"])
                self._rich.append([Piece(text, n % 2 == 1) for n, text in enumerate(parts) if text])

    def pick(self, of: tuple[str, ...]) -> str:
        """One of these."""
        return self.random.choice(of)

    def sentence(self, longest: int = 200) -> str:
        """A plain sentence of news."""
        while len(found := self.random.choice(self._plain)) > longest:
            pass
        return found

    def rich(self) -> list[Piece]:
        """A sentence with marked parts."""
        return self.random.choice(self._rich)

    def paragraph(self, sentences: int = 2) -> str:
        """Some plain sentences."""
        return " ".join(self.sentence() for _ in range(sentences))

    def mixed(self) -> list[Piece]:
        """A paragraph: a plain sentence, one with marked parts, and sometimes another plain one."""
        pieces = [Piece(self.sentence() + " ", marked=False), *self.rich()]
        if self.random.random() < 0.5:  # noqa: PLR2004  # half of them
            pieces.append(Piece(" " + self.sentence(), marked=False))
        return pieces
