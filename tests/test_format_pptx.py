"""PowerPoint files: slides in the order in which they are shown, and nothing but text changes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from benchmarks.structure_office import compare_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from office import docx, pptx, shape, zipped
from vietgloss.documents.formats.pptx import parse
from vietgloss.documents.model import Inline, Options, Target
from vietgloss.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vietgloss.documents.model import Content

SLIDE = "ppt/slides/slide0.xml"
BREAK = "<a:br/>"
NUMBER = '<a:fld id="{1}" type="slidenum"><a:rPr lang="vi"/><a:t>4</a:t></a:fld>'


def run(text: str, properties: str = "") -> str:
    return f"<a:r><a:rPr {properties}/><a:t>{text}</a:t></a:r>"


def read(data: bytes) -> Content:
    return parse(data, "x.pptx", Options())


def targets(content: Content, change: Callable[[str], str] = str) -> list[Target]:
    """Each text changed, its inlines where they were: for changes that keep the length."""
    found = []
    for block in content.blocks:
        inlines = tuple(Inline(i.start - block.start, i.end - block.start, i.id) for i in block.inlines)
        found.append(Target(change(content.text[block.start : block.end]), inlines))
    return found


def seen(data: bytes) -> list[tuple[str, list[tuple[int, int]]]]:
    return [(t.text, [(i.start, i.end) for i in t.inlines]) for t in targets(read(data))]


def entry(data: bytes, name: str = SLIDE) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (run("TCC", 'lang="vi"') + run("SĐ", 'lang="en" dirty="0" err="1"'), [("TCCSĐ", [])]),
        (run("Đồng chí ") + run("An", 'b="1"') + run(" đến dự"), [("Đồng chí An đến dự", [(9, 11)])]),
        (run("Đảng bộ", 'b="1"'), [("Đảng bộ", [])]),
        (run("HỘI NGHỊ") + BREAK + run("HUYỆN ỦY"), [("HỘI NGHỊ HUYỆN ỦY", [(9, 9)])]),
        (run("Họ tên:\tÔng An"), [("Họ tên:", []), ("Ông An", [])]),
        (run("Trang ") + NUMBER + run(" của bài"), [("Trang của bài", [(6, 6)])]),
        (NUMBER, []),
        (run("98,5%"), [("98,5%", [])]),
        (run("98%"), []),
        (run("Sở Nội vụ") + BREAK + run("Điện thoại"), [("Sở Nội vụ", []), ("Điện thoại", [])]),
        (run("họp tại") + BREAK + run("huyện"), [("họp tại huyện", [(8, 8)])]),
    ],
)
def test_what_a_paragraph_says(paragraph: str, expected: list[tuple[str, list[tuple[int, int]]]]) -> None:
    assert seen(pptx(shape(paragraph))) == expected


def test_slides_in_the_order_shown_each_with_its_notes() -> None:
    cell = f"<a:tc><a:txBody><a:p>{run('Ô bảng')}</a:p></a:txBody></a:tc>"
    table = f"<p:graphicFrame><a:graphic><a:tbl><a:tr>{cell}</a:tr></a:tbl></a:graphic></p:graphicFrame>"
    group = f"<p:grpSp>{shape(run('Trong nhóm'))}</p:grpSp>"
    data = pptx(
        shape(run("Thứ hai"), kind="title") + table,
        shape(run("Thứ nhất")) + group,
        shape(run("Không chiếu")),
        notes={1: shape(run("Ghi chú"))},
        order=(1, 0),
    )
    content = read(data)
    texts = [(content.text[b.start : b.end], b.kind) for b in content.blocks]
    assert texts == [
        *[("Thứ nhất", "paragraph"), ("Trong nhóm", "paragraph"), ("Ghi chú", "paragraph")],
        *[("Thứ hai", "heading"), ("Ô bảng", "cell")],
    ]
    new = content.write(targets(content, str.upper))
    assert "GHI CHÚ" in entry(new, "ppt/notesSlides/n1.xml").decode()
    assert entry(new, "ppt/slides/slide2.xml") == entry(data, "ppt/slides/slide2.xml")


def test_a_paragraph_is_written_with_all_that_is_not_text() -> None:
    first, last = run("một", 'b="1"'), run("hai\tba")
    paragraph = f'<a:pPr lvl="1"/>{first}{BREAK}{last}'
    data = pptx(shape(f'{paragraph}<a:endParaRPr lang="vi"/>'))
    content = read(data)
    xml = entry(content.write(targets(content, str.upper))).decode()
    bold = '<a:r><a:rPr b="1"/><a:t>MỘT</a:t></a:r>'
    plain = "<a:r><a:rPr/><a:t>HAI\tBA</a:t></a:r>"
    assert f'<a:p><a:pPr lvl="1"/>{bold}<a:br/>{plain}<a:endParaRPr lang="vi"/></a:p>' in xml


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (docx("a"), "it is no PowerPoint presentation"),
        (zipped({"a": "b"}), "it is no PowerPoint presentation"),
        (pptx("<p:oops>"), "well formed"),
        (b"", "damaged"),
    ],
)
def test_what_is_no_presentation_is_refused_in_one_line(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as refused:
        read(data)
    assert str(refused.value).startswith("x.pptx: ")
    assert "\n" not in str(refused.value)


PROPERTIES = st.sampled_from(["", 'b="1"', 'i="1" lang="vi"', 'lang="vi"', 'u="sng"'])
PIECES = st.one_of(
    st.builds(run, st.text(alphabet="Đảngủ \t1.", max_size=8), PROPERTIES),
    st.sampled_from([BREAK, NUMBER, "<!-- c -->", "<a:r><a:t>a</a:t></a:r>"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join), st.data())
def test_structure_stays_whatever_the_english(paragraph: str, data: st.DataObject) -> None:
    original = pptx(shape(f"{paragraph}<a:endParaRPr/>"))
    content = read(original)
    same = targets(content)
    assert content.write(same) == original
    new = []
    for target in same:
        text = data.draw(st.text(alphabet="abc de\u00a0", max_size=12).map(str.strip))
        cuts = sorted(data.draw(st.integers(0, len(text))) for _ in range(2 * len(target.inlines)))
        places = data.draw(st.permutations([i.id for i in target.inlines]))
        new.append(Target(text, tuple(Inline(cuts[2 * n], cuts[2 * n + 1], i) for n, i in enumerate(places))))
    written = content.write(new)
    assert written == content.write(new)
    assert compare_xml(entry(original), entry(written)) == []
