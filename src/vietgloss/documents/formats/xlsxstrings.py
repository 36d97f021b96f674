"""The text of an Excel cell: plain, or in runs of different looks; and the same with English.

Source: ECMA-376, part 1, 18.4 (shared string table) and 22.9.2.19 (characters written as ``_xHHHH_``).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss.documents.formats.filling import filled
from vietgloss.documents.formats.mixed import Mark, merged, plan, slots
from vietgloss.documents.formats.xmlspans import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vietgloss.documents.formats.mixed import Node, Slot
    from vietgloss.documents.formats.xmlspans import Element, Source
    from vietgloss.documents.model import Target

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_LINE_END = re.compile("(\r\n?|\n)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_HALVES = range(0xD800, 0xE000)
_Run = tuple[str, str]


@dataclass(slots=True, eq=False)
class _Break(Mark):
    """The end of a line in a cell. What stands before and behind it are texts of their own."""

    text: str = "\n"


class CellText:
    """The text of a cell.

    Args:
        element: An ``si`` of the shared strings, or an ``is`` of a cell.
        source: The part that it is in.
    """

    __slots__ = ("_nodes", "_prefix", "_rich", "_runs", "_tail", "end", "start")

    def __init__(self, element: Element, source: Source) -> None:
        self.start, self.end = element.content, element.close
        """Where its content stands, in bytes."""
        self._prefix = source.name(element).rpartition(":")[0]
        self._runs: list[_Run] = []
        self._tail = ""
        self._rich = False
        self._nodes: list[Node] | None = None
        for child in element.elements:
            if child.tag == "t":
                self._runs.append(("", _decoded(child.text)))
            elif child.tag == "r":
                look, text = child.find("rPr"), child.find("t")
                raw = source.raw(look.start, look.end) if look else ""
                self._runs.append((raw, _decoded(text.text) if text else ""))
                self._rich = True
            else:
                self._tail += source.raw(child.start, child.end)  # how it is pronounced, for Chinese and Japanese

    @property
    def text(self) -> str:
        """All of the text, without its looks."""
        return "".join(text for _, text in self._runs)

    @property
    def slots(self) -> list[Slot]:
        """The texts to translate in it: a line is one."""
        return list(slots(self._planned()))

    def with_english(self, targets: Iterator[Target]) -> str:
        """The content of its element with other text.

        Args:
            targets: Gives one target for each slot, in order.
        """
        runs = list(_joined(_flat(filled(self._planned(), targets), self._ground())))
        if not self._rich:
            return self._t("".join(text for _, text in runs)) + self._tail
        r = self._name("r")
        return "".join(f"<{r}>{look}{self._t(text)}</{r}>" for look, text in runs) + self._tail

    def _ground(self) -> str:
        """The look of most of its letters."""
        if not self._rich:
            return ""
        letters: Counter[str] = Counter()
        for look, text in self._runs:
            letters[look] += sum(c.isalpha() for c in text)
        return max(letters, key=lambda look: letters[look], default="")

    def _planned(self) -> list[Node]:
        if self._nodes is None:
            ground = self._ground()
            nodes: list[Node] = []
            for look, text in self._runs:
                for part in _LINE_END.split(text):
                    if _LINE_END.fullmatch(part):
                        nodes.append(_Break(look, cut=True, text=part))
                    elif part or not text:
                        nodes.append(part if look == ground else Mark(look, children=[part], key=look))
            self._nodes = plan(merged(nodes))
        return self._nodes

    def _t(self, text: str) -> str:
        kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""
        name = self._name("t")
        return f"<{name}{kept}>{_encoded(text)}</{name}>"

    def _name(self, name: str) -> str:
        return f"{self._prefix}:{name}" if self._prefix else name


def _flat(nodes: Iterable[Node], look: str) -> Iterator[_Run]:
    for node in nodes:
        if isinstance(node, str):
            yield look, node
        elif isinstance(node, _Break):
            yield node.open, node.text
        elif isinstance(node, Mark):
            # One that lost its words is written all the same.
            yield from _flat(node.children or [], node.open) if node.children else [(node.open, "")]


def _joined(runs: Iterable[_Run]) -> Iterator[_Run]:
    last: _Run | None = None
    for look, text in runs:
        if last is not None and last[0] == look:
            last = look, last[1] + text
        else:
            if last is not None:
                yield last
            last = look, text
    if last is not None:
        yield last


def _decoded(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        code = int(found[1], 16)
        return found[0] if code in _HALVES else chr(code)

    return _ESCAPE.sub(letter, text)


def _encoded(text: str) -> str:
    text = _ESCAPE.sub(r"_x005F_x\1_", text)
    return escaped(_CONTROL.sub(lambda c: f"_x{ord(c[0]):04X}_", text))
