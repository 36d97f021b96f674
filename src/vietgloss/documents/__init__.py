"""Readers and writers of text files: which parts of a file are to be translated, and how it is put back."""

from __future__ import annotations

from vietgloss.documents.atomic import make_folder, write_atomic, write_bytes, write_parts
from vietgloss.documents.io import has_bom, pieces, read
from vietgloss.documents.model import Block, Content, Document, Inline, Kind, Options, Replacement, Target, render
from vietgloss.documents.registry import suffix_of, suffixes
from vietgloss.documents.spans import markup_spans

__all__ = [
    "Block",
    "Content",
    "Document",
    "Inline",
    "Kind",
    "Options",
    "Replacement",
    "Target",
    "has_bom",
    "make_folder",
    "markup_spans",
    "pieces",
    "read",
    "render",
    "suffix_of",
    "suffixes",
    "write_atomic",
    "write_bytes",
    "write_parts",
]
