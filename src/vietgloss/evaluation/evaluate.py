"""Measures translations of a test set: document by document, all together, and against another system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.errors import InputError
from vietgloss.evaluation.bootstrap import RESAMPLES, SEED, compare
from vietgloss.evaluation.figures import Comparison, Evaluation, Figures, Measured, Miss, Share
from vietgloss.evaluation.measure import Outcome, Wanted, consistency, outcome, wanted
from vietgloss.evaluation.samples import expanded
from vietgloss.evaluation.scores import Scorer
from vietgloss.i18n import _
from vietgloss.terms import TermIndex
from vietgloss.terms.write import is_more_than_a_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from vietgloss.evaluation.samples import Sample
    from vietgloss.evaluation.scores import Counts
    from vietgloss.glossary import Glossary


@dataclass(frozen=True, slots=True)
class _System:
    """All lines of one system, over all documents: their text, what came through, and what the scores count."""

    lines: list[str]
    outcomes: list[Outcome]
    counts: dict[str, Counts]


def evaluate(
    documents: Sequence[Sample],
    targets: Sequence[Sequence[str]],
    glossary: Glossary,
    *,
    against: Sequence[Sequence[str]] | None = None,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Evaluation:
    """Measure translations against references.

    Args:
        documents: The test set.
        targets: For each document the translation of each of its lines.
        glossary: Its abbreviations are written out in the source first; its terms are looked for.
        against: The same of another system, to compare with.
        resamples: The number of samples drawn for the comparison.
        seed: What the drawing begins with.

    Returns:
        The figures, the comparison, and all terms and items that are missing in ``targets``.

    Raises:
        UsageError: If sacrebleu is not installed.
        InputError: If documents and translations differ in length, or there is nothing to measure.
    """
    scorer = Scorer()
    for lines in (targets, against):
        _check_lengths(documents, lines)
    index = TermIndex(glossary)
    asked = [
        wanted(source, index, line.terms)
        for document in documents
        for source, line in zip(expanded(document, glossary), document.lines, strict=True)
    ]
    references = [vn.nfc(line.reference) for document in documents for line in document.lines]

    def system(lines: Sequence[str]) -> _System:
        outcomes = [outcome(a, target) for a, target in zip(asked, lines, strict=True)]
        return _System(list(lines), outcomes, scorer.counts(lines, references))

    reference = system(references)
    target = system(_flat(targets))
    other = system(_flat(against)) if against is not None else None

    def measured(name: str, spans: list[range]) -> Measured:
        return Measured(
            name,
            _figures(scorer, target, reference, spans),
            _figures(scorer, reference, reference, spans),
            _figures(scorer, other, reference, spans) if other else None,
        )

    spans = list(_spans(documents))
    parts = tuple(measured(d.name, [span]) for d, span in zip(documents, spans, strict=True))
    comparison = _comparison(scorer, target, other, resamples, seed) if other else ()
    misses = tuple(_misses(documents, asked, target, reference))
    overall = measured("overall", spans)
    return Evaluation(parts, overall, comparison, misses, scorer.signatures(), resamples, seed)


def _check_lengths(documents: Sequence[Sample], lines: Sequence[Sequence[str]] | None) -> None:
    if not any(d.lines for d in documents):
        raise InputError(_("no segment to measure"))
    if lines is None:
        return
    if len(lines) != len(documents):
        raise InputError(
            _("{count} documents, {count_2} translations").format(count=len(documents), count_2=len(lines))
        )
    for document, own in zip(documents, lines, strict=True):
        if len(document.lines) != len(own):
            raise InputError(
                _("{count} lines, {count_2} in the translation").format(count=len(document.lines), count_2=len(own)),
                where=document.name,
            )


def _flat(lines: Sequence[Sequence[str]]) -> list[str]:
    return [vn.nfc(line) for own in lines for line in own]


def _spans(documents: Sequence[Sample]) -> Iterator[range]:
    """Give the numbers of each document's lines among all."""
    start = 0
    for document in documents:
        yield range(start, start + len(document.lines))
        start += len(document.lines)


def _figures(scorer: Scorer, system: _System, reference: _System, spans: Sequence[range]) -> Figures:
    """Return the figures of the documents whose lines are given."""
    lines = [i for span in spans for i in span]
    own = [system.outcomes[i] for i in lines]
    pairs = [(system.outcomes[i], reference.outcomes[i]) for i in lines]
    uses = [[use for i in span for use in system.outcomes[i].uses] for span in spans]
    kinds = sorted({hit.kind for o in own for hit in o.items})
    scores = {name: scorer.score(name, counts[lines]) for name, counts in system.counts.items()}
    return Figures(
        segments=len(lines),
        bleu=scores["bleu"],
        chrf=scores["chrf"],
        chrf_words=scores["chrf++"],
        length_ratio=scorer.length_ratio(system.counts["bleu"][lines]),
        terms=Share.of(hit.found for o in own for hit in o.terms),
        terms_in_reference=Share.of(
            hit.found for o, r in pairs for hit, there in zip(o.terms, r.terms, strict=True) if there.found
        ),
        named_terms=Share.of(hit.found for o in own for hit in o.named),
        named_terms_in_reference=Share.of(
            hit.found for o, r in pairs for hit, there in zip(o.named, r.named, strict=True) if there.found
        ),
        consistency=Share.sum(map(consistency, uses)),
        consistency_specific=Share.sum(
            consistency(use for use in own if is_more_than_a_word(use[0][1])) for own in uses
        ),
        items={k: Share.of(hit.found for o in own for hit in o.items if hit.kind == k) for k in kinds},
        loops=sum(o.loops for o in own),
    )


def _comparison(scorer: Scorer, target: _System, against: _System, resamples: int, seed: int) -> tuple[Comparison, ...]:
    def score_of(name: str, system: _System) -> Callable[[NDArray[np.int64]], float]:
        return lambda chosen: scorer.score(name, system.counts[name][chosen])

    measures = [(name, score_of(name, target), score_of(name, against)) for name in ("bleu", "chrf")]
    if any(o.terms for o in target.outcomes):
        measures.append(("terms", _term_success(target), _term_success(against)))
    lines = len(target.lines)
    return tuple(compare(name, lines, one, other, resamples, seed) for name, one, other in measures)


def _term_success(system: _System) -> Callable[[NDArray[np.int64]], float]:
    """Return what gives the term success over lines of given numbers; 0 where these hold no term."""
    import numpy as np  # noqa: PLC0415  # comes with sacrebleu

    counts = np.array([(sum(h.found for h in o.terms), len(o.terms)) for o in system.outcomes])

    def success(chosen: NDArray[np.int64]) -> float:
        found, total = counts[chosen].sum(axis=0).tolist()
        return found / total if total else 0.0

    return success


def _misses(
    documents: Sequence[Sample], asked: Sequence[Wanted], target: _System, reference: _System
) -> Iterator[Miss]:
    places = [(document.name, line.number) for document in documents for line in document.lines]
    rows = zip(places, asked, target.lines, target.outcomes, reference.outcomes, strict=True)
    for (name, number), want, english, own, right in rows:
        hits = zip((*own.terms, *own.named, *own.items), (*right.terms, *right.named, *right.items), strict=True)
        for hit, there in hits:
            if not hit.found:
                yield Miss(hit.kind, name, number, hit.vietnamese, hit.english, there.found, want.source, english)
