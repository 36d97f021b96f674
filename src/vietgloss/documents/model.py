"""What a document is: its text, and which spans of it are paragraphs to translate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["paragraph", "heading", "item", "cell", "quote"]
Replacement = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, table cell or quotation.

    Args:
        start: Where it begins, a character offset into the document's text.
        end: Where it ends, exclusive. Neither end of the block is white space.
        kind: What it is.
    """

    start: int
    end: int
    kind: Kind = "paragraph"


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded file. All that lies outside its blocks is copied as it is.

    Args:
        path: Its name for messages; ``-`` for standard input.
        text: Its text in NFC, line ends untouched, without byte order mark.
        bom: Whether the file began with a byte order mark.
        blocks: The translatable spans in order, not overlapping.
        suffix: The suffix of the format it was read as, such as ``.md``.
    """

    path: str
    text: str
    bom: bool
    blocks: tuple[Block, ...]
    suffix: str = ".txt"

    @property
    def has_markup(self) -> bool:
        """Whether the text of a block is Markdown, to go through :mod:`vietgloss.documents.markup`."""
        return self.suffix in {".md", ".markdown"}


def render(document: Document, replacements: Iterable[Replacement]) -> str:
    """Puts new text in the place of spans; every other character stays as it is.

    Args:
        document: The document.
        replacements: Spans of its text (start, end) with what takes their place, in any order. An empty span
            inserts.

    Returns:
        The new text, without byte order mark.

    Raises:
        ValueError: If spans overlap or lie outside the text.
    """
    parts: list[str] = []
    at = 0
    for start, end, new in sorted(replacements, key=lambda item: item[:2]):
        if not at <= start <= end <= len(document.text):
            raise ValueError(f"replacement of [{start}, {end}) overlaps another or lies outside the text")
        parts += (document.text[at:start], new)
        at = end
    parts.append(document.text[at:])
    return "".join(parts)
