"""Source and translation, sentence under sentence, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vietgloss.pipeline import Translation


def bilingual(translation: Translation) -> str:
    """Return each sentence with its expanded form, where that differs, and its English; warnings below."""
    blocks = []
    for segment in translation.segments:
        source = " ".join(segment.source.split())
        expanded = " ".join(segment.expanded.split())
        lines = [f"vi  {source}"]
        if expanded != source:
            lines.append(f"    {expanded}")
        lines.append(f"en  {segment.target}")
        lines += [f"!   {w.message}" for w in segment.warnings]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"
