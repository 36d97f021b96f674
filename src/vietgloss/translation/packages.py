"""Where translation models are, what each one is, and which one ``--model`` means.

A model is an Argos Translate package: a folder with ``metadata.json``, a CTranslate2 model in ``model/`` and
a tokenizer. The built-in ones lie beside this file; the others lie where Argos Translate keeps its own, so
that both programs see the same packages. Nothing here opens a socket or loads a model.
"""

from __future__ import annotations

import contextlib
import difflib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vietgloss.errors import ModelError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SOURCE = "vi"
TARGET = "en"
DEFAULT_MODEL = "starter"
BUILTIN_DIR = Path(__file__).parent / "builtin"
METADATA = "metadata.json"
MODEL_BIN = "model/model.bin"
# In the order in which Argos Translate prefers them.
TOKENIZERS: Mapping[str, str] = {"sentencepiece": "sentencepiece.model", "bpe": "bpe.model"}
# Folders of installations under way; see install.py.
WORK_PREFIX = ".vietgloss-install-"
_METADATA_LIMIT = 1 << 20


@dataclass(frozen=True)
class PinnedModel:
    """A public package that is installed by a short name, known to the byte.

    Attributes:
        folder: Name of its folder once installed.
        url: Where it is downloaded from.
        size: Size of the download in bytes.
        sha256: Sum of the download, 64 hexadecimal digits.
        licence: Licence and origin, for the person who installs it.
    """

    folder: str
    url: str
    size: int
    sha256: str
    licence: str


PINNED: Mapping[str, PinnedModel] = {
    "opus": PinnedModel(
        folder="translate-vi_en-1_9",
        url="https://argos-net.com/v1/translate-vi_en-1_9.argosmodel",
        size=65_895_840,
        sha256="ebd51b7189b13eccb9238a5777de1d343008c4c05284a8b89610242364433953",
        licence="CC-BY 4.0, an OPUS-MT model repackaged by Argos Open Technologies",
    )
}


@dataclass(frozen=True)
class PackageInfo:
    """One package, sound or not.

    Attributes:
        name: Name of its folder; what ``--model`` takes.
        path: Its folder.
        builtin: Whether it came with vietgloss.
        from_code: ISO 639 code of the language it reads; empty if unknown.
        to_code: ISO 639 code of the language it writes; empty if unknown.
        version: Version of the package as it states it; empty if it states none.
        size: Size of all its files in bytes.
        tokenizer: ``sentencepiece`` or ``bpe``; empty if it has neither.
        problem: Why it cannot be used, in one line; None if it is whole.
        is_default: Whether it is the model used when none is asked for.
    """

    name: str
    path: Path
    builtin: bool
    from_code: str
    to_code: str
    version: str
    size: int
    tokenizer: str
    problem: str | None
    is_default: bool

    @property
    def pair(self) -> str:
        """The languages, as in ``vi→en``; ``?`` stands for an unknown one."""
        return f"{self.from_code or '?'}→{self.to_code or '?'}"

    @property
    def usable(self) -> bool:
        """Whether it is whole and translates Vietnamese into English."""
        return self.problem is None and (self.from_code, self.to_code) == (SOURCE, TARGET)

    @property
    def model_dir(self) -> Path:
        """The folder to hand to ``ctranslate2.Translator``."""
        return self.path / "model"

    @property
    def tokenizer_file(self) -> Path:
        """The tokenizer's file; only for a package that has one."""
        return self.path / TOKENIZERS[self.tokenizer]


def packages_dirs() -> tuple[Path, ...]:
    """Folders searched for installed packages, as Argos Translate finds them; the first is installed into.

    ``$ARGOS_PACKAGES_DIR``, else ``ARGOS_PACKAGES_DIR`` in Argos Translate's ``settings.json``, else
    ``argos-translate/packages`` in the user's data folder. Argos Translate still reads the older
    ``$ARGOS_TRANSLATE_PACKAGE_DIR`` but no longer looks there, hence neither do we.

    Raises:
        ModelError: If there is no home folder to look in.
    """
    # Not taken from argostranslate.settings: importing that creates five folders.
    chosen = os.environ.get("ARGOS_PACKAGES_DIR") or _from_argos_settings()
    if chosen:
        return (Path(chosen),)
    return (user_dir("XDG_DATA_HOME", ".local/share") / "argos-translate" / "packages",)


def user_dir(variable: str, default: str) -> Path:
    """One of the user's base folders.

    Args:
        variable: Environment variable that names it, such as ``XDG_DATA_HOME``; empty counts as unset.
        default: Where it is otherwise, relative to the home folder.

    Raises:
        ModelError: If there is no home folder.
    """
    value = os.environ.get(variable)
    if value:
        return Path(value)
    try:
        return Path.home() / default
    except RuntimeError:
        raise ModelError(
            _("this user has no home folder to look for models in"),
            remedy=_("set HOME, {variable} or ARGOS_PACKAGES_DIR").format(variable=variable),
        ) from None


def _from_argos_settings() -> str | None:
    path = user_dir("XDG_CONFIG_HOME", ".config") / "argos-translate" / "settings.json"
    try:
        settings = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None  # Argos Translate goes on with its defaults, too.
    value = settings.get("ARGOS_PACKAGES_DIR") if isinstance(settings, dict) else None
    return value if isinstance(value, str) else None


def list_packages() -> tuple[PackageInfo, ...]:
    """All packages, the built-in ones first, each group by name; broken ones say what is wrong.

    Raises:
        ModelError: If the packages folder is there but cannot be read.
    """
    found = [describe(path, builtin=True) for path in _folders(BUILTIN_DIR)]
    for root in packages_dirs():
        found += [describe(path) for path in _folders(root)]
    return tuple(found)


def find(name_or_path: str | None = None) -> PackageInfo:
    """The package that a name or a path means, usable or not.

    Args:
        name_or_path: Name of a built-in or installed package, a short name such as ``opus``, or the path of
            a package's folder. A name wins over a folder of that name in the current folder. None means
            the default.

    Raises:
        ModelError: If there is no such package; the text says which there are.
    """
    wanted = DEFAULT_MODEL if name_or_path is None else name_or_path
    if is_plain_name(wanted):
        # The built-in ones first, so that nothing installed can stand in for them.
        if os.path.isdir(BUILTIN_DIR / wanted):  # noqa: PTH112  Path.is_dir raises for a name that is too long
            return describe(BUILTIN_DIR / wanted, builtin=True)
        names = [wanted, PINNED[wanted].folder] if wanted in PINNED else [wanted]
        for root in packages_dirs():
            for name in names:
                if os.path.isdir(root / name):  # noqa: PTH112  same
                    return describe(root / name)
    path = Path(os.path.expanduser(wanted))  # noqa: PTH111  Path.expanduser raises for an unknown user
    if wanted and os.path.isdir(path):  # noqa: PTH112  as above
        return describe(path, builtin=path.resolve().parent == BUILTIN_DIR.resolve())
    raise _unknown(wanted)


def resolve(name_or_path: str | None = None) -> PackageInfo:
    """The package that ``--model`` means, checked to be whole and to translate Vietnamese into English.

    Args:
        name_or_path: As for `find`.

    Raises:
        ModelError: If there is no such package, a part of it is missing, or it is for other languages.
    """
    info = find(name_or_path)
    if info.problem is not None:
        raise ModelError(info.problem, where=str(info.path), remedy=_("vietgloss model list shows the others"))
    if not info.usable:
        raise ModelError(
            _("this model translates {pair}, and vietgloss needs {source}→{target}").format(
                pair=info.pair, source=SOURCE, target=TARGET
            ),
            where=str(info.path),
        )
    return info


def describe(path: Path, *, builtin: bool = False) -> PackageInfo:
    """What a folder holds; never raises, a defect becomes `PackageInfo.problem`.

    Args:
        path: The folder.
        builtin: Whether it came with vietgloss.
    """
    metadata: dict[str, Any] = {}

    def exists(part: str) -> bool:
        return os.path.isfile(path / part)  # noqa: PTH113  Path.is_file raises where the folder is closed to us

    missing = missing_parts(exists)
    problems = [_("lacks {missing}").format(missing=", ".join(missing))] if missing else []
    if METADATA not in missing:
        try:
            metadata = read_metadata(path)
        except ModelError as error:
            problems.append(error.problem)
        else:
            problems += filter(None, [kind_problem(metadata)])
    name = path.name if path.name not in ("", "..") else path.resolve().name
    return PackageInfo(
        name=name,
        path=path,
        builtin=builtin,
        from_code=_text(metadata.get("from_code")),
        to_code=_text(metadata.get("to_code")),
        version=_text(metadata.get("package_version")),
        size=_size(path),
        tokenizer=next((kind for kind, part in TOKENIZERS.items() if exists(part)), ""),
        problem="; ".join(problems) or None,
        is_default=builtin and name == DEFAULT_MODEL,
    )


def read_metadata(path: Path) -> dict[str, Any]:
    """The contents of a package's ``metadata.json``.

    Args:
        path: The package's folder.

    Raises:
        ModelError: If it cannot be read or is not a JSON object.
    """
    try:
        with (path / METADATA).open("rb") as file:
            return parse_metadata(file.read(_METADATA_LIMIT + 1))
    except OSError as error:
        raise ModelError(
            _("{metadata} cannot be read: {strerror}").format(metadata=METADATA, strerror=error.strerror),
            where=str(path),
        ) from None


def parse_metadata(raw: bytes) -> dict[str, Any]:
    """The JSON object in the bytes of a ``metadata.json``.

    Raises:
        ModelError: If it is not a JSON object in UTF-8, or longer than 1 MiB.
    """
    if len(raw) > _METADATA_LIMIT:
        raise ModelError(
            _("{metadata} is larger than {metadata_limit} bytes").format(
                metadata=METADATA, metadata_limit=_METADATA_LIMIT
            )
        )
    try:
        metadata = json.loads(raw)
    except (ValueError, RecursionError):
        raise ModelError(_("{metadata} is not valid JSON").format(metadata=METADATA)) from None
    if not isinstance(metadata, dict):
        raise ModelError(_("{metadata} is not a JSON object").format(metadata=METADATA))
    return metadata


def kind_problem(metadata: Mapping[str, Any]) -> str:
    """Why a package with this metadata is no translation model of any pair; empty if it is one."""
    kind = metadata.get("type", "translate")
    if kind != "translate":
        return _("is a package of type {kind!r}, not a translation model").format(kind=kind)
    missing = [key for key in ("from_code", "to_code") if not _text(metadata.get(key))]
    return (
        _("{file} does not state {missing}").format(file=METADATA, missing=_(" and ").join(missing)) if missing else ""
    )


def missing_parts(exists: Callable[[str], bool]) -> list[str]:
    """The parts that a package must have and this one lacks.

    Args:
        exists: Tells whether the package has a file of this relative path.
    """
    missing = [part for part in (METADATA, MODEL_BIN) if not exists(part)]
    if not any(exists(part) for part in TOKENIZERS.values()):
        missing.append(_("a tokenizer ({names})").format(names=_(" or ").join(TOKENIZERS.values())))
    return missing


def is_plain_name(name: str) -> bool:
    """Whether this can be the name of a folder, and is not a path."""
    return name not in ("", ".", "..") and not any(mark in name for mark in "/\\\0")


def _folders(root: Path) -> list[Path]:
    try:
        paths = sorted(path for path in root.iterdir() if os.path.isdir(path))  # noqa: PTH112
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ModelError(
            _("the packages folder cannot be read: {strerror}").format(strerror=error.strerror), where=str(root)
        ) from None
    return [path for path in paths if not path.name.startswith(WORK_PREFIX)]


def _size(path: Path) -> int:
    total = 0
    for folder, _rest, names in os.walk(path):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(folder, name)).st_size  # noqa: PTH118  cheaper
    return total


def _text(value: object) -> str:
    return str(value) if isinstance(value, (str, int, float)) else ""


def _unknown(wanted: str) -> ModelError:
    if not is_plain_name(wanted):
        remedy = _("give the folder of an Argos package, or a name that vietgloss model list shows")
        if wanted.endswith(".argosmodel"):
            remedy = _("install it first: vietgloss model install {wanted}").format(wanted=wanted)
        return ModelError(_("there is no model folder {wanted!r}").format(wanted=wanted), remedy=remedy)
    if wanted in PINNED:
        return ModelError(
            _("the model {wanted!r} is not installed").format(wanted=wanted),
            remedy=_("vietgloss model install {wanted} downloads it ({size:.0f} MB)").format(
                wanted=wanted, size=PINNED[wanted].size / 1e6
            ),
        )
    if wanted.endswith(".argosmodel"):
        return ModelError(
            _("{wanted!r} is a file to install").format(wanted=wanted),
            remedy=_("vietgloss model install {wanted}").format(wanted=wanted),
        )
    names = [info.name for info in list_packages() if info.usable]
    close = difflib.get_close_matches(wanted, [*names, *PINNED], n=1)
    hint = _("; did you mean {close!r}?").format(close=close[0]) if close else ""
    return ModelError(
        _("there is no model {wanted!r}{hint}").format(wanted=wanted, hint=hint),
        remedy=f"there are: {', '.join(names) or 'none'}; another is installed by: vietgloss model install "
        "FILE, URL or opus",
    )
