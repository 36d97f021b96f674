"""``vietgloss model``: which translation models there are, and installing and removing them."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vietgloss.errors import UsageError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.translation.download import Progress
    from vietgloss.translation.packages import PackageInfo

_HELP = {"help_option_names": ["-h", "--help"]}
_CARDS = ("MODEL_CARD.md", "README.md")
_CARD_LINES = 12


@click.group("model", context_settings=_HELP)
def model() -> None:
    """List, inspect, install and remove translation models.

    A model is an Argos Translate package for Vietnamese to English. The built-in one, "starter", needs no
    installation. Only "install" with a URL or the name "opus" uses the network.
    """


@model.command("list", context_settings=_HELP)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array instead of a table.")
def list_models(as_json: bool) -> None:
    """List the built-in and the installed models.

    The default is marked with "*". A broken package, or one for other languages, is listed with the reason
    why it cannot be used.
    """
    from vietgloss.translation.packages import list_packages

    packages = list_packages()
    if as_json:
        _print_json([_as_dict(info) for info in packages])
        return
    rows = [("", _("NAME"), _("PAIR"), _("VERSION"), _("SIZE"), _("WHERE"), _("NOTE"))]
    rows += [
        (
            "*" if info.is_default else "",
            info.name,
            info.pair,
            info.version or "-",
            _megabytes(info.size),
            _("built-in") if info.builtin else str(info.path.parent),
            _note(info),
        )
        for info in packages
    ]
    shown = [[_printable(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in shown) for column in range(len(rows[0]))]
    for row in shown:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@model.command("info", context_settings=_HELP)
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object instead of text.")
def show_model(name: str | None, as_json: bool) -> None:
    """Show what a model is: NAME is a model's name or folder (the default model if left out)."""
    from vietgloss.errors import ModelError
    from vietgloss.translation.download import file_sum
    from vietgloss.translation.packages import MODEL_BIN, find, read_metadata

    info = find(name)
    facts = _as_dict(info)
    facts["metadata"] = None
    with contextlib.suppress(ModelError):  # It is in info.problem already.
        facts["metadata"] = read_metadata(info.path)
    facts["model_bin_sha256"] = None
    with contextlib.suppress(OSError):
        facts["model_bin_sha256"] = file_sum(info.path / MODEL_BIN)
    facts["card"] = _card(info.path)
    if as_json:
        _print_json(facts)
        return
    lines = {
        _("name"): info.name + (_(" (the default)") if info.is_default else ""),
        _("path"): str(info.path),
        _("pair"): info.pair,
        _("version"): info.version or "-",
        _("size"): _megabytes(info.size),
        _("tokenizer"): info.tokenizer or "-",
        "model.bin sha256": facts["model_bin_sha256"] or "-",
        _("problem"): _note(info, default=False) or _("none"),
    }
    for key, value in lines.items():
        click.echo(f"{key + ':':18}{_printable(value)}")
    for key, value in (facts["metadata"] or {}).items():
        click.echo(_printable(f"metadata {key}: {json.dumps(value, ensure_ascii=False)}"))
    if facts["card"]:
        click.echo()
        for line in facts["card"].splitlines()[:_CARD_LINES]:
            click.echo(_printable(line).rstrip())


@model.command("install", context_settings=_HELP)
@click.argument("source")
@click.option("--sha256", metavar="HEX", help="Sum the file must have; needed for a URL.")
@click.option("--force", is_flag=True, help="Replace the model if it is installed already.")
def install_model(source: str, sha256: str | None, force: bool) -> None:
    """Install a model from SOURCE: an .argosmodel file, an http(s) URL, or the name "opus".

    The archive is verified before anything is unpacked, and loaded once before it is put in place. An
    interrupted download goes on from where it stopped. The name of the installed model is printed.
    """
    # Loaded here, although it is not heavy, because no other command needs it.
    from vietgloss.translation.install import install_file, install_named, install_url
    from vietgloss.translation.packages import PINNED

    if source in PINNED:
        if sha256 is not None:
            raise UsageError(_("--sha256 does not go with {source!r}: its sum is known").format(source=source))
        pinned = PINNED[source]
        click.echo(f"{pinned.url} ({_megabytes(pinned.size)}; {pinned.licence})", err=True)
        with _progress() as progress:
            info = install_named(source, force=force, progress=progress)
    elif re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", source):
        if sha256 is None:
            raise UsageError(_("a URL needs --sha256 HEX"), remedy=_("its publisher states the sum of the file"))
        with _progress() as progress:
            info = install_url(source, sha256, force=force, progress=progress)
    else:
        info = install_file(Path(source), sha256=sha256, force=force)
    click.echo(
        _("installed in {printable}; use it with --model {name}").format(
            printable=_printable(str(info.path)), name=info.name
        ),
        err=True,
    )
    click.echo(info.name)


@model.command("remove", context_settings=_HELP)
@click.argument("name")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
def remove_model(name: str, yes: bool) -> None:
    """Remove the installed model NAME. The built-in one cannot be removed."""
    from vietgloss.translation.install import removable, remove

    info = removable(name)
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError(_("remove asks before it deletes, and there is no terminal"), remedy=_("add --yes"))
        if not click.confirm(
            _("Remove {printable} ({megabytes})?").format(
                printable=_printable(str(info.path)), megabytes=_megabytes(info.size)
            ),
            err=True,
        ):
            click.echo(_("nothing was removed"), err=True)
            return
    click.echo(_("removed {printable}").format(printable=_printable(str(remove(name).path))), err=True)


@contextlib.contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on stderr if that is a terminal; the bar appears with the first byte."""
    if not sys.stderr.isatty():
        yield None
        return
    with contextlib.ExitStack() as stack:
        bar: Any = None

        def show(done: int, total: int | None) -> None:
            nonlocal bar
            if bar is None:
                bar = stack.enter_context(click.progressbar(length=total, label="download", file=sys.stderr))
            bar.update(done - bar.pos)
            if done == total:
                stack.close()  # Ends the line before anything else is written.

        yield show


def _note(info: PackageInfo, *, default: bool = True) -> str:
    if info.problem is not None:
        return info.problem
    if not info.usable:
        return _("for other languages")
    return _("default") if default and info.is_default else ""


def _as_dict(info: PackageInfo) -> dict[str, Any]:
    return {**asdict(info), "path": str(info.path), "usable": info.usable}


def _card(path: Path) -> str | None:
    for name in _CARDS:
        with contextlib.suppress(OSError), (path / name).open(encoding="utf-8", errors="replace") as file:
            return "".join(file.readlines(4096)[: 4 * _CARD_LINES])
    return None


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _printable(text: str) -> str:
    """The text without characters that move the cursor or cannot be encoded: packages are strangers'."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8", "replace").decode())
