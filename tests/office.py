"""Small office files made from XML, for tests; nothing in them but what a test is about."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
P = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


def zipped(entries: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these entries, always the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            info = zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10))
            info.compress_type = method
            archive.writestr(info, content)
    return out.getvalue()


def relations(*rows: tuple[str, str, str]) -> str:
    """A list of relations: id, the last word of the type, target."""
    body = "".join(
        f'<Relationship Id="{i}" Type="{kind if "/" in kind else f"{_OFFICE}/{kind}"}" Target="{target}"/>'
        for i, kind, target in rows
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{body}</Relationships>'


def core(title: str) -> str:
    """The properties of a document, with its title."""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
    )


def run(text: str, style: str = "") -> str:
    """A run of Word with text, and properties such as ``<w:b/>``."""
    properties = f"<w:rPr>{style}</w:rPr>" if style else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str, kind: str = "separate") -> str:
    """A field of Word with its result, which is made of runs."""
    frame = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code_run = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return frame.format("begin") + code_run + frame.format(kind) + result + frame.format("end")


def docx(*paragraphs: str, parts: Sequence[tuple[str, str, str]] = (), title: str = "") -> bytes:
    """A Word file.

    Args:
        paragraphs: The content of the paragraphs of the body; what begins with ``<w:p>`` or ``<w:tbl>`` is taken as is.
        parts: More parts: the kind of the relation, the name of the entry in ``word/``, the XML.
        title: The title in its properties.
    """
    blocks = ("<w:p>", "<w:p ", "<w:tbl>", "<w:sdt>")
    body = "".join(text if text.startswith(blocks) else f"<w:p>{text}</w:p>" for text in paragraphs)
    top = [("rId1", "officeDocument", "word/document.xml")]
    entries = {
        "[Content_Types].xml": f"{_HEAD}<Types/>",
        "_rels/.rels": relations(*top, *([("rId2", _CORE, "docProps/core.xml")] if title else [])),
        "word/document.xml": f"{_HEAD}<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": relations(
            *((f"rId{n}", kind, name) for n, (kind, name, _) in enumerate(parts, 1))
        ),
        **{f"word/{name}": xml for _, name, xml in parts},
    }
    if title:
        entries["docProps/core.xml"] = core(title)
    return zipped(entries)


def part(root: str, inner: str) -> str:
    """A part of a Word file, such as ``hdr``."""
    return f"{_HEAD}<w:{root} {W}>{inner}</w:{root}>"


def shape(*paragraphs: str, kind: str = "") -> str:
    """A shape of a slide with paragraphs, given by their content."""
    holder = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    body = "".join(f"<a:p>{text}</a:p>" for text in paragraphs)
    return f"<p:sp>{holder}<p:txBody><a:bodyPr/>{body}</p:txBody></p:sp>"


def pptx(*slides: str, notes: Mapping[int, str] | None = None, order: Sequence[int] = ()) -> bytes:
    """A PowerPoint file.

    Args:
        slides: The shapes of each slide.
        notes: The shapes of notes, by the number of the slide, from 0.
        order: The order in which slides are shown; as given if empty.
    """
    shown = "".join(f'<p:sldId id="{256 + n}" r:id="rId{n}"/>' for n in (order or range(len(slides))))
    entries = {
        "_rels/.rels": relations(("rId1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"{_HEAD}<p:presentation {P}><p:sldIdLst>{shown}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            *((f"rId{n}", "slide", f"slides/slide{n}.xml") for n in range(len(slides)))
        ),
    }
    for n, shapes in enumerate(slides):
        entries[f"ppt/slides/slide{n}.xml"] = _slide("sld", shapes)
        if n in (notes or {}):
            entries[f"ppt/slides/_rels/slide{n}.xml.rels"] = relations(("r1", "notesSlide", f"../notesSlides/n{n}.xml"))
            entries[f"ppt/notesSlides/n{n}.xml"] = _slide("notes", (notes or {})[n])
    return zipped(entries)


def _slide(root: str, shapes: str) -> str:
    return f"{_HEAD}<p:{root} {P}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:{root}>"
