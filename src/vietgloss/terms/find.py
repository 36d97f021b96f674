"""Which terms stand in a Vietnamese sentence, and whether their English stands in the translation.

Vietnamese does not inflect, so a term is found by its folded syllables. Of overlapping terms those are chosen that
cover most syllables with fewest terms: ``Đại hội Đảng bộ`` is ``Đại hội`` and ``Đảng bộ``, not ``Đại hội Đảng``.
A term with slots covers what stands in them too, and is given with its English for that place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vietgloss import text as vn
from vietgloss.glossary import Term
from vietgloss.terms import meanings, posts, slots
from vietgloss.terms.around import with_place
from vietgloss.terms.forms import right_forms
from vietgloss.terms.stems import stem
from vietgloss.terms.values import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vietgloss.glossary import Glossary, Sense

    _Entry = tuple[int, list[str], list[str], Term]
    """Its number in the glossary, its folded words, what stands between them, and the term."""

__all__ = ["Found", "TermCheck", "TermIndex", "check", "stem"]

_CACHED = 1 << 13
_REMEMBERED = 1 << 12
_ORDINAL = re.compile(r"[0-9]{1,3}(?:st|nd|rd|th)")
_ENGLISH_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a sentence: its span in the sentence (characters, end exclusive) and the entry.

    Of a term with slots, ``term`` has the pattern as its source, and the English for what stands in the slots there.
    """

    start: int
    end: int
    term: Term


@dataclass(frozen=True, slots=True)
class TermCheck:
    """Whether the English of a term that stands in the source stands in the target."""

    source: str
    target: str
    found: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the check as the JSON contract states it."""
        return {"source": self.source, "target": self.target, "found": self.found}


class TermIndex:
    """The terms of a glossary, and the full forms of its abbreviations that have an English."""

    def __init__(self, glossary: Glossary) -> None:
        terms = dict(glossary.terms)
        alike: list[tuple[str, list[Sense]]] = []
        for entry in glossary.abbreviations.values():
            by_name: dict[str, list[Sense]] = {}
            for sense in entry.senses:
                name = vn.key(sense.expansion)
                by_name.setdefault(name, []).append(sense)
                if sense.target and not (sense.origin.layer == "shipped" and name in _common()):
                    held = terms.get(name)
                    if held is None or held.origin.rank < sense.origin.rank:
                        terms[name] = _term_of(sense, sense.target)
            alike += [(name, senses) for name, senses in by_name.items() if len(senses) > 1]
        self._meanings = meanings.collect(alike, terms, _term_of)
        several = {name for name, _ in alike}
        terms |= posts.derived({name: term for name, term in terms.items() if name not in several}, terms)
        self._slotted: dict[str, list[slots.Pattern]] = {}
        held_by = {id(pattern.term): pattern for pattern in slots.patterns(terms.values())}
        # By the first word, or the first two; each with its number, by which the first of equal ones wins.
        self._single: dict[str, list[_Entry]] = {}
        self._longer: dict[tuple[str, str], list[_Entry]] = {}
        for number, (name, term) in enumerate(terms.items()):
            if id(term) in held_by:
                continue
            words, gaps = _split(name)
            if len(words) > 1:
                self._longer.setdefault((words[0], words[1]), []).append((number, words, gaps, term))
            elif words:
                self._single.setdefault(words[0], []).append((number, words, gaps, term))
        for pattern in held_by.values():
            self._slotted.setdefault(pattern.lead[0] if pattern.lead else "", []).append(pattern)
        # It is asked again for one sentence: for its key, its translation and its checks.
        self._remembered = lru_cache(_REMEMBERED)(self._found)
        self._guards = {id(t): tuple(vn.key(g) for g in t.not_in) for t in terms.values() if t.not_in}

    def find(self, sentence: str, *, english_figures: bool = False) -> list[Found]:
        """Return the terms that stand in a Vietnamese sentence, in order, without overlaps.

        Args:
            sentence: The sentence, in NFC.
            english_figures: Whether its figures are in English form already: ``5,096`` and ``56.4``.
        """
        return list(self._remembered(sentence, english_figures))

    def _found(self, sentence: str, english_figures: bool) -> tuple[Found, ...]:
        folded = vn.fold(sentence)
        words = list(vn.WORD.finditer(folded))
        texts = [word[0] for word in words]
        gaps = [folded[a.end() : b.start()].strip() for a, b in pairwise(words)]
        slotted = {}
        if self._slotted:
            slotted = self._in_slots(Words(sentence, words, gaps, english_figures=english_figures), folded, words)
        # best[i]: most syllables covered, then fewest terms, in words[i:]; with the way to get there.
        best: list[tuple[int, int, tuple[int, Term] | None]] = [(0, 0, None)] * (len(words) + 1)
        for i in range(len(words) - 1, -1, -1):
            best[i] = (*best[i + 1][:2], None)
            for _, term_words, term_gaps, term in self._beginning(texts[i : i + 2]):
                n = len(term_words)
                if n > len(words) - i or (best[i + n][0] + n, best[i + n][1] - 1) <= best[i][:2]:
                    continue
                if texts[i : i + n] != term_words or gaps[i : i + n - 1] != term_gaps:
                    continue
                if self._hidden(term, folded, words[i].start(), words[i + n - 1].end()):
                    continue
                best[i] = (best[i + n][0] + n, best[i + n][1] - 1, (n, term))
            for n, term in slotted.get(i, ()) if slotted else ():
                new = (best[i + n][0] + n, best[i + n][1] - 1)
                if new > best[i][:2] or (new == best[i][:2] and _outranks(n, term, best[i][2])):
                    best[i] = (*new, (n, term))
        return tuple(
            Found(
                start,
                _behind(end, term, folded),
                with_place(self._meant(term, sentence, folded, start, end), sentence, end),
            )
            for start, end, term in _chosen(best, words)
        )

    def _meant(self, term: Term, sentence: str, folded: str, start: int, end: int) -> Term:
        """Return a term, or another meaning of its full form for which more speaks there."""
        several = self._meanings.get(id(term))
        return meanings.chosen(several, sentence, folded, start, end) if several else term

    def _beginning(self, texts: list[str]) -> list[_Entry]:
        """Return the terms without slots that may begin with these one or two words, in the order of the glossary."""
        single = self._single.get(texts[0], [])
        longer = self._longer.get((texts[0], texts[1]), []) if len(texts) > 1 else []
        return sorted(single + longer, key=itemgetter(0)) if single and longer else single or longer

    def _in_slots(self, seen: Words, folded: str, words: list[re.Match[str]]) -> dict[int, list[tuple[int, Term]]]:
        """Return the terms with slots by the word they begin at: how many words each covers, and the filled term."""
        found: dict[int, list[tuple[int, Term]]] = {}
        texts = seen.folded
        present = frozenset(texts)
        leading = [p for p in self._slotted.get("", ()) if p.words <= present]
        for i, text in enumerate(texts):
            for pattern in (*self._slotted.get(text, ()), *leading):
                if not (pattern.words <= present and texts[i : i + len(pattern.lead)] == pattern.lead):
                    continue
                for end, values in pattern.at(seen, i):
                    if self._hidden(pattern.term, folded, words[i].start(), words[end - 1].end()):
                        continue
                    term = pattern.filled(values)
                    if term is not None:
                        found.setdefault(i, []).append((end - i, term))
        return found

    def _hidden(self, term: Term, folded: str, start: int, end: int) -> bool:
        """Whether the term stands there inside a longer string that it is not to be seen in, or begins within one."""
        for guard in self._guards.get(id(term), ()):
            at = folded.find(guard, max(0, end - len(guard)), start + len(guard))
            if at >= 0 and at <= start and end <= at + len(guard):
                return True
            # thẩm quyền | quyền Chủ tịch
            if 0 <= folded.find(guard, max(0, start - len(guard) + 1), start + len(guard) - 1) < start:
                return True
        return False


@cache
def _common() -> frozenset[str]:
    lines = Path(__file__).with_name("common.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(vn.key(line) for line in lines if line and line[0] != "#")


def _term_of(sense: Sense, target: str) -> Term:
    """Return the full form of an abbreviation as a term."""
    return Term(
        sense.expansion,
        target,
        sense.also,
        sense.forbidden,
        sense.short,
        note=sense.note,
        origin=sense.origin,
    )


def _chosen(
    best: list[tuple[int, int, tuple[int, Term] | None]], words: list[re.Match[str]]
) -> Iterator[tuple[int, int, Term]]:
    """Give the spans and terms along the best way through a sentence."""
    i = 0
    while i < len(words):
        step = best[i][2]
        if step is not None:
            yield words[i].start(), words[i + step[0] - 1].end(), step[1]
        i += step[0] if step else 1


def _behind(end: int, term: Term, folded: str) -> int:
    """Return where a term that ends at ``end`` with a word ends with its bracket: ``Trung ương 4 (khóa XI)``."""
    return end + 1 if term.source.endswith(")") and folded.startswith(")", end) else end


def _outranks(n: int, term: Term, held: tuple[int, Term] | None) -> bool:
    """Tell whether a filled term goes before another way to cover the same words, being of a higher layer."""
    return held is not None and held[0] == n and term.origin.rank > held[1].origin.rank


def check(found: Sequence[Found], sentence: str, target: str) -> list[TermCheck]:
    """Tell for each term found in ``sentence`` whether its English, or a variant of it, stands in ``target``.

    A term that stands twice must stand twice in the target; one with slots, where it holds the same. Number, tense and
    possessive of the English may differ. A place inside the English of a longer term is that term's alone: in
    ``Provincial Party Committee`` there is no ``Party Committee``.
    """
    if len(found) == 1 and target.strip(" .:").lower() == found[0].term.target.lower():
        only = found[0]  # a term alone in its line needs no dictionary for its forms
        return [TermCheck(sentence[only.start : only.end], only.term.target, found=True)]
    words = [stem(w) for w in _ENGLISH_WORD.findall(target)]
    waiting: dict[tuple[str, str], list[Found]] = {}
    for item in reversed(found):
        waiting.setdefault((item.term.source, item.term.target), []).append(item)
    at: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        at.setdefault(word, []).append(i)
    places = [place for same, items in waiting.items() for place in _places(words, at, same, items[0].term)]
    held: list[tuple[int, int, Found]] = []
    for start, end, same in sorted(places, key=lambda place: (place[0] - place[1], place[0])):  # longest first
        if waiting[same] and _is_free(start, end, waiting[same][-1], held):
            held.append((start, end, waiting[same].pop()))
    missing = {id(item) for items in waiting.values() for item in items}
    return [TermCheck(sentence[f.start : f.end], f.term.target, id(f) not in missing) for f in found]


def _places(
    words: Sequence[str], at: Mapping[str, list[int]], same: tuple[str, str], term: Term
) -> Iterator[tuple[int, int, tuple[str, str]]]:
    """Give the places of a term's English in stemmed words, with ``same``: the first word and the end.

    Args:
        words: The stemmed words.
        at: The places of each different one of them.
        same: What is given back with each place.
        term: The term.
    """
    for form in _stemmed(term.target, term.also):
        n = len(form)
        for i in at.get(form[0], ()):
            if tuple(words[i : i + n]) == form:
                yield i, i + n, same
            elif n > 1 and tuple(w for w in words[i : i + n + 1] if not _ORDINAL.fullmatch(w)) == form:
                yield i, i + n + 1, same  # Resolution of the 13th Congress


def _is_free(start: int, end: int, item: Found, held: Iterable[tuple[int, int, Found]]) -> bool:
    """Tell whether a place may count for a term beside those that others have.

    Two terms may share words, and what stands in one another or side by side in the source may do so in the English
    too: ``sinh viên đại học``, *university students*.
    """
    for first, last, other in held:
        if (item.term.source, item.term.target) == (other.term.source, other.term.target):
            taken = start < last and first < end
        else:
            within = first <= start and end <= last and end - start < last - first
            taken = within and not (item.start <= other.end + 1 and other.start <= item.end + 1)
        if taken:
            return False
    return True


@lru_cache(_CACHED)
def _stemmed(target: str, also: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Return the stems of a term's English, of its variants and of their irregular forms."""
    forms = (tuple(stem(w) for w in _ENGLISH_WORD.findall(form)) for form in right_forms(target, also))
    return frozenset(form for form in forms if form)


def _split(name: str) -> tuple[list[str], list[str]]:
    """Return the words of a folded term and what stands between them, spaces stripped."""
    if name.replace(" ", "").isalnum():  # as nearly all are, which saves a tenth of a second of every start
        plain = name.split()
        return plain, [""] * (len(plain) - 1)
    words = list(vn.WORD.finditer(name))
    gaps = [name[a.end() : b.start()].strip() for a, b in pairwise(words)]
    return [w[0] for w in words], gaps
