"""A person's name in an engine's English: once, with the title behind it, and what is said of a person's office."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.translation import names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SAID_ALREADY = re.compile(r"\b(?:said|says|told|stated|noted|added|affirmed|informed|announced|reported)\b")
COURTESY = r"(?:Mr|Mrs|Ms|Miss)\.? "
"""What goes before a name, as a pattern; in Vietnamese news everybody is ông or bà."""
_TITLE = (
    r"(?:[Tt]he )?(?:(?:Standing|Permanent|Deputy|Vice|First|former|Former|Acting|Provincial|Municipal|District|"
    r"Commune|Ward|General|Chief|National|Assembly|Party|Prime|Foreign) )*"
    r"(?:Secretary|Chairman|Chairwoman|President|Director|Head|"
    r"Minister|Chief|Commander|Commissar|Rector|Principal|Procurator|Inspector|Member|Editor-in-Chief)"
)
_OFFICE_OF = r"(?:(?:Standing|Permanent|Deputy|Vice|First) )*(?:Secretary|Chairman|Chairwoman|Director|Head|Chief) of\b"
LETTER = "\ue000"
"""What stands for a name or a number while a line is looked at: so no pattern has to be made for each."""
_WHO = LETTER
_WORD = rf"[A-ZĐ\d{_WHO}][^\s,.;:()“”\"]*"
_BODY = rf"(?:(?:{_WORD}|of|the|and|for|&) )*{_WORD}"
_OF = rf" of {_BODY} "
# Trịnh Văn Lên, Director of ...: the title is that of the name before it.
_BEHIND_A_NAME = re.compile(
    rf"(?<![\w'’-])(?:{_WHO}|[{vn.UPPER}][{vn.LOWER}]+(?: [{vn.UPPER}][{vn.LOWER}]+){{1,3}})(?:,| -| –) \Z"
)
# two former Ministers A and B are no A, Minister, and B
_SEVERAL = re.compile(r"\b(?:two|three|four|five|both|\d+) (?:new |former )?\Z")
_HOLDS = rf"(?:[Mm]ember|{_TITLE})"
_POST = rf"{_HOLDS} of {_BODY}"
_SMALL_OFFICE = (
    r"(?:(?:deputy|vice|standing|permanent) )*(?:chairman|secretary|director|head|chief|official) (?:of|at)\b"
)
_FINITE = (
    r"(?:was|is|has|had|said|says|will|would|also|confirmed|stated|added|stressed|noted|chaired|attended|presented|spoke|"
    r"delivered|emphasized|affirmed|requested|received|presided|worked|visited|signed|issued|acknowledged|reported)"
)
_DONE_TO = (
    r"(?:elected|re-elected|appointed|assigned|transferred|nominated|promoted|admitted|awarded|disciplined|dismissed|"
    r"prosecuted|detained|arrested|sentenced|introduced|reprimanded|relieved|removed|expelled|warned|named|approved)"
)
_BETWEEN = r"(?:,[^,;.]{3,120},| \([^()]{2,120}\))?"
_PASSIVE = re.compile(rf"{_WHO}{_BETWEEN} (?:đã |vừa |cũng |mới |sẽ )*(?:được|bị|trúng cử|tái cử)\b")
_LOST_WAS = re.compile(
    rf"(?<!\w)(?<!with )(?<!with Comrade )({_WHO}{_BETWEEN}) (?=(?:also |unanimously )?{_DONE_TO} "
    r"(?:as|to|by|the|a|an|for|from|with|in|on|of|[Aa]cting|[A-Z]\w+ of|Chair|Deputy|Vice|Secretary|[Mm]ember)\b)"
)
_ONE_OF_SEVERAL = re.compile(rf"(?<= and )({_WHO}) was (?=re-elected)")
_OPEN_POST = re.compile(rf"(?<!\w)({_WHO}, (?:former |acting |late )?{_POST}) (?={_FINITE}\b)")
_SAYS = re.compile(rf"{_WHO} ?[-–] ?[^–]{{3,140}}? [-–] (?:cho biết|cho hay)\b")
_SILENT = re.compile(rf"{_WHO},? [-–] (?P<post>[^–]{{3,160}}?),? [-–],? (?P<rest>[A-Za-zĐ])")
_RELIEVED = re.compile(
    r"\brelieve(?P<d>d|s)? from duty (?:from )?(?:the (?:posts?|positions?) of )?"
    rf"(?P<post>[A-Z][^;()]{{3,160}}?),? (?:against|for|to|on) (?:(?:Mr|Ms)\. )?{_WHO}(?!\w)"
)
_COURTEOUS = re.compile(rf"\b{COURTESY}(?={_WHO}(?!\w))")
_TITLE_FIRST = re.compile(
    rf"(?<![\w-])(?<!\b[Aa] )(?P<title>{_TITLE}{_OF})(?P<comrade>Comrade )?{_WHO}(?!\w|['’])(?=(?P<after> \w)?)"
)
# A - the Director of B - said: as other persons stand in a list.
_IN_DASHES = re.compile(rf"(?<!\w){_WHO},? [-–] (?:the )?(?P<t>{_HOLDS} of [^-–]{{3,160}}?) [-–] (?=[a-z])")
_OFFICE_BEHIND = re.compile(rf"(?<!\w){_WHO}(?:,| [-–]) (?:the )?(?={_OFFICE_OF})")
# Phạm Khắc Thả - chairman of the Commune Fatherland Front, Trần Văn Giới
_SMALL_BEHIND = re.compile(rf"(?<!\w){_WHO} [-–] (?:the )?(?={_SMALL_OFFICE})")
_SECOND_DASH = re.compile(
    rf"(?<!\w)({_WHO}, (?:former |acting )?{_POST}) [-–] (?=(?:{_FINITE}|to|also|at|in|on|when)\b)"
)
# Secretary of Nguyễn Thiện Nhân, of Bí thư Nguyễn Thiện Nhân: he holds it, and nobody serves him
_SECRETARY_HIMSELF = re.compile(
    rf"(?:[Bb]í thư|[Cc]hủ tịch|[Gg]iám đốc|[Tt]ổng thống|[Bb]ộ trưởng|[Tt]hủ tướng) {_WHO}"
)
_OF_HIMSELF = re.compile(rf"\b({_TITLE}) of (?={_WHO}(?!\w|['’]))")
_MEMBERS = re.compile(rf"(?<!\w){_WHO}, Members of ")
_NEW = re.compile(rf"\bNew {_WHO}, (?={_OFFICE_OF})")


def steps(name: str, source: str, *, running: bool) -> Iterator[Callable[[str], str]]:
    """Give the changes to the English of a line that a full name asks for, one after another.

    Args:
        name: As it stands in the English.
        source: The Vietnamese that the engine got.
        running: Whether it is a sentence, and no heading.
    """
    yield partial(once, name=name, source=source)
    said = source.replace(name, _WHO)
    if _SAYS.search(said):
        yield partial(with_letter, _with_said, name)
    if _SECRETARY_HIMSELF.search(said):
        yield partial(with_letter, partial(_OF_HIMSELF.sub, r"\1 "), name)
    yield partial(with_letter, _named, name)
    if "miễn nhiệm" in source:
        yield partial(with_letter, _relieved, name)
    if running:
        yield partial(with_letter, partial(_OPEN_POST.sub, r"\1, "), name)
        yield partial(with_letter, partial(_ONE_OF_SEVERAL.sub, r"\1 were "), name)
        if _PASSIVE.search(said):
            yield partial(with_letter, partial(_LOST_WAS.sub, r"\1 was ", count=1), name)


def with_letter(change: Callable[[str], str], words: str, target: str) -> str:
    """Change English in which :data:`LETTER` stands for words, if they are there, and put them back."""
    return change(target.replace(words, LETTER)).replace(LETTER, words) if words in target else target


def once(target: str, name: str, source: str) -> str:
    """Drop a part of a name that stands beside it once more: *Đống Đống Đa*, *Nguyen Nguyễn Văn Thể*, *Nghệ An An*.

    >>> once("in Nghệ An An Province", "Nghệ An", "tại tỉnh Nghệ An")
    'in Nghệ An Province'
    """
    parts = name.split(" ")
    for part, before in ((parts[0], True), (parts[-1], False)):
        for said in dict.fromkeys((part, names.without_marks(part))):
            double = f"{said} {name}" if before else f"{name} {said}"
            at = target.find(double)
            while at >= 0 and double not in source:
                end = at + len(double)
                if _stands_alone(target, at, end):
                    target = target[:at] + name + target[end:]
                at = target.find(double, at + 1)
    return target


def _stands_alone(target: str, start: int, end: int) -> bool:
    around = target[start - 1 : start] + target[end : end + 1]
    return not any(letter.isalnum() or letter in "_'’-" for letter in around)


def _with_said(target: str) -> str:
    """Say *said* behind a name and a post set between dashes, where the source does and the English lost it."""
    between = None if _SAID_ALREADY.search(target) else _SILENT.search(target)
    if between is None:
        return target
    return f"{target[: between.start()]}{_WHO}, {between['post']}, said {target[between.start('rest') :]}"


def _relieved(target: str) -> str:
    """Say who is relieved of what in the order of English: *relieve A of the post of Chairman*."""
    return _RELIEVED.sub(lambda m: f"relieve{m['d'] or ''} {_WHO} of the post of {m['post']}", target)


def _named(target: str) -> str:
    """Drop a courtesy title before a full name, and set a long title behind it."""
    target = _TITLE_FIRST.sub(_turned, _COURTEOUS.sub("", target))
    target = _IN_DASHES.sub(lambda m: f"{_WHO}, {m['t']}, ", target)
    target = _OFFICE_BEHIND.sub(f"{_WHO}, ", target)
    target = _SMALL_BEHIND.sub(f"{_WHO}, ", target)
    target = _SECOND_DASH.sub(r"\1, ", target)
    target = _MEMBERS.sub(f"{_WHO}, member of ", target)
    return _NEW.sub(f"{_WHO}, new ", target)


def _turned(match: re.Match[str]) -> str:
    if _BEHIND_A_NAME.search(match.string, 0, match.start()) or _SEVERAL.search(match.string, 0, match.start()):
        return match[0]
    title = match["title"].strip().removeprefix("the ").removeprefix("The ")
    title = title.replace("Former ", "former ", 1) if title.startswith("Former ") else title
    return f"{match['comrade'] or ''}{_WHO}, {title}{',' if match['after'] else ''}"
