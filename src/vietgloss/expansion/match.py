"""Finding the glossary's abbreviations: whole words, case-sensitive, the longest at each place, in one pass.

A word is looked up in a dictionary, so the time does not grow with the glossary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vietgloss.glossary import Abbreviation, Glossary


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write an abbreviation; ``pattern`` matches all of it, None if it is the single first word."""

    surface: str
    pattern: re.Pattern[str] | None


class Index:
    """All spellings by their first word.

    Args:
        spellings: Spellings in plain form.
    """

    def __init__(self, spellings: Iterable[str]) -> None:
        self._by_word: dict[str, list[Spelling]] = {}
        for surface in sorted(dict.fromkeys(spellings), key=len, reverse=True):
            first = vn.WORD.search(surface)
            if first is not None:
                spelling = Spelling(surface, None if first[0] == surface else _pattern(surface))
                self._by_word.setdefault(first[0], []).append(spelling)

    def at(self, plain: str, word: re.Match[str]) -> tuple[str, int, int] | None:
        """Return the longest spelling that begins at ``word``: the spelling, its start and end in ``plain``."""
        for spelling in self._by_word.get(word[0], ()):
            if spelling.pattern is None:
                return spelling.surface, word.start(), word.end()
            match = spelling.pattern.match(plain, word.start())
            if match:
                return spelling.surface, match.start(), match.end()
        return None


def _pattern(surface: str) -> re.Pattern[str]:
    """Return a pattern for a spelling of several words: ``KT-XH`` also with spaces around the hyphen."""
    parts = []
    at = 0
    for word in vn.WORD.finditer(surface):
        parts += [_joiner(surface[at : word.start()]), re.escape(word[0])]
        at = word.end()
    parts.append(re.escape(surface[at:]) if at < len(surface) else r"(?!\w)")
    return re.compile("".join(parts))


def _joiner(between: str) -> str:
    if not between:
        return ""
    joiner = re.escape(between.strip())
    if not joiner:
        return " +"
    if between.strip() in "-&/":
        return f" ?{joiner} ?"
    if joiner == r"\.":
        return r"\. ?"
    return joiner


_indexes: dict[int, tuple[Glossary, Index, dict[str, Abbreviation]]] = {}


def index_of(glossary: Glossary) -> tuple[Index, dict[str, Abbreviation]]:
    """Return the index of a glossary and its entries by spelling; made once for each glossary object."""
    held = _indexes.get(id(glossary))
    if held is None or held[0] is not glossary:
        entries = dict(glossary.spellings())
        _indexes.clear()  # one glossary is in use at a time; holding more would only hold memory
        held = _indexes[id(glossary)] = (glossary, Index(entries), entries)
    return held[1], held[2]
