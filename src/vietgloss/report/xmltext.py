"""Text for XML files that are written by hand."""

from __future__ import annotations

import html

from vietgloss.digests import cleaned


def inside(text: str) -> str:
    r"""Return ``text`` for the inside of an element; what XML cannot hold is left out.

    >>> inside("a < b\x0c")
    'a &lt; b'
    """
    return html.escape(cleaned(text), quote=False).replace("\r", "&#13;")


def quoted(text: str) -> str:
    """Return ``text`` as the value of an attribute, with its quotes.

    >>> quoted('a "b"')
    '"a &quot;b&quot;"'
    """
    value = html.escape(cleaned(text))
    for mark in "\t\n\r":  # a parser would make spaces of them
        value = value.replace(mark, f"&#{ord(mark)};")
    return f'"{value}"'


def flowing(text: str) -> str:
    """Return ``text`` for the inside of an element, on one line."""
    return " ".join(inside(text).replace("&#13;", " ").split())
