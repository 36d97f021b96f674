"""The command ``vietgloss``: parse, call, print. Nothing else imports this room."""

from __future__ import annotations

import contextlib
import gc
import os
import sys

import click

from vietgloss._version import __version__
from vietgloss.cli.configured import ConfiguredGroup
from vietgloss.cli.helping import speak
from vietgloss.cli.options import CONTEXT, ReaderGoneError, say
from vietgloss.errors import ExitCode, VietglossError
from vietgloss.i18n import LANGUAGES, _

# Each command lives in a file of its own, imported only when it is called or listed.
_COMMANDS = {
    "completion": "vietgloss.cli.completion:completion",
    "config": "vietgloss.cli.config:config",
    "evaluate": "vietgloss.cli.evaluate:evaluate",
    "expand": "vietgloss.cli.expand:expand",
    "glossary": "vietgloss.cli.glossary:glossary",
    "man": "vietgloss.cli.man:man",
    "memory": "vietgloss.cli.memory:memory",
    "model": "vietgloss.cli.model:model",
    "scan": "vietgloss.cli.scan:scan",
    "translate": "vietgloss.cli.translate:translate",
}


@click.group(cls=ConfiguredGroup, commands_in=_COMMANDS, context_settings=CONTEXT)
@click.version_option(__version__, "-V", "--version", prog_name="vietgloss")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=lambda _ctx, _param, value: speak(value) if value else None,
    help="The language of messages and help.  [default: that of the system]",
)
def cli() -> None:
    """Vietnamese Party and government news into English: offline, by your glossary.

    Start with:  vietgloss translate ARTICLE.txt
    """


def main(args: list[str] | None = None) -> None:
    """Run the command and exit with its code; errors become one line on stderr, never a traceback."""
    gc.set_threshold(200_000, 50, 50)  # a large glossary is many objects that live to the end
    _prepare_streams()
    speak()
    try:
        result = cli.main(args=args, prog_name="vietgloss", standalone_mode=False)
        sys.stdout.flush()
        code = result if isinstance(result, int) else ExitCode.OK
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = ExitCode.USAGE
    except VietglossError as error:
        say(_("error: {error}").format(error=error))
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        say(_("interrupted; nothing was left half-written"))
        code = ExitCode.INTERRUPTED
    except (BrokenPipeError, ReaderGoneError):
        # The reader of our output has gone, as `| head` does; that is no error of ours.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.OK
    except OSError as error:
        say(
            _("error: {where}: {problem}").format(
                where=error.filename or _("output"), problem=(error.strerror or str(error)).lower()
            )
        )
        code = ExitCode.INPUT
    if code == ExitCode.INTERRUPTED and "ctranslate2" in sys.modules:
        # Its threads may still be at work, and abort a process that ends as usual.
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(int(code))
    sys.exit(int(code))


def _prepare_streams() -> None:
    """Open what is closed, and write UTF-8 whatever the locale."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever called us
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115,PTH123  # for the whole run
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Vietnamese must come out whole whatever the locale, and line ends as they are in the document.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
