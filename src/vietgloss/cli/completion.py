"""``vietgloss completion``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from vietgloss.cli.options import CONTEXT, write_out
from vietgloss.errors import UsageError
from vietgloss.i18n import _

_SHELLS = ("bash", "zsh", "fish")


@click.command(context_settings=CONTEXT)
@click.argument("shell", type=click.Choice(_SHELLS), required=False)
def completion(shell: str | None) -> None:
    """Print the script that makes the shell complete commands, options and the glossary's abbreviations.

    For bash, put this into ~/.bashrc:  eval "$(vietgloss completion bash)"
    """
    from click.shell_completion import get_completion_class

    from vietgloss.cli import cli

    name = shell or Path(os.environ.get("SHELL", "")).name
    found = get_completion_class(name)
    if found is None:
        raise UsageError(
            _("which shell is not known"), remedy=_("say one of: {shells}").format(shells=", ".join(_SHELLS))
        )
    try:
        script = found(cli, {}, "vietgloss", "_VIETGLOSS_COMPLETE").source()
    except RuntimeError as error:  # bash before 4.4 has no completion of this kind
        raise UsageError(str(error).strip().rstrip(".").lower()) from error
    write_out(script + "\n")
