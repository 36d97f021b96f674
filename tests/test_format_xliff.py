"""XLIFF 1.2 and 2.x: which units get a target, and that all else stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from placed import anywhere, covered, english, same, tags, texts_of, words
from vietgloss.documents.formats.xliff import parse
from vietgloss.documents.model import Inline, Options, Target
from vietgloss.errors import InputError

if TYPE_CHECKING:
    from random import Random

    from vietgloss.documents.model import Content

ONE = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:x='http://example.org/x' x:y="1">
  <file original="tin.txt" source-language="vi-VN" datatype="plaintext" >
    <header><note>Bản tin</note></header>
    <body>
      UNITS
    </body>
  </file>
</xliff>
"""
TWO = """<?xml version="1.0"?>
<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="vi">
  <file id="f1">
    UNITS
  </file>
</xliff>
"""


def read(text: str) -> Content:
    return parse(text.encode(), "tin.xlf", Options())


def one(units: str) -> Content:
    return read(ONE.replace("UNITS", units))


def two(units: str) -> Content:
    return read(TWO.replace("UNITS", units))


def unit(source: str, rest: str = "", attributes: str = "") -> str:
    return f'<trans-unit id="1"{attributes}><source>{source}</source>{rest}</trans-unit>'


def segment(source: str, rest: str = "", attributes: str = "") -> str:
    return f'<unit id="u"><segment{attributes}><source>{source}</source>{rest}</segment></unit>'


def target_of(data: bytes) -> str:
    """The first target, as it is written."""
    found = re.search(rb"<target[^>]*>(.*?)</target>", data, re.DOTALL)
    assert found
    return found[1].decode()


def test_a_target_is_put_behind_the_source_and_nothing_else_changes() -> None:
    text = ONE.replace("UNITS", '<trans-unit id="1">\r\n        <source>Xã Sao Mai</source>\r\n      </trans-unit>')
    content = read(text)
    out = content.write([Target("Sao Mai Commune")]).decode()
    new = (
        '\r\n        <target state="needs-review-translation" state-qualifier="mt-suggestion">Sao Mai Commune</target>'
    )
    assert new in out
    assert out.replace(new, "").replace(' target-language="en"', "", 1) == text


def test_version_2_says_the_state_at_the_segment() -> None:
    out = two(segment("Xã Sao Mai")).write([Target("Sao Mai Commune")]).decode()
    assert '<segment state="translated" subState="vietgloss:machine">' in out
    assert "<source>Xã Sao Mai</source><target>Sao Mai Commune</target>" in out
    assert 'srcLang="vi" trgLang="en"' in out


@pytest.mark.parametrize(
    ("rest", "attributes"),
    [
        ("", ""),
        ("<target/>", ""),
        ("<target>  </target>", ""),
        ('<target state="new">Xa</target>', ""),
        ('<target state="needs-translation">Xa</target>', ""),
        ("<target>Xã Sao Mai</target>", ""),
    ],
)
def test_what_is_not_translated_gets_a_target(rest: str, attributes: str) -> None:
    content = one(unit("Xã Sao Mai", rest, attributes))
    assert texts_of(content) == ["Xã Sao Mai"]
    out = content.write(english(content))
    assert target_of(out) == "English 1"
    assert out.count(b"<target ") == 1
    assert out.count(b'state="needs-review-translation"') == 1


@pytest.mark.parametrize(
    ("rest", "attributes"),
    [
        ("<target>Sao Mai</target>", ""),
        ("<target>Xã Sao Mai</target>", ' approved="yes"'),
        *(
            (f'<target state="{state}">Sao Mai</target>', "")
            for state in ("translated", "final", "signed-off", "needs-review-translation", "x-own")
        ),
        ("", ' translate="no"'),
    ],
)
def test_what_somebody_did_is_left(rest: str, attributes: str) -> None:
    assert not one(unit("Xã Sao Mai", rest, attributes)).blocks


@pytest.mark.parametrize(
    ("rest", "attributes", "left"),
    [
        ("<target>Sao Mai</target>", "", True),
        ("<target>Sao Mai</target>", ' state="reviewed"', True),
        ("<target>Sao Mai</target>", ' state="final"', True),
        ("<target>Sao Mai</target>", ' state="initial"', False),
        ("<target/>", ' state="translated"', False),
    ],
)
def test_states_of_version_2(rest: str, attributes: str, left: bool) -> None:
    assert bool(two(segment("Xã Sao Mai", rest, attributes)).blocks) is not left


def test_approval_does_not_hold_for_a_new_target() -> None:
    out = one(unit("Xã Sao Mai", "", ' approved="yes"')).write([Target("Sao Mai")])
    assert b'approved="no"' in out
    assert b'approved="yes"' not in out


def test_translate_is_inherited() -> None:
    inside = unit("Một") + unit("Hai", "", ' translate="yes"')
    assert texts_of(one(f'<group translate="no">{inside}</group>')) == ["Hai"]
    assert not two(f'<group translate="no" id="g">{segment("Một")}</group>').blocks


def test_alternatives_notes_and_matches_are_left() -> None:
    other = "<note>Ghi chú</note><alt-trans><source>Xã</source><target>Commune</target></alt-trans>"
    content = one(unit("Xã Sao Mai", other))
    out = content.write(english(content)).decode()
    assert other in out
    assert texts_of(content) == ["Xã Sao Mai"]
    match = '<m:match xmlns:m="urn:x" ref="#u"><source>Xã</source></m:match>'
    assert texts_of(two(f'<unit id="u">{match}<segment><source>Tin</source></segment></unit>')) == ["Tin"]


def test_numbers_get_a_copy() -> None:
    out = one(unit("2026") + unit("Tin mới")).write([Target("News")]).decode()
    assert ">2026</target>" in out


@pytest.mark.parametrize(
    ("source", "text", "under"),
    [
        ('Xã <g id="1">Sao <g id="2">Mai</g></g>.', "Xã Sao Mai.", ["Sao Mai", "Mai"]),
        ('<g id="1">Xã Sao Mai</g>', "Xã Sao Mai", []),
        ('<x id="1"/>Xã <x id="2"/>Sao Mai<x id="3"/>', "Xã Sao Mai", [""]),
        ('Xã <bpt id="1">[b]</bpt>Sao Mai<ept id="1">[/b]</ept> họp', "Xã Sao Mai họp", ["Sao Mai"]),
        ('Xã <bx id="1"/>a<bx id="2"/> b<ex id="1"/> c<ex id="2"/> d', "Xã a b c d", ["", " b c", ""]),
        ('Xã <ph id="1">&lt;br/&gt;</ph>Sao Mai', "Xã Sao Mai", [""]),
        ('Xã <mrk mtype="protected">Sao</mrk> Mai', "Xã Mai", [""]),
        ('Xã <mrk mtype="term">Sao</mrk> Mai', "Xã Sao Mai", ["Sao"]),
        ("Xã\n        Sao Mai\n", "Xã Sao Mai", []),
        ('<bpt id="1">[b]</bpt>Xã Sao Mai<ept id="1">[/b]</ept>', "Xã Sao Mai", []),
        ("U\u0309y <g id='1'>ban</g>", "Ủy ban", ["ban"]),
        ("U<g id='1'>\u0309y</g> ban", "Ủy ban", ["y"]),
    ],
)
def test_codes(source: str, text: str, under: list[str]) -> None:
    content = one(unit(source))
    assert texts_of(content) == [text]
    assert covered(content) == under
    assert target_of(content.write(same(content))) == source
    assert tags(content.write(english(content))) == tags(content.write(same(content)))


@pytest.mark.parametrize(
    ("source", "text", "under"),
    [
        ('Xã <pc id="1">Sao</pc> Mai<ph id="2"/>', "Xã Sao Mai", ["Sao"]),
        ('Xã <sc id="1"/>Sao<ec startRef="1"/> Mai', "Xã Sao Mai", ["Sao"]),
        ('Xã <sm id="1" type="term"/>Sao<em startRef="1"/> Mai', "Xã Sao Mai", ["Sao"]),
        ('Xã <sm id="1" translate="no"/>Sao<em startRef="1"/> Mai', "Xã Mai", [""]),
        ('Xã <mrk id="1" translate="no">Sao</mrk> Mai', "Xã Mai", [""]),
        ('Xã<cp hex="001a"/> Mai', "Xã Mai", [""]),
    ],
)
def test_codes_of_version_2(source: str, text: str, under: list[str]) -> None:
    content = two(segment(source))
    assert texts_of(content) == [text]
    assert covered(content) == under
    assert target_of(content.write(same(content))) == source


def test_codes_move_with_their_words() -> None:
    content = one(unit('Xã <g id="1">Sao Mai</g> có <x id="2"/> dân'))
    out = content.write([Target("Sao Mai has people", (Inline(0, 7, 0), Inline(12, 12, 1)))])
    assert target_of(out) == '<g id="1">Sao Mai</g> has <x id="2"/> people'


def test_codes_that_cross_keep_their_order() -> None:
    content = one(unit('a <bx id="1"/>b <bx id="2"/>c <ex id="1"/>d <ex id="2"/>e'))
    assert covered(content) == ["", "c d ", ""]
    turned = (Inline(0, 0, 1), Inline(0, 0, 2), Inline(1, 1, 0))
    out = target_of(content.write([Target("A", turned)]))
    codes = re.findall(r'<(..) id="(.)"', out)
    assert sorted(codes) == [("bx", "1"), ("bx", "2"), ("ex", "1"), ("ex", "2")]
    assert codes.index(("bx", "1")) < codes.index(("ex", "1"))
    assert codes.index(("bx", "2")) < codes.index(("ex", "2"))


def test_segments_of_version_1_stay_segments() -> None:
    cut = '<mrk mtype="seg" mid="0">Xã họp.</mrk> <mrk mtype="seg" mid="1">Xã <g id="1">bàn</g> việc.</mrk>'
    content = one(unit('Xã họp. Xã <g id="1">bàn</g> việc.', f"<seg-source>{cut}</seg-source>"))
    assert texts_of(content) == ["Xã họp.", "Xã bàn việc."]
    out = content.write([Target("It met."), Target("It talked.", (Inline(3, 9, 0),))])
    wanted = '<mrk mtype="seg" mid="0">It met.</mrk> <mrk mtype="seg" mid="1">It <g id="1">talked</g>.</mrk>'
    assert target_of(out) == wanted
    assert out.index(b"</seg-source>") < out.index(b"<target")


def test_segments_of_version_2_are_translated_one_by_one() -> None:
    units = (
        '<unit id="u"><segment id="a"><source>Xã họp.</source></segment><ignorable><source> </source></ignorable>'
        '<segment id="b" state="final"><source>Xã bàn.</source><target>Talks.</target></segment></unit>'
    )
    content = two(units)
    assert texts_of(content) == ["Xã họp."]
    assert b"<ignorable><source> </source></ignorable>" in content.write(english(content))


def test_lines_are_texts_of_their_own_where_space_is_preserved() -> None:
    content = one(unit("Đảng ủy xã\n  Long Thới\n", "", ' xml:space="preserve"'))
    assert texts_of(content) == ["Đảng ủy xã", "Long Thới"]
    assert target_of(content.write(english(content))) == "English 1\n  English 2\n"


def test_space_and_language_of_the_source_are_said_of_the_target() -> None:
    source = '<source xml:lang="vi" xml:space="preserve">Tin</source>'
    out = one(f'<trans-unit id="1">{source}</trans-unit>').write([Target("News")]).decode()
    assert '<target xml:space="preserve" xml:lang="en" state=' in out


def test_prefixes_are_kept() -> None:
    text = (
        '<q:xliff xmlns:q="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="vi" trgLang="en-GB"><q:file '
        'id="f"><q:unit id="u"><q:segment><q:source>Tin</q:source></q:segment></q:unit></q:file></q:xliff>'
    )
    out = read(text).write([Target("News")])
    assert b"<q:target>News</q:target>" in out
    assert len(etree.fromstring(out).findall(".//{*}target")) == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1258", "utf-16-be"])
def test_the_encoding_is_kept(encoding: str) -> None:
    named = "UTF-16" if encoding.startswith("utf-16") else {"utf-8-sig": "UTF-8"}.get(encoding, "windows-1258")
    text = ONE.replace("UNITS", unit("Tin")).replace("Bản", "Ban").replace('"UTF-8"', f'"{named}"')
    content = parse(text.encode(encoding), "tin.xlf", Options())
    out = content.write([Target("News – 中")])
    assert out[:2] == text.encode(encoding)[:2]
    assert etree.fromstring(out).findtext(".//{*}target") == "News – 中"


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    out = one(unit("Tin")).write([Target("a\x00b\x0bc & <d> ]]>")])
    assert target_of(out) == "abc &amp; &lt;d&gt; ]]&gt;"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "not well-formed"),
        ("<a", "tin.xlf:1: damaged: not well-formed XML"),
        ("<html/>", "not XLIFF 1.2 or 2.x but html"),
        ('<xliff version="3.0"/>', "not XLIFF 1.2 or 2.x but xliff 3.0"),
        (ONE.replace("vi-VN", "fr"), "tin.xlf:3: its source-language is fr, not vi; set source-language to vi if"),
        (ONE.replace('source-language="vi-VN"', ""), "its source-language is missing"),
        (TWO.replace('"vi"', '"vi" trgLang="de"'), "tin.xlf:2: its trgLang is de, not en"),
        (TWO.replace('"vi"', '"en"'), "its srcLang is en, not vi"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><xliff/>', "document type"),
        ("<g>" * 300 + "</g>" * 300, "nested more than 200 deep"),
        ('<?xml version="1.0" encoding="x-none"?><xliff/>', "not x-none as it should be"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(text: str, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_files_in_it_from_other_languages_are_left() -> None:
    other = f'<file original="b" source-language="fr"><body>{unit("Bonne")}</body></file>'
    content = read(ONE.replace("UNITS", unit("Tin")).replace("</xliff>", f"{other}</xliff>"))
    assert texts_of(content) == ["Tin"]
    assert content.notes == ("left alone: 1 of its files, not from Vietnamese",)
    assert other.encode() in content.write(english(content))


def test_deeply_nested_codes_are_no_trouble() -> None:
    paired = "".join(f'<bx id="{n}"/>chữ ' for n in range(500)) + "".join(f'<ex id="{n}"/>' for n in range(499, -1, -1))
    deep = '<g id="1">chữ ' * 150 + "</g>" * 150
    for source in (paired, deep, deep.replace("</g>", paired + "</g>", 1)):
        content = one(unit(source))
        assert tags(content.write(english(content))) == tags(content.write(same(content)))


def _coded(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    many = st.lists(children, min_size=1, max_size=4).map("".join)
    return (
        many.map(lambda inside: f'<g id="1">{inside}</g>')
        | many.map(lambda inside: f'<bpt id="2">[</bpt>{inside}<ept id="2">]</ept>')
        | many.map(lambda inside: f'<mrk mtype="term">{inside}</mrk>')
    )


_leaf = words.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")) | st.sampled_from(
    [" ", '<x id="3"/>', "<ph id='4'>{0}</ph>", '<it id="5" pos="open">(</it>', '<ex id="9"/>', " \n ", "<!-- c -->"]
)
sources = st.lists(st.recursive(_leaf, _coded, max_leaves=8), min_size=1, max_size=6).map("".join)


@settings(max_examples=40, deadline=None)
@given(sources)
def test_the_same_text_gives_the_same_content(source: str) -> None:
    content = one(unit(source) + unit("Tin"))
    assert target_of(content.write(same(content))) == (source if source.strip() else "Tin")


@settings(max_examples=40, deadline=None)
@given(sources, st.randoms(use_true_random=False))
def test_codes_survive_wherever_they_stand(source: str, random: Random) -> None:
    content = one(unit(source) + unit("Tin"))
    targets = anywhere(content, random)
    out = content.write(targets)
    assert out == content.write(targets)
    assert tags(out) == tags(content.write(same(content)))
    root = etree.fromstring(out)
    for code in list(root.iter("{*}bpt", "{*}ept", "{*}ph", "{*}it")):
        code.text = ""
    found = "".join("".join(t.itertext(etree.Element)) for t in root.iter("{*}target"))
    for target in targets:
        assert "".join(target.text.split()) in "".join(found.split())
