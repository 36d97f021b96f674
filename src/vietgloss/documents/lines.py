"""Lines of a text with their offsets; nothing but CR, LF and CR LF ends a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Args:
        start: Where it begins in the text.
        text: Its characters, without the line end.
    """

    start: int
    text: str

    @property
    def content_start(self) -> int:
        """Where its first character that is not white space stands."""
        return self.start + len(self.text) - len(self.text.lstrip())

    @property
    def content_end(self) -> int:
        """Where its last character that is not white space ends."""
        return self.start + len(self.text.rstrip())

    @property
    def is_blank(self) -> bool:
        """Whether it holds white space only."""
        return not self.text or self.text.isspace()


def lines_of(text: str) -> list[Line]:
    """Cuts a text into lines. ``str.splitlines`` would also cut at U+0085, U+2028 and others."""
    lines: list[Line] = []
    at = 0
    for match in _LINE_END.finditer(text):
        lines.append(Line(at, text[at : match.start()]))
        at = match.end()
    if at < len(text):
        lines.append(Line(at, text[at:]))
    return lines
