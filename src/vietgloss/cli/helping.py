"""The help of the commands in the language of the messages; in English it is left as it stands in the code."""

from __future__ import annotations

import copy
import gettext
import inspect
import os
from typing import TYPE_CHECKING, TypeVar

import click

from vietgloss import i18n
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    _C = TypeVar("_C", bound=click.Command)

TYPES = {"text": "TEXT", "integer": "INTEGER", "integer range": "INTEGER RANGE", "float": "FLOAT"}
"""What click shows for an option that does not say what it takes, by the name of the type."""
_DEFAULT_DOMAIN = "messages"
_AS_IT_IS = "\b"  # click's mark of a paragraph whose lines stay as they are


def speak(wanted: str | None = None) -> None:
    """Choose the language of all that the command says, click's part of it too.

    Args:
        wanted: A language; None for what the environment says.
    """
    found = i18n.use(wanted)
    if wanted is not None:
        os.environ[i18n.VARIABLE] = found  # for the processes that we start
    if found == i18n.LANGUAGES[0]:
        gettext.textdomain(_DEFAULT_DOMAIN)
        return
    # click asks the standard library's gettext for its messages, which goes by this variable.
    os.environ["LANGUAGE"] = found
    gettext.bindtextdomain(i18n.DOMAIN, i18n.FOLDER)
    gettext.textdomain(i18n.DOMAIN)


def in_language(command: _C) -> _C:
    """Return a command as its help shows it: in English itself, else a copy that speaks the language."""
    if i18n.language() == i18n.LANGUAGES[0]:
        return command
    shown = copy.copy(command)
    shown.help, shown.short_help, shown.epilog = (_looked_up(t) for t in (shown.help, shown.short_help, shown.epilog))
    shown.options_metavar = _looked_up(shown.options_metavar)
    shown.params = [_param(param) for param in command.params]
    if isinstance(shown, click.Group):
        shown.subcommand_metavar = _(shown.subcommand_metavar)
        shown.commands = {name: in_language(inner) for name, inner in shown.commands.items()}
    return shown


def said_by(command: click.Command) -> Iterator[str]:
    """Give all texts that the help of a command shows, as they stand in the code."""
    texts = [command.help, command.short_help, command.epilog, command.options_metavar]
    texts += [param.help for param in command.params if isinstance(param, click.Option)]
    if isinstance(command, click.Group):
        texts.append(command.subcommand_metavar)
    yield from (text for text in texts if text)


def paragraphs_of(text: str) -> Iterator[str]:
    """Give the paragraphs of a help text as the catalogue has them, on one line each; without those of commands."""
    for paragraph in _cut(text):
        if not paragraph.startswith(_AS_IT_IS):
            yield _one_line(paragraph)


def _cut(text: str) -> list[str]:
    return inspect.cleandoc(text.split("\f", 1)[0]).strip(" \n").split("\n\n")


def _one_line(paragraph: str) -> str:
    return " ".join(paragraph.split())


def _looked_up(text: str | None) -> str | None:
    if not text:
        return text
    return "\n\n".join(p if p.startswith(_AS_IT_IS) else _(_one_line(p)) for p in _cut(text))


def _param(param: click.Parameter) -> click.Parameter:
    if not isinstance(param, click.Option):
        return param
    shown = copy.copy(param)
    shown.help = _looked_up(param.help)
    if not param.metavar and not param.is_flag and param.type.name in TYPES:
        shown.metavar = _(TYPES[param.type.name])
    return shown
