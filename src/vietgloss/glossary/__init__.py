"""The glossary: what an entry is, reading it from YAML, laying layers over one another."""

from vietgloss.glossary.model import Abbreviation, Example, Glossary, Origin, Sense, Term

__all__ = ["Abbreviation", "Example", "Glossary", "Origin", "Sense", "Term"]
