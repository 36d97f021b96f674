"""Edits of glossary files: what was meant is done, and all else stays byte for byte."""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from glossary_edits import Step, held, random_step, read, refused
from glossary_layouts import Entry, Maker, Sample
from vietgloss.errors import GlossaryError
from vietgloss.glossary import cache, load, places, window
from vietgloss.glossary.load import shipped_folder
from vietgloss.glossary.plain import Record
from vietgloss.glossary.source import Edit, editing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXAMPLES = int(os.environ.get("EDIT_EXAMPLES", "100"))
EDITS_OF_EACH = EXAMPLES // 20
_BREAKS = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
_COMMENT = re.compile(r"#[^#\r\n]*⁂")


@pytest.fixture(autouse=True, scope="module", params=[window.FEWEST, 0], ids=["whole", "lines"])
def _both_ways(request: pytest.FixtureRequest) -> Iterator[None]:
    """All of this holds whether the whole file is read again or the lines of the entry alone, as in large files."""
    usual, window.FEWEST = window.FEWEST, request.param
    yield
    window.FEWEST = usual


def try_edits(maker: Maker, sample: Sample, count: int, tell: Callable[[str], None]) -> None:
    """Try random edits one after the other; after each all that is promised must hold."""
    edit = Edit(sample.text, "g.yaml")
    for number in range(count):
        before, text = held(read(edit.text)), edit.text
        step = random_step(maker, before)
        wanted, wrong = None, ""
        try:
            wanted = step.modelled(before)
        except GlossaryError as error:
            wrong = error.bare
        try:
            step.on(edit)
        except GlossaryError as error:
            assert edit.text == text  # any step may be one
            if wrong:
                tell(f"{step.method}: wrong")
                return
            may_refuse = refused(error) and maker.wild
            assert may_refuse, (step, str(error), edit.text)  # noqa: PT017  # any step may be one
            tell(f"{step.method}: refused{' for an alias' if sample.aliases else ''}")
            return
        tell(f"{step.method}: done")
        check_meaning(edit, step, wanted)
        if number == 0:
            check_surroundings(sample, edit.text, step)


def check_meaning(edit: Edit, step: Step, wanted: dict[object, object] | None) -> None:
    fresh = read(edit.text)
    found = held(fresh)
    assert found == wanted, (step, edit.text)
    assert list(found) == list(wanted), "the order"
    assert dict(edit.records) == wanted
    assert list(edit.records) == list(found)
    assert repr(edit._held) == repr(fresh), "what is remembered"  # origins, too
    for key in step.keys:
        if key in found:
            entry = (fresh.abbreviations if key[0] == "abbreviations" else fresh.terms)[key[1]]
            assert edit.line_of(key) == entry.origin.line


def check_surroundings(sample: Sample, new: str, step: Step) -> None:
    """Check that what is outside the entry is as it was."""
    old = sample.text
    if step.method == "add":
        check_added(old, new)
        return
    entry = next(e for e in sample.entries if e.record.key == step.keys[0])
    before, after = old[: entry.start], old[entry.end :]
    if step.method == "remove":
        check_removed(entry, before, after, new)
        return
    assert new.startswith(before), (step, old, new)
    assert new.endswith(after), (step, old, new)
    if step.method in ("rename", "replace", "add_sense"):
        own = set(_COMMENT.findall(old[entry.start : entry.end]))
        assert own <= set(_COMMENT.findall(new)), (step, old, new)


def check_removed(entry: Entry, before: str, after: str, new: str) -> None:
    if not entry.flow:
        first = _BREAKS.split(after, maxsplit=1)
        rest = first[1] if len(first) > 1 else ""
        shorter = [before.removesuffix(end) for end in ("\r\n", "\n", "\r")]  # it was the last line, without an end
        assert new == before + rest or (not rest and new in shorter)
        return
    kept = [*_COMMENT.findall(before), *_COMMENT.findall(after)]
    here = _COMMENT.findall(re.split(r"[\r\n]", after)[0])  # it may speak of the entry in its line
    found = _COMMENT.findall(new)
    if found != kept and here:
        kept, after = [c for c in kept if c != here[0]], after.replace(here[0], "")
    assert found == kept, (entry, kept, found)
    assert _bare(new) == _bare(before + after) or _bare(new) in _without_comma(before, after), (entry, new)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _without_comma(before: str, after: str) -> list[str]:
    """Return both texts, one comma before or behind the gap less."""
    return [_bare(before + after)] + [
        _bare(t)
        for t in (
            _cut(before, before.rfind(",")) + after,
            *(before + _cut(after, m.start()) for m in list(re.finditer(",", after))[:12]),
            *(_cut(before, m.start()) + after for m in list(re.finditer(",", before))[-12:]),
        )
    ]


def _cut(text: str, at: int) -> str:
    return text[:at] + text[at + 1 :] if at >= 0 else text


def check_added(old: str, new: str) -> None:
    lines, made = _BREAKS.split(old.removeprefix("\ufeff")), _BREAKS.split(new.removeprefix("\ufeff"))
    pieces = SequenceMatcher(None, lines, made, autojunk=False).get_opcodes()
    missing = [line for kind, start, end, _, _ in pieces if kind != "equal" for line in lines[start:end]]
    missing = [line for line in missing if line.strip() and line.rstrip("\r\n") not in {m.rstrip("\r\n") for m in made}]
    for line in missing:  # the end of {} or [], or a section that was empty
        behind = re.sub(r"\s*#[^#]*⁂\s*$", "", line).rstrip("\r\n") + ","
        assert behind in new or re.search(r"[]}\[{,]|^ *\S+ *:|~|null", line), (line, old, new)
    assert len(missing) <= 5, (missing, old, new)
    assert [c for c in _COMMENT.findall(new) if c in _COMMENT.findall(old)] == _COMMENT.findall(old)


CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases" / "edits").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]


def done(text: str, do: list[Any]) -> str:
    """Return a text after the edit of a case: the method of :class:`Edit` and its arguments."""
    edit = Edit(text, "g.yaml")
    method, *arguments = do
    if method in ("add", "replace"):
        record = Record(*arguments)
        arguments = [[record] if method == "add" else record]
    getattr(edit, method)(*arguments)
    return edit.text


class TestCases:
    @pytest.mark.parametrize("case", CASES)
    def test_an_edit_changes_just_this(self, case: dict[str, Any]) -> None:
        if "error" in case:
            with pytest.raises(GlossaryError) as caught:
                done(case["before"], case["do"])
            assert str(caught.value) == case["error"]
        else:
            assert done(case["before"], case["do"]) == case["after"]

    @pytest.mark.parametrize("case", [c for c in CASES if "after" in c.values[0]])
    def test_the_same_with_the_line_ends_and_mark_of_windows(self, case: dict[str, Any]) -> None:
        before, after = ("\ufeff" + case[key].replace("\n", "\r\n") for key in ("before", "after"))
        if "\n" not in case["before"]:
            after = after.replace("\r\n", "\n")  # there was no line end to follow
        assert done(before, case["do"]) == after

    def test_there_are_many(self) -> None:
        assert len(CASES) >= 60


class TestShipped:
    """Edits of the files that come with vietgloss: one hunk, inside the lines of the entry."""

    def test_of_many_entries_only_their_lines_change(self) -> None:
        chance = random.Random(11)  # noqa: S311  # entries, not secrets
        for path in sorted(shipped_folder().glob("*.yaml")):
            edit = Edit(path.read_bytes().decode(), path.name)
            for _ in range(EDITS_OF_EACH):
                check_usual_edit(chance, edit)
            assert repr(edit._held) == repr(load._parse(edit.text, path.name, "given"))


def check_usual_edit(chance: random.Random, edit: Edit) -> None:
    key = chance.choice(list(edit.records))
    record, count, lines = edit.records[key], len(edit.records), edit.text.split("\n")
    place = edit._places.of(key)
    assert place
    first, last = edit._places.line_of(place.start), edit._places.line_of(place.end)
    step = usual_step(chance, record)
    wanted = step.modelled({key: record})
    step.on(edit)
    made = edit.text.split("\n")
    assert made[: first - 1] == lines[: first - 1]
    assert made[len(made) - (len(lines) - last) :] == lines[last:]
    assert {k: edit.records[k] for k in wanted} == wanted
    assert len(edit.records) == count - (step.method == "remove")
    if step.method in ("set", "rename"):  # no more than a line or two become longer
        assert len(made) - len(lines) in (0, 1, 2)


def usual_step(chance: random.Random, record: Record) -> Step:
    """Choose an edit that people make often."""
    section, name, key, fields = record.section, record.name, record.key, record.fields
    sense = 0 if "senses" in fields else None
    inner = fields["senses"][0] if "senses" in fields else fields
    kinds = ["target", "list", "remove", "rename"]
    if section == "abbreviations" and not fields.get("keep"):
        kinds.append("sense")
    kind = chance.choice(kinds) if not fields.get("keep") else chance.choice(["remove", "rename"])
    if kind == "remove":
        return Step("remove", (section, name), [key])
    if kind == "rename":
        return Step("rename", (section, name, f"{name} mới"), [key, Record(section, f"{name} mới").key])
    if kind == "sense":
        return Step("add_sense", (name, {"expansion": "nghĩa mới", "near": ["một, hai"]}), [key])
    if kind == "target":
        return Step("set", (section, name, {"target": "something new"}, sense), [key])
    field = "near" if section == "abbreviations" else "also"
    return Step("set", (section, name, {field: [*inner.get(field, []), "từ mới"]}, sense), [key])


class TestNamesAndTexts:
    @pytest.mark.parametrize("name", ["X\ny", "X   y", "\tX y ", "X\u00a0y", "X\u2028y"])
    def test_white_space_in_a_name_is_one_blank(self, name: str) -> None:
        edit = Edit("abbreviations: {A: một}\nterms:\n  a b: x\n", "g.yaml")
        edit.add(
            [Record("abbreviations", name, {"expansion": "một\thai\n ba"}), Record("terms", name, {"target": "z"})]
        )
        assert edit.records["abbreviations", "X y"].fields == {"expansion": "một hai ba"}
        assert edit.records["terms", "x y"].name == "X y"
        edit.set("abbreviations", name, {"target": "one"})
        edit.rename("terms", name, name + "\tz")
        assert edit.records["terms", "x y z"].name == "X y z"
        edit.remove("abbreviations", name)
        assert read(edit.text).abbreviations.keys() == {"A"}

    @pytest.mark.parametrize(
        "char", ["\x00", "\x07", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe", "\U000e0041", "\u202e"]
    )
    def test_odd_characters_are_written_so_that_they_come_back(self, char: str) -> None:
        for text in ("abbreviations: {A: một}\n", "abbreviations:\n  A: 'một'\n"):
            edit = Edit(text, "g.yaml")
            edit.set("abbreviations", "A", {"expansion": f"x{char}y", "note": f"{char}z", "near": [f"a{char}"]})
            fields = held(read(edit.text))["abbreviations", "A"].fields
            assert fields["expansion"] == " ".join(f"x{char}y".split())

    @pytest.mark.parametrize(("name", "text"), [("X\udcff", "một"), ("X", "m\udcfft")])
    def test_bytes_that_are_not_utf8_are_refused_as_such(self, name: str, text: str) -> None:
        edit = Edit("", "g.yaml")
        with pytest.raises(GlossaryError, match="not UTF-8 text; type it anew"):
            edit.add([Record("abbreviations", name, {"expansion": text})])


class TestAsAWhole:
    def test_what_fails_half_way_leaves_nothing_behind(self) -> None:
        edit = Edit("abbreviations: {A: một}\nterms: !!map {}\n", "g.yaml")
        records = [Record("abbreviations", "B", {"expansion": "hai"}), Record("terms", "...", {"target": "x"})]
        before = edit.text
        with pytest.raises(GlossaryError):
            edit.add(records)
        with pytest.raises(GlossaryError):
            edit.set("abbreviations", "A", {"target": "one", "colour": "red"})
        assert edit.text == before
        assert list(edit.records) == [("abbreviations", "A")]

    def test_the_compiled_copy_is_that_of_the_new_text(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("VIETGLOSS_CACHE_DIR", str(tmp_path / "cache"))
        monkeypatch.delenv("VIETGLOSS_CACHE", raising=False)
        monkeypatch.setattr(cache, "SMALLEST", 0)
        path = tmp_path / "g.yaml"
        path.write_text("# one\nabbreviations:\n  A: một\n  B: {expansion: hai}\n", "utf-8")
        with editing(path) as edit:
            edit.rename("abbreviations", "A", "C")
            edit.add_sense("B", {"expansion": "hai mươi", "default": True})
            edit.add([Record("terms", "khối", {"target": "bloc"})])
        text = path.read_text("utf-8")
        kept = cache.read(text, "x.yaml", "user")
        assert kept is not None
        assert repr(kept) == repr(load._parse(text, "x.yaml", "user"))


class TestRandomly:
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_an_edit_does_what_was_meant_and_nothing_else_in_any_layout(self, data: st.DataObject) -> None:
        maker = Maker(lambda n: data.draw(st.integers(0, n - 1)), wild=True)
        try_edits(maker, maker.sample(), 1 + maker.choose(2), event)

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_in_layouts_that_people_write_no_edit_is_refused(self, data: st.DataObject) -> None:
        maker = Maker(lambda n: data.draw(st.integers(0, n - 1)), wild=False)
        try_edits(maker, maker.sample(), 1 + maker.choose(3), event)

    def test_even_in_any_layout_hardly_an_edit_is_refused(self) -> None:
        told: Counter[str] = Counter()
        for seed in range(EXAMPLES):
            maker = Maker(random.Random(seed).randrange, wild=True)  # noqa: S311  # layouts, not secrets
            try_edits(maker, maker.sample(), 3, lambda label: told.update([label.partition(": ")[2]]))
        assert told["refused"] * 100 <= told["done"], told
        assert told["refused for an alias"] * 50 <= told["done"], told

    def test_without_libyaml_it_is_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in (load, places):
            monkeypatch.setattr(module, "YAML_LOADER", yaml.SafeLoader)
        monkeypatch.setattr(load, "_NODES", type("_Nodes", (yaml.SafeLoader,), {"resolve": load._NODES.resolve}))
        for seed in range(EXAMPLES // 3):
            maker = Maker(random.Random(seed).randrange, wild=False)  # noqa: S311  # layouts, not secrets
            try_edits(maker, maker.sample(), 2, lambda _: None)
