"""Whether a short text, a cell or a value of JSON, is Vietnamese, another language, or neither."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Iterable

_OWN_LETTERS = re.compile("[đĐơƠưƯ]")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|[./#\\]{0,2}/)\S*|\S+@\S+\.\S+", re.IGNORECASE)
_FILE = re.compile(r"\S+\.[A-Za-z][A-Za-z0-9]{1,4}")
_NAME_OF_A_THING = re.compile(r"[^\W_]+(?:_[^\W_]+)+|[^\W_]+(?:-[^\W_]+){3,}|\S*[0-9]\S*")
_LETTER = re.compile(r"[^\W\d_]")
_FIGURE = re.compile(
    r"[-+±≈~<>≤≥−–]?\s?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)\s?%?|(?:0?[1-9]|[12]\d|3[01])[/-](?:0?[1-9]|1[0-2])[/-]\d{4}"
)
_ENOUGH = 400
_LONGEST_WORD = 200


def has_letter(text: str) -> bool:
    """Tell whether there is anything to translate in ``text``."""
    return _LETTER.search(text) is not None


def is_figure(text: str) -> bool:
    """Tell whether ``text`` is a figure or a date alone that English writes in another way, as in a table.

    >>> is_figure("125.000"), is_figure("2,5 %"), is_figure("15/8/2024"), is_figure("125"), is_figure("0299.123.456")
    (True, True, True, False, False)
    """
    return _FIGURE.fullmatch(text.strip()) is not None


def is_vietnamese(text: str) -> bool:
    """Tell whether ``text`` is Vietnamese: its words with Vietnamese marks are at least as many as the foreign ones.

    Addresses, names of files, identifiers and document numbers alone are not. A text without any mark is Vietnamese if
    a word of it is known from the genre, such as ``UBND``.

    >>> is_vietnamese("Chủ tịch UBND tỉnh"), is_vietnamese("Mr Nguyễn Văn An visited Hanoi"), is_vietnamese("UBND TP")
    (True, False, True)
    """
    marked, foreign, known = _counts(text)
    return marked >= foreign if marked else known and not foreign


def is_foreign(text: str) -> bool:
    """Tell whether ``text`` is plainly not Vietnamese: another language, an address, an identifier.

    Short words without marks (``Ban``, ``Tin``) are neither Vietnamese nor foreign.
    """
    marked, foreign, _ = _counts(text)
    return is_code(text) or foreign > marked


def is_code(text: str) -> bool:
    """Tell whether ``text`` is one address, name of a file, identifier or document number, and no words."""
    text = text.strip()
    if not text or len(text.split()) > 1:
        return False
    return len(text) > _LONGEST_WORD or any(p.fullmatch(text) for p in (_ADDRESS, _FILE, _NAME_OF_A_THING))


def mostly_vietnamese(texts: Iterable[str]) -> bool:
    """Tell whether at least as many of the texts are Vietnamese as are of another language, and one at least.

    Addresses, identifiers and short words without marks do not count.
    """
    found = [(is_vietnamese(t), is_foreign(t)) for t in texts if has_letter(t) and not is_code(t)]
    vietnamese = sum(1 for yes, _ in found if yes)
    return 0 < vietnamese >= sum(1 for _, other in found if other)


def _counts(text: str) -> tuple[int, int, bool]:
    """How many words have Vietnamese marks, how many cannot be Vietnamese, and whether one is known from the genre."""
    if is_code(text):
        return 0, 0, False
    kinds = [_kind(found[0]) for found in islice(vn.WORD.finditer(text), _ENOUGH)]
    known = "known" in kinds or vn.key(text) in _genre()[1]
    return kinds.count("marked"), kinds.count("foreign"), known


@lru_cache(maxsize=65536)
def _kind(word: str) -> str:
    """``marked``, ``known`` from the genre, ``foreign``, or empty for what may be either."""
    word = vn.nfc(word)
    if any(c.isdigit() for c in word):
        return ""
    if _OWN_LETTERS.search(word) or (vn.has_marks(word) and vn.is_syllable(word)):
        return "marked"
    if word in _genre()[0]:
        return "known"
    return "foreign" if len(word) > 1 and not word.isupper() and not vn.is_syllable(word) else ""


@lru_cache(maxsize=1)
def _genre() -> tuple[frozenset[str], frozenset[str]]:
    data = yaml.safe_load(Path(__file__).with_name("genre.yaml").read_text(encoding="utf-8"))
    return frozenset(data["abbreviations"].split()), frozenset(vn.key(p) for p in data["phrases"])
