"""Which files are under check, and which glossary stands around them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.checks.source import Source
from vietgloss.errors import GlossaryError, UsageError
from vietgloss.glossary import load
from vietgloss.glossary.model import LAYERS, Abbreviation, Glossary, Term
from vietgloss.glossary.store import BOM, decode
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class File:
    """A glossary file: where it lies, how it is shown, and its layer."""

    path: Path
    shown: str
    layer: str

    def read(self) -> Source:
        """Return the file for a check; one that is not UTF-8 has that as its error.

        Raises:
            GlossaryError: If it cannot be read.
        """
        try:
            data = self.path.read_bytes()
        except OSError as error:
            problem = (error.strerror or str(error)).lower()
            raise GlossaryError(
                _("cannot read the glossary: {problem}").format(problem=problem),
                path=self.shown,
                remedy=_("check the path"),
            ) from error
        try:
            return Source(self.shown, decode(data, self.shown).removeprefix(BOM), self.layer)
        except GlossaryError as error:
            source = Source(self.shown, "", self.layer)
            source.errors.append(source.refusal(error, "not-yaml"))
            return source


def chosen(paths: Sequence[str], *, shipped: bool = False) -> tuple[list[File], list[File]]:
    """Return the files under check, and those around them, each in the order in which they are laid over one another.

    Args:
        paths: Files and folders; none stands for ``./glossary`` and the user's own glossary.
        shipped: Whether to check the shipped glossary too.

    Raises:
        GlossaryError: If a path is not there.
        UsageError: If there is nothing to check.
    """
    places = {
        "shipped": load.shipped_folder(),
        "user": load.user_folder(),
        "project": Path(load.PROJECT_FOLDER),
    }
    known: dict[str, File] = {}
    for layer, folder in places.items():
        for path in _inside(folder) if folder else ():
            known.setdefault(os.path.realpath(path), File(path, load.shown(path), layer))
    wanted: dict[str, File] = {}
    for name in paths:
        held = _inside(Path(name)) if Path(name).is_dir() else [Path(name)]
        if not held:
            raise GlossaryError(_("no *.yaml file in this folder"), path=name, remedy=_("check the path"))
        for path in held:
            real = os.path.realpath(path)
            wanted[real] = known.get(real) or File(path, load.shown(path), "given")
    if not paths:
        here = os.path.realpath(places["project"] or "")
        wanted |= {r: f for r, f in known.items() if f.layer != "shipped" or str(Path(r).parent) == here}
    if shipped:
        wanted |= {r: f for r, f in known.items() if f.layer == "shipped"}
    if not wanted:
        raise UsageError(
            _("no glossary here"), remedy=_("name a file or a folder, or check the shipped one with --shipped")
        )
    under = sorted(wanted.values(), key=lambda f: LAYERS.index(f.layer))
    return under, [f for r, f in known.items() if r not in wanted]


def glossary_of(files: Sequence[File]) -> Glossary:
    """Return the glossary of files that are not under check, as far as they can be read."""
    parts = []
    if {f.path.parent for f in files if f.layer == "shipped"} and _all_shipped(files):
        parts.append(Glossary.load())
        files = [f for f in files if f.layer != "shipped"]
    for file in files:
        entries = [read.entry for read in file.read().reads]
        abbreviations = {vn.plain(e.surface): e for e in entries if isinstance(e, Abbreviation)}
        terms = {vn.key(e.source): e for e in entries if isinstance(e, Term)}
        parts.append(Glossary(abbreviations, terms, (file.shown,)))
    return Glossary.merge(parts)


def _all_shipped(files: Sequence[File]) -> bool:
    return sum(f.layer == "shipped" for f in files) == len(_inside(load.shipped_folder()))


def _inside(folder: Path) -> list[Path]:
    """Return the glossary files of a folder; none if it is not there."""
    return load.files_in(folder) if folder.is_dir() else []
