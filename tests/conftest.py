"""What several tests need."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from calls import Desk
from models import tiny_package, zip_folder
from vietgloss import Glossary, i18n

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# How long an example takes says how busy the machine is.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Compiled glossaries and translations of the tests are no business of whoever runs them."""
    os.environ["VIETGLOSS_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    os.environ["VIETGLOSS_DATA_DIR"] = str(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session", autouse=True)
def _english() -> None:
    """Messages are tried in English, whatever whoever runs the tests speaks; tests/test_i18n.py tries the others."""
    for name in ("LANGUAGE", "LC_MESSAGES", "VIETGLOSS_LANGUAGE"):
        os.environ.pop(name, None)
    os.environ["LC_ALL"] = os.environ["LANG"] = "C.UTF-8"
    i18n.use()


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


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    tiny_package(folder / "package")
    return zip_folder(folder / "package", folder / "tiny.argosmodel", "tiny")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    for name in (
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "http_proxy",
        "HTTP_PROXY",
        "all_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(home / "argos" / "packages"))
    return home


@pytest.fixture
def there(home: Path) -> Path:
    """The packages folder."""
    return home / "argos" / "packages"


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package folder whose model loads fast and speaks nonsense."""
    folder = tmp_path_factory.mktemp("tiny-folder") / "tiny"
    tiny_package(folder)
    return folder


@pytest.fixture
def desk(
    tmp_path: Path, tiny_folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Desk:
    """A user's folder, with a memory and settings of its own."""
    folder, data = tmp_path / "desk", tmp_path / "data"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("VIETGLOSS_DATA_DIR", str(data))
    monkeypatch.setenv("VIETGLOSS_CONFIG_DIR", str(tmp_path / "config"))
    return Desk(folder, data, tiny_folder, capfdbinary.readouterr)
