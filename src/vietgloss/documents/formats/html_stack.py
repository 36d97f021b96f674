"""The open elements of a page: what a text belongs to, with the end tags that HTML allows to leave out.

Only whether a text is translated, and what it is, depends on it, never what is written. An element is opened and closed
once, so that all steps together take linear time, however deep or broken the page is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss.documents.formats import html_tags as tags

if TYPE_CHECKING:
    from vietgloss.documents.model import Kind

# Their end tags end whatever is open in them.
_STRUCTURE = tags.SCOPES | frozenset("tr tbody thead tfoot body html".split())
_LISTED = frozenset("ul ol menu dl li dt dd".split())


@dataclass(slots=True)
class Frame:
    """An open element.

    Args:
        name: Its name in small letters.
        inline: Whether it is part of a sentence.
        kind: What a text in it is.
        block: The name of the block that a text in it belongs to.
        no_translation: Whether it, or an element around it, says that it is not to be translated.
        foreign: Whether it is in another language than Vietnamese.
        opaque: Whether nothing in it is language.
        atom_from: Where it begins if it is copied as a whole in the middle of a sentence; else -1.
        pre: Whether line ends in it count.
    """

    name: str = ""
    inline: bool = False
    kind: Kind = "paragraph"
    block: str = ""
    no_translation: bool = False
    foreign: bool = False
    opaque: bool = False
    atom_from: int = -1
    pre: bool = False

    @property
    def skipped(self) -> bool:
        """Whether nothing in it is translated."""
        return self.opaque or self.no_translation or self.foreign


class Stack:
    """The open elements, the outermost first."""

    def __init__(self) -> None:
        self.frames = [Frame()]
        # For each table, cell ... that is open the elements in it, by name.
        self._scopes: list[Counter[str]] = [Counter()]
        self._totals: Counter[str] = Counter()
        self._owners: list[str] = []
        self._lists: list[str] = []

    @property
    def top(self) -> Frame:
        """The innermost element."""
        return self.frames[-1]

    def push(self, frame: Frame) -> None:
        """Open an element."""
        self.frames.append(frame)
        self._scopes[-1][frame.name] += 1
        self._totals[frame.name] += 1
        if frame.name in tags.SCOPES:
            self._scopes.append(Counter())
            self._owners.append(frame.name)
        if frame.name in _LISTED:
            self._lists.append(frame.name)

    def pop(self) -> Frame:
        """Close the innermost element."""
        frame = self.frames.pop()
        if frame.name in tags.SCOPES:
            self._scopes.pop()
            self._owners.pop()
        if frame.name in _LISTED:
            self._lists.pop()
        self._scopes[-1][frame.name] -= 1
        self._totals[frame.name] -= 1
        return frame

    def holds(self, name: str) -> bool:
        """Whether an end tag of this name ends something here."""
        return (self._totals if name in _STRUCTURE else self._scopes[-1])[name] > 0

    def implied(self, name: str) -> str:
        """The name of an open element that a start tag of this name ends; empty for none."""
        for other in tags.ended_by(name):
            if other in _LISTED:
                if self._lists and self._lists[-1] == other and self._scopes[-1][other]:
                    return other
            elif self._scopes[-1][other] or (other in tags.SCOPES and self._owners[-1:] == [other]):
                return other
        return ""
