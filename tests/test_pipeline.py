"""Documents through the whole house, on the built-in model."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import vietgloss
from vietgloss import Glossary, ModelError
from vietgloss.documents import Document
from vietgloss.documents.registry import reader_for
from vietgloss.pipeline import Translation, Translator
from vietgloss.translation.engine import Engine, Hypothesis, Options
from vietgloss.translation.packages import resolve

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="session")
def translator(shipped: Glossary) -> Translator:
    return Translator(shipped, options=Options(beam=1))


def document(text: str, suffix: str = ".txt") -> Document:
    return Document("x" + suffix, text, bom=False, blocks=reader_for(suffix, "x")(text), suffix=suffix)


def go(translator: Translator, text: str, suffix: str = ".txt") -> Translation:
    return translator.translate([document(text, suffix)])[0]


def test_lines_and_blank_lines_are_kept_exactly(translator: Translator) -> None:
    text = "\r\n\r\n  Tỉnh ủy họp.\r\n\r\n\r\n\tChi bộ họp. Đảng viên dự.\r\n22/07/2021 - 13:45\r\n   \r\n"
    result = go(translator, text)
    assert [line for line in result.target.split("\r\n") if not line.strip()] == [
        line for line in text.split("\r\n") if not line.strip()
    ]
    assert result.target.count("\r\n") == text.count("\r\n")
    lines = result.target.split("\r\n")
    assert lines[2].startswith("  ")
    assert lines[5].startswith("\t")
    assert lines[6] == "22/07/2021 - 13:45"


def test_segments_cover_the_text_and_say_what_they_are(translator: Translator) -> None:
    text = "Đảng bộ có 84 tổ chức cơ sở Đảng (TCCSĐ). Các TCCSĐ họp theo Đề án 16-ĐA/TU.\n\nMinh Đạo\n"
    result = go(translator, text)
    assert [text[s.start : s.end] for s in result.segments] == [s.source for s in result.segments]
    assert " ".join(s.source for s in result.segments).split() == text.split()
    first, second, byline = result.segments
    assert first.expanded == "Đảng bộ có 84 tổ chức cơ sở Đảng."
    assert second.expanded == "Các tổ chức cơ sở Đảng họp theo Đề án 16-ĐA/TU."
    assert "84" in first.target
    assert "16-ĐA/TU" in second.target
    assert byline.target == "Minh Đạo"
    term = next(t for t in second.terms if t.source == "tổ chức cơ sở Đảng")
    assert term.target == "grassroots Party organization"


def test_json_has_the_contract_s_keys(translator: Translator) -> None:
    data = go(translator, "Tỉnh ủy họp.").to_dict()
    assert list(data) == ["path", "model", "segments", "target"]
    assert data["model"] == "starter"
    segment = data["segments"][0]
    assert list(segment) == ["start", "end", "source", "expanded", "target", "origin", "terms", "warnings"]
    assert all(set(t) == {"source", "target", "found"} for t in segment["terms"])
    json.dumps(data)


def test_numbers_names_and_document_numbers_stand_in_every_sample(translator: Translator) -> None:
    from vietgloss.translation import items  # noqa: PLC0415  # only here

    texts = [p.read_text(encoding="utf-8") for p in sorted(SEEDS.glob("*.txt"))]
    results = translator.translate([document(t) for t in texts])
    for result in results:
        for segment in result.segments:
            line = " ".join(segment.expanded.split())
            upper = segment.target.isupper()
            lost = [] if upper else items.missing(items.find(line.removesuffix("./.")), segment.target)
            assert lost == [], segment.target


def test_markdown_keeps_its_structure(translator: Translator) -> None:
    text = (
        "# Hội nghị\n\n- Chi bộ họp\n- **Tỉnh ủy** họp\n\n> Đảng viên dự.\n\n"
        "| Đơn vị | Số |\n| --- | --- |\n| Xã | 93,8% |\n\n```\nmã nguồn HĐND\n```\n\nXem [trang tin](https://a.example.vn/x).\n"
    )
    result = go(translator, text, ".md")
    lines = result.target.split("\n")
    assert lines[0].startswith("# ")
    assert lines[2].startswith("- ")
    assert lines[3].startswith("- ")
    assert lines[5].startswith("> ")
    assert lines[7].count("|") == 3
    assert lines[8:10] == ["| --- | --- |", lines[9]]
    assert "93.8%" in lines[9]
    assert "```\nmã nguồn HĐND\n```" in result.target
    assert "https://a.example.vn/x" in result.target


@pytest.mark.parametrize("mode", ["inline", "repair", "placeholder"])
def test_terms_hold(shipped: Glossary, mode: str) -> None:
    holding = Translator(shipped, options=Options(beam=2), terms=mode)
    plain = Translator(shipped, options=Options(beam=2), terms="off")
    text = (SEEDS / "hoi-nghi-so-ket.txt").read_text(encoding="utf-8")

    def share(result: Translation) -> float:
        hits = [t.found for s in result.segments for t in s.terms]
        return sum(hits) / len(hits)

    assert share(go(holding, text)) >= 0.9
    assert share(go(holding, text)) > share(go(plain, text))


def test_the_model_s_own_file_decides_on_terms(tiny_folder: Path, tmp_path: Path, shipped: Glossary) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny_folder, folder)
    text = "Chi bộ kết nạp đảng viên."
    (folder / "vietgloss.json").write_text('{"terms": "off"}', encoding="utf-8")
    assert not any(t.found for t in go(Translator(shipped, str(folder)), text).segments[0].terms)
    (folder / "vietgloss.json").write_text('{"terms": "repair", "rescue": true}', encoding="utf-8")
    assert all(t.found for t in go(Translator(shipped, str(folder)), text).segments[0].terms)


@pytest.mark.parametrize("content", ["{", "[]", '{"terms": "maybe"}'])
def test_a_wrong_file_of_a_model_is_one_line(
    tiny_folder: Path, tmp_path: Path, shipped: Glossary, content: str
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny_folder, folder)
    (folder / "vietgloss.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"vietgloss\.json"):
        Translator(shipped, str(folder))


def test_what_the_model_does_badly_is_warned_about(tiny_folder: Path, shipped: Glossary) -> None:
    result = go(Translator(shipped, str(tiny_folder), terms="off"), "Có 84 chi bộ.\nNgười dân trong tỉnh rất vui mừng.")
    kinds = {w.kind for s in result.segments for w in s.warnings}
    assert "set-by-hand" in kinds


def test_the_library_s_function() -> None:
    result = vietgloss.translate("Chủ tịch HĐND tỉnh\n", beam=1)
    assert result.target.endswith("\n")
    assert result.expansion.edits[0].surface == "HĐND"
    assert resolve().name == result.model


def test_an_unknown_model_is_named(shipped: Glossary) -> None:
    with pytest.raises(ModelError, match="nosuch"):
        Translator(shipped, "nosuch")


def test_a_name_is_abbreviated_after_its_first_place(shipped: Glossary) -> None:
    mine = Glossary.from_text("terms: {chi bộ: {target: Party cell, short: PC}}")
    translator = Translator(Glossary.merge([shipped, mine]), options=Options(beam=2), abbreviate=True)
    target = go(translator, "Chi bộ họp.\n\nHôm nay chi bộ họp.").target
    assert target.count("Party cell (PC)") == 1
    assert target.count("PC") == 2


def test_a_forbidden_translation_is_reported(shipped: Glossary, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Glossary.from_text("terms: {quần chúng: {target: masses, also: crowd, forbidden: [non-Party mob]}}")
    monkeypatch.setattr(
        Engine, "hypotheses", lambda _, ls, *__: {x: [Hypothesis("A non-Party mob", NotImplemented)] for x in ls}
    )
    translator = Translator(Glossary.merge([shipped, mine]), options=Options(beam=2), terms="off")
    assert "forbidden" in {w.kind for w in go(translator, "Hôm nay quần chúng.").segments[0].warnings}


def test_a_term_says_the_names_in_it_in_its_own_way(shipped: Glossary) -> None:
    segment = go(Translator(shipped, options=Options(beam=2)), "Ông Nam sống ở Hà Nội từ năm 2010.").segments[0]
    assert "Hanoi" in segment.target
    assert "Hà Nội" not in segment.target
    assert [t.found for t in segment.terms] == [True] * len(segment.terms)
