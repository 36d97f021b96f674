"""The page for review as text: what is marked, what is said of it, and that nothing gets out of its place."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review_pages import glossary, news, translation
from vietgloss.expansion import Expansion
from vietgloss.pipeline import Segment, Translation
from vietgloss.quality import KINDS
from vietgloss.quality import Warning as Warned
from vietgloss.report.page import page
from vietgloss.report.page.spans import Places, target_marks
from vietgloss.report.page.words import Words, asset
from vietgloss.terms import TermCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = {"meta", "link", "input", "br"}
HOSTILE = "<script>alert('x')</script> \"><img src=x onerror=alert(1)> ${css} $css &amp; </style> \x00\u202e\ud800"


class Tree(HTMLParser):
    """Reads a page: elements with what they hold; fails where tags do not close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[dict[str, str]] = []
        self.all: list[dict[str, str]] = []
        self.feed(text)
        assert not self.open, "a tag is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = {"tag": tag, "text": "", **{name: value or "" for name, value in attrs}}
        self.all.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element["text"] += data

    def find(self, tag: str = "", **attributes: str) -> list[dict[str, str]]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            e
            for e in self.all
            if (not tag or e["tag"] == tag)
            and all(v in e.get(k, "").split() if k == "class" else e.get(k) == v for k, v in wanted.items())
        ]


def made(translations: list[Translation], **options: str) -> Tree:
    return Tree(page(translations, glossary=glossary(), **options))


def marks(one: Translation, number: int) -> list[str]:
    """The source of a segment with its marks in brackets."""
    segment = one.segments[number]
    return [segment.source[m.start : m.end] for m in Places(one.expansion).source_marks(segment)]


def targets(one: Translation, number: int) -> dict[str, tuple[int, ...]]:
    segment = one.segments[number]
    return {segment.target[m.start : m.end]: m.terms for m in target_marks(segment, lambda _: ())}


# -- What is marked --------------------------------------------------------------------------------------------------


def test_the_source_is_marked_as_it_was_typed() -> None:
    one = news()[0]
    assert marks(one, 0) == ["BTV Huyện ủy", "nghị quyết"]
    assert marks(one, 1) == ["BTV Huyện ủy", "ĐV", "chi bộ"]
    assert marks(one, 2) == ["(QPTLT)", "TTCP"]


def test_every_place_of_an_unknown_abbreviation_is_marked() -> None:
    one = translation(
        "a", [[["BQLCLT họp với BQLCLT.", "BQLCLT met with BQLCLT."]], [["Mời BQLCLT.", "Invite BQLCLT."]]]
    )
    assert marks(one, 0) == ["BQLCLT", "BQLCLT"]
    assert marks(one, 1) == ["BQLCLT"]


def test_the_english_of_a_term_is_found_in_any_number() -> None:
    one = news()[1]
    assert targets(one, 0) == {"People's Committee": (0,), "Party cells": (1,)}


def test_english_variants_need_the_glossary() -> None:
    with_glossary = made(news()).find("u")
    without = Tree(page(news())).find("u")
    assert "decision" in [u["text"] for u in with_glossary]
    assert "decision" not in [u["text"] for u in without]


def test_two_terms_that_are_alike_are_marked_one_by_one() -> None:
    one = translation("a", [[["Mời chi bộ và chi bộ.", "A Party cell and the Party cells are invited."]]])
    assert targets(one, 0) == {"Party cell": (0,), "Party cells": (1,)}


def test_edits_that_do_not_lead_to_the_expanded_text_mark_no_terms() -> None:
    segment = Segment(0, 6, "chi bộ", "một chi bộ", "Party cell", (TermCheck("chi bộ", "Party cell", found=True),))
    assert Places(Expansion("chi bộ", "một chi bộ")).source_marks(segment) == []


def test_source_and_target_of_a_term_bear_the_same_number() -> None:
    tree = made(news())
    (source,) = (m for m in tree.find("a", class_="m") if m["text"] == "sinh viên")
    assert source["data-t"] in [u["data-t"] for u in tree.find("u") if u["text"] == "university students"]


def test_a_missing_term_says_so_in_words_and_has_a_class_of_its_own() -> None:
    tree = made(news())
    mark = next(m for m in tree.find("a", class_="missing"))
    assert mark["text"] == "chi bộ"
    (note,) = tree.find("li", id=mark["href"][1:])
    assert "not found in the English" in note["text"]


# -- What is said ----------------------------------------------------------------------------------------------------


def note_of(tree: Tree, mark: str, nth: int = 0) -> str:
    href = [m["href"] for m in tree.find("a", class_="m") if m["text"] == mark][nth]
    (note,) = tree.find("li", id=href[1:])
    return note["text"]


def test_an_expansion_is_explained() -> None:
    said = note_of(made(news()), "BTV Huyện ủy")
    assert "BTV = Ban Thường vụ → Standing Committee" in said
    assert "Why: the glossary knows one meaning" in said
    assert "Sure: practically certain (97%)" in said
    assert "From: glossary/long-thoi.yaml:3" in said
    assert "Ban Thường vụ Huyện ủy → Standing Committee of the District Party Committee" in said


def test_a_definition_tells_its_line() -> None:
    assert "From: defined in this text, line 3" in note_of(made(news()), "QPTLT")
    assert "The text says here what it stands for" in note_of(made(news()), "(QPTLT)")


def test_what_was_left_is_explained() -> None:
    tree = made(news())
    assert "Thanh tra Chính phủ or Thủ tướng Chính phủ" in note_of(tree, "TTCP")
    assert "Neither the glossary nor the text explains it" in note_of(tree, "BQLCLT")


def test_the_same_explanation_stands_once() -> None:
    tree = made(news())
    ids = [m["href"] for m in tree.find("a", class_="m") if m["text"] == "BTV Huyện ủy"]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_a_shipped_entry_is_named_without_the_path_of_the_installation() -> None:
    one = news()[0]
    edits = tuple(replace(e, origin="/opt/x/_shipped/glossary/party.yaml:7") for e in one.expansion.edits)
    tree = made([replace(one, expansion=replace(one.expansion, edits=edits))])
    assert "From: shipped/party.yaml:7" in note_of(tree, "ĐV")
    assert "/opt/x" not in page([replace(one, expansion=replace(one.expansion, edits=edits))])


# -- Warnings --------------------------------------------------------------------------------------------------------


def test_warnings_are_counted_by_kind_and_linked() -> None:
    tree = made(news())
    chips = {c["data-kind"]: c["text"] for c in tree.find("button", class_="chip")}
    assert chips == {
        "term": "term missing 1",
        "number": "number 1",
        "ambiguous": "ambiguous abbreviation 1",
        "unknown": "unknown abbreviation 1",
    }
    (listed,) = tree.find("ul", class_="list")
    assert "expected 5,096" in listed["text"]
    assert "found 5.096" in listed["text"]
    (segment,) = tree.find("li", id="d1s2")
    assert segment["data-kinds"] == "number term"
    assert "4 warnings in 3 of 7 segments" in tree.find("section", class_="overview")[0]["text"]


def test_without_warnings_the_page_says_so() -> None:
    tree = made([news()[1]])
    assert "No warnings." in tree.find("section", class_="overview")[0]["text"]
    assert tree.find("button", class_="chip") == []


def test_every_kind_of_warning_has_a_name() -> None:
    kinds = {*KINDS, "set-by-hand", "built-around-terms", "mended", "markup", "ambiguous", "unknown"}
    assert set(yaml.safe_load(asset("words.yaml"))["kinds"]) == kinds
    one = news()[1]
    odd = replace(one.segments[0], warnings=(Warned("quite-new", "Look."),))
    (chip,) = made([replace(one, segments=(odd,))]).find("button", class_="chip")
    assert chip["text"] == "quite-new 1"


def test_what_a_person_corrected_says_so() -> None:
    one = news()[1]
    tree = made([replace(one, segments=(one.segments[0], replace(one.segments[1], origin="corrected")))])
    assert [p["text"] for p in tree.find("p", class_="by")] == ["corrected by a person"]


# -- The page --------------------------------------------------------------------------------------------------------


def test_paragraphs_are_those_of_the_document() -> None:
    (tree,) = (made([news()[0]]),)
    assert [p["text"].count("Long Thới") > 0 for p in tree.find("ol", class_="par")] == [True, True, True, False]


def test_every_link_leads_somewhere_and_ids_are_unique() -> None:
    tree = made(news())
    ids = [e["id"] for e in tree.all if "id" in e]
    assert len(ids) == len(set(ids))
    for name in ("href", "aria-labelledby", "aria-describedby"):
        wanted = {e[name].removeprefix("#") for e in tree.all if name in e and not e[name].startswith("data:")}
        assert wanted <= set(ids)


def test_nothing_outside_is_asked_for() -> None:
    text = page(news(), glossary=glossary())
    assert not re.search(r"(?:src|href|action)\s*=\s*[\"']?(?!#|data:)\w", text.replace('class="src"', ""))
    assert not re.search(r"https?:|url\(|@import|\bfetch\(|XMLHttp|sendBeacon|localStorage|sessionStorage|cookie", text)
    (policy,) = Tree(text).find("meta", http_equiv="Content-Security-Policy")
    assert policy["content"].startswith(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
    )


def test_the_languages_of_the_cells_are_told() -> None:
    tree = made(news())
    assert {p["lang"] for p in tree.find("p", class_="src")} == {"vi"}
    assert {p["lang"] for p in tree.find("p", class_="tgt")} == {"en"}
    assert {p["lang"] for p in tree.find("html")} == {"en"}


def test_one_document_needs_no_list_of_documents() -> None:
    assert made(news()).find("nav", class_="contents")
    assert not made([news()[0]]).find("nav", class_="contents")


def test_no_document_and_no_translation_make_a_page_too() -> None:
    assert made([]).find("h1")
    one = news()[1]
    empty = replace(one, segments=(replace(one.segments[0], target=" "),))
    assert made([empty]).find("p", class_="tgt")[0]["text"] == "(no translation)"
    assert made([replace(one, segments=())]).find("section", class_="document")


def test_the_same_gives_the_same() -> None:
    assert page(news(), glossary=glossary()) == page(news(), glossary=glossary())


def test_hostile_text_stays_text() -> None:
    harmless = made([news()[1]])
    one = news()[1]
    source = HOSTILE + one.expansion.source
    first = replace(one.segments[0], start=0, end=len(HOSTILE), source=HOSTILE, expanded=HOSTILE, target=HOSTILE)
    first = replace(first, terms=(TermCheck(HOSTILE, HOSTILE, found=False),))
    first = replace(first, warnings=(Warned(HOSTILE, HOSTILE, HOSTILE, HOSTILE),))
    edits = tuple(
        replace(e.moved(len(HOSTILE)), reason=HOSTILE, origin=HOSTILE, target=HOSTILE, sense=HOSTILE)
        for e in one.expansion.edits
    )
    rest = tuple(replace(s, start=s.start + len(HOSTILE), end=s.end + len(HOSTILE)) for s in one.segments)
    bad = Translation(HOSTILE, HOSTILE, (first, *rest), HOSTILE, Expansion(source, source, edits))
    text = page([bad], glossary=glossary())
    tree = Tree(text)
    assert text.encode()  # no half of a surrogate pair is left
    assert "\x00" not in text
    assert len(tree.find("script")) == len(harmless.find("script")) == 1
    assert tree.find("img") == []
    assert [e for e in tree.all if any(name.startswith("on") for name in e)] == []
    assert text.count(asset("page.css")) == 1
    assert text.count("</style>") == len(harmless.find("style"))
    assert tree.find("ul", class_="facts")[0]["text"].startswith("<script>alert('x')</script> \"><img src=x")


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=4), st.text(max_size=10))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_comes_out_as_it_went_in(pairs: list[tuple[str, str]], name: str) -> None:
    text = "".join(vietnamese for vietnamese, _ in pairs)
    segments: list[Segment] = []
    at = 0
    for vietnamese, english in pairs:
        segments.append(Segment(at, at + len(vietnamese), vietnamese, vietnamese, english))
        at += len(vietnamese)
    one = Translation(name, "", tuple(segments), "", Expansion(text, text))
    tree = Tree(page([one]).replace("\r", "\n"))
    for shown, (vietnamese, english) in zip(cells(tree), pairs, strict=True):
        assert shown == (writable(vietnamese), writable(english) if english.strip() else "(no translation)")


def cells(tree: Tree) -> Iterator[tuple[str, str]]:
    sources, englishes = tree.find("p", class_="src"), tree.find("p", class_="tgt")
    for source, english in zip(sources, englishes, strict=True):
        yield source["text"], english["text"]


def writable(text: str) -> str:
    """What HTML can hold of a text."""
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
    return text.replace("\r", "\n")


# -- Its language ----------------------------------------------------------------------------------------------------


def test_every_phrase_is_there_in_both_languages_with_the_same_gaps() -> None:
    table = yaml.safe_load(asset("words.yaml"))
    phrases = {k: v for k, v in table.items() if k not in ("kinds", "reasons", "neighbours")}
    for key, said in [*phrases.items(), *table["kinds"].items()]:
        assert set(said) == {"en", "vi"}, key
        gaps = [
            {gap for text in ([t] if isinstance(t, str) else t.values()) for gap in re.findall(r"\{\w+\}", text)}
            for t in said.values()
        ]
        assert gaps[0] == gaps[1], key


def test_every_phrase_is_used() -> None:
    code = "".join(asset(name) for name in ("build.py", "rows.py", "notes.py", "words.py"))
    table = yaml.safe_load(asset("words.yaml"))
    assert [k for k in table if not re.search(rf"['\"]{k}['\"]", code)] == []


def test_a_vietnamese_page_says_it_all_in_vietnamese() -> None:
    tree = made(news(), lang="vi")
    (note,) = {note_of(tree, "ĐV")}
    assert "Lý do: bảng thuật ngữ chỉ có một nghĩa" in note
    assert "gần như chắc chắn (97%)" in note
    assert [h["text"] for h in tree.find("h3")][:2] == ["Chữ viết tắt trong văn bản", "Thuật ngữ trong văn bản"]


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("near 'dân'; at the end of a line", "gần “dân”; ở cuối dòng"),
        ("before a name; after 'huyện'", "đứng trước tên riêng; đứng sau “huyện”"),
        ("the usual meaning; no cue decides", "nghĩa thường gặp; không có từ gợi ý nào quyết định"),
        (
            "cues speak for several meanings (near 'a'; before 'b')",
            "có từ gợi ý cho nhiều nghĩa (gần “a”; đứng trước “b”)",
        ),
        ("made of NQ + ĐH", "ghép từ NQ + ĐH"),
        ("something new", "something new"),
    ],
)
def test_reasons_in_vietnamese(english: str, vietnamese: str) -> None:
    assert Words("vi").reason(english) == vietnamese
    assert Words("en").reason(english) == english


@pytest.mark.parametrize(
    ("confidence", "word"), [(0.99, "practically"), (0.9, "very"), (0.7, "likely"), (0, "doubtful")]
)
def test_confidence_in_words(confidence: float, word: str) -> None:
    assert Words("en").sure(confidence).startswith(word)


def test_a_language_that_it_does_not_speak_is_refused() -> None:
    with pytest.raises(ValueError, match="it speaks en, vi"):
        page([], lang="fr")
