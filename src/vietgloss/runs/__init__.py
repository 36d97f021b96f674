"""Runs over many documents: which files, where their translations go, what is done already, and what became of each."""

from vietgloss.runs.forms import FORMS, form_of
from vietgloss.runs.plan import Job, Plan, plan
from vietgloss.runs.run import Done, Runner, groups
from vietgloss.runs.settings import Settings

__all__ = ["FORMS", "Done", "Job", "Plan", "Runner", "Settings", "form_of", "groups", "plan"]
