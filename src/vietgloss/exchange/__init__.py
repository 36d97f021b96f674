"""Glossaries of other programs, in and out: tables, TBX, TMX, DeepL, OmegaT."""

from __future__ import annotations

from vietgloss.exchange.model import Exported, Imported, Lost, Options, Rejected
from vietgloss.exchange.registry import FORMATS, NAMES, read, write

__all__ = ["FORMATS", "NAMES", "Exported", "Imported", "Lost", "Options", "Rejected", "read", "write"]
