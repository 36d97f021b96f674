"""Vietnamese of notes and tables as sentences have it, before the engine gets it: *chết 3* is ``3 người chết``.

An engine learns from sentences; what clerks and headlines leave out is said here. Nothing is changed in the document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.translation.items import COUNTED_OUT

if TYPE_CHECKING:
    from collections.abc import Callable

_ENDS = r"(?=\s*(?:$|[,.;:)])| và \d| hoặc )"
_MONEY_VERB = (
    r"(?:vay|giải ngân|bán ròng|mua ròng|thu|chi|nộp|dư nợ|vốn|doanh thu|lợi nhuận|kinh phí|hỗ trợ|trị giá|thiệt hại|"
    r"đầu tư|ngân sách|thu về|thu được|lãi|lỗ|nợ|quyên góp được|ủng hộ|quỹ|số tiền|giá)"
)
_ON_DUTY = (
    r"\b(?:[Tt]rực|hoạt động|cấp cứu|phục vụ|làm việc|tiếp nhận|canh gác|kiểm soát|tuần tra|giám sát|bảo vệ|"
    r"đường dây nóng)"
)
_ASKED = (
    r"(?:mang|gửi|nộp|báo|có mặt|đến dự|đến đúng|liên hệ|chuẩn bị|đăng ký|xem|ghi|giữ|chấp hành|không|cử|tham dự|"
    r"phản hồi|xác nhận|thông báo)"
)
_DONE = (
    r"(?:kiểm tra|rà soát|khảo sát|tạm giữ|tạm giam|bắt|khám xét|phá án|triệt xó?á|đột kích|bầu|miễn nhiệm|xử lý|"
    r"lập biên bản|xác minh|điều tra|thu giữ|thu hồi|giải tỏa|di dời|tháo dỡ|lấy mẫu|khởi tố|xét xử|sửa chữa|thi công|"
    r"xây dựng|đo đạc|cưỡng chế|thẩm định|đánh giá|thanh tra|giám sát|vận động|tuyên truyền|tiêm|tiêu hủy|khai quật|"
    r"bàn giao|ký kết|trao|khám nghiệm|giám định|truy bắt|kê biên|niêm phong)"
)
_BODY = r"(?:[Tt]ổng cục|[Cc]ục|[Vv]ụ|[Pp]hòng|[Cc]hi cục|[Vv]iện|[Tt]rung tâm) [^-–,.;:()]{3,60}"
_NOT_COUNTED = "".join(f"(?<!{many} )" for many in ("hai", "ba", "những", "các", "một", "mấy", "nhiều"))
_OFFICES = (
    r"(?:[Cc]hủ tịch|[Bb]í thư|[Gg]iám đốc|[Tt]rưởng|[Ủủ]y viên|[Pp]hó|[Vv]iện trưởng|[Hh]iệu trưởng|[Tt]ổng|[Cc]hánh|"
    r"đại biểu|[Bb]ộ trưởng|[Tt]hứ trưởng|[Cc]ục trưởng)"
)
_POST = rf"(?:[Pp]hó )?{_OFFICES}(?: [^.;:()]{{3,110}}?)??"
_CAPITAL = rf"[{vn.UPPER}][{vn.LOWER}]+"
_WHOM = rf"((?:ông|bà|đồng chí) {_CAPITAL}(?: {_CAPITAL}){{0,4}})(?! {_CAPITAL})"
_COUNCIL = r"(?:Hội đồng nhân dân|Quốc hội|Ban Chấp hành|Ban Thường vụ|cấp ủy)"
_PAPER = (
    r"(?:[Kk]ế hoạch|[Nn]ghị quyết|[Cc]hỉ thị|[Kk]ết luận|[Qq]uyết định|[Qq]uy định|[Hh]ướng dẫn|[Đđ]ề án|[Nn]ghị định|"
    r"[Tt]hông tư|[Cc]ông văn|[Cc]ông điện)"
)
_SHORT = r"\d{1,3}(?:,\d+)?"
_TIMES = r"(?:chuyến|lượt|lần|suất|buổi|ca|cuộc|vụ)"
_TALKS = r"[”\"’]"
_SENT = r"(?:xe|chiếc|tàu|máy|ca nô|cán bộ|người|chiến sĩ|lính|tổ|đội|đoàn|lượt|trực thăng|công an|cảnh sát|bác sĩ)"
_ABOUT = r"(?: (?:khoảng|gần|trên|hơn))?"


def _numbered(match: re.Match[str]) -> str:
    """Return a paper with its number as papers are cited, and its year; *quy định 3 ngày* never gets here."""
    paper = match[1]
    return f"{paper[0].upper()}{paper[1:]} số {'/'.join(match.groups()[1:])}"


_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\bgiờ đồng hồ\b", "tiếng đồng hồ"),
        (r"(?<![\w/])(\d{1,2}) / (\d{1,2}) / ((?:19|20)\d\d)(?![\w/])", r"\1/\2/\3"),
        (r"\A(Trước đó|Sau đó|Gần đây|Mới đây) (?=(?:vào )?ngày \d)", r"\1, "),
        # chết 72, bị thương 9
        (rf"\b(làm |khiến )?(chết|bị thương|mất tích) (\d+(?:\.\d+)*){_ENDS}", r"\1\3 người \2"),
        (r"\b24/24 ?(?:giờ|h)(?!\w)(?: mỗi ngày|/ngày)?", "suốt ngày đêm"),
        (rf"({_ON_DUTY}) 24/(?:24|7)(?![\w/-]|[.,]\d)", r"\1 suốt ngày đêm"),
        # 3/9 huyện is no day of September, whatever the engine thinks
        (rf"(?<![\w.,/-])(?<!ngày )(?<!Ngày )([12]?\d|3[01])/([1-9]|1[0-2])(?={COUNTED_OUT.pattern})", r"\1 trong \2"),
        # bầu Ban Chấp hành 21 người
        (r"\b((?:bầu|bầu ra|kiện toàn) (?:Ban|Hội đồng|Đoàn|Tổ) [^\d,.;:()]{3,60}) (\d+ (?:người|đồng chí|thành viên))",
         r"\1 gồm \2"),
        # Đề nghị mang theo căn cước: nobody is named who is to bring it
        (rf"\A(?:Đề nghị|Yêu cầu) (?={_ASKED} )", "Vui lòng "),
        # 19h20’
        (r"\b(\d{1,2}h\d{2})['’′](?!\w)", r"\1"),
        (r"\b([Tt]ừ (?:năm )?)((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)(?![\w/-])", r"\1\2 đến \3"),
        # vừa tiến hành khảo sát: the noun that follows elsewhere is no verb
        (rf"\b(đã|đang|vừa|sẽ|để|phải|và|,) tiến hành (?={_DONE}(?!\w))", r"\1 "),
        # Cục Cảnh sát Kinh tế - Bộ Công an
        (rf"\b({_BODY}) [-–] (?=(?:[Bb]ộ|[Ss]ở|[Cc]ông an) )", r"\1 thuộc "),
        (rf"(?<=[^\W\d] ){_NOT_COUNTED}điều (?=\d{{1,3}}(?:[ ,.;)]|$))(?!\d+ (?:tỷ|triệu|%|{_SENT}\b))", "Điều "),
        (r"\((?:đạt|chiếm|đạt tỷ lệ|đạt tỉ lệ) (\d+(?:[.,]\d+)*\s?%)\)", r"(\1)"),
        # bầu chức danh Chủ tịch đối với ông A: elected A as Chairman
        (rf"\b(bầu(?: bổ sung)?) chức (?:vụ|danh) ({_POST}) (?:đối )?với {_WHOM}", r"\1 \3 làm \2"),
        (rf"\b(miễn nhiệm|bãi nhiệm|cách chức)(?: chức(?: vụ| danh)?)? ({_POST}) (?:đối )?với {_WHOM}",
         r"\1 \3 khỏi chức danh \2"),
        (rf"\bcho thôi(?: giữ)? chức(?: vụ| danh)? ({_POST}) (?:đối )?với {_WHOM}", r"cho \2 thôi làm \1"),
        (rf"\btrúng cử(?: vào)? (?={_COUNCIL})", "được bầu vào "),
        (rf"\b(con trai|con gái|vợ|chồng|phu nhân|gia đình|em trai) cố (?=(?:[Pp]hó )?{_OFFICES} )", r"\1 của cố "),
        (rf"\b({_PAPER}) (?:số )?(\d{{1,3}}) năm ((?:19|20)\d\d)(?= của| về|[,.;)]|$)", _numbered),
        (rf"\b({_PAPER}) (\d{{1,3}}/(?:19|20)\d\d)(?= của| về|[,.;)]|$)", _numbered),
        (rf"\b({_PAPER}) (\d{{1,3}}) (?=(?:Quốc hội|Chính phủ|Bộ Chính trị|Tỉnh ủy|Thành ủy)(?!\w))", r"\1 số \2 của "),
        (r"\bđảm nhiệm chức (?:vụ|danh) ", "giữ chức "),
        (r"\bvào lúc (?=\d)", "lúc "),
        (rf"(?<=[-–] )Ảnh (?=[{vn.UPPER}]{{2,}}(?: [{vn.UPPER}]{{2,}})*\.?\Z)", "Ảnh: "),
        # kế hoạch 437 của tỉnh
        (rf"\b({_PAPER}) (\d{{1,3}})(?=[,.;)]|$| (?:của|về|do|ngày \d|năm \d|này|nói trên|nêu trên))", _numbered),
        (rf"({_TALKS}), ((?:ông|bà|anh|chị|đồng chí) (?:{_CAPITAL} )+)thông tin(?=[.,:]|$)", r"\1, \2cho biết"),
        # Quốc hội mới có quyền: nobody else has
        (r"\A((?:Quốc hội|Chính phủ|Thủ tướng|Chủ tịch|Hội đồng nhân dân)[^,.;]{0,40}?) mới (?=có (?:thẩm )?quyền)",
         r"Chỉ \1 mới "),
        (r"\AGiữa (?=tháng \d)", "Vào giữa "),
        (r"\b([Tt]ừ nay) đến (?=ngày|tháng|cuối|hết|năm)", r"\1 cho đến "),
        (r"\bnăm nay (?=\d\d tuổi)", ""),
        # 6 h - 10 h
        (r"\b(\d{1,2}) ?h ?([-–]) ?(\d{1,2}) ?h\b", r"\1h\2\3h"),
        # mới đạt 38%: only 38 %
        (rf"\b(?:chỉ )?mới (đạt|đáp ứng|giải ngân|thực hiện|hoàn thành)( được)?({_ABOUT}) (?=\d+(?:[.,]\d+)*\s?%)",
         r"chỉ \1\2\3 "),
        (r"\b(?:khoảng hơn|hơn khoảng) (?=\d)", "hơn "),
        # 18 – 22 triệu, 80 – 90%
        (rf"(?<![\w.,/-])({_SHORT}) [-–] (?={_SHORT}(?: (?:triệu|tỷ|tỉ|nghìn|ngàn)(?!\w)|\s?%))", r"\1-"),
        (r"\bbị thương khá nặng(?!\w)", "bị thương nặng"),
        (r"(?<=\d người) thương vong(?!\w)", " chết và bị thương"),
        (r"(?<=\d (?:tỷ|tỉ)) / (?=(?:năm|tháng|ngày)(?!\w))", " đồng/"),
        # 7 chuyến / tuần
        (rf"(\d {_TIMES}) ?/ ?(?=(?:ngày|đêm|tuần|tháng|năm|giờ)(?!\w))", r"\1 mỗi "),
        (r"(?<=đồng) / (?=(?:m2|m²|chiều|lượt|người|tháng|ngày|năm|kg|tấn|ha)(?!\w))", "/"),
        (r"(?<=\d) giờ (?=(?:lý thuyết|thảo luận|thực hành)(?!\w))", " tiếng "),
        (r"\b([Kk])hi còn (?:là|làm) (?=\w)", lambda m: f"{'T' if m[1] == 'K' else 't'}rong thời gian làm "),
        # ngày 26-12 vừa qua is no last December
        (r"\b([Nn]gày \d{1,2}[-/.]\d{1,2}(?:[-/.]\d{4})?) vừa (?:qua|rồi)(?!\w)", r"\1"),
        # a sum without its đồng
        (rf"\b({_MONEY_VERB}(?: (?:gần|hơn|trên|khoảng|tới|đến|được|thêm))?) (\d+(?:[.,]\d+)*) (tỷ|tỉ|triệu){_ENDS}",
         r"\1 \2 \3 đồng"),
    )
)  # fmt: skip
_BARE_SUM = re.compile(rf"(\d+(?:[.,]\d+)* (?:tỷ|tỉ|triệu)){_ENDS}")
_DONG = re.compile(r"\d (?:tỷ|tỉ|triệu) đồng(?!\w)")


def plainer(text: str) -> str:
    """Return a line in the words of sentences.

    >>> plainer("Bão làm chết 3, mất tích 2; mới giải ngân 38% vốn.")
    'Bão làm 3 người chết, 2 người mất tích; chỉ giải ngân 38% vốn.'
    >>> plainer("Hội Nông dân 152 tỷ đồng, Hội Phụ nữ 178 tỷ, Đoàn 65 tỷ.")
    'Hội Nông dân 152 tỷ đồng, Hội Phụ nữ 178 tỷ đồng, Đoàn 65 tỷ đồng.'
    """
    for pattern, plain in _RULES:
        text = pattern.sub(plain, text)
    return _BARE_SUM.sub(r"\1 đồng", text) if _DONG.search(text) else text
