"""Readers and writers of text files: which parts of a file are to be translated, and how it is put back."""

from __future__ import annotations

from vietgloss.documents.io import has_bom, pieces, read, write_atomic
from vietgloss.documents.model import Block, Document, Kind, Replacement, render
from vietgloss.documents.registry import suffix_of, suffixes
from vietgloss.documents.spans import markup_spans

__all__ = [
    "Block",
    "Document",
    "Kind",
    "Replacement",
    "has_bom",
    "markup_spans",
    "pieces",
    "read",
    "render",
    "suffix_of",
    "suffixes",
    "write_atomic",
]
