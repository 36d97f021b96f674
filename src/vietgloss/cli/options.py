"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import contextlib
import importlib
import re
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vietgloss.cli.helping import in_language
from vietgloss.i18n import _, ngettext

CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 110}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

if TYPE_CHECKING:
    from collections.abc import Callable

    from vietgloss.glossary import Glossary

    _F = TypeVar("_F", bound=Callable[..., Any])


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called or listed.

    Args:
        commands_in: ``module:name`` of each command, by its name on the command line.
    """

    def __init__(self, *args: Any, commands_in: dict[str, str], **kwargs: Any) -> None:  # noqa: ANN401  # click's
        super().__init__(*args, **kwargs)
        self.commands_in = commands_in

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names of the commands."""
        return sorted(self.commands_in)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return a command, or None."""
        if cmd_name not in self.commands_in:
            return None
        module, _rest, name = self.commands_in[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return in_language(command)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help, in the language of the messages."""
        super(LazyGroup, in_language(self)).format_help(ctx, formatter)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage, in the language of the messages."""
        super(LazyGroup, in_language(self)).format_usage(ctx, formatter)


class ReaderGoneError(Exception):
    """Whoever reads our output has stopped reading, as ``| head`` does: no error of ours."""


def write_out(text: str, *, bom: bool = False) -> None:
    """Write a result to stdout as it is; a line end is added on a terminal only."""
    try:
        sys.stdout.write(("\ufeff" if bom else "") + text)
        if sys.stdout.isatty() and not text.endswith(("\n", "\r")):
            sys.stdout.write("\n")
        sys.stdout.flush()  # before what is said on stderr afterwards
    except BrokenPipeError as error:
        raise ReaderGoneError from error  # click would make an exit code 1 of it


def write_out_bytes(data: bytes, *, what: str) -> None:
    """Write a result to stdout as it is; on a terminal only if it is text.

    Args:
        data: The result.
        what: What it is, for the error.

    Raises:
        OutputError: If it is no text and stdout is a terminal.
    """
    if sys.stdout.isatty():
        from vietgloss.errors import OutputError

        try:
            return write_out(data.decode("utf-8"))
        except UnicodeDecodeError:
            raise OutputError(
                _("no text, and not shown on a terminal"), remedy=_("give a file with -o"), where=what
            ) from None
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ReaderGoneError from error
    return None


def glossary_option(function: _F) -> _F:
    """Add ``--glossary`` to a command."""
    return click.option(
        "-g",
        "--glossary",
        "glossaries",
        multiple=True,
        metavar="PATH",
        help="A glossary file or folder that stands over all others; may be given several times.",
    )(function)


def ambiguous_option(function: _F) -> _F:
    """Add ``--ambiguous`` to a command."""
    return click.option(
        "--ambiguous",
        type=click.Choice(["keep", "best", "fail"]),
        default="keep",
        show_default=True,
        help=_(
            "What to do with an abbreviation whose meaning is not sure: leave it and say so, take the"
            " likeliest meaning, or leave it and exit with code 4."
        ),
    )(function)


def policy_of(ambiguous: str) -> str:
    """Return how to expand for a value of ``--ambiguous``."""
    return "best" if ambiguous == "best" else "keep"


def unsettled(ambiguous: str, count: int) -> int:
    """Return the exit code for ``count`` places left ambiguous, and say why if it is not 0."""
    from vietgloss.errors import ExitCode

    if ambiguous != "fail" or not count:
        return ExitCode.OK
    message = ngettext(
        "error: {count} place is ambiguous; settle them in your glossary or in the text, or use --ambiguous best",
        "error: {count} places are ambiguous; settle them in your glossary or in the text, or use --ambiguous best",
        count,
    )
    say(message.format(count=count))
    return ExitCode.AMBIGUOUS


def load_glossary(paths: tuple[str, ...]) -> Glossary:
    """Read the layers: shipped, the user's, ``./glossary``, then ``paths``.

    Raises:
        GlossaryError: If a file is missing or wrong.
    """
    from vietgloss.glossary import Glossary
    from vietgloss.glossary.load import PROJECT_FOLDER

    glossary = Glossary.load(*paths, user=True, project=PROJECT_FOLDER)
    for old in glossary.shadowed:
        new = glossary.replaced_by(old)
        if new is not None and new.origin.layer == old.origin.layer:
            say(
                _("note: {name} stands in {origin} and in {origin_2}; the first counts").format(
                    name=old.name, origin=new.origin, origin_2=old.origin
                )
            )
    return glossary


def say(message: str) -> None:
    """Print a message to stderr, in one line, under the program's name."""
    with contextlib.suppress(BrokenPipeError):
        click.echo(f"vietgloss: {on_one_line(message)}", err=True)


def on_one_line(text: str) -> str:
    """Return a text, such as the name of a file, without control characters."""
    return _CONTROL.sub("?", text)
