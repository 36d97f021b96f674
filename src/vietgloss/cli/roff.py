"""Text as man pages want it: a few macros of man(7), and characters that would be taken for instructions."""

from __future__ import annotations

import re

_INSTRUCTION = re.compile(r"^(?=[.'])", re.MULTILINE)


def plain(text: str) -> str:
    r"""Return text that roff prints as it is.

    A hyphen stays one that can be copied; letters outside of ASCII are named by number, for every roff and locale.

    >>> plain("--beam \\ Đảng")
    '\\-\\-beam \\e \\[u0110]\\[u1EA3]ng'
    """
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = "".join(char if char.isascii() else f"\\[u{ord(char):04X}]" for char in text)
    return _INSTRUCTION.sub(r"\\&", text)


def bold(text: str) -> str:
    """Return bold text."""
    return f"\\fB{plain(text)}\\fR"


def slanted(text: str) -> str:
    """Return text for what the user puts in; brackets, bars and dots around the names stay upright."""
    return re.sub(r"[A-Z][A-Za-z0-9]*", lambda name: f"\\fI{name[0]}\\fR", plain(text))


def section(name: str) -> str:
    """Return a heading."""
    return f".SH {plain(name.upper())}\n"


def subsection(name: str) -> str:
    """Return a heading of the second rank."""
    return f'.SS "{plain(name)}"\n'


def paragraph(text: str) -> str:
    """Return a paragraph."""
    return f".PP\n{_one_line(text)}\n"


def item(tag: str, text: str) -> str:
    """Return a paragraph that hangs behind a tag, which is roff already."""
    return f".TP\n{tag}\n{_one_line(text)}\n"


def example(lines: list[str]) -> str:
    """Return lines that are kept as they are."""
    return ".PP\n.RS 4\n.nf\n" + "".join(f"{plain(line)}\n" for line in lines) + ".fi\n.RE\n"


def _one_line(text: str) -> str:
    return plain(" ".join(text.split()))
