"""What the place of an abbreviation alone tells: that it is a paper's name before its news, or part of a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vietgloss.glossary import Abbreviation

_DASH = re.compile(r"\) ?[-–—] ?(?=[^\W\d_])")
_FIGURE_AND_HYPHEN = re.compile(r"[0-9][-/]\Z")


def credited(plain: str, start: int, end: int, entry: Abbreviation) -> bool:
    """Tell whether a line begins with the abbreviation in parentheses and a dash: the name of the paper.

    What is a body's name whatever stands around it is no such name: ``(TTXVN) - Sáng nay``.
    """
    if plain[start - 1 : start] != "(" or plain[start - 2 : start - 1] not in ("", "\n", "\r"):
        return False
    if not _DASH.match(plain, end):
        return False
    return entry.ambiguous or not entry.senses or not entry.senses[0].expansion[:1].isupper()


def numbered(plain: str, start: int) -> bool:
    """Tell whether a figure and a hyphen or a slash stand before: ``05-HDBTCTW`` is a document's number."""
    return _FIGURE_AND_HYPHEN.search(plain, max(0, start - 2), start) is not None
