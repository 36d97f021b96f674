"""On which line of a TOML text a key stands: parsers do not say."""

from __future__ import annotations

import re

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"[ \t]*\[\[?[ \t]*({_KEY})[ \t]*\]")
_ASSIGNED = re.compile(rf"[ \t]*({_KEY})[ \t]*=")
_PARTS = re.compile(_PART)
_LONG_TEXT = re.compile(r'"""|' + "'''")


def line_of(text: str, keys: tuple[str, ...]) -> int:
    """Return the line of a key, counted from 1; 0 if it is not found.

    Where the key stands inside an inline table, it is the line of the nearest key or table around it.

    Args:
        text: The whole TOML text.
        keys: The names from the top, such as ``("translate", "beam")``.
    """
    best, nearest = 0, 0
    table: tuple[str, ...] = ()
    closing = ""
    for number, line in enumerate(text.split("\n"), 1):
        inside, closing = closing, _still_open(line, closing)
        if inside:
            continue
        if header := _HEADER.match(line):
            table = named = _names(header[1])
        elif assigned := _ASSIGNED.match(line):
            named = (*table, *_names(assigned[1]))
        else:
            continue
        shared = len(named) if keys[: len(named)] == named else len(keys) if named[: len(keys)] == keys else 0
        if shared > nearest:
            best, nearest = number, shared
    return best


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(part[1:-1] if part[0] in "\"'" else part for part in _PARTS.findall(dotted))


def _still_open(line: str, closing: str) -> str:
    """Return the quotes that end a text of several lines, if one is open at the end of the line."""
    for mark in _LONG_TEXT.findall(line):
        if not closing:
            closing = mark
        elif mark == closing:
            closing = ""
    return closing
