"""The engine on a real package, and what it says of broken ones."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from vietgloss import ModelError
from vietgloss.translation.engine import BATCH_TOKENS, Engine, Options, _batches
from vietgloss.translation.packages import resolve

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def starter() -> Engine:
    return Engine(resolve().path, Options(beam=1))


def test_each_different_line_is_translated_once(starter: Engine) -> None:
    counted: list[int] = []
    english = starter.translate(["Tỉnh ủy họp", "Chi bộ họp", "Tỉnh ủy họp"], counted.append)
    assert set(english) == {"Tỉnh ủy họp", "Chi bộ họp"}
    assert sum(counted) == 2
    assert all(english.values())


def test_the_order_of_lines_does_not_matter(starter: Engine) -> None:
    lines = ["Chi bộ kết nạp đảng viên mới", "Tỉnh ủy họp", "Ngày hội", "Hội đồng nhân dân tỉnh họp kỳ thứ hai"]
    together = starter.translate(lines)
    assert starter.translate(reversed(lines)) == together


def test_no_lines_are_no_work(starter: Engine) -> None:
    assert starter.translate([]) == {}


def test_strange_lines_do_not_break_it(starter: Engine) -> None:
    lines = ["", " ", "a" * 100, "\u200b", "🙂🙂", "▁", "<s></s>"]
    assert set(starter.translate(lines)) == set(lines)


def test_tokens_are_counted(starter: Engine) -> None:
    assert starter.count("") == 0
    assert starter.count("Tỉnh ủy họp") >= 3


def test_a_target_prefix_is_given_and_taken_off(tiny_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "prefixed"
    shutil.copytree(tiny_folder, folder)
    plain = Engine(folder, Options(beam=1))
    piece = "▁"
    metadata = json.loads((folder / "metadata.json").read_text())
    (folder / "metadata.json").write_text(json.dumps({**metadata, "target_prefix": piece}))
    prefixed = Engine(folder, Options(beam=1))
    assert set(prefixed.translate(["Xin"])) == set(plain.translate(["Xin"]))


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("model/model.bin", b"junk"),
        ("model/model.bin", None),
        ("sentencepiece.model", b"junk"),
        ("metadata.json", b"{"),
    ],
)
def test_a_broken_package_is_one_line(tiny_folder: Path, tmp_path: Path, part: str, content: bytes | None) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(tiny_folder, folder)
    if content is None:
        (folder / part).unlink()
    else:
        (folder / part).write_bytes(content)
    with pytest.raises(ModelError) as caught:
        Engine(folder)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 3


def test_alone_or_among_many_a_line_of_a_steady_engine_becomes_the_same(tiny_folder: Path) -> None:
    engine = Engine(tiny_folder, Options(beam=2, steady=True))
    lines = ["Xin", "Xin chào", "các bạn", "Xin chào các bạn", "chào"]
    together = engine.hypotheses(lines, 2)
    for line in lines:
        assert [h.text for h in engine.hypotheses([line], 2)[line]] == [h.text for h in together[line]]


@pytest.mark.parametrize("mixed", [True, False])
def test_batches_hold_each_piece_once_and_no_more_than_they_should(mixed: bool) -> None:
    sizes = [(n % 37, n % 5) for n in range(300)]
    found = list(_batches(sizes, mixed=mixed))
    assert sorted(n for batch in found for n in batch) == list(range(300))
    assert all(len(batch) == 1 or max(sizes[n][0] for n in batch) * len(batch) <= BATCH_TOKENS for batch in found)
    assert mixed or all(len({sizes[n] for n in batch}) == 1 for batch in found)
