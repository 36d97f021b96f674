"""What Word and PowerPoint files have in common: parts and their relations, names of XML, styles of runs, the title."""

from __future__ import annotations

import copy
import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from vietgloss.documents.formats import xmlparts
from vietgloss.documents.formats.runs import Style
from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from vietgloss.documents.formats.zips import Archive

_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LEFT_ALONE = re.compile(r"/(?:charts/chart|diagrams/data)[^/]*\.xml$")


class Relation(NamedTuple):
    """What a part names: ``kind`` is the last word of its type, ``target`` the name of a part."""

    id: str
    kind: str
    target: str


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    return _bare(element.tag) if isinstance(element.tag, str) else ""


def namespace(element: etree._Element) -> str:
    """The namespace of an element; empty if it has none."""
    return _space(element.tag) if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The value of an attribute, in whatever namespace; empty if it is not there."""
    return next((str(value) for key, value in element.attrib.items() if _bare(str(key)) == name), "")


def written(text: str) -> str:
    """A text as XML can hold it: on one line, without control characters."""
    return _NOT_XML.sub("", text.replace("\n", " ").replace("\r", ""))


def copied(element: etree._Element) -> etree._Element:
    """A copy without what follows it."""
    new = copy.deepcopy(element)
    new.tail = None
    return new


def open_part(archive: Archive, name: str, where: str) -> etree._Element:
    """Parses a part.

    Raises:
        InputError: If it is missing or damaged.
    """
    return xmlparts.parse(archive.read(name), f"{where}: {name}")


def relations(archive: Archive, part: str, where: str) -> list[Relation]:
    """What a part names, in the order of the file; an empty name asks for the package itself.

    Raises:
        InputError: If the list is damaged.
    """
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if not archive.has(listed):
        return []
    found = []
    for element in open_part(archive, listed, where):
        if local(element) == "Relationship" and attribute(element, "TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attribute(element, "Target"))).lstrip("/")
            kind = attribute(element, "Type").rpartition("/")[2]
            found.append(Relation(attribute(element, "Id"), kind, target))
    return found


def main_part(archive: Archive, root: str, where: str, what: str) -> str:
    """The name of the part that a package is about.

    Args:
        archive: The package.
        root: The name of the element that this part must be.
        where: The name of the file, for errors.
        what: What the file should be, for errors.

    Raises:
        InputError: If there is none, or it is of another kind.
    """
    for relation in relations(archive, "", where):
        if relation.kind == "officeDocument" and archive.has(relation.target):
            if local(open_part(archive, relation.target, where)) == root:
                return relation.target
            break
    raise InputError(_("the file is damaged or of another type: it is no {what}").format(what=_(what)), where=where)


def title_part(archive: Archive, where: str) -> str:
    """The name of the part with the title of the document; empty if it has none to translate.

    Raises:
        InputError: If that part is damaged.
    """
    for relation in relations(archive, "", where):
        if relation.kind == "core-properties" and archive.has(relation.target):
            title = title_of(open_part(archive, relation.target, where))
            # What programs put there by themselves is in plain letters.
            if title is not None and any(c.isalpha() and not c.isascii() for c in title.text or ""):
                return relation.target
    return ""


def title_of(root: etree._Element) -> etree._Element | None:
    """The element that holds the title."""
    return root.find(_DC_TITLE)


def notes_on(archive: Archive) -> tuple[str, ...]:
    """What to tell the user about parts that are left as they are."""
    if any(_LEFT_ALONE.search(name) for name in archive.names):
        return (_("text in charts and diagrams (SmartArt) is left as it is"),)
    return ()


@dataclass(frozen=True, eq=False)
class Styles:
    """Tells the formatting of runs apart.

    Args:
        unseen: Names of properties, elements or attributes, that make no difference.
        unseen_in: Names of attributes that make no difference, by the name of the element.
        shows: Names of properties that can be seen on spaces.
    """

    unseen: frozenset[str]
    unseen_in: Mapping[str, frozenset[str]]
    shows: frozenset[str]

    def of(self, properties: etree._Element | None) -> Style:
        """The style of a run with these properties; None stands for none."""
        if properties is None:
            return Style(())
        key, shows = self._told(etree.tostring(properties, with_tail=False))
        return Style(key, properties, shows)

    @lru_cache(maxsize=1 << 10)  # noqa: B019  there is one object for each format, made once
    def _told(self, xml: bytes) -> tuple[Hashable, bool]:
        """What tells properties apart; a file has few different ones."""
        properties = etree.fromstring(xml)
        own = tuple(sorted((k, v) for k, v in _attributes(properties) if _bare(k) not in self.unseen))
        keys = [self._key(child) for child in properties if local(child) not in self.unseen and local(child)]
        inner = tuple(sorted((key for key in keys if key is not None), key=repr))
        names = {local(child) for child in properties} | {_bare(key) for key, _ in own}
        key: Hashable = (own, inner) if own or inner else ()
        return key, bool(names & self.shows)

    def _key(self, element: etree._Element) -> Hashable | None:
        """What an element says, all below it included; None if nothing of it can be seen."""
        unseen = self.unseen_in.get(local(element), frozenset())
        attributes = tuple(sorted((k, v) for k, v in _attributes(element) if _bare(k) not in unseen))
        if unseen and not attributes:
            return None
        return (element.tag, attributes, tuple(self._key(child) for child in element), (element.text or "").strip())


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(key), str(value)) for key, value in element.attrib.items()]


# A file has few names and many elements.
@lru_cache(maxsize=1 << 12)
def _bare(name: str) -> str:
    return name.rpartition("}")[2]


@lru_cache(maxsize=1 << 12)
def _space(name: str) -> str:
    return name.rpartition("}")[0].removeprefix("{")
