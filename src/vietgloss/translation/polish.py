"""What an editor would strike out of a small engine's English without asking: set forms, judged by the source.

Every rule looks for English that is wrong whatever the sentence says, or that its source contradicts.
"""

from __future__ import annotations

import itertools
import re
from functools import partial
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.inflection import plural
from vietgloss.patterns import any_of
from vietgloss.translation import doubled, names, polish_people, respelled
from vietgloss.translation.clock import A_MONTH, MONTHS
from vietgloss.translation.polish_rules import CONTRACTIONS, RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vietgloss.translation.items import Item

_SAID = re.compile(r",([”\"]) (?:he|she|they) (?:said|added)\.?$")
_SAYS = re.compile(
    r"\b(?:nói|cho biết|cho hay|chia sẻ|khẳng định|nhấn mạnh|phát biểu|bày tỏ|nhận định|cho rằng|kể|tâm sự|thông tin|"
    r"trả lời|lưu ý|đề nghị|bộc bạch|giải thích|đánh giá|trao đổi)\b"
)
_MORE_THAN = re.compile(r"\babove (?=(?:VND|USD)?\d)(?![\d.,]+(?:%| degrees| points))")
_OVER = re.compile(r"\btrên \d")
_DOLLARS = re.compile(r"(?:US)?\$ ?(?=\d)")
_TITLE_NOUN = r"(?:Chairman|Chairwoman|Secretary|Director|Minister|Head|Member|Inspector|Commander|Principal|Rector)"
_COUNTED_TITLE = re.compile(
    r"\b(?P<n>two|three|four|five|six|seven|eight|nine|ten|[2-9]|[1-9]\d)"
    r"(?P<m> (?:(?:new|former|additional|more|other) )*)"
    rf"(?P<t>(?:(?:Deputy|Vice|Standing|Permanent) )*{_TITLE_NOUN})(?![\w-])"
)
_PAPERS = (
    "circular|conclusion|decree|resolution|decision|directive|regulation|guidance|guideline|plan|official letter|"
    "program|scheme|report|notice|action program"
)
_CITED = re.compile(
    rf"(?:\bthe )?\b({_PAPERS})s?(?: of)?(?: no\.| number)? (?={polish_people.LETTER}(?![\w/-]))", re.IGNORECASE
)
_SLASHED = re.compile(rf"\b{A_MONTH} (?P<a>\d{{1,2}})[/-](?P<b>\d{{1,2}}|(?:19|20)\d\d)(?![\d/-])")
_DAYS = re.compile(
    rf"\b(?P<days>(?P<month>{A_MONTH}) \d{{1,2}} (?:to|and) \d{{1,2}})[/-](?P<n>1[0-2]|0?[1-9])(?![\d/-])"
)
_BARE_MONTH = re.compile(rf"{A_MONTH} \d{{4}}, (?=\w)")
_AT_THE_SAME = re.compile(
    r"\bAt the same,? (?!(?:time|level|place|rate|moment|age|point|pace|school|day|meeting|conference)\b)"
)
_IN_WATER = re.compile(r"(?<!tràn )\b(?:ngập|ngâm|chìm)(?: \w+){0,2} trong nước")
_LANDS = {
    "China": "Chinese", "Japan": "Japanese", "Russia": "Russian", "France": "French", "Germany": "German",
    "Cambodia": "Cambodian", "Thailand": "Thai", "Canada": "Canadian", "Australia": "Australian", "India": "Indian",
    "Italy": "Italian", "South Korea": "South Korean", "Vietnam": "Vietnamese", "Cuba": "Cuban", "Laos": "Lao",
    "Europe": "European", "Asia": "Asian", "Africa": "African", "America": "American", "Spain": "Spanish",
    "Indonesia": "Indonesian", "Malaysia": "Malaysian", "Israel": "Israeli", "Iran": "Iranian", "Ukraine": "Ukrainian",
    "North Korea": "North Korean",
}  # fmt: skip
_OF_A_LAND = re.compile(
    rf"\b({'|'.join(_LANDS)}) ([Ff]oreign [Mm]inister|[Pp]rime [Mm]inister|[Dd]efense [Mm]inister|steel|goods|"
    r"enterprises?|compan(?:y|ies)|business(?:es)?|contractors?|investors?|tourists?|visitors?|products?|government|firms?|"
    r"workers?|experts?|ships?|vessels?|fishermen|students?|nationals?|citizens?|partners?|markets?|banks?|banknotes?|"
    r"standards?|airlines?|authorities|army|navy|troops|financial institutions|people)\b"
)
_AN = re.compile(rf"(?<!\w)An ([{vn.UPPER}][{vn.LOWER}]+)")
_INNER = re.compile(r'(?<=\w)"([^"]{2,60}\w)"(?=\w)')
# the 8th Provincial People's Council (VIII)
_TENURE = re.compile(r"\b(\d{1,2}(?:st|nd|rd|th) [A-Z][^()]{3,60}) \(([IVX]+)\)")
_SPAN = re.compile(rf"\b([Ff]rom (?:{A_MONTH} )?(?:19|20)\d\d) and (?=(?:{A_MONTH} )?(?:19|20)\d\d)")
_DAY_TWICE = re.compile(rf"(?<![\w-])(\d{{1,2}})-(\d{{1,2}}) ({A_MONTH})\b")
_THIS_DAY = re.compile(rf"\b([Tt]oday|[Tt]his (?:morning|afternoon|evening))(?: of| on)? (?={A_MONTH} \d)")
_DOCTOR = re.compile(r"tiến s[ĩỹ]|bác s[ĩỹ]|thầy thuốc|y s[ĩỹ]|\b(?:TS|BS|Dr|GS|Ths|ThS)\b", re.IGNORECASE)
_AT_THE_LATEST = re.compile(rf"(?:hậm|uộn) nhất (?:là )?(?:vào )?(?:ngày )?({A_MONTH} \d{{1,2}}(?:, \d{{4}})?)")
_YEAR_TWICE = re.compile(r"(?<!\d)((?:19|20)\d\d), \1,")
_VICE = re.compile(r"\b(?:[Pp]hó|PHÓ|[Tt]hứ|THỨ|[Cc]ấp dưới|P[A-ZĐ]{1,4})\b")
_INVITES = re.compile(r"(?<=[a-z] )respectfully invited (?=[A-Za-z])")
_QUOTED = re.compile(r'(?<![\w.,!?])" ([^"]*[^"\s]) "(?!\w)')
_QUOTATION = re.compile(r"(“[^”]*”?|\"[^\"]*\"?)")
_PERCENT = re.compile(r"(?<=\d) ?per ?cent\b")
_MORE = re.compile(r"\b[Tt]hêm (\d[\d,.]*) (?!triệu|tỷ|tỉ|nghìn|ngàn|đồng)")
_OFFICE_FIRST = re.compile(
    r"\A((?:(?:Standing|Permanent|Deputy|Vice) )*(?:Secretary|Chairman|Chairwoman|Director|Head|Minister|Chief) of "
    r"(?:[A-ZĐ][\w'’&-]* |of |the |and |for )+)(?=[a-z]{3,} )"
)
_UNITS = {
    "xã": ("commune",),
    "phường": ("ward",),
    "quận": ("district",),
    "huyện": ("district",),
    "tỉnh": ("province",),
    "thành phố": ("city",),
    "thị xã": ("town",),
    "thị trấn": ("township", "town"),
    "thôn": ("village",),
    "làng": ("village",),
    "bản": ("village",),
    "buôn": ("village",),
    "ấp": ("hamlet",),
    "đường": ("street", "road"),
    "cầu": ("bridge",),
    "chợ": ("market",),
    "cảng": ("port",),
    "sông": ("river",),
    "núi": ("mountain",),
    "đảo": ("island",),
    "chùa": ("pagoda",),
    "sân bay": ("airport",),
    "kênh": ("canal",),
    "khu công nghiệp": ("industrial park",),
    "khu đô thị": ("urban area",),
    "quảng trường": ("square",),
}
# The city of Pompeii is no Pompeii City; Mang Yang is a district all the same.
_ABROAD_TOO = frozenset(("thành phố", "thị trấn", "đảo", "làng", "tỉnh"))
_LONGEST_UNIT = 16
_UNIT = re.compile(rf"(?:{any_of(_UNITS)}) \Z", re.IGNORECASE)


_OF_A_COUNCIL = re.compile(r"\A(?!.*(?:[Đđ]ại hội|[Hh]ội nghị)).*(?:Hội đồng nhân dân|Quốc hội|kỳ họp)", re.DOTALL)
_ONE_WAY = re.compile(r"đồng ?/ ?chiều|đồng một chiều")
# chủ cơ sở này: a workshop, a school, a clinic
_A_PLACE_OF_WORK = re.compile(
    r"\A(?!.*(?:cấp|tại|ở|từ|về|xuống|đến|tới|sát|dưới|trên|Trên|vì|có|đội ngũ|cán bộ) cơ sở(?! (?:này|đó)))"
    r".*(?:(?<!rên )\b[Cc]ơ sở (?:này|đó|nói trên)|[Cc]hủ (?:các )?cơ sở)",
    re.DOTALL,
)
# What the source says, the English that is wrong then, and what stands in its place.
_WHERE: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...] = (
    (re.compile("ồng thời"), _AT_THE_SAME, "At the same time, "),
    (_IN_WATER, re.compile("in the country"), "in water"),
    (re.compile("%"), _PERCENT, "%"),
    (re.compile("kính mời"), _INVITES, "respectfully invites "),
    (_OVER, _MORE_THAN, "more than "),
    (re.compile(r"hoảng \d"), re.compile(r"\b(?:an )?interval (?=(?:VND|USD)?\d)"), "about "),
    (re.compile(r"\ATrường hợp "), re.compile(r"\ACase (?=the |they |he |she |a |an )"), "If "),
    (
        re.compile(r"tái (?:đắc )?cử"),
        re.compile(
            r"(?<!not )(?<!was )(?<!were )(?<!been )(?<!be )(?<!is )(?<!\d )"
            r"\bre-elected (?=(?:as|to) |Chairman|Secretary)"
        ),
        "was re-elected ",
    ),
    (
        re.compile(r"(?:làm|giữ chức) "),
        re.compile(r"\b(Vice Chairman|Deputy Secretary) (?=(?:Chairman|Secretary) of\b)"),
        r"\1, as ",
    ),
    (re.compile(r"[Tt]ừ .{4,24} đến "), _SPAN, r"\1 to "),
    (re.compile(r"\AHàng loạt "), re.compile(r"\ASeveral "), "A series of "),
    (_A_PLACE_OF_WORK, re.compile(r"\b([Tt]he|[Tt]his|[Tt]hat) grassroots levels?\b"), r"\1 facility"),
    (_A_PLACE_OF_WORK, re.compile(r"\b([Tt]hese|[Oo]ther) grassroots levels?\b"), r"\1 facilities"),
    (re.compile(r"\A(?:Vào )?[Nn]gày \d"), re.compile(rf"\A(?={A_MONTH} \d{{1,2}}(?:, \d{{4}})?, )"), "On "),
    (_ONE_WAY, re.compile(r"(?<=\d) per (?:afternoon|dimension|way)\b"), " one way"),
    (_OF_A_COUNCIL, re.compile(r"\bDelegates\b"), "Deputies"),
    (_OF_A_COUNCIL, re.compile(r"\bdelegates\b"), "deputies"),
)


def polished(
    target: str,
    source: str,
    items: Sequence[Item],
    *,
    running: bool = False,
    keeps: Callable[[str, str], bool] = lambda _before, _after: True,
) -> str:
    """Return the English of a line in order.

    Args:
        target: The English.
        source: The Vietnamese that the engine got.
        items: What must stand in the English, with offsets in ``source``.
        running: Whether it is a sentence, and no heading.
        keeps: Tells of each change whether it may stand: of the English before and after it.

    >>> polished("He has handled it under as prescribed.", "Ông đã xử lý theo quy định.", [])
    'He has handled it as prescribed.'
    """
    for step in _steps(source, items, running=running):
        after = step(target)
        if after != target and keeps(target, after):
            target = after
    return target


def _steps(source: str, items: Sequence[Item], *, running: bool) -> Iterator[Callable[[str], str]]:
    """Give the changes to the English of a line, one after another."""
    for pattern, english in RULES:
        yield partial(pattern.sub, english)
    yield _in_full
    if running:
        yield partial(_OFFICE_FIRST.sub, r"The \1")
    yield partial(_COUNTED_TITLE.sub, lambda m: f"{m['n']}{m['m']}{plural(m['t'])}")
    for says, pattern, english in _WHERE:
        if says.search(source):
            yield partial(pattern.sub, english)
    yield lambda target: _as_the_source(target, source)
    yield lambda target: _marks(target, source)
    yield lambda target: _without_vice(target, source)
    given = [*dict.fromkeys(source[slice(*span)] for span in names.given(source))]
    yield partial(_with_marks, given=given)
    yield partial(_untitled, given=given)
    places = names.places(source)
    for start, end in places:
        yield partial(_with_unit, place=source[start:end], before=source[max(0, start - _LONGEST_UNIT) : start])
    for place, other in itertools.pairwise(source[slice(*span)] for span in places):
        yield partial(_unmixed, place=place, other=other, source=source)
    for item in items:
        yield from _steps_of(item, source, running=running)
    yield partial(respelled.respelled, source=source)
    yield partial(doubled.once, source=source)


def _in_full(target: str) -> str:
    """Write contractions out, but for those that somebody says."""
    parts = _QUOTATION.split(target)
    for n in range(0, len(parts), 2):
        for pattern, english in CONTRACTIONS:
            parts[n] = pattern.sub(english, parts[n])
    return "".join(parts)


def _steps_of(item: Item, source: str, *, running: bool) -> Iterator[Callable[[str], str]]:
    """Give the changes that one item asks for."""
    if item.kind == "money" and item.target.startswith("USD"):
        yield partial(_DOLLARS.sub, "USD")
    elif item.kind in ("date", "month", "quarter"):
        yield partial(_once_dated, item=item, source=source)
    elif item.kind == "aside" and not source[item.end :].strip(" ."):
        yield partial(_ended, last=item.target)
    elif item.kind == "document-number":
        yield partial(polish_people.with_letter, _cited, item.target)
    elif item.kind == "name" and " " in item.target:
        yield from polish_people.steps(item.target, source, running=running)
    elif item.kind == "place" and " " in item.target:
        yield partial(polish_people.once, name=item.target, source=source)


def _as_the_source(target: str, source: str) -> str:
    """Put right what the source says in another way: a date, *Tháng 9*, *12 more*, a year that stands once."""
    target = names.spelled(target, source)
    target = _SLASHED.sub(lambda m: _re_dated(m, source), target)
    target = _DAYS.sub(lambda m: m["days"] if MONTHS[int(m["n"]) - 1] == m["month"] else m[0], target)
    target = _OF_A_LAND.sub(lambda m: f"{_LANDS[m[1]]} {m[2]}", target)
    if _BARE_MONTH.match(target) and (source.startswith("Tháng ") or _BARE_MONTH.match(source)):
        target = f"In {target}"
    for more in _MORE.finditer(source):
        target = target.replace(f"more than {more[1]} ", f"{more[1]} more ")
    target = _DAY_TWICE.sub(lambda m: f"{m[3]} {m[1]}" if MONTHS[(int(m[2]) - 1) % 12] == m[3] else m[0], target)
    target = _THIS_DAY.sub(r"\1, ", target)
    if "Dr." in target and not _DOCTOR.search(source):
        target = target.replace("Dr. ", "")
    for day in _AT_THE_LATEST.findall(source):
        late = rf"\b(?:(?:at (?:the )?)?(?:late|latest|later|least|slowest)|on)(?: on| by| of)? {re.escape(day)}(?!\w)"
        target = re.sub(late, f"no later than {day}", target)
    for behind in _AN.findall(source):
        target = re.sub(rf"(?<!\w)an (?={behind}(?!\w))", "An ", target)  # nút giao An Phú is no article
    if not _YEAR_TWICE.search(source):
        target = _YEAR_TWICE.sub(r"\1,", target)
    return target


def _without_vice(target: str, source: str) -> str:
    """Drop *Vice* and *Deputy* before an office where the source has neither: a wrong office is worse than none."""
    if _VICE.search(source):
        return target
    return re.sub(rf"\b(?:Vice|Deputy) (?={_TITLE_NOUN}\b)", "", target)


def _marks(target: str, source: str) -> str:
    """Put right quotation marks and brackets, and what nobody said."""
    if target.count('"') % 2 == 0:
        target = _INNER.sub(r' "\1" ', target)
        target = _closed_up(_QUOTED.sub(r'"\1"', target))
    if not _SAYS.search(source):
        target = _SAID.sub(r".\1", target)
    target = _TENURE.sub(
        lambda m: m[1] if re.search(rf"\(kh(?:óa|oá) {m[2].lower()}\)", vn.lower(source)) else m[0], target
    )
    return target if ", (" in source else target.replace(", (", " (")


def _closed_up(target: str) -> str:
    """Return English without a space behind an opening straight quote, and before a closing one."""
    parts = target.split('"')
    for n in range(1, len(parts), 2):
        parts[n] = parts[n].strip() or parts[n]
    return '"'.join(parts)


def _re_dated(match: re.Match[str], source: str) -> str:
    """Return a month and figures as the source's figures say: *November 10/12* of ``10/12`` is December 10."""
    first, second = match["a"], match["b"]
    if not re.search(rf"(?<!\d){first}[/-]{second}(?!\d)", source):
        return match[0]
    if len(second) > 2:  # noqa: PLR2004  # a year
        return f"{MONTHS[int(first) - 1]} {second}" if 1 <= int(first) <= len(MONTHS) else match[0]
    is_day = 1 <= int(second) <= len(MONTHS) and 1 <= int(first) <= 31  # noqa: PLR2004  # days of a month
    return f"{MONTHS[int(second) - 1]} {int(first)}" if is_day else match[0]


def _cited(target: str) -> str:
    """Cite a document as English does: *Circular No. 29/2024/TT-BGDĐT*, not *the circular 29/2024/TT-BGDĐT*."""
    return _CITED.sub(lambda m: f"{m[1].title()} No. ", target)


def _unmixed(target: str, place: str, other: str, source: str) -> str:
    """Drop the name of a province that slipped into its district's: *Lộc Hà Hà Tĩnh District, Hà Tĩnh Province*."""
    if f"{place} {other}" in source or f"{place} {other} " not in target:
        return target
    return re.sub(rf"{re.escape(place)} {re.escape(other)} (?=District|Commune|Ward|Town|City)", f"{place} ", target)


def _untitled(target: str, given: Sequence[str]) -> str:
    """Drop *Mr.* and *him* before a given name that stands alone, as before a full one; some were none without it."""
    for name in given:
        if f" {name}" in target and names.is_plain(name):
            target = re.sub(
                rf"\b(?:{polish_people.COURTESY}|(?:him|her|he|she) )(?={re.escape(name)}(?!\w))", "", target
            )
    return target


def _once_dated(target: str, item: Item, source: str) -> str:
    """Drop the second of two equal days where the source has one: *on April 26, a meeting was held on April 26*."""
    day = item.target
    if source.count(source[item.start : item.end]) != 1 or target.count(day) != 2:  # noqa: PLR2004  # the day and its double
        return target
    last = re.compile(rf" (?:on|in|since|from) {re.escape(day)}(?=[,.;)]|$)")
    found = [m for m in last.finditer(target) if m.start() > target.index(day)]
    return target[: found[0].start()] + target[found[0].end() :] if found else target


def _ended(target: str, last: str) -> str:
    """Return English up to what its source ends with: behind a photographer's name nothing follows."""
    before, found, behind = target.partition(last)
    if not found or not behind.strip(" .)"):
        return target
    return before + found + (")" if behind.startswith(")") else "")


def _with_marks(target: str, given: Sequence[str]) -> str:
    """Return the English with the marks of given names: *Tuan said* of ``ông Tuấn``."""
    for name in given:
        target = names.with_its_marks(target, name)
    return target


def _with_unit(target: str, place: str, before: str) -> str:
    """Set a place's name before the word for what it is, with a capital: ``district of Nhà Bè`` is Nhà Bè District."""
    unit = _UNIT.search(before)
    said = vn.lower(unit[0]).strip() if unit else ""
    if not said or place not in target or (said in _ABROAD_TOO and not all(map(vn.is_syllable, place.split(" ")))):
        return target
    name = re.escape(place)
    for noun in (noun for noun in _UNITS[said] if noun in target.lower()):
        title = f"{place} {noun.title()}"
        target = re.sub(rf"(?<![\w-])(?:the )?(?i:{noun}) of (?:the )?{name}(?!\w| {noun})", title, target)
        target = re.sub(rf"(?<![\w-])(?:the )?(?i:{noun}) {name}(?!\w|,? (?i:{noun}))", title, target)
        target = re.sub(rf"(?<![\w-]){noun.title()} Police {name}(?!\w)", f"{title} Police", target)
        target = re.sub(rf"(?<!\w){name} {noun}(?!\w)", title, target)
    return target
