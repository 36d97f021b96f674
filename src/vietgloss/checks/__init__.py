"""Checks of glossary files: all that the loader would refuse, and what is probably wrong."""

from vietgloss.checks.check import check
from vietgloss.checks.finding import LEVELS, Finding, Level, Rule
from vietgloss.checks.rules import BY_ID, RULES
from vietgloss.checks.source import Source

__all__ = ["BY_ID", "LEVELS", "RULES", "Finding", "Level", "Rule", "Source", "check"]
