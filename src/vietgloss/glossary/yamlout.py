"""YAML as a person would type it: one line where one line is enough."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

import yaml

from vietgloss.glossary.plain import SECTIONS, Fields, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 120
STEP = 2
_LISTS = ("senses", "examples")
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=<~")
_INSIDE = re.compile(r": |:$| #|^---|^\.\.\.")
_INSIDE_FLOW = re.compile(r"[,\[\]{}]|:[,?\[\]{}]")
_NUMBER = re.compile(r"[-+.\d][-+.\d_]*(?:[eE][-+]?\d+)?|0[xob][\da-fA-F_]+")
_RESOLVER: Any = yaml.resolver.Resolver()


def scalar(text: str, *, flow: bool = False) -> str:
    """Return ``text`` as a YAML scalar on one line: plain if every reader takes it for the same text, else quoted.

    Args:
        text: One line of text.
        flow: Whether it stands inside ``[]`` or ``{}``.
    """
    return text if _plain(text, flow) else quoted(text)


def quoted(text: str) -> str:
    """Return ``text`` as a YAML scalar in double quotes."""
    return '"' + "".join(_escaped(c) for c in text) + '"'


def _plain(text: str, flow: bool) -> bool:
    if not text or text != text.strip() or text[0] in _INDICATORS or _INSIDE.search(text):
        return False
    if flow and _INSIDE_FLOW.search(text):
        return False
    if not text.isprintable() or _NUMBER.fullmatch(text):
        return False
    # A reader other than ours takes `NO` for a truth value and `12` for a number.
    return str(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False))) == "tag:yaml.org,2002:str"


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char.isprintable() or unicodedata.category(char) == "Zs":
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 1 << 8 else f"\\u{code:04x}" if code < 1 << 16 else f"\\U{code:08x}"


def flow(value: Any) -> str:  # noqa: ANN401  # a field is a text, a list or a flag
    """Return a value of an entry in flow form: a scalar, ``[a, b]`` or ``{key: value}``."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(v)}" for key, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    return str(value).lower() if isinstance(value, bool) else scalar(str(value), flow=True)


def fields_lines(fields: Fields, indent: int) -> list[str]:
    """Return the fields of an entry or a sense in block form, each line indented by ``indent`` spaces."""
    pad, lines = " " * indent, []
    for key, value in fields.items():
        if key in _LISTS:
            lines.append(f"{pad}{key}:")
            for item in value:
                lines += item_lines(item, indent + STEP)
        elif isinstance(value, (list, tuple)):
            lines += _wrapped(f"{pad}{key}: [", [flow(v) for v in value], indent + STEP)
        else:
            lines.append(f"{pad}{key}: {str(value).lower() if isinstance(value, bool) else scalar(str(value))}")
    return lines


def item_lines(item: Fields, indent: int) -> list[str]:
    """Return one item of a list (a sense, an example): ``- {...}`` if that fits in a line, else in block form."""
    line = " " * indent + "- " + flow(item)
    if len(line) <= WIDTH and not any(key in _LISTS for key in item):
        return [line]
    lines = fields_lines(item, indent + STEP)
    return [" " * indent + "- " + lines[0].lstrip(" "), *lines[1:]]


def value_lines(record: Record, indent: int) -> list[str]:
    """Return the value of an entry: its first item belongs behind the key, the others below it.

    The first is empty if the fields stand below the key.
    """
    only = "expansion" if record.section == "abbreviations" else "target"
    if list(record.fields) == [only]:
        return [scalar(record.fields[only])]
    value = flow(record.fields)
    width = indent + len(scalar(record.name)) + 2 + len(value)
    if width <= WIDTH and not any(key in _LISTS for key in record.fields):
        return [value]
    return ["", *fields_lines(record.fields, indent + STEP)]


def entry_lines(record: Record, indent: int = STEP) -> list[str]:
    """Return the lines of an entry, without line ends, its key indented by ``indent`` spaces."""
    first, *rest = value_lines(record, indent)
    key = " " * indent + scalar(record.name) + ":"
    return [f"{key} {first}" if first else key, *rest]


def document(records: Iterable[Record]) -> str:
    """Return a glossary file of ``records``, in their order, by section.

    >>> print(document([Record("abbreviations", "ĐV", {"expansion": "đảng viên"})]), end="")
    abbreviations:
      ĐV: đảng viên
    """
    records = list(records)
    parts = []
    for section in SECTIONS:
        lines = [line for r in records if r.section == section for line in entry_lines(r)]
        if lines:
            parts.append("\n".join([f"{section}:", *lines]) + "\n")
    return "\n".join(parts)


def _wrapped(start: str, items: list[str], indent: int) -> list[str]:
    """Return ``start`` and the items of a list, broken where a line would grow too long."""
    lines, line = [], start
    for number, item in enumerate(items):
        piece = item + ("]" if number == len(items) - 1 else ",")
        space = "" if line.endswith("[") or not line.strip() else " "
        if line.strip() and not line.endswith("[") and len(line) + len(space) + len(piece) > WIDTH:
            lines.append(line)
            line, space = " " * indent, ""
        line += space + piece
    return [*lines, line if items else line + "]"]
