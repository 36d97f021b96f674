"""Writes the content of a document with other texts, for the tests of formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from vietgloss.documents import Content, Inline, Options, Target
from vietgloss.documents.registry import parser_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vietgloss.documents import Block


def parse(source: str | bytes, name: str, **options: Sequence[str]) -> Content:
    """Read a file of this name."""
    suffix = name[name.rindex(".") :]
    return parser_for(suffix, name)(source, name, Options(**{k: tuple(v) for k, v in options.items()}))


def texts(content: Content) -> list[str]:
    return [content.text[b.start : b.end] for b in content.blocks]


def own(block: Block) -> tuple[Inline, ...]:
    """The inline markup of a block, with offsets into its text."""
    return tuple(Inline(i.start - block.start, i.end - block.start, i.id) for i in block.inlines)


def unchanged(content: Content) -> str:
    """The file as it is written if every text stays as it is; twice, since writing changes nothing."""
    targets = [Target(content.text[b.start : b.end], own(b)) for b in content.blocks]
    first = content.write(targets)
    assert content.write(targets) == first
    return first.decode("utf-8")


def replaced(content: Content, english: Sequence[str] | Callable[[str], str], inlines: Sequence[object] = ()) -> str:
    """The file with other texts; inline markup stays at its offsets, as far as they reach, or where it is put."""
    news = [english(t) for t in texts(content)] if callable(english) else list(english)
    targets = []
    for number, (block, text) in enumerate(zip(content.blocks, news, strict=True)):
        given = inlines[number] if inlines else own(block)
        moved = tuple(Inline(min(i.start, len(text)), min(i.end, len(text)), i.id) for i in given)
        targets.append(Target(text, moved))
    return content.write(targets).decode("utf-8")


@st.composite
def placed(draw: st.DrawFn, inlines: Sequence[Inline], text: str) -> tuple[Inline, ...]:
    """Some place in ``text`` for each piece of inline markup: nested as it was, in the order in which it opened."""
    order: list[tuple[int, bool]] = []
    held: list[int] = []
    for number, inline in enumerate(inlines):
        while held and inlines[held[-1]].end <= inline.start:
            order.append((held.pop(), False))
        order.append((number, True))
        held.append(number)
    order += [(number, False) for number in reversed(held)]
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=len(order), max_size=len(order))))
    starts = {number: at for at, (number, opens) in zip(cuts, order, strict=True) if opens}
    ends = {number: at for at, (number, opens) in zip(cuts, order, strict=True) if not opens}
    return tuple(Inline(starts[n], starts[n] if i.start == i.end else ends[n], i.id) for n, i in enumerate(inlines))
