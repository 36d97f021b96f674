"""Which terms stand in a Vietnamese sentence, and whether their English stands in the translation.

Vietnamese does not inflect, so a term is found by its folded syllables. Of overlapping terms those are chosen that
cover most syllables with fewest terms: ``Đại hội Đảng bộ`` is ``Đại hội`` and ``Đảng bộ``, not ``Đại hội Đảng``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from vietgloss import text as vn
from vietgloss.glossary import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vietgloss.glossary import Glossary

_ENGLISH_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a sentence: its span in the sentence (characters, end exclusive) and the entry."""

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
                        also = sense.also
                        terms[name] = Term(sense.expansion, sense.target, also, note=sense.note, origin=sense.origin)
        self._by_word: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], Term]]] = {}
        for name, term in terms.items():
            words, gaps = _split(name)
            if words:
                self._by_word.setdefault(words[0], []).append((words, gaps, term))
        self._guards = {id(t): tuple(vn.key(g) for g in t.not_in) for t in terms.values() if t.not_in}

    def find(self, sentence: str) -> list[Found]:
        """Return the terms that stand in a Vietnamese sentence, in order, without overlaps."""
        folded = vn.fold(sentence)
        words = list(vn.WORD.finditer(folded))
        gaps = [folded[a.end() : b.start()].strip() for a, b in pairwise(words)]
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
        found, i = [], 0
        while i < len(words):
            step = best[i][2]
            if step is None:
                i += 1
            else:
                found.append(Found(words[i].start(), words[i + step[0] - 1].end(), step[1]))
                i += step[0]
        return found

    def _hidden(self, term: Term, folded: str, start: int, end: int) -> bool:
        """Whether the term stands there inside a longer string that it is not to be seen in."""
        for guard in self._guards.get(id(term), ()):
            at = folded.find(guard, max(0, end - len(guard)), start + len(guard))
            if at >= 0 and at <= start and end <= at + len(guard):
                return True
        return False


def check(found: Sequence[Found], sentence: str, target: str) -> list[TermCheck]:
    """Tell for each term found in ``sentence`` whether its English, or a variant of it, stands in ``target``.

    A term that stands twice must stand twice in the target. Number and possessive of the English may differ.
    """
    words = [stem(w) for w in _ENGLISH_WORD.findall(target)]
    seen: dict[int, int] = {}
    counts: dict[int, int] = {}
    checks = []
    for item in found:
        term = item.term
        seen[id(term)] = nth = seen.get(id(term), 0) + 1
        if id(term) not in counts:
            counts[id(term)] = _count(words, (term.target, *term.also))
        checks.append(TermCheck(sentence[item.start : item.end], term.target, counts[id(term)] >= nth))
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


def stem(word: str) -> str:
    """Return an English word without case, possessive, number and tense, for comparison only."""
    word = word.lower().replace("’", "'")
    word = re.sub(r"'s?$", "", word)
    if len(word) <= _SHORT or word.endswith("ss"):
        return word
    if word.endswith("ings"):
        word = word[:-1]
    for suffix in ("ing", "ed"):
        if word.endswith(suffix) and len(word) > len(suffix) + _SHORT:
            word = word.removesuffix(suffix)
            return word[:-1] if word[-1] == word[-2] else word.removesuffix("e")
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    return word.removesuffix("s").removesuffix("e")


def _split(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a folded term and what stands between them, spaces stripped."""
    words = list(vn.WORD.finditer(name))
    gaps = (name[a.end() : b.start()].strip() for a, b in pairwise(words))
    return tuple(w[0] for w in words), tuple(gaps)
