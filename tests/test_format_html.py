"""HTML: what is translated in a page, and that nothing else changes, whatever the page and wherever its markup goes."""

from __future__ import annotations

import html
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from benchmarks.structure import differences, outline
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from vietgloss.documents import Inline, Options, Target
from vietgloss.documents.formats import html_run
from vietgloss.documents.formats.html import parse
from vietgloss.documents.formats.html_tokens import Tokens

if TYPE_CHECKING:
    from vietgloss.documents import Content

CASES = yaml.safe_load((Path(__file__).parent / "cases/formats/html/blocks.yaml").read_text(encoding="utf-8"))
PARTS = [
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<li>",
        "<td>",
        "<table>",
        "</table>",
        "<br>",
        "<h1>",
        "</h1>",
        "<pre>",
        "</pre>",
    ),
    *("<b>", "</b>", "<i class=x>", "</i>", '<a href="#1">', "</a>", "<sup>", "</sup>", "<img alt='Ảnh'>", "<code>"),
    *(
        "</code>",
        "<span translate=no>",
        "<span lang=en>",
        "</span>",
        "<x-y>",
        "</x-y>",
        "<svg>",
        "</svg>",
        "<!-- c -->",
    ),
    *(
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<",
        ">",
        "</",
        '<a b="',
        "'",
        '"',
        "<![CDATA[",
        "]]>",
    ),
    *(
        "<?xml ?>",
        "<!DOCTYPE html>",
        "<html lang=en>",
        "&amp;",
        "&nbsp;",
        "&#272;",
        "&x;",
        "&",
        "\0",
        "\u00a0",
        "\u00ad",
    ),
    *("Đảng ủy", " xã ", "họp", "a\u0301", "\u0323", "1", " ", "\n", "x", "="),
]
PAGES = st.lists(st.sampled_from(PARTS), max_size=30).map("".join) | st.text(max_size=50)


def read(source: str, name: str = "x.html") -> Content:
    return parse(source, name, Options())


def same(content: Content) -> list[Target]:
    """What leaves everything as it is."""
    return [
        Target(
            content.text[b.start : b.end], tuple(Inline(i.start - b.start, i.end - b.start, i.id) for i in b.inlines)
        )
        for b in content.blocks
    ]


@st.composite
def nested(draw: st.DrawFn) -> str:
    """A paragraph of well-formed markup, as deep as it comes."""
    words = st.sampled_from(["Đảng ủy", " ", "xã ", "1", "<br/>", "<img/>", "<!--c-->", "&amp;", "họp "])
    tree = st.recursive(
        words,
        lambda inner: st.tuples(st.sampled_from(["b", "i", "a", "sup", "span", "q"]), st.lists(inner, max_size=4)).map(
            lambda e: f"<{e[0]}>{''.join(e[1])}</{e[0]}>"
        ),
        max_leaves=25,
    )
    return "<div><p>" + "".join(draw(st.lists(tree, max_size=5))) + "</p></div>"


def placed(draw: st.DrawFn, target: Target) -> Target:
    """An English of any length with the markup anywhere in it, properly nested."""
    text = draw(st.text(alphabet="ab .<&\u00a0é", max_size=12))
    spots = sorted(draw(st.integers(0, len(text))) for _ in range(2 * len(target.inlines)))
    inlines: list[Inline] = []
    waiting: list[int] = []
    ids = draw(st.permutations([i.id for i in target.inlines]))
    ends: dict[int, int] = {}
    starts: dict[int, int] = {}
    for spot in spots:
        if waiting and (len(starts) == len(ids) or draw(st.booleans())):
            ends[waiting.pop()] = spot
        else:
            waiting.append(ids[len(starts)])
            starts[waiting[-1]] = spot
    alone = {i.id for i in target.inlines if i.start == i.end}
    inlines = [Inline(starts[n], starts[n] if n in alone else ends[n], n) for n in starts]
    return Target(text, tuple(inlines))


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_cases(case: dict[str, Any]) -> None:
    content = read(case["html"], "x.xhtml" if case.get("xml") else "x.html")
    found = [(content.text[b.start : b.end], b.kind) for b in content.blocks]
    expected = [(b, k) if isinstance(b, str) else tuple(b) for b in case["blocks"] for k in [None]]
    assert [t for t, _ in found] == [t for t, _ in expected]
    assert all(kind in (None, found[n][1]) for n, (_, kind) in enumerate(expected))
    for number, covered in case.get("inlines", {}).items():
        assert [content.text[i.start : i.end] for i in content.blocks[number].inlines] == covered


@settings(max_examples=60, deadline=None)  # a busy machine is no failure
@given(PAGES)
def test_any_page_comes_back_as_it_was(source: str) -> None:
    for name in ("x.html", "x.xhtml"):
        content = read(source, name)
        assert content.write(same(content)).decode("utf-8", "surrogatepass") == source


@settings(max_examples=60, deadline=None)  # a busy machine is no failure
@given(PAGES)
def test_blocks_are_what_the_interface_says(source: str) -> None:
    content = read(source)
    for block in content.blocks:
        text = content.text[block.start : block.end]
        assert text == unicodedata.normalize("NFC", text.strip())
        assert any(c.isalpha() for c in text)
        assert len({i.id for i in block.inlines}) == len(block.inlines)
        around: list[Inline] = []
        for inline in block.inlines:
            assert block.start <= inline.start <= inline.end <= block.end
            while around and around[-1].end <= inline.start:
                around.pop()
            assert not around or inline.end <= around[-1].end
            around.append(inline)


@settings(max_examples=60, deadline=None)  # a busy machine is no failure
@given(st.data())
def test_structure_stays_wherever_the_markup_goes(data: st.DataObject) -> None:
    source = data.draw(nested())
    content = read(source, "x.xhtml")
    targets = [placed(data.draw, t) for t in same(content)]
    new = content.write(targets).decode()
    assert content.write(targets).decode() == new
    etree.fromstring(new.encode())  # well-formed still
    assert differences(outline(source), outline(new)) == []


@settings(max_examples=60, deadline=None)  # a busy machine is no failure
@given(PAGES, st.text(max_size=10))
def test_no_tag_is_lost_or_made(source: str, english: str) -> None:
    content = read(source)
    new = content.write([Target(english, t.inlines) for t in same(content)])
    again = read(new.decode())
    assert _tags(source) == _tags(new.decode())
    assert not english.strip() or len(again.blocks) <= len(content.blocks)


def _tags(source: str) -> list[str]:
    return sorted(t.name for t in Tokens(source) if t.kind in ("start", "end"))


def test_the_english_is_written() -> None:
    source = '<p title=Họp>&nbsp;Xã <a href="?a=1&b=2">Long Thới</a> họp<sup>1</sup> với <code>x</code> nay.</p>'
    content = read(source)
    english = "Long Thới Commune <met> & today."
    texts = [Target('"Meeting" & more'), Target(english, (Inline(0, 9, 0), Inline(23, 23, 1), Inline(25, 25, 2)))]
    assert content.write(texts).decode() == (
        '<p title="&quot;Meeting&quot; &amp; more">&nbsp;<a href="?a=1&b=2">Long Thới</a> Commune &lt;met&gt;'
        "<sup>1</sup> &amp; <code>x</code> today.</p>"
    )


def test_an_unplaced_link_is_not_lost() -> None:
    content = read('<p>Xã <a href="x">Long Thới</a> họp</p>')
    assert content.write([Target("It met")]).decode() == '<p>It met<a href="x"></a></p>'


def test_the_language_of_the_page() -> None:
    for said, new in [("vi", "en"), ("vi-VN", "en"), ("en", "en"), ("fr", "fr"), ("vie", "vie")]:
        source = '<html class="vi" lang="{0}"><p lang="vi">Họp</p></html>'
        content = read(source.format(said))
        assert content.write(same(content)).decode() == source.format(new)
    content = read('<html xmlns="x" xml:lang="vi" lang=vi><p/></html>')
    assert content.write(same(content)).decode() == '<html xmlns="x" xml:lang="en" lang=en><p/></html>'


@pytest.mark.parametrize(
    "source",
    [
        '<meta charset="{}"><p>Họp',
        "<meta charset={}><p>Họp",
        '<meta http-equiv="Content-Type" content="text/html; charset={}"><p>Họp',
        '<?xml version="1.0" encoding="{}"?><html xmlns="http://www.w3.org/1999/xhtml"><p>Họp</p></html>',
    ],
)
def test_the_encoding_that_is_said_is_the_one_that_is_written(source: str) -> None:
    content = read(source.format("windows-1258"))
    assert content.write(same(content)).decode() == source.format("utf-8")
    assert content.notes == ("the page says that it is 'windows-1258'; the translated one is UTF-8 and says so",)
    content = read(source.format("UTF-8"))
    assert content.write(same(content)).decode() == source.format("UTF-8")
    assert content.notes == ()


@pytest.mark.parametrize(
    "part",
    [
        *(
            "<div>",
            "<b>",
            "x<b>",
            "<table><tr><td>",
            "<ul><li>",
            "<svg>",
            "<svg><p>",
            "<code><p>",
            "<title>",
            "</p></b>",
        ),
        *("<!--", "<![CDATA[", "<?php ", "<!DOCTYPE [", '<a b="', "<", "&", "&#9", "=", "<sup>", "<b><i>x</b></i>"),
    ],
)
def test_hostile_pages(part: str) -> None:
    source = "<p>Họp</p>" + part * 5000
    content = read(source)
    assert content.write(same(content)).decode() == source
    assert content.text.startswith("Họp")
    content.write([Target("x", t.inlines) for t in same(content)])


def test_a_paragraph_of_nothing_but_tags_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_run, "MOST_PARTS", 100)
    content = read("<p>" + "Họp <b>xã</b> " * 50 + "</p><p>Sau</p>")
    assert content.text == "Sau"
    assert "left as it is" in content.notes[0]


class _Said(HTMLParser):
    """What another parser reads."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@settings(max_examples=60, deadline=None)  # a busy machine is no failure
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=30))
def test_what_is_written_is_what_is_read(english: str) -> None:
    parser = _Said()
    parser.feed(read("<p>Họp</p>").write([Target(english)]).decode())
    parser.close()
    assert "".join(parser.said) == english
    value = read("<p title=Họp>1</p>").write([Target(english)]).decode()
    assert html.unescape(value.removeprefix('<p title="').removesuffix('">1</p>')) == english
