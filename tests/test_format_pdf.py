"""PDF: paragraphs in reading order, without headers and page numbers; what cannot be read is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pdfs
from pdfs import Line
from vietgloss.documents import Target
from vietgloss.errors import InputError
from written import parse, texts

LONG = (
    "Sáng nay, Ủy ban nhân dân huyện Sao Mai tổ chức hội nghị sơ kết sáu tháng đầu năm, bàn nhiệm vụ sáu tháng cuối "
    "năm và khen thưởng các tập thể, cá nhân có thành tích trong phong trào thi đua xây dựng nông thôn mới"
)
OTHER = (
    "Phát biểu tại hội nghị, đồng chí Chủ tịch đề nghị các xã Long Thới và Tân Hòa tiếp tục rà soát từng hộ, từng "
    "thôn, không để sót đối tượng được hỗ trợ, đồng thời công khai danh sách tại trụ sở để nhân dân giám sát"
)


def wrapped(text: str, x: float, y: float, wide: float, *, indent: float = 0, step: float = 16) -> list[Line]:
    """A paragraph of lines that are as full as its words let them be."""
    lines: list[Line] = []
    words: list[str] = []
    for word in text.split():
        if words and pdfs.width(" ".join([*words, word])) > wide - (indent if not lines else 0):
            lines.append(Line(x + (indent if not lines else 0), y - step * len(lines), " ".join(words)))
            words = []
        words.append(word)
    return [*lines, Line(x + (indent if not lines else 0), y - step * len(lines), " ".join(words))]


def found(*pages: list[Line], **how: object) -> list[str]:
    return texts(parse(pdfs.make(pages, **how), "tin.pdf"))


def test_lines_are_joined_to_paragraphs() -> None:
    first = wrapped(LONG + ".", 72, 760, 450)
    assert found([*first, *wrapped(OTHER + ".", 72, first[-1].y - 28, 450)]) == [LONG + ".", OTHER + "."]


def test_an_indent_or_a_short_line_begins_a_paragraph() -> None:
    first = wrapped(LONG + ".", 72, 760, 450, indent=28)
    second = wrapped(OTHER + ".", 72, first[-1].y - 16, 450, indent=28)
    assert found([*first, *second]) == [LONG + ".", OTHER + "."]
    first = wrapped(LONG + ".", 72, 760, 450)
    assert found([*first, *wrapped(OTHER + ".", 72, first[-1].y - 16, 450)]) == [LONG + ".", OTHER + "."]


def test_items_of_a_list() -> None:
    lines = [
        line
        for n, text in enumerate(("- Họp;", "- Đi cơ sở;", "a) Tiếp dân;"))
        for line in [Line(72, 700 - 16 * n, text)]
    ]
    assert found(lines) == ["- Họp;", "- Đi cơ sở;", "a) Tiếp dân;"]


def test_a_title_in_capitals_over_two_lines() -> None:
    def middle(text: str, y: float) -> Line:
        return Line(300 - pdfs.width(text) / 2, y, text)

    lines = [
        middle("KẾ HOẠCH PHÒNG, CHỐNG THIÊN TAI", 700),
        middle("HUYỆN SAO MAI", 684),
        middle("Năm 2021", 668),
    ]
    assert found(lines) == ["KẾ HOẠCH PHÒNG, CHỐNG THIÊN TAI HUYỆN SAO MAI", "Năm 2021"]


def test_columns_are_read_one_after_the_other() -> None:
    title = Line(72, 780, "Bản tin của Ủy ban nhân dân huyện Sao Mai, số ra ngày thứ Hai hằng tuần")
    left, right = wrapped(LONG + ".", 72, 740, 210), wrapped(OTHER + ".", 310, 740, 210)
    by_line = sorted([*left, *right], key=lambda line: (-line.y, line.x))
    foot = wrapped(
        "Tin của Thu Thảo, ảnh của Minh Quân, cùng các cộng tác viên ở xã Long Thới và Tân Hòa.", 72, 500, 450
    )
    assert found([title, *by_line, *foot]) == [
        title.text,
        LONG + ".",
        OTHER + ".",
        " ".join(line.text for line in foot),
    ]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    lines = wrapped(LONG + ".", 72, 740, 210)
    half = len(lines) // 2
    top = lines[half].y
    right = [line._replace(x=310, y=line.y - top + 740) for line in lines[half:]]
    assert found([*lines[:half], *right]) == [LONG + "."]
    lines = wrapped(LONG + ".", 72, 760, 450)
    assert found([*wrapped(OTHER + ".", 72, 700, 450), lines[0]._replace(y=90)], lines[1:])[1] == LONG + "."


def test_the_head_of_a_letter_is_read_side_by_side() -> None:
    left = [Line(90, 780, "ỦY BAN NHÂN DÂN"), Line(96, 764, "HUYỆN SAO MAI"), Line(90, 748, "Số: 12/QĐ-UBND")]
    right = [
        Line(280, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        Line(295, 764, "Độc lập - Tự do - Hạnh phúc"),
        Line(310, 748, "Ngày 12 tháng 7 năm 2021"),
    ]
    both = [line for pair in zip(left, right, strict=True) for line in pair]
    assert found([*both, *wrapped(LONG + ".", 72, 700, 450)]) == [
        "ỦY BAN NHÂN DÂN HUYỆN SAO MAI",
        "Số: 12/QĐ-UBND",
        *(line.text for line in right),
        LONG + ".",
    ]


def test_a_table_is_read_row_by_row() -> None:
    rows = [("Long Thới", "Ông An"), ("Tân Hòa mới", "Bà Bình Minh"), ("Sao Mai", "Ông Cường Quốc"), ("Bến", "Bà Dung")]
    lines = [Line(72 + 200 * c, 700 - 20 * r, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)]
    assert found(lines) == [cell for row in rows for cell in row]


def test_headers_footers_and_page_numbers_are_left_out_and_said() -> None:
    pages = [
        [
            Line(72, 800, "Báo cáo của huyện Sao Mai"),
            *wrapped(text + ".", 72, 740, 450),
            Line(290, 40, f"Trang {n + 1}/3"),
        ]
        for n, text in enumerate((LONG, OTHER, LONG))
    ]
    content = parse(pdfs.make(pages), "tin.pdf")
    assert texts(content) == [LONG + ".", OTHER + ".", LONG + "."]
    assert content.notes == (
        "headers, footers and page numbers are left out: \u201cBáo cáo của huyện Sao Mai\u201d, page numbers",
    )


def test_nothing_that_stands_once_is_left_out() -> None:
    pages = [[Line(72, 800, f"Mục {name}"), *wrapped(LONG, 72, 740, 450)] for name in ("Một", "Hai", "Ba")]
    assert [text for text in found(*pages) if text.startswith("Mục")] == ["Mục Một", "Mục Hai", "Mục Ba"]


def test_the_english_is_written_as_paragraphs() -> None:
    content = parse(
        pdfs.make([[Line(72, 760, "Chào"), Line(72, 700, "12/7/2021"), Line(72, 600, "Xin hết.")]]), "a.pdf"
    )
    assert content.suffix == ".txt"
    assert content.write([Target("Hello"), Target("The end.")]) == b"Hello\n\n12/7/2021\n\nThe end.\n"


def test_letters_of_other_sizes_and_gaps_between_cells_part_lines() -> None:
    assert found([Line(72, 760, "Tiêu đề lớn", 20), Line(72, 740, "chữ nhỏ", 10)]) == ["Tiêu đề lớn", "chữ nhỏ"]


def test_pages_of_pictures() -> None:
    with pytest.raises(InputError, match=r"tin\.pdf: holds no text, only pictures; run OCR first"):
        found([], image_on=[0])
    content = parse(pdfs.make([[Line(72, 700, "Chào")], []], image_on=[1]), "tin.pdf")
    assert content.notes == ("1 of 2 pages hold pictures only and are not read (run OCR): 2",)


def test_an_empty_file() -> None:
    with pytest.raises(InputError, match="holds no text; run OCR first"):
        found([])


def test_fonts_that_do_not_say_their_letters() -> None:
    with pytest.raises(InputError, match="fonts do not say which letters they show; run OCR"):
        found(wrapped(LONG, 72, 700, 450), mapped=False)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TCVN3", "§¶ng Céng s¶n ViÖt Nam tæ chøc ®¹i héi ®¹i biÓu toµn quèc lÇn thø m\u00ad\u00adêi ba"),
        ("VNI", "Ñaûng Coäng saûn Vieät Nam toå chöùc ñaïi hoäi ñaïi bieåu toaøn quoác laàn thöù möôøi ba"),
    ],
)
def test_old_font_encodings(name: str, text: str) -> None:
    with pytest.raises(InputError, match=f"old font encoding {name}.*; convert it to Unicode"):
        found([Line(20, 700, text)])


def test_french_is_no_old_encoding() -> None:
    assert found([Line(20, 700, "Le président a été reçu à Hanoï où il a salué l'élan de la coopération")])


def test_a_password() -> None:
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'00' * 32}>/U<{'11' * 32}>>>/ID[<{'22' * 16}><{'22' * 16}>]"
    with pytest.raises(InputError, match=r"tin\.pdf: is locked with a password; save it without one"):
        found([Line(72, 700, "Chào")], extra=lock)


@pytest.mark.parametrize("data", [b"", b"abc", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_what_is_no_pdf(data: bytes) -> None:
    with pytest.raises(InputError, match=r"tin\.pdf: is no PDF, or damaged"):
        parse(data, "tin.pdf")


WHOLE = pdfs.make([wrapped(LONG, 72, 700, 450), [Line(72, 700, "Chào")]], image_on=[1])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=6), st.integers(0, 40))
def test_damaged_files_are_read_or_refused(at: int, new: bytes, cut: int) -> None:
    said = ""
    try:
        parse(WHOLE[:at] + new + WHOLE[at + cut :], "tin.pdf")
    except InputError as error:
        said = str(error)
    assert "\n" not in said


# No letters with marks: PDFium leaves out a text of nothing but letters that its own font, for one not embedded, lacks.
LETTERS = st.text("Hop chi bo.- 1", min_size=1, max_size=12).filter(str.strip)
PLACES = st.tuples(st.integers(0, 11), st.integers(0, 80)).map(lambda at: (20 + 50.0 * at[0], 20 + 10.0 * at[1]))
LINES = st.dictionaries(PLACES, st.tuples(LETTERS, st.sampled_from([6.0, 8.0])), max_size=12).map(
    lambda lines: [Line(*at, text, size) for at, (text, size) in lines.items()]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=3))
def test_no_line_is_lost_wherever_it_stands(pages: list[list[Line]]) -> None:
    if not any(c.isalpha() for page in pages for line in page for c in line.text):
        return
    content = parse(pdfs.make(pages), "tin.pdf")
    whole = content.write([Target(text) for text in texts(content)]).decode()
    if not content.notes:  # they say what is left out
        assert _letters(whole) == _letters("".join(line.text for page in pages for line in page))


def _letters(text: str) -> list[str]:
    return sorted(c for c in text if c.isalpha())
