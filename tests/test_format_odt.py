"""OpenDocument texts: what is translated, and that all else stays as it is."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from office import zipped
from placed import anywhere, covered, english, same, tags, texts_of, words
from vietgloss.documents.formats.odt import parse
from vietgloss.documents.model import Inline, Options, Target
from vietgloss.errors import InputError

if TYPE_CHECKING:
    from random import Random

    from vietgloss.documents.model import Content

NAMESPACES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        *((n, n) for n in ("office", "style", "text", "table")),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
NAMESPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
NAMESPACES += ' xmlns:officeooo="http://openoffice.org/2009/office"'
LOOKS = {
    "bold": 'fo:font-weight="bold"',
    "bold2": 'officeooo:rsid="00123" fo:font-weight="bold"',
    "italic": 'fo:font-style="italic"',
    "typed": 'officeooo:rsid="00456" fo:language="vi" style:country-asian="CN"',
}
TYPE = "application/vnd.oasis.opendocument.text"


def part(root: str, inside: str) -> str:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {look}/></style:style>'
        for name, look in LOOKS.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    styles = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    return f"{head}<office:{root}{NAMESPACES}>{styles}{inside}</office:{root}>"


def file(body: str, **entries: str) -> bytes:
    content = part("document-content", f"<office:body><office:text>{body}</office:text></office:body>")
    named = {name.replace("_", "."): entry for name, entry in entries.items()}
    return zipped({"mimetype": TYPE, "content.xml": content, "Pictures/a.png": b"\x89PNG", **named})


def read(body: str, **entries: str) -> Content:
    return parse(file(body, **entries), "tin.odt", Options())


def body_of(data: bytes, name: str = "content.xml") -> str:
    text = zipfile.ZipFile(io.BytesIO(data)).read(name).decode()
    found = re.search("<office:text>(.*)</office:text>", text, re.DOTALL)
    return found[1] if found else text


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def p(inside: str) -> str:
    return f"<text:p>{inside}</text:p>"


@pytest.mark.parametrize(
    ("inside", "text", "under"),
    [
        ("Xã Sao Mai", "Xã Sao Mai", []),
        (f"Xã {span('bold', 'Sao')} Mai", "Xã Sao Mai", ["Sao"]),
        (span("bold", "Xã Sao Mai"), "Xã Sao Mai", []),
        (f"họp {span('bold', 'TT')}{span('bold2', 'HĐND')} xã", "họp TTHĐND xã", ["TTHĐND"]),
        (f"TC{span('typed', 'C')}SĐ", "TCCSĐ", []),
        (f"họp {span('bold', 'TT')}{span('italic', 'HĐND')} xã", "họp TTHĐND xã", ["TT", "HĐND"]),
        ('Xem <text:a xlink:href="u">tin này</text:a> nhé', "Xem tin này nhé", ["tin này"]),
        ('Xã <text:bookmark-start text:name="b"/>Mai<text:bookmark-end text:name="b"/> họp', "Xã Mai họp", ["Mai"]),
        ('Số:<text:s text:c="4"/>ba', "Số: ba", [""]),
        ("Trang <text:page-number>1</text:page-number><text:s/>là trang", "Trang là trang", [""]),
        ("\n   Xã\n   Sao Mai\n", "Xã Sao Mai", []),
        ("Xã<text:soft-page-break/> Sao Mai<text:soft-page-break/>", "Xã Sao Mai", [""]),
        (f"{span('bold', 'Toàn bộ đoạn')} và {span('bold', 'phần này')}.", "Toàn bộ đoạn và phần này.", ["và", "."]),
    ],
)
def test_paragraphs(inside: str, text: str, under: list[str]) -> None:
    content = read(p(inside))
    assert texts_of(content) == [text]
    assert [c.strip() for c in covered(content)] == under
    assert content.write(same(content)) == file(p(inside))


def test_markup_moves_with_its_words() -> None:
    content = read(p(f"Xã {span('bold', 'Sao Mai')} họp<text:note-ref/> hôm nay"))
    out = content.write([Target("Sao Mai met today", (Inline(0, 7, 0), Inline(11, 11, 1)))])
    assert body_of(out) == p(f"{span('bold', 'Sao Mai')} met<text:note-ref/> today")


def test_what_looks_like_most_is_the_ground() -> None:
    content = read(p(f"{span('bold', 'Ủy ban nhân dân xã ')}{span('italic', 'Sao Mai')}{span('bold2', ' đã họp')}"))
    assert covered(content) == ["Sao Mai"]
    out = content.write([Target("Sao Mai met", (Inline(0, 7, 0),))])
    assert body_of(out) == p(span("italic", "Sao Mai") + span("bold", " met"))


def test_tabs_and_line_ends_part_texts() -> None:
    inside = f"{span('bold', 'CỘNG HÒA')}<text:line-break/>{span('bold', 'Độc lập')}<text:tab/>Số 1"
    content = read(p(inside))
    assert texts_of(content) == ["CỘNG HÒA", "Độc lập", "Số 1"]
    wanted = f"{span('bold', 'English 1')}<text:line-break/>{span('bold', 'English 2')}<text:tab/>English 3"
    assert body_of(content.write(english(content))) == p(wanted)


def test_a_line_end_in_a_span_parts_it() -> None:
    content = read(p(f"Xã {span('bold', 'Sao<text:line-break/>Mai')} họp"))
    assert texts_of(content) == ["Xã Sao", "Mai họp"]
    out = content.write([Target("In Sao", (Inline(3, 6, 0),)), Target("Mai", (Inline(0, 3, 0),))])
    assert body_of(out) == p(f"In {span('bold', 'Sao')}<text:line-break/>{span('bold', 'Mai')}")


def test_a_line_end_in_a_link_parts_only_words() -> None:
    link = '<text:a xlink:href="u">{}</text:a>'
    content = read(p(f"Xã {link.format('Sao<text:line-break/>Mai')} họp"))
    assert texts_of(content) == ["Xã Sao Mai họp"]
    out = content.write([Target("It met in Sao Mai", (Inline(10, 17, 0), Inline(13, 13, 1)))])
    assert body_of(out) == p(f"It met in {link.format('Sao<text:line-break/>Mai')}")


def test_spaces_are_not_lost() -> None:
    content = read(p("Trang <text:page-number>1</text:page-number><text:s/>trên"))
    out = content.write([Target("Page of", (Inline(5, 5, 0),))])
    assert body_of(out) == p("Page <text:page-number>1</text:page-number><text:s/>of")


def test_what_is_where() -> None:
    body = f"<text:note-body>{p('Chú thích')}</text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    cell = "<table:table-row><table:table-cell><text:p>Ô</text:p></table:table-cell></table:table-row>"
    frame = "<draw:frame><draw:text-box><text:p>Khung</text:p></draw:text-box><svg:title>Ảnh</svg:title></draw:frame>"
    body = (
        f'<text:h text:outline-level="1">Đầu đề</text:h>{p(f"Đoạn{note} một")}<table:table>{cell}</table:table>'
        f"<text:list><text:list-item><text:p>Mục</text:p></text:list-item></text:list>{p(f'Có {frame} đó')}"
        "<text:p/><text:p>12</text:p>"
    )
    footer = "<office:master-styles><style:footer><text:p>Chân trang</text:p></style:footer></office:master-styles>"
    meta = "<office:meta><dc:title>Tên</dc:title><dc:subject>Việc</dc:subject></office:meta>"
    entries = {"styles_xml": part("document-styles", footer), "meta_xml": part("document-meta", meta)}
    content = read(body, **entries)
    found = list(zip(texts_of(content), [b.kind for b in content.blocks], strict=True))
    assert found == [
        ("Tên", "paragraph"),
        ("Đầu đề", "heading"),
        ("Đoạn một", "paragraph"),
        ("Chú thích", "paragraph"),
        ("Ô", "cell"),
        ("Mục", "item"),
        ("Có đó", "paragraph"),
        ("Khung", "paragraph"),
        ("Ảnh", "paragraph"),
        ("Chân trang", "paragraph"),
    ]
    out = content.write(english(content))
    got = body_of(out)
    now, was = (zipfile.ZipFile(io.BytesIO(data)).read("content.xml") for data in (out, file(body)))
    assert _without(now, "s") == _without(was, "s")
    assert "English 4</text:p></text:note-body>" in got
    assert "<text:p>English 8</text:p></draw:text-box><svg:title>English 9<" in got
    assert "<dc:title>English 1</dc:title><dc:subject>Việc<" in body_of(out, "meta.xml")
    assert "English 10" in body_of(out, "styles.xml")


def test_an_unchanged_paragraph_around_a_changed_note_stays() -> None:
    note = "<text:note><text:note-body><text:p>Chú thích</text:p></text:note-body></text:note>"
    content = read(p(f"Đoạn &#x111;{note} một"))
    first, _ = same(content)
    out = body_of(content.write([first, Target("Note")]))
    assert out == p(f"Đoạn &#x111;{note.replace('Chú thích', 'Note')} một")


def test_changes_and_comments_are_left() -> None:
    tracked = "<text:tracked-changes><text:deletion><text:p>chữ xóa</text:p></text:deletion></text:tracked-changes>"
    comment = "<office:annotation><text:p>Xem lại</text:p></office:annotation>"
    start, end = '<text:change-start text:change-id="d"/>', '<text:change-end text:change-id="d"/>'
    inside = f'Xã <text:change text:change-id="c"/>đã{comment} họp {start}nay{end} rồi'
    content = read(tracked + p(inside))
    assert texts_of(content) == ["Xã đã họp nay rồi"]
    assert covered(content) == ["", "", "nay"]
    out = body_of(content.write([Target("It", (Inline(0, 0, 2), Inline(1, 1, 0), Inline(2, 2, 1)))]))
    assert out.startswith(tracked)
    assert comment in out
    assert start + end in out


def test_all_other_entries_stay() -> None:
    data = file(p("Tin"), styles_xml=part("document-styles", ""), settings_xml="<a />")
    out = parse(data, "tin.odt", Options()).write([Target("News")])
    before, after = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(out))
    assert before.namelist() == after.namelist()
    assert [n for n in before.namelist() if before.read(n) != after.read(n)] == ["content.xml"]
    assert after.read("content.xml") == before.read("content.xml").replace(b"Tin", b"News")


def test_a_signed_file_is_told() -> None:
    data = zipped({"content.xml": part("document-content", p("Tin")), "META-INF/documentsignatures.xml": "<a/>"})
    assert "signature" in parse(data, "tin.odt", Options()).notes[0]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"PK nothing", "tin.odt: "),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "password"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "not an OpenDocument text but appl"),
        (zipped({"mimetype": TYPE}), "content.xml"),
        (zipped({"mimetype": TYPE, "content.xml": "<a>"}), "tin.odt (content.xml):1: damaged"),
        (file(p("Tin"), **{"META-INF/manifest_xml": "<encryption-data/>"}), "protected by a password"),
        (zipped({"content.xml": '<!DOCTYPE a [<!ENTITY b "&b;&b;">]><a>&b;</a>'}), "document type"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(data: bytes, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(data, "tin.odt", Options())
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_without_text_has_no_blocks() -> None:
    assert not read("<text:p/>" + p("12/3") + p(" – ")).blocks


def test_deep_nesting_is_no_trouble() -> None:
    deep = span("bold", "chữ " + span("italic", "chữ ")) * 2
    for _ in range(40):
        deep = f"chữ <draw:frame><draw:text-box><text:p>{deep}</text:p></draw:text-box></draw:frame> chữ"
    spans = "Chữ"
    for _ in range(150):
        spans = f"chữ {span('own', spans)}"
    content = read(p(deep) + p(spans))
    out = content.write(english(content))
    assert out != content.write(same(content))
    etree.fromstring(zipfile.ZipFile(io.BytesIO(out)).read("content.xml"))


def _marked(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    many = st.lists(children, min_size=1, max_size=4).map("".join)
    looks = st.sampled_from(["bold", "own", "italic"])
    return st.builds(span, looks, many) | many.map(lambda inside: f'<text:a xlink:href="u">{inside}</text:a>')


_leaf = words.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")) | st.sampled_from(
    [" ", '<text:s text:c="3"/>', "<text:tab/>", "<text:page-number>1</text:page-number>", "<text:line-break/>"]
)
_note = words.map(lambda text: f"<draw:frame><text:p>{text.replace('&', '').replace('<', '')}</text:p></draw:frame>")
paragraphs = st.lists(st.recursive(_leaf | _note, _marked, max_leaves=8), min_size=1, max_size=6).map("".join)


@settings(max_examples=40, deadline=None)
@given(st.lists(paragraphs, max_size=2), st.randoms(use_true_random=False))
def test_markup_survives_wherever_it_stands(insides: list[str], random: Random) -> None:
    body = "".join(p(inside) for inside in insides)
    content = read(body)
    assert content.write(same(content)) == file(body)
    targets = anywhere(content, random)
    out = content.write(targets)
    assert out == content.write(targets)
    got = zipfile.ZipFile(io.BytesIO(out)).read("content.xml")
    old = zipfile.ZipFile(io.BytesIO(file(body))).read("content.xml")
    # The look of most is put on each piece of it, and pieces that look alike are one.
    assert _without(got, "span", "s") == _without(old, "span", "s")
    changed = _letters(*(t.text for t in targets))
    changed.subtract(_letters(*texts_of(content)))
    was, now = ("".join(etree.fromstring(data).itertext()) for data in (old, got))
    changed.update(_letters(was))
    assert +changed == _letters(now)


def _letters(*texts: str) -> Counter[str]:
    return Counter(unicodedata.normalize("NFC", "".join("".join(texts).split())))


def _without(data: bytes, *names: str) -> object:
    return {key: n for key, n in tags(data).items() if etree.QName(key[0]).localname not in names}
