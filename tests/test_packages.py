"""Which models there are, and which one a name means."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vietgloss.errors import ExitCode, ModelError
from vietgloss.translation.packages import (
    BUILTIN_DIR,
    DEFAULT_MODEL,
    PackageInfo,
    list_packages,
    packages_dirs,
    resolve,
)

VI_EN = {"from_code": "vi", "to_code": "en", "package_version": "1.9", "type": "translate"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "ARGOS_PACKAGES_DIR",
        "ARGOS_TRANSLATE_PACKAGE_DIR",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "SNAP",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def packages(home: Path) -> Path:
    folder = home / ".local/share/argos-translate/packages"
    folder.mkdir(parents=True)
    return folder


def make(folder: Path, metadata: object = VI_EN, *, without: str = "", tokenizer: str = "sentencepiece") -> Path:
    """A package that looks whole; nothing here loads it."""
    (folder / "model").mkdir(parents=True)
    raw = metadata if isinstance(metadata, bytes) else json.dumps(metadata).encode()
    parts = {"metadata.json": raw, "model/model.bin": b"1234", f"{tokenizer}.model": b"1"}
    for part, content in parts.items():
        if part != without:
            (folder / part).write_bytes(content)
    return folder


def listed(name: str) -> PackageInfo:
    return next(info for info in list_packages() if info.name == name)


def argos(code: str, home: Path, **variables: str) -> str:
    """What Argos Translate itself says, in a process of its own as it reads its settings at import."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), **variables}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize(
    ("variables", "settings"),
    [
        ({}, None),
        ({"ARGOS_PACKAGES_DIR": "{home}/mine"}, None),
        ({"XDG_DATA_HOME": "{home}/data"}, None),
        ({"XDG_DATA_HOME": "{home}/data", "ARGOS_PACKAGES_DIR": "{home}/mine"}, None),
        ({}, '{{"ARGOS_PACKAGES_DIR": "{home}/set"}}'),
        ({"ARGOS_PACKAGES_DIR": "{home}/mine"}, '{{"ARGOS_PACKAGES_DIR": "{home}/set"}}'),
        ({"XDG_CONFIG_HOME": "{home}/config"}, '{{"ARGOS_PACKAGES_DIR": "{home}/set"}}'),
        ({"ARGOS_TRANSLATE_PACKAGE_DIR": "{home}/legacy"}, None),
        ({}, "not JSON"),
    ],
)
def test_packages_lie_where_argos_translate_looks(
    home: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], settings: str | None
) -> None:
    variables = {name: value.format(home=home) for name, value in variables.items()}
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    if settings is not None:
        config = Path(variables.get("XDG_CONFIG_HOME", home / ".config")) / "argos-translate"
        config.mkdir(parents=True)
        (config / "settings.json").write_text(settings.format(home=home))
    before = sorted(home.rglob("*"))
    (found,) = packages_dirs()
    assert sorted(home.rglob("*")) == before, "looking must create nothing"
    code = "from argostranslate import settings; print(settings.package_data_dir)"
    assert str(found) == argos(code, home, **variables).splitlines()[-1]


@pytest.mark.parametrize("settings", ["[1]", '{"ARGOS_PACKAGES_DIR": 3}', "[" * 100_000, "\xff"])
def test_odd_argos_settings_are_passed_over(packages: Path, home: Path, settings: str) -> None:
    folder = home / ".config/argos-translate"
    folder.mkdir(parents=True)
    (folder / "settings.json").write_text(settings, encoding="latin-1")
    assert packages_dirs() == (packages,)


def test_an_empty_variable_counts_as_unset(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", "")
    monkeypatch.setenv("XDG_DATA_HOME", "")
    assert packages_dirs() == (packages,)


@pytest.mark.usefixtures("home")
def test_without_a_packages_folder_only_the_built_in_models_are_listed() -> None:
    infos = list_packages()
    assert DEFAULT_MODEL in [info.name for info in infos]
    assert all(info.builtin and info.usable for info in infos)
    assert [info.name for info in infos if info.is_default] == [DEFAULT_MODEL]


def test_installed_packages_follow_the_built_in_ones(packages: Path) -> None:
    path = make(packages / "translate-vi_en-1_9")
    make(packages / "a-bpe", tokenizer="bpe")
    (packages / "notes.txt").write_text("a file is no package")
    names = [info.name for info in list_packages()]
    assert names[-2:] == ["a-bpe", "translate-vi_en-1_9"]
    size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    assert listed("translate-vi_en-1_9") == PackageInfo(
        name="translate-vi_en-1_9",
        path=path,
        builtin=False,
        from_code="vi",
        to_code="en",
        version="1.9",
        size=size,
        tokenizer="sentencepiece",
        problem=None,
        is_default=False,
    )
    assert listed("a-bpe").tokenizer == "bpe"
    assert listed("a-bpe").tokenizer_file.is_file()


def test_a_package_for_other_languages_is_listed_and_not_used(packages: Path) -> None:
    make(packages / "en_es", {"from_code": "en", "to_code": "es"})
    assert (listed("en_es").pair, listed("en_es").problem) == ("en→es", None)
    with pytest.raises(ModelError, match="translates en→es, and vietgloss needs vi→en"):
        resolve("en_es")


@pytest.mark.parametrize(
    ("metadata", "problem"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b"\xff\xfe\x00", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b" " * (1 << 20) + b"{}", "larger than"),
        ([1], "not a JSON object"),
        ({}, "does not state from_code and to_code"),
        ({"from_code": "vi", "to_code": None}, "does not state to_code"),
        ({"from_code": "vi", "to_code": ["en"]}, "does not state to_code"),
        ({**VI_EN, "type": "sbd"}, "is a package of type 'sbd'"),
    ],
)
def test_broken_metadata_is_a_problem_of_that_package_only(packages: Path, metadata: object, problem: str) -> None:
    make(packages / "broken", metadata)
    make(packages / "sound")
    assert problem in (listed("broken").problem or "")
    assert listed("sound").usable
    with pytest.raises(ModelError, match=problem) as caught:
        resolve("broken")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("without", "named"),
    [
        ("metadata.json", "metadata.json"),
        ("model/model.bin", "model/model.bin"),
        ("sentencepiece.model", r"a tokenizer \(sentencepiece.model or bpe.model\)"),
    ],
)
def test_a_missing_part_is_named(packages: Path, without: str, named: str) -> None:
    make(packages / "part", without=without)
    with pytest.raises(ModelError, match=f"/part: lacks {named}; ") as caught:
        resolve("part")
    assert caught.value.exit_code == ExitCode.MODEL


def test_all_missing_parts_are_named_in_one_line(packages: Path) -> None:
    (packages / "stray").mkdir()
    with pytest.raises(ModelError, match=r"lacks metadata.json, model/model.bin, a tokenizer"):
        resolve("stray")


def test_a_packages_folder_that_is_a_file_is_reported(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(home / "file"))
    with pytest.raises(ModelError, match="packages folder cannot be read: Not a directory"):
        list_packages()
    assert resolve(None).name == DEFAULT_MODEL


def test_the_default_needs_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", no_home)
    for name in ("ARGOS_PACKAGES_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert resolve(None).usable
    with pytest.raises(ModelError, match="no home folder"):
        resolve("other")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", [None, "starter", str(BUILTIN_DIR / "starter")])
def test_the_default_model_is_starter(name: str | None) -> None:
    info = resolve(name)
    assert (info.name, info.builtin, info.is_default) == ("starter", True, True)
    assert (info.model_dir / "model.bin").is_file()


def test_nothing_installed_stands_in_for_a_built_in_model(packages: Path) -> None:
    make(packages / "starter")
    assert resolve("starter").path == BUILTIN_DIR / "starter"
    assert [info.builtin for info in list_packages() if info.name == "starter"] == [True, False]
    assert sum(info.is_default for info in list_packages()) == 1


def test_opus_means_the_pinned_package_once_it_is_installed(packages: Path) -> None:
    with pytest.raises(ModelError, match=r"'opus' is not installed; vietgloss model install opus .*66 MB"):
        resolve("opus")
    path = make(packages / "translate-vi_en-1_9")
    assert resolve("opus").path == path


def test_a_folder_is_taken_by_its_path(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(home / "models" / "mine")
    monkeypatch.chdir(path.parent)
    assert resolve(str(path)).path == path
    assert resolve("~/models/mine").path == path
    assert resolve("./mine").path.resolve() == path
    assert resolve("mine").path.resolve() == path
    monkeypatch.chdir(path)
    assert resolve(".").name == "mine"


def test_an_installed_name_wins_over_a_folder_here(packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = make(packages / "mine")
    make(packages.parent / "here" / "mine")
    monkeypatch.chdir(packages.parent / "here")
    assert resolve("mine").path == installed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("startr", r"no model 'startr'; did you mean 'starter'\?; there are: starter, .*model install"),
        ("translate-vi_en-1_8", "did you mean 'translate-vi_en-1_9'"),
        ("opsu", "did you mean 'opus'"),
        ("zzz", "there is no model 'zzz'; there are: starter, translate-vi_en-1_9; "),
        ("./zzz", "no model folder './zzz'"),
        ("~nobody-of-this-name/x", "no model folder"),
        ("x/y.argosmodel", "vietgloss model install x/y.argosmodel"),
        ("y.argosmodel", "vietgloss model install y.argosmodel"),
        ("", "no model folder ''"),
        ("a\0b", "no model folder"),
        pytest.param("x" * 5000, "there is no model", id="long"),
    ],
)
def test_an_unknown_name_says_what_there_is(packages: Path, name: str, text: str) -> None:
    make(packages / "translate-vi_en-1_9")
    make(packages / "en_zz", {"from_code": "en", "to_code": "zz"})
    with pytest.raises(ModelError, match=text) as caught:
        resolve(name)
    assert "en_zz" not in str(caught.value)


def test_argos_translate_loads_the_built_in_model(home: Path) -> None:
    code = f"""
from pathlib import Path
from argostranslate import package
(found,) = package.get_installed_packages([Path({str(BUILTIN_DIR)!r})])
tokens = found.tokenizer.encode("Xin chào các bạn.")
print(found.from_code, found.to_code, found.tokenizer.decode(tokens))
"""
    assert argos(code, home) == "vi en Xin chào các bạn."


def test_the_built_in_model_states_its_licences() -> None:
    card = (BUILTIN_DIR / DEFAULT_MODEL / "MODEL_CARD.md").read_text(encoding="utf-8")
    for word in ("Licences", "MIT", "Data", "Known failures"):
        assert word in card
