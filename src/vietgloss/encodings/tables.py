"""The encodings with one byte for each letter: TCVN3 (ABC), VPS and VISCII, as tables of 256 characters.

Sources: TCVN 5712:1993 (VN2), as typed with the ABC fonts; the character chart of VPSKeys; RFC 1456 for VISCII. What
has no character is U+FFFE, the sign of Python's charmap codec for it.
"""

from __future__ import annotations

_ASCII = "".join(map(chr, range(0x80)))
_NONE = "\ufffe"
_WINDOWS = "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", _NONE) for byte in range(0x80, 0xA0))
"""The quotation marks and dashes of Windows, which TCVN3 leaves alone."""


def _with(letters: dict[int, str]) -> str:
    """ASCII with letters in place of control characters."""
    return "".join(letters.get(byte, char) for byte, char in enumerate(_ASCII))


TCVN3 = (
    _ASCII
    + _WINDOWS
    + "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ"
    + "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    + "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    + "éẹềểễếệìỉỄẾỒĩíịò"
    + "Ổỏõóọồổỗốộờởỡớợù"
    + "ỖủũúụừửữứựỳỷỹýỵỐ"
)

VPS = (
    _with(
        {
            0x02: "Ạ", 0x03: "Ậ", 0x04: "Ặ", 0x05: "Ẹ", 0x06: "Ệ", 0x10: "Ị", 0x11: "Ọ", 0x12: "Ộ", 0x13: "Ợ",
            0x14: "Ụ", 0x15: "Ự", 0x19: "Ỵ", 0x1C: "Ẫ", 0x1D: "Ữ",
        }
    )
    + "ÀẢÃẤẦẨọỗĂếềểệẮẰẲ"
    + "Ế‘’ỀỂỄỐỒỔỖýỷỵỚỜỞ"
    + "\u00a0ắằẳẵặỠớÙờởỡŨỨợỪ"
    + "ổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    + "ầÁÂấẩẫậđẻÉÊẹỉễịỹ"
    + "ƯỦồốÔỏơÈừứÚũưÝẺß"
    + "àáâãảạăçèéêẽìíîĩ"
    + "ẴĐòóôõöƠụùúủüỶẼỳ"
)  # fmt: skip

VISCII = (
    _with({0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"})
    + "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
    + "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    + "Õắằặấầẩậẽẹếềểễệố"
    + "ồổỗỠƠộờởịỰỨỪỬơớƯ"
    + "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    + "ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    + "àáâãảăữẫèéêẻìíĩỉ"
    + "đựòóôõỏọụùúũủýợỮ"
)

TABLES = {"tcvn3": TCVN3, "vps": VPS, "viscii": VISCII}
