"""The page for review: source and translation side by side, as one HTML file that needs nothing else."""

from vietgloss.report.page.build import LANGUAGES, page

__all__ = ["LANGUAGES", "page"]
