"""Paired bootstrap resampling (Koehn, Statistical Significance Tests for Machine Translation Evaluation, EMNLP 2004).

Lines are drawn with replacement, the same for both systems, as many as there are; the difference of the two is
measured in each sample.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss.evaluation.figures import Comparison

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Measure = Callable[[NDArray[np.int64]], float]

SEED = 12345
RESAMPLES = 1000
_INTERVAL = (2.5, 97.5)


def compare(figure: str, lines: int, target: Measure, against: Measure, resamples: int, seed: int) -> Comparison:
    """Compare two systems in one figure.

    Args:
        figure: Its name.
        lines: The number of lines.
        target: Gives the figure of the first system over lines of these numbers.
        against: The same of the second.
        resamples: The number of samples to draw.
        seed: What the drawing begins with; the same seed gives the same samples.

    Returns:
        The comparison. The interval holds the middle 95 % of the differences. p is the share of samples whose
        difference lies as far from the mean of all as the real one lies from zero, or farther; the real one is
        counted as a sample, so p is never 0, and 1 where there is no difference.
    """
    import numpy as np  # noqa: PLC0415  # comes with sacrebleu

    whole = np.arange(lines)
    one, other = target(whole), against(whole)
    draw = np.random.default_rng(seed)
    differences = np.empty(resamples)
    for number in range(resamples):
        chosen = draw.integers(lines, size=lines)
        differences[number] = target(chosen) - against(chosen)
    low, high = np.percentile(differences, _INTERVAL).tolist()
    farther = np.abs(differences - differences.mean()) >= abs(one - other)
    p = (int(farther.sum()) + 1) / (resamples + 1)
    return Comparison(figure, one, other, one - other, low, high, p)
