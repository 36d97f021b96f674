"""Puts inline markup back into a translated Markdown paragraph.

What can be known is used first: markup around everything stays around everything, and names, numbers and code stand in
the translation as they stood in the source. Else the alignment of words tells. What finds no place is moved to the end
if it carries content, else dropped and reported.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from vietgloss.documents.marks import Mark, Occurrences
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LINE_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_BARE_PIPE = re.compile(r"(?<!\\)\|")
# What would begin a heading, list, quotation or rule if it stood at the start of a line.
_LOOKS_LIKE_BLOCK = re.compile(r"(?:#{1,6}|[-+*])(?=\s|$)|>|([-_*])(?:\s*\1){2,}\s*$|(?:=+|-+)\s*$")
_LOOKS_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_COLON = re.compile(r":(?=\s|$)")
_VERBATIM = frozenset({"code", "autolink"})
_LONGEST_NAME = 40
_TRIES = 20  # occurrences that are looked at, so that time stays linear


def restore_markup(
    target: str, marks: Sequence[Mark], *, cell: bool = False, places: Mapping[int, tuple[int, int]] | None = None
) -> tuple[str, list[str]]:
    """Puts markup back.

    Args:
        target: The translation of the plain text of one block.
        marks: What was taken off the source.
        cell: Whether it goes into a table cell, where a pipe must be escaped.
        places: Where marks seem to belong in ``target``, by their number in ``marks``; asked when all else fails.

    Returns:
        The Markdown, and what could not be put where it was, as short messages.
    """
    target = _LINE_BREAKS.sub(" ", target)
    for mark in marks:
        if mark.place == "whole" and mark.kind in _VERBATIM:
            target = f"{mark.before}{mark.text}{mark.after}"  # code and addresses are not translated
    placing = _Placing(target, places or {})
    for number, mark in enumerate(marks):
        placing.add(mark, number)
    placing.drop_crossing()
    result = "".join([*placing.heads, placing.build(), *placing.tails])
    if cell:
        return _BARE_PIPE.sub(r"\\|", result), placing.notes
    if _LOOKS_LIKE_BLOCK.match(result):
        result = f"\\{result}"
    return _LOOKS_NUMBERED.sub(r"\1\\\2", result, count=1) if _LOOKS_NUMBERED.match(result) else result, placing.notes


@dataclass(slots=True)
class _Placed:
    start: int
    end: int
    mark: Mark


@dataclass(slots=True)
class _Placing:
    """Where each mark goes in the target."""

    target: str
    places: Mapping[int, tuple[int, int]]
    placed: list[_Placed] = field(default_factory=list)
    escapes: list[Mark] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    tails: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    occurrences: Occurrences = field(init=False)
    taken: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.occurrences = Occurrences(self.target)

    def add(self, mark: Mark, number: int) -> None:
        """Finds the place of a mark."""
        if mark.kind == "escape":
            self.escapes.append(mark)
        elif not mark.closing:
            self._add_atom(mark)
        elif span := self._whole(mark) or self._found(mark) or self._lead_in(mark) or self._aligned(number):
            self.placed.append(_Placed(*span, mark))
        else:
            self._give_up(mark)

    def _add_atom(self, mark: Mark) -> None:
        if mark.place == "start":
            self.heads.append(mark.opening)
            return
        is_last = mark.place in {"end", "whole"}
        self.tails.append(mark.opening if is_last or mark.kind == "footnote" else f" {mark.opening}")
        if not is_last:
            self.notes.append(_("moved to the end: {name}").format(name=_name(mark.opening)))

    def _whole(self, mark: Mark) -> tuple[int, int] | None:
        if mark.place != "whole":
            return None
        start, end = 0, len(self.target)
        if self.target.startswith(mark.before):
            start = len(mark.before)
        if mark.after and self.target.endswith(mark.after):
            end -= len(mark.after)
        return self._trimmed(start, end)

    def _found(self, mark: Mark) -> tuple[int, int] | None:
        wanted = mark.text.strip()
        if not wanted:
            return None
        origin = (mark.start, mark.end)
        places = self.occurrences.of(wanted)
        onward = range(mark.nth, min(len(places), mark.nth + _TRIES))
        backward = range(min(len(places), mark.nth) - 1, max(mark.nth - _TRIES, 0) - 1, -1)
        for number in chain(onward, backward):
            # One occurrence serves one place of the source; marks on the same place share it.
            at = places[number]
            if self.taken.setdefault((wanted, at), origin) == origin:
                return at, at + len(wanted)
        return None

    def _lead_in(self, mark: Mark) -> tuple[int, int] | None:
        """The label that many paragraphs begin with: **Thời gian:** ... or [Báo Long An](...): ..."""
        inside = mark.text.rstrip().endswith(":")
        is_label = mark.place == "start" and mark.text.count(":") == inside and (inside or mark.after == ":")
        colon = _COLON.search(self.target)
        return self._trimmed(0, colon.start() + inside) if is_label and colon else None

    def _aligned(self, number: int) -> tuple[int, int] | None:
        start, end = self.places.get(number, (0, 0))
        return self._trimmed(start, min(end, len(self.target)))

    def _trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        part = self.target[start:end]
        start += len(part) - len(part.lstrip())
        end = start + len(part.strip())
        return (start, end) if start < end else None

    def _give_up(self, mark: Mark) -> None:
        text = " ".join(mark.text.split())
        if mark.is_decoration:
            self.notes.append(_("{kind} dropped: {name}").format(kind=mark.kind, name=_name(text)))
            return
        if mark.kind in {"link", "image", "html"}:
            text = re.sub(r"([\\\[\]*_`<])", r"\\\1", text)
        self.tails.append(f" ({mark.opening}{text}{mark.closing})")
        self.notes.append(_("{kind} moved to the end: {name}").format(kind=mark.kind, name=_name(text)))

    def drop_crossing(self) -> None:
        """Gives up marks that would overlap another one without standing inside it."""
        self.placed.sort(key=lambda item: (item.start, -item.end))  # stable: outer marks come first
        kept: list[_Placed] = []
        open_ends: list[_Placed] = []
        for item in self.placed:
            while open_ends and open_ends[-1].end <= item.start:
                open_ends.pop()
            if open_ends and (item.end > open_ends[-1].end or open_ends[-1].mark.kind in _VERBATIM):
                self._give_up(item.mark)
                continue
            kept.append(item)
            open_ends.append(item)
        self.placed = kept

    def build(self) -> str:
        """The target with all marks that have a place."""
        # At one offset: first what closes, inner before outer; then what opens, outer before inner.
        edits: list[tuple[tuple[int, int, int, int], int, str]] = []
        for number, item in enumerate(self.placed):
            edits.append(((item.start, 1, -item.end, number), 0, item.mark.opening))
            edits.append(((item.end, 0, -item.start, -number), 0, item.mark.closing))
        edits += [((at, 2, 0, 0), len(mark.text), mark.opening) for at, mark in self._escaped()]
        parts: list[str] = []
        at = 0
        for key, length, new in sorted(edits, key=lambda edit: edit[0]):
            parts += (self.target[at : key[0]], new)
            at = key[0] + length
        return "".join([*parts, self.target[at:]])

    def _escaped(self) -> list[tuple[int, Mark]]:
        """The places of characters that must be escaped again."""
        verbatim = sorted((item.start, item.end) for item in self.placed if item.mark.kind in _VERBATIM)
        starts = [start for start, _ in verbatim]
        found: dict[int, Mark] = {}
        places: dict[str, list[int]] = {}
        for mark in self.escapes:
            if mark.text not in places:
                places[mark.text] = [match.start() for match in re.finditer(re.escape(mark.text), self.target)]
            known = places[mark.text]
            if not known:
                continue
            at = known[min(mark.nth, len(known) - 1)]
            number = bisect_right(starts, at) - 1
            if number < 0 or at >= verbatim[number][1]:
                found.setdefault(at, mark)
        return list(found.items())


def _name(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…"
