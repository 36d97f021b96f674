"""A run that is killed and taken up again comes to what an undisturbed run comes to; see ``benchmarks.interrupted``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from benchmarks.interrupted import trial

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(os.name != "posix", reason="processes are killed in another way here")
@pytest.mark.parametrize(("documents", "kills", "jobs"), [(40, 3, 1), (20, 1, 2)])
def test_killed_runs_lose_nothing(
    tmp_path: Path, tiny_folder: Path, monkeypatch: pytest.MonkeyPatch, documents: int, kills: int, jobs: int
) -> None:
    monkeypatch.setenv("VIETGLOSS_CONFIG_DIR", str(tmp_path / "config"))
    args = ["--model", str(tiny_folder), "--beam", "1", "--jobs", str(jobs)]
    found = trial(tmp_path, documents, kills, args, seed=jobs)
    assert found.is_good, found
    assert found.kills > 0
