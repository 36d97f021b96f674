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
_WORD = r"[A-ZĐ\d][^\s,.;:()“”\"]*"
_OF = rf" of (?:(?:{_WORD}|of|the|and|for|&) )*{_WORD} "
# Trịnh Văn Lên, Director of ...: the title is that of the name before it.
_BEHIND_A_NAME = re.compile(
    rf"(?<![\w'’-])[{vn.UPPER}][{vn.LOWER}]+(?: [{vn.UPPER}][{vn.LOWER}]+){{1,3}}(?:,| -| –) \Z"
)
# two former Ministers A and B are no A, Minister, and B
_SEVERAL = re.compile(r"\b(?:two|three|four|five|both|\d+) (?:new |former )?\Z")
_POST = rf"(?:[Mm]ember|{_TITLE}) of (?:(?:{_WORD}|of|the|and|for|&) )*{_WORD}"
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


def steps(name: str, source: str, *, running: bool) -> Iterator[Callable[[str], str]]:
    """Give the changes to the English of a line that a full name asks for, one after another.

    Args:
        name: As it stands in the English.
        source: The Vietnamese that the engine got.
        running: Whether it is a sentence, and no heading.
    """
    yield partial(once, name=name, source=source)
    yield partial(with_said, name=name, source=source)
    yield partial(named, name=name)
    if "miễn nhiệm" in source:
        yield partial(relieved, name=name)
    if running:
        yield partial(closed, name=name)
        yield partial(with_was, name=name, source=source)


def once(target: str, name: str, source: str) -> str:
    """Drop a part of a name that stands beside it once more: *Đống Đống Đa*, *Nguyen Nguyễn Văn Thể*, *Nghệ An An*.

    >>> once("in Nghệ An An Province", "Nghệ An", "tại tỉnh Nghệ An")
    'in Nghệ An Province'
    """
    full = re.escape(name)
    parts = name.split(" ")
    first, last = parts[0], parts[-1]
    if f"{first} {name}" not in source:
        bare = re.escape(names.without_marks(first))
        target = re.sub(rf"(?<![\w'’-])(?:{re.escape(first)}|{bare}) (?={full}(?!\w))", "", target)
    if f"{name} {last}" not in source:
        bare = re.escape(names.without_marks(last))
        target = re.sub(rf"(?<=(?<![\w'’-]){full}) (?:{re.escape(last)}|{bare})(?![\w'’-])", "", target)
    return target


def closed(target: str, name: str) -> str:
    """Set the comma behind a post that stands behind its name: *A, Chairman of B Commune, was elected*."""
    return re.sub(rf"(?<!\w)({re.escape(name)}, (?:former |acting |late )?{_POST}) (?={_FINITE}\b)", r"\1, ", target)


def with_was(target: str, name: str, source: str) -> str:
    """Say *was* where the source has a passive and the English lost it: *A was elected Chairman*."""
    full = re.escape(name)
    target = re.sub(rf"(?<= and )({full}) was (?=re-elected)", r"\1 were ", target)
    between = r"(?:,[^,;.]{3,120},| \([^()]{2,120}\))?"
    if not re.search(rf"{full}{between} (?:đã |vừa |cũng |mới |sẽ )*(?:được|bị|trúng cử|tái cử)\b", source):
        return target
    return re.sub(
        rf"(?<!\w)(?<!with )(?<!with Comrade )({full}{between}) (?=(?:also |unanimously )?{_DONE_TO} "
        r"(?:as|to|by|the|a|an|for|from|with|in|on|of|[Aa]cting|[A-Z]\w+ of|Chair|Deputy|Vice|Secretary|[Mm]ember)\b)",
        r"\1 was ",
        target,
        count=1,
    )


def with_said(target: str, name: str, source: str) -> str:
    """Say *said* behind a name and a post set between dashes, where the source does and the English lost it."""
    full = re.escape(name)
    if _SAID_ALREADY.search(target) or not re.search(
        rf"{full} ?[-–] ?[^–]{{3,140}}? [-–] (?:cho biết|cho hay)\b", source
    ):
        return target
    between = re.search(rf"{full},? [-–] (?P<post>[^–]{{3,160}}?),? [-–],? (?P<rest>[A-Za-zĐ])", target)
    if between is None:
        return target
    return f"{target[: between.start()]}{name}, {between['post']}, said {target[between.start('rest') :]}"


def relieved(target: str, name: str) -> str:
    """Say who is relieved of what in the order of English: *relieve A of the post of Chairman*."""
    return re.sub(
        r"\brelieve(?P<d>d|s)? from duty (?:from )?(?:the (?:posts?|positions?) of )?"
        rf"(?P<post>[A-Z][^;()]{{3,160}}?),? (?:against|for|to|on) (?:(?:Mr|Ms)\. )?{re.escape(name)}(?!\w)",
        lambda m: f"relieve{m['d'] or ''} {name} of the post of {m['post']}",
        target,
    )


def named(target: str, name: str) -> str:
    """Drop a courtesy title before a full name, and set a long title behind it."""
    full = re.escape(name)
    target = re.sub(rf"\b{COURTESY}(?={full}(?!\w))", "", target)

    def turned(match: re.Match[str]) -> str:
        if _BEHIND_A_NAME.search(match.string, 0, match.start()) or _SEVERAL.search(match.string, 0, match.start()):
            return match[0]
        title = match["title"].strip().removeprefix("the ").removeprefix("The ")
        return f"{match['comrade'] or ''}{name}, {title}{',' if match['after'] else ''}"

    target = re.sub(
        rf"(?<![\w-])(?<!\b[Aa] )(?P<title>{_TITLE}{_OF})(?P<comrade>Comrade )?{full}(?!\w|['’])(?=(?P<after> \w)?)",
        turned,
        target,
    )
    # A - the Director of B - said: as other persons stand in a list.
    target = re.sub(
        rf"(?<!\w){full},? [-–] (?:the )?(?P<t>(?:[Mm]ember|{_TITLE}) of [^-–]{{3,160}}?) [-–] (?=[a-z])",
        lambda m: f"{name}, {m['t']}, ",
        target,
    )
    target = re.sub(rf"(?<!\w){full}(?:,| [-–]) (?:the )?(?={_OFFICE_OF})", f"{name}, ", target)
    # Phạm Khắc Thả - chairman of the Commune Fatherland Front, Trần Văn Giới
    target = re.sub(rf"(?<!\w){full} [-–] (?:the )?(?={_SMALL_OFFICE})", f"{name}, ", target)
    target = re.sub(
        rf"(?<!\w)({full}, (?:former |acting )?{_POST}) [-–] (?=(?:{_FINITE}|to|also|at|in|on|when)\b)", r"\1, ", target
    )
    target = re.sub(rf"(?<!\w){full}, Members of ", f"{name}, member of ", target)
    return re.sub(rf"\bNew {full}, (?={_OFFICE_OF})", f"{name}, new ", target)
