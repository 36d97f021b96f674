"""What the rules of protection look at: a plain text, and where words begin in it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

LONGEST_WORD = 12
# A figure after a capital, or after a word in ASCII and a hyphen.
_FIGURE = re.compile(
    r"[0-9](?<![0-9.,].)(?:(?<=[A-ZĐ].)|(?<=[A-ZĐ][ .:-].)|(?<=[A-Za-z]-.)|(?<=[A-ZĐ][gha][ -].))",
)


class Scanned:
    """A text and what the rules ask of it.

    Args:
        plain: Plain text.
        spared: Spellings that the glossary or the text itself explains.
    """

    def __init__(self, plain: str, spared: Container[str]) -> None:
        self.plain = plain
        self.spared = spared

    @cached_property
    def coded(self) -> list[int]:
        """Where words begin that hold a figure after a letter, the letters before a space included."""
        starts = []
        for found in _FIGURE.finditer(self.plain):
            at = found.start()
            if self.plain[at - 1] in " .:":
                at -= 1
            starts.append(self.back(at, LONGEST_WORD, "-"))
        return sorted(set(starts))

    def back(self, at: int, most: int, more: str) -> int:
        """Return where the run of letters, figures and ``more`` begins that ends at ``at``."""
        plain, least = self.plain, max(0, at - most)
        while at > least and (plain[at - 1].isalnum() or plain[at - 1] in more):
            at -= 1
        return at
