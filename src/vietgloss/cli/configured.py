"""The command ``vietgloss`` as a group that asks files of settings and the environment before it runs a command."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from vietgloss.cli.options import LazyGroup, say
from vietgloss.errors import UsageError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_HELP = ("-h", "--help")
WITHOUT = ("completion", "config", "man")
"""Commands that take no settings, so that they help where the settings are wrong."""
_OWN = ("help", "version")


class ConfiguredGroup(LazyGroup):
    """A group whose commands take their defaults from files of settings and from the environment.

    The settings are read when the command is known: ``--version`` and ``--help`` of the whole read nothing.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Set the group's own options, if it has any that can be set, then parse."""
        can = any(isinstance(p, click.Option) and p.name not in _OWN for p in self.params)
        if can and args and not args[0].startswith("-"):
            try:
                ctx.default_map = _defaults(self, (), self, ctx, args) or None
            except UsageError:
                if args[0] not in WITHOUT:  # they say themselves what is wrong, or help to find it
                    raise
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and lay what is set for it where click looks for defaults."""
        name, command, rest = super().resolve_command(ctx, args)
        if name is not None and command is not None and name not in WITHOUT:
            path, inner = _innermost(ctx, name, command, rest)
            if not isinstance(inner, click.Group):
                found: MutableMapping[str, Any] = _defaults(self, path, inner, ctx, rest)
                for part in reversed(path):
                    found = {part: found}
                ctx.default_map = found
        return name, command, rest


def _innermost(
    ctx: click.Context, name: str, command: click.Command, args: list[str]
) -> tuple[tuple[str, ...], click.Command]:
    """Follow the arguments through groups to the command that will run; a group if it is not named."""
    path = [name]
    for arg in args:
        inner = command.get_command(ctx, arg) if isinstance(command, click.Group) else None
        if inner is None:
            break
        path.append(arg)
        command = inner
    return tuple(path), command


def _defaults(
    root: click.Group, path: tuple[str, ...], command: click.Command, ctx: click.Context, args: list[str]
) -> dict[str, Any]:
    """Read what is set; wrong settings stop neither the help nor the completion of the shell."""
    from vietgloss.config.places import in_use

    user, project = in_use()
    start = "_".join(("VIETGLOSS", *path, "")).upper().replace("-", "_")
    if not (user or project or any(variable.startswith(start) for variable in os.environ)):
        return {}  # the usual case, in which the start waits for nothing else
    from vietgloss.cli.settings import settings_of, strangers
    from vietgloss.config.model import ConfigError
    from vietgloss.config.reading import read

    try:
        found = {name: setting.value for name, setting in settings_of(root, path, command, read()).items()}
    except ConfigError as error:
        if ctx.resilient_parsing:
            return {}
        if not set(_HELP).isdisjoint(args):
            if path:
                say(_("note: settings are left out: {error}").format(error=error))
            return {}
        raise
    if not ctx.resilient_parsing:
        for note in strangers(path, command) if path else ():
            say(_("note: {note}").format(note=note))
    return found
