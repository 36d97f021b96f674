"""EPUB: pages in reading order, contents and description are translated; every other byte of the book stays."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from benchmarks.structure import compare
from lxml import etree

from vietgloss.documents import Inline, Options, Target
from vietgloss.documents.formats.epub import parse
from vietgloss.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from vietgloss.documents import Content

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
CONTAINER = XML + (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile '
    'full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = XML + (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>Tin xã Long Thới</dc:title><dc:creator>Thu Thảo</dc:creator><dc:language>vi-VN</dc:language>"
    "<dc:description>Việc của Đảng ủy &amp; UBND</dc:description></metadata><manifest>"
    '<item id="b" href="t%E1%BA%ADp/hai.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="mot.xhtml" media-type="application/xhtml+xml"/><item id="n" '
    'href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/><item id="ncx" href="toc.ncx" '
    'media-type="application/x-dtbncx+xml"/><item id="g" href="../ngoai.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="i" href="i.svg" media-type="image/svg+xml"/></manifest><spine toc="ncx"><itemref idref="a"/><itemref '
    'idref="b" linear="no"/><itemref idref="g"/><itemref idref="i"/></spine></package>'
)
PAGE = XML + (
    '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="vi"><head><title>{0}</title><script src="x.js"/></head>'
    '<body><p>{0} <a href="hai.xhtml#n">đọc <b>thêm</b></a><br/>và<img src="a.png" alt="Ảnh"/> nữa&#160;</p>'
    "</body></html>"
)
NCX = XML + (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head>'
    '<meta name="dtb:uid" content="Sách"/></head><docTitle><text>Mục lục</text></docTitle><navMap>'
    '<navPoint id="p1" playOrder="1"><navLabel>'
    '<text>Chương một</text></navLabel><content src="mot.xhtml"/></navPoint></navMap></ncx>'
)
ENTRIES: dict[str, str | bytes] = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/content.opf": PACKAGE,
    "OEBPS/a.png": b"\x89PNG Dang",
    "OEBPS/mot.xhtml": PAGE.format("Một"),
    "OEBPS/tập/hai.xhtml": PAGE.format("Hai việc"),
    "OEBPS/nav.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><nav><ol><li>Chương</li></ol></nav></html>',
    "OEBPS/toc.ncx": NCX,
    "OEBPS/i.svg": "<svg><text>Đảng</text></svg>",
}


def packed(entries: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in entries.items():
            info = zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 6))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return out.getvalue()


def read(entries: dict[str, str | bytes]) -> Content:
    return parse(packed(entries), "x.epub", Options())


def english(content: Content, word: str = "") -> list[Target]:
    found = []
    for b in content.blocks:
        inlines = tuple(Inline(0 if word else i.start - b.start, i.end - b.start, i.id) for i in b.inlines)
        found.append(Target(word + content.text[b.start : b.end], inlines))
    return found


def entries_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_what_is_translated_in_which_order() -> None:
    page = ["{0}", "{0} đọc thêm", "và nữa", "Ảnh"]
    assert read(ENTRIES).text.split("\n") == [
        "Tin xã Long Thới",
        "Việc của Đảng ủy & UBND",
        *(line.format("Một") for line in page),
        *(line.format("Hai việc") for line in page),
        "Chương",
        "Mục lục",
        "Chương một",
    ]


def test_only_the_language_changes_where_the_text_stays() -> None:
    content = read(ENTRIES)
    new = entries_of(content.write(english(content)))
    for name, old in ENTRIES.items():
        text = old if isinstance(old, bytes) else old.encode()
        text = text.replace(b'xml:lang="vi"', b'xml:lang="en"').replace(b">vi-VN<", b">en<")
        assert new[name] == text, name


def test_the_structure_stays(tmp_path: Path) -> None:
    content = read(ENTRIES)
    old, new = tmp_path / "a.epub", tmp_path / "b.epub"
    old.write_bytes(packed(ENTRIES))
    data = content.write(english(content, "A <b> & "))
    new.write_bytes(data)
    assert compare(old, new) == []
    assert content.write(english(content, "A <b> & ")) == data
    for name, part in entries_of(data).items():
        if name.endswith((".xhtml", ".opf", ".ncx")):
            etree.fromstring(part)  # well-formed still
    written = entries_of(data)
    assert b"<dc:title>A &lt;b&gt; &amp; Tin" in written["OEBPS/content.opf"]
    assert b"<dc:creator>Thu Th\xe1\xba\xa3o" in written["OEBPS/content.opf"]


def test_the_type_comes_first_and_plain() -> None:
    mixed = {name: ENTRIES[name] for name in reversed(ENTRIES)}
    content = read(mixed)
    for entries in (ENTRIES, mixed):
        content = read(entries)
        with zipfile.ZipFile(io.BytesIO(content.write(english(content, "x")))) as file:
            first = file.infolist()[0]
            assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
            assert sorted(file.namelist()) == sorted(ENTRIES)


def test_a_page_in_another_encoding() -> None:
    page = PAGE.format("Một").replace("UTF-8", "utf-16").encode("utf-16")
    content = read({**ENTRIES, "OEBPS/mot.xhtml": page})
    new = entries_of(content.write(english(content, "x")))["OEBPS/mot.xhtml"]
    assert new.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    assert etree.fromstring(new) is not None
    assert any("utf-16" in note for note in content.notes)


def test_a_missing_page_is_said() -> None:
    assert any("'ngoai.xhtml'" in note for note in read(ENTRIES).notes)


def test_a_description_in_html_is_left() -> None:
    package = PACKAGE.replace("Việc của", "&lt;p&gt;Việc của")
    content = read({**ENTRIES, "OEBPS/content.opf": package})
    assert "Việc của" not in content.text
    assert any("holds HTML" in note for note in content.notes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"META-INF/container.xml": "<container/>"}, "no EPUB"),
        ({"OEBPS/mot.xhtml": b"<p>\xff\xfe\xfd</p>"}, "not text in utf-8"),
        ({"OEBPS/mot.xhtml": b"<?xml version='1.0' encoding='xyz'?><p/>"}, "not text in xyz"),
        (
            {
                "META-INF/encryption.xml": "<encryption><enc:CipherData><enc:CipherReference "
                'URI="OEBPS/mot.xhtml"/></enc:CipherData></encryption>'
            },
            "copy-protected",
        ),
    ],
)
def test_damaged_and_protected_books(changes: dict[str, str | bytes], said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read({**ENTRIES, **changes})
    assert "\n" not in str(caught.value)


def test_no_book_at_all() -> None:
    for data in (b"", b"PK\x03\x04 no", packed({"a": "b"})):
        with pytest.raises(InputError, match=r"x\.epub: "):
            parse(data, "x.epub", Options())


def test_entities_are_not_followed() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY a "Đảng"><!ENTITY b "&a;&a;">]><html xmlns="http://www.w3.org/1999/xhtml">'
        "<p>Xã &b; họp</p></html>"
    )
    content = read({**ENTRIES, "OEBPS/mot.xhtml": page})
    assert "Xã họp" in content.text
    assert b"&b;" in entries_of(content.write(english(content, "x ")))["OEBPS/mot.xhtml"]
