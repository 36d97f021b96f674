"""Headlines in capitals: an engine knows sentences, so they become one, with the capitals of the names in it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.patterns import CITIES
from vietgloss.translation import names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vietgloss.translation.items import Item

_LONGEST_NAME = 8
_FEWEST_SHOUTED = 3
_SHOUTED = re.compile(rf"(?<![\w/.-])[{vn.UPPER}]{{2,}}(?:(?:, | - | )[{vn.UPPER}]{{2,}}(?![\w/&.-]))+")
_SIGNED = re.compile(r"(?<!\w)(?:THAY MẶT|KÝ THAY|THỪA LỆNH|THỪA ỦY QUYỀN)(?!\w)")
_BEGINS = re.compile(r"[.:!?] ?[\"“]?\Z")
_ACTS = tuple(
    (
        "tiếp nhận|tổ chức|triển khai|ban hành|khai mạc|bế mạc|tổng kết|sơ kết|phát động|ra quân|"
        "kết nạp|trao tặng|tặng quà|thăm hỏi|hỗ trợ|giải quyết|kiểm tra|giám sát|chỉ đạo|thông qua|"
        "công bố|xây dựng|thực hiện|chủ trì|tuyên dương|khen thưởng|ký kết|gặp mặt|tiếp xúc|làm việc|"
        "đối thoại|quán triệt|học tập|bồi dưỡng|vận động|quyên góp|ủng hộ|chúc mừng|thu hút|giải ngân|"
        "cấp phát|hoàn thành|phấn đấu|nỗ lực|tập trung|tập huấn|diễn tập|bàn giao|khởi công|khánh thành|"
        "phê duyệt|đề xuất|kiến nghị|khai giảng|tăng cường|đẩy mạnh|nâng cao|phát triển|giao ban|"
        "tiếp tục|thu nộp|xét duyệt|tuyển dụng|tuyển quân|tiêm phòng|xử lý|xử phạt|đón nhận|huy động|"
        "phối hợp|rà soát|trồng cây|tri ân"
    ).split("|")
)
"""What a unit does, and no name of one: ``TỈNH TIẾP NHẬN 12 TỶ ĐỒNG``."""
# Two syllables after the word for a unit are its name, if nothing or another phrase follows.
_UNITS = (
    "xã|phường|thị trấn|thị xã|huyện|quận|tỉnh|thành phố|(?:huyện|thị|quận|tỉnh|thành) (?:ủy|uỷ)|thôn|ấp|bản|buôn|"
    "khu công nghiệp|cụm công nghiệp|khu kinh tế|tiểu học|trung học cơ sở|trung học phổ thông|mầm non"
)
_NAMED_UNIT = re.compile(
    rf"\b(?:{_UNITS}) (?!(?:hội|ủy|uỷ|đoàn|đội|viên|nông|miền|vùng|biên|có|đạt|mới|và|phía|ven|nghèo|khó|thuộc) )"
    r"([^\W\d_]+ [^\W\d_]+)(?=$|[,;:(]| [-–] | \d"
    rf"| (?:năm|tháng|quý|lần|khóa|khoá|nhiệm kỳ|giai đoạn|trong|và|về|{'|'.join(_ACTS)})(?!\w))"
)
_UNIT_IN_CAPITALS = re.compile(
    rf"(?i:\b(?:{_UNITS})) (?P<name>[{vn.UPPER}]{{2,}}(?: [{vn.UPPER}]{{2,}}){{0,3}})(?![\w/&-])"
)
# Words with capitals behind one without: bệnh viện khu vực Cai Lộc
_CAPITALISED = re.compile(
    rf"(?<=[{vn.LOWER}] )[{vn.UPPER}][{vn.LOWER}]{{1,6}}(?: [{vn.UPPER}][{vn.LOWER}]{{1,6}}){{1,3}}(?!\w)"
)
# Ba Tri, ngày 12 tháng 5
_DATELINE = re.compile(rf"(?:.*[\t*]| *)((?:[{vn.UPPER}][{vn.LOWER}]{{1,6}} ?){{2,4}}), (?:ngày|tháng) ")
# A family name and one or two more syllables, if nothing else follows.
_PERSON = re.compile(
    r"\b(?:nguyễn|trần|phạm|huỳnh|đặng|trịnh|đinh|trương|lê|võ|bùi|ngô) [^\W\d_]+(?: [^\W\d_]+)?(?=$|[,;:.(]| [-–] )"
)


@cache
def _provinces() -> dict[str, str]:
    return {vn.fold(name): name for name in CITIES}


def names_in(text: str) -> dict[str, str]:
    """Return the names of people and places that a text writes in small letters, by their folded form.

    >>> names_in("Bí thư xã Phú Ngãi phát biểu.")["phú ngãi"]
    'Phú Ngãi'
    """
    found = dict(_provinces())
    for line in text.split("\n"):
        if not line.isupper():
            dated = [m.span(1) for m in [_DATELINE.match(line)] if m]
            others = [m.span() for m in _CAPITALISED.finditer(line)]
            for start, end in (*others, *names.people(line), *names.places(line), *dated):
                if " " in line[start:end]:
                    found[vn.fold(line[start:end])] = line[start:end]
    return found


def lowered(text: str, kept: Sequence[Item], proper: Mapping[str, str], small: Sequence[tuple[int, int]] = ()) -> str:
    """Return a headline in capitals as a sentence.

    Args:
        text: The headline.
        kept: Items in it that stay in capitals, such as the numbers of documents.
        proper: Phrases as they are written with capitals, by their folded form.
        small: Spans that are written in small letters already: ``BÁO CÁO (đến 17h)``.
    """
    sentence = sentence_case(text, proper)
    for start, end in (*((item.start, item.end) for item in kept), *small):
        sentence = sentence[:start] + text[start:end] + sentence[end:]
    return sentence


def without_shouting(text: str, proper: Callable[[], Mapping[str, str]]) -> str:
    """Return a line with its runs of ordinary words in capitals as a sentence has them; abbreviations stay.

    >>> without_shouting("NGÀY HỘI VIỆC LÀM: 38 đơn vị dự.", dict)
    'Ngày hội việc làm: 38 đơn vị dự.'
    """
    text = _SIGNED.sub(lambda m: vn.lower(m[0]), text)
    out, at = [], 0
    for run in _SHOUTED.finditer(text):
        words = vn.WORD.findall(run[0])
        known = sum(vn.has_marks(w) and vn.is_syllable(vn.lower(w)) for w in words)
        if len(words) < _FEWEST_SHOUTED or 2 * known < len(words):
            continue
        said = _cased(run[0], proper())
        begins = run.start() == 0 or _BEGINS.search(text, 0, run.start()) is not None
        out += [text[at : run.start()], vn.capitalise(said) if begins else said]
        at = run.end()
    return _UNIT_IN_CAPITALS.sub(_titled, "".join([*out, text[at:]]))


def sentence_case(text: str, proper: Mapping[str, str]) -> str:
    """Return a headline in capitals as a sentence, with the capitals of the phrases in ``proper``."""
    return vn.capitalise(_cased(text, proper))


def _cased(text: str, proper: Mapping[str, str]) -> str:
    low = _PERSON.sub(lambda m: m[0].title(), _NAMED_UNIT.sub(_named, vn.lower(text)))
    words = list(vn.WORD.finditer(low))
    out, at, i = [], 0, 0
    while i < len(words):
        for n in range(min(_LONGEST_NAME, len(words) - i), 0, -1):
            start, end = words[i].start(), words[i + n - 1].end()
            written = proper.get(vn.fold(low[start:end]))
            if written is not None and len(written) == end - start:
                out += [low[at:start], written]
                at = end
                i += n
                break
        else:
            i += 1
    return "".join([*out, low[at:]])


def _titled(match: re.Match[str]) -> str:
    """Give a name in capitals its usual ones; abbreviations are no syllables."""
    words = match["name"].split(" ")
    is_name = all(vn.is_syllable(vn.lower(w)) for w in words) and (len(words) > 1 or vn.has_marks(words[0]))
    return match[0][: -len(match["name"])] + match["name"].title() if is_name else match[0]


def _named(match: re.Match[str]) -> str:
    name = match[1]
    return match[0] if name in _ACTS else match[0][: -len(name)] + name.title()
