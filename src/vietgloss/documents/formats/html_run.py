"""One paragraph of HTML: what stands between two ends of a block becomes plain text and the inline markup in it.

Tags that do not pair up in the paragraph (``<b>`` that ends behind a ``<br>``, tags that cross) are kept one by one, in
their order, and no pair reaches over them; so what is well-formed stays so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.documents.formats.html_tokens import decoded, pieces, squeezed
from vietgloss.documents.formats.vietnamese import is_figure
from vietgloss.documents.model import Inline

if TYPE_CHECKING:
    from vietgloss.documents.model import Kind

# Where a line may break or a word be cut: nothing to a reader, and English breaks elsewhere.
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_LEADING = re.compile(rf"[\s{_INVISIBLE}]*")
_NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡]{1,3})[\])]?")
_LONGEST_NOTE = 5
_UNIT = re.compile(r"(?<![^\W\d_])(?:[mcdk]?m|ha)$")
_MOST_PARTS_OF_NOTE = 6
MOST_PARTS = 20_000
"""Texts and tags that a paragraph may have; no writer makes more, and placing them would take too long."""


@dataclass(slots=True)
class Event:
    """A piece of a paragraph.

    Args:
        kind: ``text``; ``open`` and ``close``: the tags of a pair, or without ``partner`` tags that stand alone;
            ``atom``: what is copied as a whole.
        start: Where it begins in the source.
        end: Where it ends.
        text: What a text says. What an atom says between the words around it: a space or nothing.
        name: The element of a tag.
        partner: The number of the other tag of a pair; -1 for none.
        shown: Whether an atom is something to see, so that spaces around it count.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    name: str = ""
    partner: int = -1
    shown: bool = False
    blank: bool = True


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of inline markup, as it is written again.

    Args:
        opening: Where its start tag, or all of it if it stands alone, is in the source.
        closing: Where its end tag is; None if it stands alone.
        parent: The number of the pair around it; -1 for none.
        group: How many unpaired tags stand before it; it stays between the same two.
        before: Whether white space stands before what stands alone and can be seen.
        after: Whether white space stands behind it.
        single: Whether it is an unpaired tag.
    """

    opening: tuple[int, int]
    closing: tuple[int, int] | None
    parent: int
    group: int
    before: bool = False
    after: bool = False
    single: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to translate.

    Args:
        start: Where what is replaced begins in the source.
        end: Where it ends.
        text: What it says.
        kind: What it is.
        inlines: Its inline markup, with offsets into ``text``; the ids are numbers in ``nodes``.
        nodes: How each piece of inline markup is written.
        quote: For the value of an attribute the quotation mark around it; None for running text.
    """

    start: int
    end: int
    text: str
    kind: Kind = "paragraph"
    inlines: tuple[Inline, ...] = ()
    nodes: tuple[Node, ...] = ()
    quote: str | None = None


@dataclass(slots=True)
class Run:
    """Collects what stands between two ends of a block.

    Args:
        source: The whole source.
    """

    source: str
    events: list[Event] = field(default_factory=list)
    flowing: bool = False
    is_full: bool = False
    _open: list[int] = field(default_factory=list)

    def text(self, start: int, end: int) -> None:
        """Add running text."""
        text = _HIDDEN.sub("", decoded(self.source, start, end))
        blank = not text or text.isspace()
        self.flowing = self.flowing or not blank
        if text or start < end:
            self._add(Event("text", start, end, text, blank=blank))

    def atom(self, start: int, end: int, *, shown: bool) -> None:
        """Add what is copied as a whole."""
        self._add(Event("atom", start, end, shown=shown))

    def open(self, start: int, end: int, name: str) -> None:
        """Add a start tag."""
        if self._add(Event("open", start, end, name=name)):
            self._open.append(len(self.events) - 1)

    def close(self, start: int, end: int, name: str) -> None:
        """Add an end tag."""
        number = len(self.events)
        if (
            not self._add(Event("close", start, end, name=name))
            or not self._open
            or self.events[self._open[-1]].name != name
        ):
            self._open.clear()  # tags that cross: each stands alone
            return
        opened = self._open.pop()
        if self._is_atom(opened):
            first, inside = self.events[opened], self.events[opened:]
            gap = " " if any(e.text for e in inside if e.blank) else ""
            shown = any(e.shown for e in inside)
            del self.events[opened:]
            self.events.append(Event("atom", first.start, end, gap, shown=shown))
        else:
            self.events[opened].partner, self.events[number].partner = number, opened

    def _add(self, event: Event) -> bool:
        """Add a piece; once there are too many none is kept."""
        if len(self.events) >= MOST_PARTS:
            self.is_full = True
            self.events.clear()
            self._open.clear()
        if not self.is_full:
            self.events.append(event)
        return not self.is_full

    def _is_atom(self, opened: int) -> bool:
        """Whether the pair that has just been closed holds no words, or is the mark of a footnote."""
        first = self.events[opened]
        if len(self.events) - opened > _MOST_PARTS_OF_NOTE:
            return False  # not looked through again for every pair around it
        inside = self.events[opened + 1 : -1]
        said = "".join(e.text for e in inside).strip()
        if not said:
            return True
        link = first.name == "a" and "#" in self.source[first.start : first.end]
        if (first.name != "sup" and not link) or len(said) > _LONGEST_NOTE or not _NOTE.fullmatch(said):
            return False
        before = self.events[opened - 1] if opened else None
        # m² is no note.
        return not (before and before.kind == "text" and said in ("2", "3") and _UNIT.search(before.text))

    def passage(self, kind: Kind) -> Passage | None:
        """Give what was collected as a text with markup; None if there is nothing to translate in it."""
        texts = [n for n, e in enumerate(self.events) if not e.blank]
        if not texts:
            return None
        said = "".join(self.events[n].text for n in texts)
        if not any(map(str.isalpha, said)) and not is_figure(said):
            return None
        first, last = self._bounds(texts[0], texts[-1])
        start = self.events[first].start
        if first == texts[0]:
            start = _edge(self.source, self.events[first])[0]
        end = self.events[last].end
        if last == texts[-1]:
            end = _edge(self.source, self.events[last])[1]
        return _Builder(self.events, first, last).passage(start, end, kind)

    def _bounds(self, first: int, last: int) -> tuple[int, int]:
        """The first and the last piece once markup around all words, and beside them, is left out."""
        begin = next(n for n in range(first + 1) if n == first or self._covers_part(n, first, last))
        end = next(
            n for n in range(len(self.events) - 1, last - 1, -1) if n == last or self._covers_part(n, first, last)
        )
        return begin, end

    def _covers_part(self, number: int, first: int, last: int) -> bool:
        return first < self.events[number].partner < last


def _edge(source: str, event: Event) -> tuple[int, int]:
    """Where the words of a text begin and end in the source."""
    cut = pieces(source, event.start, event.end)
    start = end = -1
    for a, b, text in cut:
        shown = text[_match_end(text) :]
        if shown:
            start = a if text != source[a:b] else b - len(shown)
            break
    for a, b, text in reversed(cut):
        hidden = _match_end(text[::-1])
        if hidden < len(text):
            end = b if text != source[a:b] else b - hidden
            break
    return start, end


def _match_end(text: str) -> int:
    found = _LEADING.match(text)
    return found.end() if found else 0


class _Builder:
    """Makes the text and the markup of a paragraph."""

    def __init__(self, events: list[Event], first: int, last: int) -> None:
        self.events, self.first, self.last = events, first, last
        self.parts: list[str] = []
        self.length = 0
        self.at_space = True
        self.spans: list[list[int]] = []
        self.nodes: list[Node] = []
        self.group = 0
        self.around: list[int] = []

    def passage(self, start: int, end: int, kind: Kind) -> Passage:
        for number in range(self.first, self.last + 1):
            event = self.events[number]
            if event.kind == "text":
                self._words(event.text)
            elif event.kind == "close" and event.partner >= 0:
                self.spans[self.around.pop()][1] = self.length
            else:
                self._node(number, event)
        text = "".join(self.parts).rstrip()
        for span in self.spans:
            span[:] = min(span[0], len(text)), min(span[1], len(text))
        self._trim(text)
        text = self._composed(text)
        inlines = tuple(Inline(a, b, n) for n, (a, b) in enumerate(self.spans))
        return Passage(start, end, text, kind, inlines, tuple(self.nodes))

    def _words(self, words: str) -> None:
        words = squeezed(words)
        words = words.lstrip() if not self.parts else words.lstrip(" ") if self.at_space else words
        if words:
            self.parts.append(words)
            self.length += len(words)
            self.at_space = words[-1] == " "

    def _node(self, number: int, event: Event) -> None:
        parent = self.around[-1] if self.around else -1
        single = event.kind != "atom" and event.partner < 0
        closing = None
        before = after = False
        if event.partner >= 0:
            other = self.events[event.partner]
            closing = (other.start, other.end)
            self.around.append(len(self.nodes))
        elif event.shown:
            before, after = self._spaced(number, -1), self._spaced(number, 1)
        self.group += single
        self.nodes.append(Node((event.start, event.end), closing, parent, self.group, before, after, single))
        self.spans.append([self.length, self.length])
        if event.text:
            self._words(event.text)

    def _spaced(self, number: int, step: int) -> bool:
        """Whether white space stands right before or behind a piece."""
        other = number + step
        while 0 <= other < len(self.events) and self.events[other].kind not in ("text", "atom"):
            other += step
        if not 0 <= other < len(self.events):
            return False
        text = self.events[other].text
        return bool(text) and text[-1 if step < 0 else 0].isspace()

    def _trim(self, text: str) -> None:
        """Move spaces at the ends of a pair out of it, unless other markup stands there."""
        taken: set[tuple[int, int]] = set()
        for number in range(len(self.spans) - 1, -1, -1):
            span, node = self.spans[number], self.nodes[number]
            if node.closing:
                if span[1] - span[0] > 1 and text[span[0]] == " " and (number, span[0]) not in taken:
                    span[0] += 1
                if span[1] - span[0] > 1 and text[span[1] - 1] == " " and (number, span[1]) not in taken:
                    span[1] -= 1
            taken |= {(node.parent, at) for at in span}

    def _composed(self, text: str) -> str:
        """The text in NFC; the places of the markup move with it."""
        composed = vn.nfc(text)
        if composed == text:
            return text
        places = sorted({0, len(text), *(at for span in self.spans for at in span)})
        moved = {0: 0}
        for a, b in pairwise(places):
            moved[b] = min(moved[a] + len(vn.nfc(text[a:b])), len(composed))
        for span in self.spans:
            span[:] = moved[span[0]], moved[span[1]]
        return composed
