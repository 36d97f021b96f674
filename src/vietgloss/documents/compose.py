"""From the English of sentences to the English of their block, with its inline markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss.documents.model import Inline, Target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vietgloss.documents.model import Block


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block and its English.

    Args:
        start: Where it begins in the document's text.
        end: Where it ends, exclusive.
        target: Its English.
        placed: Where inline markup that covers a part of it stands in ``target``, by its id.
    """

    start: int
    end: int
    target: str
    placed: Mapping[int, tuple[int, int]]


def compose(block: Block, text: str, sentences: Sequence[Sentence]) -> Target:
    """Puts the English of a block's sentences together.

    Args:
        block: The block.
        text: The document's text.
        sentences: Its sentences in order. What stands between them is kept.

    Returns:
        The English, and the inline markup in it: each piece once, nested as in the block, without crossings.
    """
    parts: list[str] = []
    starts: list[int] = []
    at, length = block.start, 0
    for sentence in sentences:
        between = text[at : sentence.start]
        parts += (between, sentence.target)
        starts.append(length + len(between))
        length += len(between) + len(sentence.target)
        at = sentence.end
    parts.append(text[at : block.end])
    english = "".join(parts)
    if not block.inlines:
        return Target(english)
    wanted = {i.id: _place(i, sentences, starts, len(english)) for i in block.inlines}
    return Target(english, nested(block.inlines, wanted))


def _place(inline: Inline, sentences: Sequence[Sentence], starts: Sequence[int], length: int) -> tuple[int, int]:
    found: list[tuple[int, int]] = []
    for sentence, offset in zip(sentences, starts, strict=True):
        inside = inline.start < sentence.end and sentence.start < inline.end
        alone = inline.start == inline.end and sentence.start <= inline.start <= sentence.end
        if not inside and not alone:
            continue
        start, end = sentence.placed.get(inline.id, (0, len(sentence.target)))
        if alone and inline.id not in sentence.placed:
            start = end = 0 if inline.start == sentence.start else len(sentence.target)
        found.append((start + offset, end + offset))
        if alone:
            break
    if found:
        return found[0][0], max(end for _, end in found)
    # It covers white space between sentences only.
    before = [offset + len(s.target) for s, offset in zip(sentences, starts, strict=True) if s.end <= inline.start]
    at = before[-1] if before else 0
    return min(at, length), min(at, length)


def nested(inlines: Sequence[Inline], wanted: Mapping[int, tuple[int, int]]) -> tuple[Inline, ...]:
    """Gives inline markup places that keep its nesting.

    Args:
        inlines: Pieces of markup as they stand in the source: in the order in which they open, outer before inner.
        wanted: Where each would best stand in the target.

    Returns:
        The same pieces in the order in which they open in the target. One inside another stays inside it: the outer one
        grows where need be. Of two that would overlap, the later one begins where the earlier one ends.
    """
    children: dict[int | None, list[Inline]] = {None: []}
    open_now: list[Inline] = []
    for inline in inlines:
        while open_now and not (inline.start < open_now[-1].end and inline.end <= open_now[-1].end):
            open_now.pop()
        children.setdefault(open_now[-1].id if open_now else None, []).append(inline)
        children.setdefault(inline.id, [])
        if inline.start < inline.end:
            open_now.append(inline)
    spans = dict(wanted)
    for inline in reversed(inlines):  # inner ones first: what holds them must hold all of them
        inner = [spans[c.id] for c in children[inline.id]]
        if inner:
            start, end = spans[inline.id]
            spans[inline.id] = (min(start, *(a for a, _ in inner)), max(end, *(b for _, b in inner)))
    out: list[Inline] = []

    def lay(of: int | None, start: int, end: int) -> None:
        at = start
        order = {c.id: n for n, c in enumerate(children[of])}
        for child in sorted(children[of], key=lambda c: (*spans[c.id], order[c.id])):
            a, b = spans[child.id]
            a = min(max(a, at), end)
            b = min(max(a, b), end)
            out.append(Inline(a, b, child.id))
            lay(child.id, a, b)
            at = b

    lay(None, 0, max((b for _, b in spans.values()), default=0))
    return tuple(out)
