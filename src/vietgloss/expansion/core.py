"""Expanding a document: protect, read its definitions, match, choose, write."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import ChainMap, Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.expansion import compound, define, match, protect, sense
from vietgloss.expansion.result import Ambiguous, Edit, Expansion, Protected, Unknown, apply
from vietgloss.glossary import Abbreviation, Origin, Sense

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vietgloss.glossary import Glossary

# Words joined without a space (HĐND-UBND, LĐ-TB&XH) are explained together or left together.
_CHAIN = re.compile(r"[^\W_]+(?:(?:[-/.]| ?& ?)[^\W_]+)*")
_CODE = re.compile(r"(?=(?:.*[A-ZĐƯ]){2})[A-ZĐƯÔƠĂÂÊ]+(?:[a-zđư]{1,2}[A-ZĐƯ]*)?\d{0,3}")
_SENTENCE_START = re.compile(r"(?:^|[\r\n]|(?<![^\w][A-ZĐƯ])[.!?…][\"”’)]*\s)[\s\"“‘(•+*#>-]*$")
_EMPHASIS = re.compile(r"[*_~`]+")
_GLUED = frozenset("_#@\\")
_MOST_BEFORE = 30
_WORDS_BEFORE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)* $")
_OFFICES = frozenset({"Sở", "Bộ", "Ban", "Phòng", "Cục", "Vụ", "cục", "Đài"})
_HEADS = frozenset({"Ban", "Hội", "Khu", "Sở", "Bộ", "Cục", "Phòng", "Viện", "Đoàn", "ban", "hội", "khu"})
_WHOLE_WORD = 2
_PART_OF_NAME = re.compile(r"(^| - |, | và )([^\W\d_])")
_DOCUMENT = Origin("document", 0)


@dataclass(frozen=True, slots=True)
class _Place:
    """A candidate: where, and the spelling found there (None: an abbreviation nobody knows)."""

    start: int
    end: int
    spelling: str | None


def expand(text: str, glossary: Glossary, kept: Sequence[tuple[int, int]] = ()) -> Expansion:
    """Write out the abbreviations of one document.

    Args:
        text: The document; it is brought to NFC first, and all offsets count characters of that.
        glossary: Abbreviations and terms.
        kept: Spans of the NFC text that are not to be touched nor reported, such as markup.

    Returns:
        The expanded text with every edit, protected span, ambiguous and unknown abbreviation explained.

    >>> from vietgloss import Glossary
    >>> glossary = Glossary.from_text("abbreviations: {ĐV: đảng viên}")
    >>> expand("Có 84 ĐV.", glossary).text
    'Có 84 đảng viên.'
    """
    return _Document(vn.nfc(text), glossary, kept).expand()


class _Document:
    def __init__(self, source: str, glossary: Glossary, kept: Sequence[tuple[int, int]]) -> None:
        self.kept = kept
        self.source = source
        self.plain = vn.plain(source)
        self.glossary = glossary
        self.index, self.entries = match.index_of(glossary)
        never = {surface for surface, entry in self.entries.items() if entry.keep}
        self.definitions = [d for d in define.find(self.plain, self.entries) if d.surface not in never]
        self.defined: dict[str, list[define.Definition]] = {}
        for definition in self.definitions:
            self.defined.setdefault(definition.surface, []).append(definition)
        self.own = match.Index(self.defined)
        spared = frozenset(self.entries) | frozenset(self.defined)
        self.protected = protect.find(source, self.plain, spared, kept)
        self.capital_lines = protect.capital_lines(self.plain)
        self.taken = bytearray(len(source))
        for start, end in kept:
            self.taken[start:end] = b"\1" * (end - start)
        for span in self.protected:
            self.taken[span.start : span.end] = b"\1" * (span.end - span.start)
        self.line_ends = [m.start() for m in re.finditer("\n", source)]
        self.folded_document: sense.Folded | None = None
        self.full_forms: dict[int, tuple[str, Sense | None]] = {}
        self.parts: Mapping[str, Abbreviation] | None = None
        self.edits: list[Edit] = []
        self.ambiguous: list[Ambiguous] = []
        self.unknown: list[tuple[str, int, int]] = []

    def expand(self) -> Expansion:
        for definition in self.definitions:
            if not any(self.taken[definition.start : definition.end]):
                self._take_out(definition)
        for chain in _CHAIN.finditer(self.plain):
            beside = self.plain[chain.start() - 1 : chain.start()], self.plain[chain.end() : chain.end() + 1]
            if _GLUED & set(beside):
                continue  # part of a file's or an account's name
            if any(c.isupper() for c in chain[0]) or chain[0] in self.entries:
                self._chain(chain.start(), chain.end())
        edits = sorted(self.edits, key=lambda e: e.start)
        counts = Counter(surface for surface, _, _ in self.unknown)
        first = {surface: (start, end) for surface, start, end in reversed(self.unknown)}
        return Expansion(
            self.source,
            apply(self.source, edits),
            tuple(edits),
            tuple(sorted(self.protected, key=lambda p: p.start)),
            tuple(self.ambiguous),
            tuple(Unknown(s, n, *first[s]) for s, n in counts.most_common()),
        )

    # -- the places of a chain -----------------------------------------------------------------------------

    def _chain(self, start: int, end: int) -> None:
        """Deal with words joined without a space: all of them, or none."""
        places = list(self._places(start, end))
        if not places:
            return
        stop = max(end, places[-1].end)
        unknown = [p for p in places if p.spelling is None]
        results = [self._decide(p) for p in places]
        if len(places) > 1 and (unknown or any(isinstance(r, Ambiguous) for r in results)):
            if unknown:
                self.unknown.append((self.source[start:stop], start, stop))
            self.ambiguous += [r for r in results if isinstance(r, Ambiguous) and not unknown]
            self.taken[start:stop] = b"\1" * (stop - start)
            return
        for place, result in zip(places, results, strict=True):
            if isinstance(result, Edit):
                self.edits.append(result)
            elif isinstance(result, Ambiguous):
                self.ambiguous.append(result)
            elif isinstance(result, Protected):
                self.protected.append(result)
            elif place.spelling is None:
                self.unknown.append((self.source[place.start : place.end], place.start, place.end))
            self.taken[place.start : place.end] = b"\1" * (place.end - place.start)

    def _places(self, start: int, end: int) -> Iterator[_Place]:
        """Give the abbreviations of a chain: the longest spelling at each word, then unknown codes."""
        at = start
        for word in vn.WORD.finditer(self.plain, start, end):
            if word.start() < at or self.taken[word.start()]:
                continue
            found = max(
                (f for f in (self.own.at(self.plain, word), self.index.at(self.plain, word)) if f),
                key=lambda f: f[2],
                default=None,
            )
            if found is not None and not any(self.taken[found[1] : found[2]]):
                stop = self._without_full_stop(found[2])
                yield _Place(found[1], stop, found[0])
                at = found[2]
            elif _CODE.fullmatch(word[0]) and not vn.has_marks(word[0]):
                yield _Place(word.start(), word.end(), None)
                at = word.end()

    def _without_full_stop(self, end: int) -> int:
        """Leave a full stop that ends a line to the line, even where the spelling has one (``TP.``)."""
        if self.plain[end - 1] == "." and not self.plain[end : end + 2].strip(' "”'):
            return end - 1
        return end

    # -- deciding ------------------------------------------------------------------------------------------

    def _decide(self, place: _Place) -> Edit | Ambiguous | Protected | None:
        if place.spelling is None:
            return self._compound(place)
        definition = self._definition_for(place)
        if definition is not None:
            return self._by_definition(place, definition)
        entry = self.entries[place.spelling]
        surface = self.source[place.start : place.end]
        if entry.keep:
            return Protected(place.start, place.end, surface, "keep")
        choice = sense.choose(entry, self._context(place))
        if choice.sense is None:
            options = tuple(s.expansion for s in entry.senses)
            return Ambiguous(place.start, place.end, surface, options, choice.reason)
        return self._edit(place, choice.sense, choice.reason, choice.confidence)

    def _definition_for(self, place: _Place) -> define.Definition | None:
        """Return the definition in force: the last one before the place, or a later one of an unknown word."""
        spelling = place.spelling or ""
        defined = self.defined.get(spelling)
        if not defined:
            return None
        before = bisect_right(defined, place.start, key=lambda d: d.end)
        if before:
            return defined[before - 1]
        entry = self.entries.get(spelling)
        return defined[0] if entry is None or entry.ambiguous else None

    def _by_definition(self, place: _Place, definition: define.Definition) -> Edit:
        full, known = self._full_form(definition)
        line = self._line(definition.start)
        when = "defined" if definition.end <= place.start else "defined further on"
        return Edit(
            place.start,
            place.end,
            self.source[place.start : place.end],
            self._placed(full, place.start),
            known.target if known else self.glossary.target_of(full),
            "abbreviation",
            known.id if known else "",
            f"{when} in the document, line {line}",
            0.99 if definition.end <= place.start else 0.9,
            "document",
            known.also if known else (),
        )

    def _full_form(self, definition: define.Definition) -> tuple[str, Sense | None]:
        """Return a defined full form as it is written in running text, and the glossary's sense that has it."""
        held = self.full_forms.get(definition.start)
        if held is None:
            full = " ".join(self.source[definition.full_start : definition.full_end].split())
            if self.kept:
                full = _EMPHASIS.sub("", full)
            known = self._known_sense(definition.surface, full)
            full = self._running_case(full, definition.full_start, known)
            if any(w in self.entries for w in vn.WORD.findall(vn.plain(full))):
                full = expand(full, self.glossary).text  # BTV Tỉnh ủy (BTVTU)
            held = self.full_forms[definition.start] = (full, known)
        return held

    def _known_sense(self, surface: str, full: str) -> Sense | None:
        """Return the glossary's sense of an abbreviation that has this full form."""
        entry: Abbreviation | None = self.entries.get(surface)
        wanted = sense.folded(full)
        return next((s for s in entry.senses if sense.folded(s.expansion) == wanted), None) if entry else None

    def _running_case(self, full: str, start: int, known: Sense | None) -> str:
        """Return a full form as it is written in mid-sentence: a capital that only begins a sentence goes."""
        if full.isupper():
            return known.expansion if known else self._mixed_case(full)
        if known and self._begins_sentence(start) and vn.lower(full[:1]) == known.expansion[:1]:
            return known.expansion[:1] + full[1:]
        return full

    def _mixed_case(self, full: str) -> str:
        """Return a full form in capitals as the document writes it elsewhere, else as it stands."""
        wanted, folded = vn.fold(full), vn.fold(self.plain)
        at = folded.find(wanted)
        while at >= 0:
            found = self.source[at : at + len(wanted)]
            if not found.isupper():
                return found
            at = folded.find(wanted, at + 1)
        return full

    def _compound(self, place: _Place) -> Edit | None:
        word = self.plain[place.start : place.end]
        if self.plain[place.start - 1 : place.start] == "(" and self.plain[place.end : place.end + 1] == ")":
            return None  # the short form of the name before it, in whatever language
        made = compound.find(word, self._parts(), self._context(place))
        if made is None:
            return None
        joined = " + ".join(made.parts)
        return Edit(
            place.start,
            place.end,
            self.source[place.start : place.end],
            self._placed(made.expansion, place.start),
            self.glossary.target_of(made.expansion),
            "compound",
            "",
            f"made of {joined}",
            made.confidence,
            "; ".join(dict.fromkeys(str(s.origin) if s.origin.line else s.origin.path for s in made.senses)),
        )

    def _parts(self) -> Mapping[str, Abbreviation]:
        """Return the entries a compound may be made of: the document's own definitions first."""
        if self.parts is None:
            own = {}
            for surface, defined in self.defined.items():
                full, known = self._full_form(defined[0])
                own[surface] = Abbreviation(surface, (known or Sense(full, origin=_DOCUMENT),), origin=_DOCUMENT)
            self.parts = ChainMap(own, self.entries) if own else self.entries
        return self.parts

    def _context(self, place: _Place) -> sense.Context:
        if self.folded_document is None:
            self.folded_document = sense.Folded(self.plain)
        return sense.Context.around(self.plain, place.start, place.end, self.folded_document)

    # -- writing -------------------------------------------------------------------------------------------

    def _edit(self, place: _Place, chosen: Sense, reason: str, confidence: float) -> Edit:
        # The space that a dot stood for (TP.Cà Mau) comes back.
        glued = self.plain[place.end - 1] == "." and self.plain[place.end : place.end + 1].isalnum()
        return Edit(
            place.start,
            place.end,
            self.source[place.start : place.end],
            self._placed(chosen.expansion, place.start) + (" " if glued else ""),
            chosen.target,
            "abbreviation",
            chosen.id,
            reason,
            confidence,
            str(chosen.origin),
            chosen.also,
        )

    def _take_out(self, definition: define.Definition) -> None:
        line = self._line(definition.start)
        surface = self.source[definition.start : definition.end]
        self.edits.append(
            Edit(
                definition.start,
                definition.end,
                surface,
                "",
                None,
                "definition",
                "",
                f"defines {definition.surface} on line {line}",
                0.99,
                "document",
            )
        )
        self.taken[definition.start : definition.end] = b"\1" * (definition.end - definition.start)

    def _placed(self, expansion: str, start: int) -> str:
        """Return an expansion as its place asks for: without a word that stands there already, in its capitals."""
        line = bisect_right(self.capital_lines, (start, len(self.source)))
        if line and self.capital_lines[line - 1][1] > start:
            return expansion.upper()
        before = self.plain[max(0, start - _MOST_BEFORE) : start]
        previous = _WORDS_BEFORE.search(before)
        if previous:
            expansion = _without_repetition(expansion, previous[0].split())
            if previous[0].split()[-1] in _OFFICES:
                return _name_of_office(expansion)
        return vn.capitalise(expansion) if self._begins_sentence(start) else expansion

    def _line(self, offset: int) -> int:
        """Return the number of the line that holds ``offset``, counted from 1."""
        return bisect_right(self.line_ends, offset - 1) + 1

    def _begins_sentence(self, start: int) -> bool:
        return _SENTENCE_START.search(self.plain[max(0, start - _MOST_BEFORE) : start]) is not None


def _without_repetition(expansion: str, before: list[str]) -> str:
    """Drop the words an expansion begins with that stand before it already: ``Ban QLDA`` is one Ban.

    A single syllable only if it is a word by itself: ``Đảng ủy UBND`` keeps its two ``ủy``.
    """
    words = expansion.split()
    shortest = 1 if before[-1] in _HEADS else _WHOLE_WORD
    for n in range(min(len(before), len(words) - 1), shortest - 1, -1):
        if [vn.fold(w) for w in words[:n]] == [vn.fold(w) for w in before[-n:]]:
            return " ".join(words[n:])
    return expansion


def _name_of_office(expansion: str) -> str:
    """Return what an office is for in the capitals of its name: ``Sở Lao động - Thương binh và Xã hội``."""
    return _PART_OF_NAME.sub(lambda m: m[1] + m[2].upper(), expansion)
