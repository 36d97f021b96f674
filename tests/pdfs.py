"""Makes small PDF files for tests: lines of Vietnamese at given places, in a font that is named and not embedded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 595, 842
_ADVANCE = 500  # thousandths of the size, for every letter


class Line(NamedTuple):
    """A line of text: where its first letter stands, in points from the lower left corner, and its size."""

    x: float
    y: float
    text: str
    size: float = 12


def width(text: str, size: float = 12) -> float:
    """How wide a line is, in points."""
    return len(text) * size * _ADVANCE / 1000


def make(
    pages: Sequence[Sequence[Line]], *, mapped: bool = True, image_on: Sequence[int] = (), extra: str = ""
) -> bytes:
    """Make a file.

    Args:
        pages: The lines of each page.
        mapped: Whether the font says which letters its signs are.
        image_on: The pages (from 0) that hold a picture.
        extra: What else stands in the trailer.
    """
    letters = sorted({c for page in pages for line in page for c in line.text})
    number = {c: n + 1 for n, c in enumerate(letters)}
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", _font(mapped), _descendant(), _stream(_map(number)), _IMAGE]
    kids = []
    for n, page in enumerate(pages):
        content = "".join(_shown(line, number) for line in page) + (
            "q 99 0 0 99 9 9 cm /I Do Q" if n in image_on else ""
        )
        objects.append(_stream(content))
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F 3 0 R>>/XObject<</I 6 0 R>>>>>>"
        )
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    return _assembled(objects, extra)


def _shown(line: Line, number: dict[str, int]) -> str:
    signs = "".join(f"{number[c]:04x}" for c in line.text)
    return f"BT /F {line.size} Tf {line.x} {line.y} Td <{signs}> Tj ET\n"


def _font(mapped: bool) -> str:
    unicode = "/ToUnicode 5 0 R" if mapped else ""
    return f"<</Type/Font/Subtype/Type0/BaseFont/Sample/Encoding/Identity-H/DescendantFonts[4 0 R]{unicode}>>"


def _descendant() -> str:
    return (
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Sample"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/DW {_ADVANCE}/FontDescriptor<</Type/FontDescriptor/FontName/Sample/Flags 4/FontBBox[0 -250 1000 900]"
        "/ItalicAngle 0/Ascent 900/Descent -250/CapHeight 700/StemV 80>>>>"
    )


def _map(number: dict[str, int]) -> str:
    rows = [f"<{n:04x}> <{c.encode('utf-16-be').hex()}>" for c, n in number.items()]
    parts = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    body = "\n".join(f"{len(p)} beginbfchar\n" + "\n".join(p) + "\nendbfchar" for p in parts)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /S def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{body}\nendcmap end end"
    )


_IMAGE = (
    "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    "\nstream\nA\nendstream"
)


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>\nstream\n{content}\nendstream"


def _assembled(objects: Sequence[str], extra: str) -> bytes:
    out = "%PDF-1.7\n"
    places = []
    for n, body in enumerate(objects):
        places.append(len(out))
        out += f"{n + 1} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R{extra}>>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    ).encode("ascii")
