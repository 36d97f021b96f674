"""Which terms stand in a Vietnamese sentence, and whether their English stands in the translation.

Vietnamese does not inflect, so a term is found by its folded syllables. Of overlapping terms those are chosen that
cover most syllables with fewest terms: ``Đại hội Đảng bộ`` is ``Đại hội`` and ``Đảng bộ``, not ``Đại hội Đảng``.
A term with slots covers what stands in them too, and is given with its English for that place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from vietgloss import text as vn
from vietgloss.glossary import Term
from vietgloss.terms import slots
from vietgloss.terms.stems import stem
from vietgloss.terms.values import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vietgloss.glossary import Glossary, Sense

__all__ = ["Found", "TermCheck", "TermIndex", "check", "stem"]

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
        for entry in glossary.abbreviations.values():
            for sense in entry.senses:
                if sense.target:
                    name = vn.key(sense.expansion)
                    held = terms.get(name)
                    if held is None or held.origin.rank < sense.origin.rank:
                        terms[name] = _term_of(sense, sense.target)
        self._slotted: dict[str, list[slots.Pattern]] = {}
        held_by = {id(pattern.term): pattern for pattern in slots.patterns(glossary.terms.values())}
        self._by_word: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], Term]]] = {}
        for name, term in terms.items():
            if id(term) in held_by:
                continue
            words, gaps = _split(name)
            if words:
                self._by_word.setdefault(words[0], []).append((words, gaps, term))
        for pattern in held_by.values():
            self._slotted.setdefault(pattern.lead[0] if pattern.lead else "", []).append(pattern)
        self._guards = {id(t): tuple(vn.key(g) for g in t.not_in) for t in terms.values() if t.not_in}

    def find(self, sentence: str) -> list[Found]:
        """Return the terms that stand in a Vietnamese sentence, in order, without overlaps."""
        folded = vn.fold(sentence)
        words = list(vn.WORD.finditer(folded))
        gaps = [folded[a.end() : b.start()].strip() for a, b in pairwise(words)]
        slotted = self._in_slots(sentence, folded, words, gaps) if self._slotted else {}
        # best[i]: most syllables covered, then fewest terms, in words[i:]; with the way to get there.
        best: list[tuple[int, int, tuple[int, Term] | None]] = [(0, 0, None)] * (len(words) + 1)
        for i in range(len(words) - 1, -1, -1):
            best[i] = (*best[i + 1][:2], None)
            for term_words, term_gaps, term in self._by_word.get(words[i][0], ()):
                n = len(term_words)
                if n > len(words) - i or (best[i + n][0] + n, best[i + n][1] - 1) <= best[i][:2]:
                    continue
                if any(words[i + k][0] != term_words[k] for k in range(1, n)):
                    continue
                if any(gaps[i + k] != term_gaps[k] for k in range(n - 1)):
                    continue
                if self._hidden(term, folded, words[i].start(), words[i + n - 1].end()):
                    continue
                best[i] = (best[i + n][0] + n, best[i + n][1] - 1, (n, term))
            for n, term in slotted.get(i, ()) if slotted else ():
                new = (best[i + n][0] + n, best[i + n][1] - 1)
                if new > best[i][:2] or (new == best[i][:2] and _outranks(n, term, best[i][2])):
                    best[i] = (*new, (n, term))
        return [Found(start, _behind(end, term, folded), term) for start, end, term in _chosen(best, words)]

    def _in_slots(
        self, sentence: str, folded: str, words: list[re.Match[str]], gaps: list[str]
    ) -> dict[int, list[tuple[int, Term]]]:
        """Return the terms with slots by the word they begin at: how many words each covers, and the filled term."""
        found: dict[int, list[tuple[int, Term]]] = {}
        texts = [word[0] for word in words]
        present = frozenset(texts)
        leading = [p for p in self._slotted.get("", ()) if p.words <= present]
        here: Words | None = None
        for i, text in enumerate(texts):
            for pattern in (*self._slotted.get(text, ()), *leading):
                if not (pattern.words <= present and texts[i : i + len(pattern.lead)] == pattern.lead):
                    continue
                here = here or Words(sentence, words, gaps)
                for end, values in pattern.at(here, i):
                    if self._hidden(pattern.term, folded, words[i].start(), words[end - 1].end()):
                        continue
                    term = pattern.filled(values)
                    if term is not None:
                        found.setdefault(i, []).append((end - i, term))
        return found

    def _hidden(self, term: Term, folded: str, start: int, end: int) -> bool:
        """Whether the term stands there inside a longer string that it is not to be seen in."""
        for guard in self._guards.get(id(term), ()):
            at = folded.find(guard, max(0, end - len(guard)), start + len(guard))
            if at >= 0 and at <= start and end <= at + len(guard):
                return True
        return False


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

    A term that stands twice must stand twice in the target; one with slots, where it holds the same. Number and
    possessive of the English may differ.
    """
    words = [stem(w) for w in _ENGLISH_WORD.findall(target)]
    seen: dict[tuple[str, str], int] = {}
    counts: dict[tuple[str, str], int] = {}
    checks = []
    for item in found:
        term = item.term
        same = (term.source, term.target)
        seen[same] = nth = seen.get(same, 0) + 1
        if same not in counts:
            counts[same] = _count(words, (term.target, *term.also))
        checks.append(TermCheck(sentence[item.start : item.end], term.target, counts[same] >= nth))
    return checks


def _count(words: list[str], variants: Iterable[str]) -> int:
    """Return how often any of ``variants`` stands in ``words``, not counting one place twice."""
    wanted = {tuple(stem(w) for w in _ENGLISH_WORD.findall(v)) for v in variants}
    lengths = sorted({len(w) for w in wanted if w}, reverse=True)
    count = i = 0
    while i < len(words):
        step = next((n for n in lengths if tuple(words[i : i + n]) in wanted), 0)
        count += bool(step)
        i += step or 1
    return count


def _split(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a folded term and what stands between them, spaces stripped."""
    words = list(vn.WORD.finditer(name))
    gaps = (name[a.end() : b.start()].strip() for a, b in pairwise(words))
    return tuple(w[0] for w in words), tuple(gaps)
