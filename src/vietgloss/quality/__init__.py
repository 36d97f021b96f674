"""Checks of translated segments: figures, dates, names, terms, and what betrays a bad translation."""

from vietgloss.quality.check import check
from vietgloss.quality.model import KINDS, Warning  # noqa: A004  # the field's word for it

__all__ = ["KINDS", "Warning", "check"]
