"""The codes inside the texts of XLIFF 1.2 and 2.x, as marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss.documents.formats.filling import written
from vietgloss.documents.formats.mixed import Mark, paired

if TYPE_CHECKING:
    from vietgloss.documents.formats.mixed import Node
    from vietgloss.documents.formats.xmlspans import Element, Source

_COVERING = frozenset({"g", "mrk", "pc"})
# Opening and closing codes that stand apart, and the attributes that say which belong together.
_OPENING = {"bpt": ("rid", "id"), "bx": ("rid", "id"), "sc": ("id",), "sm": ("id",)}
_CLOSING = {
    "ept": ("bpt", ("rid", "id")),
    "ex": ("bx", ("rid", "id")),
    "ec": ("sc", ("startRef",)),
    "em": ("sm", ("startRef",)),
}
_HALF = "it"
_KEPT = "kept"


def nodes_of(parent: Element, source: Source, *, lines: bool) -> list[Node]:
    """The content of a source or a segment as nodes.

    Args:
        parent: The element.
        source: The file.
        lines: Whether line breaks in the text mean something, as under ``xml:space="preserve"``.
    """
    nodes: list[Node] = []
    for child in parent.children:
        if isinstance(child, str):
            nodes += _lines(child) if lines else [child]
        else:
            nodes.append(_mark(child, source, lines=lines))
    return [_whole(node) for node in paired(nodes)]


def _mark(child: Element, source: Source, *, lines: bool) -> Mark:
    raw = source.raw(child.start, child.end)
    kept = child.attrib.get("translate") == "no" or child.attrib.get("mtype") == "protected"
    if child.tag in _OPENING:
        opens = child.tag, _first(child, _OPENING[child.tag])
        return Mark(raw, ordered=True, opens=opens, key=_KEPT if kept else None)
    if child.tag in _CLOSING:
        name, keys = _CLOSING[child.tag]
        return Mark(raw, ordered=True, closes=(name, _first(child, keys)))
    if child.tag not in _COVERING or kept:
        return Mark(raw, ordered=child.tag == _HALF)
    inside = nodes_of(child, source, lines=lines)
    # A segment is a text of its own, and so is what stands around it.
    cut = child.attrib.get("mtype") == "seg" or any(_is_segment(n) for n in inside)
    if child.content == child.end:
        return Mark(raw, "", [], cut=cut)
    return Mark(source.tag(child), source.raw(child.close, child.end), inside, cut=cut)


def _whole(node: Node) -> Node:
    """A part that is not to be translated stands alone, with all that is in it."""
    if isinstance(node, Mark) and node.key == _KEPT and node.children is not None:
        return Mark(written([node]))
    return node


def _is_segment(node: Node) -> bool:
    return isinstance(node, Mark) and node.cut and node.children is not None


def _lines(text: str) -> list[Node]:
    nodes: list[Node] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            nodes.append(Mark("\n", cut=True))
        if line:
            nodes.append(line)
    return nodes


def _first(element: Element, names: tuple[str, ...]) -> str:
    return next((element.attrib[name] for name in names if name in element.attrib), "")
