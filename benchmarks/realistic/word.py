"""Word files: by python-docx, and what it cannot make, in XML of its own."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt, RGBColor

from benchmarks.realistic import prose as p

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.text.paragraph import Paragraph

_WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = ("bold", "italic", "colour", "link", "underline", "note")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def picture(width: int = 240, height: int = 120) -> bytes:
    """A PNG of two colours."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\0" + b"\x2e\x7d\x32" * (width // 2) + b"\xc8\xe6\xc9" * (width - width // 2)
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")
    )


class Paper:
    """A Word file that grows.

    Args:
        seed: Of its texts.
    """

    def __init__(self, seed: int) -> None:
        self.prose = p.Prose(seed)
        self.document: Any = Document()
        self.document.core_properties.title = self.prose.pick(p.ABOUT)
        font = self.document.styles["Normal"].font
        font.name, font.size = "Times New Roman", Pt(13)
        self._notes: list[str] = []
        self._styles = 0

    def letterhead(self) -> None:
        """Office on the left, country and motto on the right, in a table without lines."""
        table = self.document.add_table(rows=2, cols=2)
        left, right = table.rows[0].cells
        for cell, lines in ((left, self.prose.pick(p.OFFICES).split("\n")), (right, [p.COUNTRY, p.MOTTO])):
            for number, line in enumerate(lines):
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                run = paragraph.add_run(line)
                run.bold, run.font.size = True, Pt(11)
        left, right = table.rows[1].cells
        left.paragraphs[0].add_run(self.prose.pick(p.NUMBERS))
        right.paragraphs[0].add_run(self.prose.pick(p.PLACES_AND_DATES)).italic = True
        for cell in (left, right):
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER

    def title(self, kind: str = "") -> None:
        """What sort of paper it is, and about what."""
        for text in (kind or self.prose.pick(p.KINDS), self.prose.pick(p.ABOUT)):
            paragraph = self.document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(text).bold = True

    def rich(self, pieces: list[p.Piece] | None = None, paragraph: Paragraph | None = None, style: str = "") -> None:
        """A paragraph with bold, italic and coloured words, links and footnotes."""
        paragraph = paragraph if paragraph is not None else self.document.add_paragraph(style=style or None)
        for text, marked in pieces or self.prose.mixed():
            how = _STYLES[self._styles % len(_STYLES)] if marked else ""
            self._styles += bool(marked)
            if how == "link":
                self._link(paragraph, text)
                continue
            run = paragraph.add_run(text)
            run.bold = True if how == "bold" else None
            run.italic = True if how == "italic" else None
            run.underline = True if how == "underline" else None
            if how == "colour":
                run.font.color.rgb = RGBColor(0xC0, 0, 0)
            if how == "note":
                self._note(paragraph)

    def table(self) -> None:
        """Figures of a plan."""
        table = self.document.add_table(rows=1, cols=len(p.COLUMNS), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, p.COLUMNS, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        for row in p.ROWS:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text

    def edges(self) -> None:
        """A header, and a footer with the number of the page."""
        section = self.document.sections[0]
        section.header.paragraphs[0].text = "Văn phòng Huyện ủy Long Thới"
        footer = section.footer.paragraphs[0]
        footer.add_run("Trang ")
        for kind, code in (("begin", ""), ("", "PAGE"), ("separate", ""), ("", "1"), ("end", "")):
            run = footer.add_run(code if code == "1" else "")
            if kind:
                run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))  # noqa: SLF001  # no other way in
            elif code == "PAGE":
                run._r.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>'))  # noqa: SLF001  # as above

    def image(self) -> None:
        """A picture with its caption."""
        self.document.add_picture(io.BytesIO(picture()), width=Cm(6))
        self.document.add_paragraph(self.prose.pick(p.CAPTIONS), style="Caption")

    def signature(self) -> None:
        """Receivers on the left, signature on the right."""
        left, right = self.document.add_table(rows=1, cols=2).rows[0].cells
        for number, line in enumerate(p.RECEIVERS):
            paragraph = left.paragraphs[0] if number == 0 else left.add_paragraph()
            run = paragraph.add_run(line)
            run.font.size = Pt(11)
            run.bold = run.italic = True if number == 0 else None
        for line in (*self.prose.pick(p.SIGNED).split("\n"), "", self.prose.pick(p.PEOPLE)):
            paragraph = right.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(line).bold = True

    def raw(self, xml: str) -> None:
        """A paragraph given as XML."""
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml(xml))

    def shredded(self) -> None:
        """A paragraph cut into runs at random, as Word leaves them after edits."""
        text, runs = self.prose.sentence(), []
        while text:
            size = self.prose.random.randint(1, 9)
            number = self.prose.random.randrange(1 << 24)
            runs.append(
                f'<w:proofErr w:type="spellStart"/><w:r w:rsidR="00{number:06X}"><w:t xml:space="preserve">'
                f"{_escaped(text[:size])}</w:t></w:r>"
            )
            text = text[size:]
        self.raw(f"<w:p {_WORDS}>{''.join(runs)}</w:p>")

    def tracked(self) -> None:
        """A paragraph with an insertion, a deletion and a comment."""
        mark = 'w:author="Minh Đạo" w:date="2024-08-15T08:30:00Z"'
        self.raw(
            f'<w:p {_WORDS}><w:commentRangeStart w:id="0"/>'
            '<w:r><w:t xml:space="preserve">Hội nghị thống nhất </w:t></w:r>'
            f'<w:del w:id="901" {mark}><w:r><w:delText xml:space="preserve">bảy chỉ tiêu cũ </w:delText></w:r></w:del>'
            f'<w:ins w:id="902" {mark}><w:r><w:t xml:space="preserve">chín chỉ tiêu mới </w:t></w:r></w:ins>'
            '<w:r><w:t>cho năm 2025.</w:t></w:r><w:commentRangeEnd w:id="0"/>'
            '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
        )
        self._part(
            "/word/comments.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
            RELATIONSHIP_TYPE.COMMENTS,
            f'{_HEAD}<w:comments {_WORDS}><w:comment w:id="0" {mark} w:initials="MĐ"><w:p><w:r>'
            "<w:t>Xem lại chỉ tiêu này.</w:t></w:r></w:p></w:comment></w:comments>",
        )

    def text_box(self) -> None:
        """A paragraph with a text box beside it."""
        inner = f"<w:p><w:r><w:t>{_escaped(self.prose.pick(p.ABOUT))}</w:t></w:r></w:p>"
        self.raw(
            f'<w:p {_WORDS} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:t xml:space="preserve">'
            f"{_escaped(self.prose.sentence())}</w:t></w:r><w:r><w:pict>"
            f'<v:shape id="box{self.prose.random.randrange(9999)}" '
            'type="#_x0000_t202" style="width:220pt;height:60pt;mso-wrap-style:square"><v:textbox><w:txbxContent>'
            f"{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
        )

    def saved(self) -> bytes:
        """The file."""
        if self._notes:
            body = "".join(
                f'<w:footnote w:id="{n}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                "<w:footnoteRef/></w:r>"
                f'<w:r><w:t xml:space="preserve"> {_escaped(text)}</w:t></w:r></w:p></w:footnote>'
                for n, text in enumerate(self._notes, 1)
            )
            marks = "".join(
                f'<w:footnote w:id="{n}" w:type="{kind}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
                for n, kind in ((-1, "separator"), (0, "continuationSeparator"))
            )
            self._part(
                "/word/footnotes.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
                RELATIONSHIP_TYPE.FOOTNOTES,
                f"{_HEAD}<w:footnotes {_WORDS}>{marks}{body}</w:footnotes>",
            )
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _link(self, paragraph: Paragraph, text: str) -> None:
        target = self.document.part.relate_to(
            "https://longthoi.example/van-ban", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        link = parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}"><w:r><w:rPr><w:color w:val="0000FF"/>'
            f'<w:u w:val="single"/></w:rPr><w:t xml:space="preserve">{_escaped(text)}</w:t></w:r></w:hyperlink>'
        )
        paragraph._p.append(link)  # noqa: SLF001  # python-docx makes no links

    def _note(self, paragraph: Paragraph) -> None:
        self._notes.append(self.prose.pick(p.NOTES))
        run = paragraph.add_run()
        run.font.superscript = True
        run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{len(self._notes)}"/>'))  # noqa: SLF001  # nor notes

    def _part(self, name: str, kind: str, relation: str, xml: str) -> None:
        part = self.document.part
        if relation in {r.reltype for r in part.rels.values()}:
            return
        part.relate_to(Part(PackURI(name), kind, xml.encode(), part.package), relation)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def press_release(paper: Paper) -> None:
    """News with a letterhead and a picture."""
    paper.letterhead()
    paper.title("THÔNG CÁO BÁO CHÍ")
    for _ in range(2):
        paper.rich()
    paper.image()
    paper.shredded()
    paper.document.add_paragraph(paper.prose.paragraph(3))


def decision(paper: Paper) -> None:
    """A decision with its grounds and articles."""
    paper.letterhead()
    paper.title("QUYẾT ĐỊNH")
    for ground in p.GROUNDS:
        paper.document.add_paragraph().add_run(ground).italic = True
    for number in (1, 2, 3):
        paragraph = paper.document.add_paragraph()
        paragraph.add_run(f"Điều {number}.").bold = True
        paper.rich([p.Piece(" ", marked=False), *paper.prose.rich()], paragraph)
    paper.signature()


def report(paper: Paper) -> None:
    """A report with headings, a table, notes, lists and page edges."""
    paper.edges()
    paper.title("BÁO CÁO")
    for heading in p.HEADINGS[:4]:
        paper.document.add_heading(heading, level=1 if heading.isupper() else 2)
        paper.rich()
    paper.table()
    for style in ("List Bullet", "List Number"):
        for _ in range(2):
            paper.rich(paper.prose.rich(), style=style)


def minutes(paper: Paper) -> None:
    """Minutes with text boxes, tabs and line breaks."""
    paper.letterhead()
    paper.title("BIÊN BẢN")
    paragraph = paper.document.add_paragraph("Chủ trì:\t")
    paragraph.add_run(paper.prose.pick(p.PEOPLE)).bold = True
    paragraph.add_run().add_break()
    paragraph.add_run(f"Chức vụ:\t{paper.prose.pick(p.ROLES)}")
    paper.text_box()
    paper.rich()
    paper.signature()


def reviewed(paper: Paper) -> None:
    """A draft with tracked changes and a comment."""
    paper.title("DỰ THẢO KẾ HOẠCH")
    paper.tracked()
    paper.rich()
    paper.shredded()


KINDS: tuple[Callable[[Paper], None], ...] = (press_release, decision, report, minutes, reviewed)


def make(number: int) -> tuple[str, bytes]:
    """The name and content of a Word file; of five numbers in a row each is of another kind."""
    kind = KINDS[number % len(KINDS)]
    paper = Paper(1000 + number)
    kind(paper)
    return f"{kind.__name__}-{number}.docx", paper.saved()
