"""Lists: items that stand twice, and taking one out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss.checks.source import ENTRY
from vietgloss.glossary.model import Term
from vietgloss.glossary.splice import Patch
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

    from vietgloss.checks.finding import Finding
    from vietgloss.checks.known import Known
    from vietgloss.checks.source import Read, Source

_LISTS = ("also", "forbidden", "near", "before", "after", "forms", "not_in")
_BETWEEN = re.compile(r"\s*,\s*")
_LINE = re.compile(r"[ \t]*-[ \t]+")


def repeated_item(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001  # as all rules
    """Find texts that stand twice in a list."""
    for number, held in [(ENTRY, read.entry), *enumerate(read.senses)]:
        for key in _LISTS:
            items = getattr(held, key, ())
            if len(items) < 2 or len(set(items)) == len(items):  # noqa: PLR2004
                continue
            sense = 0 if isinstance(held, Term) and key in ("also", "forbidden") else number
            seen: set[str] = set()
            for item, text in enumerate(items):
                if text in seen:
                    fix = without_item(source, read.sequence(key, sense), item)
                    place = read.field(key, sense, item)
                    yield source.finding(
                        "repeated-item",
                        place,
                        _("'{text}' stands twice in '{key}'").format(text=text, key=key),
                        _("remove it"),
                        fix,
                    )
                seen.add(text)


def without_item(source: Source, node: yaml.SequenceNode | None, number: int) -> tuple[Patch, ...]:
    """Return the replacement that takes an item (from 0) out of a list; none if a comment would go with it."""
    if node is None or number >= len(node.value):
        return ()
    items, text = node.value, source.text
    start, end = items[number].start_mark.index, items[number].end_mark.index
    if node.flow_style:
        if len(items) == 1:
            return (Patch(start, end, ""),)
        if number:
            start = items[number - 1].end_mark.index
            between = text[start : items[number].start_mark.index]
        else:
            end = items[1].start_mark.index
            between = text[items[0].end_mark.index : end]
        return (Patch(start, end, ""),) if _BETWEEN.fullmatch(between) else ()
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end) + 1 or len(text)
    alone = _LINE.fullmatch(text[begin:start]) and not text[end:stop].strip() and len(items) > 1
    return (Patch(begin, stop, ""),) if alone else ()
