"""Explanations as text: what was expanded and why, and what was left alone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss.i18n import LANGUAGES, _, language, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.expansion import Expansion

_CONTEXT = 30
_SHOWN = 8
_WIDEST = 44


def explanation(result: Expansion) -> str:
    """Return the table that ``vietgloss expand --explain`` prints.

    The same abbreviation with the same meaning is one row, with the number of its places and the first line.
    """
    rows: dict[tuple[str, str, str], list[str]] = {}
    counts: Counter[tuple[str, str, str]] = Counter()
    for edit in result.edits:
        expansion = edit.expansion.strip() or _("(taken out: defined here)")
        key = (edit.surface.strip(), expansion.lower(), edit.origin)
        counts[key] += 1
        line = result.first_line + result.source.count("\n", 0, edit.start)
        rows.setdefault(
            key,
            [
                str(line),
                edit.surface.strip(),
                expansion,
                edit.target or "",
                f"{edit.confidence:.0%}",
                _reason(edit.reason),
                _entry(edit.origin),
            ],
        )
    parts = []
    if rows:
        body = [[row[0], f"{counts[key]}×", *row[1:]] for key, row in rows.items()]
        parts.append(
            table([_("line"), "", _("found"), _("expanded"), _("English"), _("sure"), _("why"), _("from")], body)
        )
    else:
        parts.append(_("Nothing was expanded."))
    kept: Counter[tuple[str, str]] = Counter((p.kind, " ".join(p.surface.split())) for p in result.protected)
    if kept:
        parts.append("")
        parts.append(
            table([_("left as it is"), "", _("because it is")], [[_short(s), f"{n}×", k] for (k, s), n in kept.items()])
        )
    notes = left_alone(result)
    if notes:
        parts += ["", *notes]
    return "\n".join(parts)


class Leftovers:
    """What could not be expanded, over the stretches of one document or over many documents."""

    def __init__(self) -> None:
        self._unknown: dict[str, list[str | int]] = {}
        self._ambiguous: dict[tuple[str, tuple[str, ...]], list[str | int]] = {}

    def add(self, result: Expansion) -> None:
        """Take in a result; of each abbreviation the first place is kept."""
        for unknown in result.unknown:
            held = self._unknown.setdefault(unknown.surface, [0, *_place(result, unknown.start, unknown.end)])
            held[0] = int(held[0]) + unknown.count
        for place in result.ambiguous:
            key = (place.surface, place.senses)
            if key not in self._ambiguous:
                self._ambiguous[key] = [0, *_place(result, place.start, place.end)]
            self._ambiguous[key][0] = int(self._ambiguous[key][0]) + 1

    @property
    def ambiguous(self) -> int:
        """The number of places left because several meanings fit."""
        return sum(int(held[0]) for held in self._ambiguous.values())

    def lines(self) -> list[str]:
        """Return one line for each abbreviation, with a place to look at and what to do; the most frequent first."""
        unknown = sorted(self._unknown.items(), key=lambda item: -int(item[1][0]))
        lines = [
            _("unknown: {s} ({n}×, line {line}: {context})").format(s=s, n=n, line=line, context=context)
            for s, (n, line, context) in unknown
        ]
        for (surface, senses), (n, line, context) in self._ambiguous.items():
            lines.append(
                _("ambiguous: {surface} ({count}×, line {line}: {context}): {meanings}?").format(
                    surface=surface, count=n, line=line, context=context, meanings=_(" or ").join(senses)
                )
            )
        return lines


def left_alone(result: Expansion) -> list[str]:
    """Return one line for each abbreviation that could not be expanded, with a place to look at and what to do."""
    leftovers = Leftovers()
    leftovers.add(result)
    return leftovers.lines()


@dataclass
class Counted:
    """How much was expanded, and what was left, over one document or many.

    Attributes:
        edits: Abbreviations that were written out.
        ambiguous: Places left because several meanings fit.
        unknown: Abbreviations that nobody explains, and how often each stands.
    """

    edits: int = 0
    ambiguous: int = 0
    unknown: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, result: Expansion) -> Counted:
        """Return the counts of one document."""
        counted = cls()
        counted.add(result)
        return counted

    def add(self, result: Expansion | Counted) -> None:
        """Take in a document or a stretch of one, or the counts of others."""
        if isinstance(result, Counted):
            self.edits += result.edits
            self.ambiguous += result.ambiguous
            self.unknown.update(result.unknown)
            return
        self.edits += sum(1 for e in result.edits if e.kind != "definition")
        self.ambiguous += len(result.ambiguous)
        self.unknown.update({entry.surface: entry.count for entry in result.unknown})

    def line(self) -> str:
        """Return one line: how much was expanded, and what was left."""
        text = ngettext("{count} abbreviation expanded", "{count} abbreviations expanded", self.edits)
        text = text.format(count=self.edits)
        if self.ambiguous:
            text += _("; {ambiguous} ambiguous left").format(ambiguous=self.ambiguous)
        if self.unknown:
            shown = ", ".join(name for name, _ in self.unknown.most_common(_SHOWN))
            text += _("; unknown: {shown}{text}").format(
                shown=shown, text=", ..." if len(self.unknown) > _SHOWN else ""
            )
        return text


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows under a head, in columns; the last column is not padded."""
    cells = [list(head), *([_short(c) if i < len(r) - 2 else c for i, c in enumerate(r)] for r in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _place(result: Expansion, start: int, end: int) -> tuple[int, str]:
    """Return the line of a place in its document, and the words around it."""
    return result.first_line + result.source.count("\n", 0, start), _around(result.source, start, end)


def _around(source: str, start: int, end: int) -> str:
    left = source[max(0, start - _CONTEXT) : start].splitlines()[-1:] or [""]
    right = source[end : end + _CONTEXT].splitlines()[:1] or [""]
    return f"…{left[0]}{source[start:end]}{right[0]}…"


def _reason(reason: str) -> str:
    """Return a reason in the language of the messages; in results it is English."""
    if language() == LANGUAGES[0]:
        return reason
    from vietgloss.report.page.words import Words  # noqa: PLC0415  # it reads a table, which English does not need

    return Words(language()).reason(reason)


def _entry(origin: str) -> str:
    """Return an origin as a person reads it: entries that came with an installed vietgloss without the long path."""
    return "; ".join(re.sub(r"^.*_shipped[/\\\\]glossary[/\\\\]", "shipped/", one) for one in origin.split("; "))
