"""XML read without entities, document types or network, and written with the declaration that it had."""

from __future__ import annotations

import re
from typing import Any, cast

from lxml import etree

from vietgloss.errors import InputError
from vietgloss.i18n import _

# What may hold the word without being it; scanned from the left like a parser does, so nothing can hide in another.
_INERT = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*(\[?)")
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\s[^>]*\?>\s*|\xef\xbb\xbf\s*")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_TAIL = re.compile(rb"\s*\Z")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def parse(data: bytes, where: str, *, doctype: bool = False) -> etree._Element:
    """Parses XML. Comments, processing instructions and white space are kept.

    Nothing is loaded, no entity but the five of XML is known, and elements may not be nested more than 255 deep.

    Args:
        data: The XML.
        where: The name of the file, with that of the entry of an archive, for the error.
        doctype: Whether a document type that names a public one and defines nothing is let through; XHTML has it.

    Returns:
        The root element.

    Raises:
        InputError: If it is not well formed, is nested too deep, or has a document type.
    """
    if b"<!DOCTYPE" in data:
        found = _DOCTYPE.search(_INERT.sub(b"", data))
        if found and (found[1] or not doctype):
            raise _refused(where)
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        at = getattr(error, "lineno", None)
        problem = _("the file is damaged: XML that is not well formed") + (
            _(", line {line}").format(line=at) if at else ""
        )
        raise InputError(problem, where=where) from None
    info: Any = root.getroottree().docinfo
    # In UTF-16 the search above does not see it.
    if info.doctype and (not doctype or (info.internalDTD is not None and any(info.internalDTD.iterentities()))):
        raise _refused(where)
    return root


def serialise(root: etree._Element, like: bytes) -> bytes:
    """Writes XML.

    Args:
        root: The root element, as :func:`parse` gave it, with changes.
        like: The XML from which it was parsed: its declaration, encoding and white space at the ends are taken over.

    Returns:
        The XML. Comments and instructions before and after the root are there too.
    """
    tree = root.getroottree()
    if like.startswith(_UTF16):
        return _written(tree, encoding="UTF-16", xml_declaration=True, standalone=tree.docinfo.standalone)
    head = _DECLARATION.match(like)
    prefix = head[0] if head else b""
    named = _ENCODING.search(prefix)
    encoding = named[1].decode("ascii") if named else "UTF-8"
    tail = _TAIL.search(like)
    return prefix + _written(tree, encoding=encoding, xml_declaration=False) + (tail[0] if tail else b"")


def _written(tree: etree._ElementTree, **how: Any) -> bytes:  # noqa: ANN401  lxml's own parameters
    written: bytes = cast("Any", etree).tostring(tree, **how)
    return written


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        strip_cdata=False,
    )


def _refused(where: str) -> InputError:
    problem = _("the file is refused, it may be made to do harm: its XML has a document type or entities")
    return InputError(problem, where=where)
