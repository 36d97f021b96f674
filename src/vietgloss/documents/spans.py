"""Which parts of a document are markup, not language: code, link destinations, tags, front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss.documents.inline import parse

if TYPE_CHECKING:
    from vietgloss.documents.model import Document


def markup_spans(document: Document) -> list[tuple[int, int]]:
    """Return the spans of a document's text that expansion must leave alone, in order; none for plain text."""
    if not document.has_markup:
        return []
    spans: list[tuple[int, int]] = []
    at = 0
    for block in document.blocks:
        spans.append((at, block.start))
        found = parse(document.text[block.start : block.end])
        inside = [atom.span for atom in found.atoms]
        for wrap in found.wraps:
            whole = (wrap.opening[0], wrap.closing[1])
            inside += [whole] if wrap.kind == "code" else [wrap.opening, wrap.closing]
        spans += sorted((block.start + a, block.start + b) for a, b in inside)
        at = block.end
    return [(a, b) for a, b in [*spans, (at, len(document.text))] if a < b]
