"""The JSON Schema of glossary files, which editors read."""

from __future__ import annotations

from pathlib import Path

FILE = "glossary.schema.json"


def schema_text() -> str:
    """Return the schema as it stands in its file."""
    return Path(__file__).with_name(FILE).read_text(encoding="utf-8")
