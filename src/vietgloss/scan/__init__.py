"""Scanning: what the glossary does not explain, over many documents, and what could be added."""

from vietgloss.scan.collect import Collection, Finding

__all__ = ["Collection", "Finding"]
