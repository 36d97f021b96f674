"""What a translation is: the document's English, sentence by sentence and whole, and what to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vietgloss.documents import Content, Target
    from vietgloss.expansion import Expansion
    from vietgloss.quality import Warning  # noqa: A004  # the field's word for it
    from vietgloss.terms import TermCheck

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence: its span in the NFC source text, its forms, its terms and what to look at.

    ``origin`` is ``machine``, or ``corrected`` if the English is what a person gave for this source.
    """

    start: int
    end: int
    source: str
    expanded: str
    target: str
    terms: tuple[TermCheck, ...] = ()
    warnings: tuple[Warning, ...] = ()
    origin: str = "machine"

    def to_dict(self) -> dict[str, Any]:
        """Return the segment as the JSON contract states it."""
        return {
            "start": self.start,
            "end": self.end,
            "source": self.source,
            "expanded": self.expanded,
            "target": self.target,
            "origin": self.origin,
            "terms": [t.to_dict() for t in self.terms],
            "warnings": [w.to_dict() for w in self.warnings],
        }


@dataclass(frozen=True, slots=True)
class Translation:
    """A translated document.

    Attributes:
        path: Where it came from; ``-`` for text given directly.
        model: The name of the model.
        segments: Its sentences in order.
        target: The whole English text, laid out as the source; of a format that is more than text, the texts in it.
        expansion: What was expanded, and why.
        bom: Whether the source began with a byte order mark.
        suffix: The suffix of the translated file, with its dot.
        content: For a format that is more than text: how to write it.
        blocks: For such a format: the English of its blocks.
    """

    path: str
    model: str
    segments: tuple[Segment, ...]
    target: str
    expansion: Expansion
    bom: bool = False
    suffix: str = ".txt"
    content: Content | None = field(default=None, repr=False)
    blocks: tuple[Target, ...] = field(default=(), repr=False)

    def to_bytes(self) -> bytes:
        """Return the translated file: in the format of its source, text in UTF-8.

        Raises:
            InputError: If the format cannot be written after all.
        """
        if self.content is not None:
            data = self.content.write(self.blocks)
            return _BOM.encode() + data if self.bom and not data.startswith(_BOM.encode()) else data
        return ((_BOM if self.bom else "") + self.target).encode()

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``vietgloss translate --format json`` prints."""
        return {
            "path": self.path,
            "model": self.model,
            "segments": [s.to_dict() for s in self.segments],
            "target": self.target,
        }
