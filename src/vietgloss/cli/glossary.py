"""``vietgloss glossary``: the group; each of its commands lives in a file of its own subject."""

from __future__ import annotations

import click

from vietgloss.cli.options import CONTEXT, LazyGroup

_COMMANDS = {
    "add": "vietgloss.cli.glossary_edit:add",
    "check": "vietgloss.cli.glossary_check:check",
    "diff": "vietgloss.cli.glossary_files:diff",
    "edit": "vietgloss.cli.glossary_editor:edit",
    "export": "vietgloss.cli.glossary_exchange:export",
    "format": "vietgloss.cli.glossary_files:format_",
    "import": "vietgloss.cli.glossary_exchange:import_",
    "learn": "vietgloss.cli.glossary_learn:learn",
    "list": "vietgloss.cli.glossary_look:list_",
    "merge": "vietgloss.cli.glossary_files:merge",
    "remove": "vietgloss.cli.glossary_edit:remove",
    "rename": "vietgloss.cli.glossary_edit:rename",
    "search": "vietgloss.cli.glossary_look:search",
    "set": "vietgloss.cli.glossary_edit:set_",
    "show": "vietgloss.cli.glossary_look:show",
    "stats": "vietgloss.cli.glossary_look:stats",
    "suggest": "vietgloss.cli.glossary_suggest:suggest",
    "test": "vietgloss.cli.glossary_files:test",
}


@click.group(cls=LazyGroup, commands_in=_COMMANDS, context_settings=CONTEXT)
def glossary() -> None:
    """Look at, edit, check and exchange the glossary.

    Start with:  vietgloss glossary add TCCSĐ "tổ chức cơ sở Đảng" --target "grassroots Party organization"
    """
