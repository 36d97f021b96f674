"""Expansion: abbreviations written out, each with the reason."""

from vietgloss.expansion.core import definitions_of, expand, expand_stream
from vietgloss.expansion.defined import Defined
from vietgloss.expansion.result import Ambiguous, Edit, Expansion, Protected, Unknown

__all__ = [
    "Ambiguous",
    "Defined",
    "Edit",
    "Expansion",
    "Protected",
    "Unknown",
    "definitions_of",
    "expand",
    "expand_stream",
]
