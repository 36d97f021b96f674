"""Finds the paragraphs of Markdown.

markdown-it-py says on which lines a paragraph, heading or table row stands and what its text is once the
prefixes are off; here its place in the original is found again. Front matter, code, HTML blocks, link
definitions and rules yield no text, so they lie outside all blocks and are copied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from vietgloss.documents.lines import Line, lines_of
from vietgloss.documents.model import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_DEEPEST = 100  # nested lists and quotations; what lies deeper is copied as it is
_CONTAINERS: dict[str, Kind] = {
    "heading_open": "heading",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "th_open": "cell",
    "td_open": "cell",
}
# A footnote's label and the box of a task stand before the text, as the bullet does.
_PREFIX = re.compile(r"(?:\[\^[^\]\s]+\]:|\[[ xX]\])\s+")
# A line break that the writer wants: the line is a block of its own and the break stays.
_HARD_BREAK = re.compile(r"(?:[ \t]{2,}|\\|(?:[ \t]*<br[ \t]*/?>)+[ \t]*)$", re.IGNORECASE)
_CLOSING_HASHES = re.compile(r"[ \t]#+[ \t]*$")
_FRONT_MATTER_KEY = re.compile(r"[^\s:#>*`|-][^:]*:(?:\s|$)|#|---\s*$|\.\.\.\s*$")
_PIPE = re.compile(r"(?<!\\)\|")


def blocks(text: str) -> tuple[Block, ...]:
    """Finds the translatable parts of a Markdown text.

    Args:
        text: NFC text.

    Returns:
        Headings, list items, table cells, quotations and paragraphs, without the signs before them. A
        paragraph over several lines is one block, unless the lines repeat the sign of a quotation or end with
        a hard break: then each line is one.
    """
    lines = lines_of(text)
    skipped = _front_matter(lines)
    # The parser counts the same line ends as we do; it sees them all as "\n".
    source = "\n".join(line.text for line in lines[skipped:])
    found: list[Block] = []
    containers: list[str] = []
    row: Iterator[tuple[int, str]] = iter(())
    for token in _parser().parse(source):
        if token.nesting == 1:
            containers.append(token.type)
            if token.type == "tr_open":
                row = _cells(lines[skipped + token.map[0]]) if token.map else iter(())
        elif token.nesting == -1:
            containers.pop()
        elif token.type == "inline" and token.map and token.content.strip():
            kind = _kind(containers)
            if kind == "cell":
                found += _cell(row, token)
            else:
                first, last = token.map
                found += _merged(_spans(lines[skipped + first : skipped + last], token), kind)
    return tuple(found)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    # Inline markup is read later, block by block, by our own module, which keeps offsets.
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _kind(containers: list[str]) -> Kind:
    for name in reversed(containers):
        if name in _CONTAINERS:
            return _CONTAINERS[name]
    return "paragraph"


def _front_matter(lines: list[Line]) -> int:
    """The number of lines of a YAML block at the very beginning; 0 if there is none."""
    if len(lines) < 2 or lines[0].text.rstrip() != "---" or not _FRONT_MATTER_KEY.match(lines[1].text):  # noqa: PLR2004
        return 0
    for number, line in enumerate(lines[1:], start=2):
        if line.text.rstrip() in {"---", "..."}:
            return number
    return 0


@dataclass(frozen=True, slots=True)
class _Span:
    """A line of a paragraph, without its prefix."""

    start: int
    end: int
    has_prefix: bool  # more than white space stands before it
    breaks: bool  # a hard break follows


def _spans(lines: list[Line], token: Token) -> list[_Span]:
    """Where each line of a paragraph stands."""
    contents = token.content.split("\n")
    spans: list[_Span] = []
    for line, content in zip(lines[_shift(lines, contents) :], contents, strict=False):
        start = _start(line, content)
        if start is None:
            continue
        kept = content.strip()
        end = start + len(kept)
        has_prefix = bool(line.text[:start].strip())
        if not spans and (prefix := _PREFIX.match(kept)):
            start += prefix.end()
        # Behind a closing ## there is no line to break.
        hard = None if line.text[end:].strip() else _HARD_BREAK.search(line.text, start)
        if hard:
            end = start + len(line.text[start : hard.start()].rstrip())
        if start < end:
            spans.append(_Span(line.start + start, line.start + end, has_prefix, hard is not None))
    return spans


def _shift(lines: list[Line], contents: list[str]) -> int:
    """How many lines at the top the parser has stripped: it takes no-break spaces for white space, too."""
    for shift in range(len(lines) - len(contents) + 1):
        pairs = zip(lines[shift : shift + len(contents)], contents, strict=True)
        if all(_start(line, content) is not None or not content.strip() for line, content in pairs):
            return shift
    return 0


def _start(line: Line, content: str) -> int | None:
    """Where a line's content begins in it; None if the line is blank or holds something else."""
    kept = content.strip()
    raw = line.text.replace("\0", "\ufffd").rstrip()
    if not raw.endswith(kept):
        raw = _CLOSING_HASHES.sub("", raw).rstrip()
    return len(raw) - len(kept) if kept and raw.endswith(kept) else None


def _merged(spans: list[_Span], kind: Kind) -> list[Block]:
    if any(span.has_prefix for span in spans[1:]):
        return [Block(span.start, span.end, kind) for span in spans]
    found: list[Block] = []
    begin: int | None = None
    for number, span in enumerate(spans):
        begin = span.start if begin is None else begin
        if span.breaks or number == len(spans) - 1:
            found.append(Block(begin, span.end, kind))
            begin = None
    return found


def _cells(line: Line) -> Iterator[tuple[int, str]]:
    """The parts of a table row between its unescaped pipes, with their offsets, not trimmed."""
    at = 0
    for match in _PIPE.finditer(line.text):
        yield line.start + at, line.text[at : match.start()]
        at = match.end()
    yield line.start + at, line.text[at:]


def _cell(row: Iterator[tuple[int, str]], token: Token) -> list[Block]:
    """The place of a cell in its row; the row is used up to there."""
    if not any(char.isalnum() for char in token.content):
        return []  # nothing to translate, and it could be taken for the sign of a quotation
    for start, part in row:
        body = part.replace("\0", "\ufffd").rstrip()
        # The parser takes the backslash from an escaped pipe; the first part may begin with a list's bullet.
        for kept in (token.content, token.content.replace("|", "\\|")):
            if body.endswith(kept):
                end = start + len(body)
                return [Block(end - len(kept), end, "cell")]
    return []
