"""PO files: empty and fuzzy entries are filled, all else stays, placeholders survive."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vietgloss.documents import Inline
from vietgloss.errors import InputError
from written import own, parse, placed, replaced, texts, unchanged

if TYPE_CHECKING:
    from pathlib import Path

FILE = r"""# Bản dịch của cổng thông tin huyện.
msgid ""
msgstr ""
"Project-Id-Version: cong-thong-tin\n"
"Language: vi\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: trang.py:12
msgid "Trang chủ"
msgstr ""

#. Nút lưu
#, c-format
msgctxt "nút"
msgid "Đã lưu %s vào %d tệp"
msgstr ""

msgid "Đã dịch rồi"
msgstr "Already translated"

#, fuzzy
#| msgid "Cũ"
msgid ""
"Dòng thứ nhất.\n"
"Dòng thứ hai.\n"
msgstr "Old."

msgid "Một xã"
msgid_plural "%d xã"
msgstr[0] ""
msgstr[1] ""

#~ msgid "Bỏ đi"
#~ msgstr ""
"""
TEXTS = ["Trang chủ", "Đã lưu vào tệp", "Dòng thứ nhất.", "Dòng thứ hai.", "Một xã", "xã"]
ENGLISH = ["Home page", "Saved to file", "The first line.", "The second line.", "One commune", "communes"]


def test_blanks_and_tabs_are_one_blank_where_there_are_tags() -> None:
    source = 'msgid "UBND huyện\\thọp    <b>bàn kế hoạch</b>."\nmsgstr ""\n\nmsgid "UBND huyện\\tBáo cáo"\nmsgstr ""\n'
    assert texts(parse(source, "tin.po")) == ["UBND huyện họp bàn kế hoạch.", "UBND huyện\tBáo cáo"]


def test_empty_and_fuzzy_entries_are_to_be_translated() -> None:
    assert texts(parse(FILE, "vi.po")) == TEXTS


def test_only_these_change_and_are_marked_for_review() -> None:
    content = parse(FILE, "vi.po")
    places = [own(block) for block in content.blocks]
    places[1] = (Inline(6, 6, 0), Inline(9, 9, 1))
    new = replaced(content, ENGLISH, places)
    expected = (
        FILE.replace("Language: vi", "Language: en")
        .replace('msgid "Trang chủ"\nmsgstr ""', '#, fuzzy\nmsgid "Trang chủ"\nmsgstr "Home page"')
        .replace("#, c-format", "#, fuzzy, c-format")
        .replace('%d tệp"\nmsgstr ""', '%d tệp"\nmsgstr "Saved %s to %d file"')
        .replace('msgstr "Old."', 'msgstr ""\n"The first line.\\n"\n"The second line.\\n"')
        .replace('msgid "Một xã"', '#, fuzzy\nmsgid "Một xã"')
        .replace('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "One commune"\nmsgstr[1] "%d communes"')
    )  # fmt: skip
    assert new == expected


def test_gettext_itself_takes_what_is_written(tmp_path: Path) -> None:
    msgfmt = shutil.which("msgfmt")
    if not msgfmt:
        pytest.skip("gettext is not installed")
    file = tmp_path / "en.po"
    file.write_text(replaced(parse(FILE, "vi.po"), ENGLISH), encoding="utf-8")
    done = subprocess.run(
        [msgfmt, "--check-format", "--use-fuzzy", "-o", "/dev/null", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_one_form_for_all_numbers_takes_the_plural() -> None:
    source = 'msgid "Một xã"\nmsgid_plural "%d xã"\nmsgstr[0] ""\n'
    assert 'msgstr[0] "%d communes"' in replaced(parse(source, "vi.po"), ["One commune", "communes"])


def test_a_plural_that_is_half_done_is_completed() -> None:
    source = 'msgid "Một xã"\nmsgid_plural "%d xã"\nmsgstr[0] "A commune"\nmsgstr[1] ""\n'
    new = replaced(parse(source, "vi.po"), ["One commune", "communes"])
    assert 'msgstr[0] "A commune"\nmsgstr[1] "%d communes"\n' in new


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Chào %(tên)s nhé", "Chào nhé"),
        ("Chào {name}, mời vào", "Chào, mời vào"),
        ("Xóa “%s”?", "Xóa?"),
        ("Có %1$s trên %2$d", "Có trên"),
        ("Đạt 50% số hộ", "Đạt 50% số hộ"),
        ("Đạt 100%% số hộ", "Đạt 100 số hộ"),
        ("Bấm <b>Lưu</b> để giữ", "Bấm Lưu để giữ"),
        ("<a href='%s'>Xem tiếp</a>", "Xem tiếp"),
        ("Có {{ count }} tin", "Có tin"),
    ],
)
def test_placeholders_are_no_words(text: str, plain: str) -> None:
    content = parse(f'msgid "{text}"\nmsgstr ""\n', "vi.po")
    assert texts(content) == [plain]
    assert sorted(re.findall(r"%[^\s%]*%?|\{.*\}|<.*?>", text)) == sorted(
        re.findall(r"%[^\s%]*%?|\{.*\}|<.*?>", replaced(content, lambda t: t).split("msgstr ")[1].strip().strip('"'))
    )


def test_placeholders_without_a_number_keep_their_order() -> None:
    content = parse('#, c-format\nmsgid "Gửi %s cho %d xã"\nmsgstr ""\n', "vi.po")
    new = replaced(content, ["Send to communes"], [(Inline(4, 4, 1), Inline(8, 8, 0))])
    assert new.index("%s", new.index("msgstr")) < new.index("%d", new.index("msgstr"))


def test_long_texts_are_wrapped_as_gettext_does() -> None:
    content = parse('msgid "Họp"\nmsgstr ""\n', "vi.po")
    new = replaced(content, ["word " * 40 + "end"])
    lines = new.split("msgstr ")[1].splitlines()
    assert lines[0] == '""'
    assert max(map(len, lines)) <= 78
    assert "".join(line.strip('"') for line in lines) == "word " * 40 + "end"
    unwrapped = parse('#, no-wrap\nmsgid "Họp"\nmsgstr ""\n', "vi.po")
    assert f'msgstr "{"word " * 40}end"' in replaced(unwrapped, ["word " * 40 + "end"])


def test_line_ends_and_other_character_sets() -> None:
    source = 'msgid ""\r\nmsgstr "Content-Type: text/plain; charset=CHARSET\\n"\r\n\r\nmsgid "Họp"\r\nmsgstr ""\r\n'
    new = replaced(parse(source, "vi.po"), ["A meeting"])
    assert new.count("\r\n") == new.count("\n")
    assert "charset=UTF-8\\n" in new
    assert "Language: en\\n" in new


def test_a_file_whose_texts_are_english_is_left() -> None:
    content = parse('msgid "Home page"\nmsgstr ""\n\nmsgid "Save"\nmsgstr ""\n', "vi.po")
    assert content.blocks == ()
    assert content.notes == ("the texts of this file (msgid) are not Vietnamese",)


@pytest.mark.parametrize(
    ("source", "line", "part"),
    [
        ('msgid "Họp"\nxin chào\n', 2, "none of a PO file"),
        ('msgid "Họp\nmsgstr ""\n', 1, "not closed"),
        ('msgid "Họp"\n', 1, "without msgstr"),
        ('msgstr "Họp"\n', 1, "without msgid"),
        ('msgid "Họp"\nmsgid "Đi"\nmsgstr ""\n', 2, "second msgid"),
    ],
)
def test_what_is_no_po(source: str, line: int, part: str) -> None:
    with pytest.raises(InputError, match=rf"vi.po:{line}: .*{part}.*; check it with msgfmt"):
        parse(source, "vi.po")


PIECES = st.lists(st.sampled_from(["Họp ", "chi bộ", "%s", "%d", "{x}", "<b>", "</b>", " ", "&amp;", "("]), max_size=7)


@settings(deadline=None)
@given(st.data(), PIECES, st.text("new word.", min_size=1, max_size=12).filter(str.strip))
def test_marks_survive_wherever_they_are_put(data: st.DataObject, pieces: list[str], english: str) -> None:
    text = "".join(pieces)
    content = parse(f'#, c-format\nmsgid "{text}"\nmsgstr ""\n', "vi.po")
    if not content.blocks:
        return
    unchanged(content)
    (block,) = content.blocks
    new = replaced(content, [english], [data.draw(placed(own(block), english))]).split("msgstr ")[1]
    for mark in ("%s", "%d", "{x}", "<b>", "</b>", "&amp;"):
        assert new.count(mark) == text.count(mark)
    assert re.findall("%[sd]", new) == re.findall("%[sd]", text)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(['msgid "Họp"', 'msgstr ""', '"x"', "#~ x", "", "#, fuzzy", '"', "msgid", 'msgstr[9] "\\x"']),
        max_size=8,
    )
)
def test_any_text_is_read_or_refused(lines: list[str]) -> None:
    try:
        content = parse("\n".join(lines), "vi.po")
    except InputError:
        return
    replaced(content, str.upper)
