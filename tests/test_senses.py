"""Choosing a sense: learned weights, people's cues, thresholds, and the file of weights."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from vietgloss import Glossary, expand
from vietgloss import text as vn
from vietgloss.expansion import beside, sense, weights
from vietgloss.glossary import load

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parent / "cases" / "senses" / "shipped.yaml"
PLACE = re.compile(r"\{([^|}]+)\|([^}]+)\}")


@pytest.fixture(scope="module")
def shipped() -> Glossary:
    return Glossary.load()


@pytest.fixture
def own_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of weights for XQ: ``xe quay`` or ``xưởng quế``."""
    file = tmp_path / "senses.tsv"
    file.write_text(
        "# a comment\n"
        "XQ\txe quay\t0.50\t<lái:1.2 ~đường:1.0 >Aa_Aa:-0.5\n"
        "XQ\txưởng quế\t-0.50\t<thăm_một:2.5 ~mùi_thơm:1.5\n"
        "*\t=\t-3.00\t<Ảnh:0.1 <AA:6.0\n"
        "XQ\t=\t-0.50\t\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(weights, "FILE", file)
    sense._models.clear()
    yield file
    sense._models.clear()


def chosen(glossary: Glossary, marked: str, policy: str = "keep") -> sense.Choice:
    """Choose at the one place of a sentence that stands in braces."""
    place = PLACE.search(marked)
    assert place is not None
    text = vn.plain(vn.nfc(marked[: place.start()] + place[1] + marked[place.end() :]))
    entries = dict(glossary.spellings())
    document = sense.Folded(text, entries)
    context = sense.Context.around(text, place.start(), place.start() + len(place[1]), document)
    return sense.choose(entries[place[1]], context, policy=policy)


def two(first: str = "expansion: xe quay", second: str = "expansion: xưởng quế", layer: str = "shipped") -> Glossary:
    return load.parse(f"abbreviations: {{XQ: {{senses: [{{{first}}}, {{{second}}}]}}}}", "<text>", layer)


@pytest.mark.parametrize("marked", yaml.safe_load(CASES.read_text("utf-8")))
def test_shipped_sense(marked: str, shipped: Glossary) -> None:
    choice = chosen(shipped, marked)
    place = PLACE.search(marked)
    assert place is not None
    assert choice.sense is not None, choice
    assert vn.fold(choice.sense.expansion) == vn.fold(place[2]), choice


@pytest.mark.usefixtures("own_weights")
@pytest.mark.parametrize(
    ("marked", "full", "reason"),
    [
        ("Anh ấy lái {XQ|} trên đường.", "xe quay", "after 'lái'"),
        ("Đoàn đến thăm một {XQ|} cũ.", "xưởng quế", "after 'thăm một'"),
        ("Ở đây có mùi thơm từ {XQ|} kia.", "xưởng quế", "near 'mùi thơm'"),
    ],
)
def test_learned_evidence(marked: str, full: str, reason: str) -> None:
    choice = chosen(two(), marked.replace("|}", "|x}"))
    assert choice.sense is not None
    assert choice.sense.expansion == full
    assert reason in choice.reason


@pytest.mark.usefixtures("own_weights")
def test_how_usual_it_is_does_not_decide_alone() -> None:
    assert chosen(two(), "Đó là {XQ|x}.").sense is None
    usual = chosen(two("expansion: xe quay, default: true"), "Đó là {XQ|x}.")
    assert usual.sense is not None
    assert usual.reason == "the usual meaning; no cue decides"


@pytest.mark.usefixtures("own_weights")
def test_cues_of_people_override_what_is_learned() -> None:
    glossary = two(second="expansion: xưởng quế, before: [lái]")
    choice = chosen(glossary, "Anh ấy lái {XQ|x} mới.")
    assert choice.sense is not None
    assert choice.sense.expansion == "xưởng quế"


@pytest.mark.usefixtures("own_weights")
def test_default_of_a_user_stands_over_the_learned_prior() -> None:
    choice = chosen(two(second="expansion: xưởng quế, default: true", layer="given"), "Đó là {XQ|x}.")
    assert choice.sense is not None
    assert choice.sense.expansion == "xưởng quế"


@pytest.mark.usefixtures("own_weights")
def test_other_expansions_have_no_weights() -> None:
    glossary = two("expansion: xã quê", "expansion: xóm quan")
    assert chosen(glossary, "Anh ấy lái {XQ|x}.").sense is None
    best = chosen(glossary, "Anh ấy lái {XQ|x}.", "best")
    assert best.sense is not None


@pytest.mark.usefixtures("own_weights")
def test_a_name_is_left() -> None:
    choice = chosen(two(), "Hãng TVK {XQ|x} cho biết.")
    assert choice.sense is None
    assert choice.reason.startswith("looks like a name")


def test_near_cues_without_weights() -> None:
    glossary = Glossary.from_text(
        "abbreviations: {YQ: {senses: [{expansion: yên quân, near: [ngựa]}, {expansion: yêu quý, near: [lòng]}]}}"
    )
    choice = chosen(glossary, "Con ngựa kia có {YQ|x} đẹp.")
    assert choice.sense is not None
    assert choice.sense.expansion == "yên quân"
    assert choice.reason == "near 'ngựa'"
    assert chosen(glossary, "Có {YQ|x}.").sense is None


def test_neighbours_are_read_as_what_they_mean() -> None:
    glossary = Glossary.from_text(
        "abbreviations: {CBX: chi bộ xóm, YQ: {senses: [{expansion: yên quân, before: [chi bộ xóm]}, "
        "{expansion: yêu quý}]}}"
    )
    choice = chosen(glossary, "Họp CBX {YQ|x} xong.")
    assert choice.sense is not None
    assert choice.sense.expansion == "yên quân"


def test_full_form_elsewhere() -> None:
    glossary = Glossary.from_text("abbreviations: {YQ: {senses: [{expansion: yên quân}, {expansion: yêu quý}]}}")
    choice = chosen(glossary, "Yên quân là gì? Yên quân của ta, yên quân của địch.\nCó {YQ|x}.")
    assert choice.sense is not None
    assert choice.sense.expansion == "yên quân"
    assert choice.reason == "written out on line 1"


def test_other_places_of_the_abbreviation() -> None:
    glossary = Glossary.from_text(
        "abbreviations: {YQ: {senses: [{expansion: yên quân, near: [ngựa]}, {expansion: yêu quý, near: [hoa]}]}}"
    )
    found = expand("Ngựa kia có YQ đẹp.\nHôm nay, cụ bán YQ.\nMua YQ.", glossary)
    assert found.text == "Ngựa kia có yên quân đẹp.\nHôm nay, cụ bán yên quân.\nMua yên quân."
    assert [e.reason for e in found.edits] == ["near 'ngựa'", *["decided as on line 1; 'ngựa' in the text around"] * 2]
    mixed = expand("Ngựa kia có YQ đẹp.\nBó hoa ấy là YQ nhất.", glossary)
    assert [e.expansion for e in mixed.edits] == ["yên quân", "yêu quý"]


def test_the_longer_cue_beside_wins() -> None:
    glossary = Glossary.from_text(
        "abbreviations: {YQ: {senses: [{expansion: yên quân, after: [số]}, {expansion: yêu quý, after: [số đỏ]}]}}"
    )
    for text, full in (("Có {YQ|x} số đỏ.", "yêu quý"), ("Có {YQ|x} số xanh.", "yên quân")):
        choice = chosen(glossary, text)
        assert choice.sense is not None
        assert choice.sense.expansion == full


def test_beside_puts_words_next_to_the_place() -> None:
    document = sense.Folded("Họp XQ.")
    context = sense.Context.around("Họp XQ.", 4, 6, document).beside("Ban Thường vụ", "Tỉnh uỷ")
    assert context.raw[0][-3:] == ["Ban", "Thường", "vụ"]
    assert context.raw[1][:2] == ["Tỉnh", "ủy"]


def test_counting_full_forms() -> None:
    document = sense.Folded("Uỷ ban họp.\nỦy Ban, rồi ủy ban; và uỷ-ban. Ban uỷ.")
    assert document.count(sense.folded("Ủy ban")) == 4
    assert document.count(sense.folded("họp họp")) == 0


def test_file_of_weights(shipped: Glossary) -> None:
    known = {s.surface: s for s in shipped.abbreviations.values()}
    for surface in weights.lines_of(weights.FILE):
        held = weights.learned(surface, weights.FILE)
        assert held is not None
        if surface != weights.EVERY and surface in known:
            assert any(held.position(s.expansion) is not None for s in known[surface].senses), surface


@pytest.fixture
def own_topics(own_weights: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two topics, and a sense of XQ that is at home in one of them."""
    file = own_weights.with_name("topics.tsv")
    file.write_text("# a comment\nruộng_lúa\tlúa:3.0 con_trâu:5.0\nbến_cảng\ttàu:4.0\n", encoding="utf-8")
    monkeypatch.setattr(weights, "TOPICS", file)
    rows = own_weights.read_text("utf-8").replace("~mùi_thơm:1.5", "~mùi_thơm:1.5 #ruộng_lúa:6.0")
    own_weights.write_text(rows, encoding="utf-8")
    weights.lines_of.cache_clear()
    weights.learned.cache_clear()
    return file


@pytest.mark.usefixtures("own_topics")
def test_what_the_text_is_about_speaks_on_other_lines_too() -> None:
    glossary = two()
    far = "Gặt lúa, lúa chín, lúa thơm, con trâu, lúa. "
    assert chosen(glossary, f"{far}\nHọ ghé {{XQ|?}} ấy.").reason == "a text about 'ruộng lúa'"
    assert chosen(glossary, "Tàu vào.\nHọ ghé {XQ|?} ấy.").sense is None
    much = far + " và" * sense.STRETCH + "\n"
    assert chosen(glossary, f"{much}Họ ghé {{XQ|?}} ấy.").sense is None


def test_topics_are_shares_of_the_words_that_have_one() -> None:
    counts = {"#a": 3 * weights.LITTLE, "#b": weights.LITTLE * weights.LEAST_SHARE}
    assert weights.shares(counts) == {"#a": pytest.approx(0.75, abs=0.01)}
    assert weights.shares({}) == {}


def test_every_topic_of_the_senses_is_in_the_file_of_topics() -> None:
    topics = {topic for topic, _ in weights.topic_words(weights.TOPICS).values()}
    text = vn.fold_tone(weights.FILE.read_text("utf-8"))
    assert set(re.findall(r"[\t ](#\S+):", text)) <= topics


def test_the_reason_tells_the_line_of_a_full_form() -> None:
    document = sense.Folded("Một.\nĐảng\nviên và đảng viên.", line=7)
    assert document.count(sense.folded("đảng viên")) == 2
    assert document.line_of(sense.folded("đảng viên")) == 8


def test_counts_of_words_beside_speak_for_the_meaning_that_they_stand_with() -> None:
    held = [(100.0, {"<lái": 30.0}), (100.0, {"<thăm": 20.0}), None]
    told = list(beside.points(held, (["<lái"], [])))
    assert {i for i, _, _ in told} == {0, 1}  # nothing is known of the third
    assert {what for _, _, what in told} == {"<lái"}
    points = {i: value for i, value, _ in told}
    assert points[0] > 0 > points[1]
    assert sum(points.values()) == pytest.approx(0)


def test_counts_of_one_meaning_alone_say_nothing() -> None:
    assert list(beside.points([(100.0, {"<lái": 30.0}), None], (["<lái"], []))) == []


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ("đi lái ", " mới mua", (["<lái", "<đi_lái"], [">mới", ">mới_mua"])),
        ("đi lái, ", " mới", ([], [">mới"])),
        ("", ". Mới", ([], [])),
        ("gọi là “", "” nhanh", (["<là", "<gọi_là"], [">nhanh"])),
    ],
)
def test_words_behind_a_sign_are_not_beside(left: str, right: str, found: tuple[list[str], list[str]]) -> None:
    assert beside.both(left, right, weights.normal(left, None), weights.normal(right, None)) == found
