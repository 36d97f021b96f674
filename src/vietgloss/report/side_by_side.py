"""Translations as a Word file: a table with the Vietnamese left and the English right.

Written by hand with the standard library: seven parts, of which one changes. A package for Word files would be one more
dependency of those who only translate text, and stamps the time into what it writes.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath
from typing import TYPE_CHECKING

from vietgloss.digests import mark
from vietgloss.report.wordparts import BEGIN, END, FIXED, WARNING
from vietgloss.report.xmltext import flowing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.pipeline import Segment, Translation

_WIDTHS = (700, 6935, 6935)  # twentieths of a point; together the page between its margins
_GRID = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 50), ("left", 100), ("bottom", 50), ("right", 100))
)
_TABLE = (
    f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
    f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>'
    f"<w:tblGrid>{_GRID}</w:tblGrid>"
)
_LONGEST_ROW = 1500  # characters; a longer row may break over pages
_DATE = (1980, 1, 1, 0, 0, 0)  # the same input gives the same bytes


def side_by_side(translations: Sequence[Translation]) -> bytes:
    """Return a Word file (.docx) on A4 landscape, a table for each document under its name.

    Each row holds the number of the segment in its document, the Vietnamese, and the English with its warnings below in
    small italics. The cell of the number holds hidden text, by which
    :func:`vietgloss.exchange.corrected.read` knows which English was corrected. White space in a segment is squeezed.
    The same translations give the same bytes.
    """
    parts = [BEGIN]
    for number, translation in enumerate(translations):
        parts += _document(translation, new_page=number > 0)
    parts.append(END)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in {**FIXED, "word/document.xml": "".join(parts)}.items():
            member = zipfile.ZipInfo(name, _DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # else it tells the system that it was made on
            archive.writestr(member, part)
    return out.getvalue()


def _document(translation: Translation, *, new_page: bool) -> Iterator[str]:
    page = "<w:pageBreakBefore/>" if new_page else ""
    name = PurePath(translation.path).name if translation.path != "-" else "Standard input"
    yield f'<w:p><w:pPr><w:pStyle w:val="Heading1"/>{page}</w:pPr>{_run(name, "vi-VN")}</w:p>'
    if not translation.segments:
        yield f"<w:p>{_run('Nothing in it to translate.', 'en-GB')}</w:p>"
        return
    yield _TABLE
    heads = zip(("No.", "Vietnamese", "English"), _WIDTHS, strict=True)
    cells = [
        _cell(f"<w:p><w:pPr><w:keepNext/></w:pPr>{_run(h, 'en-GB', '<w:b/>')}</w:p>", w, "E7E6E6") for h, w in heads
    ]
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"
    for number, segment in enumerate(translation.segments, 1):
        yield _row(number, segment)
    yield "</w:tbl>"


def _row(number: int, segment: Segment) -> str:
    hidden = _run(mark(segment.source, segment.target), "en-GB", '<w:noProof/><w:vanish/><w:sz w:val="2"/>')
    english = f"<w:p>{_run(segment.target, 'en-GB')}</w:p>"
    for warning in segment.warnings:
        text = _run(f"{warning.kind}: {warning.message}", "en-GB")
        english += f'<w:p><w:pPr><w:pStyle w:val="{WARNING}"/></w:pPr>{text}</w:p>'
    contents = (
        f"<w:p>{_run(str(number), 'en-GB')}{hidden}</w:p>",
        f"<w:p>{_run(segment.source, 'vi-VN')}</w:p>",
        english,
    )
    cells = "".join(_cell(c, w) for c, w in zip(contents, _WIDTHS, strict=True))
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if len(segment.source) + len(segment.target) < _LONGEST_ROW else ""
    return f"<w:tr>{whole}{cells}</w:tr>"


def _cell(content: str, width: int, shade: str = "") -> str:
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}</w:tcPr>{content}</w:tc>'


def _run(text: str, language: str, properties: str = "") -> str:
    """Return a run; ``properties`` are those that the schema wants before the language."""
    if not text:
        return ""
    properties += f'<w:lang w:val="{language}"/>'
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{flowing(text)}</w:t></w:r>'
