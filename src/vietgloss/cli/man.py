"""``vietgloss man``: the manual page, made from the commands themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from vietgloss.cli import roff
from vietgloss.cli.helping import in_language
from vietgloss.cli.options import CONTEXT, write_out
from vietgloss.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

_ABOUT = N_(
    "vietgloss writes out the abbreviations of Vietnamese Party and government news and translates it into English,"
    " offline, by a glossary. The result goes to standard output, everything else to standard error. Only 'vietgloss"
    " model install' with a URL or the name of a model uses the network."
)
_EXIT = {
    0: N_("Done."),
    1: N_("Some input could not be read, or some output could not be written; the others are done."),
    2: N_("Wrong usage, a wrong glossary, or wrong settings."),
    3: N_("The model is missing or broken, or was refused at installation."),
    4: N_("With --ambiguous fail: an abbreviation is ambiguous."),
    5: N_("Something was found: errors in a glossary, warnings with 'translate --check', a figure below its limit."),
    130: N_("Interrupted."),
}
_FILES = {
    "~/.config/vietgloss/config.toml": N_(
        "Your own settings. On macOS in ~/Library/Application Support/vietgloss, on Windows in %APPDATA%\\vietgloss."
    ),
    "vietgloss.toml, pyproject.toml": N_(
        "Settings of a project, in the folder you work in or above it; in pyproject.toml in the table [tool.vietgloss]."
    ),
    "~/.config/vietgloss/glossary/": N_("Your own glossary files, for all work."),
    "glossary/": N_("The glossary files of the folder you work in."),
    "~/.local/share/vietgloss/memory.sqlite": N_("The translation memory. It holds the texts of your documents."),
    "~/.cache/vietgloss/": N_("Compiled copies of large glossary files; they may be deleted."),
}
_VARIABLES = {
    "VIETGLOSS_COMMAND_OPTION": N_(
        "Stands for an option of a command, as VIETGLOSS_TRANSLATE_BEAM=1 does for"
        " 'translate --beam 1'. Several paths are parted as in PATH."
    ),
    "VIETGLOSS_CONFIG_DIR": N_("The folder of config.toml and of your own glossary folder."),
    "VIETGLOSS_DATA_DIR": N_("The folder of the translation memory."),
    "VIETGLOSS_LANGUAGE": N_("en or vi: the language of messages and help, whatever the system's is."),
    "VIETGLOSS_MEMORY": N_("off: no translation memory is used."),
    "VIETGLOSS_CACHE_DIR": N_("The folder for compiled copies of glossary files."),
    "VIETGLOSS_CACHE": N_("off: no such copies are kept."),
    "VISUAL, EDITOR": N_("Your editor, for 'vietgloss glossary edit'."),
    "ARGOS_PACKAGES_DIR": N_("Where installed models lie."),
    "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME": N_("As usual."),
}
_EXAMPLES = (
    (N_("Translate a file:"), "vietgloss translate article.txt -o article.en.txt"),
    (N_("See what would be written out, and why:"), "vietgloss expand --explain article.txt"),
    (N_("List abbreviations that the glossary does not explain:"), "vietgloss scan articles/"),
    (N_("Add an abbreviation:"), 'vietgloss glossary add ĐV "đảng viên" --target "Party member"'),
    (N_("See which settings hold, and who says so:"), "vietgloss config show translate"),
    (N_("Make the shell complete commands:"), 'eval "$(vietgloss completion bash)"'),
)


@click.command(context_settings=CONTEXT, hidden=True)
def man() -> None:
    """Print the manual page, for those who make packages."""
    from vietgloss.cli import cli

    write_out(page(in_language(cli)))


def page(root: click.Group) -> str:
    """Return the manual page in roff, with the macros of man(7); it depends on nothing but the commands."""
    from vietgloss._version import __version__
    from vietgloss.cli.shown import commands

    first = _sentences(root)[0]
    parts = [
        ".\\\" Made by 'vietgloss man'; do not edit.\n",
        f'.TH VIETGLOSS 1 "" "vietgloss {__version__}" "User Commands"\n',
        ".nh\n.ad l\n",
        roff.section(_("Name")),
        f"vietgloss \\- {roff.plain(first[0].lower() + first[1:] if not first.startswith('V') else first)}\n",
        roff.section(_("Synopsis")),
        f".B vietgloss\n{roff.slanted('COMMAND [OPTIONS] [ARGUMENTS]...')}\n",
        roff.section(_("Description")),
        roff.paragraph(_(_ABOUT)),
        roff.section(_("Options")),
        *_options(root),
        roff.item(f"{roff.bold('-h')}, {roff.bold('--help')}", _("Show the help and exit; at every command.")),
        roff.section(_("Commands")),
    ]
    for path, command in commands(root):
        if not command.hidden:
            parts += _command(" ".join(path), command)
    parts += _lists()
    return "".join(parts)


def _command(name: str, command: click.Command) -> Iterator[str]:
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    words = " ".join(["[OPTIONS]", *(_argument(a) for a in arguments)])
    yield roff.subsection(f"vietgloss {name}")
    yield f".B vietgloss {roff.plain(name)}\n{roff.slanted(words)}\n"
    for text in _sentences(command):
        yield roff.paragraph(text)
    yield from _options(command)


def _options(command: click.Command) -> Iterator[str]:
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            yield roff.item(_tag(option), _help(option))


def _tag(option: click.Option) -> str:
    names = sorted(option.opts, key=lambda name: name.startswith("--"))
    tag = ", ".join(map(roff.bold, names))
    if option.secondary_opts:
        tag += " / " + ", ".join(map(roff.bold, option.secondary_opts))
    return tag if option.is_flag else f"{tag} {roff.slanted(_taken(option))}"


def _taken(option: click.Option) -> str:
    """Return what an option takes; said here, since click words it differently from version to version."""
    if option.metavar:
        return option.metavar
    if isinstance(option.type, click.Choice):
        return "{" + "|".join(map(str, option.type.choices)) + "}"
    if isinstance(option.type, click.IntRange):
        low, high = option.type.min, option.type.max
        return f"N({low}\u2013{high})" if high is not None else "N"
    return {"integer": "N", "float": "NUMBER"}.get(option.type.name, "TEXT")


def _help(option: click.Option) -> str:
    text = option.help or ""
    shown = option.show_default and isinstance(option.default, (int, float, str)) and not option.is_flag
    return f"{text}  [{_('default: {default}').format(default=option.default)}]" if shown else text


def _argument(argument: click.Argument) -> str:
    if argument.metavar:
        return argument.metavar
    name = str(argument.name).upper() + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _sentences(command: click.Command) -> list[str]:
    """Return the paragraphs of a command's help; click's marks for wrapping are left out."""
    text = (command.help or "").split("\f")[0].replace("\b", "")
    return [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]


def _lists() -> Iterator[str]:
    yield roff.section(_("Exit status"))
    for code, text in _EXIT.items():
        yield roff.item(roff.bold(str(code)), _(text))
    yield roff.section(_("Files"))
    for name, text in _FILES.items():
        yield roff.item(f"\\fI{roff.plain(name)}\\fR", _(text))
    yield roff.section(_("Environment"))
    for name, text in _VARIABLES.items():
        yield roff.item(roff.bold(name), _(text))
    yield roff.section(_("Examples"))
    for text, call in _EXAMPLES:
        yield roff.paragraph(_(text))
        yield roff.example([call])
