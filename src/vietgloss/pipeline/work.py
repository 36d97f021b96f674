"""Segments on their way: what goes to the engine for each, what came back, and by what it is known again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss.i18n import _
from vietgloss.pipeline.judge import Judgement
from vietgloss.quality import Warning  # noqa: A004  # the field's word for it

if TYPE_CHECKING:
    from vietgloss.documents.markup import Mark
    from vietgloss.translation.lines import Line

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line.

    Attributes:
        target: Its English.
        lost: What the model lost and what was set in its place by hand.
        built: Whether the sentence was built around its terms.
        mended: What was copied nearly right: what stood there, and what was right.
        placed: Where the parts that inline markup covers stand in ``target``.
        judgement: What the checks said of ``target``; None if they were not asked.
    """

    target: str
    lost: tuple[str, ...] = ()
    built: bool = False
    mended: tuple[tuple[str, str], ...] = ()
    placed: tuple[Span, ...] = ()
    judgement: Judgement | None = None

    @classmethod
    def of(cls, line: Line, placed: tuple[Span, ...] = (), judgement: Judgement | None = None) -> Outcome:
        """Return what became of a line that went through the engine."""
        mended = tuple((was, item.target) for was, item in line.mended)
        return cls(line.target, tuple(i.target for i in line.lost), line.built, mended, placed, judgement)

    def to_json(self) -> str:
        """Return it as a translation memory keeps it."""
        judged = self.judgement.to_data() if self.judgement else None
        return json.dumps([self.target, self.lost, self.built, self.mended, self.placed, judged], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Outcome | None:
        """Return what :meth:`to_json` gave; None if it is something else."""
        try:
            target, lost, built, mended, placed, judged = json.loads(text)
            return cls(
                str(target),
                tuple(map(str, lost)),
                bool(built),
                tuple((str(was), str(right)) for was, right in mended),
                tuple((int(a), int(b)) for a, b in placed),
                Judgement.from_data(judged) if judged is not None else None,
            )
        except (ValueError, TypeError):
            return None

    def warnings(self) -> list[Warning]:
        """Tell what was done to the line by force; what is wrong with it after that, the checks tell."""
        found = []
        names = ", ".join(self.lost)
        if names and not self.built:
            found.append(
                Warning(
                    "set-by-hand", _("the model lost {names}; set in place, check the sentence").format(names=names)
                )
            )
        if self.built:
            why = (
                _("the model lost {names}").format(names=names)
                if names
                else _("the model's sentence could not be used")
            )
            found.append(
                Warning("built-around-terms", _("{why}; built around the terms, check the sentence").format(why=why))
            )
        if self.mended and not self.built:
            pairs = ", ".join(_("{was} for {right}").format(was=was, right=right) for was, right in self.mended)
            found.append(Warning("mended", _("the model wrote {pairs}; put right").format(pairs=pairs)))
        return found


@dataclass(slots=True)
class Piece:
    """A line for the engine, the parts of it that inline markup covers, and what became of it.

    Attributes:
        line: The line.
        parts: Spans of ``line.source`` whose places in the English are wanted, by the id of their markup.
        outcome: What became of it; None while that is not known.
    """

    line: Line
    parts: dict[int, Span] = field(default_factory=dict)
    outcome: Outcome | None = None
    _key: str = ""

    @property
    def key(self) -> str:
        """What decides the line's English, beside the model and the settings, as a hexadecimal digest."""
        if not self._key:
            known = [self.line.source, self.line.text, self.line.terms, sorted(self.parts.values())]
            self._key = hashlib.sha256(json.dumps(known).encode()).hexdigest()
        return self._key


@dataclass(slots=True)
class Work:
    """A segment on its way: one sentence, or a whole block where Markdown has to be put back.

    Attributes:
        start: Where it begins in the document's text.
        end: Where it ends.
        expanded: Its text with abbreviations written out.
        pieces: Its lines.
        marks: Markdown to be put back.
        cell: Whether it is a cell of a Markdown table.
        corrected: The English that a person gave for it.
    """

    start: int
    end: int
    expanded: str
    pieces: list[Piece]
    marks: tuple[Mark, ...] = ()
    cell: bool = False
    corrected: str | None = None

    @property
    def places(self) -> dict[int, Span]:
        """Where Markdown's marks belong in the English of all pieces, one space between them, by their number."""
        found: dict[int, Span] = {}
        at = 0
        for piece in self.pieces:
            if piece.outcome is None:
                continue
            ordered = sorted(piece.parts, key=lambda number: piece.parts[number])
            for number, (start, end) in zip(ordered, piece.outcome.placed, strict=False):
                first, last = found.get(number, (at + start, at + end))
                found[number] = (min(first, at + start), max(last, at + end))
            at += len(piece.outcome.target) + 1
        return found
