"""Which reader reads which suffix. A new format is a module with a function ``blocks`` and one line here."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from vietgloss.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from vietgloss.documents.model import Block

# Modules are named, not imported: a text file must not wait for a Markdown parser to load.
_MODULES = {
    ".txt": "vietgloss.documents.txt",
    ".text": "vietgloss.documents.txt",
    ".md": "vietgloss.documents.md",
    ".markdown": "vietgloss.documents.md",
}


def suffixes() -> frozenset[str]:
    """The suffixes of the formats that can be read, with their dots."""
    return frozenset(_MODULES)


def suffix_of(path: str) -> str:
    """The suffix of a path in lower case, with its dot; empty if it has none."""
    return PurePath(path).suffix.lower()


def reader_for(suffix: str, where: str) -> Callable[[str], tuple[Block, ...]]:
    """Finds the function that finds the blocks of a text.

    Args:
        suffix: A suffix with its dot, in lower case.
        where: The name of the file, for the error.

    Raises:
        InputError: If nothing reads this suffix.
    """
    module = _MODULES.get(suffix)
    if module is None:
        problem = f"files of type {suffix} are not supported" if suffix else "the file has no suffix"
        raise InputError(problem, remedy=f"supported are {', '.join(_MODULES)}", where=where)
    blocks: Callable[[str], tuple[Block, ...]] = import_module(module).blocks
    return blocks
