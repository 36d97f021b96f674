"""Segments as they come back from a person, and which of them are that person's work."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.digests import cleaned, compared
from vietgloss.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_TOLD = 10
"""The most places that are told of one kind of problem."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment in a file.

    Attributes:
        where: Where the user finds it: ``line 7``, ``row 3 of a table``.
        source: The Vietnamese.
        english: The English.
        mark: What tells what the machine wrote, see :mod:`vietgloss.digests`; empty if nothing does.
        approved: Whether its state says that a person is content with it.
        open: Whether its state says that it is not translated yet.
        problem: Why it cannot be read; empty if it can.
    """

    where: str
    source: str = ""
    english: str = ""
    mark: str = ""
    approved: bool = False
    open: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Corrected:
    """What a person made of translations.

    Attributes:
        pairs: Vietnamese and English, in the order of the file, in NFC and without white space at the ends; the same
            pair once.
        notes: What else there is to know, one line each.
        unchanged: The number of segments that are as the machine wrote them, and not among the pairs.
        segments: The number of all segments that could be read.
    """

    pairs: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    unchanged: int = 0
    segments: int = 0


def sifted(units: Iterable[Unit], *, machine_too: bool = False) -> Corrected:
    """Return what is a person's work among segments.

    Of a marked segment, this is what differs from the machine's English, or is approved; of one without a mark, all
    that is translated.

    Args:
        units: The segments of a file.
        machine_too: Whether those that the machine wrote are wanted too.
    """
    pairs: dict[tuple[str, str], None] = {}
    by_source: dict[str, tuple[str, str]] = {}
    told: dict[str, list[str]] = {}
    counts: Counter[str] = Counter()
    for unit in units:
        source, english = (vn.nfc(cleaned(t)).strip() for t in (unit.source, unit.english))
        verdict = compared(unit.mark, source, english)
        problem = unit.problem or _problem(unit, source, english, verdict)
        counts["segments"] += not unit.problem
        if problem:
            told.setdefault(problem, []).append(unit.where)
        elif verdict == "same" and not (unit.approved or machine_too):
            counts["unchanged"] += 1
        elif english:
            pairs[source, english] = None
            before, where = by_source.setdefault(source, (english, unit.where))
            if before != english:
                told.setdefault(
                    _("another English than {where}, for the same Vietnamese").format(where=where), []
                ).append(unit.where)
    notes = [f"{_places(places)}: {problem}" for problem, places in told.items()]
    if count := counts["unchanged"]:
        notes.append(
            ngettext(
                "{count:,} segment is as the machine wrote it; left out",
                "{count:,} segments are as the machine wrote them; left out",
                count,
            ).format(count=count)
        )
    return Corrected(tuple(pairs), tuple(notes), counts["unchanged"], counts["segments"])


def _problem(unit: Unit, source: str, english: str, verdict: str) -> str:
    """Return why a segment is left out although it was read; empty if it is not."""
    if not source:
        return _("no Vietnamese; left out")
    if verdict == "other":
        return _("the Vietnamese is not what was translated; left out")
    if not english and verdict != "same":
        return _("no English; left out")
    if verdict == "unmarked" and unit.open:
        return _("not translated yet, by its state; left out")
    return ""


def _places(places: list[str]) -> str:
    more = len(places) - MAX_TOLD
    return ", ".join(places[:MAX_TOLD]) + (_(" and {more:,} more").format(more=more) if more > 0 else "")
