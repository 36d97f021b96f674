"""Archives and XML from anywhere: what is sound comes back as it was, what could do harm is refused in one line."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office import zipped
from vietgloss.documents.formats import xmlparts, zips
from vietgloss.documents.formats.zips import Archive
from vietgloss.errors import InputError

SOUND = {"mimetype": "application/x", "a/ơ.xml": "<a>Đảng bộ</a>" * 50, "a/empty/": "", "z.bin": b"\0\1"}


def test_nothing_new_gives_the_same_bytes() -> None:
    data = zipped(SOUND)
    archive = Archive(data, "x.docx")
    assert archive.names == list(SOUND)
    assert archive.has("mimetype")
    assert not archive.has("other")
    assert archive.rewritten({}) == data
    assert archive.rewritten({"z.bin": b"\0\1"}) == data


def test_a_change_leaves_order_dates_packing_and_comments() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.comment = b"whole"
        for name in ("mimetype", "b", "a"):
            info = zipfile.ZipInfo(name, (1999, 12, 31, 23, 59, 58))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.comment = name.encode()
            info.external_attr = 0o644 << 16
            made.writestr(info, name * 100)
    archive = Archive(out.getvalue(), "x.odt")
    new = archive.rewritten({"b": b"new"})
    assert new == archive.rewritten({"b": b"new"})
    with zipfile.ZipFile(io.BytesIO(new)) as read:
        assert read.comment == b"whole"
        assert read.read("b") == b"new"
        assert read.read("a") == b"a" * 100
        kept = [(i.filename, i.date_time, i.compress_type, i.comment, i.external_attr) for i in read.infolist()]
    assert kept == [
        ("mimetype", (1999, 12, 31, 23, 59, 58), zipfile.ZIP_STORED, b"mimetype", 0o644 << 16),
        ("b", (1999, 12, 31, 23, 59, 58), zipfile.ZIP_DEFLATED, b"b", 0o644 << 16),
        ("a", (1999, 12, 31, 23, 59, 58), zipfile.ZIP_DEFLATED, b"a", 0o644 << 16),
    ]


def test_an_entry_that_is_not_there() -> None:
    archive = Archive(zipped(SOUND), "x.docx")
    with pytest.raises(InputError, match=r"^x.docx: .*word/document.xml is missing$"):
        archive.read("word/document.xml")
    with pytest.raises(ValueError, match="new"):
        archive.rewritten({"new": b""})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "damaged or of another type"),
        (b"%PDF-1.4", "damaged or of another type"),
        (zipped(SOUND)[:-30], "damaged or of another type"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "protected by a password or in an older format"),
        (zipped({"bomb.xml": b" " * (zips.RATIO_FROM + 1)}), "more than 200 times its size"),
    ],
)
def test_what_is_no_sound_archive_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as refused:
        Archive(data, "x.docx")
    assert "\n" not in str(refused.value)
    assert refused.value.where == "x.docx"


def test_sizes_are_limited(monkeypatch) -> None:
    data = zipped({"a": b"0123456789", "b": b"0123456789"}, zipfile.ZIP_STORED)
    monkeypatch.setattr(zips, "MAX_TOTAL", 19)
    with pytest.raises(InputError, match="it unpacks to more than"):
        Archive(data, "x")
    monkeypatch.setattr(zips, "MAX_ENTRY", 9)
    with pytest.raises(InputError, match="'a' unpacks to more than"):
        Archive(data, "x")
    monkeypatch.setattr(zips, "MAX_ENTRIES", 1)
    with pytest.raises(InputError, match="too many entries"):
        Archive(data, "x")


def test_an_entry_that_lies_about_its_size_is_not_unpacked_further() -> None:
    data = zipped({"a": b"x" * 1000})
    # The size stands in the directory at the end and, for those who trust it, before the entry.
    lies = data.replace(struct.pack("<L", 1000), struct.pack("<L", 10))
    assert lies != data
    with pytest.raises(InputError, match="cannot be unpacked"):
        Archive(lies, "x").read("a")


def test_two_entries_of_one_name_are_refused() -> None:
    data = zipped({"a": "1", "b": "2"}).replace(b"b", b"a")
    with pytest.raises(InputError, match="same name"):
        Archive(data, "x")


def test_encrypted_and_oddly_packed_entries_are_refused() -> None:
    data = zipped({"a": "1"})
    at = data.index(b"PK\1\2")
    with pytest.raises(InputError, match="password"):
        Archive(data[: at + 8] + b"\1" + data[at + 9 :], "x")
    with pytest.raises(InputError, match="unusual"):
        Archive(zipped({"a": "1"}, zipfile.ZIP_BZIP2), "x")


@settings(max_examples=200)
@given(st.integers(0, 300), st.binary(min_size=1, max_size=4))
def test_damage_is_never_a_traceback(at: int, noise: bytes) -> None:
    data = zipped(SOUND)
    broken = data[:at] + noise + data[at + len(noise) :]
    # Anything else that is raised fails the test.
    with contextlib.suppress(InputError):
        archive = Archive(broken, "x")
        for name in archive.names:
            archive.read(name)
        archive.rewritten(dict.fromkeys(archive.names[:1], b"other"))


XML = [
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<a b="1"><!-- c -->Text<c/> tail</a>',
    b"\xef\xbb\xbf<?xml version='1.0'?><!-- before --><a>&lt;<![CDATA[<!DOCTYPE x>]]></a>\n",
    b"<a/>",
    '<?xml version="1.0" encoding="UTF-8"?>\n<a>Đảng ủy</a>'.encode(),
]


@pytest.mark.parametrize("data", XML)
def test_xml_is_written_as_it_was(data: bytes) -> None:
    assert xmlparts.serialise(xmlparts.parse(data, "x"), data) == data


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "windows-1258"])
def test_other_encodings_stay(encoding: str) -> None:
    named = "utf-16" if encoding == "utf-16-le" else encoding
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    data = mark + f'<?xml version="1.0" encoding="{named}"?><a>Đ</a>'.encode(encoding)
    written = xmlparts.serialise(xmlparts.parse(data, "x"), data)
    assert xmlparts.parse(written, "x").text == "Đ"
    assert written.startswith(data[:2])


ENTITIES = '<!DOCTYPE a [<!ENTITY b "boom"><!ENTITY c SYSTEM "file:///etc/passwd">]><a x="&b;">&b;&c;</a>'


@pytest.mark.parametrize(
    "data",
    [
        ENTITIES.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{ENTITIES}'.encode("utf-16"),
        b"<?x <!-- ?><!DOCTYPE a [<!ENTITY b 'c'>]><?y --> ?><a/>",
        b"<a>&b;</a>",
        b"<a>",
        b"",
        b"no XML",
        b"<a>" * 300 + b"</a>" * 300,
        b'<?xml version="1.0" encoding="none"?><a/>',
    ],
)
@pytest.mark.parametrize("doctype", [False, True])
def test_xml_that_is_hostile_or_damaged_is_refused(data: bytes, doctype: bool) -> None:
    with pytest.raises(InputError) as refused:
        xmlparts.parse(data, "x.docx: part", doctype=doctype)
    assert "\n" not in str(refused.value)
    assert refused.value.where == "x.docx: part"


def test_a_bare_document_type_is_let_through_where_it_belongs() -> None:
    data = b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd"><html/>'
    assert xmlparts.parse(data, "x", doctype=True).tag == "html"
    with pytest.raises(InputError):
        xmlparts.parse(data, "x")
