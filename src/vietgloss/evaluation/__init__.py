"""Measuring translations against references: BLEU and chrF, and whether terms, figures and names came through."""

from vietgloss.evaluation.evaluate import evaluate
from vietgloss.evaluation.figures import Comparison, Evaluation, Figures, Measured, Miss, Share
from vietgloss.evaluation.read import read, read_targets
from vietgloss.evaluation.samples import Line, Sample, SampleFile, translated

__all__ = [
    "Comparison",
    "Evaluation",
    "Figures",
    "Line",
    "Measured",
    "Miss",
    "Sample",
    "SampleFile",
    "Share",
    "evaluate",
    "read",
    "read_targets",
    "translated",
]
