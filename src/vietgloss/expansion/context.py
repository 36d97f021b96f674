"""What stands around a place: the words beside it, what the text is about, and full forms elsewhere in the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.expansion import beside, seat, weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vietgloss.glossary import Abbreviation

WINDOW = 15
"""How many syllables to each side count as near."""
STRETCH = 400
"""What a text is about is asked for so many characters, with as many before and after them."""
_REACH = WINDOW * 9  # a Vietnamese syllable and its space have at most eight letters
_BETWEEN = re.compile(r"[\W_]{2,}|[^\w ]|_")  # all but a single space, which stays


class Folded:
    """A whole document: its text ready for comparison, and how often full forms stand in it.

    Args:
        plain: The document in the form of :func:`vietgloss.text.plain`.
        known: The abbreviations in force; one with a single meaning is read as its full form where it stands beside
            another. None: abbreviations are read as they stand.
        line: The number of its first line.

    Attributes:
        decided: How often each abbreviation with several meanings was decided so in the document, and on which line
            first; by its surface and the full form, in the form of :func:`folded`.
    """

    def __init__(self, plain: str, known: Mapping[str, Abbreviation] | None = None, line: int = 1) -> None:
        self.plain = plain
        self.known = known
        self.line = line
        self.decided: dict[tuple[str, str], tuple[int, int]] = {}
        self._toned: str | None = None
        self._low = ""
        self._text = ""
        self._counts: dict[str, int] = {}
        self._lines: dict[str, int] = {}
        self._meant: dict[str, Sequence[str]] = {}
        self._topics: dict[int, dict[str, float]] = {}
        self._shares: dict[int, dict[str, float]] = {}
        self._said: dict[int, tuple[frozenset[str], str]] = {}
        self._seats: dict[int, tuple[tuple[str, ...], int]] = {}

    @property
    def toned(self) -> str:
        """The document with its tone marks where :func:`vietgloss.text.fold_tone` puts them."""
        if self._toned is None:
            self._toned = vn.fold_tone(self.plain)
        return self._toned

    def count(self, full: str) -> int:
        """Return how often ``full``, in the form of :func:`folded`, stands in the document."""
        held = self._counts.get(full)
        if held is None:
            if not self._text:
                self._low = vn.lower(self.toned)
                self._text = f" {_BETWEEN.sub(' ', self._low)} "
            held = self._counts[full] = self._text.count(full)
        return held

    def line_of(self, full: str) -> int:
        """Return the number of the line on which ``full`` stands first; it must stand somewhere."""
        held = self._lines.get(full)
        if held is None:
            if not self._low:
                self._low = vn.lower(self.toned)
            words = r"[\W_]+".join(full.split())  # a look-behind in front would make the search slow
            found = (m.start() for m in re.finditer(rf"{words}(?![^\W_])", self._low))
            at = next((n for n in found if not self._low[n - 1 : n].isalnum()), 0)
            held = self._lines[full] = self.line + self._low.count("\n", 0, at)
        return held

    def words(self, text: str) -> list[str]:
        """Return the normal words (:func:`vietgloss.expansion.weights.normal`) of a part of the document."""
        return weights.normal(text, self.known, self._meant)

    def topics(self, at: int) -> dict[str, float]:
        """Return what the text around ``at`` is about: the share of each topic, in the stretch and its neighbours."""
        number = at // STRETCH
        held = self._shares.get(number)
        if held is None:
            whole: dict[str, float] = {}
            for i in (number - 1, number, number + 1):
                for topic, count_ in self._stretch(i).items():
                    whole[topic] = whole.get(topic, 0.0) + count_
            held = self._shares[number] = weights.shares(whole)
        return held

    def said(self, at: int) -> tuple[frozenset[str], str]:
        """Return the words of the text around ``at``, in the stretch and its neighbours: as a set, and in a row."""
        number = at // STRETCH
        held = self._said.get(number)
        if held is None:
            words = self.words(self.toned[max(0, number - 1) * STRETCH : (number + 2) * STRETCH])
            held = self._said[number] = (frozenset(words), f" {' '.join(words)} ")
        return held

    def seat(self, at: int) -> tuple[tuple[str, ...], int]:
        """Return what the text around ``at`` says of whose it is, a city's or a province's; see ``seat.of``."""
        number = at // seat.REACH
        held = self._seats.get(number)
        if held is None:
            text = self.toned[max(0, number - 1) * seat.REACH : (number + 2) * seat.REACH]
            held = self._seats[number] = seat.of(f"\n{text}")
        return held

    def _stretch(self, number: int) -> dict[str, float]:
        held = self._topics.get(number)
        if held is None:
            text = self.toned[number * STRETCH : (number + 1) * STRETCH] if number >= 0 else ""
            held = self._topics[number] = weights.topics_of(self.words(text))
        return held


class Nearby(Folded):
    """A document of which only the words around a place count: what is clear from these need not wait."""

    def count(self, full: str) -> int:  # noqa: ARG002  # the base's signature
        """Return 0."""
        return 0


class Context:
    """The words around a place, in its line, and the whole document for full forms; all found when first asked for.

    Args:
        before: The text before the place, in its line.
        after: The text after it.
        document: The document.
        at: Where in the document the place is; None: what the text is about does not count.
    """

    __slots__ = ("_beside", "_features", "_normal", "_raw", "after", "at", "before", "document")

    def __init__(self, before: str, after: str, document: Folded, at: int | None = None) -> None:
        self.before = before
        self.after = after
        self.document = document
        self.at = at
        self._raw: tuple[list[str], list[str]] | None = None
        self._normal: tuple[list[str], list[str]] | None = None
        self._features: list[str] | None = None
        self._beside: tuple[list[str], list[str]] | None = None

    @classmethod
    def around(cls, plain: str, start: int, end: int, document: Folded) -> Context:
        """Return the context of ``plain[start:end]``; ``document`` is the whole text."""
        if plain is document.plain:
            plain = document.toned
            before, after = plain[max(0, start - _REACH) : start], plain[end : end + _REACH]
        else:
            before = vn.fold_tone(plain[max(0, start - _REACH) : start])
            after = vn.fold_tone(plain[end : end + _REACH])
        before = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
        return cls(before, after.partition("\n")[0].partition("\r")[0], document, start)

    def beside(self, left: str = "", right: str = "") -> Context:
        """Return the context with words put directly to the left and right: the neighbours in a compound."""
        before = f"{self.before} {vn.fold_tone(vn.plain(left))} " if left else self.before
        after = f" {vn.fold_tone(vn.plain(right))} {self.after}" if right else self.after
        return Context(before, after, self.document, self.at)

    @property
    def raw(self) -> tuple[list[str], list[str]]:
        """The words to the left and to the right as they stand, tone-folded."""
        if self._raw is None:
            self._raw = vn.WORD.findall(self.before)[-WINDOW:], vn.WORD.findall(self.after)[:WINDOW]
        return self._raw

    @property
    def normal(self) -> tuple[list[str], list[str]]:
        """The words to the left and to the right in small letters, known abbreviations as the words they mean."""
        if self._normal is None:
            words = self.document.words
            self._normal = words(self.before)[-WINDOW:], words(self.after)[:WINDOW]
        return self._normal

    @property
    def features(self) -> list[str]:
        """What the learned weights are looked up for."""
        if self._features is None:
            self._features = weights.features(*self.normal, *weights.marks(self.before, self.after))
        return self._features

    @property
    def beside_words(self) -> tuple[list[str], list[str]]:
        """What the words beside full forms are looked up for, on each side."""
        if self._beside is None:
            self._beside = beside.both(self.before, self.after, *self.normal)
        return self._beside


def folded(text: str) -> str:
    """Return ``text`` as folded words between single spaces, with a space at both ends."""
    return f" {' '.join(weights.words_of(text))} "
