"""The names of encodings: as users write them, and as messages show them."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

KNOWN = ("utf-8", "utf-16", "tcvn3", "vni", "vps", "viscii", "cp1258", "viqr")
"""The names to choose from, as messages list them; every text codec that Python knows is taken too."""

EIGHT_BIT = ("tcvn3", "vni", "vps", "viscii", "cp1258")
"""The encodings that are recognised by their letters."""

_LABELS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 (little endian)",
    "utf-16-be": "UTF-16 (big endian)",
    "utf-32": "UTF-32",
    "utf-32-le": "UTF-32 (little endian)",
    "utf-32-be": "UTF-32 (big endian)",
    "tcvn3": "TCVN3 (ABC)",
    "vni": "VNI",
    "vps": "VPS",
    "viscii": "VISCII",
    "cp1258": "Windows-1258",
    "viqr": "VIQR",
}
_ALIASES = {
    "abc": "tcvn3",
    "tcvn": "tcvn3",
    "tcvn-3": "tcvn3",
    "tcvn3-abc": "tcvn3",
    "tcvn5712": "tcvn3",
    "tcvn-5712": "tcvn3",
    "x-viet-tcvn5712": "tcvn3",
    "vni-win": "vni",
    "vni-windows": "vni",
    "vps-win": "vps",
    "x-viet-vps": "vps",
    "windows-1258": "cp1258",
}


def canonical(name: str) -> str:
    """Returns the one name of an encoding: of ours in small letters, of Python's as its codec is called.

    Raises:
        LookupError: If nobody knows it.

    >>> canonical("ABC"), canonical("Windows-1258"), canonical("UTF8")
    ('tcvn3', 'cp1258', 'utf-8')
    """
    written = name.strip().lower().replace("_", "-").replace(" ", "-")
    written = _ALIASES.get(written, written)
    return written if written in _LABELS else codecs.lookup(name.strip()).name


def label(name: str) -> str:
    """Returns how messages call the encoding with this canonical name."""
    return _LABELS.get(name, name)


def one_of(names: Sequence[str]) -> str:
    """Returns encodings as a choice.

    >>> one_of(["vps", "viscii"])
    'VPS or VISCII'
    """
    shown = [label(name) for name in names]
    return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
