"""Targets for the texts of a document: the same text, or any other with its markup anywhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from lxml import etree

from vietgloss.documents.model import Inline, Target

if TYPE_CHECKING:
    from random import Random

    from vietgloss.documents.model import Block, Content

ENGLISH = ("the", "People's", "Committee", "of", "Long", "Thoi", "&", "<2026>", '"held"', "a", "meeting", "on", "3.")
WORDS = ("UBND", "xã", "Long Thới", "đã", "họp", "& bàn", "<việc>", "năm", "Ủy", "ban", "3,5", "“tốt”.")
"""Words of which sources are made."""

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


def texts_of(content: Content) -> list[str]:
    return [content.text[b.start : b.end] for b in content.blocks]


def inlines_of(block: Block) -> tuple[Inline, ...]:
    return tuple(Inline(i.start - block.start, i.end - block.start, i.id) for i in block.inlines)


def covered(content: Content, number: int = 0) -> list[str]:
    """The words under each piece of markup of a block, empty for what stands alone."""
    return [content.text[i.start : i.end] for i in content.blocks[number].inlines]


def same(content: Content) -> list[Target]:
    return [Target(text, inlines_of(b)) for text, b in zip(texts_of(content), content.blocks, strict=True)]


def english(content: Content) -> list[Target]:
    """English of another length for each block: E1, E2 ..., with its markup stretched over it."""
    out = []
    for number, (text, block) in enumerate(zip(texts_of(content), content.blocks, strict=True), 1):
        new = f"English {number}"
        scale = len(new) / len(text)
        out.append(
            Target(new, tuple(Inline(int(i.start * scale), int(i.end * scale), i.id) for i in inlines_of(block)))
        )
    return out


def anywhere(content: Content, random: Random) -> list[Target]:
    """Any English for each block, and its markup anywhere in it, nested as it was."""
    out = []
    for block in content.blocks:
        text = " ".join(random.choice(ENGLISH) for _ in range(random.randint(1, 8)))
        out.append(Target(text, _nested(inlines_of(block), 0, len(text), random)))
    return out


def _nested(inlines: tuple[Inline, ...], low: int, high: int, random: Random) -> tuple[Inline, ...]:
    out: list[Inline] = []
    at = 0
    while at < len(inlines):
        first = inlines[at]
        inside = at + 1
        while inside < len(inlines) and inlines[inside].start < first.end:
            inside += 1
        start, end = sorted((random.randint(low, high), random.randint(low, high)))
        end = end if first.end > first.start else start
        out += (
            Inline(start, end, first.id),
            *_nested(inlines[at + 1 : inside], start, end, random),
        )
        low, at = end, inside
    return tuple(out)


def tags(data: bytes) -> Counter[tuple[str, tuple[tuple[str, str], ...]]]:
    """How often each element stands in a piece of XML, with its attributes."""
    elements = etree.fromstring(data).iter(etree.Element)
    return Counter((str(e.tag), tuple(sorted((str(k), str(v)) for k, v in e.attrib.items()))) for e in elements)
