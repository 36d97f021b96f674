"""Reads HTML and XHTML: text, headings, cells and the attributes that are shown; all else stays character by character.

The page is cut where tags stand (``html_tokens``), paragraphs are found (``html_walk`` with ``html_stack``,
``html_tags`` and ``html_run``), and the English takes their place (``html_page`` and ``html_place``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss.documents.formats.html_walk import page

if TYPE_CHECKING:
    from vietgloss.documents.model import Content, Options

_XHTML = "http://www.w3.org/1999/xhtml"
_HEAD = 2000


def parse(source: str | bytes, where: str, options: Options) -> Content:
    """Reads a page.

    Args:
        source: Its text.
        where: Its name; ``.xhtml`` at the end says that it is XHTML.
        options: Not used.

    Returns:
        A block for each paragraph, heading, item, cell, title and shown attribute. A hard break ends a block.
    """
    del options
    text = source.decode() if isinstance(source, bytes) else source
    return page(text, xml=is_xhtml(text, where)).content()


def is_xhtml(text: str, where: str) -> bool:
    """Whether a page is to be read as XML: by its name, or by its XML declaration and its namespace.

    Args:
        text: The page.
        where: Its name.
    """
    if where.lower().endswith((".xhtml", ".xht")):
        return True
    head = text[:_HEAD]
    return head.lstrip("\ufeff \t\r\n").startswith("<?xml") and _XHTML in head
