"""Reading glossary files and laying the layers over one another."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from vietgloss.errors import GlossaryError
from vietgloss.folders import config_folder
from vietgloss.glossary import cache
from vietgloss.glossary.filetext import bytes_of, decode
from vietgloss.glossary.model import Glossary
from vietgloss.glossary.schema import Reader
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

SUFFIXES = (".yaml", ".yml")
_BRACKETS = re.compile(r"[\[\]{}]")
_DASHES = re.compile(r"(?:- ){20}|(?:\? ){20}")
_SLOT_FIRST = re.compile(r"(?:^|[:,\[-])\s*\{[A-Za-z]+(?::[a-z]+)?\}")
_SUSPICIOUS = 20
_PIECE = 100_000
MOST_PARTS = 500_000
"""Keys and texts in one file; 10,000 rich entries have about 250,000."""
PROJECT_FOLDER = "glossary"
YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's parser is about ten times as fast
# Values are read as text, so nobody asks whether one looks like a number; that took a fifth of the composing.
_NODES: Any = type("_Nodes", (YAML_LOADER,), {"resolve": lambda *_rest: ""})


def load(paths: Iterable[str | Path], *, shipped: bool, user: bool, project: str | Path | None = None) -> Glossary:
    """Read the layers in order; see :meth:`Glossary.load`.

    Raises:
        GlossaryError: If a file is missing, unreadable or wrong.
    """
    files: dict[str, tuple[Path, str]] = {}

    def take(place: Path, layer: str) -> None:
        for file in files_in(place):
            real = os.path.realpath(file)
            files.pop(real, None)  # a file named twice counts in its later layer
            files[real] = (file, layer)

    if shipped:
        take(shipped_folder(), "shipped")
    own = user_folder() if user else None
    if own is not None and own.is_dir():
        take(own, "user")
    if project is not None and Path(project).is_dir() and not _is_shipped(Path(project), shipped):
        take(Path(project), "project")
    for path in paths:
        if Path(path).is_dir() and not files_in(Path(path)):
            raise GlossaryError(_("no *.yaml file in this folder"), path=str(path), remedy=_("check the path"))
        take(Path(path), "given")
    with cache.without_collection():
        return Glossary.merge([read_file(file, layer) for file, layer in files.values()])


def _is_shipped(folder: Path, shipped: bool) -> bool:
    """Tell whether a project's folder is the shipped one, as in a checkout of vietgloss: it has been read then."""
    return shipped and os.path.realpath(folder) == os.path.realpath(shipped_folder())


def parse(yaml_text: str, name: str, layer: str = "given") -> Glossary:
    """Read one glossary from YAML text; ``name`` stands for the file in messages.

    Raises:
        GlossaryError: If the text is not YAML or not a glossary.
    """
    kept = cache.read(yaml_text, name, layer)
    if kept is not None:
        return kept
    with cache.without_collection():
        glossary = _parse(yaml_text, name, layer)
    cache.keep(yaml_text, glossary)
    return glossary


def _parse(text: str, name: str, layer: str) -> Glossary:
    return Reader(name, layer).glossary(compose(text, name))


def compose(text: str, name: str) -> yaml.Node | None:
    """Return the top node of a glossary's YAML, or None for an empty one; the tags of plain scalars stay empty.

    Raises:
        GlossaryError: If the text is not YAML, too much, or nested so deeply that composing it could end the process.
    """
    _refuse_masses(text, name)
    _refuse_depth(text, name)
    try:
        root: yaml.Node | None = yaml.compose(text, Loader=_NODES)
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error, text, name) from error
    except yaml.YAMLError as error:
        problem = str(error).splitlines()[0]
        raise GlossaryError(
            _("not YAML: {problem}").format(problem=problem), path=name, remedy=_("save the file as UTF-8 text")
        ) from error
    except RecursionError as error:
        raise GlossaryError(
            _("nested too deeply"), path=name, remedy=_("a glossary needs three levels at most")
        ) from error
    return root


def _refuse_masses(text: str, name: str) -> None:
    """Refuse what would fill the memory: each key and each text becomes an object of half a kilobyte."""
    if len(text) > MOST_PARTS and 2 * text.count(":") + sum(map(text.count, (",", "- ", "? "))) > MOST_PARTS:
        problem = _("more than {most_parts:,} keys and texts").format(most_parts=MOST_PARTS)
        raise GlossaryError(problem, path=name, remedy=_("is it a glossary? if so, divide it into several files"))


def _refuse_depth(text: str, name: str) -> None:
    """Refuse hostile nesting before libyaml's composer meets it, which would end the whole process."""
    if not _seems_deep(text):
        return
    depth = 0
    try:
        for event in yaml.parse(text, Loader=YAML_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _SUSPICIOUS:
                line = event.start_mark.line + 1 if event.start_mark else 0
                remedy = _("a glossary needs four levels at most")
                raise GlossaryError(_("nested too deeply"), path=name, line=line, remedy=remedy)
    except yaml.YAMLError:
        return  # said better by the one who reads it


def _seems_deep(text: str) -> bool:
    depth = 0
    for start in range(0, len(text), _PIECE):
        for bracket in _BRACKETS.findall(text, start, start + _PIECE):
            depth += 1 if bracket in "[{" else -1
            if depth >= _SUSPICIOUS:
                return True
    return bool(_DASHES.search(text))


def read_file(path: Path, layer: str = "given") -> Glossary:
    """Read one glossary file.

    Raises:
        GlossaryError: If it is missing, unreadable, not UTF-8 or wrong.
    """
    name = shown(path)
    return parse(decode(bytes_of(path, name), name).lstrip("\ufeff"), name, layer)


def shipped_folder() -> Path:
    """Return the folder of the shipped glossary: inside an installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_shipped" / "glossary"
    return installed if installed.is_dir() else package.parents[1] / "glossary"


def user_folder() -> Path | None:
    """Return the folder of the user's own glossary files, whether or not it exists; None without a home folder.

    ``$VIETGLOSS_CONFIG_DIR/glossary``, else the platform's usual place for settings.
    """
    try:
        return config_folder() / "glossary"
    except RuntimeError:  # Path.home() where nobody is at home
        return None


def files_in(place: Path) -> list[Path]:
    """Return the glossary files of a folder in the order of their names, or the file itself."""
    if place.is_dir():
        return sorted(p for p in place.iterdir() if p.suffix in SUFFIXES and not p.name.startswith("."))
    return [place]


def shown(path: Path) -> str:
    """Return ``path`` as a user would type it: relative to the working folder where it lies below it."""
    try:
        return str(Path(os.path.realpath(path)).relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def _not_yaml(error: yaml.MarkedYAMLError, text: str, name: str) -> GlossaryError:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or error.context or _("not YAML")
    remedy = _("check the indentation and the quotes there")
    if mark is not None:
        lines = text.splitlines()
        line = lines[mark.line] if mark.line < len(lines) else ""
        if "\t" in line[: len(line) - len(line.lstrip())]:
            problem, remedy = _("a tab at the beginning of the line"), _("indent with spaces")
        elif "mapping values are not allowed" in problem:
            remedy = _("put a text that holds ': ' in quotes")
        elif _SLOT_FIRST.search(line):
            remedy = _("put a text that begins with '{' in quotes")
    return GlossaryError(
        _("not YAML: {problem}").format(problem=problem),
        path=name,
        line=mark.line + 1 if mark else 0,
        column=mark.column + 1 if mark else 0,
        remedy=remedy,
    )
