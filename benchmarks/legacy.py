"""Writes Vietnamese texts in old encodings, to try how they are read again."""

from __future__ import annotations

import codecs
import re
import unicodedata

from vietgloss.encodings.tables import TABLES
from vietgloss.encodings.vni import LETTERS

ENCODINGS = {
    "utf-8": "utf-8", "utf-8 with mark": "utf-8", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be",
    "utf-16-le with mark": "utf-16-le", "utf-16-be with mark": "utf-16-be", "utf-32-le with mark": "utf-32-le",
    "utf-32-be with mark": "utf-32-be", "tcvn3": "tcvn3", "vni": "vni", "vps": "vps", "viscii": "viscii",
    "cp1258": "cp1258", "viqr": "viqr", "viqr, no backslashes": "viqr",
}  # fmt: skip
"""The ways to write a text, and the name under which each should be recognised."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SIGNS = dict(zip("\u0302\u0306\u031b\u0301\u0300\u0309\u0303\u0323", "^(+'`?~.", strict=True))
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " ", "²": "2", "‰": "%o"}
)
_TYPED = {letter: typed for typed, letter in reversed(LETTERS.items())}
_CODECS = {"vni": "cp1252", "cp1258": "cp1258"}


def written(text: str, way: str) -> tuple[bytes, str] | None:
    """Writes a text in one of :data:`ENCODINGS`.

    Returns:
        The bytes, and the text that they stand for: quotation marks, dashes and ² are plain in old encodings, and TCVN3
        has small letters for capitals with tone marks. None if it holds a character that this encoding does not have.
    """
    text = unicodedata.normalize("NFC", text)
    encoding = ENCODINGS[way]
    if encoding.startswith("utf"):
        return (("\ufeff" if way.endswith("mark") else "") + text).encode(encoding), text
    text = text.translate(_PLAIN)
    if encoding == "tcvn3":
        text = "".join(c if c in TABLES["tcvn3"][:0xAF] else c.lower() for c in text)
    try:
        data = _old(text, way)
    except UnicodeEncodeError:
        return None
    return data, text


def _old(text: str, way: str) -> bytes:
    if way.startswith("viqr"):
        return (viqr(text) if way == "viqr" else "".join(map(_signs, text))).encode("ascii")
    if way == "vni":
        text = "".join(_TYPED.get(c, c) for c in text)
    elif way == "cp1258":
        text = "".join(map(_tone_apart, text))
    if way in _CODECS:
        return text.encode(_CODECS[way])
    return codecs.charmap_encode(text, "strict", codecs.charmap_build(TABLES[way]))[0]


def viqr(text: str) -> str:
    """Writes VIQR as RFC 1456 has it: a backslash before what would be read as a mark."""
    text = re.sub(r"(?<=[^\W\d_])(?=[.?'`~^(+*])", "\\\\", text.replace("\\", "\\\\"))
    return "".join(map(_signs, re.sub(r"[dD](?=[đĐ])|(?<=[dD])[dD]", r"\\\g<0>", text)))


def _signs(char: str) -> str:
    """A letter with its marks behind it, those of the letter before the tone."""
    if char in "đĐ":
        return "dd" if char == "đ" else "DD"
    parts = unicodedata.normalize("NFD", char)
    return parts[0] + "".join(sorted((_SIGNS.get(c, c) for c in parts[1:]), key="^(+'`?~.".find))


def _tone_apart(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    tones = "".join(c for c in parts if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones)) + tones
