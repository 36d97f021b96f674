"""An evaluation as text: tables of the figures, and what was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss.i18n import _
from vietgloss.report.explain import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.evaluation.figures import Comparison, Evaluation, Figures, Measured, Miss, Share

_LABELS = {"bleu": "BLEU", "chrf": "chrF", "chrf++": "chrF++", "terms": "terms"}


def evaluation_text(result: Evaluation, errors: int = 0) -> str:
    """Return what ``vietgloss evaluate`` prints: figures, documents, the comparison, the first ``errors`` misses."""
    parts = [_overall(result.overall)]
    if len(result.documents) > 1:
        parts.append(_documents(result.documents))
    if result.comparison:
        parts.append(_comparison(result.comparison))
        parts.append(
            _("Paired bootstrap resampling, {resamples} samples, seed {seed}.").format(
                resamples=result.resamples, seed=result.seed
            )
        )
    if errors:
        shown = result.misses[:errors]
        of = (
            _(" (the first {count} of {count_2})").format(count=len(shown), count_2=len(result.misses))
            if len(shown) < len(result.misses)
            else ""
        )
        parts.append(f"Missed{of}:" if shown else _("Nothing was missed."))
        parts += [_miss(m) for m in shown]
    parts.append("\n".join(f"{_LABELS[name]}: {how}" for name, how in result.signatures.items()))
    return "\n\n".join(parts) + "\n"


def share(value: float | None) -> str:
    """Return a share as per cent, a dash for none; 100 only where nothing is missing."""
    if value is None:
        return "-"
    return f"{min(value * 100, 99.9):.1f}%" if value < 1 else "100%"


def _overall(measured: Measured) -> str:
    """One row a figure, one column a system; the reference by the same checks shows what they can reach."""
    systems = [measured.target, *([measured.against] if measured.against else []), measured.reference]
    head = ["", _("target"), *([_("against")] if measured.against else []), "reference"]
    scores = [
        ["segments", *(str(f.segments) for f in systems)],
        ["BLEU", *(f"{f.bleu:.1f}" for f in systems[:-1]), "-"],
        ["chrF", *(f"{f.chrf:.1f}" for f in systems[:-1]), "-"],
        ["chrF++", *(f"{f.chrf_words:.1f}" for f in systems[:-1]), "-"],
        ["length", *(f"{f.length_ratio:.2f}" for f in systems)],
    ]
    shares = [
        ["terms", *(_counted(f.terms) for f in systems)],
        [_("  where the reference has them"), *(_counted(f.terms_in_reference) for f in systems)],
    ]
    if measured.target.named_terms.total:
        shares += [
            [_("terms named in the test set"), *(_counted(f.named_terms) for f in systems)],
            [_("  where the reference has them"), *(_counted(f.named_terms_in_reference) for f in systems)],
        ]
    shares.append([_("one English for one term"), *(_counted(f.consistency) for f in systems)])
    shares.append([_("  of names and longer terms"), *(_counted(f.consistency_specific) for f in systems)])
    shares.append([_("figures and names"), *(_counted(f.all_items) for f in systems)])
    shares += [[f"  {kind}", *(_counted(f.items[kind]) for f in systems)] for kind in measured.target.items]
    loops = [_("lines that repeat themselves"), *(str(f.loops) for f in systems)]
    return table(head, [*scores, *shares, loops])


def _documents(documents: Sequence[Measured]) -> str:
    rows = []
    for document in documents:
        rows.append([document.name, *_row(document.target)])
        if document.against:
            rows.append(["  against", *_row(document.against)])
    head = [
        "document",
        "segments",
        "BLEU",
        "chrF",
        "chrF++",
        "terms",
        "one English",
        _("figures, names"),
        "repeat",
        "length",
    ]
    return table(head, rows)


def _row(figures: Figures) -> list[str]:
    return [
        str(figures.segments),
        f"{figures.bleu:.1f}",
        f"{figures.chrf:.1f}",
        f"{figures.chrf_words:.1f}",
        share(figures.terms.value),
        share(figures.consistency.value),
        share(figures.all_items.value),
        str(figures.loops),
        f"{figures.length_ratio:.2f}",
    ]


def _comparison(comparison: Sequence[Comparison]) -> str:
    rows = []
    for c in comparison:
        times = 100 if c.figure == "terms" else 1
        numbers = [f"{value * times:.1f}" for value in (c.target, c.against)]
        low, difference, high = (f"{value * times + 0.0:+.1f}" for value in (c.low, c.difference, c.high))
        rows.append(
            [_LABELS[c.figure], *numbers, difference, _("{low} to {high}").format(low=low, high=high), f"{c.p:.3f}"]
        )
    return table(["", _("target"), _("against"), _("difference"), _("95% interval"), _("p")], rows)


def _counted(part: Share) -> str:
    return (
        _("{share} ({found} of {total})").format(share=share(part.value), found=part.found, total=part.total)
        if part.total
        else "-"
    )


def _miss(miss: Miss) -> str:
    note = "" if miss.in_reference else _(" (nor in the reference)")
    head = f"{miss.document}:{miss.line}: {miss.kind}: {miss.vietnamese} = {miss.english}{note}"
    return f"{head}\n  {miss.source}\n  {miss.target}"
