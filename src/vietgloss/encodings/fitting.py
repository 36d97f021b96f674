"""How well a text reads as Vietnamese: the measure by which encodings are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vietgloss import text as vn
from vietgloss.encodings.syllables import is_plausible

_TAG = re.compile(r"<[^<>\n]{1,500}>|&#?\w{1,10};|\b(?:https?|ftp)://\S+|[\w.+-]{1,64}@[\w.-]{1,255}")
_USUAL = "“”„‘’‚–—…•·«»‹›\u00a0°§€£×±©®™²³¹½¼¾µ\ufeff"
_SYMBOLS = re.compile(rf"[^\w\s!-~{re.escape(_USUAL)}]|[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_FIGURES = re.compile("[²³¹½¼¾]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Fit:
    """What a text is made of. Abbreviations and words with figures do not count.

    Args:
        words: The number of its words.
        syllables: Those that are Vietnamese syllables, marked or not.
        marked: The number of words with letters beyond ASCII.
        right: Those of them that are Vietnamese syllables.
        strays: Characters that no text of the kind holds: control characters, lone marks, odd signs.
    """

    words: int
    syllables: int
    marked: int
    right: int
    strays: int

    @property
    def wrong(self) -> int:
        """The number of marked words and characters that do not fit."""
        return self.marked - self.right + self.strays

    @property
    def share(self) -> float:
        """The share of marked words that fit; 0 if there are none."""
        return self.right / (self.marked + self.strays) if self.marked + self.strays else 0.0

    @property
    def vietnamese(self) -> float:
        """The share of all words that are Vietnamese syllables; 0 if there are none."""
        return self.syllables / self.words if self.words else 0.0


def fit(text: str) -> Fit:
    """Weighs a text in NFC; tags, entities and addresses do not count."""
    text = _TAG.sub(" ", text).rstrip("\x1a\0 \r\n\t")  # old programs end a file with Ctrl-Z
    found = vn.WORD.findall(_FIGURES.sub("", text))
    words = [w for w in found if not w.isupper() and not _DIGIT.search(w)]
    if 2 * len(words) < len(found):  # a headline in capitals
        words = [w for w in found if not _DIGIT.search(w)]
    marked = [w for w in words if not w.isascii()]
    right = sum(map(is_plausible, marked))
    syllables = right + sum(is_plausible(w) for w in words if w.isascii())
    return Fit(len(words), syllables, len(marked), right, len(_SYMBOLS.findall(text)))
