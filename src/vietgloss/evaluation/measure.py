"""What of a source line came through into its English: terms, and what must survive any translation.

Term success is the exact-match accuracy of the shared tasks (Alam et al., Findings of the WMT Shared Task on Machine
Translation Using Terminologies, WMT 2021), over places in the source, with inflected forms of the English counted as
right. Consistency is about the same English for the same term throughout a document (Semenov et al., Findings of the
WMT 2023 Shared Task on Machine Translation with Terminologies).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.evaluation.figures import Share
from vietgloss.glossary import Term
from vietgloss.terms import Found, check
from vietgloss.terms.stems import stem
from vietgloss.translation import items
from vietgloss.translation.tokens import loops

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from vietgloss.terms import TermIndex

_CODE = "code"
_WORD = re.compile(r"[\w']+")
_FAMILY = 4
"""So many letters are alike in words of one family: implement, implementation; lead, leadership."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a source line asks of its English: its text, glossary terms, terms that the test set names, items."""

    source: str
    terms: tuple[Found, ...]
    named: tuple[Found, ...]
    items: tuple[items.Item, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing wanted: its kind, its Vietnamese, its English, and whether that stands in the line."""

    kind: str
    vietnamese: str
    english: str
    found: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """A line of English against what was wanted.

    ``uses``: each place of a term, which is its Vietnamese and English there, with the English it got, or None.
    """

    terms: tuple[Hit, ...]
    named: tuple[Hit, ...]
    items: tuple[Hit, ...]
    uses: tuple[tuple[tuple[str, str], str | None], ...]
    loops: bool


def wanted(source: str, index: TermIndex, named: Sequence[Term] = ()) -> Wanted:
    """Return what an expanded source line asks of its English.

    Args:
        source: The line.
        index: The terms of the glossary.
        named: The terms that the test set names for this line.
    """
    found = items.find(source, with_asides=False)  # others may put them in other words
    if not any(c.islower() for c in source):
        found = [i for i in found if i.kind != _CODE]  # in a headline in capitals LÊ and AN are words
    places = [max(0, source.lower().find(term.source.lower())) for term in named]
    own = tuple(Found(at, min(len(source), at + len(t.source)), t) for at, t in zip(places, named, strict=True))
    return Wanted(source, tuple(index.find(source)), own, tuple(found))


def outcome(asked: Wanted, target: str) -> Outcome:
    """Tell for each thing that a source line asks for whether it stands in ``target``."""
    absent = {(i.start, i.end) for i in items.account(list(asked.items), target)[0]}
    return Outcome(
        _checked("term", asked.terms, asked.source, target),
        _checked("named-term", asked.named, asked.source, target),
        tuple(Hit(i.kind, i.source, i.target, (i.start, i.end) not in absent) for i in asked.items),
        tuple(_uses(asked, target)),
        loops(target),
    )


def consistency(uses: Iterable[tuple[Hashable, str | None]]) -> Share:
    """Return, for the terms that a document holds twice or more, the share of places with the most frequent English.

    The same words in another form or word class are the same English. A place where none of the glossary's English
    stands counts as another English each time.

    >>> consistency([("chi bộ", "Party cell"), ("chi bộ", "Party branch"), ("chi bộ", "Party cell"), ("xã", "commune")])
    Share(found=2, total=3)
    >>> consistency([("thực hiện", "implement"), ("thực hiện", "implementation"), ("thực hiện", "carry out")])
    Share(found=2, total=3)
    """
    by_term: defaultdict[Hashable, Counter[str | None]] = defaultdict(Counter)
    for term, english in uses:
        by_term[term][english and _family(english)] += 1
    often = [c for c in by_term.values() if c.total() > 1]
    return Share.sum(Share(max((n for e, n in c.items() if e is not None), default=0), c.total()) for c in often)


@lru_cache(maxsize=1 << 12)
def _family(english: str) -> str:
    """Return what the forms and word classes of a phrase have in common, for comparison."""
    return " ".join(stem(vn.fold(word))[:_FAMILY] for word in _WORD.findall(english.replace("’", "'")))


def _checked(kind: str, found: tuple[Found, ...], source: str, target: str) -> tuple[Hit, ...]:
    checks = check(found, source, target)
    return tuple(Hit(kind, f.term.source, f.term.target, c.found) for f, c in zip(found, checks, strict=True))


def _uses(asked: Wanted, target: str) -> Iterable[tuple[tuple[str, str], str | None]]:
    """Give each place of a glossary term with the form of its English that the line has for it.

    Which of two places has which of two forms makes no difference to the counts. Longer forms come first, since a
    shorter one may be part of them.
    """
    by_term: dict[tuple[str, str], list[Found]] = {}
    for found in asked.terms:
        by_term.setdefault((found.term.source, found.term.target), []).append(found)
    for same, places in by_term.items():
        term, left = places[0].term, len(places)
        for form in sorted(dict.fromkeys((term.target, *term.also)), key=lambda f: -len(f.split())):
            alone = Term(term.source, form)
            hits = check([Found(p.start, p.end, alone) for p in places], asked.source, target)
            times = min(left, sum(h.found for h in hits))
            yield from [(same, form)] * times
            left -= times
        yield from [(same, None)] * left
