"""Readers and writers of text files: which parts of a file are to be translated, and how it is put back."""

from __future__ import annotations

from vietgloss.documents.io import read, write_atomic
from vietgloss.documents.model import Block, Document, Kind, Replacement, render
from vietgloss.documents.spans import markup_spans

__all__ = ["Block", "Document", "Kind", "Replacement", "markup_spans", "read", "render", "write_atomic"]
