"""Install and remove Argos packages: checked whole before a byte is written, and put in place at once.

Argos Translate's own installation unpacks whatever it is given. Here an archive is verified (sum, then the
shape of every member, then the metadata), unpacked beside the packages folder, loaded once, and only then
renamed into it. A killed installation leaves a work folder that the next one clears away.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import struct
import tempfile
import time
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING

from vietgloss.errors import ModelError
from vietgloss.i18n import _
from vietgloss.translation.download import Progress, check_sum_form, download, stream_sum, try_lock
from vietgloss.translation.packages import (
    BUILTIN_DIR,
    METADATA,
    PINNED,
    SOURCE,
    TARGET,
    WORK_PREFIX,
    PackageInfo,
    describe,
    find,
    is_plain_name,
    kind_problem,
    missing_parts,
    packages_dirs,
    parse_metadata,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_MEMBERS = 10_000
MAX_UNPACKED = 2 << 30
# Weights hardly compress; an archive that grows a hundredfold is made to fill the disk.
MAX_RATIO = 100
_RATIO_MATTERS_FROM = 16 << 20
# Bytes; what common file systems allow.
_LONGEST_NAME = 255
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Seconds; no installation takes this long.
_ABANDONED_AFTER = 3600.0
# All that zipfile raises for a damaged or crafted archive (NotImplementedError is a RuntimeError).
_DAMAGED = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error),
    *(EOFError, LookupError, OverflowError, RuntimeError, ValueError),
)


def install_file(path: Path, *, sha256: str | None = None, force: bool = False, name: str | None = None) -> PackageInfo:
    """Install an ``.argosmodel`` file.

    Args:
        path: The file.
        sha256: Its sum, 64 hexadecimal digits; checked first if given.
        force: Whether to replace an installed package of the same name.
        name: Name to install it under; that of the archive's folder if None.

    Raises:
        UsageError: If the sum is malformed.
        ModelError: If it is refused, is installed already, or cannot be written; nothing has changed then.
    """
    expected = check_sum_form(sha256) if sha256 is not None else None
    try:
        with path.open("rb") as file:
            if expected is not None:
                found = stream_sum(file)
                if found != expected:
                    problem = _("not the expected file: sha256 should be {expected} and is {found}").format(
                        expected=expected, found=found
                    )
                    raise ModelError(problem, where=str(path), remedy=_("nothing was installed"))
            return _install(file, path, force=force, name=name)
    except OSError as error:
        where = error.filename or path
        problem = error.strerror or str(error)
        raise ModelError(problem, where=str(where), remedy=_("nothing was installed")) from None


def install_url(
    url: str,
    sha256: str,
    *,
    force: bool = False,
    name: str | None = None,
    size: int | None = None,
    progress: Progress | None = None,
) -> PackageInfo:
    """Download and install an ``.argosmodel``.

    Args:
        url: An http or https address.
        sha256: The sum of the file there, 64 hexadecimal digits.
        force: Whether to replace an installed package of the same name.
        name: Name to install it under; that of the archive's folder if None.
        size: Size of the file in bytes, if known.
        progress: Called with the bytes had and the bytes there will be.

    Raises:
        UsageError: If the address or the sum is malformed.
        ModelError: If it cannot be downloaded, or as for `install_file`.
    """
    file = download(url, sha256, size=size, progress=progress)
    info = install_file(file, force=force, name=name)
    file.unlink(missing_ok=True)
    return info


def install_named(name: str, *, force: bool = False, progress: Progress | None = None) -> PackageInfo:
    """Download and install a pinned package, such as ``opus``.

    Args:
        name: A key of `packages.PINNED`.
        force: Whether to replace it if it is installed.
        progress: Called with the bytes had and the bytes there will be.

    Raises:
        ModelError: As for `install_url`; if it is installed already, before anything is downloaded.
    """
    pinned = PINNED[name]
    _refuse_taken(packages_dirs()[0] / pinned.folder, force=force)
    return install_url(pinned.url, pinned.sha256, force=force, name=pinned.folder, size=pinned.size, progress=progress)


def removable(name: str) -> PackageInfo:
    """The installed package that `remove` would delete.

    Args:
        name: Its name as ``vietgloss model list`` shows it, or a short one such as ``opus``.

    Raises:
        ModelError: If it is built in, is not installed, or is a folder that holds no package.
    """
    if not is_plain_name(name):
        raise ModelError(
            _("{name!r} is a path").format(name=name), remedy=_("remove takes a name that vietgloss model list shows")
        )
    info = find(name)
    if info.builtin:
        raise ModelError(_("the model {name!r} is part of vietgloss and cannot be removed").format(name=name))
    if info.path.parent not in packages_dirs():
        raise ModelError(
            _("{name!r} is not an installed model").format(name=name), remedy=_("vietgloss model list shows which are")
        )
    if not (info.path / METADATA).is_file():
        raise ModelError(
            _("not a package (no {metadata}), hence left alone").format(metadata=METADATA),
            where=str(info.path),
            remedy=_("delete it by hand if it is not needed"),
        )
    return info


def remove(name: str) -> PackageInfo:
    """Delete an installed package, found as by `removable`, and say what it was.

    Raises:
        ModelError: As for `removable`, or if it cannot be deleted.
    """
    info = removable(name)
    try:
        # Out of sight at once, then deleted; of a link, the link alone.
        with _workspace(info.path.parent) as work:
            info.path.rename(work / "removed")
    except OSError as error:
        problem = _("cannot be removed: {problem}").format(problem=error.strerror)
        raise ModelError(problem, where=str(info.path)) from None
    return info


def _install(file: IO[bytes], path: Path, *, force: bool, name: str | None) -> PackageInfo:
    packages = packages_dirs()[0]
    with _archive_errors(path), zipfile.ZipFile(file) as archive:
        members = _checked_members(archive, os.fstat(file.fileno()).st_size)
        top = next(iter(members)).split("/")[0]
        parts = {name.partition("/")[2]: member for name, member in members.items()}
        _check_contents(archive, parts)
        target = packages / _checked_name(name or top)
        _refuse_taken(target, force=force)
        packages.mkdir(parents=True, exist_ok=True)
        with _workspace(packages) as work:
            new = work / "new"
            new.mkdir()
            for part, member in parts.items():
                # Not ZipFile.extract: it rewrites names instead of refusing them. A member never yields
                # more bytes than it declares, so the limits hold.
                place = new.joinpath(*part.split("/"))
                place.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as source, place.open("xb") as out:
                    shutil.copyfileobj(source, out, 1 << 20)
            try_load(describe(new))
            _put_in_place(new, target, work / "old", force=force)
    return describe(target)


@contextlib.contextmanager
def _archive_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except ModelError as error:
        error.where, error.remedy = error.where or str(path), error.remedy or _("nothing was installed")
        raise
    except _DAMAGED as error:
        problem = _("not a sound .argosmodel file (a zip archive): {error}").format(error=error)
        raise ModelError(problem, where=str(path), remedy=_("nothing was installed")) from None


def _checked_members(archive: zipfile.ZipFile, packed: int) -> dict[str, zipfile.ZipInfo]:
    """The files of an archive by path, once every member is known to be harmless."""
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        problem = _("the archive has {count} members, more than {most}").format(count=len(infos), most=MAX_MEMBERS)
        raise ModelError(problem)
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MAX_UNPACKED or (unpacked > _RATIO_MATTERS_FROM and unpacked > MAX_RATIO * packed):
        problem = _("the archive of {packed} bytes would unpack to {unpacked}, too many for a model")
        raise ModelError(problem.format(packed=packed, unpacked=unpacked))
    files: dict[str, zipfile.ZipInfo] = {}
    folders: set[str] = set()
    for info in infos:
        # The original name: zipfile cuts the other one at a NUL.
        name = info.orig_filename.removesuffix("/")
        problem = _member_problem(info, name)
        if not problem and name in files:
            problem = _("is there twice")
        if problem:
            told = _("the archive's member {name!r} {problem}").format(name=info.orig_filename, problem=problem)
            raise ModelError(told)
        steps = name.split("/")
        folders.update("/".join(steps[:count]) for count in range(1, len(steps)))
        if info.is_dir():
            folders.add(name)
        else:
            files[name] = info
    _refuse_collisions([*files, *folders])
    tops = sorted({name.split("/")[0] for name in (*files, *folders)})
    if len(tops) != 1:
        found = ", ".join(tops[:5]) or "nothing"
        raise ModelError(_("an .argosmodel has one folder at its top, this has: {found}").format(found=found))
    if not files:
        raise ModelError(_("the archive has no files"))
    return files


def _member_problem(info: zipfile.ZipInfo, name: str) -> str:
    """Why a member is refused; empty if it is harmless."""
    steps = name.split("/")
    kind = stat.S_IFMT(info.external_attr >> 16)
    refusals = {
        _("has an absolute path, a drive letter or a backslash"): name.startswith("/") or set(name) & set(":\\"),
        _("steps out of its folder or has an empty step"): {"", ".", ".."} & set(steps),
        _("has control characters in its name"): any(unicodedata.category(char) == "Cc" for char in name),
        _("has too long a name"): max(len(step.encode()) for step in steps) > _LONGEST_NAME,
        _("is a link or a special file"): kind not in (0, stat.S_IFDIR if info.is_dir() else stat.S_IFREG),
        _("is encrypted"): info.flag_bits & 0x41,
        _("is compressed by another method than deflate"): info.compress_type not in _METHODS,
    }
    return next((text for text, found in refusals.items() if found), "")


def _refuse_collisions(names: Iterable[str]) -> None:
    """Refuse names that are one and the same on some file systems, and a file that is also a folder."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(unicodedata.normalize("NFC", name.casefold()), name)
        if other is not name:
            raise ModelError(_("the archive's members {other!r} and {name!r} collide").format(other=other, name=name))


def _check_contents(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> None:
    missing = missing_parts(parts.__contains__)
    if missing:
        raise ModelError(_("not a translation package: lacks {missing}").format(missing=", ".join(missing)))
    with archive.open(parts[METADATA]) as member:
        metadata = parse_metadata(member.read((1 << 20) + 1))
    problem = kind_problem(metadata)
    if problem:
        raise ModelError(problem)
    pair = f"{metadata['from_code']}→{metadata['to_code']}"
    if pair != f"{SOURCE}→{TARGET}":
        problem = _("this package translates {pair}, and vietgloss needs {source}→{target}")
        raise ModelError(problem.format(pair=pair, source=SOURCE, target=TARGET))


def _checked_name(name: str) -> str:
    taken = {*PINNED, *(path.name for path in BUILTIN_DIR.iterdir())}
    if name.startswith((".", "-", "~")) or name.casefold() in {other.casefold() for other in taken}:
        raise ModelError(_("the package's folder cannot be named {name!r}: that name is reserved").format(name=name))
    return name


def _refuse_taken(target: Path, *, force: bool) -> None:
    if not force and os.path.lexists(target):
        problem = _("{name} is already installed").format(name=target.name)
        raise ModelError(problem, where=str(target), remedy=_("--force replaces it"))


def try_load(info: PackageInfo) -> None:
    """Load a package and translate one short line with it.

    Raises:
        ModelError: If that fails.
    """
    try:
        import ctranslate2  # noqa: PLC0415  slow, and needed here only

        # argostranslate.tokenizer alone creates no folders, unlike argostranslate.settings.
        from argostranslate.tokenizer import BPETokenizer, SentencePieceTokenizer  # noqa: PLC0415

        tokenizer = (
            SentencePieceTokenizer(info.tokenizer_file)
            if info.tokenizer == "sentencepiece"
            else BPETokenizer(info.tokenizer_file, SOURCE, TARGET)
        )
        translator = ctranslate2.Translator(str(info.model_dir), compute_type="int8", intra_threads=1)
        result = translator.translate_batch([tokenizer.encode("Xin chào.")], beam_size=1, max_decoding_length=16)
        tokenizer.decode(result[0].hypotheses[0])
    except Exception as error:  # noqa: BLE001  whatever a broken model makes them raise
        text = " ".join(str(error).split()) or type(error).__name__
        raise ModelError(_("the model cannot be loaded: {text}").format(text=text)) from None


def _put_in_place(new: Path, target: Path, old: Path, *, force: bool) -> None:
    if not force or not os.path.lexists(target):
        try:
            new.rename(target)
        except OSError:
            _refuse_taken(target, force=False)  # Somebody was faster.
            raise
        return
    # The folder's name is kept so that, should we be killed in between, the next installation can undo it.
    old.mkdir()
    aside = old / target.name
    target.rename(aside)
    try:
        new.rename(target)
    except BaseException:
        aside.rename(target)
        raise


@contextlib.contextmanager
def _workspace(packages: Path) -> Iterator[Path]:
    """A folder to work in, on the file system of the packages folder; gone afterwards."""
    packages = packages.resolve()
    # Beside, not in it: Argos Translate takes every folder in there for a package.
    beside = packages.parent
    same_device = beside.stat().st_dev == packages.stat().st_dev
    parent = beside if same_device and os.access(beside, os.W_OK | os.X_OK) else packages
    for folder in (beside, packages):
        _clear_abandoned(folder, packages)
    work = Path(tempfile.mkdtemp(prefix=WORK_PREFIX, dir=parent))
    try:
        with (work / "lock").open("w") as lock:
            try_lock(lock)
            if parent == packages:
                # No other place, then: a package of a kind that Argos Translate lists and leaves alone.
                (work / METADATA).write_text(json.dumps({"type": "unfinished"}), encoding="utf-8")
            yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _clear_abandoned(folder: Path, packages: Path) -> None:
    """Delete what killed installations left; first give back a package that one had put aside."""
    try:
        leftovers = [path for path in folder.iterdir() if path.name.startswith(WORK_PREFIX) and path.is_dir()]
    except OSError:
        return
    for work in leftovers:
        with contextlib.suppress(OSError):
            if not _is_abandoned(work):
                continue
            for aside in (work / "old").iterdir() if (work / "old").is_dir() else ():
                if not os.path.lexists(packages / aside.name):
                    aside.rename(packages / aside.name)
            shutil.rmtree(work, ignore_errors=True)


def _is_abandoned(work: Path) -> bool:
    """Whether nobody works there any more: a live installation holds the lock."""
    # Where locks do not exist (Windows), or the lock was not made yet, only age can tell.
    if os.name == "nt" or not (work / "lock").exists():
        return time.time() - work.stat().st_mtime > _ABANDONED_AFTER
    with (work / "lock").open("r+") as lock:
        return try_lock(lock)
