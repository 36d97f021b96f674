"""Full forms that stand written out somewhere and have the initials of an abbreviation."""

from __future__ import annotations

from collections import Counter

from vietgloss import text as vn

_FEWEST = 3
_MOST_TEXT = 20_000_000
_TWICE = 2
_BREAKS = frozenset(".,;:!?()\"“”'\n")
# A phrase does not begin or end with one of these.
_WEAK = frozenset(
    "và của các những được là cho với trong tại khi đã sẽ đang theo từ đến về ở có không này đó để".split()
)


class Initials:
    """The words of many documents, to be searched by their initials."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._initials: list[str] = []
        self._size = 0

    def add(self, text: str) -> None:
        """Take in a document, as long as all of them together are not too much to hold."""
        if self._size > _MOST_TEXT:
            return
        self._size += len(text)
        at = 0
        for word in vn.WORD.finditer(text):
            if not _BREAKS.isdisjoint(text[at : word.start()]):
                self._put(".", ".")
            low = word[0].lower()
            self._put(low, vn.ascii_initial(low) or "." if vn.is_syllable(low) else ".")
            at = word.end()
        self._put(".", ".")

    def _put(self, word: str, initial: str) -> None:
        self._words.append(word)
        self._initials.append(initial[:1])

    def full_forms(self, surface: str) -> Counter[str]:
        """Return the phrases whose words begin with the letters of ``surface``, found twice or more.

        Short abbreviations are not looked for: two initials fit too much.
        """
        wanted = "".join("U" if c == "W" else vn.ascii_initial(c) for c in surface if c.isalpha())
        found: Counter[str] = Counter()
        if len(wanted) < _FEWEST or not surface.isupper():
            return found
        line = "".join(self._initials)
        at = line.find(wanted)
        while at >= 0:
            words = self._words[at : at + len(wanted)]
            if words[0] not in _WEAK and words[-1] not in _WEAK:
                found[" ".join(words)] += 1
            at = line.find(wanted, at + 1)
        return Counter({phrase: n for phrase, n in found.items() if n >= _TWICE})
