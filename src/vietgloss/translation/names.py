"""Names of people, places and newspapers in a Vietnamese line: they are copied into the English with all their marks.

A person is a family name and one to four capitalised syllables after it; a place is what stands in capitals after a
word such as ``xã`` or ``tỉnh``, or a province's name. Offsets are characters of the line, end exclusive.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

from vietgloss import text as vn
from vietgloss.patterns import CITIES, PROVINCES, any_of

# Family names of the Kinh and the larger other peoples, by how rarely they are anything else.
_SURNAMES = frozenset(
    "Nguyễn Trần Phạm Huỳnh Hoàng Phan Võ Đặng Bùi Đỗ Ngô Dương Đinh Trịnh Tạ Trương Tống Quách Tăng Phùng Khổng "
    "Lê Lý Nông Hứa Giàng Ksor Siu Rơ Lò Sùng Thạch Triệu Vừ Mùa Cầm Lưu Doãn Nghiêm Khuất Đàm Lữ Lã".split()
)
_WEAK_SURNAMES = frozenset(
    "Hồ Vũ Hà Mai Đào Lâm Tô Thái Cao Châu Chu Lương Vương Kiều Sơn Vi Từ Văn Đoàn Danh Bế Ma Quang Tòng An "
    "Ninh Mạc Bạch Thân Cù Cấn Lại Lục Mã Nhâm Phí Sầm Thẩm Tôn Uông Đậu Đổng Khương Giáp Chử Bàn Quàng Lường Thào Tẩn "
    "Vàng Hầu Hờ Phàn Tráng Điểu Viên".split()
)
_TITLES = frozenset("ông bà anh chị em cô chú bác thầy chí đ/c thư tịch đốc trưởng tỉnh ủy uỷ viên huyện xã".split())
# What stands behind these in several words is a person's name, whatever it begins with: ông Ê Ban Y Phu.
_CALLED = frozenset("ông bà anh chị".split())
_NO_PEOPLE_BEGIN = frozenset(
    "Rịa Chúa Công Hội Phó Bí Chủ Tổng Trưởng Giám Nội Ngoại Bộ Đen Nà Hai Ba Tư Năm Sáu".split()
)
_HO_CHI_MINH = "hồ chí minh"
_NOT_PEOPLE = frozenset({_HO_CHI_MINH, "hồ chính minh"})

_CAPITALISED = rf"[{vn.UPPER}][{vn.LOWER}]*(?:['’][A-ZĐa-zđ]+)?"
_NAME_PART = re.compile(_CAPITALISED)
_RUN = re.compile(rf"(?<!\w){_CAPITALISED}(?: {_CAPITALISED}){{1,7}}(?!\w)")
# English writes these without marks.
_WITHOUT_MARKS = re.compile(r"(?<!\w)(?:Hồ Chí Minh|Việt Nam|Hồng Kông|Hà Nội|Đài Loan)(?!\w)")
_TOKEN = re.compile(r"[^\s,.;:()\[\]\"“”!?…/–-]+")
_AFTER_UNIT = re.compile(
    r"\b(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Tt]hị xã|[Hh]uyện|[Qq]uận|[Tt]ỉnh|[Tt]hành phố|[Tt]hôn|[ẤấÂâ]p|[Bb]ản|[Bb]uôn|"
    r"[Kk]hu phố|[Kk]hu công nghiệp|[Cc]ụm công nghiệp|[Kk]hu kinh tế|[Kk]hóm|[Ll]àng|[Cc]ụm|[Đđ]ường|[Ss]ông) "
    rf"(?P<name>{_CAPITALISED}(?: {_CAPITALISED}){{0,3}})(?!\w)"
)
# A single syllable after these is often said in English: hồ Tây, sông Hồng.
_AFTER_SIGHT = re.compile(
    r"\b(?:[Cc]ầu|[Cc]hợ|[Cc]hùa|[Kk]ênh|cảng|hồ|núi|đèo|rạch|đền|nhà thờ|khu đô thị|quảng trường|bến xe|nhà ga|ga|"
    r"sân bay|cửa khẩu|đảo|vịnh|bãi biển|[Cc]ông ty|[Tt]ập đoàn|[Kk]hách sạn) "
    rf"(?P<name>{_CAPITALISED}(?: {_CAPITALISED}){{1,3}})(?!\w)"
)
# Newspapers have the names of people and things, but for their capitals.
PAPERS = (
    "(?:Tuổi Trẻ|Thanh Niên|Người Lao Động|Tiền Phong|Sài Gòn Giải Phóng|Người Đưa Tin|Dân Trí|Đại Đoàn Kết|"
    "Gia đình và Xã hội|Sức khỏe và Đời sống)(?: Online)?"
)
"""Newspapers, as a pattern."""
_PAPER = re.compile(rf"(?<!\w)(?<!Đoàn ){PAPERS}(?!\w)")
_PROVINCE = re.compile(rf"(?<!\w)(?P<name>{any_of(PROVINCES)})(?!\w)")
# Formosa, VietinBank, Donald Trump: in the middle of a sentence, of letters without marks, and one word no syllable.
_LATIN = r"[A-Z][A-Za-z]*[a-z][A-Za-z]*(?![\w’'])"
_FOREIGN = re.compile(rf"(?<=[{vn.LOWER},;] )(?:{_LATIN}(?:[ -](?={_LATIN}))?)+")
# Peoples have the names of lands (Australian), and borrowed words are none.
_SAID_OTHERWISE = frozenset(
    "Campuchia Moskva Italia Ukraina Ucraina Ukraine Kurd Arab Philippin Philippines Singapo Singapore Malaixia "
    "Malaysia Rumani Romania Bungari Bulgaria Hungari Hungary Mehico Mexico Achentina Argentina Braxin Brazil "
    "Indonesia Australia Austria Canada Iran Iraq Syria Israel Palestine Libya Cuba Venezuela Myanmar Ethiopia "
    "Pakistan Afghanistan Bangladesh Albania Algeria America Angola Armenia Belarus Colombia Estonia Georgia "
    "Germany Italy Jordan Latvia Litva Mongolia Nigeria Peru Russia Serbia Slovakia Slovenia Somalia Sudan "
    "Tunisia Turkey Yemen Zealand Zambia Vietnam China France Clip Taxi Robot Container Video Vaccine Vacxin "
    "Vaxin Covid Internet Metro Euro Oxy Xyanua Virus Karate Judo Marathon Festival Radio Logo Slogan Email "
    "Website Fax Gram Radar Marketing Rupiah".split()
)
_SHORTEST = 4
_GIVEN = re.compile(
    r"(?<!\w)(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ụ|[Tt]hầy|em|[Ll]uật sư|[Đđ]ại biểu|[Đđ]ối tượng|"
    r"[Bb]ác sĩ|[Bb]ị cáo|[Bb]ị can|[Nn]ạn nhân|[Tt]ài xế|đồng chí|[Bb]ộ trưởng|[Tt]hứ trưởng|[Bb]í thư|[Cc]hủ tịch|"
    r"[Tt]hủ tướng) "
    rf"(?P<name>[{vn.UPPER}][{vn.LOWER}]+)(?! [{vn.UPPER}])(?!\w)"
)
# Offices that begin with a capital too, and places: bà Rịa is none, but Bà Rịa.
_NO_GIVEN = frozenset(
    "Bí Chủ Phó Trưởng Giám Tổng Chánh Viện Ủy Uỷ Đại Thượng Trung Thiếu Hiệu Thủ Bộ Cục Chính Quân Thường Thư Hội "
    "Ban Sở Tỉnh Thành Huyện Rịa Đen Nà Điểm Chiểu Trưng Đốc Lãnh Táo Địa Chúa Phật Hùng Quốc Đảng Đoàn Công".split()
)
_ALONE = re.compile(
    rf"(?:\A|(?<=[{vn.LOWER},;] )|(?<=[“\"(]))(?P<name>[{vn.UPPER}][{vn.LOWER}]+)(?! [{vn.UPPER}])(?![\w-])"
)
# At the beginning of a sentence every word has a capital; a person does something.
_DOES = re.compile(
    r" (?:đã|bị|khai|nói|cho biết|cho hay|cũng|không|được|vẫn|liền|thừa nhận|kể|trả lời|nhận|cùng|có|là|sẽ|phải|chỉ|"
    r"từng|lái|rủ|gọi|bán|mua|đi|về|lấy|đưa|đến|điều khiển|dùng|thuê|vay|chia sẻ|và)(?!\w)"
)
# Lands and the points of the compass have names of people: tại Nga, of Russia.
_LANDS = frozenset("Nga Anh Mỹ Pháp Đức Ý Úc Hàn Nhật Trung Nam Bắc Đông Tây Hoa Việt Lào Thái Phi Á Âu Hà".split())
_ENGLISH_TOO = frozenset("The My Do So To In On No Be He We May Can As At An If It Man Bay Day Hang Song Sang".split())
_UNITS = frozenset("tỉnh phố ủy uỷ".split())
_MIDDLE = frozenset(("Thị", "Văn"))
_SMALL_UNITS = frozenset("phường xã huyện quận trấn thôn ấp".split())
_CITY = re.compile(rf"(?:{any_of(CITIES)})(?!\w)")
_LONGEST = 5
_SURE = 3


@lru_cache(maxsize=64)
def people(line: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of people's names, in order."""
    words = list(_TOKEN.finditer(line))
    spans = []
    i = 0
    while i < len(words):
        n = _of_a_place(line, words, i)
        if n:  # what follows the name of a city is a name of its own: UBND tỉnh Lâm Đồng Trần Văn Hiệp
            i += n
            continue
        n = 1
        while (
            i + n < len(words)
            and n < _LONGEST
            and line[words[i + n - 1].end() : words[i + n].start()] == " "
            and _NAME_PART.fullmatch(words[i + n][0])
        ):
            n += 1
        start, end = words[i].start(), words[i + n - 1].end()
        titled = i > 0 and vn.lower(words[i - 1][0]) in _TITLES
        called = i > 0 and words[i - 1][0] in _CALLED and start - words[i - 1].end() == 1
        named = called and _NAME_PART.fullmatch(words[i][0]) and words[i][0] not in _NO_PEOPLE_BEGIN
        if n > 1 and (named or _is_person(line[start:end], words[i][0], n, titled=titled)):
            spans.append((start, end))
            i += n
        else:
            i += 1
    return tuple(spans)


def _of_a_place(line: str, words: list[re.Match[str]], first: int) -> int:
    """Return how many words from ``first`` on are the name of a place that a person's name follows.

    It stands behind a unit's word, and is a province or city, or ends before a family name: ``phường Văn Miếu Nguyễn
    Thị Hà``.
    """
    unit = words[first - 1][0].lower() if first else ""
    if unit not in _UNITS | _SMALL_UNITS:
        return 0
    match = _CITY.match(line, words[first].start()) if unit in _UNITS else None
    if match:
        return len(_TOKEN.findall(match[0]))
    n = 1
    while n < _LONGEST and first + n + 1 < len(words):
        a, b, c = words[first + n - 1 : first + n + 2]
        if line[a.end() : b.start()] != " " or not _NAME_PART.fullmatch(b[0]) or b[0] in _MIDDLE:
            return 0
        if b[0] in _SURNAMES:
            return n if line[b.end() : c.start()] == " " and _NAME_PART.fullmatch(c[0]) else 0
        n += 1
    return 0


def _is_person(name: str, first: str, syllables: int, *, titled: bool) -> bool:
    if name.lower() in _NOT_PEOPLE or name in PROVINCES or name == "Lưu Văn":  # a letter is filed: Lưu Văn phòng
        return False
    return first in _SURNAMES or (first in _WEAK_SURNAMES and (syllables >= _SURE or titled))


def places(line: str) -> list[tuple[int, int]]:
    """Return the spans of names of places, without the word for what they are; people come first."""
    found = (match for pattern in (_AFTER_UNIT, _AFTER_SIGHT, _PROVINCE) for match in pattern.finditer(line))
    spans = (match.span("name") for match in found if match["name"].lower() not in _NOT_PEOPLE)
    cut = ((start, min([end, *(a - 1 for a, _ in people(line) if start < a < end)])) for start, end in spans)
    return [(start, end) for start, end in cut if not line[start:end].lower().startswith(_HO_CHI_MINH)]


def papers(line: str) -> list[tuple[int, int]]:
    """Return the spans of newspapers' names: ``phóng viên Tuổi Trẻ`` is no youth."""
    return [match.span() for match in _PAPER.finditer(line)]


def given(line: str) -> list[tuple[int, int]]:
    """Return the spans of given names that stand alone behind what a person is called: ``ông Tuấn``."""
    return [m.span("name") for m in _GIVEN.finditer(line) if m["name"] not in _NO_GIVEN]


def is_plain(name: str) -> bool:
    """Tell whether a given name is a Vietnamese one, and nothing but a name in English: *Nga* is, *Mỹ* is America.

    >>> [is_plain(name) for name in ("Tuấn", "Nga", "Mehta")]
    [True, False, False]
    """
    return name not in _LANDS | _ENGLISH_TOO and vn.is_syllable(name)


def called(text: str) -> frozenset[str]:
    """Return the given names of the people whom a text names in full; later it may call them by these alone."""
    full = (line[slice(*span)].split(" ") for line in text.split("\n") for span in people(line))
    return frozenset(name[-1] for name in full if len(name) >= _SURE and name[-1] not in _NO_GIVEN | _LANDS)


def alone(line: str, known: frozenset[str]) -> list[tuple[int, int]]:
    """Return the spans of ``known`` given names in a line, where no other word with a capital stands beside them.

    >>> [slice(*span) for span in alone("Sau đó Hiếu lái xe đi", frozenset(["Hiếu"]))]
    [slice(7, 11, None)]
    """
    return [
        match.span("name")
        for match in (_ALONE.finditer(line) if known else ())
        if match["name"] in known and (match.start() or _DOES.match(line, match.end()))
    ]


def with_its_marks(target: str, name: str) -> str:
    """Return English with the marks of a given name that lost them, if that cannot be an English word."""
    bare = without_marks(name)
    if bare == name or bare not in target or bare in _ENGLISH_TOO or re.search(rf"(?<!\w){name}(?!\w)", target):
        return target
    return re.sub(rf"(?<![\w-]){bare}(?!\w)", name, target)


@lru_cache(maxsize=256)
def _marked(source: str) -> tuple[tuple[str, str], ...]:
    """Return what stands in a line in two capitalised syllables or more, without marks and with them, the long first.

    A name may stand behind a sentence's first word, *Tại Đà Nẵng*, so each part of a run counts.
    """
    found = set()
    for run in _RUN.findall(_WITHOUT_MARKS.sub(",", source)):
        parts = run.split(" ")
        found |= {" ".join(parts[a:b]) for a in range(len(parts)) for b in range(a + 2, len(parts) + 1)}
    pairs = {(without_marks(name), name) for name in found}
    # The Interpass card is no Thẻ Interpass.
    pairs = {(bare, name) for bare, name in pairs if bare != name and bare.split(" ")[0] not in _ENGLISH_TOO}
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def spelled(target: str, source: str) -> str:
    """Return English with the marks that the names of its source have: *Thu Thiêm* of ``ở Thủ Thiêm`` is Thủ Thiêm.

    >>> spelled("from Binh Chanh and Thanh Hóa", "quê ở Bình Chánh và Thanh Hoá")
    'from Bình Chánh and Thanh Hóa'
    """
    there = without_marks(target)
    if len(there) != len(target):  # marks of other languages, or not NFC
        return target
    for bare, name in _marked(source):
        at = there.find(bare)
        while at >= 0:
            end = at + len(bare)
            whole = not there[at - 1 : at].isalnum() and not there[end : end + 1].isalnum()
            if whole and vn.fold_tone(target[at:end]) != vn.fold_tone(name):
                target = target[:at] + name + target[end:]
            at = there.find(bare, end)
    return target


def foreign(line: str) -> list[tuple[int, int]]:
    """Return the spans of names that are not Vietnamese; those that English writes otherwise are left out.

    >>> [slice(*span) for span in foreign("cùng Công ty Formosa và Vietcombank")]
    [slice(13, 20, None), slice(24, 35, None)]
    """
    found = []
    for run in _FOREIGN.finditer(line):
        words = list(re.finditer(r"\w+", run[0]))
        strange = [not vn.is_syllable(w[0]) and w[0] not in _SAID_OTHERWISE for w in words]
        for known, part in groupby(zip(words, strange, strict=True), key=lambda w: w[0][0] in _SAID_OTHERWISE):
            # A Vietnamese syllable at either end is another word: Nga Yury Borisov, of Russia.
            kept = [w for w, is_strange in part if is_strange]
            if not known and any(len(w[0]) >= _SHORTEST for w in kept):
                found.append((run.start() + kept[0].start(), run.start() + kept[-1].end()))
    return found


def without_marks(name: str) -> str:
    """Return a name as it is often written abroad, without any mark.

    >>> without_marks("Bến Tre"), without_marks("Đặng Thị Đào")
    ('Ben Tre', 'Dang Thi Dao')
    """
    bare = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in bare if not unicodedata.combining(c))
