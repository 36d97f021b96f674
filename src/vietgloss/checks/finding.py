"""What a check says: a finding, with its place, its rule, and how to put it right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from vietgloss.glossary.splice import Patch

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, which stays; how grave what it finds is; what it looks for, in one line; and why."""

    id: str
    level: Level
    title: str
    help: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or probably wrong, in a glossary file.

    Attributes:
        rule: The id of the rule.
        level: ``error``: the glossary cannot be read; ``warning``: probably wrong; ``note``: style, or good to know.
        message: What is wrong, with the name of the entry.
        path: The file.
        line: Line, counted from 1; 0 if unknown.
        column: Column in characters, counted from 1; 0 if unknown.
        remedy: What to do; empty if there is nothing to say.
        fix: Replacements in the file's text without its byte order mark that put it right; empty if that is not safe.
        entry: The key of the entry, such as ``abbreviations.ĐV``; empty if it concerns none.
    """

    rule: str
    level: Level
    message: str
    path: str
    line: int = 0
    column: int = 0
    remedy: str = ""
    fix: tuple[Patch, ...] = ()
    entry: str = ""

    @property
    def where(self) -> str:
        """The place as ``path:line:column``, as far as it is known."""
        known = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.path, *known])
