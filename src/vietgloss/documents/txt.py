"""Finds the paragraphs of plain text.

News has one paragraph a line. Text from e-mail and old word processors is hard-wrapped: its paragraphs run
over several lines, broken where the next word would not have fitted. Such lines are joined into one block,
but only where all signs agree, since joining two headlines is worse than cutting a sentence.
"""

from __future__ import annotations

import re
from itertools import groupby

from vietgloss.documents.lines import Line, lines_of
from vietgloss.documents.model import Block

_NARROWEST, _WIDEST = 50, 100
_BAND = 16  # full lines differ in length by less than two long words
_FEWEST_LINES = 4
_SMALL_STARTS = 0.6  # the share of lines that must go on in lower case
_SENTENCE_ENDS = 0.25  # the share of full lines that may happen to end with a sentence

_ENDS_SENTENCE = re.compile(r"[.?!…:;][”\"’)\]»]*$")
_STARTS_ANEW = re.compile(r"(?:[-–—+*•▪●>|#]|\d{1,3}[.)]|[a-zđ]\))(?:\s|$)|>")


def blocks(text: str) -> tuple[Block, ...]:
    """Finds the paragraphs of a plain text: its lines that are not blank, wrapped ones joined.

    Args:
        text: NFC text.
    """
    found: list[Block] = []
    for is_blank, run in groupby(lines_of(text), key=lambda line: line.is_blank):
        if not is_blank:
            groups = _paragraphs(list(run))
            found += [Block(group[0].content_start, group[-1].content_end) for group in groups]
    return tuple(found)


def _paragraphs(run: list[Line]) -> list[list[Line]]:
    """Groups lines between two blank ones: one by one, or hard-wrapped ones together."""
    groups: list[list[Line]] = []
    width = max(len(line.text.rstrip()) for line in run)
    if not _NARROWEST <= width <= _WIDEST or len(run) < _FEWEST_LINES:
        return [[line] for line in run]
    for line in run:
        if groups and _is_wrapped(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [part for group in groups for part in ([group] if _is_one(group) else [[line] for line in group])]


def _is_wrapped(line: Line, following: Line, width: int) -> bool:
    """Whether a line is full: the first word of the next one would not have fitted."""
    length = len(line.text.rstrip())
    first_word = following.text.split(None, 1)[0]
    if length < width - _BAND or _STARTS_ANEW.match(following.text.lstrip()):
        return False
    return length + 1 + len(first_word) > width


def _is_one(group: list[Line]) -> bool:
    if len(group) < _FEWEST_LINES:
        return False
    rest = group[1:]
    small = sum(line.text.lstrip()[0].islower() for line in rest)
    ends = sum(_ENDS_SENTENCE.search(line.text.rstrip()) is not None for line in group[:-1])
    return small >= _SMALL_STARTS * len(rest) and ends <= _SENTENCE_ENDS * len(rest)
