"""Generated pairs: every template fills, figures and dates agree, nothing comes twice, mistakes are named."""

from __future__ import annotations

import calendar
import random
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent / "training/generate"
sys.path.insert(0, str(HOME))

from slots import SLOTS  # noqa: E402
from values import table  # noqa: E402

from generate import fill, generate, read  # noqa: E402

TRIES = 300
MONTH = {name: number for number, name in enumerate(calendar.month_name) if name}
FIGURES = "n big pct dec times vnd usd ha km tonnes m2".split()
COPIED = (
    "person province district commune village nq ct kl qdi tb kh hd ctr cv bc qd nd tt nqh khu phone url email".split()
)


def draw(name: str) -> list[tuple[str, str]]:
    rng = random.Random(name)  # noqa: S311
    return [SLOTS[name](rng) for _ in range(TRIES)]


def number(text: str, thousands: str, decimals: str) -> tuple[str, str]:
    whole, _, fraction = text.partition(decimals)
    groups = whole.split(thousands)
    assert 1 <= len(groups[0]) <= 3 or len(groups) == 1, text
    assert all(len(group) == 3 for group in groups[1:]), text
    return str(int("".join(groups))), fraction


@pytest.mark.parametrize("name", FIGURES)
def test_figures_have_the_same_digits_in_the_layout_of_their_language(name: str) -> None:
    for vietnamese, english in draw(name):
        left, right = (re.findall(r"(?<![a-z])\d[\d.,]*", side) for side in (vietnamese, english))
        assert len(left) == len(right) == 1, (vietnamese, english)
        assert number(left[0], ".", ",") == number(right[0], ",", "."), (vietnamese, english)


def test_units_agree() -> None:
    units = {"tỷ": "billion", "triệu": "million", "nghìn tỷ": "trillion", "": ""}
    for name, before, after in (("vnd", "VND", "đồng"), ("usd", "USD", "USD")):
        for vietnamese, english in draw(name):
            unit = vietnamese.removesuffix(after).lstrip("0123456789.,").strip()
            assert english.startswith(before)
            assert english.lstrip(before + "0123456789.,").strip() == units[unit], (vietnamese, english)


@pytest.mark.parametrize(("name", "parts"), [("date", 3), ("day", 2), ("month", 2)])
def test_dates_are_the_same_day(name: str, parts: int) -> None:
    for vietnamese, english in draw(name):
        figures = [int(figure) for figure in re.findall(r"\d+", vietnamese)]
        words = english.replace(",", "").split()
        month = MONTH[words[0]]
        assert len(figures) == parts
        assert figures == ([int(words[1]), month, *map(int, words[2:])] if name != "month" else [month, int(words[1])])


def test_times_are_the_same_minute() -> None:
    for vietnamese, english in draw("time"):
        hour, minute = ([int(figure) for figure in re.findall(r"\d+", vietnamese)] + [0])[:2]
        clock, half = english.split()
        shown, _, past = clock.partition(":")
        assert (int(shown) % 12 + (12 if half == "p.m." else 0), int(past or 0)) == (hour, minute), (
            vietnamese,
            english,
        )


def test_ordinals_and_quarters() -> None:
    assert ("XIII", "13th") in draw("ordinal")
    endings = {english.lstrip("0123456789") for _, english in draw("ordinal")}
    assert endings == {"st", "nd", "rd", "th"}
    assert {"11st", "12nd", "13rd"}.isdisjoint(english for _, english in draw("ordinal"))
    assert all(v.split("/")[0].split()[0] in {"I", "II", "III", "IV"} and v[-4:] == e[-4:] for v, e in draw("quarter"))


@pytest.mark.parametrize("name", COPIED)
def test_what_is_copied_is_the_same(name: str) -> None:
    values = draw(name)
    assert all(vietnamese == english for vietnamese, english in values)
    assert len(set(values)) > 40


@pytest.mark.parametrize(
    ("name", "least"),
    [("titles", 90), ("bodies", 140), ("topics", 220), ("districts", 250), ("communes", 250), ("villages", 120)],
)
def test_lists_are_long_and_in_nfc(name: str, least: int) -> None:
    values = table(name)
    assert len(values) >= least
    assert all(unicodedata.is_normalized("NFC", "".join(value)) for value in values)


def test_names_are_spread_as_in_the_country() -> None:
    families = Counter(vietnamese.split()[0] for vietnamese, _ in draw("person"))
    assert 0.2 < families["Nguyễn"] / TRIES < 0.42
    assert len(families) > 30


@pytest.mark.parametrize("path", sorted((HOME / "templates").glob("*.tsv")), ids=lambda path: path.stem)
def test_every_template_fills(path: Path) -> None:
    rng = random.Random(1)  # noqa: S311
    templates = [template for template in read() if template.place.startswith(f"{path}:")]
    assert templates
    for side in (side for template in templates for side in fill(template, rng)):
        assert not set(side) & set("{}\t")
        assert unicodedata.is_normalized("NFC", side)
        assert not side[0].islower() or re.match(r"\w{1,2}\)|\S+\.vn|\S+@|http", side), side


def test_pairs_are_different_balanced_and_the_same_for_a_seed() -> None:
    count = 3 * len(read())
    pairs = generate(count, 1)
    assert len(pairs) == len(set(pairs)) == len({pair.source for pair in pairs}) == count
    assert pairs == generate(count, 1)
    assert pairs != generate(count, 2)


def write(folder: Path, *lines: str) -> Path:
    (folder / "some.tsv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_every_template_is_filled_equally_often(tmp_path: Path) -> None:
    write(tmp_path, "# so", "một {big}\tone {big}", "hai {big}\ttwo {big}", "ba {big}\tthree {big}")
    pairs = generate(90, 1, tmp_path)
    assert Counter(pair.target.split()[0] for pair in pairs) == {"One": 30, "Two": 30, "Three": 30}


def test_some_lines_hold_two_sentences(tmp_path: Path) -> None:
    write(tmp_path, "một {big}.\tone {big}.", "hai {big}.\ttwo {big}.")
    pairs = generate(400, 1, tmp_path)
    joined = [pair for pair in pairs if pair.source.count(".\u0020") == 1]
    assert 2 <= len(joined) <= 60
    assert all(re.fullmatch(r"(One|Two) [\d,]+\. (One|Two) [\d,]+\.", pair.target) for pair in joined)


def test_slots_of_one_kind_differ_and_articles_fit(tmp_path: Path) -> None:
    write(tmp_path, "{n} và {n2}\ta {n}-year and a {n2}-day")
    for pair in generate(200, 1, tmp_path):
        found = re.findall(r"\b(an?) (\d+)", pair.target.lower())
        assert len({figure for _, figure in found}) == 2
        for article, figure in found:
            assert (article == "an") == (figure[0] == "8" or figure in {"11", "18"})


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("có {many} hộ\t{many} households", "some.tsv:2: there is no slot {many}"),
        ("có {n} hộ\thouseholds", "some.tsv:2: {n} not as often on both sides"),
        ("có {n} hộ\t{n} or {n} households", "some.tsv:2: {n} not as often on both sides"),
        ("có {n hộ\t{n households", "some.tsv:2: a brace stands alone"),
        ("có {n} hộ", "some.tsv:2: not 'Vietnamese, tab, English'"),
        ("đúng {n}\tright {n}", "some.tsv:2: stands in "),
    ],
)
def test_a_bad_template_is_named(tmp_path: Path, line: str, message: str) -> None:
    write(tmp_path, "đúng {n}\tright {n}", line)
    with pytest.raises(ValueError, match=re.escape(message)):
        generate(1, 1, tmp_path)


def test_too_few_templates_are_named(tmp_path: Path) -> None:
    write(tmp_path, "chào\thello")
    with pytest.raises(ValueError, match="give 1 different pairs, not 2"):
        generate(2, 1, tmp_path)
