"""JSON and JSON lines: chosen strings change, every other character stays."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vietgloss.errors import InputError
from written import own, parse, placed, replaced, texts, unchanged

ARTICLE = """{
  "id": "tin-01",  "views": 1.50e3,
  "title": "Hội nghị sơ kết",
  "url": "https://vi.example/hội-nghị",
  "photo": "ảnh/hội-nghị.jpg",
  "date": "2021-07-12T08:00:00+07:00",
  "author": {"name": "Thu Thảo", "title": "Phóng viên"},
  "tags": ["UBND", "sport", "nông thôn mới"],
  "body": "Đoạn một.\\n\\nĐoạn \\"hai\\".",
  "Tiêu đề": null
}
"""


def test_vietnamese_strings_are_found_and_no_addresses_or_keys() -> None:
    assert texts(parse(ARTICLE, "tin.json")) == [
        "Hội nghị sơ kết", "Thu Thảo", "Phóng viên", "UBND", "nông thôn mới", "Đoạn một.", 'Đoạn "hai".',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("title", ["Hội nghị sơ kết", "Phóng viên"]),
        ("author.title", ["Phóng viên"]),
        ("tags", ["UBND", "sport", "nông thôn mới"]),
        ("tags[]", ["UBND", "sport", "nông thôn mới"]),
    ],
)
def test_chosen_fields(field: str, found: list[str]) -> None:
    assert texts(parse(ARTICLE, "tin.json", fields=[field])) == found


def test_a_path_through_lists() -> None:
    source = '[{"articles": [{"title": "Một"}, {"title": "Hai"}], "title": "Ba"}]'
    for field in ("articles[].title", "[].articles[].title", "articles.title"):
        assert texts(parse(source, "tin.json", fields=[field])) == ["Một", "Hai"]


def test_a_field_that_is_not_there() -> None:
    with pytest.raises(InputError, match=r"tin\.json: no text in a field tile; fields with texts are id, title, url"):
        parse(ARTICLE, "tin.json", fields=["tile"])


def test_only_the_strings_change() -> None:
    new = replaced(
        parse(ARTICLE, "tin.json", fields=["title", "body"]), ['A "mid-year" meeting', "Writer", "One", "Two"]
    )
    expected = ARTICLE.replace("Hội nghị sơ kết", r"A \"mid-year\" meeting").replace("Phóng viên", "Writer")
    assert new == expected.replace("Đoạn một.", "One").replace(r"Đoạn \"hai\".", "Two")


def test_escapes_as_the_file_has_them() -> None:
    source = (
        '{"a": "H\\u1ecdp \\u2013 b\\u00e0n", "b": "1\\/2 x\\u00e3", "c": "\\u003cb\\u003eH\\u1ecdp\\u003c/b\\u003e"}'
    )
    new = replaced(parse(source, "tin.json"), ["Đ – é/", "1/2 communes", "<é> 🎉"])
    assert new == (
        '{"a": "\\u0110 \\u2013 \\u00e9\\/", "b": "1\\/2 communes", "c": "\\u003cb\\u003e\\u003c\\u00e9\\u003e'
        ' \\ud83c\\udf89\\u003c/b\\u003e"}'
    )  # fmt: skip
    capitals = '{"a": "H\\u1ECDp"}'
    assert replaced(parse(capitals, "tin.json"), ["ọ"]) == '{"a": "\\u1ECD"}'
    assert replaced(parse('{"a": "Họp"}', "tin.json"), ["é\x7f"]) == '{"a": "é "}'


def test_tags_go_with_their_words_and_programs_stay() -> None:
    source = '{"a": "<p>Hội nghị <b>rất quan trọng</b> tại<br>Sao Mai</p>", "b": "<script>Chào</script>"}'
    content = parse(source, "tin.json")
    assert texts(content) == ["Hội nghị rất quan trọng tạiSao Mai"]
    new = replaced(content, ["A very good meeting in Sao Mai"])
    assert new.count("<b>") == new.count("</b>") == new.count("<br>") == 1
    assert new.startswith('{"a": "<p>A ')


def test_blanks_and_tabs_are_one_blank_where_there_are_tags() -> None:
    """In HTML they part no columns, at which a sentence would be cut in two."""
    source = (
        '{"body": "<p>UBND huyện\\thọp    <b>bàn\\t kế hoạch</b>.</p>\\nXã\\thọp.", "head": "UBND huyện\\tBáo cáo"}'
    )
    content = parse(source, "tin.json")
    assert texts(content) == ["UBND huyện họp bàn kế hoạch.", "Xã họp.", "UBND huyện\tBáo cáo"]
    assert unchanged(content) == source


def test_half_a_character_does_no_harm() -> None:
    source = '{"a": "Họp \\ud83d xong"}'
    content = parse(source, "tin.json")
    assert texts(content) == ["Họp", "xong"]
    assert replaced(content, ["Met", "done"]) == '{"a": "Met \\ud83d done"}'


def test_letters_that_are_composed_only_once_read() -> None:
    source = '{"a": "Ho\\u0323p chi b\\u00f4\\u0323"}'
    content = parse(source, "tin.json")
    assert texts(content) == ["Họp chi bộ"]
    assert unchanged(content) == source


def test_json_lines() -> None:
    source = '{"t": "Họp"}\r\n\n{"t": "Đi", "n": 1}\n"Về"'
    content = parse(source, "tin.jsonl")
    assert texts(content) == ["Họp", "Đi", "Về"]
    assert replaced(content, ["Met", "Went", "Back"]) == '{"t": "Met"}\r\n\n{"t": "Went", "n": 1}\n"Back"'
    assert texts(parse(source, "standard input.json")) == ["Họp", "Đi", "Về"]


@pytest.mark.parametrize(
    ("source", "where", "part"),
    [
        ('{"a": "Họp",}', "tin.json:1:13", "the name of a field"),
        ('{\n  "a" "Họp"}', "tin.json:2:7", "a colon is missing"),
        ('{"a": "Họp"', "tin.json:1:12", "a comma or } is missing"),
        ('["Họp" "Đi"]', "tin.json:1:8", "a comma or ] is missing"),
        ('["Họp\n"]', "tin.json:1:2", "a string is not closed"),
        ('["\\x"]', "tin.json:1:2", "wrong escape"),
        ("{'a': 1}", "tin.json:1:2", "double quotes"),
        ("[01]", "tin.json:1:2", "a value is missing"),
        ("[1, ", "tin.json:1:5", "ends in the middle"),
        ("[] []", "tin.json:1:4", "something follows"),
        ("[" * 100_000, "tin.json:1:1001", "nested deeper"),
        ('{"a":' * 100_000, "tin.json:1:", "nested deeper"),
    ],
)
def test_what_is_no_json(source: str, where: str, part: str) -> None:
    with pytest.raises(InputError, match=part) as error:
        parse(source, "tin.json")
    assert str(error.value).startswith(where)


def test_a_bad_line_is_named() -> None:
    with pytest.raises(InputError, match=r"tin\.jsonl:3:1: not valid JSON"):
        parse('{"t": "Họp"}\n\nxin chào\n', "tin.jsonl")


def test_nothing_vietnamese_is_no_error() -> None:
    assert parse('{"a": "meeting", "b": 12}', "tin.json").blocks == ()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('họĐ<b>/\\"\n😀x ', max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab.", max_size=2), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(VALUES, st.booleans(), st.sampled_from([None, 2]))
def test_structure_stays_whatever_is_written(value: object, ascii_only: bool, indent: int | None) -> None:
    source = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    content = parse(source, "tin.json")
    assert unchanged(content) == source
    new = replaced(content, lambda text: f'"\\{len(text)}/é')
    assert new.isascii() or not ascii_only or not source.isascii()
    assert _shape(json.loads(new)) == _shape(value)


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shape(inner) for inner in value]
    return "text" if isinstance(value, str) else value


NESTED = st.recursive(
    st.sampled_from(["Họp ", "chi bộ", " ", "<br>", "a"]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"<i>{''.join(parts)}</i>")
        | st.lists(inner, min_size=1, max_size=3).map("".join)
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.data(), NESTED, st.text("New word", min_size=1, max_size=12).filter(str.strip))
def test_tags_stay_paired_wherever_they_are_put(data: st.DataObject, html: str, english: str) -> None:
    source = json.dumps({"a": html}, ensure_ascii=False)
    content = parse(source, "tin.json", fields=["a"]) if html.strip() else None
    if content is None or not content.blocks:
        return
    assert unchanged(content) == source
    places = [data.draw(placed(own(block), english)) for block in content.blocks]
    new = json.loads(replaced(content, [english] * len(places), places))["a"]
    for tag in ("<i>", "</i>", "<br>"):
        assert new.count(tag) == html.count(tag)
    open_now = 0
    for piece in new.split("<")[1:]:
        open_now += {"i": 1, "/": -1}.get(piece[0], 0)
        assert open_now >= 0


@settings(deadline=None)
@given(st.text('{}[]:,"\\truenl1.eE-+ \nđở\x00', max_size=40), st.sampled_from(["a.json", "a.jsonl"]))
def test_any_text_is_read_or_refused(source: str, name: str) -> None:
    try:
        content = parse(source, name)
    except InputError:
        return
    assert unchanged(content) == source
