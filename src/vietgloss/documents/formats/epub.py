"""Reads EPUB books: the pages in reading order, the table of contents, and title and description of the book."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from vietgloss.documents.formats.html_page import Page
from vietgloss.documents.formats.html_run import Run
from vietgloss.documents.formats.html_tokens import Tokens, decoded
from vietgloss.documents.formats.html_walk import page
from vietgloss.documents.formats.zips import Archive
from vietgloss.documents.model import content_of
from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.documents.formats.html_page import Edit
    from vietgloss.documents.formats.html_run import Passage
    from vietgloss.documents.model import Content, Options, Target

_MIMETYPE = "mimetype"
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGE = "application/xhtml+xml"
_NCX = "application/x-dtbncx+xml"
_TRANSLATED = frozenset({"title", "description"})
_MARKUP = re.compile(r"<[A-Za-z/]")
_VIETNAMESE = re.compile(r"vi(?:[-_].*)?", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def parse(source: str | bytes, where: str, options: Options) -> Content:
    """Reads a book.

    Args:
        source: The file.
        where: Its name for errors.
        options: Not used.

    Returns:
        The blocks of all its pages, as :mod:`vietgloss.documents.formats.html` finds them.

    Raises:
        InputError: If it is damaged, no EPUB, protected, or made to do harm.
    """
    del options
    archive = Archive(source.encode() if isinstance(source, str) else source, where)
    book = _Book(archive, where)
    book.read()
    passages = [p for _, part in book.parts for p in part.passages]
    return content_of(
        [(p.text, p.kind) for p in passages],
        book.written,
        inlines=[p.inlines for p in passages],
        notes=tuple(book.notes),
    )


class _Item(NamedTuple):
    """A file of the book as its package lists it."""

    name: str
    media: str
    properties: str


@dataclass(slots=True)
class _Book:
    """The parts of a book in which something is translated, by their names."""

    archive: Archive
    where: str
    parts: list[tuple[str, Page]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def read(self) -> None:
        package = self._package()
        source = self._text(package)
        items, spine = _listed(source, posixpath.dirname(package))
        self._add(package, self._described(source))
        rest = [key for key, item in items.items() if item.media == _NCX or "nav" in item.properties.split()]
        locked = self._locked()
        done: set[str] = set()
        for key in [*spine, *rest]:
            item = items.get(key)
            if item is None or item.name in done or item.media not in (_PAGE, _NCX):
                continue
            done.add(item.name)
            if item.name in locked:
                raise InputError(
                    _("the book is copy-protected"), remedy=_("translate a copy without protection"), where=self.where
                )
            if not self.archive.has(item.name):
                self.notes.append(_("the book lists {name!r}, which it does not hold").format(name=item.name[:80]))
                continue
            self._add(item.name, page(self._text(item.name), xml=True))

    def written(self, targets: Sequence[Target]) -> bytes:
        """Give the book with the English of its passages."""
        changes: dict[str, bytes] = {}
        at = 0
        for name, part in self.parts:
            count = len(part.passages)
            new = part.written(targets[at : at + count])
            # A part in which nothing is new keeps its encoding.
            if new != part.source:
                changes[name] = new.encode()
            at += count
        return _packed(self.archive.rewritten(changes))

    def _add(self, name: str, part: Page) -> None:
        self.parts.append((name, part))
        self.notes += [f"{name}: {note}" for note in part.notes]

    def _package(self) -> str:
        """The name of the file that lists all others."""
        if not self.archive.has(_CONTAINER):
            raise InputError(
                _("the file is damaged or no EPUB: {container} is missing").format(container=_CONTAINER),
                where=self.where,
            )
        for name, values in _elements(self._text(_CONTAINER)):
            if name == "rootfile" and self.archive.has(values.get("full-path", "")):
                return values["full-path"]
        raise InputError(_("the file is damaged or no EPUB: the package document is missing"), where=self.where)

    def _locked(self) -> set[str]:
        """The names of the files that are encrypted; fonts often are in books that are not protected."""
        if not self.archive.has(_ENCRYPTION):
            return set()
        found = _elements(self._text(_ENCRYPTION))
        return {unquote(values.get("uri", "")) for name, values in found if name == "cipherreference"}

    def _text(self, name: str) -> str:
        data = self.archive.read(name)
        encoding = next((code for mark, code in _MARKS if data.startswith(mark)), "")
        declared = _ENCODING.match(data)
        encoding = encoding or (declared[1].decode("ascii") if declared else "utf-8")
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            problem = _("{name} in it is not text in {encoding}").format(name=name[:80], encoding=encoding)
            raise InputError(problem, remedy=_("save the book in UTF-8"), where=self.where) from None

    def _described(self, source: str) -> Page:
        """The package with title and description of the book to translate, and its language."""
        passages: list[Passage] = []
        edits: list[Edit] = []
        inside = ""
        for token in Tokens(source, xml=True):
            name = token.name.rpartition(":")[2]
            if token.kind == "start" and ":" in token.name and not token.closed:
                inside = name
            elif token.kind in ("start", "end"):
                inside = ""
            elif token.kind == "text" and inside == "language":
                said = source[token.start : token.end]
                if _VIETNAMESE.fullmatch(said.strip()):
                    edits.append((token.start, token.end, said.replace(said.strip(), "en")))
            elif token.kind == "text" and inside in _TRANSLATED:
                if _MARKUP.search(decoded(source, token.start, token.end)):
                    self.notes.append(
                        _("the {inside} of the book holds HTML and is left as it is").format(inside=inside)
                    )
                    continue
                run = Run(source)
                run.text(token.start, token.end)
                found = run.passage("heading" if inside == "title" else "paragraph")
                passages += [found] if found else []
        # The declaration is put right as on every page.
        head = page(source[: source.find("?>") + 2], xml=True) if source.startswith("<?xml") else None
        return Page(source, tuple(passages), (*(head.edits if head else ()), *edits), head.notes if head else ())


def _elements(source: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The start tags of a file: the name without prefix, in small letters, and the attributes."""
    for token in Tokens(source, xml=True):
        if token.kind == "start":
            yield token.name.rpartition(":")[2], {a.name: decoded(source, a.start, a.end) for a in token.attributes}


def _listed(source: str, folder: str) -> tuple[dict[str, _Item], list[str]]:
    """The files of a book by their keys, and the keys of its pages in reading order."""
    items: dict[str, _Item] = {}
    spine: list[str] = []
    for name, values in _elements(source):
        if name == "item":
            path = posixpath.normpath(posixpath.join(folder, unquote(values.get("href", ""))))
            items[values.get("id", "")] = _Item(path, values.get("media-type", ""), values.get("properties", ""))
        elif name == "itemref":
            spine.append(values.get("idref", ""))
    return items, spine


def _packed(data: bytes) -> bytes:
    """The book with its type as the first entry, not compressed, as readers want it."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        infos = old.infolist()
        first = infos[0]
        if first.filename == _MIMETYPE and first.compress_type == zipfile.ZIP_STORED and not first.extra:
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as new:
            new.comment = old.comment
            kind = zipfile.ZipInfo(
                _MIMETYPE, next((i.date_time for i in infos if i.filename == _MIMETYPE), first.date_time)
            )
            new.writestr(kind, b"application/epub+zip")
            for info in infos:
                if info.filename != _MIMETYPE:
                    fresh = zipfile.ZipInfo(info.filename, info.date_time)
                    fresh.compress_type, fresh.external_attr = info.compress_type, info.external_attr
                    new.writestr(fresh, old.read(info))
        return out.getvalue()
