"""``vietgloss glossary edit``."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vietgloss.cli.glossary_options import complete_names, section_options, the_entry
from vietgloss.cli.options import CONTEXT, load_glossary, say
from vietgloss.errors import GlossaryError, UsageError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from vietgloss.glossary.find import Entry
    from vietgloss.glossary.plain import Section
    from vietgloss.glossary.store import TextFile

# How editors are told a line; {line} and {file} are filled in. The names are those of the programs.
_AT_LINE = {
    "code": ["--wait", "--goto", "{file}:{line}"],
    "codium": ["--wait", "--goto", "{file}:{line}"],
    "subl": ["--wait", "{file}:{line}"],
    "hx": ["{file}:{line}"],
    "kate": ["--block", "--line", "{line}", "{file}"],
    "gedit": ["--wait", "+{line}", "{file}"],
    "notepad": ["{file}"],
    "open": ["-W", "-n", "-t", "{file}"],
}
_USUAL = ["+{line}", "{file}"]  # vi, vim, nvim, nano, emacs, micro, joe, ne, mcedit
_FALLBACKS = ("sensible-editor", "nano", "vim", "vi")


@click.command(context_settings=CONTEXT)
@click.argument("name", required=False, shell_complete=complete_names)
@section_options
@click.option("--file", metavar="FILE", help="Open this glossary file; without NAME, at its top.")
@click.option("--user", is_flag=True, help="Open your own glossary for all work.")
def edit(name: str | None, section: Section | None, file: str | None, user: bool) -> None:
    """Open the editor at an entry, and check the file before it is taken over.

    The editor is $VISUAL, else $EDITOR. You work on a copy: a file that is wrong never takes the place of a right one.
    If it is wrong, you are asked whether to go back in.
    """
    from vietgloss.cli.glossary_options import with_file
    from vietgloss.glossary.own import editable, file_for_new

    line, text = 1, None
    path = Path(file) if file else None
    if name is not None:
        entry = the_entry(load_glossary(with_file((), file)), name, section, file)
        if editable(entry):
            path, line = Path(entry.origin.path), entry.origin.line
        else:
            path = file_for_new(user=user)
            text, line = _with_copy(entry, path)
    path = path or file_for_new(user=user)
    _edit(path, line, text)


def _with_copy(entry: Entry, path: Path) -> tuple[str, int]:
    """Return the text of the user's own file with a shipped entry in it, and the entry's line."""
    from vietgloss.glossary.plain import record_of
    from vietgloss.glossary.source import Edit

    own = Edit(_text_of(path), str(path))
    record = record_of(entry)
    own.add([record])
    say(_("{origin} comes with vietgloss; your own copy will stand over it").format(origin=entry.origin))
    return own.text, own.line_of(record.key)


def _text_of(path: Path) -> str:
    from vietgloss.glossary.filetext import bytes_of, decode

    return decode(bytes_of(path, str(path)), str(path)) if path.exists() else ""


def _edit(path: Path, line: int, offered: str | None) -> None:
    """Have a file edited and take it over; ``offered`` is a text to begin with that is not in the file yet."""
    from vietgloss.glossary.load import parse
    from vietgloss.glossary.store import BOM, decode, rewriting

    before = _text_of(path)
    first = before if offered is None else offered
    folder = Path(tempfile.mkdtemp(prefix="vietgloss-"))
    copy = folder / path.name
    try:
        copy.write_bytes(first.encode("utf-8"))
        while True:
            _run(copy, line)
            after = ""
            try:
                after = decode(copy.read_bytes(), str(path))
                parse(after.removeprefix(BOM), str(path))
            except GlossaryError as error:
                say(_("error: {error}").format(error=error))
                if _back_in():
                    line = error.line or line
                    continue
                say(_("nothing was changed; what you typed is in {copy}").format(copy=copy))
                folder = Path()
                return
            break
        if after == first:
            say(_("nothing was changed"))
            return
        with rewriting(path, create=True) as file:
            _take_over(file, before, after, copy)
        say(_("{path} written").format(path=path))
    finally:
        if folder != Path():
            shutil.rmtree(folder, ignore_errors=True)


def _take_over(file: TextFile, before: str, after: str, copy: Path) -> None:
    if file.text != before:
        kept = file.path.with_name(file.path.name + ".edited")
        shutil.copyfile(copy, kept)
        raise UsageError(
            _("{path} was changed by another meanwhile").format(path=file.path),
            remedy=_("what you typed is in {kept}").format(kept=kept),
        )
    file.text = after


def _back_in() -> bool:
    if not sys.stdin.isatty() and not os.environ.get("VIETGLOSS_ASK"):
        return False
    return click.confirm(_("Go back into the editor?"), default=True, err=True)


def _run(path: Path, line: int) -> None:
    command = _editor()
    name = Path(command[0]).stem.lower()
    arguments = [part.format(file=path, line=line) for part in _AT_LINE.get(name, _USUAL)]
    if name in ("code", "codium", "subl") and "--wait" in command:
        arguments.remove("--wait")
    try:
        code = subprocess.run([*command, *arguments], check=False).returncode  # noqa: S603  # the user's own editor
    except OSError as error:
        raise UsageError(f"{command[0]}: {(error.strerror or str(error)).lower()}", remedy=_("set EDITOR")) from error
    if code:
        raise UsageError(_("the editor ended with code {code}").format(code=code), remedy=_("nothing was changed"))


def _editor() -> list[str]:
    for variable in ("VISUAL", "EDITOR"):
        if chosen := os.environ.get(variable, "").strip():
            try:
                return shlex.split(chosen, posix=os.name != "nt")
            except ValueError as error:
                raise UsageError(
                    _("{variable} cannot be read: {error}").format(variable=variable, error=str(error).lower()),
                    remedy=_("set {variable}").format(variable=variable),
                ) from error
    if sys.platform == "win32":
        return ["notepad"]
    for name in _FALLBACKS:
        if shutil.which(name):
            return [name]
    raise UsageError(_("no editor is known"), remedy=_("set EDITOR, for example: export EDITOR=nano"))
