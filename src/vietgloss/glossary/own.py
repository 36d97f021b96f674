"""Which file an edit by command goes to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from vietgloss.errors import UsageError
from vietgloss.glossary.load import PROJECT_FOLDER, shipped_folder, user_folder
from vietgloss.i18n import _

if TYPE_CHECKING:
    from vietgloss.glossary.model import Abbreviation, Term

FILE = "mine.yaml"
"""The file that new entries go to unless another is named."""


def file_for_new(*, user: bool) -> Path:
    """Return where a new entry is written: ``./glossary/mine.yaml``, or in the user's own glossary folder.

    Raises:
        UsageError: If ``./glossary`` is the shipped glossary, or the user has no folder.
    """
    if user:
        folder = user_folder()
        if folder is None:
            raise UsageError(_("there is no home folder"), remedy=_("name a file with --file"))
        return folder / FILE
    if is_shipped(Path(PROJECT_FOLDER)):
        remedy = _("work in a folder of your own, or name a file with --file")
        raise UsageError(_("the folder ./glossary here is the glossary that comes with vietgloss"), remedy=remedy)
    return Path(PROJECT_FOLDER) / FILE


def is_shipped(folder: Path) -> bool:
    """Tell whether a folder is that of the glossary that comes with vietgloss."""
    return os.path.realpath(folder) == os.path.realpath(shipped_folder())


def editable(entry: Abbreviation | Term) -> bool:
    """Tell whether an entry may be changed where it stands: the shipped ones only in a checkout of vietgloss."""
    return entry.origin.layer != "shipped" or is_shipped(Path(PROJECT_FOLDER))
