"""Where translations are written to."""

from __future__ import annotations

import os
from pathlib import Path

from vietgloss.errors import OutputError, UsageError

_SUFFIX = {"json": ".json", "bilingual": ".txt"}


def plan(paths: tuple[str, ...], output: str | None, form: str) -> dict[str, str] | None:
    """Return the output file of each input, or None if all goes to standard output.

    Args:
        paths: The inputs.
        output: A file, or a folder: one that exists, a name that ends in ``/``, or several inputs make it one.
        form: The format, which gives the suffix in a folder.

    Raises:
        UsageError: If two inputs would become one output.
        OutputError: If the folder cannot be made, or an output would replace an input.

    Nothing is made here: a call that fails for another reason leaves no trace.
    """
    if output is None or output == "-":
        return None
    folder = len(paths) > 1 or output.endswith(("/", os.sep)) or Path(output).is_dir()
    if not folder:
        targets = {paths[0]: output}
    else:
        base = _common([p for p in paths if p != "-"])
        targets = {p: str(Path(output) / _name(p, base, form)) for p in paths}
    doubles = {t for t in targets.values() if list(targets.values()).count(t) > 1}
    if doubles:
        raise UsageError(f"two inputs would both be written to {min(doubles)}", remedy="translate them one by one")
    sources = [Path(p) for p in paths if p != "-" and Path(p).exists()]
    for target in targets.values():
        if Path(target).exists() and any(source.samefile(target) for source in sources):
            raise OutputError("would replace a source", where=target, remedy="choose another output")
        if folder:
            _check_folder(Path(target).parent)
        elif not Path(target).parent.is_dir():
            where = str(Path(target).parent)
            raise OutputError("the folder does not exist", where=where, remedy="make it first, or end OUT with a /")
    return targets


def make_folder(target: str) -> None:
    """Make the folder of an output file.

    Raises:
        OutputError: If that is not possible.
    """
    folder = Path(target).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        raise OutputError(f"the folder cannot be made: {problem}", where=str(folder)) from error


def _check_folder(folder: Path) -> None:
    there = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    if not there.is_dir():
        raise OutputError("is a file, not a folder", where=str(there), remedy="choose another output")
    if not os.access(there, os.W_OK):
        raise OutputError("the folder cannot be written to", where=str(there), remedy="choose another output")


def _common(paths: list[str]) -> str:
    """Return the deepest folder that holds all inputs, so that equal names in different folders stay apart."""
    parents = [os.path.dirname(os.path.abspath(p)) for p in paths]  # noqa: PTH100,PTH120  # no symlinks followed
    return os.path.commonpath(parents) if parents else ""


def _name(path: str, base: str, form: str) -> str:
    if path == "-":
        return "stdin" + _SUFFIX.get(form, ".txt")
    relative = Path(os.path.relpath(path, base))
    return str(relative.with_suffix(_SUFFIX[form]) if form in _SUFFIX else relative)
