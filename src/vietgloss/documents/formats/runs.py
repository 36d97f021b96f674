"""Paragraphs of Word and PowerPoint as trees of text, things that stand alone and things around text.

Both write a paragraph as runs, each with its formatting, and both split runs at random. :func:`cut` joins what belongs
together and finds the stretches to translate. What surrounds such a stretch (spaces, pictures, tabs, a link around all
of it) stays where it is and is no inline markup. ``spread`` gives a stretch its text and inlines, ``weave`` writes it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from vietgloss.documents.formats.vietnamese import is_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from lxml import etree

    from vietgloss.documents.model import Inline

_DEEPEST = 30  # ends of one kind in another, in one paragraph; more serves no reader
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "…")
_BULLETS = "-–—+*•●▪"


@dataclass(frozen=True, slots=True)
class Style:
    """The formatting of a run.

    Args:
        key: What tells it from others; what nobody sees (language, spelling) is no part of it.
        element: The properties of the run as XML; None if it has none.
        shows: Whether it can be seen on spaces, such as an underline.
    """

    key: Hashable
    element: etree._Element | None = None
    shows: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """An element that is copied: what a run of this style holds, or, without style, what stands beside runs."""

    element: etree._Element
    style: Style | None = None


@dataclass(slots=True)
class Text:
    """Text of one style. ``source`` is the element that holds it in the file."""

    text: str
    style: Style
    source: etree._Element | None = None


@dataclass(slots=True)
class Atom:
    """What stands alone between texts.

    Args:
        parts: What it is, in order.
        hard: No sentence goes over it: a tab, the end of a page.
        breaks: It parts words as a space does: the end of a line.
        word: It stands for a word, such as the number of the page.
        edge: What it begins (1) or ends (-1), if it is one end of something.
        ordered: Whether it must stay in order with others of this kind.
    """

    parts: list[Part]
    hard: bool = False
    breaks: bool = False
    word: bool = False
    edge: tuple[Hashable, int] | None = None
    ordered: bool = False


@dataclass(slots=True)
class Wrap:
    """What stands around text: an element (``shell``, with the content in ``host``), or two ends without one."""

    children: list[Node]
    shell: etree._Element | None = None
    host: etree._Element | None = None
    opening: list[Part] = field(default_factory=list)
    closing: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Segment:
    """A stretch to translate. ``spread`` sets its text, its inlines, their tree, and the style that most of it has."""

    nodes: list[Node]
    text: str = ""
    inlines: tuple[Inline, ...] = ()
    items: list[Item] = field(default_factory=list)
    ground: Style | None = None


Node = Text | Atom | Wrap | Segment


@dataclass(slots=True)
class Item:
    """An inline of a stretch: what it is, where it stands in the text of the stretch, and what is in it.

    Args:
        id: Its number; they count up in the order in which inlines open.
        what: A style for text that differs from the text around, or what stands alone or around text.
        start: Where it begins, a character offset into the text of the stretch.
        end: Where it ends, exclusive.
        children: What it holds.
        ground: The style of most of the text that stands directly in it; None if there is none.
        spaced: Whether a space on both sides became one, since it stands for a word.
    """

    id: int
    what: Style | Wrap | Atom
    start: int
    end: int
    children: list[Item] = field(default_factory=list)
    ground: Style | None = None
    spaced: bool = False


class Sink(Protocol):
    """Where a paragraph is written to."""

    def text(self, text: str, style: Style | None) -> None:
        """Writes text; an empty one leaves an empty run."""

    def part(self, part: Part) -> None:
        """Writes what is copied."""

    def inside(self, wrap: Wrap) -> Sink:
        """Writes the element of a wrap, and gives where its content goes to."""


def cut(nodes: Iterable[Node], found: list[Segment]) -> list[Node]:
    """Finds the stretches to translate.

    Args:
        nodes: The content of a paragraph, or of something in it.
        found: They are appended here, in order.

    Returns:
        The same content, with a :class:`Segment` for each stretch.
    """
    result: list[Node] = []
    piece: list[Node] = []
    listed = list(nodes)
    for at, node in enumerate(listed):
        if isinstance(node, Atom) and (node.hard or (node.breaks and _ends(listed, at))):
            result += (*_piece(piece, found), node)
            piece = []
        else:
            piece.append(node)
    return result + _piece(piece, found)


def _ends(nodes: Sequence[Node], at: int) -> bool:
    """Whether the end of a line is one of a sentence too: after its last mark, doubled, or before another beginning.

    A sentence goes on in a line that begins with a small letter, or behind a comma; a headline in capitals goes on in
    a line in capitals.
    """
    beside = [nodes[i] for i in (at - 1, at + 1) if 0 <= i < len(nodes)]
    if any(isinstance(node, Atom) and node.breaks for node in beside):
        return True
    before = _said(nodes[:at]).rstrip().rpartition("\n")[2]
    after = _said(nodes[at + 1 :]).strip().partition("\n")[0]
    if before.endswith(_SENTENCE_ENDS):
        return True
    if not before or not after or before.endswith(",") or (before.isupper() and after.isupper()):
        return False
    return not after[0].islower() and (after[0].isalnum() or after[0] in _BULLETS)


def _piece(nodes: Iterable[Node], found: list[Segment]) -> list[Node]:
    joined = join(pair(nodes))
    full = [at for at, node in enumerate(joined) if _has(node, str.strip)]
    if not full:
        return joined
    head, core, tail = joined[: full[0]], joined[full[0] : full[-1] + 1], joined[full[-1] + 1 :]
    if len(core) == 1 and isinstance(core[0], Wrap):
        core[0].children = cut(core[0].children, found)
        return joined
    if not any(_has(node, lambda text: any(map(str.isalpha, text))) for node in core) and not is_figure(_said(core)):
        return joined
    first, last = core[0], core[-1]
    if isinstance(first, Text) and first.text[0].isspace():
        kept = first.text.lstrip()
        head.append(Text(first.text[: -len(kept)], first.style))
        first.text = kept
    if isinstance(last, Text) and last.text[-1].isspace():
        kept = last.text.rstrip()
        tail.insert(0, Text(last.text[len(kept) :], last.style))
        last.text = kept
    segment = Segment(core)
    found.append(segment)
    return [*head, segment, *tail]


def _said(nodes: Iterable[Node]) -> str:
    """The text of nodes, a line end for what parts words."""
    said = []
    for node in nodes:
        if isinstance(node, Text):
            said.append(node.text)
        elif isinstance(node, Wrap):
            said.append(_said(node.children))
        elif isinstance(node, Atom) and node.breaks:
            said.append("\n")
    return "".join(said)


def _has(node: Node, test: Callable[[str], object]) -> bool:
    if isinstance(node, Text):
        return bool(test(node.text))
    return isinstance(node, Wrap) and any(_has(child, test) for child in node.children)


def pair(nodes: Iterable[Node]) -> list[Node]:
    """Makes a wrap of two ends and what stands between them; an end that finds no other becomes an ordered atom.

    Where two cross, the one that began last is left as two atoms.
    """
    levels: list[tuple[Atom | None, list[Node]]] = [(None, [])]
    begun: Counter[Hashable] = Counter()
    for node in nodes:
        if not isinstance(node, Atom) or node.edge is None:
            levels[-1][1].append(node)
            continue
        key, way = node.edge
        if way > 0 and len(levels) <= _DEEPEST:
            levels.append((node, []))
            begun[key] += 1
        elif way < 0 and begun[key]:
            while True:
                start, inner = levels.pop()
                if start is None or start.edge is None:
                    break
                begun[start.edge[0]] -= 1
                if start.edge[0] == key:
                    levels[-1][1].append(Wrap(inner, opening=start.parts, closing=node.parts))
                    break
                _dissolve(levels[-1][1], start, inner)
        else:
            levels[-1][1].append(Atom(node.parts, ordered=True))
    while len(levels) > 1:
        start, inner = levels.pop()
        _dissolve(levels[-1][1], start, inner)
    return levels[0][1]


def _dissolve(into: list[Node], start: Atom | None, inner: list[Node]) -> None:
    if start is not None:
        into.append(Atom(start.parts, ordered=True))
    into += inner


def join(nodes: Iterable[Node]) -> list[Node]:
    """Joins texts of one style, and things that stand side by side; a wrap without text is a thing too."""
    result: list[Node] = []
    for node in _coloured([_lone(node) for node in nodes]):
        last = result[-1] if result else None
        if isinstance(node, Text) and isinstance(last, Text) and node.style.key == last.style.key:
            longer = max(last, node, key=lambda text: len(text.text.strip()))
            result[-1] = Text(last.text + node.text, longer.style)
        elif isinstance(node, Atom) and isinstance(last, Atom):
            result[-1] = Atom(
                last.parts + node.parts,
                breaks=last.breaks or last.hard or node.breaks or node.hard,
                word=last.word or node.word,
                ordered=last.ordered or node.ordered,
            )
        elif not (isinstance(node, Text) and not node.text):
            result.append(node)
    return result


def _lone(node: Node) -> Node:
    """What stands alone: a wrap without text, or a blank that can be seen, such as a line to write on."""
    if isinstance(node, Wrap) and not _has(node, str.strip):
        return Atom(parts_of(node), breaks=_has(node, len), ordered=_ordered(node))
    if isinstance(node, Text) and node.style.shows and len(node.text) > 1 and node.text.isspace():
        return Atom([Part(node.source, node.style)], breaks=True) if node.source is not None else node
    return node


def _ordered(node: Node) -> bool:
    """Whether something holds an end that may have its other end elsewhere."""
    if isinstance(node, Wrap):
        return any(_ordered(child) for child in node.children)
    return isinstance(node, Atom) and (node.ordered or node.edge is not None)


def _coloured(nodes: list[Node]) -> list[Node]:
    """Gives spaces the style of the text beside them: nobody sees the difference."""
    for at, node in enumerate(nodes):
        if not isinstance(node, Text) or not node.text.isspace():
            continue
        before = nodes[at - 1] if at else None
        after = nodes[at + 1] if at + 1 < len(nodes) else None
        for beside in (before, after):
            if isinstance(beside, Text) and not beside.text.isspace():
                node.style = beside.style
                break
    return nodes


def parts_of(node: Node) -> list[Part]:
    """The elements of something that is copied as it is."""
    if isinstance(node, Atom):
        return node.parts
    if isinstance(node, Text):
        return [Part(node.source, node.style)] if node.source is not None else []
    if isinstance(node, Wrap) and node.shell is not None:
        return [Part(node.shell)]
    inner = node.children if isinstance(node, Wrap) else node.nodes
    own = [part for child in inner for part in parts_of(child)]
    return [*node.opening, *own, *node.closing] if isinstance(node, Wrap) else own
