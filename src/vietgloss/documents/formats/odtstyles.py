"""What the character styles of an OpenDocument file look like, to tell whether two pieces of text look alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss.documents.formats.xmlspans import elements

if TYPE_CHECKING:
    from collections.abc import Hashable

    from vietgloss.documents.formats.xmlspans import Element, Source

NAMES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://openoffice.org/2009/office": "officeooo",
}
"""The prefixes under which this package knows the namespaces of OpenDocument."""

# When it was typed and in which language it is checked is not how it looks.
_UNSEEN = ("rsid", ":language", ":country", ":script", ":rfc-language-tag")


class Styles:
    """The automatic character styles of a part.

    Args:
        source: The part.

    Raises:
        InputError: If it is not well-formed.
    """

    def __init__(self, source: Source) -> None:
        found = elements(source, NAMES, _is_automatic_text)
        self._looks = {style.attrib.get("style:name", ""): _look(style) for style in found}

    def look(self, name: str) -> Hashable:
        """What a style looks like: equal for styles that look alike, None for one that changes nothing."""
        return self._looks.get(name, (name, frozenset())) if name else None


def _is_automatic_text(tag: str, attrib: dict[str, str], path: list[str]) -> bool:
    return tag == "style:style" and attrib.get("style:family") == "text" and "office:automatic-styles" in path


def _look(style: Element) -> Hashable:
    seen = set()
    for part in style.elements:
        if part.tag != "style:text-properties" or part.elements:
            return style.attrib.get("style:name", ""), "own"
        seen |= {(k, v) for k, v in part.attrib.items() if not _is_unseen(k)}
    parent = style.attrib.get("style:parent-style-name", "")
    return (parent, frozenset(seen)) if parent or seen else None


def _is_unseen(key: str) -> bool:
    return any(part in key for part in _UNSEEN)
