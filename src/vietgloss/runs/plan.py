"""Which files a run translates, and where each translation goes. Nothing is made here."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vietgloss.documents import suffix_of, suffixes
from vietgloss.errors import InputError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vietgloss.runs.forms import Form

STDIN = "-"
_OTHER_SUFFIX = {".pdf": ".txt"}
"""Formats that are read and not written, and what their translation is written as."""


@dataclass(frozen=True, slots=True)
class Job:
    """A document to translate: its path, and that of its translation; None for standard output."""

    source: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is to do.

    Attributes:
        jobs: The documents in order.
        together: The one file that all translations go into, if they do; the jobs' targets are None then.
        folder: The folder that they go into, if they do.
        passed_over: Files in folders that are of no known format.
    """

    jobs: tuple[Job, ...]
    together: str | None = None
    folder: str | None = None
    passed_over: int = 0


def plan(paths: Iterable[str], output: str | None, form: Form) -> Plan:
    """Find the documents of a run and the place of each translation.

    Args:
        paths: Files, folders (all that is in them, at any depth), patterns such as ``news/**/*.docx``, or ``-``.
        output: A file, or a folder: one that exists, a name that ends in ``/``, or several inputs make it one, unless
            the form can hold several documents and the name has the form's suffix. None for standard output.
        form: The form of the translations.

    Raises:
        InputError: If a folder or a pattern holds nothing to translate.
        UsageError: If two inputs would become one output.
        OutputError: If the folder cannot be made, or an output would replace an input.
    """
    found: list[tuple[str, str]] = []
    passed_over = 0
    many = False
    for path in dict.fromkeys(paths):
        own, others, is_many = _inside(path, output)
        found += [pair for pair in own if pair[0] not in {source for source, _ in found}]
        passed_over += others
        many = many or is_many
    sources = [source for source, _ in found]
    if output is None or output == STDIN:
        return Plan(tuple(Job(source, None) for source in sources), passed_over=passed_over)
    is_folder = output.endswith(("/", os.sep)) or Path(output).is_dir()
    if form.together and not is_folder and suffix_of(output) == form.suffix:
        _check_file(output, sources)
        return Plan(tuple(Job(source, None) for source in sources), together=output, passed_over=passed_over)
    if len(sources) == 1 and not is_folder and not many:
        _check_file(output, sources)
        return Plan((Job(sources[0], output),), passed_over=passed_over)
    jobs = tuple(Job(source, str(Path(output) / _renamed(name, form))) for source, name in _named(found))
    _check_folder_of(jobs)
    return Plan(jobs, folder=output, passed_over=passed_over)


def _inside(path: str, output: str | None) -> tuple[list[tuple[str, str]], int, bool]:
    """Return the files that a path stands for, each with its name below that path, and how many others there are."""
    if path == STDIN:
        return [(STDIN, "stdin.txt")], 0, False
    if Path(path).is_dir():
        inside = [p for p in _walk(path, output) if suffix_of(p) in suffixes()]
        others = sum(1 for p in _walk(path, output) if suffix_of(p) not in suffixes())
        if not inside:
            raise InputError("no file in it is of a known format", remedy="name files, or another folder", where=path)
        return [(p, os.path.relpath(p, path)) for p in inside], others, True
    if not os.path.lexists(path) and glob.has_magic(path):
        matches = sorted(p for p in glob.iglob(path, recursive=True) if Path(p).is_file())  # noqa: PTH207  # ** and []
        if not matches:
            raise InputError("no file fits this pattern", remedy="check the pattern", where=path)
        base = _fixed_part(path)
        return [(p, os.path.relpath(p, base)) for p in matches], 0, True
    return [(path, "")], 0, False


def _walk(folder: str, output: str | None) -> Iterator[str]:
    """Give all files in a folder, by name; links to folders are not followed, and the output folder is left out."""
    kept_out = os.path.realpath(output) if output and output != STDIN else None
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and os.path.realpath(Path(place, name)) != kept_out
        )
        for name in sorted(files):
            if not name.startswith((".", "~$")):  # hidden ones, and the locks of word processors
                yield str(Path(place, name))


def _fixed_part(pattern: str) -> str:
    """Return the folder of a pattern before its first sign that stands for something."""
    parts = Path(pattern).parts
    fixed = []
    for part in parts[:-1]:
        if glob.has_magic(part):
            break
        fixed.append(part)
    return str(Path(*fixed)) if fixed else "."


def _named(found: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Give each file the name that it gets in the output folder.

    Files of a folder keep their place below it; files that were named one by one, that below the deepest folder that
    holds all of them.
    """
    alone = [p for p, name in found if not name]
    parents = [os.path.dirname(os.path.abspath(p)) for p in alone]  # noqa: PTH100,PTH120  # no links followed
    base = os.path.commonpath(parents) if parents else ""
    for path, name in found:
        yield path, name or os.path.relpath(path, base)


def _renamed(name: str, form: Form) -> str:
    suffix = form.suffix or _OTHER_SUFFIX.get(suffix_of(name), "")
    return str(Path(name).with_suffix(suffix)) if suffix else name


def _check_file(output: str, sources: list[str]) -> None:
    _check_not_source(output, sources)
    parent = Path(output).parent
    if not parent.is_dir():
        raise OutputError("the folder does not exist", where=str(parent), remedy="make it first, or end OUT with a /")


def _check_folder_of(jobs: tuple[Job, ...]) -> None:
    seen: dict[str, str] = {}
    for job in jobs:
        target = os.path.normcase(job.target or "")
        if target in seen:
            remedy = "translate them one by one, or into a form that keeps them apart"
            raise UsageError(f"two inputs would both be written to {job.target}", remedy=remedy)
        seen[target] = job.source
    sources = [job.source for job in jobs]
    checked: set[Path] = set()
    for job in jobs:
        _check_not_source(job.target or "", sources)
        parent = Path(job.target or "").parent
        if parent not in checked:
            checked.add(parent)
            _check_folder(parent)


def _check_not_source(target: str, sources: list[str]) -> None:
    """Refuse to replace what is translated: only a file that is there already can be one of the sources."""
    if not Path(target).exists():
        return
    if any(Path(s).exists() and Path(s).samefile(target) for s in sources if s != STDIN):
        raise OutputError("would replace a source", where=target, remedy="choose another output")


def _check_folder(folder: Path) -> None:
    there = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    if not there.is_dir():
        raise OutputError("is a file, not a folder", where=str(there), remedy="choose another output")
    if not os.access(there, os.W_OK):
        raise OutputError("the folder cannot be written to", where=str(there), remedy="choose another output")
