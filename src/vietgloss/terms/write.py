"""What the engine gets for a line: its text as it is, with the English of its terms written in, or with marks for them.

A model that was trained on lines with English in them (the built-in one) copies it, in the form that the sentence asks
for. Any other model copies at best a mark: a short code that stands for the term, and that is replaced afterwards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vietgloss.terms.fit import fit
from vietgloss.translation.items import Item, says

_CUTS = frozenset(",;:–-")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vietgloss.translation.lines import Line


@dataclass(frozen=True, slots=True)
class Form:
    """A line as the engine gets it.

    Attributes:
        text: What the engine gets.
        items: What must stand in the English, terms among them, with offsets in ``text``.
        marks: Codes in ``text`` and the terms that they stand for.
        written: What was written in: its span in ``text``, and that of the term in the line.
    """

    text: str
    items: tuple[Item, ...]
    marks: tuple[tuple[str, Item], ...] = ()
    written: tuple[tuple[int, int, int, int], ...] = ()

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the line stands what is ``text[start:end]`` here; all of a term for a part of its English."""
        return self._offset(start, is_end=False), self._offset(end, is_end=True)

    def _offset(self, at: int, *, is_end: bool) -> int:
        shift = 0
        for here, here_end, there, there_end in self.written:
            if at < here or (is_end and at == here):
                break
            if at < here_end or (is_end and at == here_end):
                return there_end if is_end else there
            shift = there_end - here_end
        return at + shift

    def uncut(self) -> str:
        """Return the text for looking where to cut it: the marks inside items are letters there."""
        text = list(self.text)
        for item in self.items:
            if item.end - item.start < len(self.text):
                for at in range(item.start, item.end):
                    text[at] = "x" if text[at] in _CUTS else text[at]
        return "".join(text)

    def part(self, start: int, end: int) -> Form:
        """Return the form of a part of the text, with the items in it; their offsets stay those of the whole."""
        inside = tuple(i for i in self.items if start <= i.start and i.end <= end)
        text = self.text[start:end]
        return Form(text, inside, tuple(m for m in self.marks if m[0] in text))


def bare(line: Line) -> Form:
    """Return a line as it is, with its items and terms."""
    return Form(line.text, _ordered([*_unsaid(line), *line.anchors]))


def inline(line: Line) -> Form:
    """Return a line with the English of its terms in their places, but for words that are general.

    ``tổ chức`` is *organization* and *organize*, *hold* too: which, the model finds by itself better than told.
    """
    return _written(line, lambda item, _: item.target, is_specific)


def marked(line: Line) -> Form:
    """Return a line with a code in the place of each term."""
    own = max((int(n) for n in re.findall(r"(?<!\w)X(\d{1,6})(?!\w)", line.text)), default=0)
    return _written(line, lambda _, number: f"X{own + number}", is_specific, marks=True)


def _unsaid(line: Line) -> list[Item]:
    """Return the items that no term says: in ``13th National Party Congress`` stands the ordinal."""
    return [i for i in line.items if not any(says(term, i) for term in line.anchors)]


def _ordered(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda i: (i.start, i.end)))


def is_specific(term: Item) -> bool:
    """Tell whether a term's English is more than one common word."""
    return is_more_than_a_word(term.target)


def is_more_than_a_word(english: str) -> bool:
    """Tell whether English is a name or of several words, and not one common word."""
    return " " in english or not english.islower()


def _written(
    line: Line, write: Callable[[Item, int], str], wanted: Callable[[Item], bool], *, marks: bool = False
) -> Form:
    items = _unsaid(line)
    # A figure that stands in a term whose English does not say it must not be written over.
    stuck = [t for t in line.anchors if any(t.start < i.end and i.start < t.end for i in items)]
    out: list[str] = []
    placed: list[Item] = []
    codes: list[tuple[str, Item]] = []
    moves: list[tuple[int, int, int, int]] = []
    at = shift = 0
    for item in _ordered([*items, *(t for t in line.anchors if t not in stuck)]):
        out.append(line.text[at : item.start])
        written = item.kind == "term" and wanted(item)
        new = write(item, len(codes) + 1) if written else line.text[item.start : item.end]
        out.append(new)
        start = item.start + shift
        placed.append(replace(item, start=start, end=start + len(new)))
        if written:
            moves.append((start, start + len(new), item.start, item.end))
        if marks and written:
            codes.append((new, placed[-1]))
        shift += len(new) - (item.end - item.start)
        at = item.end
    text = "".join([*out, line.text[at:]])
    items_there = _ordered([*placed, *(replace(t, start=0, end=len(text)) for t in stuck)])
    return Form(text, items_there, tuple(codes), tuple(moves))


def unmarked(form: Form, text: str) -> str:
    """Return a translation with the terms in the place of their codes, in the form that the sentence asks for."""
    for code, item in form.marks:
        found = re.compile(rf"(?<!\w){code}(?!\w)")
        while at := found.search(text):
            before, after = text[: at.start()], text[at.end() :]
            text = before + fit(item.target, before, "", after) + after
    return text
