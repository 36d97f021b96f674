"""Terms: which of the glossary's stand in a sentence, and whether their English stands in the translation."""

from vietgloss.terms.find import Found, TermCheck, TermIndex, check

__all__ = ["Found", "TermCheck", "TermIndex", "check"]
