"""The lines of one entry in a large file, so that an edit need not read all the others again.

Where a line begins an entry of a section in block form, YAML's reader is always in the same state. So the lines from
one such line to the next are read alike inside the file and under a section of their own, if they are whole there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss.glossary import splice

if TYPE_CHECKING:
    from vietgloss.glossary.held import Key
    from vietgloss.glossary.model import Abbreviation, Glossary, Term

FEWEST = 500
"""Entries below which the whole file is read as fast."""
_AT_MARGIN = re.compile(r"^[^\s#]", re.MULTILINE)
_SECTION = re.compile(r"[ \t]*(?:abbreviations|terms)[ \t]*:[ \t]*(?:#.*)?")
_OTHER_BREAKS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")


@dataclass(frozen=True)
class Window:
    """The lines of one entry, and the comments below it.

    Attributes:
        key: The entry.
        start: Offset of its first line.
        end: Offset of the line below its last.
        line: The number of its first line, from 1.
        newline: The line end that the text uses.
    """

    key: Key
    start: int
    end: int
    line: int
    newline: str

    @property
    def head(self) -> str:
        """What is set above the lines, so that they are a glossary of their own."""
        return f"{self.key[0]}:{self.newline}"

    def text(self, whole: str) -> str:
        """Return the lines as a glossary of their own."""
        return self.head + whole[self.start : self.end]

    def put_back(self, whole: str, text: str) -> str:
        """Return the whole text with other lines; ``text`` has the head above them."""
        return whole[: self.start] + text.removeprefix(self.head) + whole[self.end :]


def around(text: str, held: Glossary, key: Key) -> Window | None:
    """Return the lines of an entry, or None if the file is small or could make them read differently by themselves.

    Args:
        text: The whole text, without a byte order mark.
        held: What it says, with right line numbers.
        key: The entry.
    """
    entries = entries_of(held, key)
    if len(held.abbreviations) + len(held.terms) < FEWEST or key[1] not in entries:
        return None
    if "*" in text or _OTHER_BREAKS.search(text):  # an alias reaches out of the lines; other breaks count as lines too
        return None
    if not _is_block(text, min(e.origin.line for e in entries.values())):
        return None
    line = entries[key[1]].origin.line
    below = min((e.origin.line for e in entries.values() if e.origin.line > line), default=0)
    start = _offset(text, 0, line - 1)
    if below:
        end = _offset(text, start, below - line)
    else:  # the last of its section: up to the next thing at the margin
        next_line = text.find("\n", start) + 1
        found = _AT_MARGIN.search(text, next_line) if next_line else None
        end = found.start() if found else len(text)
    return Window(key, start, end, line, splice.newline(text))


def _is_block(text: str, first_line: int) -> bool:
    """Tell whether the entries from ``first_line`` on stand in block form: under a line that is a key alone."""
    above = text[: _offset(text, 0, first_line - 1)].splitlines()
    said = next((line for line in reversed(above) if line.strip() and not line.lstrip().startswith("#")), "")
    return _SECTION.fullmatch(said) is not None


def last_of(held: Glossary, section: str) -> Key | None:
    """Return the key of the last entry of a section, or None."""
    if section == "abbreviations":
        last = max(held.abbreviations.items(), key=lambda pair: pair[1].origin.line, default=None)
        return ("abbreviations", last[0]) if last else None
    last_term = max(held.terms.items(), key=lambda pair: pair[1].origin.line, default=None)
    return ("terms", last_term[0]) if last_term else None


def entries_of(held: Glossary, key: Key) -> dict[str, Abbreviation] | dict[str, Term]:
    """Return the entries of the section that a key belongs to."""
    return held.abbreviations if key[0] == "abbreviations" else held.terms


def _offset(text: str, start: int, lines: int) -> int:
    """Return where the line begins that is so many lines below the one at ``start``."""
    for _ in range(lines):
        start = text.index("\n", start) + 1
    return start
