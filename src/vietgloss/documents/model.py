"""What a document is: its text, which spans of it are paragraphs to translate, and how it is written again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Kind = Literal["paragraph", "heading", "item", "cell", "quote"]
Replacement = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Inline:
    """A piece of inline markup in a block: a link, bold words, a line break, the mark of a footnote.

    Args:
        start: Where what it covers begins, a character offset into the text that it belongs to.
        end: Where that ends, exclusive; the same as ``start`` for what stands alone and covers nothing.
        id: The number by which the writer of the format knows it; each once in a block.
    """

    start: int
    end: int
    id: int


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, table cell or quotation.

    Args:
        start: Where it begins, a character offset into the document's text.
        end: Where it ends, exclusive. Neither end of the block is white space.
        kind: What it is.
        inlines: Its inline markup with offsets into the document's text, in the order in which it opens, outer before
            inner. None crosses another, and none reaches over the ends of the block.
    """

    start: int
    end: int
    kind: Kind = "paragraph"
    inlines: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """The English of a block.

    Args:
        text: The whole of it.
        inlines: The block's inline markup, each piece once, with offsets into ``text``; in the order in which it opens,
            outer before inner, and none crosses another. One that covers nothing now is to be written all the same.
    """

    text: str
    inlines: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader is told about a file beside its content.

    Args:
        columns: Names or numbers (from 1) of the columns of a table to translate; none for those that hold Vietnamese.
        fields: Names of the fields of JSON to translate (a path such as ``article.title``, or a bare name anywhere);
            none for all texts that are Vietnamese.
        encoding: The encoding of a text; None to recognise it.
    """

    columns: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What the reader of a format finds in a file.

    Args:
        text: The texts to translate in reading order, one below the other, in NFC.
        blocks: Where each of them stands in ``text``.
        write: Gives the whole new file for the English of each block, in order; it changes nothing but these texts.
        notes: What to tell the user about the file, a line each.
        suffix: The suffix of the new file if it is another one, with its dot.
    """

    text: str
    blocks: tuple[Block, ...]
    write: Callable[[Sequence[Target]], bytes]
    notes: tuple[str, ...] = ()
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded file. All that lies outside its blocks is copied as it is.

    Args:
        path: Its name for messages; ``-`` for standard input.
        text: Its text in NFC, line ends untouched, without byte order mark.
        bom: Whether the file began with a byte order mark.
        blocks: The translatable spans in order, not overlapping.
        suffix: The suffix of the format it was read as, such as ``.md``.
        content: For a format that is more than its text: how to write it; ``text`` is then what it holds.
        notes: What to tell the user about the file, a line each.
    """

    path: str
    text: str
    bom: bool
    blocks: tuple[Block, ...]
    suffix: str = ".txt"
    content: Content | None = None
    notes: tuple[str, ...] = ()

    @property
    def has_markup(self) -> bool:
        """Whether the text of a block is Markdown, to go through :mod:`vietgloss.documents.markup`."""
        return self.suffix in {".md", ".markdown"}

    @property
    def out_suffix(self) -> str:
        """The suffix that the translated file gets."""
        return (self.content.suffix if self.content else "") or self.suffix


def content_of(
    texts: Iterable[tuple[str, Kind]],
    write: Callable[[Sequence[Target]], bytes],
    *,
    inlines: Sequence[Sequence[Inline]] = (),
    notes: tuple[str, ...] = (),
    suffix: str = "",
) -> Content:
    """Puts texts one below the other.

    Args:
        texts: Each text in NFC, not blank and without white space at its ends, and what it is.
        write: As in :class:`Content`.
        inlines: For each text its inline markup, with offsets into that text; none at all if no text has any.
        notes: As in :class:`Content`.
        suffix: As in :class:`Content`.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for number, (text, kind) in enumerate(texts):
        own = inlines[number] if inlines else ()
        moved = tuple(Inline(i.start + at, i.end + at, i.id) for i in own)
        blocks.append(Block(at, at + len(text), kind, moved))
        parts.append(text)
        at += len(text) + 1
    return Content("\n".join(parts), tuple(blocks), write, notes, suffix)


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
