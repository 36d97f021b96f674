"""Which files a run translates, and where each translation goes. Nothing is made here."""

from __future__ import annotations

import contextlib
import glob
import os
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from vietgloss.documents import suffix_of, suffixes
from vietgloss.errors import InputError, OutputError, UsageError
from vietgloss.i18n import _

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
        errors: Why folders and patterns hold nothing to translate, a line each.
    """

    jobs: tuple[Job, ...]
    together: str | None = None
    folder: str | None = None
    passed_over: int = 0
    errors: tuple[str, ...] = ()


def plan(paths: Iterable[str], output: str | None, form: Form) -> Plan:
    """Find the documents of a run and the place of each translation.

    Args:
        paths: Files, folders (all that is in them, at any depth), patterns such as ``news/**/*.docx``, or ``-``.
        output: A file, or a folder: one that exists, a name that ends in ``/``, or several inputs make it one, unless
            the form can hold several documents and the name has the form's suffix. None for standard output.
        form: The form of the translations.

    Raises:
        InputError: If there is nothing to translate at all, since a folder or a pattern holds nothing.
        UsageError: If two inputs would become one output.
        OutputError: If the folder cannot be made, or an output would replace an input.
    """
    names: dict[str, str] = {}
    errors: list[InputError] = []
    passed_over = 0
    many = False
    for path in dict.fromkeys(paths):
        try:
            own, others, is_many = _inside(path, output)
        except InputError as error:
            errors.append(error)
            continue
        for source, name in own:
            names.setdefault(source, name)
        passed_over += others
        many = many or is_many
    if errors and not names:
        raise errors[0]
    found = list(names.items())
    return replace(_laid_out(found, output, form, many=many), passed_over=passed_over, errors=tuple(map(str, errors)))


def _laid_out(found: list[tuple[str, str]], output: str | None, form: Form, *, many: bool) -> Plan:
    """Return where the translation of each file goes; the files are given with their names below what was named."""
    sources = [source for source, _ in found]
    if output is None or output == STDIN:
        return Plan(tuple(Job(source, None) for source in sources))
    is_folder = output.endswith(("/", os.sep)) or os.path.isdir(output)  # noqa: PTH112  # Path raises for a long name
    if form.together and not is_folder and suffix_of(output) == form.suffix:
        _check_file(output, sources)
        return Plan(tuple(Job(source, None) for source in sources), together=output)
    if len(sources) == 1 and not is_folder and not many:
        _check_file(output, sources)
        return Plan((Job(sources[0], output),))
    names = [(source, name, _renamed(name, form)) for source, name in _named(found)]
    often = Counter(new for _, _, new in names)
    # tin.docx and tin.pdf would both be tin.html: they become tin.docx.html and tin.pdf.html.
    jobs = tuple(
        Job(source, str(Path(output) / (new if often[new] == 1 or new == name else name + suffix_of(new))))
        for source, name, new in names
    )
    _check_folder_of(jobs, output)
    return Plan(jobs, folder=output)


def _inside(path: str, output: str | None) -> tuple[list[tuple[str, str]], int, bool]:
    """Return the files that a path stands for, each with its name below that path, and how many others there are."""
    if not path:  # an empty variable of a script
        raise InputError(_("no such file"), remedy=_("check the path"), where="''")
    if path == STDIN:
        return [(STDIN, "stdin.txt")], 0, False
    if os.path.isdir(path):  # noqa: PTH112  # Path raises for a name that is too long
        files = list(_walk(path, output))
        inside = [p for p in files if suffix_of(p) in suffixes()]
        if not inside:
            raise InputError(
                _("no file in it is of a known format"), remedy=_("name files, or another folder"), where=path
            )
        return [(p, os.path.relpath(p, path)) for p in inside], len(files) - len(inside), True
    if not os.path.lexists(path) and glob.has_magic(path):
        matches = sorted(_matches(path, output))
        if not matches:
            raise InputError(_("no file fits this pattern"), remedy=_("check the pattern"), where=path)
        base = _fixed_part(path)
        return [(p, os.path.relpath(p, base)) for p in matches], 0, True
    return [(path, "")], 0, False


def _walk(folder: str, output: str | None) -> Iterator[str]:
    """Give all files in a folder, by name; links to folders are not followed, and the output is left out."""
    kept_out = _real(output)
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and os.path.realpath(Path(place, name)) != kept_out
        )
        for name in sorted(files):
            if name.startswith((".", "~$")):  # hidden ones, and the locks of word processors
                continue
            path = str(Path(place, name))
            if kept_out is None or os.path.realpath(path) != kept_out:
                yield path


def _matches(pattern: str, output: str | None) -> Iterator[str]:
    """Give all files that fit a pattern, but for those in the output folder; ``**`` follows no links to folders."""
    if "**" in Path(pattern).parts:  # glob would go in circles
        base = _fixed_part(pattern)
        wanted = Path(os.path.relpath(pattern, base)).parts
        yield from (p for p in _walk(base, output) if _fits(Path(os.path.relpath(p, base)).parts, wanted))
        return
    kept_out = _real(output)
    for path in glob.iglob(pattern):  # noqa: PTH207  # Path.glob takes no absolute pattern
        real = os.path.realpath(path)
        in_it = kept_out is not None and (real == kept_out or real.startswith(kept_out + os.sep))
        if os.path.isfile(path) and not in_it:  # noqa: PTH113  # Path raises for a name that is too long
            yield path


def _fits(parts: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Tell whether the parts of a path fit those of a pattern; ``**`` stands for any number of them."""
    if not wanted:
        return not parts
    if wanted[0] == "**":
        return any(_fits(parts[n:], wanted[1:]) for n in range(len(parts) + 1))
    return bool(parts) and fnmatch(parts[0], wanted[0]) and _fits(parts[1:], wanted[1:])


def _real(output: str | None) -> str | None:
    return os.path.realpath(output) if output and output != STDIN else None


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
    _check_not_source(output, _identities(sources))
    parent = Path(output).parent
    if not parent.is_dir():
        raise OutputError(
            _("the folder does not exist"), where=str(parent), remedy=_("make it first, or end OUT with a /")
        )


def _check_folder_of(jobs: tuple[Job, ...], output: str) -> None:
    seen: set[str] = set()
    checked: set[Path] = set()
    ignored = _ignores_case(output)
    for job in jobs:
        target = os.path.normcase(job.target or "")
        target = unicodedata.normalize("NFC", target.casefold()) if ignored else target
        if target in seen:
            remedy = _("translate them one by one, or into a form that keeps them apart")
            raise UsageError(_("two inputs would both be written to {target}").format(target=job.target), remedy=remedy)
        seen.add(target)
    sources = _identities(job.source for job in jobs)
    for job in jobs:
        _check_not_source(job.target or "", sources)
        parent = Path(job.target or "").parent
        if parent not in checked:
            checked.add(parent)
            _check_folder(parent)


def _identities(paths: Iterable[str]) -> set[tuple[int, int]]:
    """Return what tells the files of these paths from all others, whatever they are called."""
    found = set()
    for path in paths:
        with contextlib.suppress(OSError, ValueError):  # what cannot be looked at is told when it is read
            status = os.stat(path)  # noqa: PTH116  # a Path for each of thousands is slow
            found.add((status.st_dev, status.st_ino))
    return found


def _check_not_source(target: str, sources: set[tuple[int, int]]) -> None:
    """Refuse to replace what is translated: only a file that is there already can be one of the sources."""
    if _identities([target]) & sources:
        raise OutputError(_("would replace a source"), where=target, remedy=_("choose another output"))


def _ignores_case(output: str) -> bool:
    """Tell whether ``A.txt`` and ``a.txt`` are one file in a folder, as on macOS and Windows."""
    there = next(p for p in (Path(output), *Path(output).absolute().parents) if os.path.lexists(p))
    other = there.with_name(there.name.swapcase()) if there.name else there
    with contextlib.suppress(OSError):
        return other.name != there.name and there.samefile(other)
    return False


def _check_folder(folder: Path) -> None:
    there = next(p for p in (folder, *folder.absolute().parents) if os.path.exists(p))  # noqa: PTH110  # as above
    if not there.is_dir():
        raise OutputError(_("is a file, not a folder"), where=str(there), remedy=_("choose another output"))
    if not os.access(there, os.W_OK):
        raise OutputError(_("the folder cannot be written to"), where=str(there), remedy=_("choose another output"))
