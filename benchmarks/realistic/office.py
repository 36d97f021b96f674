"""PowerPoint, OpenDocument and Excel files."""

from __future__ import annotations

import io
from typing import Any

from odf import style as odf_style
from odf import table as odf_table
from odf import text as odf_text
from odf.opendocument import OpenDocumentText
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Cm

from benchmarks.realistic import prose as p
from benchmarks.realistic.word import picture

_BULLETS = 3


def slides(number: int) -> tuple[str, bytes]:
    """A talk: title, bullets with marked words, a table or a picture, notes."""
    prose = p.Prose(2000 + number)
    talk: Any = Presentation()
    first = talk.slides.add_slide(talk.slide_layouts[0])
    first.shapes.title.text = prose.pick(p.KINDS)
    first.placeholders[1].text = f"{prose.pick(p.ABOUT)}\v{prose.pick(p.PLACES_AND_DATES)}"
    for heading in p.HEADINGS[number % 3 : number % 3 + 2]:
        slide = talk.slides.add_slide(talk.slide_layouts[1])
        slide.shapes.title.text = heading
        frame = slide.placeholders[1].text_frame
        for n in range(_BULLETS):
            paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            paragraph.level = n % 2
            for count, (text, marked) in enumerate(prose.rich()):
                run = paragraph.add_run()
                run.text = text
                if marked and (n + count) % 3 == 0:
                    run.hyperlink.address = "https://longthoi.example/"
                elif marked:
                    run.font.bold = True
                    run.font.color.rgb = RGBColor(0xC0, 0, 0)
        slide.notes_slide.notes_text_frame.text = prose.sentence()
    last = talk.slides.add_slide(talk.slide_layouts[5])
    last.shapes.title.text = "Các chỉ tiêu chủ yếu"
    if number % 2:
        last.shapes.add_picture(io.BytesIO(picture()), Cm(3), Cm(5))
        last.shapes.add_textbox(Cm(3), Cm(12), Cm(15), Cm(2)).text_frame.text = prose.pick(p.CAPTIONS)
    else:
        shape = last.shapes.add_table(len(p.ROWS) + 1, len(p.COLUMNS), Cm(1), Cm(4), Cm(23), Cm(9))
        for row, texts in enumerate((p.COLUMNS, *p.ROWS)):
            for column, text in enumerate(texts):
                shape.table.cell(row, column).text = text
    out = io.BytesIO()
    talk.save(out)
    return f"talk-{number}.pptx", out.getvalue()


class _Paper:
    """An OpenDocument text that grows."""

    def __init__(self, number: int) -> None:
        self.prose = p.Prose(3000 + number)
        self.document = OpenDocumentText()
        self._number = number
        self._notes = 0
        self._styles = []
        for name, properties in (("Strong", {"fontweight": "bold"}), ("Slanted", {"fontstyle": "italic"})):
            own = odf_style.Style(name=name, family="text")
            own.addElement(odf_style.TextProperties(attributes=properties))
            self.document.styles.addElement(own)
            self._styles.append(own)

    def add(self, element: Any) -> None:  # noqa: ANN401  # odfpy has no types
        """One more element of the text."""
        self.document.text.addElement(element)

    def rich(self, pieces: list[p.Piece]) -> Any:  # noqa: ANN401  # as above
        """A paragraph with marked words, links and notes."""
        paragraph = odf_text.P()
        for count, (text, marked) in enumerate(pieces):
            if not marked:
                paragraph.addText(text)
            elif (count + self._number) % 3 == 0:
                paragraph.addElement(odf_text.A(href="https://longthoi.example/", type="simple", text=text))
            else:
                paragraph.addElement(odf_text.Span(stylename=self._styles[count % 2], text=text))
                if self._notes < len(p.NOTES):
                    paragraph.addElement(self._note())
        return paragraph

    def table(self) -> None:
        """The table of figures."""
        table = odf_table.Table(name="Chỉ tiêu")
        table.addElement(odf_table.TableColumn(numbercolumnsrepeated=len(p.COLUMNS)))
        for texts in (p.COLUMNS, *p.ROWS):
            row = odf_table.TableRow()
            for text in texts:
                cell = odf_table.TableCell()
                cell.addElement(odf_text.P(text=text))
                row.addElement(cell)
            table.addElement(row)
        self.add(table)

    def _note(self) -> Any:  # noqa: ANN401  # as above
        note = odf_text.Note(noteclass="footnote", id=f"n{self._notes}")
        note.addElement(odf_text.NoteCitation(text=str(self._notes + 1)))
        body = odf_text.NoteBody()
        body.addElement(odf_text.P(text=p.NOTES[self._notes]))
        note.addElement(body)
        self._notes += 1
        return note


def odt(number: int) -> tuple[str, bytes]:
    """A paper with headings, marked words, a list, notes, tabs and a table."""
    paper = _Paper(number)
    prose = paper.prose
    for line in (p.COUNTRY, p.MOTTO, prose.pick(p.PLACES_AND_DATES), prose.pick(p.KINDS)):
        paper.add(odf_text.P(text=line))
    for heading in p.HEADINGS[:2]:
        paper.add(odf_text.H(outlinelevel=1, text=heading))
        paper.add(paper.rich(prose.mixed()))
    listed = odf_text.List()
    for _ in range(2):
        item = odf_text.ListItem()
        item.addElement(paper.rich(prose.rich()))
        listed.addElement(item)
    paper.add(listed)
    paper.table()
    signed = odf_text.P(text="Người lập biểu")
    signed.addElement(odf_text.Tab())
    signed.addText(prose.pick(p.ROLES))
    signed.addElement(odf_text.LineBreak())
    signed.addText(prose.pick(p.PEOPLE))
    paper.add(signed)
    out = io.BytesIO()
    paper.document.write(out)
    return f"paper-{number}.odt", out.getvalue()


def sheet(number: int) -> tuple[str, bytes]:
    """A workbook: a table of figures with formulas, merged cells, rich text and a comment, and a list of texts."""
    prose = p.Prose(4000 + number)
    book = Workbook()
    page: Any = book.active
    page.title = "Chỉ tiêu"
    page.append([f"BIỂU TỔNG HỢP - {prose.pick(p.NUMBERS)}"])
    page.merge_cells("A1:F1")
    page["A1"].font, page["A1"].alignment = Font(bold=True), Alignment(horizontal="center")
    page.append(list(p.COLUMNS))
    for row in p.ROWS[: 3 + number % 4]:
        figures = [float(text.replace(".", "").replace(",", ".")) for text in row[3:5]]
        page.append([int(row[0]), *row[1:3], *figures, row[5]])
    page.append(["", "Tổng cộng", "", f"=SUM(D3:D{page.max_row})"])
    page["B3"].comment = Comment("Xem lại số liệu", "Minh Đạo")
    texts: Any = book.create_sheet("Ý kiến")
    texts.append(["Đơn vị", "Ý kiến của cử tri", "Ngày"])
    for _ in range(4):
        texts.append([prose.pick(p.OFFICES).replace("\n", " "), prose.sentence(), "15/8/2024"])
    pieces = [
        TextBlock(InlineFont(b=True), text) if marked else TextBlock(InlineFont(), text)
        for text, marked in prose.rich()
    ]
    texts.append(["Sao Mai", CellRichText(*pieces), "03/6/2024"])
    out = io.BytesIO()
    book.save(out)
    return f"figures-{number}.xlsx", out.getvalue()
