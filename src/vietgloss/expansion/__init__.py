"""Expansion: abbreviations written out, each with the reason."""

from vietgloss.expansion.core import expand
from vietgloss.expansion.result import Ambiguous, Edit, Expansion, Protected, Unknown

__all__ = ["Ambiguous", "Edit", "Expansion", "Protected", "Unknown", "expand"]
