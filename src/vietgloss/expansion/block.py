"""One stretch of a document: what is protected, the places, the choice for each, and the text that comes of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.expansion import compound, match, protect, sense
from vietgloss.expansion.context import Context, Nearby
from vietgloss.expansion.later import Later
from vietgloss.expansion.result import Ambiguous, Edit, Expansion, Protected, Unknown, apply
from vietgloss.expansion.standing import credited, numbered
from vietgloss.expansion.write import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from vietgloss.expansion.define import Definition
    from vietgloss.expansion.defined import Definitions
    from vietgloss.glossary import Abbreviation, Glossary

_CODE = re.compile(r"(?=(?:.*[A-ZĐƯ]){2})[A-ZĐƯÔƠĂÂÊ]+(?:[a-zđư]{1,2}[A-ZĐƯ]*)?\d{0,3}")
_GLUED = frozenset("_#@\\")
_ROUNDS = 3
_ONE_LETTER = 2
_LONGEST_WORD = 12
_SHORT = 2
_SURNAME_LETTERS = frozenset("Ch. Gi. Kh. Ng. Ngh. Nh. Ph. Qu. Th. Tr.".split())
_DOT_AND_SMALL = re.compile(rf"\. (?=[{vn.LOWER}])")
_SURE = 0.9
"""A choice this sure does not wait for what the rest of the document says."""


@dataclass(frozen=True)
class Knowledge:
    """What holds for a whole document: the glossary, what the document defines, and what to do when in doubt."""

    glossary: Glossary
    index: match.Index
    entries: Mapping[str, Abbreviation]
    definitions: Definitions
    parts: Mapping[str, Abbreviation]
    ambiguous: str


@dataclass(slots=True)
class _Place:
    """A candidate: where, the spelling found there (None: an abbreviation nobody knows), and what was decided."""

    start: int
    end: int
    spelling: str | None
    result: Edit | Ambiguous | Protected | None = None
    open: bool = False


@dataclass(slots=True)
class _Chain:
    """Words joined without a space; they are all written out, or none is."""

    start: int
    end: int
    places: list[_Place] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        """Whether every place has been decided, so that the chain can be written."""
        return len(self.places) == 1 or all(isinstance(p.result, Edit | Protected) for p in self.places)


class Block:
    """Expands one stretch.

    Args:
        source: The stretch, NFC.
        knowledge: What holds for the whole document.
        kept: Spans of the stretch that are not to be touched.
        defined: The definitions that stand in it, in order.
        offset: Where in the document it begins, in characters.
        line: The number of its first line.
    """

    def __init__(
        self,
        source: str,
        knowledge: Knowledge,
        kept: Sequence[tuple[int, int]],
        defined: Sequence[Definition],
        offset: int,
        line: int,
    ) -> None:
        self._source = source
        self._plain = plain = vn.plain(source)
        self._know = knowledge
        self._defined = defined
        self._offset = offset
        self._line = line
        self._writer = Writer(plain, protect.capital_lines(plain))
        self._protected = protect.find(source, plain, knowledge.parts, kept)
        self._nearby = Nearby(plain, knowledge.entries)
        self._taken = bytearray(len(source))
        self._edits: list[Edit] = []
        self._unknown: list[tuple[str, int, int]] = []
        for start, end in kept:
            self._take(start, end)
        for span in self._protected:
            self._take(span.start, span.end)

    def expand(self) -> Expansion:
        """Return what becomes of the stretch; offsets count from its beginning."""
        for definition in self._defined:
            if definition.start < definition.end and not self._is_taken(definition.start, definition.end):
                self._take_out(definition)
        chains = list(self._chains())
        for chain in chains:
            for place in chain.places:
                self._decide(place)
        self._settle(chains)
        ambiguous: list[Ambiguous] = []
        for chain in chains:
            self._close(chain, ambiguous)
        edits = _in_order(self._edits)
        counts = Counter(surface for surface, _, _ in self._unknown)
        first = {surface: (start, end) for surface, start, end in reversed(self._unknown)}
        return Expansion(
            self._source,
            apply(self._source, edits),
            tuple(edits),
            tuple(sorted(self._protected, key=lambda p: p.start)),
            tuple(ambiguous),
            tuple(Unknown(s, n, *first[s]) for s, n in counts.most_common()),
            first_line=self._line,
        )

    def _take(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\1" * (end - start)

    def _is_taken(self, start: int, end: int) -> bool:
        return self._taken.find(1, start, end) >= 0

    # -- the places ----------------------------------------------------------------------------------------

    def _chains(self) -> Iterator[_Chain]:
        own = self._know.definitions.index
        done = 0
        for start, end in match.chains(self._plain, self._know.index.odd, own.odd):
            if self._plain[start - 1 : start] in _GLUED or self._plain[end : end + 1] in _GLUED:
                continue  # part of a file's or an account's name
            places = list(self._places(max(start, done), end, own))
            if places:
                done = max(end, places[-1].end)  # a spelling with spaces reaches over the chain's end
                yield _Chain(start, done, places)

    def _places(self, start: int, end: int, own: match.Index) -> Iterator[_Place]:
        """Give the abbreviations of a chain: the longest spelling at each word, then unknown codes."""
        at = start
        for word in vn.WORD.finditer(self._plain, start, end):
            if word.start() < at or self._taken[word.start()]:
                continue
            found = self._know.index.at(self._plain, word)
            defined = own.at(self._plain, word) if own else None
            if defined is not None and (found is None or defined[2] >= found[2]):
                found = defined
            if found is not None and not self._is_taken(found[1], found[2]) and not self._is_initial(found):
                end = self._without_full_stop(found[2])
                if end - found[1] <= _SHORT and _DOT_AND_SMALL.match(self._plain, end):
                    end += 1  # xã, P. mới
                yield _Place(found[1], end, self._spelled(found[0]) if end < found[2] else found[0])
                at = max(end, found[2])
            elif _CODE.fullmatch(word[0]) and not vn.has_marks(word[0]):
                yield _Place(word.start(), word.end(), None)
                at = word.end()

    def _is_initial(self, found: tuple[str, int, int]) -> bool:
        """Tell whether a letter and a dot are of a name: ``Nguyễn Q. Hùng``, ``Tr. Q. Hùng``; not ``Công an Q. Ba``."""
        if len(found[0]) != _ONE_LETTER or found[0][1] != ".":
            return False
        before = self._plain[max(0, found[1] - _LONGEST_WORD) : found[1]].split(" ")
        if len(before) <= 1 or before[-1] != "":
            return False
        return (before[-2].isalpha() and before[-2].istitle()) or before[-2] in _SURNAME_LETTERS

    def _without_full_stop(self, end: int) -> int:
        """Leave a full stop that ends a line to the line, even where the spelling has one (``TP.``)."""
        if self._plain[end - 1] != ".":
            return end
        rest = self._plain[end : end + _LONGEST_WORD].lstrip(' "”)')
        ends = not rest or (rest[0] in "\r\n" and not match.NAME_ON_NEXT_LINE.match(rest))
        return end - 1 if ends else end

    def _spelled(self, spelling: str) -> str:
        """Return a spelling without its full stop, which ends the line: a title (``TS.``) stands before a name."""
        return spelling[:-1] if spelling[:-1] in self._know.entries else spelling

    # -- deciding ------------------------------------------------------------------------------------------

    def _decide(self, place: _Place) -> None:
        """Decide a place by what stands around it; what is not sure stays open."""
        if place.spelling is None:
            self._choose(place, self._around(place), at_once=True)
            return
        entry = self._know.entries.get(place.spelling)
        definition = self._know.definitions.at(place.spelling, self._offset + place.start, entry)
        if definition is not None:
            known = definition.known
            before = definition.since <= self._offset + place.start
            reason = f"{'defined' if before else 'defined further on'} in the document, line {definition.line}"
            target = known.target if known else self._know.glossary.target_of(definition.full)
            sense_id, also = (known.id, known.also) if known else ("", ())
            kind, origin = "abbreviation", "document"
            place.result = self._edit(
                place, definition.full, target, kind, sense_id, reason, 0.99 if before else 0.9, origin, also
            )
        elif entry is None:
            place.spelling = None
        elif credited(self._plain, place.start, place.end, entry):
            place.result = Protected(place.start, place.end, self._source[place.start : place.end], "credit")
        elif entry.keep or place.spelling in self._know.definitions.names:
            place.result = Protected(place.start, place.end, self._source[place.start : place.end], "keep")
        elif entry.ambiguous:
            self._choose(place, self._around(place), at_once=True)
        else:
            self._by_choice(place, sense.only(entry))

    def _around(self, place: _Place) -> Context:
        return Context.around(self._plain, place.start, place.end, self._nearby)

    def _choose(self, place: _Place, context: Context, policy: str = "keep", *, at_once: bool = False) -> bool:
        """Choose a meaning, or the parts of a compound; tell whether that was possible.

        ``at_once`` asks for a choice that need not wait for what others become.
        """
        if place.spelling is None:
            place.result = self._compound(place, context)
            place.open = place.result is None and compound.possible(self._word(place), self._know.parts)
            return place.result is not None
        entry = self._know.entries[place.spelling]
        choice = sense.choose(entry, context, policy=policy, at_least=_SURE if at_once else 0.0)
        place.open = choice.sense is None
        if place.open:
            options = tuple(s.expansion for s in entry.senses)
            surface = self._source[place.start : place.end]
            place.result = Ambiguous(place.start, place.end, surface, options, choice.reason)
            return False
        self._by_choice(place, choice)
        # What stays in the text is looked at again with the rest: its surroundings may change.
        place.open = isinstance(place.result, Protected)
        return not place.open

    def _by_choice(self, place: _Place, choice: sense.Choice) -> None:
        chosen = choice.sense
        assert chosen is not None  # noqa: S101  # both callers have made sure
        if chosen.keep:
            place.result = Protected(place.start, place.end, self._source[place.start : place.end], "keep")
            return
        place.result = self._edit(
            place,
            chosen.expansion.upper() if place.spelling and place.spelling[-1] == match.SIGNED else chosen.expansion,
            chosen.target,
            "abbreviation",
            chosen.id,
            choice.reason,
            choice.confidence,
            str(chosen.origin),
            chosen.also,
        )

    def _word(self, place: _Place) -> str:
        return self._plain[place.start : place.end]

    def _compound(self, place: _Place, context: Context) -> Edit | None:
        if self._plain[place.start - 1 : place.start] == "(" and self._plain[place.end : place.end + 1] == ")":
            return None  # the short form of the name before it, in whatever language
        if numbered(self._plain, place.start):
            return None
        made = compound.find(self._word(place), self._know.parts, context)
        if made is None:
            return None
        return self._edit(
            place,
            made.expansion,
            self._know.glossary.target_of(made.expansion),
            "compound",
            "",
            f"made of {' + '.join(made.parts)}",
            made.confidence,
            "; ".join(dict.fromkeys(str(s.origin) if s.origin.line else s.origin.path for s in made.senses)),
            (),
        )

    def _edit(  # the fields of an edit
        self,
        place: _Place,
        full: str,
        target: str | None,
        kind: str,
        sense_id: str,
        reason: str,
        confidence: float,
        origin: str,
        also: tuple[str, ...],
    ) -> Edit:
        written = self._writer.write(place.start, place.end, full)
        start, end, text = written.start, written.end, written.text
        if text and self._plain[place.end : place.end + 1].isalnum():
            text += " "  # the space that a dot stood for (TP.Cà Mau), or that was left out (QL6)
        return Edit(start, end, self._source[start:end], text, target, kind, sense_id, reason, confidence, origin, also)

    # -- what is open: again, in the text as it has become ---------------------------------------------------

    def _settle(self, chains: Sequence[_Chain]) -> None:
        """Decide what stayed open, by the words that others have become and by the whole stretch.

        That is done in the text with all decided places written out, until nothing changes, so that expanding the
        outcome once more finds the same evidence and changes nothing.
        """
        for _ in range(_ROUNDS):
            if not self._again(chains, "keep"):
                break
        if self._know.ambiguous == "best":
            self._again(chains, "best")

    def _again(self, chains: Sequence[_Chain], policy: str) -> bool:
        """Decide once more what is open; tell whether anything changed."""
        waiting = [p for c in chains for p in c.places if p.open]
        if not waiting:
            return False
        settled = (p.result for c in chains if c.settled for p in c.places)
        made = _in_order([*self._edits, *(r for r in settled if isinstance(r, Edit))])
        now = Later(self._source, made, self._know.entries, self._line)
        changed = False
        for place in waiting:
            # As it would be if the outcome were expanded: at once if that is sure, else by the whole stretch.
            changed |= self._choose(place, now.nearby(place.start, place.end), at_once=True) or self._choose(
                place, now.around(place.start, place.end), policy
            )
        return changed

    # -- writing -------------------------------------------------------------------------------------------

    def _close(self, chain: _Chain, ambiguous: list[Ambiguous]) -> None:
        """Make the edits of a chain, or report why it was left."""
        if not chain.settled:
            unknown = any(p.spelling is None and p.result is None for p in chain.places)
            if unknown:
                self._unknown.append((self._source[chain.start : chain.end], chain.start, chain.end))
            else:
                ambiguous += [p.result for p in chain.places if isinstance(p.result, Ambiguous)]
            return
        places = chain.places
        for i, place in enumerate(places):
            result = place.result
            if isinstance(result, Edit):
                self._edits.append(_spaced(result, self._gap(places, i), self._gap(places, i + 1)))
            elif isinstance(result, Ambiguous):
                ambiguous.append(result)
            elif isinstance(result, Protected):
                self._protected.append(result)
            else:
                self._unknown.append((self._source[place.start : place.end], place.start, place.end))

    def _gap(self, places: Sequence[_Place], i: int) -> str:
        """Return what stands between the places before and at ``i`` of a chain, if both are written out."""
        if 0 < i < len(places) and isinstance(places[i - 1].result, Edit) and isinstance(places[i].result, Edit):
            return self._plain[places[i - 1].end : places[i].start]
        return ""

    def _take_out(self, definition: Definition) -> None:
        start, end = definition.start, definition.end
        line = self._line + self._source.count("\n", 0, start)
        reason = f"defines {definition.surface} on line {line}"
        surface = self._source[start:end]
        self._edits.append(Edit(start, end, surface, "", None, "definition", "", reason, 0.99, "document"))
        self._take(start, end)


def _in_order(edits: Sequence[Edit]) -> list[Edit]:
    """Return edits in order; of two that reach into each other, the later one goes."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _spaced(edit: Edit, gap_before: str, gap_after: str) -> Edit:
    """Give full forms the spaces that abbreviations joined by a hyphen do without; ``&`` becomes a word."""
    text, end, surface = edit.expansion, edit.end, edit.surface
    if gap_before == "-":
        text = f" {text}"
    if gap_after == "-":
        text = f"{text} "
    if gap_after.strip() == "&":
        text, end, surface = f"{text} và ", end + len(gap_after), surface + gap_after
    return edit if text == edit.expansion else replace(edit, expansion=text, end=end, surface=surface)
