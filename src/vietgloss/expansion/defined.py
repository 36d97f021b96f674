"""What a document defines, as it is written in running text; a definition holds to the end of the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.expansion.context import folded
from vietgloss.expansion.match import Index
from vietgloss.glossary import Abbreviation, Origin, Sense

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from vietgloss.expansion.define import Definition
    from vietgloss.expansion.write import Writer

ORIGIN = Origin("document", 0)
_SHORT_INSIDE = re.compile(rf"[{vn.UPPER}]\.?[{vn.UPPER}]")
_EMPHASIS = re.compile(r"[*_~`]+")
# Nouns that begin the name of a body: their capital stays.
_BODIES = frozenset(
    "Ban Hội Ủy Uỷ Đảng Đoàn Sở Bộ Cục Vụ Viện Tỉnh Thành Huyện Quỹ Liên Tổng Mặt Quân Trường Công Chương Đại Quốc "
    "Chi Hiệp Ngân Tập Trung Nghị Chỉ Quyết Kết Luật Hiến Văn Học Hợp".split()
)


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition in the text.

    Attributes:
        surface: The abbreviation, in plain form.
        full: Its full form as written in mid-sentence.
        known: The glossary's sense that has this full form, or None.
        since: The offset in the document from which it is in force.
        line: The line it stands on, counted from 1.
    """

    surface: str
    full: str
    known: Sense | None
    since: int
    line: int


class Definitions:
    """All definitions of one document, in order."""

    def __init__(self) -> None:
        self._by_surface: dict[str, list[Defined]] = {}
        self.names: set[str] = set()
        """Abbreviations that the text calls a name: ``Công ty Truyền thông DS (DS)``."""
        self._index: Index | None = None
        self._parts: dict[str, Abbreviation] | None = None

    def add(self, defined: Defined) -> None:
        """Add a definition that stands after all added before."""
        self._by_surface.setdefault(defined.surface, []).append(defined)
        self._index = self._parts = None

    def __iter__(self) -> Iterator[Defined]:
        """Give the definitions, those of one abbreviation together."""
        return chain.from_iterable(self._by_surface.values())

    @property
    def surfaces(self) -> frozenset[str]:
        """The abbreviations defined, in plain form."""
        return frozenset(self._by_surface)

    @property
    def index(self) -> Index:
        """The abbreviations defined, for finding them."""
        if self._index is None:
            self._index = Index(self._by_surface)
        return self._index

    @property
    def parts(self) -> dict[str, Abbreviation]:
        """The abbreviations defined, as entries that compounds may be made of; the first definition counts."""
        if self._parts is None:
            self._parts = {
                surface: Abbreviation(surface, (held[0].known or Sense(held[0].full, origin=ORIGIN),), origin=ORIGIN)
                for surface, held in self._by_surface.items()
            }
        return self._parts

    def at(self, surface: str, offset: int, entry: Abbreviation | None) -> Defined | None:
        """Return the definition of ``surface`` in force at ``offset``: the last one before it.

        A later one serves an abbreviation that the glossary does not know or knows several meanings of.
        """
        held = self._by_surface.get(surface)
        if held is None:
            return None
        before = bisect_right(held, offset, key=lambda d: d.since)
        if before:
            return held[before - 1]
        return held[0] if entry is None or entry.ambiguous else None


class FullForms:
    """Brings the full forms of definitions into the form of running text.

    Args:
        entries: The glossary's abbreviations by spelling.
        expand: Expands the abbreviations inside a full form.
    """

    def __init__(self, entries: Mapping[str, Abbreviation], expand: Callable[[str], str]) -> None:
        self._entries = entries
        self._expand = expand

    def of(
        self, definition: Definition, source: str, plain: str, writer: Writer, *, markup: bool
    ) -> tuple[str, Sense | None]:
        """Return the full form of a definition found in ``source``, and the glossary's sense that has it."""
        full = " ".join(source[definition.full_start : definition.full_end].split())
        if markup:
            full = _EMPHASIS.sub("", full)
        known = self._known_sense(definition.surface, full)
        if full.isupper() and all(vn.is_syllable(w) for w in vn.WORD.findall(full)):
            full = known.expansion if known else _mixed_case(full, source, plain)
        elif writer.begins_sentence(definition.full_start):
            full = _mid_sentence(full, known)
        if _SHORT_INSIDE.search(full):
            full = self._expand(full)  # BTV Tỉnh ủy (BTVTU)
        return full, known

    def _known_sense(self, surface: str, full: str) -> Sense | None:
        entry = self._entries.get(surface)
        wanted = folded(full)
        return next((s for s in entry.senses if folded(s.expansion) == wanted), None) if entry else None


def _mid_sentence(full: str, known: Sense | None) -> str:
    """Take away a capital that only begins a sentence: the glossary says so, or a common noun in small letters."""
    if known:
        small = vn.lower(full[:1]) == known.expansion[:1]
    else:
        small = full[1:].islower() and full.split(maxsplit=1)[0] not in _BODIES
    return vn.lower(full[:1]) + full[1:] if small else full


def _mixed_case(full: str, source: str, plain: str) -> str:
    """Return a full form in capitals as the document writes it elsewhere, else in small letters."""
    wanted, folded = vn.fold(full), vn.fold(plain)
    at = folded.find(wanted)
    while at >= 0:
        found = source[at : at + len(wanted)]
        if not found.isupper():
            return found
        at = folded.find(wanted, at + 1)
    return vn.lower(full)
