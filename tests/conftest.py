"""What several tests need."""

from __future__ import annotations

from pathlib import Path

import pytest

from vietgloss import Glossary

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shipped() -> Glossary:
    """The glossary that comes with vietgloss."""
    return Glossary.load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and their labels, which is not part of the project."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("../shared with the five real articles is not here")
    return SHARED
