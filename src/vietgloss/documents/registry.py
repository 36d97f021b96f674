"""Which reader reads which suffix. A new format is a module and one line here.

The module of a plain text format has a function ``blocks(text)`` that finds the spans to translate; all else stays as
it is. The module of any other format, in ``formats/``, has ``parse``, which takes the whole file and gives its
:class:`~vietgloss.documents.model.Content`: the texts in it, and a function that writes it with other texts.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from vietgloss.documents.model import Block, Content, Options


class Format(NamedTuple):
    """How files of a suffix are read.

    Args:
        module: The module in this folder that reads them.
        takes: ``blocks``: the module finds spans in a text; ``text``: it parses a decoded text in NFC; ``raw``: one
            in whatever form it is, since it holds names of files too; ``bytes``: it parses the content of the file.
        needs: The modules of other packages that it imports, without which it cannot work.
    """

    module: str
    takes: str = "blocks"
    needs: tuple[str, ...] = ()


# Modules are named, not imported: a text file must not wait for a Markdown parser to load.
FORMATS: dict[str, Format] = {
    ".txt": Format("txt"),
    ".text": Format("txt"),
    ".md": Format("md"),
    ".markdown": Format("md"),
    ".html": Format("formats.html", "raw"),
    ".htm": Format("formats.html", "raw"),
    ".xhtml": Format("formats.html", "raw"),
    ".docx": Format("formats.docx", "bytes", ("lxml",)),
    ".odt": Format("formats.odt", "bytes"),
    ".pptx": Format("formats.pptx", "bytes", ("lxml",)),
    ".xlsx": Format("formats.xlsx", "bytes"),
    ".epub": Format("formats.epub", "bytes"),
    ".pdf": Format("formats.pdf", "bytes", ("pypdfium2",)),
    ".csv": Format("formats.table", "text"),
    ".tsv": Format("formats.table", "text"),
    ".json": Format("formats.json", "text"),
    ".jsonl": Format("formats.json", "text"),
    ".srt": Format("formats.subtitles", "text"),
    ".vtt": Format("formats.subtitles", "text"),
    ".po": Format("formats.po", "text"),
    ".xlf": Format("formats.xliff", "bytes"),
    ".xliff": Format("formats.xliff", "bytes"),
}
EXTRA = "documents"
"""The extra of our distribution that brings what the formats need."""


def suffixes() -> frozenset[str]:
    """The suffixes of the formats that can be read, with their dots."""
    return frozenset(FORMATS)


def suffix_of(path: str) -> str:
    """The suffix of a path in lower case, with its dot; empty if it has none."""
    return PurePath(path).suffix.lower()


def format_for(suffix: str, where: str) -> Format:
    """Finds how a suffix is read.

    Args:
        suffix: A suffix with its dot, in lower case.
        where: The name of the file, for the error.

    Raises:
        InputError: If nothing reads this suffix.
    """
    try:
        return FORMATS[suffix]
    except KeyError:
        problem = (
            _("files of type {suffix} are not supported").format(suffix=suffix)
            if suffix
            else _("the file has no suffix")
        )
        raise InputError(
            problem, remedy=_("supported are {formats}").format(formats=", ".join(FORMATS)), where=where
        ) from None


def reader_for(suffix: str, where: str) -> Callable[[str], tuple[Block, ...]]:
    """Finds the function that finds the blocks of a plain text.

    Args:
        suffix: A suffix with its dot, in lower case.
        where: The name of the file, for the error.

    Raises:
        InputError: If nothing reads this suffix.
    """
    blocks: Callable[[str], tuple[Block, ...]] = _module(format_for(suffix, where), suffix, where).blocks
    return blocks


def parser_for(suffix: str, where: str) -> Callable[[str | bytes, str, Options], Content]:
    """Finds the function that reads a file which is more than its text.

    Args:
        suffix: A suffix with its dot, in lower case, of a format that does not take ``blocks``.
        where: The name of the file, for the error.

    Returns:
        A function of the content, the name of the file for messages, and what else is known of it.

    Raises:
        InputError: If nothing reads this suffix, or what reads it is not installed.
    """
    parse: Callable[[str | bytes, str, Options], Content] = _module(format_for(suffix, where), suffix, where).parse
    return parse


def _module(chosen: Format, suffix: str, where: str) -> ModuleType:
    try:
        for name in chosen.needs:
            import_module(name)
    except ImportError:
        problem = _("files of type {suffix} need a package that is not installed").format(suffix=suffix)
        raise InputError(
            problem, remedy=_("pip install 'vietgloss[{extra}]'").format(extra=EXTRA), where=where
        ) from None
    return import_module(f"vietgloss.documents.{chosen.module}")
