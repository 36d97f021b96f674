"""Installing models: what is refused, what an interruption leaves, downloads that stop and go on."""

from __future__ import annotations

import contextlib
import hashlib
import http.server
import io
import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import threading
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import sentencepiece
from ctranslate2.specs import TransformerSpec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vietgloss.errors import ExitCode, ModelError, UsageError
from vietgloss.translation import install, packages
from vietgloss.translation.download import download, downloads_dir
from vietgloss.translation.install import install_file, install_named, install_url, remove
from vietgloss.translation.packages import BUILTIN_DIR, WORK_PREFIX, list_packages, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

VI_EN = json.dumps({"from_code": "vi", "to_code": "en", "package_version": "7"})
# Whole to look at; its weights are none. Nothing refused gets far enough to be loaded.
PARTS = {"p/metadata.json": VI_EN, "p/model/model.bin": "junk", "p/sentencepiece.model": "junk"}


def tiny_package(folder: Path) -> None:
    """A real package of a few kilobytes: one layer, one head, eight dimensions."""
    size = 8
    folder.mkdir()
    (folder / "metadata.json").write_text(VI_EN)
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["Xin chào các bạn."] * 3),
        model_writer=model,
        model_type="char",
        vocab_size=20,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    (folder / "sentencepiece.model").write_bytes(model.getvalue())
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    words = [pieces.id_to_piece(number) for number in range(len(pieces))]
    spec = TransformerSpec.from_config(1, 1)
    for name, value in list(spec.variables(ordered=True)):
        if value is not None:
            continue
        *path, last = name.split("/")
        part = spec
        for step in path:
            kind, _, number = step.rpartition("_")
            part = getattr(part, step) if hasattr(part, step) else getattr(part, kind)[int(number)]
        rows = size
        if "embeddings" in name or "projection" in name:
            rows = len(words)
        elif "self_attention/linear_0" in name:
            rows = 3 * size
        elif "attention/linear_1" in name and "self" not in name:
            rows = 2 * size
        shape = (size,) if last in {"gamma", "beta"} else (rows, size)
        setattr(part, last, np.full(shape, 0.1, dtype=np.float32))
        if path[-1].startswith(("linear", "projection")):
            part.bias = np.zeros(rows, dtype=np.float32)
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.validate()
    spec.optimize(quantization="int8")
    (folder / "model").mkdir()
    spec.save(str(folder / "model"))


def zip_folder(folder: Path, archive: Path, top: str) -> Path:
    with zipfile.ZipFile(archive, "w") as out:
        for path in sorted(folder.rglob("*")):
            out.write(path, f"{top}/{path.relative_to(folder)}")
    return archive


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


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): b"" if path.is_dir() else path.read_bytes() for path in folder.rglob("*")}


def make_zip(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return path


def sum_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


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


# ---------------------------------------------------------------- downloading


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.server.ranges.append(wanted)
        self.server.answers.get(self.path, Server.missing)(self, wanted)

    def log_message(self, *_: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    """A web server on loopback whose answers the test sets; it notes the ranges asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.ranges: list[str | None] = []
        self.answers: dict[str, Callable[[Handler, str | None], None]] = {}

    def url(self, path: str = "/model") -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def serve(self, content: bytes, *, path: str = "/model", ranges: bool = True, cut: int | None = None) -> str:
        """Serve content; ``cut`` bytes of it at most per answer, though the whole is announced."""

        def answer(handler: Handler, wanted: str | None) -> None:
            start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and ranges else 0
            if start and start >= len(content):
                handler.send_error(416)
                return
            handler.send_response(206 if wanted and ranges else 200)
            if wanted and ranges:
                handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            handler.send_header("Content-Length", str(len(content) - start))
            handler.end_headers()
            handler.wfile.write(content[start:][:cut])

        self.answers[path] = answer
        return self.url(path)

    @staticmethod
    def missing(handler: Handler, _: str | None) -> None:
        handler.send_error(404)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


CONTENT = bytes(range(256)) * 1000
CONTENT_SUM = hashlib.sha256(CONTENT).hexdigest()


@pytest.mark.usefixtures("home")
def test_a_model_is_installed_from_an_address(tiny: Path, there: Path, server: Server) -> None:
    seen: list[tuple[int, int | None]] = []
    info = install_url(server.serve(tiny.read_bytes()), sum_of(tiny), progress=lambda *at: seen.append(at))
    assert info.path == there / "tiny"
    size = tiny.stat().st_size
    assert seen[-1] == (size, size)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert list(downloads_dir().iterdir()) == [], "an installed download is not kept"


@pytest.mark.usefixtures("home")
def test_a_broken_download_goes_on_from_where_it_stopped(server: Server) -> None:
    url = server.serve(CONTENT, cut=100_000)
    with pytest.raises(ModelError, match=r"100000 of 256000 bytes; run the same command again"):
        download(url, CONTENT_SUM)
    with pytest.raises(ModelError, match="200000 of 256000 bytes"):
        download(url, CONTENT_SUM)
    assert download(url, CONTENT_SUM).read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=100000-", "bytes=200000-"]
    assert [path.suffix for path in downloads_dir().iterdir()] == [".argosmodel"]


def leave_part(content: bytes) -> Path:
    part = downloads_dir() / f"{CONTENT_SUM}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(content)
    return part


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("part", "ranges", "asked"),
    [
        (CONTENT[:1000], False, ["bytes=1000-"]),
        (CONTENT, True, ["bytes=256000-"]),
        (b"of another file", True, ["bytes=15-", None]),
        (bytes(len(CONTENT)), True, ["bytes=256000-", None]),
        (bytes(len(CONTENT) + 1), True, ["bytes=256001-", None]),
    ],
    ids=["ranges ignored", "part complete", "file changed", "wrong and full", "too long"],
)
def test_an_earlier_part_never_spoils_the_file(
    server: Server, part: bytes, ranges: bool, asked: list[str | None]
) -> None:
    leave_part(part)
    assert download(server.serve(CONTENT, ranges=ranges), CONTENT_SUM).read_bytes() == CONTENT
    assert server.ranges == asked


def test_a_wrong_sum_installs_nothing_and_deletes_the_file(tiny: Path, home: Path, server: Server) -> None:
    url = server.serve(tiny.read_bytes())
    with pytest.raises(ModelError, match=f"should be {'0' * 64} and is {sum_of(tiny)}; it was deleted"):
        install_url(url, "0" * 64)
    assert list(downloads_dir().iterdir()) == []
    assert not (home / "argos").exists()
    assert server.ranges == [None], "a file that came in one piece is not fetched twice"


def test_a_verified_download_is_used_again_without_the_network(tmp_path: Path, home: Path, server: Server) -> None:
    """As when the packages folder could not be written the first time."""
    archive = make_zip(tmp_path / "p.zip", PARTS)
    url = server.serve(archive.read_bytes())
    for _ in range(2):
        with pytest.raises(ModelError, match="cannot be loaded"):
            install_url(url, sum_of(archive))
    assert server.ranges == [None]
    assert home.is_dir()


@pytest.mark.usefixtures("home")
def test_a_missing_file_is_reported_as_the_server_says_it(server: Server) -> None:
    with pytest.raises(ModelError, match=r"/nowhere: the server answers 404 Not Found$"):
        download(server.url("/nowhere"), CONTENT_SUM)


@pytest.mark.usefixtures("home")
def test_a_server_that_is_not_there_is_reported() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # Bound and not listening: refused for sure.
        port = taken.getsockname()[1]
        with pytest.raises(ModelError, match=r"cannot be reached: Connection refused; .*model install FILE"):
            download(f"http://127.0.0.1:{port}/x", CONTENT_SUM)


@pytest.mark.usefixtures("home")
def test_a_server_that_falls_silent_is_given_up_and_its_bytes_kept(server: Server) -> None:
    release = threading.Event()

    def stall(handler: Handler, _: str | None) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(CONTENT)))
        handler.end_headers()
        handler.wfile.write(CONTENT[: 1 << 16])
        release.wait(10)

    server.answers["/model"] = stall
    with pytest.raises(ModelError, match="broke after 65536 bytes: timed out; run the same command again"):
        download(server.url(), CONTENT_SUM, timeout=0.2)
    release.set()
    server.serve(CONTENT)
    assert download(server.url(), CONTENT_SUM).read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=65536-"]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("announced", [True, False])
def test_more_than_the_limit_is_not_downloaded(server: Server, announced: bool) -> None:
    def endless(handler: Handler, _: str | None) -> None:
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            while True:
                handler.wfile.write(CONTENT)

    server.serve(CONTENT) if announced else server.answers.update({"/model": endless})
    with pytest.raises(ModelError, match=r"no more than 100000 are accepted|more than 100000 bytes"):
        download(server.url(), CONTENT_SUM, limit=100_000)
    assert [path.stat().st_size for path in downloads_dir().iterdir()] == [0]


@pytest.mark.usefixtures("home")
def test_a_file_of_unannounced_length_is_downloaded(server: Server) -> None:
    def plain(handler: Handler, _: str | None) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(CONTENT)

    server.answers["/model"] = plain
    seen: list[tuple[int, int | None]] = []
    path = download(server.url(), CONTENT_SUM, progress=lambda *at: seen.append(at))
    assert path.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), None)


def redirect(server: Server, target: str) -> None:
    def answer(handler: Handler, _: str | None) -> None:
        handler.send_response(302)
        handler.send_header("Location", target)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.answers["/moved"] = answer


@pytest.mark.usefixtures("home")
def test_a_redirection_is_followed(server: Server) -> None:
    redirect(server, server.serve(CONTENT))
    assert download(server.url("/moved"), CONTENT_SUM).read_bytes() == CONTENT


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("scheme", ["file", "ftp"])
def test_a_redirection_to_anything_but_http_is_refused(tmp_path: Path, server: Server, scheme: str) -> None:
    (tmp_path / "local").write_bytes(CONTENT)
    redirect(server, f"{scheme}://{tmp_path}/local")
    with pytest.raises(ModelError, match=r"/moved: the server (answers 302|cannot be reached: unknown url type)"):
        download(server.url("/moved"), CONTENT_SUM)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:,x", "http://", "127.0.0.1/x"])
def test_only_http_addresses_are_taken(home: Path, url: str) -> None:
    with pytest.raises(UsageError, match="not an http or https address"):
        install_url(url, CONTENT_SUM)
    assert tree(home) == {}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:x/", "http://[::1/", "http://127.0.0.1/a b\n", "http://127.0.0.1:1/ă"]
)
def test_a_malformed_address_is_one_line(url: str) -> None:
    with pytest.raises(ModelError, match="cannot be reached"):
        download(url, CONTENT_SUM)


@pytest.fixture
def pinned(tiny: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> packages.PinnedModel:
    """The pinned package, served here: another address, size and sum, all else as it is."""
    model = replace(
        packages.PINNED["opus"],
        url=server.serve(tiny.read_bytes()),
        size=tiny.stat().st_size,
        sha256=sum_of(tiny),
    )
    monkeypatch.setattr(install, "PINNED", {"opus": model})
    return model


def test_the_pinned_model_is_installed_under_its_own_name(
    pinned: packages.PinnedModel, there: Path, server: Server
) -> None:
    assert install_named("opus").path == there / pinned.folder
    assert resolve("opus").path == there / pinned.folder
    with pytest.raises(ModelError, match="translate-vi_en-1_9 is already installed"):
        install_named("opus")
    assert len(server.ranges) == 1, "what is installed is not downloaded"


def test_another_size_than_the_pinned_one_is_refused_at_once(
    pinned: packages.PinnedModel, server: Server, home: Path
) -> None:
    server.serve(b"short")
    with pytest.raises(ModelError, match=f"offers 5 bytes, and {pinned.size} are expected"):
        install_named("opus")
    assert not (home / "argos").exists()


def test_the_pin_is_the_published_one() -> None:
    pin = packages.PINNED["opus"]
    assert (pin.url, pin.size, pin.sha256) == (
        "https://argos-net.com/v1/translate-vi_en-1_9.argosmodel",
        65_895_840,
        "ebd51b7189b13eccb9238a5777de1d343008c4c05284a8b89610242364433953",
    )


def test_two_downloads_of_one_file_do_not_mix(home: Path, server: Server) -> None:
    fcntl = pytest.importorskip("fcntl", reason="no advisory locks")
    with leave_part(CONTENT[:10]).open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(ModelError, match="another vietgloss is downloading this file"):
            download(server.serve(CONTENT), CONTENT_SUM)
    assert download(server.url(), CONTENT_SUM).read_bytes() == CONTENT
    assert home.is_dir()
