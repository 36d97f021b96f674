"""Views of results for people: tables, explanations, bilingual text."""

from vietgloss.report.bilingual import bilingual
from vietgloss.report.explain import Leftovers, explanation, left_alone, summary, table
from vietgloss.report.warned import warned

__all__ = ["Leftovers", "bilingual", "explanation", "left_alone", "summary", "table", "warned"]
