"""The encodings that Vietnamese tables come in: recognised, and turned into Unicode."""

from __future__ import annotations

import codecs
import re
import unicodedata

from vietgloss import text as vn
from vietgloss.errors import InputError

_BOMS = (
    # The mark of UTF-32 little endian begins with that of UTF-16: longer ones first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAVE_AS = "save it as UTF-8"
_CHOOSE = "save it as UTF-8, or name its encoding with --encoding"
_SAMPLE = 1 << 18
_SURE = 0.7
_NUL_SHARE = 0.2
_FEW = 20  # one byte in so many letters is a slip, more is another encoding

_UTF8_LETTER = re.compile(rb"[\xc3-\xe1][\x80-\xbf]")
_FIRST = 0xA0
_TCVN3 = (
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẶ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíị"
    "òỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
"""TCVN 5712:1993, as typed with the ABC fonts (.VnTime): the bytes from 0xA0."""

_VNI_VOWELS = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}
_VNI_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VNI_HATS = {
    "\u0302": dict(zip("âàáåãä", ("", *"\u0300\u0301\u0309\u0303\u0323"), strict=True)),
    "\u0306": dict(zip("êèéúüë", ("", *"\u0300\u0301\u0309\u0303\u0323"), strict=True)),
}
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    """The letters of VNI for Windows: a vowel and a byte that carries its marks, or one byte alone."""
    pairs: dict[str, str] = {}
    for typed, vowel in _VNI_VOWELS.items():
        pairs |= {typed + mark: vowel + tone for mark, tone in _VNI_TONES.items()}
        for hat, marks in _VNI_HATS.items():
            if vowel in ("aeo" if hat == "\u0302" else "a"):
                pairs |= {typed + mark: vowel + hat + tone for mark, tone in marks.items()}
    pairs |= _VNI_ALONE
    pairs = {typed: unicodedata.normalize("NFC", letter) for typed, letter in pairs.items()}
    upper = {typed.upper(): letter.upper() for typed, letter in pairs.items()}
    capital = {typed.capitalize(): letter.upper() for typed, letter in pairs.items()}
    return pairs | capital | upper


_VNI = _vni()
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_OLD = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "cp1258": "Windows-1258"}
_NAMES = {"abc": "tcvn3", "tcvn": "tcvn3", "tcvn5712": "tcvn3", "vni-windows": "vni", "windows-1258": "cp1258"}


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str, list[str]]:
    """Return the text of a file without its byte order mark, the encoding, and what to tell about it.

    Args:
        data: The whole file.
        name: The file, for messages.
        encoding: Its encoding: ``tcvn3``, ``vni``, or one that Python knows; None to recognise it.

    Raises:
        InputError: If it is empty, binary, or in an encoding that cannot be told.
    """
    if not data.strip(b" \t\r\n\0" + codecs.BOM_UTF8):
        raise InputError("the file is empty", where=name)
    notes: list[str] = []
    if encoding:
        chosen = _NAMES.get(encoding.lower(), encoding.lower())
        text = _strict(data, chosen, name)
    else:
        chosen, text = _recognised(data, name)
        if chosen in _OLD:
            notes.append(f"read as {_OLD[chosen]} and turned into Unicode; look at a few entries")
        if chosen == "tcvn3":
            notes.append("TCVN3 has no capitals with tone marks: where a capital font was used, they are small now")
    at = text.find("\0")
    if at >= 0:
        line = text.count("\n", 0, at) + 1
        raise InputError("a NUL character: a binary file?", remedy="give a text file in UTF-8", where=f"{name}:{line}")
    return text.removeprefix("\ufeff"), chosen.removesuffix("-sig"), notes


def _recognised(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            if encoding == "utf-32":
                raise InputError("the file is UTF-32", remedy=_SAVE_AS, where=name)
            return encoding, _strict(data, encoding, name)
    if b"\0" in data:
        encoding = _utf16(data)
        if not encoding:
            raise InputError("looks like a binary file (it holds NUL)", remedy="give a text file in UTF-8", where=name)
        return encoding, _strict(data, encoding, name)
    try:
        return "utf-8", data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _old(data, name, error)


def _old(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, str]:
    """Return the 8-bit encoding in which most words are Vietnamese."""
    line = data.count(b"\n", 0, error.start) + 1
    where = f"{name}:{line}"
    sample = data[:_SAMPLE]
    slips = sample.decode("utf-8", "replace").count("\ufffd")
    if len(_UTF8_LETTER.findall(sample)) > _FEW * slips:
        raise InputError(f"byte {error.start} is not UTF-8", remedy=_SAVE_AS, where=where) from None
    shares = {encoding: _share(_decoded(sample, encoding, "replace")) for encoding in ("cp1258", "tcvn3", "vni")}
    best = max(shares, key=lambda encoding: shares[encoding])
    if shares[best] < _SURE:
        problem = f"byte {error.start} is not UTF-8, and the encoding cannot be told"
        raise InputError(problem, remedy=_CHOOSE, where=where) from None
    return best, _strict(data, best, name)


def _share(text: str) -> float:
    """Return the share of words with marked letters that are Vietnamese syllables; abbreviations do not count."""
    words = [w for w in vn.WORD.findall(text) if not w.isascii()]
    words = [w for w in words if not w.isupper()] or words
    return sum(vn.is_syllable(w.lower()) for w in words) / len(words) if words else 0.0


def _utf16(data: bytes) -> str:
    """Return which UTF-16 this is by where the NULs of its ASCII characters stand; empty if neither."""
    sample = data[:_SAMPLE]
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    if odd > _NUL_SHARE * half and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > _NUL_SHARE * half and odd == 0 else ""


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return _decoded(data, encoding, "strict")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"byte {error.start} is not {encoding.upper().removesuffix('-SIG')}"
        raise InputError(problem, remedy=_CHOOSE, where=f"{name}:{line}") from None
    except LookupError:
        raise InputError(f"unknown encoding {encoding}", remedy="try utf-8, utf-16, cp1258, tcvn3 or vni") from None
    except (UnicodeError, ValueError, AssertionError):
        raise InputError(f"cannot be read as {encoding}", remedy=_CHOOSE, where=name) from None


def _decoded(data: bytes, encoding: str, errors: str) -> str:
    if encoding == "tcvn3":
        text = data.decode("latin-1").translate({_FIRST + n: letter for n, letter in enumerate(_TCVN3)})
    elif encoding == "vni":
        text = _VNI_LETTER.sub(lambda m: _VNI[m[0]], data.decode("cp1252", errors))
    else:
        text = data.decode(encoding, errors)
    return unicodedata.normalize("NFC", text)
