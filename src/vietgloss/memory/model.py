"""What the memory holds, and how a correction is found again."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, timedelta

from vietgloss import text as vn
from vietgloss.errors import VietglossError

_EPOCH = date(1970, 1, 1)
_SECONDS_A_DAY = 86_400


class MemoryStoreError(VietglossError):
    """The memory cannot be opened or written, and somebody asked for just that."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A machine translation.

    Attributes:
        key: Hex digest of all that decides the translation but model and settings.
        source: The Vietnamese.
        target: The English.
        payload: JSON for the pipeline; opaque here.
    """

    key: str
    source: str
    target: str
    payload: str


@dataclass(frozen=True, slots=True)
class Correction:
    """The English that a person gave for a source, wherever that stands.

    Attributes:
        source: The Vietnamese as it was given.
        target: The English.
        origin: Where it came from, such as the name of a file.
        made: The day it came in, counted from 1 January 1970 (UTC).
    """

    source: str
    target: str
    origin: str
    made: int


def match_key(source: str) -> str:
    r"""Return the form by which a correction is found: NFC, look-alikes plain, tone folded, white space squeezed.

    Capitals stay: a headline in capitals is a text of its own.

    >>> match_key(" Uỷ ban\u00a0 họp – sáng ") == match_key("Ủy ban họp - sáng")
    True
    """
    return " ".join(vn.fold_tone(vn.plain(vn.nfc(source))).split())


def today() -> int:
    """Return the day, counted from 1 January 1970 (UTC)."""
    return int(time.time() // _SECONDS_A_DAY)


def date_of(day: int) -> str:
    """Return a day counted from 1 January 1970 as ``YYYY-MM-DD``; empty for a day that cannot be.

    >>> date_of(0)
    '1970-01-01'
    """
    try:
        return (_EPOCH + timedelta(days=day)).isoformat()
    except (OverflowError, TypeError):  # from a damaged file
        return ""
