"""Checks of translated segments: what is planted must be reported as what it is, and what is right must pass."""

from __future__ import annotations

from typing import Any

import pytest
from benchmarks import quality as planted

from vietgloss import quality
from vietgloss.terms import TermCheck

RECALL = 0.95
FALSE_ALARMS = 0.02
FEWEST = 20
"""With fewer planted errors of a kind a share says nothing."""


@pytest.fixture(scope="module")
def score() -> planted.Score:
    return planted.score(planted.read())


def kinds(source: str, target: str, **more: Any) -> list[str]:  # noqa: ANN401  # the options of check
    return [w.kind for w in quality.check(source, target, **more)]


@pytest.mark.parametrize("kind", quality.KINDS)
def test_planted_errors_are_found(score: planted.Score, kind: str) -> None:
    if score.planted[kind] < FEWEST:
        assert score.planted[kind] - score.found[kind] <= 1
    else:
        assert score.recall(kind) >= RECALL, [m for m in score.missed if m[0] == kind]


def test_correct_translations_pass(score: planted.Score) -> None:
    assert score.alarmed <= FALSE_ALARMS * score.clean, score.false


def test_correct_pairs_pass() -> None:
    sound = planted.clean(planted.sample(planted.PAIRS, 600))
    assert sound.alarmed <= FALSE_ALARMS * sound.clean, sound.false


def test_kinds_of_the_set_are_known() -> None:
    assert {wrong["kind"] for case in planted.read() for wrong in case.get("planted", ())} <= set(quality.KINDS)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Tổng vốn 2.500 tỷ đồng.", "Total capital is VND2.5 trillion."),
        ("Tổng vốn 2.500 tỷ đồng.", "Total capital is 2,500 billion dong."),
        ("Tổng vốn 1 tỷ 200 triệu đồng.", "Total capital is VND1.2 billion."),
        ("Giá tăng từ 8 đến 12 nghìn đồng.", "Prices rose by VND8,000 to VND12,000."),
        ("Sản lượng tăng 5-7%.", "Output rose by 5% to 7%."),
        ("Có 12 chi bộ dự họp.", "Twelve Party cells attended the meeting."),
        ("Quý I/2021, tỉnh thu 56,4% dự toán.", "In Q1 2021, the province collected 56.4 per cent of the estimate."),
        ("Nhiệm kỳ 2020 - 2025 của Đảng bộ.", "The 2020-2025 term of the Party organization."),
        ("Đại hội lần thứ XIII của Đảng.", "The thirteenth congress of the Party."),
        ("Từ ngày 12 đến ngày 15/10/2025.", "From October 12 to 15, 2025."),
        ("Họp lúc 19 giờ 30 tại Hà Nội.", "The meeting is at 7:30 p.m. in Hanoi."),
        ("Hội nghị bế mạc vào thứ Hai.", "The conference closes on Monday."),
        ("Tỉnh Đắk Nông Điểu K'Lơng nói.", "Điểu K'Lơng of Đắk Nông Province spoke."),
        ("Mời gọi 0263 3822 156.", "Please call (0263) 3822-156."),
        ("Chị mặc áo dài.", "She wears an áo dài."),
        ('Ông nói: "Chúng tôi làm được.', 'He said: "We can do it.'),
        ("a) Về tổ chức;", "a) On organization;"),
        ("22/07/2021 - 13:45", "July 22, 2021 - 13:45"),
        ("22/07/2021 - 13:45", "22/07/2021 - 13:45"),
        ("Hoà Bình và Thuỷ Nguyên", "Hòa Bình and Thủy Nguyên"),
        ("1.234.567 đồng", "VND1,234,567"),
        ("2,5 triệu người", "2.5m people"),
        ("Thứ 7, ngày 5/6", "Saturday, June 5"),
        ("Trong ba tháng, ba mẹ anh vẫn đợi.", "For a quarter his parents waited."),
        ("Trong năm huyện đã kết nạp 30 đảng viên.", "During the year the district admitted 30 Party members."),
        ("Cả hai bên thống nhất hợp tác.", "Both sides agreed to cooperate."),
        ("Thu ngân sách quý IV đạt hai nghìn tỷ đồng.", "Q4 budget revenue was VND2 trillion."),
        ("Từ thứ Hai đến thứ Sáu", "On all the weekdays"),
        ("Họp vào thứ hai hằng tuần.", "Meetings are held on Mondays."),
        ("Chi bộ xếp thứ hai toàn huyện.", "The Party cell ranked second in the district."),
        ("Đội A giành giải Nhất.", "Team A won the gold medal."),
        ("Đội A giành giải Nhất.", "Team A were the champions."),
        ("Huân chương Lao động hạng Nhì", "Second-class Labour Order"),
        ("HUYỆN ĐỒNG VĂN SƠ KẾT QUÝ III", "ĐỒNG VĂN DISTRICT REVIEWS THIRD QUARTER"),
        ("Họp tại Thành phố Hồ Chí Minh.", "The meeting was held in Ho Chi Minh City."),
        ("ĐẢNG BỘ TỈNH HỌP NGÀY 5/6/2021", "PROVINCIAL PARTY ORGANIZATION MEETS ON JUNE 5, 2021"),
    ],
)
def test_right_forms_pass(source: str, target: str) -> None:
    assert quality.check(source, target) == []


@pytest.mark.parametrize(
    ("kind", "source", "target"),
    [
        ("number", "Kết nạp 5.096 đảng viên.", "5.096 Party members were admitted."),
        ("number", "Thu 2,5 tỷ đồng.", "VND2.5 million was collected."),
        ("number", "Đạt 56,4% kế hoạch.", "56.4 of the plan was reached."),
        ("number", "Bí thư phát biểu kết luận.", "The Secretary made 14 concluding remarks."),
        ("number", "Thu 2,5 tỷ USD.", "VND2.5 billion was collected."),
        ("number", "Hội nghị đề ra ba giải pháp.", "The conference set out five solutions."),
        ("number", "Năm huyện đã hoàn thành kế hoạch.", "Six districts have fulfilled the plan."),
        ("number", "Hội thi kéo dài ba ngày hai đêm.", "The contest lasted three days and four nights."),
        ("number", "BA XÃ ĐẠT CHUẨN", "FOUR COMMUNES MEET STANDARDS"),
        ("date", "Họp vào thứ Ba hằng tuần.", "Meetings are held every Thursday."),
        ("date", "Họp vào chiều thứ Bảy, ngày 18/11/2023.", "The meeting is on Sunday, November 18, 2023."),
        ("date", "Ngày Chủ nhật xanh", "Green Saturday"),
        ("date", "Chỉ số tháng 8 tăng so với tháng 8/2020.", "The index rose in September against August 2020."),
        ("ordinal", "Kiểm tra quý III và ba tháng cuối năm.", "Inspection of Q2 and of the last three months."),
        ("ordinal", "Sau ba vòng, đội A giành giải Nhất.", "After three rounds, team A won third prize."),
        ("ordinal", "Đội A giải Nhì, đội B giải Khuyến khích.", "Team A won second prize, team B third prize."),
        ("name", "HUYỆN CÁT TIÊN HỌP", "CAT TIEN DISTRICT MEETS"),
        ("name", "Công ty Chè Cầu Đất", "Cau Dat Tea Company"),
        ("name", "Ông Sỹ hiến đất, bà Nhâm góp tiền.", "Ms. Nhâm donated land, Mr. Sỹ gave money."),
        ("untranslated", "TỔNG KẾT CÔNG TÁC DÂN VẬN", "REVIEW OF DÂN VẬN WORK"),
        ("untranslated", "TỔNG KẾT CÔNG TÁC DÂN VẬN", "REVIEW OF DAN VAN WORK"),
        ("untranslated", "Đồng chí trao Bằng khen cho tập thể.", "The comrade presented Bằng khen to the team."),
        ("date", "Ngày 05/6/2021, Đảng bộ họp.", "On 05/06/2021, the Party organization met."),
        ("date", "Tháng 5/2021, Đảng bộ họp.", "In March 2021, the Party organization met."),
        ("date", "Năm 2021, Đảng bộ họp.", "In 2012, the Party organization met."),
        ("ordinal", "Kỳ họp thứ 5 của Hội đồng.", "The 6th session of the Council."),
        ("document-number", "Nghị quyết số 18-NQ/TW.", "Resolution No. 18-NQ/TU."),
        ("name", "Đồng chí Võ Thị Sáu phát biểu.", "Comrade Vũ Thị Sáu spoke."),
        ("name", "Đồng chí Võ Thị Sáu phát biểu.", "Comrade Vo Thi Sau spoke."),
        (
            "name",
            "Đồng chí Lê Văn An, Bí thư, và đồng chí Trần Thị Lan, Phó Bí thư.",
            "Comrade Trần Thị Lan, Secretary, and Comrade Lê Văn An, Deputy Secretary.",
        ),
        ("name", "Họp tại Hà Nội.", "The meeting was held in Hue."),
        ("address", "Xem tại tinhuy.example.vn.", "See tinhuy.exmaple.vn."),
        ("untranslated", "Các đảng viên dự họp.", "The đảng viên attended the meeting."),
        ("untranslated", "Phong trào thi đua yêu nước.", "The phong trao thi dua."),
        ("repetition", "Hội nghị đã kết thúc.", "The conference ended the conference ended the conference ended."),
        ("brackets", "Tỉnh (mới) họp.", "The (new province met."),
        ("quotes", 'Phong trào "Dân vận khéo".', 'The "Skilful mass mobilization movement.'),
        ("empty", "Đảng bộ họp.", " … "),
    ],
)
def test_wrong_forms_are_reported(kind: str, source: str, target: str) -> None:
    assert kind in kinds(source, target)


def test_message_says_what_was_expected_and_found() -> None:
    (warning,) = quality.check("Kết nạp 5.096 đảng viên.", "5.096 Party members were admitted.")
    assert warning.to_dict() == {
        "kind": "number",
        "message": "5.096 is 5,096 in English; the translation has 5.096",
        "expected": "5,096",
        "found": "5.096",
    }


def test_a_word_in_the_right_english_is_not_forbidden() -> None:
    terms = [TermCheck("đảng viên", "Party member", found=True)]
    assert kinds("Các đảng viên.", "Party members.", terms=terms, forbidden=[("đảng viên", "member")]) == []
    assert kinds("Các đảng viên.", "The members.", terms=terms, forbidden=[("đảng viên", "member")]) == ["forbidden"]


def test_forms_of_a_forbidden_word_are_forbidden() -> None:
    assert kinds("Đóng đảng phí.", "Pay party fees.", forbidden=[("đảng phí", "party fee")]) == ["forbidden"]


def test_a_missing_term_is_reported_once() -> None:
    terms = [TermCheck("đảng viên", "Party member", found=False)] * 2
    assert kinds("Đảng viên và đảng viên.", "People and people.", terms=terms) == ["term"]


def test_a_part_of_a_sentence_is_not_measured() -> None:
    source = "Hội nghị đã thảo luận, thống nhất và thông qua nhiều nội dung quan trọng của Đảng bộ tỉnh."
    assert kinds(source, "The conference (and") == ["length", "meaning", "brackets"]
    assert kinds(source, "The conference (and", whole=False) == []


def test_warnings_come_in_the_order_of_kinds() -> None:
    found = kinds("Ngày 5/6/2021, 12 xã (mới) họp.", "On June 6, 2021, 13 (new communes met.")
    assert found == sorted(found, key=quality.KINDS.index)
    assert found == ["number", "date", "brackets"]


@pytest.mark.parametrize(
    "text", ["", " ", "(", "12.,3/-5", "IVX" * 40, "a" * 5000, '"' * 999, "1/" * 2000, "Đ " * 2000]
)
def test_odd_text_raises_nothing(text: str) -> None:
    quality.check(text, text)
    quality.check("Đảng bộ tỉnh họp.", text)
    quality.check(text, "The meeting.")
