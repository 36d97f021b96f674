"""The content of a paragraph: text mixed with markup, what of it is to be translated, and the markup in again.

A paragraph is a list of nodes: a text, or a :class:`Mark` that stands alone or covers nodes. :func:`plan` finds what
is to be translated and puts a :class:`Slot` in its place; :mod:`~vietgloss.documents.formats.filling` puts the English
into the slots.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Union

from vietgloss.documents.formats.vietnamese import has_letter, is_figure
from vietgloss.documents.model import Inline

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from vietgloss.documents.model import Target

# Line separators too; no-break spaces stay as they are.
_SPACES = re.compile(r"[\t-\r\x1c-\x20\x85\u2028\u2029]+")
# Deeper pairs stay apart: nothing that people make has them.
_MAX_DEPTH = 40


@dataclass(slots=True, eq=False)
class Mark:
    """A piece of markup.

    Args:
        open: How it is written before what it covers; all of it, if it stands alone.
        close: How it is written behind.
        children: What it covers; None if it stands alone.
        cut: Whether what stands before, in, and behind it are texts of their own.
        gap: Whether it parts words as a space does.
        ordered: Whether it must stay in the order of all marks that are so, wherever they are moved.
        key: What it means, to find out whether two that stand side by side are one; None if that does not matter.
        opens: For a mark that opens something, what it opens.
        closes: For a mark that closes something, what it closes: equal to ``opens`` of that other mark.
    """

    open: str
    close: str = ""
    children: list[Node] | None = None
    cut: bool = False
    gap: bool = False
    ordered: bool = False
    key: Hashable = None
    opens: Hashable = None
    closes: Hashable = None


@dataclass(slots=True, eq=False)
class Slot:
    """The place of one text to translate.

    Args:
        nodes: What stands there.
        text: Its text in NFC without white space at its ends.
        inlines: The markup in it, with offsets into ``text``; its id is the place in ``marks``.
        marks: The markup.
        parents: For each mark the one that it is in, -1 if none.
        spaced: The marks without a space beside them for which a space was put into the text.
        wide: The marks that had a space on both sides, of which one is in the text.
    """

    nodes: list[Node]
    text: str = ""
    inlines: tuple[Inline, ...] = ()
    marks: list[Mark] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    spaced: set[int] = field(default_factory=set)
    wide: set[int] = field(default_factory=set)

    def unchanged(self, target: Target) -> bool:
        """Whether a target is what stood there."""
        return target.text == self.text and tuple(target.inlines) == self.inlines


Node = Union[str, Mark, Slot]  # noqa: UP007  # Python 3.10 cannot join a name in quotes by |


def words(nodes: Iterable[Node]) -> str:
    """All text in nodes."""
    return "".join(n if isinstance(n, str) else words(_children(n)) for n in nodes)


def _children(node: Mark | Slot) -> list[Node]:
    return node.nodes if isinstance(node, Slot) else node.children or []


def merged(nodes: Iterable[Node]) -> list[Node]:
    """Nodes where texts side by side are one, and marks side by side that mean the same are one, at every depth."""
    out: list[Node] = []
    for node in nodes:
        last = out[-1] if out else None
        if isinstance(node, str):
            if isinstance(last, str):
                out[-1] = last + node
            elif node:
                out.append(node)
        elif isinstance(node, Mark) and node.children is not None:
            if isinstance(last, Mark) and last.children is not None and node.key is not None and last.key == node.key:
                out[-1] = replace(last, children=merged(last.children + node.children))
            else:
                out.append(replace(node, children=merged(node.children)))
        else:
            out.append(node)
    return out


def paired(nodes: Iterable[Node]) -> list[Node]:
    """Nodes where a mark that opens and the one that closes are one that covers what stands between them.

    So nothing can come between or turn them round. Where they cross others, or are not side by side, they stay as they
    are: both stand alone, and should be ``ordered``.
    """
    out: list[Node] = []
    opened: list[tuple[int, Mark]] = []
    for node in nodes:
        if isinstance(node, Mark) and node.opens is not None:
            opened.append((len(out), node))
        elif isinstance(node, Mark) and node.closes is not None:
            found = next((n for n in reversed(range(len(opened))) if opened[n][1].opens == node.closes), None)
            if found is not None:
                at, first = opened.pop(found)
                inside = out[at + 1 :]
                if found == len(opened) and _depth(inside) < _MAX_DEPTH:
                    whole = replace(first, close=node.open, children=inside, ordered=False)
                    out[at:] = [whole if inside else replace(first, open=first.open + node.open, ordered=False)]
                    continue
        out.append(node)
    return out


def _depth(nodes: Iterable[Node]) -> int:
    return max((1 + _depth(_children(n)) for n in nodes if not isinstance(n, str)), default=0)


def plan(nodes: Iterable[Node], *, figures: bool = False) -> list[Node]:
    """Puts a slot in the place of each text to translate.

    Markup and white space at the ends of a text, and markup around the whole of it, stay outside the slot.

    Args:
        nodes: The content.
        figures: Whether a figure alone is to translate too, if English writes it in another way.
    """
    out: list[Node] = []
    run: list[Node] = []
    for node in nodes:
        if isinstance(node, Mark) and node.cut:
            out += _planned(run, figures)
            out.append(node if node.children is None else replace(node, children=plan(node.children, figures=figures)))
            run = []
        else:
            run.append(node)
    return out + _planned(run, figures)


def _planned(run: list[Node], figures: bool) -> list[Node]:
    start, end = 0, len(run)
    while start < end and _is_blank(run[start]):
        start += 1
    while start < end and _is_blank(run[end - 1]):
        end -= 1
    core = run[start:end]
    if not has_letter(words(core)) and not (figures and is_figure(words(core))):
        return run
    before, after = run[:start], run[end:]
    first = core[0]
    if isinstance(first, Mark) and len(core) == 1:
        return [*before, replace(first, children=plan(first.children or [], figures=figures)), *after]
    if isinstance(first, str):
        core[0] = stripped = first.lstrip()
        before.append(first[: len(first) - len(stripped)])
    last = core[-1]
    if isinstance(last, str):
        core[-1] = stripped = last.rstrip()
        after.insert(0, last[len(stripped) :])
    return [n for n in [*before, _slot(core), *after] if n != ""]


def _is_blank(node: Node) -> bool:
    return not (node if isinstance(node, str) else words(_children(node))).strip()


def _slot(core: list[Node]) -> Slot:
    slot = Slot(core)
    ends: list[list[int]] = []
    text = _flattened(core, slot, ends, "", -1)
    lead = len(text) - len(text.lstrip())
    whole = text.strip()
    slot.text = unicodedata.normalize("NFC", whole)
    same = slot.text == whole

    def moved(offset: int) -> int:
        offset = min(max(offset - lead, 0), len(whole))
        return offset if same else min(len(unicodedata.normalize("NFC", whole[:offset])), len(slot.text))

    slot.inlines = tuple(Inline(moved(start), moved(end), number) for number, (start, end) in enumerate(ends))
    return slot


def _flattened(nodes: Iterable[Node], slot: Slot, ends: list[list[int]], text: str, parent: int) -> str:
    for node in nodes:
        if isinstance(node, str):
            new = _SPACES.sub(" ", node)
            if new.startswith(" ") and (not text or text.endswith(" ")):
                if text and ends and ends[-1] == [len(text), len(text)]:
                    slot.wide.add(len(ends) - 1)
                new = new[1:]
            text += new
        elif isinstance(node, Mark):
            number = len(slot.marks)
            slot.marks.append(node)
            slot.parents.append(parent)
            ends.append([len(text), len(text)])
            if node.children is not None:
                text = _flattened(node.children, slot, ends, text, number)
                ends[number][1] = len(text)
            elif (node.gap or node.cut) and text and not text.endswith(" "):
                slot.spaced.add(number)
                text += " "
    return text


def slots(nodes: Iterable[Node]) -> Iterator[Slot]:
    """The slots in planned nodes, in order."""
    for node in nodes:
        if isinstance(node, Slot):
            yield node
        elif isinstance(node, Mark) and node.children is not None:
            yield from slots(node.children)
