"""What differs between two files of a small format but their text: XLIFF, PO, SRT, WebVTT, CSV, JSON, Markdown.

``compare(before, after)`` gives a line for each difference. It knows nothing of the readers in ``vietgloss.documents``.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_STATES = frozenset({"state", "subState", "state-qualifier", "target-language", "trgLang"})
_TAG = re.compile(r"</?[\w.:-]+[^<>]*>")
_ADDRESS = re.compile(r"\]\([^)]*\)")
_LETTER = re.compile(r"[^\W\d_]")


def _code(element: etree._Element) -> tuple[object, ...]:
    name = etree.QName(element).localname
    content = (element.text or "") if name in ("bpt", "ept", "ph", "it") else ""
    return (name, tuple(sorted((str(k), str(v)) for k, v in element.attrib.items())), content)


def _xliff(before: str, after: str) -> list[str]:
    old, new = (etree.fromstring(text.encode()) for text in (before, after))
    found = []
    for target in list(new.iter("{*}target")):
        source = next(target.getparent().iter("{*}source"))  # type: ignore[union-attr]  # a target stands in something
        said, wanted = (Counter(_code(e) for e in host.iterdescendants()) for host in (target, source))
        if said != wanted:
            found.append(f"codes of {''.join(source.itertext())[:40]!r} differ in the target")  # type: ignore[arg-type]  # strings
        target.getparent().remove(target)  # type: ignore[union-attr]  # as above
    units = [sum(1 for _ in root.iter("{*}source")) for root in (old, new)]
    shapes = []
    for root in (old, new):
        shape = []
        for e in root.iter(etree.Element):
            attributes = sorted((k, v) for k, v in e.attrib.items() if k not in _STATES)
            shape.append((e.tag, attributes, (e.text or "").strip()))
        shapes.append(shape)
    if units[0] != units[1] or shapes[0] != shapes[1]:
        found.append("something beside the targets changed")
    targets = after.count("<target")
    if targets != units[1]:
        found.append(f"{units[1]} sources, {targets} targets")
    return found


def _po(before: str, after: str) -> list[str]:
    def kept(text: str) -> list[str]:
        lines, own = [], False
        for line in text.splitlines():
            own = line.startswith("msgstr") or (own and line.startswith('"'))
            if not own and line != "#, fuzzy":
                lines.append(line.replace(", fuzzy", ""))
        return lines

    found = [] if kept(before) == kept(after) else ["a line beside the msgstr changed"]
    if after.count("%d") != 2 * before.count("%d"):
        found.append("a %d was lost")
    return found


def _subtitles(before: str, after: str) -> list[str]:
    shapes = []
    for text in (before, after):
        cues = text.split("\n\n")
        frame = [
            [line for line in cue.split("\n") if "-->" in line or line.isdigit() or line == "WEBVTT"] for cue in cues
        ]
        shapes.append((frame, [sorted(_TAG.findall(cue)) for cue in cues]))
    return [] if shapes[0] == shapes[1] else ["cues, times or tags differ"]


def _csv(before: str, after: str) -> list[str]:
    old, new = (list(csv.reader(text.splitlines(keepends=True))) for text in (before, after))
    if [len(row) for row in old] != [len(row) for row in new]:
        return ["rows or columns differ"]
    pairs = [(a, b) for was, now in zip(old, new, strict=True) for a, b in zip(was, now, strict=True)]
    return [f"{a} became {b}" for a, b in pairs if a != b and not _LETTER.search(a)]


def _json(before: str, after: str) -> list[str]:
    def shape(value: Any, key: str = "") -> object:  # noqa: ANN401  # JSON is anything
        if isinstance(value, dict):
            return {k: shape(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [shape(v, key) for v in value]
        return "..." if isinstance(value, str) and key != "slug" else value

    return [] if shape(json.loads(before)) == shape(json.loads(after)) else ["keys, figures or order differ"]


def _markdown(before: str, after: str) -> list[str]:
    def shape(text: str) -> list[object]:
        lines: list[object] = []
        for line in text.split("\n"):
            head = re.match(r"\s*(#+ |[-*] |\||> |)", line)
            marks = (line.count("**"), line.count("*"), tuple(_ADDRESS.findall(line)), line.count("|"))
            lines.append((head[0] if head else "", *marks))
        return lines

    pairs = zip(shape(before), shape(after), strict=False)
    found = [f"line {n}: {a} became {b}" for n, (a, b) in enumerate(pairs, 1) if a != b]
    return found if before.count("\n") == after.count("\n") else [*found, "another number of lines"]


_OF: dict[str, Callable[[str, str], list[str]]] = {
    ".xlf": _xliff,
    ".po": _po,
    ".srt": _subtitles,
    ".vtt": _subtitles,
    ".csv": _csv,
    ".json": _json,
    ".md": _markdown,
}


SUFFIXES = frozenset(_OF)


def compare(before: Path, after: Path) -> list[str]:
    """What differs between two files, a line each."""
    return _OF[before.suffix](before.read_text(encoding="utf-8-sig"), after.read_text(encoding="utf-8-sig"))
