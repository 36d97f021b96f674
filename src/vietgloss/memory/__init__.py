"""The translation memory: what was translated before, and what people corrected, in one SQLite file of the user."""

from __future__ import annotations

from vietgloss.memory.model import Correction, Entry, MemoryStoreError, match_key
from vietgloss.memory.place import memory_file, switched_off
from vietgloss.memory.store import Memory

__all__ = ["Correction", "Entry", "Memory", "MemoryStoreError", "match_key", "memory_file", "switched_off"]
