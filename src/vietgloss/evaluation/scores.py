"""BLEU, chrF and chrF++ by sacrebleu (Post, A Call for Clarity in Reporting BLEU Scores, WMT 2018).

Each score is a function of sums over lines. They are counted once for each line; the score of a document, of all
documents, and of a sample drawn from the lines is then made of sums.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vietgloss.errors import UsageError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

_DIGITS = 9  # so that a perfect score is 100, not 100.00000000000004


class Scorer:
    """The three scores.

    Raises:
        UsageError: If sacrebleu is not installed.
    """

    def __init__(self) -> None:
        try:
            from sacrebleu.metrics.bleu import BLEU  # noqa: PLC0415  # an extra, and slow to load
            from sacrebleu.metrics.chrf import CHRF  # noqa: PLC0415  # same
        except ImportError:
            remedy = _("run: pip install 'vietgloss[evaluate]'")
            raise UsageError(_("sacrebleu, which measures BLEU and chrF, is not installed"), remedy=remedy) from None
        # `force` only silences a warning about tokenized text.
        self._metrics: dict[str, Any] = {"bleu": BLEU(force=True), "chrf": CHRF(), "chrf++": CHRF(word_order=2)}

    def counts(self, targets: Sequence[str], references: Sequence[str]) -> dict[str, Counts]:
        """Return what each score counts, a row for each line."""
        import numpy as np  # noqa: PLC0415  # comes with sacrebleu

        return {
            # What sacrebleu's own significance tests call; a public way to the counts of chrF there is not.
            name: np.array(metric._extract_corpus_statistics(targets, [references]), dtype=np.int64)  # noqa: SLF001
            for name, metric in self._metrics.items()
        }

    def score(self, name: str, rows: Counts) -> float:
        """Return a score, from 0 to 100, of the lines whose counts are given."""
        return round(float(self._from(name, rows).score), _DIGITS)

    def length_ratio(self, rows: Counts) -> float:
        """Return how many words the lines have for one of their references, by the counts of ``bleu``."""
        result = self._from("bleu", rows)
        return float(result.sys_len / result.ref_len) if result.ref_len else 0.0

    def signatures(self) -> dict[str, str]:
        """Return how each score is measured, as sacrebleu writes it, to be told with the figures."""
        return {name: str(metric.get_signature()) for name, metric in self._metrics.items()}

    def _from(self, name: str, rows: Counts) -> Any:  # noqa: ANN401  # a type of sacrebleu's, one for each score
        return self._metrics[name]._compute_score_from_stats(rows.sum(axis=0).tolist())  # noqa: SLF001
