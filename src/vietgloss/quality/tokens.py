"""What the readers of both languages give: figures and dates with their values.

Offsets are characters of the plain text read, end exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from vietgloss.translation.clock import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable

NO, YES, MAYBE = 0, 1, 2


@dataclass(slots=True)
class Figure:
    """A figure in a text.

    Attributes:
        start: Where it begins.
        end: Where it ends, with its scale and per cent sign.
        text: As it stands.
        kind: ``number``, ``ordinal``, ``time``, ``day`` or ``year``.
        values: The values it may have: ``8`` in ``8 to 12 thousand`` is 8 or 8,000. A time is minutes of the day.
        percent: Whether it is a percentage: no, yes, or maybe, as ``5`` in ``5-7%``.
        scale: What its value has been multiplied by.
        used: Whether it has been matched.
    """

    start: int
    end: int
    text: str
    kind: str
    values: tuple[float, ...]
    percent: int = NO
    scale: int = 1
    used: bool = False


@dataclass(slots=True)
class Date:
    """A month with its days and its year, as far as they are there.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        text: As it stands.
        month: 1 to 12.
        days: Its days.
        year: Its year.
        loose: Whether it may be something else: ``6/7`` is a day or a share.
        used: Whether it has been matched.
    """

    start: int
    end: int
    text: str
    month: int
    days: list[Figure] = field(default_factory=list)
    year: Figure | None = None
    loose: bool = False
    used: bool = False

    def english(self) -> str:
        """Return the date as it should stand in English.

        >>> Date(0, 0, "5/2021", 5, [], Figure(0, 0, "2021", "year", (2021.0,))).english()
        'May 2021'
        """
        month = MONTHS[self.month - 1]
        days = "-".join(f"{d.values[0]:.0f}" for d in self.days)
        year = f"{self.year.values[0]:.0f}" if self.year else ""
        if days:
            return f"{month} {days}{', ' if year else ''}{year}"
        return f"{month} {year}".strip()


def days(text: str, start: int) -> list[Figure]:
    """Return the days named in a list such as ``22-24`` or ``15 và 16`` that begins at ``start``."""
    return [
        Figure(start + m.start(), start + m.end(), m[0], "day", (float(m[0]),)) for m in re.finditer(r"\d{1,2}", text)
    ]


def year(text: str | None, start: int) -> Figure | None:
    """Return the year written at ``start``; None if there is none."""
    return Figure(start, start + len(text), text, "year", (float(text),)) if text else None


def share_scales(figures: list[Figure], text: str, between: re.Pattern[str]) -> None:
    """Let a figure take scale and per cent from the next where only ``between`` parts them: ``5-7%``."""
    for this, following in reversed(list(pairwise(figures))):
        if following.end - this.end > 40 or not between.fullmatch(text, this.end, following.start):  # noqa: PLR2004
            continue
        if following.scale > 1 and this.scale == 1 and this.values:
            this.values = (*this.values, rounded(this.values[0] * following.scale))
        if following.percent and not this.percent:
            this.percent = MAYBE


def rounded(value: float) -> float:
    """Return a value without the noise of binary fractions: 2.5 million is 2,500,000."""
    return float(f"{value:.12g}")


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return ``text`` with the spans made spaces; the length stays."""
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text
