"""Which of a model's translations is taken: by the model's own liking and by how much of the line each says."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietgloss.translation import engine, lexicon
from vietgloss.translation.tokens import Hypothesis

LINES = ["cháy\tfire 40\tburned 20", "chi bộ\tcell 74", "nhà\thouse 50", "không\tnot 30\tno 10"]


def ranked(line: str, texts: list[str], scores: list[float]) -> list[str]:
    found = [Hypothesis(text, lambda: pytest.fail("nobody asked for an alignment")) for text in texts]
    return [h.text for h in engine._ranked(line, found, scores)]


def test_a_translation_that_leaves_words_out_says_less() -> None:
    held = lexicon.Lexicon(LINES)
    whole, part, nothing = held.said("Cháy nhà chi bộ", ["A fire in the cell's house, the cell", "The house", "Hello"])
    assert 0 > whole > part > nothing


def test_syllables_that_belong_together_are_one_word() -> None:
    assert lexicon.Lexicon([*LINES, "bộ\tministry 60"]).said("chi bộ", ["ministry"]) == lexicon.Lexicon(LINES).said(
        "chi bộ", ["nothing"]
    )


def test_tone_marks_and_capitals_do_not_matter() -> None:
    held = lexicon.Lexicon(["hòa bình\tpeace 50"])
    assert held.said("HOÀ BÌNH", ["Peace"]) == held.said("hòa bình", ["peace"]) > held.said("hòa bình", ["war"])


def test_words_nobody_knows_count_nothing() -> None:
    assert lexicon.Lexicon(LINES).said("Zing, 5.096!", ["anything", ""]) == [0, 0]


@given(st.text(max_size=60), st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_the_shipped_lexicon_takes_any_text(source: str, targets: list[str]) -> None:
    said = lexicon.load().said(source, targets)
    assert len(said) == len(targets)
    assert all(-6 < value <= 0 for value in said)


def test_of_translations_the_model_likes_as_well_the_one_that_says_more_comes_first() -> None:
    line = "Vụ cháy nhà khiến hai người bị thương"
    assert ranked(line, ["The case left two injured", "The house fire left two people injured"], [-0.5, -0.5])[0] == (
        "The house fire left two people injured"
    )


def test_what_the_model_likes_much_better_stays_first() -> None:
    line = "Vụ cháy nhà khiến hai người bị thương"
    texts = ["The case left two injured", "The house fire left two people injured"]
    assert ranked(line, texts, [-0.5, -3]) == texts


def test_a_single_translation_needs_no_lexicon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "load", lambda: SimpleNamespace(said=lambda *_: pytest.fail("it was asked")))
    assert ranked("Cháy nhà", ["Fire"], [-1.0]) == ["Fire"]
