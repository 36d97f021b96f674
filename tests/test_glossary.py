"""Reading the glossary: forms, layers, and one line for whatever is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietgloss import Glossary, GlossaryError, expand
from vietgloss import text as vn
from vietgloss.glossary.load import parse, shipped_folder
from vietgloss.terms import TermIndex, find


def test_short_and_long_form_say_the_same() -> None:
    short = Glossary.from_text("abbreviations: {TCCSĐ: tổ chức cơ sở Đảng}\nterms: {Ban Thường vụ: Standing Board}")
    long = Glossary.from_text(
        "abbreviations:\n  TCCSĐ:\n    expansion: tổ chức cơ sở Đảng\n"
        "terms:\n  Ban Thường vụ:\n    target: Standing Board\n"
    )
    assert short.abbreviations == long.abbreviations
    assert short.terms == long.terms


def test_every_field_is_read() -> None:
    glossary = Glossary.from_text(
        """
abbreviations:
  ĐV:
    forms: [đv]
    note: often
    ref: a book
    senses:
      - {id: member, expansion: đảng viên, target: Party member, also: [member], near: [chi bộ], default: true,
         forbidden: [cadre, partisan], short: PM}
      - {expansion: đơn vị, before: các, after: [trực thuộc]}
  NO: {keep: true}
terms:
  học tập: {target: study, also: [learning], not_in: [học tập trung], note: n, ref: r}
  Hội đồng: {target: People's Council, forbidden: Soviet, short: PC}
"""
    )
    entry = glossary.abbreviations["ĐV"]
    assert (entry.forms, entry.note, entry.ref) == (("đv",), "often", "a book")
    first, second = entry.senses
    assert (first.id, first.also, first.near, first.default) == ("member", ("member",), ("chi bộ",), True)
    assert (second.before, second.after, second.target) == (("các",), ("trực thuộc",), None)
    assert (first.forbidden, first.short) == (("cadre", "partisan"), "PM")
    assert (second.forbidden, second.short) == ((), "")
    council = glossary.terms["hội đồng"]
    assert (council.forbidden, council.short) == (("Soviet",), "PC")
    assert glossary.abbreviations["NO"].keep  # text, not YAML's truth value
    assert glossary.terms["học tập"].not_in == ("học tập trung",)


def test_an_entry_knows_its_line() -> None:
    glossary = Glossary.from_text("# comment\nabbreviations:\n\n  A1: một\n  B2: {expansion: hai}\n", "g.yaml")
    assert str(glossary.abbreviations["B2"].origin) == "g.yaml:5"


WRONG = {
    "abbreviations: {A: [x]}": ("g.yaml:1:20", "abbreviations.A", "write 'expansion:'"),
    "abbreviations:\n  A: {expansoin: x}": ("g.yaml:2:7", "abbreviations.A.expansoin", "did you mean 'expansion'?"),
    "abbreviations:\n  A: x\n  A: y": ("g.yaml:3:3", "abbreviations.A: stands already on line 2", "senses"),
    "abbreviations:\n  A: {near: [x]}": ("g.yaml:2:3", "no expansion", "add 'expansion"),
    "abbreviations:\n  A: ": ("g.yaml:2:", "abbreviations.A: empty", "its full form"),
    "abbreviations:\n  A: {expansion: x, keep: true}": ("g.yaml:2", "both kept and expanded", "remove"),
    "abbreviations:\n  A: {keep: maybe}": ("g.yaml:2", "neither true nor false", "keep: true"),
    "abbreviations:\n  A: {senses: []}": ("g.yaml:2", "not a list", "one '- {expansion"),
    "abbreviations:\n  A: {senses: [{target: x}]}": ("g.yaml:2", "senses[1]: no expansion", "add"),
    "abbreviations:\n  A: {expansion: x, senses: [{expansion: y}]}": ("g.yaml:2", "stands beside 'senses'", "move"),
    "abbreviations:\n  A: {senses: [{expansion: x, default: true}, {expansion: y, default: true}]}": (
        "g.yaml:2",
        "more than one default",
        "one of them",
    ),
    "terms:\n  cán bộ: {target: official, also: [officer], forbidden: [cadre, Officer]}": (
        "g.yaml:2:66",
        "terms.cán bộ.forbidden: forbidden and right at once, 'Officer'",
        "take it out of 'forbidden', or out of 'target' and 'also'",
    ),
    "abbreviations:\n  A: {senses: [{expansion: x, target: y, forbidden: y}]}": (
        "g.yaml:2",
        "abbreviations.A.senses[1].forbidden: forbidden and right at once, 'y'",
        "take it out",
    ),
    "abbreviations:\n  A: {short: Y, senses: [{expansion: x}]}": ("g.yaml:2", "stands beside 'senses'", "move 'short'"),
    "terms:\n  a b: {target: x, short: [y]}": ("g.yaml:2:27", "expected text", "write 'short: text'"),
    "abbreviations:\n  '-': x": ("g.yaml:2", "does not begin with a letter", "as it stands"),
    "abbreviations:\n  ? [a]\n  : x": ("g.yaml:2", "a key must be text", "quotes"),
    "abbreviations: {A: {forms: {x: y}, expansion: z}}": ("g.yaml:1", "expected a list", "forms: [one, two]"),
    "abbreviations: &a\n  <<: *a": ("g.yaml:2", "", ""),
    "terms:\n  a b: {also: [x]}": ("g.yaml:2:3", "terms.a b: no target", "add 'target"),
    "terms:\n  a b: [x]": ("g.yaml:2", "expected 'key: value' lines", "its English"),
    "abbreviation: {A: x}": ("g.yaml:1:1", "unknown key", "did you mean 'abbreviations'?"),
    "- A: x": ("g.yaml:1:1", "found a list", "left margin"),
    "just text": ("g.yaml:1:1", "found the text 'just text'", "left margin"),
    "abbreviations:\n\tA: x": ("g.yaml:2", "a tab", "indent with spaces"),
    "abbreviations:\n  A: x: y": ("g.yaml:2", "not YAML", "in quotes"),
    "abbreviations:\n  A: 'x": ("g.yaml", "not YAML", "quotes"),
    "a: b\x00": ("g.yaml", "not YAML", "UTF-8"),
    f"abbreviations: {{A: {'x' * 600}}}": ("g.yaml:1", "longer than 500", "quote"),
    "[" * 3000: ("g.yaml", "", ""),
    "abbreviations: " + "[" * 100000 + "]" * 100000: ("g.yaml:1", "nested too deeply", "four levels"),
    "abbreviations:\n  " + "- " * 50000 + "x": ("g.yaml:2", "nested too deeply", "four levels"),
    "abbreviations:\n  ĐV: a\n  \u00d0V: b": ("g.yaml:3:3", "the same as 'ĐV' on line 2", "remove"),
    "terms:\n  Đảng ủy: a\n  Đảng uỷ: b": ("g.yaml:3:3", "the same as 'Đảng ủy' on line 2", "remove"),
    "terms:\n  '...': a": ("g.yaml:2", "a term needs letters", "as it stands"),
}


@pytest.mark.parametrize("text", WRONG, ids=[t[:40].replace("\n", "|") for t in WRONG])
def test_what_is_wrong_is_said_in_one_line(text: str) -> None:
    where, problem, remedy = WRONG[text]
    with pytest.raises(GlossaryError) as caught:
        Glossary.from_text(text, "g.yaml")
    message = str(caught.value)
    assert message.startswith(where)
    assert problem in message
    assert remedy in message
    assert "\n" not in message
    assert caught.value.exit_code == 2


@given(st.text(max_size=60) | st.text(alphabet="abcĐ: {}[]-\n'\"&*!|>#", max_size=60))
def test_no_text_gives_another_error(text: str) -> None:
    message = ""
    try:
        Glossary.from_text(text, "g.yaml")
    except GlossaryError as error:
        message = str(error)
    assert "\n" not in message


def test_empty_files_and_sections_are_fine() -> None:
    for text in ("", "# nothing\n", "abbreviations:\nterms:\n", "~"):
        assert not Glossary.from_text(text).abbreviations


def test_bytes_that_are_not_utf8_are_named(tmp_path: Path) -> None:
    path = tmp_path / "g.yaml"
    path.write_bytes(b"abbreviations:\n  A: x\n" + b"  B: \xe1\xbb\n")
    with pytest.raises(GlossaryError, match=r"g\.yaml:3: byte 27 is not UTF-8; save the file as UTF-8"):
        Glossary.load(path, shipped=False)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match=r"none\.yaml: cannot read the glossary: no such file"):
        Glossary.load(tmp_path / "none.yaml")


def test_layers_stand_over_one_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = tmp_path / "config" / "glossary"
    project = tmp_path / "glossary"
    for folder, text in ((user, "người dùng"), (project, "dự án")):
        folder.mkdir(parents=True)
        (folder / "a.yaml").write_text(f"abbreviations: {{HĐND: {text}, X{len(text)}: y}}", encoding="utf-8")
    given_file = tmp_path / "mine.yaml"
    given_file.write_text("abbreviations: {HĐND: tệp}", encoding="utf-8")
    monkeypatch.setenv("VIETGLOSS_CONFIG_DIR", str(tmp_path / "config"))

    def meaning(*paths: Path, **layers: object) -> tuple[str, str]:
        entry = Glossary.load(*paths, **layers).abbreviations["HĐND"]  # type: ignore[arg-type]
        return entry.senses[0].expansion, entry.origin.layer

    assert meaning() == ("Hội đồng nhân dân", "shipped")
    assert meaning(user=True) == ("người dùng", "user")
    assert meaning(user=True, project=project) == ("dự án", "project")
    assert meaning(given_file, user=True, project=project) == ("tệp", "given")
    merged = Glossary.load(given_file, user=True, project=project)
    assert {"X10", "X5", "UBND"} <= set(merged.abbreviations)
    assert len([s for s in merged.shadowed if getattr(s, "surface", "") == "HĐND"]) == 3


def test_other_forms_and_look_alikes_are_found() -> None:
    glossary = Glossary.from_text("abbreviations: {TW: {expansion: Trung ương, forms: [T.Ư, TƯ]}, ĐV: đảng viên}")
    assert expand("T.Ư, TƯ, TW; 3 \u00d0V, 3 \u0189V", glossary).text == (
        "Trung ương, Trung ương, Trung ương; 3 đảng viên, 3 đảng viên"
    )


def layered(lower: str, upper: str) -> Glossary:
    return Glossary.merge([parse(lower, "shipped.yaml", "shipped"), parse(upper, "mine.yaml", "project")])


def test_the_user_s_english_of_an_abbreviation_stands_over_a_shipped_term() -> None:
    glossary = layered(
        "terms: {Ủy ban nhân dân: People's Committee}",
        "abbreviations: {UBND: {expansion: Ủy ban nhân dân, target: People's Administrative Committee}}",
    )
    assert [f.term.target for f in TermIndex(glossary).find("Ủy ban nhân dân")] == ["People's Administrative Committee"]


def test_a_form_stands_over_an_entry_of_a_lower_layer_only() -> None:
    form = "abbreviations: {XY: {expansion: xa yêu, forms: [AB]}}"
    entry = "abbreviations: {AB: an bình}"
    assert expand("AB", layered(entry, form)).text == "Xa yêu"
    assert expand("AB", layered(form, entry)).text == "An bình"


def test_two_entries_in_one_layer_are_told_apart() -> None:
    glossary = Glossary.merge([parse("abbreviations: {A1: x}", "a.yaml"), parse("abbreviations: {A1: y}", "b.yaml")])
    (old,) = glossary.shadowed
    new = glossary.replaced_by(old)
    assert new is not None
    assert (str(old.origin), str(new.origin)) == ("a.yaml:1", "b.yaml:1")


def test_in_a_checkout_the_shipped_folder_is_no_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shipped_folder().parent)
    glossary = Glossary.load(project="glossary")
    assert {entry.origin.layer for entry in glossary.abbreviations.values()} == {"shipped"}


class TestShipped:
    """The shipped glossary is data; it is tested like code."""

    def test_it_is_as_large_as_promised(self, shipped: Glossary) -> None:
        with_english = [a for a in shipped.abbreviations.values() if any(s.target for s in a.senses)]
        assert len(with_english) >= 150
        assert len(shipped.terms) >= 200

    def test_no_two_of_its_files_hold_the_same_entry(self, shipped: Glossary) -> None:
        assert [str(s.origin) for s in shipped.shadowed] == []

    def test_all_text_is_nfc_with_plain_letters(self, shipped: Glossary) -> None:
        for entry in shipped.abbreviations.values():
            for text in (entry.surface, *entry.forms, *(s.expansion for s in entry.senses)):
                assert text == vn.nfc(text) == vn.plain(text)

    def test_every_sense_has_english(self, shipped: Glossary) -> None:
        senses = [(a.surface, s) for a in shipped.abbreviations.values() for s in a.senses]
        assert [surface for surface, s in senses if not s.target and not s.keep] == []

    def test_a_cue_speaks_for_one_sense_only(self, shipped: Glossary) -> None:
        for entry in shipped.abbreviations.values():
            for kind in ("near", "before", "after"):
                cues = [c for s in entry.senses for c in {vn.key(c) for c in getattr(s, kind)}]
                assert len(cues) == len(set(cues)), (entry.surface, kind)

    def test_an_ambiguous_entry_can_be_decided(self, shipped: Glossary) -> None:
        for entry in shipped.abbreviations.values():
            if entry.ambiguous:
                silent = [s for s in entry.senses if not (s.near or s.before or s.after or s.default)]
                assert not silent, entry.surface

    def test_one_spelling_belongs_to_one_entry(self, shipped: Glossary) -> None:
        forms = [vn.plain(f) for a in shipped.abbreviations.values() for f in (a.surface, *a.forms)]
        assert len(forms) == len(set(forms))


# Full forms of two things: of each, the meaning chosen in a text has its own English.
_TWO_THINGS = frozenset(("ban tổ chức", "đại biểu", "thường trực", "khu phố"))


def test_one_full_form_has_one_english_in_the_shipped_glossary() -> None:
    """What one abbreviation adds is a term everywhere: a second English for *chủ tịch* would stand in each headline."""
    lines = Path(find.__file__).with_name("common.txt").read_text("utf-8").splitlines()
    common = {vn.key(line) for line in lines if line[:1] != "#"}
    shipped = Glossary.load(user=False)
    free = common | {vn.key(source) for source in shipped.terms} | {vn.key(name) for name in _TWO_THINGS}
    english: dict[str, set[str]] = {}
    for entry in shipped.abbreviations.values():
        for sense in entry.senses:
            if sense.target and vn.key(sense.expansion) not in free:
                english.setdefault(vn.key(sense.expansion), set()).add(sense.target.lower())
    assert {name: said for name, said in english.items() if len(said) > 1} == {}
