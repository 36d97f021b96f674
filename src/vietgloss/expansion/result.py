"""What an expansion is: the new text, and for every place the reason why it was or was not changed.

All offsets are characters of the NFC source text, end exclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: ``source[start:end] == surface`` becomes ``expansion``.

    Attributes:
        kind: ``abbreviation``, ``compound`` (made of known parts), or ``definition`` (the parenthesis at the place
            of a definition is taken out: the expansion is empty).
        target: The glossary's English, or None.
        sense: The id of the sense chosen, or "".
        reason: Why, in words.
        confidence: From 0 to 1; how sure the choice is by the rule that made it (docs/expansion.md).
        origin: ``file:line`` of the entry, or ``document``.
        also: Further English that counts as right.
    """

    start: int
    end: int
    surface: str
    expansion: str
    target: str | None
    kind: str
    sense: str
    reason: str
    confidence: float
    origin: str
    also: tuple[str, ...] = ()

    def moved(self, by: int) -> Edit:
        """Return the same ``by`` characters further on."""
        return Edit(
            self.start + by,
            self.end + by,
            self.surface,
            self.expansion,
            self.target,
            self.kind,
            self.sense,
            self.reason,
            self.confidence,
            self.origin,
            self.also,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the edit as the JSON contract states it."""
        return {
            "start": self.start,
            "end": self.end,
            "surface": self.surface,
            "expansion": self.expansion,
            "target": self.target,
            "kind": self.kind,
            "sense": self.sense,
            "reason": self.reason,
            "confidence": round(self.confidence, 3),
            "origin": self.origin,
        }


@dataclass(frozen=True, slots=True)
class Protected:
    """A span that is never touched; ``kind`` says why (``document-number``, ``roman``, ``url``, ``keep`` ...)."""

    start: int
    end: int
    surface: str
    kind: str

    def moved(self, by: int) -> Protected:
        """Return the same ``by`` characters further on."""
        return Protected(self.start + by, self.end + by, self.surface, self.kind)

    def to_dict(self) -> dict[str, Any]:
        """Return the span as the JSON contract states it."""
        return {"start": self.start, "end": self.end, "surface": self.surface, "kind": self.kind}


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """An abbreviation left alone because its senses could not be told apart there."""

    start: int
    end: int
    surface: str
    senses: tuple[str, ...]
    reason: str

    def moved(self, by: int) -> Ambiguous:
        """Return the same ``by`` characters further on."""
        return Ambiguous(self.start + by, self.end + by, self.surface, self.senses, self.reason)

    def to_dict(self) -> dict[str, Any]:
        """Return the place as the JSON contract states it."""
        return {
            "start": self.start,
            "end": self.end,
            "surface": self.surface,
            "senses": list(self.senses),
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Unknown:
    """An abbreviation that neither the glossary nor the text explains: how often, and where first."""

    surface: str
    count: int
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        """Return the abbreviation as the JSON contract states it."""
        return {"surface": self.surface, "count": self.count, "first": {"start": self.start, "end": self.end}}


@dataclass(frozen=True, slots=True)
class Expansion:
    """A text with its abbreviations written out, and the explanation.

    Attributes:
        source: The NFC source text.
        text: The expanded text.
        edits: What was changed, in order, without overlaps.
        protected: What was kept on purpose, in order.
        ambiguous: What was left because it could mean several things.
        unknown: What nobody explains, the most frequent first.
        first_line: The number of the source's first line in the document it is a stretch of.
    """

    source: str
    text: str
    edits: tuple[Edit, ...] = ()
    protected: tuple[Protected, ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()
    unknown: tuple[Unknown, ...] = field(default=())
    first_line: int = 1

    def between(self, start: int, end: int) -> str:
        """Return the expanded form of ``source[start:end]``; edits that reach over its ends count as outside."""
        first = bisect_left(self.edits, start, key=lambda e: e.start)
        last = bisect_left(self.edits, end, key=lambda e: e.start)
        inside = [e for e in self.edits[first:last] if e.end <= end]
        return apply(self.source, inside, start, end)

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``vietgloss expand --json`` prints."""
        return {
            "text": self.text,
            "edits": [e.to_dict() for e in self.edits],
            "protected": [p.to_dict() for p in self.protected],
            "ambiguous": [a.to_dict() for a in self.ambiguous],
            "unknown": [u.to_dict() for u in self.unknown],
        }


def apply(source: str, edits: list[Edit], start: int = 0, end: int | None = None) -> str:
    """Return ``source[start:end]`` with ``edits`` (in order, not overlapping, inside that range) made."""
    end = len(source) if end is None else end
    parts, at = [], start
    for edit in edits:
        parts += [source[at : edit.start], edit.expansion]
        at = edit.end
    parts.append(source[at:end])
    return "".join(parts)
