"""Installing and removing models: what is refused, what an interruption leaves."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vietgloss.errors import ExitCode, ModelError, UsageError
from vietgloss.translation import install, packages
from vietgloss.translation.install import install_file, remove
from vietgloss.translation.packages import BUILTIN_DIR, WORK_PREFIX, list_packages, resolve

if TYPE_CHECKING:
    from collections.abc import Callable
from models import PARTS, VI_EN, make_zip, sum_of, tree, zip_folder

# ---------------------------------------------------------------- installing a file


def test_an_installed_file_is_the_package_and_nothing_else(tiny: Path, home: Path, there: Path) -> None:
    info = install_file(tiny)
    assert (info.name, info.path, info.version, info.usable) == ("tiny", there / "tiny", "7", True)
    assert resolve("tiny") == info
    with zipfile.ZipFile(tiny) as archive:
        inside = {name.removeprefix("tiny/"): archive.read(name) for name in archive.namelist()}
    found = {name: content for name, content in tree(there / "tiny").items() if name != "model"}
    assert found == {name: content for name, content in inside.items() if not name.endswith("/")}
    assert [path.name for path in there.parent.iterdir()] == ["packages"]
    assert [path.name for path in there.iterdir()] == ["tiny"]
    assert [path.name for path in home.iterdir()] == ["argos"], "Argos Translate's folders are not created"


def test_a_real_model_is_installed_and_argos_translate_lists_and_loads_it(tmp_path: Path, there: Path) -> None:
    archive = zip_folder(BUILTIN_DIR / "starter", tmp_path / "s.argosmodel", "translate-vi_en-starter")
    info = install_file(archive, sha256=sum_of(archive).upper())
    assert info.usable
    code = """
import ctranslate2
from argostranslate import package
(found,) = package.get_installed_packages()
model = ctranslate2.Translator(str(found.package_path / "model"))
result = model.translate_batch([found.tokenizer.encode("Hội nghị.")], max_decoding_length=8)
print(found.package_path.name, found.from_code, found.to_code, len(result[0].hypotheses[0]) > 0)
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["translate-vi_en-starter", "vi", "en", "True"]
    assert there.is_dir()


def test_a_second_installation_is_refused_unless_forced(tiny: Path, there: Path) -> None:
    install_file(tiny)
    (there / "tiny" / "mark").write_text("old")
    with pytest.raises(ModelError, match="tiny is already installed; --force replaces it"):
        install_file(tiny)
    assert (there / "tiny" / "mark").exists()
    install_file(tiny, force=True)
    assert not (there / "tiny" / "mark").exists()
    assert [path.name for path in there.parent.iterdir()] == ["packages"]


def test_the_sum_of_a_file_is_checked_when_given(tiny: Path, home: Path) -> None:
    wrong = "0" * 64
    with pytest.raises(ModelError, match=f"should be {wrong} and is {sum_of(tiny)}; nothing was installed"):
        install_file(tiny, sha256=wrong)
    with pytest.raises(UsageError, match="64 hexadecimal digits"):
        install_file(tiny, sha256="abc")
    assert tree(home) == {}
    assert install_file(tiny, sha256=sum_of(tiny)).usable


def test_a_failed_replacement_leaves_the_old_model(tiny: Path, tmp_path: Path, there: Path) -> None:
    install_file(tiny)
    before = tree(there)
    broken = make_zip(tmp_path / "b.zip", {name.replace("p/", "tiny/", 1): text for name, text in PARTS.items()})
    with pytest.raises(ModelError, match=r"b\.zip: the model cannot be loaded: .*; nothing was installed"):
        install_file(broken, force=True)
    assert tree(there.parent) == {
        "packages": b"",
        **{f"packages/{name}": data for name, data in before.items()},
    }


def test_the_old_model_comes_back_when_the_new_one_cannot_be_moved(
    tiny: Path, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_file(tiny)
    before = tree(there)
    rename = Path.rename

    def fail_for_the_new(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_for_the_new)
    with pytest.raises(ModelError, match="No space left on device"):
        install_file(tiny, force=True)
    assert tree(there) == before


@pytest.mark.parametrize("name", ["missing.argosmodel", "."])
def test_a_source_that_is_no_file_is_reported(tmp_path: Path, home: Path, name: str) -> None:
    with pytest.raises(ModelError, match=r"No such file|Is a directory") as caught:
        install_file(tmp_path / name)
    assert caught.value.exit_code == ExitCode.MODEL
    assert tree(home) == {}


# ---------------------------------------------------------------- what is refused


def with_attributes(name: str, mode: int) -> Callable[[zipfile.ZipFile], None]:
    def add(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, "../../../etc/passwd")

    return add


def raw_name(name: str) -> Callable[[zipfile.ZipFile], None]:
    def add(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("x")
        info.filename = name  # The constructor would tidy it up.
        archive.writestr(info, "x")

    return add


def compressed(content: bytes, method: int) -> Callable[[zipfile.ZipFile], None]:
    return lambda archive: archive.writestr("p/fill", content, compress_type=method)


def many(archive: zipfile.ZipFile) -> None:
    for number in range(install.MAX_MEMBERS):
        archive.writestr(f"p/{number}", "")


HOSTILE: dict[str, tuple[Callable[[zipfile.ZipFile], None], str]] = {
    "parent": (raw_name("p/../../evil"), "steps out of its folder"),
    "parent at the top": (raw_name("../evil"), "steps out of its folder"),
    "absolute": (raw_name("/evil"), "absolute path"),
    "drive": (raw_name("C:/evil"), "drive letter"),
    "stream": (raw_name("p/metadata.json:x"), "drive letter"),
    "backslash": (raw_name("p\\..\\..\\evil"), "backslash"),
    "dot": (raw_name("p/./evil"), "steps out of its folder or has an empty step"),
    "empty step": (raw_name("p//evil"), "has an empty step"),
    "line break": (raw_name("p/a\nb"), "control characters"),
    "escape": (raw_name("p/a\x1b[2Jb"), "control characters"),
    "long name": (raw_name("p/" + "x" * 300), "too long a name"),
    "symlink": (with_attributes("p/link", stat.S_IFLNK | 0o777), "is a link or a special file"),
    "fifo": (with_attributes("p/fifo", stat.S_IFIFO | 0o666), "is a link or a special file"),
    "device": (with_attributes("p/dev", stat.S_IFBLK | 0o666), "is a link or a special file"),
    "folder as file": (with_attributes("p/dir", stat.S_IFDIR | 0o777), "is a link or a special file"),
    "case": (raw_name("p/METADATA.json"), "collide"),
    "case of a folder": (raw_name("p/Model/x"), "collide"),
    "file that is a folder": (raw_name("p/model"), "collide"),
    "file above a folder": (raw_name("p/sentencepiece.model/x"), "collide"),
    "second top": (raw_name("q/x"), "one folder at its top, this has: p, q"),
    "file at the top": (raw_name("README.md"), "one folder at its top, this has: README.md, p"),
    "bomb": (compressed(bytes(20 << 20), zipfile.ZIP_DEFLATED), "would unpack to 2097"),
    "too many": (many, "more than 10000"),
    "bzip2": (compressed(b"x", zipfile.ZIP_BZIP2), "another method than deflate"),
    "lzma": (compressed(b"x", zipfile.ZIP_LZMA), "another method than deflate"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_archive_is_refused_before_anything_is_written(tmp_path: Path, home: Path, case: str) -> None:
    add, reason = HOSTILE[case]
    path = make_zip(tmp_path / "hostile.zip", PARTS)
    with zipfile.ZipFile(path, "a") as archive:
        add(archive)
    before = tree(tmp_path)
    with pytest.raises(ModelError, match=reason) as caught:
        install_file(path)
    assert "nothing was installed" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert tree(tmp_path) == before
    assert tree(home) == {}


def test_a_member_that_is_there_twice_is_refused(tmp_path: Path, home: Path) -> None:
    path = make_zip(tmp_path / "twice.zip", PARTS)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("p/metadata.json", VI_EN)
    with pytest.raises(ModelError, match=r"'p/metadata\.json' is there twice"):
        install_file(path)
    assert tree(home) == {}


def patched(parts: dict[str, str], path: Path, change: Callable[[bytes], bytes]) -> Path:
    make_zip(path, parts).write_bytes(change(path.read_bytes()))
    return path


def test_an_encrypted_member_is_refused(tmp_path: Path, home: Path) -> None:
    def encrypt_the_last(raw: bytes) -> bytes:
        flags = raw.rindex(b"PK\x01\x02") + 8
        return raw[:flags] + b"\x01" + raw[flags + 1 :]

    path = patched(PARTS, tmp_path / "e.zip", encrypt_the_last)
    with pytest.raises(ModelError, match=r"'p/sentencepiece\.model' is encrypted"):
        install_file(path)
    assert tree(home) == {}


def test_a_size_beyond_the_limit_is_refused_however_well_it_packs(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "MAX_RATIO", 1 << 40)
    huge = (3 << 30).to_bytes(4, "little")
    path = patched(
        PARTS,
        tmp_path / "h.zip",
        lambda raw: re.sub(rb"(PK\x01\x02.{20}).{4}", rb"\1" + huge, raw, flags=re.DOTALL),
    )
    with pytest.raises(ModelError, match="too many for a model"):
        install_file(path)
    assert tree(home) == {}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a sound .argosmodel"),
        (b"<html>not found</html>", "not a sound .argosmodel"),
        (b"PK\x05\x06" + bytes(18), "one folder at its top, this has: nothing"),
    ],
)
def test_what_is_no_archive_is_refused(tmp_path: Path, home: Path, content: bytes, reason: str) -> None:
    (tmp_path / "x.argosmodel").write_bytes(content)
    with pytest.raises(ModelError, match=reason):
        install_file(tmp_path / "x.argosmodel")
    assert tree(home) == {}


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"p/model/model.bin": None}, "lacks model/model.bin"),
        ({"p/metadata.json": None}, "lacks metadata.json"),
        ({"p/sentencepiece.model": None}, "lacks a tokenizer"),
        ({"p/metadata.json": "{"}, "metadata.json is not valid JSON"),
        ({"p/metadata.json": "[]"}, "metadata.json is not a JSON object"),
        (
            {"p/metadata.json": '{"from_code": "en", "to_code": "vi"}'},
            "translates en→vi, and vietgloss needs vi→en",
        ),
        ({"p/metadata.json": '{"from_code": "vi"}'}, "does not state to_code"),
        ({"p/metadata.json": '{"type": "sbd"}'}, "is a package of type 'sbd'"),
        ({}, "the model cannot be loaded"),
    ],
)
def test_an_archive_that_is_no_package_for_us_is_refused(
    tmp_path: Path, there: Path, parts: dict[str, str | None], reason: str
) -> None:
    wanted = {name: text for name, text in {**PARTS, **parts}.items() if text is not None}
    with pytest.raises(ModelError, match=reason):
        install_file(make_zip(tmp_path / "p.argosmodel", wanted))
    assert not list(there.glob("*"))
    assert not list(there.parent.glob(".*"))


@pytest.mark.parametrize("top", ["starter", "Starter", "opus", ".hidden", "-x", "~x"])
def test_names_with_a_meaning_of_their_own_are_refused(tmp_path: Path, home: Path, top: str) -> None:
    parts = {name.replace("p/", f"{top}/", 1): text for name, text in PARTS.items()}
    with pytest.raises(ModelError, match="that name is reserved"):
        install_file(make_zip(tmp_path / "p.argosmodel", parts))
    assert tree(home) == {}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_archive_never_ends_in_anything_but_a_model_error(
    tmp_path: Path, there: Path, data: st.DataObject
) -> None:
    path = tmp_path / "damaged.zip"
    raw = bytearray(make_zip(path, PARTS).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(raw[: data.draw(st.integers(len(raw) // 2, len(raw)))])
    with pytest.raises(ModelError):
        install_file(path)
    assert not list(there.glob("*"))


# ---------------------------------------------------------------- interruptions

KILL = """
import os, pathlib, signal, sys
from vietgloss.translation import install
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
moment = sys.argv[2]
if moment == "loading":
    install.try_load = die
else:
    rename = pathlib.Path.rename
    pathlib.Path.rename = lambda path, to: die() if path.name == moment else rename(path, to)
install.install_file(pathlib.Path(sys.argv[1]), force=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("moment", ["loading", "tiny", "new"])
def test_a_killed_installation_is_cleared_away_and_loses_no_model(tiny: Path, there: Path, moment: str) -> None:
    """Killed while loading, before the old model is put aside, and before the new one takes its place."""
    install_file(tiny)
    old = tree(there / "tiny")
    source = str(Path(install.__file__).parents[2])
    ended = subprocess.run(
        [sys.executable, "-c", KILL, str(tiny), moment],
        env={**os.environ, "PYTHONPATH": source},
        check=False,
        capture_output=True,
    )
    assert ended.returncode == -9, ended.stderr
    assert any(path.name.startswith(WORK_PREFIX) for path in there.parent.iterdir())
    # Argos Translate and we see whole packages or none.
    assert all(info.usable for info in list_packages())
    install_file(tiny, name="another")
    assert tree(there / "tiny") == old
    assert sorted(path.name for path in there.iterdir()) == ["another", "tiny"]
    assert [path.name for path in there.parent.iterdir()] == ["packages"]


def test_the_work_of_a_live_installation_is_left_alone(tiny: Path, there: Path) -> None:
    fcntl = pytest.importorskip("fcntl", reason="no advisory locks")
    live = there.parent / f"{WORK_PREFIX}live"
    live.mkdir(parents=True)
    with (live / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        install_file(tiny)
        assert live.exists()
    install_file(tiny, force=True)
    assert not live.exists()


def test_two_installations_at_once_do_not_disturb_each_other(
    tiny: Path, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = install.try_load

    def install_another_meanwhile(info: packages.PackageInfo) -> None:
        monkeypatch.setattr(install, "try_load", load)
        install_file(tiny, name="another")
        load(info)

    monkeypatch.setattr(install, "try_load", install_another_meanwhile)
    install_file(tiny)
    assert sorted(path.name for path in there.iterdir()) == ["another", "tiny"]


def test_a_work_folder_without_a_lock_goes_when_it_is_old(tiny: Path, there: Path) -> None:
    young, old = (there.parent / f"{WORK_PREFIX}{age}" for age in ("young", "old"))
    for folder in (young, old):
        folder.mkdir(parents=True)
    os.utime(old, (time.time() - 7200,) * 2)
    install_file(tiny)
    assert (young.exists(), old.exists()) == (True, False)


@pytest.mark.parametrize("closed", [False, True])
def test_argos_translate_can_list_while_we_install(
    tiny: Path, there: Path, monkeypatch: pytest.MonkeyPatch, closed: bool
) -> None:
    """Also where the folder above is closed to us, so that the work is done inside the packages folder."""
    if closed:
        monkeypatch.setattr(os, "access", lambda *_: False)
    seen: list[str] = []
    load = install.try_load

    def look(info: packages.PackageInfo) -> None:
        code = "from argostranslate import package as p; print([x.type for x in p.get_installed_packages()])"
        seen.append(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        seen.append(str([found.name for found in list_packages() if not found.builtin]))
        load(info)

    monkeypatch.setattr(install, "try_load", look)
    install_file(tiny)
    assert [text.strip() for text in seen] == ["['unfinished']" if closed else "[]", "[]"]
    assert [path.name for path in there.iterdir()] == ["tiny"]


# ---------------------------------------------------------------- removing


def test_an_installed_model_is_removed(tiny: Path, there: Path) -> None:
    install_file(tiny)
    assert remove("tiny").path == there / "tiny"
    assert tree(there.parent) == {"packages": b""}
    with pytest.raises(ModelError, match="there is no model 'tiny'"):
        remove("tiny")


def test_the_pinned_model_is_removed_by_its_short_name(tiny: Path, there: Path) -> None:
    install_file(tiny, name="translate-vi_en-1_9")
    remove("opus")
    assert list(there.iterdir()) == []


def test_the_built_in_model_cannot_be_removed(home: Path) -> None:
    with pytest.raises(ModelError, match="is part of vietgloss and cannot be removed"):
        remove("starter")
    assert (BUILTIN_DIR / "starter" / "metadata.json").exists()
    assert tree(home) == {}


@pytest.mark.parametrize("name", ["../victim", "{home}/victim", "./victim", "..", ".", "", "a\\b", "packages/tiny"])
def test_remove_takes_names_and_no_paths(tiny: Path, home: Path, there: Path, name: str) -> None:
    install_file(tiny)
    shutil.copytree(there / "tiny", home / "victim")
    shutil.copytree(there / "tiny", there.parent / "victim")
    before = tree(home)
    with pytest.raises(ModelError, match="is a path"):
        remove(name.format(home=home))
    assert tree(home) == before


def test_remove_does_not_take_a_folder_that_is_merely_here(
    tiny: Path, home: Path, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_file(tiny)
    (there / "tiny").rename(home / "mine")
    monkeypatch.chdir(home)
    with pytest.raises(ModelError, match="not an installed model"):
        remove("mine")
    assert (home / "mine" / "metadata.json").exists()


def test_remove_leaves_a_folder_that_is_no_package(there: Path) -> None:
    (there / "stray").mkdir(parents=True)
    (there / "stray" / "thesis.txt").write_text("years of work")
    with pytest.raises(ModelError, match="not a package"):
        remove("stray")
    assert (there / "stray" / "thesis.txt").exists()


def test_remove_takes_a_link_and_leaves_what_it_points_to(tiny: Path, home: Path, there: Path) -> None:
    install_file(tiny)
    (there / "tiny").rename(home / "elsewhere")
    (there / "tiny").symlink_to(home / "elsewhere")
    remove("tiny")
    assert not os.path.lexists(there / "tiny")
    assert (home / "elsewhere" / "metadata.json").exists()
