"""Views of results for people: tables, explanations, bilingual text."""

from vietgloss.report.bilingual import bilingual
from vietgloss.report.explain import Counted, Leftovers, explanation, left_alone, table
from vietgloss.report.warned import warned

__all__ = ["Counted", "Leftovers", "bilingual", "explanation", "left_alone", "table", "warned"]
