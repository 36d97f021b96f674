"""SRT and WebVTT: the words of the cues change, everything else stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vietgloss.errors import InputError
from written import own, parse, placed, replaced, texts, unchanged

SRT = """1
00:00:01,000 --> 00:00:04,000
Sáng nay, Ủy ban nhân dân huyện
tổ chức hội nghị sơ kết.

2
00:00:05,000 --> 00:00:06,000 X1:10 X2:20
- Đồng chí đi đâu?
- Tôi đi <i>cơ sở</i>.

3
00:00:07,000 --> 00:00:08,000
{\\an8}<i>Nhạc nền</i>
"""

VTT = """WEBVTT - Tin thời sự
X-NOTE: đầu tệp

NOTE một ghi chú
hai dòng --> không phải giờ

STYLE
::cue { color: yellow }

REGION
id:dưới

mở-đầu
00:01.000 --> 00:04.000 align:start position:10%
<v Nguyễn Văn An>Chào <c.vàng>các bạn</c> &amp; mọi người

00:05.000 --> 01:00:06.000
R&amp;D <00:05.500>là gì?
"""


def test_a_cue_is_a_text_and_each_speaker_one() -> None:
    assert texts(parse(SRT, "tin.srt")) == [
        "Sáng nay, Ủy ban nhân dân huyện tổ chức hội nghị sơ kết.",
        "Đồng chí đi đâu?",
        "Tôi đi cơ sở.",
        "Nhạc nền",
    ]


def test_numbers_times_and_tags_stay() -> None:
    content = parse(SRT, "tin.srt")
    assert unchanged(content) == SRT
    new = replaced(content, ["This morning the district held a review.", "Where to?", "To the base", "Music"])
    assert new == (
        SRT.replace(
            "Sáng nay, Ủy ban nhân dân huyện\ntổ chức hội nghị sơ kết.",
            "This morning the\ndistrict held a review.",
        )
        .replace("Đồng chí đi đâu?", "Where to?")
        .replace("Tôi đi <i>cơ sở</i>.", "To the <i>base</i>")
        .replace("Nhạc nền", "Music")
    )


def test_webvtt_keeps_notes_styles_names_settings_and_voices() -> None:
    content = parse(VTT, "tin.vtt")
    assert texts(content) == ["Chào các bạn & mọi người", "R&D là gì?"]
    assert unchanged(content) == VTT
    new = replaced(content, ["Dear all & <others>", "R&D is"])
    assert new == (
        VTT.replace("Chào <c.vàng>các bạn</c> &amp; mọi người", "Dear <c.vàng>all &amp; &lt;</c>others&gt;").replace(
            "R&amp;D <00:05.500>là gì?", "R&amp;D <00:05.500>is"
        )
    )


def test_lines_are_about_equally_long_and_none_is_too_long() -> None:
    content = parse(SRT, "tin.srt")
    long = "The People's Committee of the district held a conference this morning to review the first half of the year."
    lines = replaced(content, [long, "A", "B", "C"]).split("\n\n")[0].splitlines()[2:]
    assert " ".join(lines) == long
    assert len(lines) == 3
    assert max(map(len, lines)) <= 42
    assert max(map(len, lines)) - min(map(len, lines)) <= 8


def test_longer_lines_where_the_file_has_them() -> None:
    line = "Ủy ban nhân dân huyện Sao Mai tổ chức hội nghị sơ kết sáu tháng đầu năm"
    source = SRT.replace("tổ chức hội nghị sơ kết.", line)
    new = replaced(parse(source, "tin.srt"), ["word " * 24 + "end", "A", "B", "C"])
    assert len(new.split("\n\n")[0].splitlines()) == 4


def test_no_line_is_broken_inside_a_tag() -> None:
    source = "1\n00:01,000 --> 00:02,000\nXin <font color='red' size='2'>chào các\nđồng chí</font> nhé\n"
    new = replaced(parse(source, "tin.srt"), ["Hello dear comrades and all the friends of this very large family"])
    assert "<font color='red' size='2'>" in new


@pytest.mark.parametrize(
    ("cue", "found"),
    [
        ("– Một\n– Hai", ["Một", "Hai"]),
        ("<i>- Một</i>\n<i>- Hai</i>", ["Một", "Hai"]),
        ("Ai đấy?\n- Tôi.", ["Ai đấy?", "Tôi."]),
        ("Ông An\n– Chủ tịch huyện – nói", ["Ông An – Chủ tịch huyện – nói"]),
        ("-5 độ C ở Sao Mai", ["-5 độ C ở Sao Mai"]),
        ("♪ Ca khúc ♪", ["Ca khúc"]),
        ("12\n...", []),
    ],
)
def test_speakers_and_signs(cue: str, found: list[str]) -> None:
    source = f"1\n00:00:01,000 --> 00:00:02,000\n{cue}\n"
    content = parse(source, "tin.srt")
    assert texts(content) == found
    assert unchanged(content) == source


def test_carriage_returns_and_cues_without_blank_lines() -> None:
    first = "1\r\n00:00:01,000 --> 00:00:02,000\r\nMột hai\r\nba bốn\r\n"
    source = first + "2\r\n00:00:03,000 --> 00:00:04,000\r\nNăm\r\n\r\nSáu"
    content = parse(source, "tin.srt")
    assert texts(content) == ["Một hai ba bốn", "Năm", "Sáu"]
    new = replaced(content, ["one two", "five", "six"])
    assert new == source.replace("Một hai\r\nba bốn", "one\r\ntwo").replace("Năm", "five").replace("Sáu", "six")


def test_no_arrow_comes_into_a_text() -> None:
    assert replaced(parse("1\n00:01,000 --> 00:02,000\nĐi\n", "a.srt"), ["a --> b"]).count("-->") == 1


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("Xin chào\n", "a.srt: holds no times such as"),
        ("1\n00:00:01,000 --> mai\nĐi\n", "a.srt:2: the times of this cue cannot be read"),
    ],
)
def test_what_is_no_subtitles(source: str, error: str) -> None:
    with pytest.raises(InputError) as raised:
        parse(source, "a.srt")
    assert str(raised.value).startswith(error)


def test_webvtt_without_cues_is_no_error() -> None:
    assert parse("WEBVTT\n\nNOTE chưa có gì\n", "a.vtt").blocks == ()


PIECES = ["Xin ", "chào", "\n", "<i>", "</i>", "{\\an8}", "- ", "<b>", "</b>", "&amp;", "?"]
CUE = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
CUES = st.lists(CUE.filter(lambda cue: "\n\n" not in cue and cue.strip() == cue and cue), max_size=4)


@settings(deadline=None)
@given(st.data(), CUES, st.booleans(), st.text("new word", min_size=1, max_size=60).filter(str.strip))
def test_all_but_the_words_stays(data: st.DataObject, cues: list[str], webvtt: bool, english: str) -> None:
    head = "WEBVTT\n\nSTYLE\n::cue { }\n\n" if webvtt else ""
    source = head + "".join(f"{n}\n00:00:0{n}.000 --> 00:00:0{n}.500\n{cue}\n\n" for n, cue in enumerate(cues))
    if not cues:
        source = "WEBVTT\n\n"
    content = parse(source, "a.vtt")
    assert unchanged(content) == source
    english = " ".join(english.split())
    places = [data.draw(placed(own(block), english)) for block in content.blocks]
    new = replaced(content, [english] * len(places), places)
    shape = re.compile(r"<[^>]*>|\{[^}]*\}|.* --> .*")
    assert sorted(shape.findall(new)) == sorted(shape.findall(source))
    assert [len(part.strip()) > 0 for part in new.split("\n\n")] == [len(p.strip()) > 0 for p in source.split("\n\n")]


LINES = ["WEBVTT", "", "1", "00:01.000 --> 00:02.000", "Đi", "<i>", "NOTE", "- Về", "-->", "{\\an8}"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=10))
def test_any_text_is_read_or_refused(lines: list[str]) -> None:
    source = "\n".join(lines)
    try:
        content = parse(source, "a.srt")
    except InputError:
        return
    assert unchanged(content) == source
    replaced(content, str.upper)
