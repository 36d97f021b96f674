"""What was taken off a Markdown paragraph, and where each character of the plain text came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Place = Literal["whole", "start", "end", "inside"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One piece of markup that was taken off.

    Args:
        kind: strong, emphasis, strike, code, link, image, autolink, html, footnote or escape.
        start: Where its text begins in the plain text.
        end: Where it ends; the same as `start` if it has none.
        text: Its text in the plain text.
        opening: The source before the text, such as ``**`` or ``[``; all of the source if there is no text.
        closing: The source after the text, such as ``**`` or ``](https://example.org)``.
        destination: Where a link leads.
        place: "whole" if no letter or digit stands outside it, else "start" or "end" if none stands before or
            after it.
        before: For "whole": what little stands before it, such as an opening quote.
        after: For "whole": what little stands after it, such as a full stop; else the next character.
        nth: How often the same text stands in the plain text before it.
        is_decoration: Whether it may be lost without losing content.
    """

    kind: str
    start: int
    end: int
    text: str
    opening: str
    closing: str = ""
    destination: str = ""
    place: Place = "inside"
    before: str = ""
    after: str = ""
    nth: int = 0
    is_decoration: bool = True


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of plain text and the stretch of source that it came from.

    Args:
        plain: Where it begins in the plain text.
        start: Where it begins in the source.
        end: Where it ends in the source.
        is_literal: Whether it stands in the source as it is, and not as an escape.
    """

    plain: int
    start: int
    end: int
    is_literal: bool = True


class Occurrences:
    """The places where strings stand in a text as whole words; each string is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, list[int]] = {}

    def of(self, wanted: str) -> list[int]:
        """The offsets of all occurrences of a string that is not empty."""
        if wanted not in self._known:
            head = r"(?<!\w)" if wanted[0].isalnum() else ""
            tail = r"(?!\w)" if wanted[-1].isalnum() else ""
            # White space counts as white space: a line may have been broken there.
            words = r"\s+".join(map(re.escape, wanted.split()))
            pattern = re.compile(head + words + tail)
            self._known[wanted] = [match.start() for match in pattern.finditer(self._text)]
        return self._known[wanted]
