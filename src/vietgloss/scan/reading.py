"""A document as lines of plain, expanded Vietnamese that know where they stand in the file."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss.documents.markup import strip_markup
from vietgloss.expansion import expand

if TYPE_CHECKING:
    from vietgloss.documents import Document
    from vietgloss.expansion import Expansion
    from vietgloss.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph on one line, without markup: the line of the file on which it begins, from 1, and its text."""

    number: int
    text: str


def lines_of(document: Document) -> list[Line]:
    """Return the blocks of a document as lines."""
    lines = []
    number, at = 1, 0
    for block in document.blocks:
        number += document.text.count("\n", at, block.start)
        at = block.start
        text = document.text[block.start : block.end]
        lines.append(Line(number, " ".join((strip_markup(text)[0] if document.has_markup else text).split())))
    return lines


def expanded_lines(document: Document, glossary: Glossary) -> tuple[list[Line], Expansion]:
    """Return the blocks of a document as lines, abbreviations written out, and the expansion of all of them."""
    lines = lines_of(document)
    result = expand("\n".join(line.text for line in lines), glossary)
    texts = result.text.split("\n")
    if len(texts) != len(lines):  # cannot be told apart any more: each by itself
        texts = [expand(line.text, glossary).text for line in lines]
    return [Line(line.number, text) for line, text in zip(lines, texts, strict=True)], result


def shown(text: str) -> str:
    """Return text on one line for a terminal or a YAML comment: no line ends, no control characters."""
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else "?" for c in " ".join(text.split()))
