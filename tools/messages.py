"""The catalogues of messages: collected from the code and the help texts, brought up to date, compiled.

Run ``python -m tools.messages`` after a message was changed, translate what it lists, and run it again. It needs Babel.
docs/languages.md says more.
"""

from __future__ import annotations

import ast
import io
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import click
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from vietgloss import i18n
from vietgloss.cli import cli
from vietgloss.cli.helping import TYPES, paragraphs_of, said_by

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from babel.messages.catalog import Message

HOUSE = Path(__file__).parents[1] / "src" / "vietgloss"
TEMPLATE = HOUSE / "locale" / "vietgloss.pot"
_DATE = datetime(2026, 1, 1, tzinfo=timezone.utc)  # a file made anew from the same texts is the same file
_WIDTH = 110
_INTERNAL = ("TypeError", "RuntimeError", "LookupError", "NotImplementedError", "AttributeError")


def main() -> None:
    """Write the template, all catalogues and their compiled files; list what is not translated."""
    template = ours()
    for ids, place in by_click():
        template.add(ids, locations=[(place, 0)])
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    _write(template, TEMPLATE)
    for language in i18n.LANGUAGES[1:]:
        catalogue = of(language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        _write(catalogue, place_of(language))
        place_of(language).with_suffix(".mo").write_bytes(compiled(catalogue))
        missing = [m for m in catalogue if m.id and not complete(m)]
        for message in missing:
            sys.stdout.write(f"{language}: {message.id!r}\n")
        sys.stdout.write(f"{language}: {len(catalogue)} messages, {len(missing)} of them not translated\n")


def place_of(language: str) -> Path:
    """Return the file of a language's catalogue."""
    return HOUSE / "locale" / language / "LC_MESSAGES" / f"{i18n.DOMAIN}.po"


def of(language: str) -> Catalog:
    """Return the catalogue of a language; an empty one if there is none yet."""
    path = place_of(language)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        return _catalogue(language)
    with path.open(encoding="utf-8") as file:
        return read_po(file, locale=language, domain=i18n.DOMAIN)


def complete(message: Message) -> bool:
    """Tell whether a message is translated, in all forms that the language has for numbers."""
    strings = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    return all(strings)


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes of the compiled catalogue."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def ours() -> Catalog:
    """Return the messages of the code and the help texts, without those of click."""
    found = _catalogue(None)
    for path in sorted(HOUSE.rglob("*.py")):
        place = path.relative_to(HOUSE.parent).as_posix()
        for ids in looked_up(ast.parse(path.read_text(encoding="utf-8"))):
            found.add(ids, locations=[(place, 0)])
    for text, place in _help(cli, "vietgloss"):
        found.add(text, locations=[(place, 0)])
    for name in TYPES.values():
        found.add(name, locations=[("vietgloss/cli/helping.py", 0)])
    return found


def by_click() -> Iterator[tuple[str | tuple[str, str], str]]:
    """Give the messages of the click that is installed: its errors and headings."""
    for path in sorted(Path(str(click.__file__)).parent.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        # What is raised for those who write commands, not for those who use them.
        internal = {id(inner) for node in ast.walk(tree) if _is_internal(node) for inner in ast.walk(node)}
        for ids in looked_up(tree, internal):
            yield ids, f"click/{path.name}"


def looked_up(tree: ast.AST, without: Container[int] = ()) -> Iterator[str | tuple[str, str]]:
    """Give the messages that a module looks up or marks; Babel does not see those inside f-strings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and id(node) not in without:
            texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if node.func.id in ("_", "N_") and texts:
                yield texts[0]
            elif node.func.id == "ngettext":
                yield texts[0], texts[1]


def _is_internal(node: ast.AST) -> bool:
    raised = node.exc if isinstance(node, ast.Raise) else None
    return isinstance(raised, ast.Call) and isinstance(raised.func, ast.Name) and raised.func.id in _INTERNAL


def _help(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    """Give the help texts of a command and of those below it, with the name of the command."""
    for text in said_by(command):
        yield from ((paragraph, name) for paragraph in paragraphs_of(text))
    if isinstance(command, click.Group):
        context = click.Context(command)
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None:
                yield from _help(found, f"{name} {inner}")


def _catalogue(language: str | None) -> Catalog:
    return Catalog(
        language,
        domain=i18n.DOMAIN,
        project="vietgloss",
        header_comment="# Messages of vietgloss. Made by `python -m tools.messages`.",
        creation_date=_DATE,
        revision_date=_DATE,
        fuzzy=False,
    )


def _write(catalogue: Catalog, path: Path) -> None:
    catalogue.creation_date = catalogue.revision_date = _DATE
    catalogue.version = catalogue.msgid_bugs_address = ""
    catalogue.last_translator = catalogue.language_team = "vietgloss"
    out = io.BytesIO()
    write_po(out, catalogue, width=_WIDTH, sort_output=True, include_lineno=False, ignore_obsolete=True)
    path.write_bytes(out.getvalue())


if __name__ == "__main__":
    main()
