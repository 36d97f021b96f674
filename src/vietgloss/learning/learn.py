"""Which English stands for which Vietnamese in sentence pairs.

A term and its English stand in the same pairs. How surprising that is, is measured by Dunning's likelihood ratio
(Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19, 1993), how complete by
Dice's coefficient. The best match of all is taken first, and what it covers is not given to another (competitive
linking: Melamed, Models of translational equivalence, Computational Linguistics 26, 2000).
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from vietgloss import text as vn
from vietgloss.glossary.plain import Record
from vietgloss.i18n import N_, _
from vietgloss.learning import english
from vietgloss.learning.candidates import Candidate, Run, candidates, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.glossary import Glossary, Term
    from vietgloss.glossary.plain import Section
    from vietgloss.learning.candidates import Span
    from vietgloss.learning.sentences import Pair, Sentence

Category = Literal["differs", "new", "agrees"]
_ORDER = (N_("differs"), N_("new"), N_("agrees"))
_SURPRISING = 10.83  # chi square with one degree of freedom, p = 0.001
_LOOSEST = 0.5
_SURE_COUNT, _SURE_SHARE, _SURE_SCORE = 3, 0.75, 0.75
_SHOWN = 3
_CONTEXT = 60
_LOOKED_AT = 10
# At least so many English words are expected for one syllable; at most one.
_WORDS = 0.45
_FAMILIAR, _STRANGE, _CAPITALS, _LENGTH, _POSITION, _LONGER = 0.6, 0.4, 0.3, 0.7, 0.7, 0.06
_LOWEST = 0.6
# The glossary's English is more likely paraphrased than called something else.
_DIFFERS, _DIFFERS_SHARE, _DIFFERS_COUNT = 0.6, 0.5, 3
# Of a term that stands in two pairs only, with many words that do so too, more must speak than that.
_FEW, _MOST_EQUAL, _PLAIN = 2, 2, 1.25
_PREFIX = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """A pair in which both stand: the sentences with their places."""

    source: Sentence
    target: Sentence

    def __str__(self) -> str:
        a, b = self.source, self.target
        return f"{a.path}:{a.line}: {a.text} | {b.path}:{b.line}: {b.text}"


@dataclass(frozen=True)
class Learned:
    """What the pairs say about a term.

    Attributes:
        category: ``agrees`` (the translation uses the glossary's English), ``differs`` (it uses another) or ``new``
            (the glossary has no English for it).
        name: The Vietnamese.
        english: What stands for it here, or the glossary's if it agrees.
        together: In how many sentences both stand.
        count: In how many sentences the Vietnamese stands.
        target: The glossary's English, or None.
        places: Some of the pairs.
        score: From 0 to about 1: how well they fit each other.
    """

    category: Category
    name: str
    english: str
    together: int
    count: int
    target: str | None
    places: tuple[Evidence, ...]
    score: float

    @property
    def why(self) -> str:
        """What speaks for it, in words."""
        seen = _("in {together} of {count} sentences").format(together=self.together, count=self.count)
        return (
            _("{seen}; glossary: {target}; here: {english}").format(seen=seen, target=self.target, english=self.english)
            if self.category == "differs"
            else seen
        )

    @property
    def sure(self) -> bool:
        """Whether it may stand in a glossary as it is: a new term, seen often enough with nearly no exception."""
        enough = self.together >= _SURE_COUNT and self.together >= _SURE_SHARE * self.count
        return self.category == "new" and enough and self.score >= _SURE_SCORE

    @property
    def record(self) -> Record:
        """The entry to add; where the glossary's English differs, that stays right too."""
        fields: dict[str, Any] = {"target": self.english}
        if self.category == "differs":
            fields["also"] = [self.target]
        section: Section = "terms"
        return Record(section, self.name, fields)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, for JSON."""
        return {
            "category": self.category,
            "name": self.name,
            "english": self.english,
            "together": self.together,
            "count": self.count,
            "glossary": self.target,
            "score": round(self.score, 3),
            "sure": self.sure,
            "places": [
                {
                    "source": {"path": e.source.path, "line": e.source.line, "text": e.source.text},
                    "target": {"path": e.target.path, "line": e.target.line, "text": e.target.text},
                }
                for e in self.places
            ],
        }


def learn(pairs: Sequence[Pair], glossary: Glossary, fewest: int = 2) -> list[Learned]:
    """Return which English stands for which Vietnamese: what differs from the glossary first, then what is new.

    Args:
        pairs: Sentences and their translations.
        glossary: What is known already.
        fewest: In how many pairs both must stand.
    """
    return _Learner(pairs, glossary, fewest).learn()


@dataclass(frozen=True, slots=True)
class _Option:
    score: float
    candidate: Candidate
    stems: tuple[str, ...]
    pairs: frozenset[int]


class _Learner:
    def __init__(self, pairs: Sequence[Pair], glossary: Glossary, fewest: int) -> None:
        self._pairs = pairs
        self._fewest = fewest
        self._words = [english.words(pair.target.text) for pair in pairs]
        self._runs = runs(self._words, fewest)
        self._stems: list[set[tuple[str, ...]]] = [set() for _ in pairs]
        for stems, run in self._runs.items():
            for number in run.places:
                self._stems[number].add(stems)
        self._candidates = candidates(pairs, glossary, fewest)
        self._lengths = [max(1, len(pair.source.text.split())) for pair in pairs]
        # For each pair: which Vietnamese span has taken which English span.
        self._taken: list[list[tuple[Span, Span]]] = [[] for _ in pairs]
        self._known: list[list[tuple[Span, frozenset[str]]]] = [[] for _ in pairs]

    def learn(self) -> list[Learned]:
        found = []
        open_pairs: list[tuple[Candidate, frozenset[int]]] = []
        for candidate in sorted(self._candidates, key=lambda c: -len(c.text)):
            agreeing = self._agreeing(candidate) if candidate.term and candidate.term.target else frozenset()
            if len(agreeing) >= self._fewest and candidate.term:
                found.append(self._agrees(candidate, candidate.term, agreeing))
            left = frozenset(candidate.places) - agreeing
            if len(left) >= self._fewest:
                open_pairs.append((candidate, left))
        options = [o for candidate, left in open_pairs for o in self._options(candidate, left)]
        done: set[int] = set()
        for option in sorted(options, key=lambda o: (-o.score, o.candidate.text, o.stems)):
            if id(option.candidate) not in done:
                links = self._links(option)
                if len({number for number, _, _ in links}) >= self._enough(option.candidate, len(option.pairs)):
                    done.add(id(option.candidate))
                    found += self._linked(option, links)
        return sorted(found, key=lambda x: (_ORDER.index(x.category), -x.together * x.score, x.name))

    def _agreeing(self, candidate: Candidate) -> frozenset[int]:
        """Return the pairs whose English holds the glossary's, and take that English."""
        term = candidate.term
        assert term is not None  # noqa: S101  # the caller looked
        variants = [tuple(w.stem for w in english.words(v)) for v in (term.target, *term.also)]
        stems = frozenset(stem for variant in variants for stem in variant)
        found = set()
        for number, spans in candidate.places.items():
            words = [w.stem for w in self._words[number]]
            for span in spans:
                self._known[number].append((span, stems))
                places = (
                    (i, i + len(v))
                    for v in variants
                    if v
                    for i in range(len(words))
                    if tuple(words[i : i + len(v)]) == v
                )
                free = next((p for p in places if self._is_free(number, span, p)), None)
                if free:
                    self._taken[number].append((span, free))
                    found.add(number)
        return frozenset(found)

    def _agrees(self, candidate: Candidate, term: Term, pairs: frozenset[int]) -> Learned:
        share = len(pairs) / len(candidate.places)
        places = tuple(self._evidence(number) for number in sorted(pairs)[:_SHOWN])
        return Learned(
            "agrees", candidate.text, term.target, len(pairs), len(candidate.places), term.target, places, share
        )

    def _options(self, candidate: Candidate, left: frozenset[int]) -> list[_Option]:
        together: Counter[tuple[str, ...]] = Counter()
        for number in left:
            together.update(self._stems[number])
        known = english_of(candidate.term)
        least = self._enough(candidate, len(left))
        options = []
        equal: set[str] = set()  # words that stand in the very same pairs
        for stems, both in together.items():
            run = self._runs[stems]
            if both < least or _is_akin(stems, known):
                continue
            dice = 2 * both / (len(left) + len(run.places))
            if dice < (_DIFFERS if known else _LOOSEST):
                continue
            if surprise(both, len(left), len(run.places), len(self._pairs)) < _SURPRISING:
                continue
            pairs = frozenset(left & run.places.keys())
            if dice == 1:
                equal.update(stems)
            score = dice * self._fit(candidate, stems, run, pairs)
            if score >= _LOWEST:
                options.append(_Option(score, candidate, stems, pairs))
        blurred = len(left) == _FEW and len(equal) > len(vn.WORD.findall(candidate.text)) + _MOST_EQUAL
        return [o for o in options if o.score > _PLAIN] if blurred else options

    def _enough(self, candidate: Candidate, pairs: int) -> float:
        """Return in how many of ``pairs`` an English must stand to be taken for that of a candidate."""
        least = max(self._fewest, _LOOSEST * pairs)
        if candidate.term and candidate.term.target:
            least = max(least, _DIFFERS_SHARE * len(candidate.places), min(_DIFFERS_COUNT, len(candidate.places)))
        return least

    def _fit(self, candidate: Candidate, stems: tuple[str, ...], run: Run, pairs: frozenset[int]) -> float:
        """Return what multiplies the score for length, place, capitals, and the English of known parts."""
        some = sorted(pairs)[:_LOOKED_AT]
        syllables = len(vn.WORD.findall(candidate.text))
        full = sum(stem not in english.EDGES for stem in stems)
        off = max(full / (syllables + 1), _WORDS * syllables / len(stems), 1.0)
        apart = familiar = 0.0
        capitals = 0
        for number in some:
            span, words = candidate.places[number][0], self._words[number]
            start, end = min(run.places[number], key=lambda p: abs(self._apart(number, span, p)))
            apart += abs(self._apart(number, span, (start, end)))
            known = [s for inner, s in self._known[number] if _holds(span, inner) and inner != span]
            if known:
                inside = frozenset().union(*known)
                if inside.issuperset(stems):
                    return 0.0  # the English of a part only
                familiar += _FAMILIAR * len(inside & set(stems)) / len(set(stems)) if inside & set(stems) else -_STRANGE
            capitals += self._pairs[number].target.text[words[start].start].isupper()
        # "chi bộ" is a "Party cell": a capital is expected only where the Vietnamese has one.
        lacks = candidate.text[:1].isupper() and 2 * capitals <= len(some)
        return float(
            off**-_LENGTH
            * (1 + _LONGER * len(stems))
            * (1 - _POSITION * min(1.0, apart / len(some)))
            * (1 + familiar / len(some))
            * (1 - _CAPITALS if lacks else 1)
        )

    def _apart(self, number: int, span: Span, place: Span) -> float:
        """Return how far apart two spans are, as a share of the sentence."""
        here = (span[0] + span[1]) / 2 / self._lengths[number]
        return here - (place[0] + place[1]) / 2 / len(self._words[number])

    def _links(self, option: _Option) -> list[tuple[int, Span, Span]]:
        """Return the places where both are still free."""
        links = []
        for number in sorted(option.pairs):
            for span in option.candidate.places[number]:
                places = [p for p in self._runs[option.stems].places[number] if self._is_free(number, span, p)]
                if places:
                    links.append((number, span, min(places, key=lambda p: abs(self._apart(number, span, p)))))
        return links

    def _is_free(self, number: int, span: Span, place: Span) -> bool:
        """Whether neither side is taken but by what lies inside the Vietnamese span."""
        return all(
            (_holds(span, source) and source != span) or not (_meet(span, source) or _meet(place, target))
            for source, target in self._taken[number]
        )

    def _linked(self, option: _Option, links: list[tuple[int, Span, Span]]) -> list[Learned]:
        candidate = option.candidate
        forms: Counter[str] = Counter()
        for number, span, place in links:
            self._taken[number].append((span, place))
            words, text = self._words[number], self._pairs[number].target.text
            form = text[words[place[0]].start : words[place[1] - 1].end]
            inner = words[place[0] + 1 : place[1]]
            first = place[0] == 0 and (not inner or any(text[w.start].islower() and english.is_edge(w) for w in inner))
            forms[form[:1].lower() + form[1:] if first and not form[:2].isupper() else form] += 1
        written = min(forms, key=lambda f: (-forms[f], f.lower() != f, f))
        numbers = sorted({number for number, _, _ in links})
        target = candidate.term.target if candidate.term and candidate.term.target else None
        places = tuple(self._evidence(number) for number in numbers[:_SHOWN])
        category: Category = "differs" if target else "new"
        return [
            Learned(
                category, candidate.text, written, len(numbers), len(candidate.places), target, places, option.score
            )
        ]

    def _evidence(self, number: int) -> Evidence:
        return Evidence(self._pairs[number].source, self._pairs[number].target)


def surprise(both: int, first: int, second: int, total: int) -> float:
    """Return Dunning's log-likelihood ratio of two things that stand together in ``both`` of ``total`` pairs.

    >>> round(surprise(5, 5, 5, 100), 1)
    39.7
    """
    table = ((both, first - both), (second - both, total - first - second + both))
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    return 2 * sum(
        k * math.log(k * total / (rows[i] * columns[j]))
        for i, row in enumerate(table)
        for j, k in enumerate(row)
        if k > 0
    )


def english_of(term: Term | None) -> list[tuple[str, ...]]:
    """Return the stems of a term's English and its variants."""
    if term is None:
        return []
    return [tuple(w.stem for w in english.words(v)) for v in (term.target, *term.also) if v]


def _is_akin(stems: tuple[str, ...], known: list[tuple[str, ...]]) -> bool:
    """Whether ``stems`` say nothing new: part of a known English, or the same in another form (disbursed)."""
    n = len(stems)
    for whole in known:
        if any(whole[i : i + n] == stems for i in range(len(whole) - n + 1)):
            return True
        if "".join(stems).replace("-", "") == "".join(whole).replace("-", ""):
            return True
        if n == len(whole) and all(a[:_PREFIX] == b[:_PREFIX] for a, b in zip(stems, whole, strict=True)):
            return True
    return False


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _meet(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
