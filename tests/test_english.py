"""English around a term: its forms, the one that fits a place, a sentence tidied. Cases in tests/cases/english/."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from vietgloss import inflection
from vietgloss.terms.fit import fit
from vietgloss.terms.tidy import tidy

CASES = Path(__file__).parent / "cases" / "english"


def cases(name: str) -> Any:  # noqa: ANN401  # as the file is
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


NUMBER, VERBS, FIT, TIDY = cases("plural"), cases("verbs"), cases("fit"), cases("tidy")


@pytest.mark.parametrize(("one", "many"), NUMBER["plural"].items())
def test_plural_and_singular(one: str, many: str) -> None:
    assert inflection.plural(one) == many
    assert inflection.singular(many) == one
    assert inflection.is_plural(many)
    assert not inflection.is_plural(one)
    assert {one, many} <= inflection.forms(one)


@pytest.mark.parametrize("phrase", NUMBER["unchanged"])
def test_what_has_no_other_plural(phrase: str) -> None:
    assert inflection.plural(phrase) == phrase


@pytest.mark.parametrize(("many", "one"), NUMBER["one"].items())
def test_singular(many: str, one: str) -> None:
    assert inflection.singular(many) == one


@pytest.mark.parametrize(("phrase", "article"), NUMBER["articles"].items())
def test_article_by_sound(phrase: str, article: str) -> None:
    assert inflection.article(phrase) == article


@pytest.mark.parametrize("term", [*NUMBER["forms"], *NUMBER["not_forms"]])
def test_forms(term: str) -> None:
    assert set(NUMBER["forms"].get(term, ())) <= inflection.forms(term)
    assert not set(NUMBER["not_forms"].get(term, ())) & inflection.forms(term)


@pytest.mark.parametrize(("base", "past", "gerund", "third"), VERBS["verbs"])
def test_verb_forms(base: str, past: str, gerund: str, third: str) -> None:
    assert inflection.is_verb(base)
    assert [inflection.past(base), inflection.gerund(base), inflection.third(base)] == [past, gerund, third]
    assert inflection.base(base) == base
    assert {past, gerund, third} <= inflection.forms(base)


@pytest.mark.parametrize(("phrase", "base"), VERBS["base"].items())
def test_base(phrase: str, base: str) -> None:
    assert inflection.base(phrase) == base


@pytest.mark.parametrize("phrase", VERBS["no_verbs"])
def test_what_is_no_verb_has_no_tense(phrase: str) -> None:
    assert {inflection.past(phrase), inflection.gerund(phrase), inflection.third(phrase)} == {phrase}


@pytest.mark.parametrize("case", FIT, ids=lambda c: f"{c['term']}: {c['text']}")
def test_fit(case: dict[str, str]) -> None:
    before, replaced, after = re.split(r"[\[\]]", case["text"])
    assert fit(case["term"], before, replaced, after) == case["fits"]


@pytest.mark.parametrize("case", TIDY, ids=lambda c: c["text"])
def test_tidy(case: dict[str, Any]) -> None:
    wanted = case.get("tidy", case["text"])
    assert tidy(case["text"], case.get("terms", ())) == wanted
    assert tidy(wanted, case.get("terms", ())) == wanted


def test_a_caller_can_say_that_a_line_without_a_mark_is_running_text() -> None:
    assert tidy("to Politburo", ["Politburo"]) == "to Politburo"
    assert tidy("to Politburo", ["Politburo"], running=True) == "to the Politburo"


def test_a_line_with_thousands_of_words_twice() -> None:
    assert tidy("the the Party Party cell cell " * 3000, ["Party cell"]).split() == ["the", "Party", "cell"]
    words = [f"the the x{chr(97 + n % 26)}" for n in range(3000)]
    assert tidy(" ".join(words)) == " ".join(words).replace("the the", "the")


TERMS = ["Party Committee", "Organization Commission", "Politburo", "Party cell", "mass mobilization", "step up"]
PIECES = [
    *TERMS, *"the a an The A of in to its People's people's council Council's Committee committees States".split(),
    *"cell cells . , ; : ( ) “ ” 's ' 36 2021 93.5% 0236 16-ĐA/TU a@b.vn https://a.vn/the Mr. Phong Bình".split(),
    *"met hour union NGO".split(), "  ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.booleans())
@settings(max_examples=400, deadline=None)
def test_tidying_twice_is_tidying_once_and_keeps_figures_and_addresses(pieces: list[str], spaced: bool) -> None:
    text = (" " if spaced else "").join(pieces)
    once = tidy(text, TERMS)
    assert tidy(once, TERMS) == once
    for kept in (r"\d+", r"[\w.]+@[\w.]*\w", r"https?://[\w./]*\w", "Phong|Bình"):
        assert re.findall(kept, once) == re.findall(kept, text)


@given(st.sampled_from(TERMS), *[st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join)] * 3)
@settings(max_examples=200, deadline=None)
def test_what_fits_is_a_form_of_the_term(term: str, before: str, replaced: str, after: str) -> None:
    fitted = fit(term, before, replaced, after).lower()
    assert any(form.lower() in fitted for form in inflection.forms(term))
