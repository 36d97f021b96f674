"""Small replacements in YAML text: a field, a list item, an entry, and nothing around them.

Each function returns a :class:`Patch`; offsets are those of :class:`vietgloss.glossary.places.Node`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from vietgloss.glossary import yamlout
from vietgloss.glossary.places import Node, spelt

if TYPE_CHECKING:
    from collections.abc import Sequence

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_MARK = re.compile("#[^\n\r\x85\u2028\u2029]*|[,:]|(?<!\\S)-(?!\\S)")
_QUESTION = re.compile(r"(?<![^\s{\[,])\?[ \t]+\Z")


class Patch(NamedTuple):
    """Characters ``[start, end)`` and what stands in their place."""

    start: int
    end: int
    text: str


def apply(text: str, patch: Patch) -> str:
    """Return ``text`` with the patch in it."""
    return text[: patch.start] + patch.text + text[patch.end :]


def newline(text: str) -> str:
    """Return the line end that the text uses."""
    found = _BREAK.search(text)
    return found.group() if found and found.group() in ("\n", "\r\n", "\r") else "\n"


def line_start(text: str, at: int) -> int:
    """Return where the line of offset ``at`` begins."""
    return max((m.end() for m in _BREAK.finditer(text, max(0, text.rfind("\n", 0, at)), at)), default=0)


def line_end(text: str, at: int) -> int:
    """Return where the line of offset ``at`` ends, before its line end."""
    found = _BREAK.search(text, at)
    return found.start() if found else len(text)


def column(text: str, at: int) -> int:
    """Return the column of an offset, from 0."""
    return at - line_start(text, at)


def find(text: str, mark: str, start: int, end: int | None = None) -> int:
    """Return where ``,``, ``:`` or the ``-`` of a list stands between two parts, comments aside; -1 if nowhere."""
    found = _MARK.finditer(text, start, len(text) if end is None else end)
    return next((m.start() for m in found if m.group() == mark), -1)


def comments(text: str, start: int, end: int) -> list[str]:
    """Return the comments between two parts."""
    return [m.group().rstrip() for m in _MARK.finditer(text, start, end) if m.group().startswith("#")]


def key_start(text: str, key: int) -> int:
    """Return where a key begins, its ``?`` included if it has one."""
    found = _QUESTION.search(text, line_start(text, key), key)
    return found.start() if found else key


def insert_lines(text: str, after: int, lines: Sequence[str]) -> Patch:
    """Set new lines below the line of offset ``after``."""
    at, end = line_end(text, after), newline(text)
    return Patch(at, at, "".join(end + line for line in lines))


def drop_lines(text: str, start: int, end: int) -> Patch:
    """Take out the lines that ``[start, end)`` touches, the last line end included."""
    first, last = line_start(text, start), line_end(text, end)
    found = _BREAK.match(text, last)
    if found:
        return Patch(first, found.end(), "")
    before = [m for m in _BREAK.finditer(text, max(0, first - 2), first) if m.end() == first]
    return Patch(before[-1].start() if before else first, last, "")


def put_value(text: str, key: Node, old: Node, new: Any, *, flow: bool) -> Patch:  # noqa: ANN401  # text, list, flag
    """Write another value behind a key; what stands behind it in the line stays."""
    if isinstance(new, list) and old.kind == "sequence":
        grown = _grow(text, old, new)
        if grown:
            return grown
    if old.kind == "scalar" and old.start < old.end and not isinstance(new, list):
        return put_scalar(text, old, new, flow=flow)
    written = yamlout.flow(new) if flow or isinstance(new, (list, bool)) else yamlout.scalar(new)
    colon = find(text, ":", key.end) + 1
    end = max(colon, old.end)
    remarks = old.comments if old.start < old.end else []
    remarks = [*comments(text, colon, old.start), *remarks]
    return Patch(colon, end, " " + with_remarks(text, written, remarks, column(text, key_start(text, key.start))))


def put_scalar(text: str, old: Node, new: Any, *, flow: bool) -> Patch:  # noqa: ANN401  # a text or a flag
    """Write another text or flag in place of a text, in the same quotes."""
    held = text[old.start : old.end]
    written = yamlout.flow(new) if isinstance(new, bool) else quoted_like(held, new, flow=flow)
    return Patch(old.start, old.end, "  ".join([written, *old.comments]))


def with_remarks(text: str, written: str, remarks: list[str], indent: int) -> str:
    """Return a value with the comments that stood inside the old one above it."""
    pad = newline(text) + " " * (indent + yamlout.STEP)
    return "".join(remark + pad for remark in remarks) + written


def quoted_like(old: str, new: str, *, flow: bool) -> str:
    """Return ``new`` as a scalar in the quotes that ``old`` has."""
    if old.startswith('"'):
        return yamlout.quoted(new)
    if old.startswith("'") and new.isprintable():
        return "'" + new.replace("'", "''") + "'"
    return yamlout.scalar(new, flow=flow)


def put_pair(text: str, mapping: Node, key: str, value: Any) -> Patch:  # noqa: ANN401  # text, list, flag
    """Set a field of a mapping: its value is replaced, or the field is added behind the last."""
    held = mapping.pair(key)
    if held:
        return put_value(text, *held, value, flow=mapping.flow)
    if mapping.flow:
        return append(text, mapping, [f"{key}: {yamlout.flow(value)}"])
    indent = column(text, key_start(text, mapping.children[0].start))
    return insert_lines(text, mapping.end, yamlout.fields_lines({key: value}, indent))


def drop_pair(text: str, mapping: Node, key: str) -> Patch:
    """Take a field out of a mapping, which must hold it and one other."""
    at = 2 * [spelt(k.value) for k, _ in mapping.pairs()].index(key)
    if mapping.flow:
        return drop_from_flow(text, mapping, at, 2)
    return _drop_block(text, mapping, key_start(text, mapping.children[at].start), at, 2)


def add_items(text: str, sequence: Node, items: Sequence[Any]) -> Patch:
    """Add items, texts or fields, at the end of a list."""
    if sequence.flow:
        return append(text, sequence, [yamlout.flow(item) for item in items])
    indent = column(text, _dash(text, sequence, len(sequence.children) - 1))
    lines = []
    for item in items:
        fields = isinstance(item, dict)
        lines += yamlout.item_lines(item, indent) if fields else [" " * indent + "- " + yamlout.scalar(item)]
    return insert_lines(text, sequence.end, lines)


def drop_item(text: str, sequence: Node, number: int) -> Patch:
    """Take item ``number`` (from 0) out of a list, which must hold another."""
    if sequence.flow:
        return drop_from_flow(text, sequence, number, 1)
    return _drop_block(text, sequence, _dash(text, sequence, number), number, 1)


def drop_from_flow(text: str, parent: Node, at: int, step: int) -> Patch:
    """Take a part and one comma out of ``{}`` or ``[]``; comments around it stay, but for one in its own line.

    Args:
        text: The text.
        parent: The mapping or list.
        at: The number of its first child that goes.
        step: How many go: a key and a value, or an item.
    """
    parts = parent.children
    left = parts[at - 1].end if at else parent.opening + 1
    right = key_start(text, parts[at + step].start) if at + step < len(parts) else parent.end - 1
    start, end = key_start(text, parts[at].start), parts[at + step - 1].end
    comma = find(text, ",", end, right)
    first, last = line_start(text, start), line_end(text, end)
    if at and comma < 0 and not comments(text, left, start):
        return Patch(left, end, "")  # the last one goes with the comma before it
    if first >= left and not text[first:start].strip() and comma < last < right:
        return drop_lines(text, first, last)
    kept = " ".join(c + newline(text) for c in comments(text, end, comma))
    stop = max(end, comma + 1)
    stop += len(text[stop:right]) - len(text[stop:right].lstrip(" "))
    if not kept and _BREAK.match(text, stop):
        start = left + len(text[left:start].rstrip(" "))  # no blanks at the end of a line
    return Patch(start, stop, f" {kept}" if kept else "")


def _drop_block(text: str, parent: Node, start: int, at: int, step: int) -> Patch:
    end = parent.children[at + step - 1].end
    first = line_start(text, start)
    if not text[first:start].strip():
        return drop_lines(text, start, end)
    # It begins behind a dash, in the line of `- id: a`: what follows moves up to the dash.
    following, last = key_start(text, parent.children[at + step].start), line_end(text, end)
    if comments(text, last, following):
        return Patch(start, last, "")
    return Patch(start, following, "")


def _dash(text: str, sequence: Node, number: int) -> int:
    """Return where the dash of an item stands."""
    after = sequence.children[number - 1].end if number else sequence.start
    return find(text, "-", after, sequence.children[number].start)


def append(text: str, parent: Node, written: Sequence[str]) -> Patch:
    """Set more parts behind the last one of ``{}`` or ``[]``: in lines of their own if the last has one."""
    if not parent.children:
        found = find(text, ",", parent.opening, parent.end)
        at = parent.end - 1 if found < 0 else found
        return Patch(at, at, ", ".join(written))
    step = 2 if parent.kind == "mapping" else 1
    start, at = key_start(text, parent.children[-step].start), parent.children[-1].end
    comma = find(text, ",", at, parent.end - 1)
    first, last = line_start(text, start), line_end(text, max(at, comma))
    if first > parent.opening and not text[first:start].strip() and last < parent.end - 1:
        pad, own = newline(text) + text[first:start], text[at:last]
        lines = pad + f",{pad}".join(written)
        return Patch(at, last, f",{own}{lines}" if comma < 0 else f"{own}{lines},")
    first, joined = line_start(text, at), ", ".join(written)
    if at - first + len(joined) + 4 > yamlout.WIDTH and len(parent.children) > 1:
        inside = text[first:at]
        indent = len(inside) - len(inside.lstrip(" "))
        here = line_start(text, parent.start) == first
        return Patch(at, at, "," + newline(text) + " " * (indent + yamlout.STEP * here) + joined)
    return Patch(at, at, ", " + joined)


def _grow(text: str, old: Node, new: list[Any]) -> Patch | None:
    """Return the patch that adds texts to a list, or None if that is not what is new about it."""
    held = [spelt(child.value) for child in old.children]
    if not held or new[: len(held)] != held or any(child.kind != "scalar" for child in old.children):
        return None
    return add_items(text, old, new[len(held) :])
