"""Putting right what can be put right safely: the file reads as before, but for what was fixed."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from vietgloss import text as vn
from vietgloss.checks.check import check
from vietgloss.checks.letters import LOOK_ALIKES
from vietgloss.checks.source import Source
from vietgloss.glossary.plain import record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vietgloss.checks.finding import Finding

_ROUNDS = 8
_TRANSLATION = str.maketrans(LOOK_ALIKES)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_INNER = re.compile(r" (?=[,;)\]])|(?<=[(\[]) ")


def fixed(source: Source, wanted: Callable[[Finding], bool]) -> tuple[str, list[Finding]]:
    """Return the text of a file with what can be fixed safely, and the findings that this puts right.

    A file that the loader would refuse afterwards is left as it is. All but the replaced characters stay byte for
    byte.

    Args:
        source: The file.
        wanted: Tells which findings to fix.
    """
    text, done = source.text, []
    if any(not e.fix for e in source.errors):
        return text, []
    meant = _meaning(source)
    for _ in range(_ROUNDS):
        held = [f for f in check([source]) if f.fix and wanted(f)]
        taken = _safe(source, _apart(held), meant)
        if not taken:
            break
        source = Source(source.path, _patched(source.text, taken), source.layer)
        done += taken
    if source.errors:
        return text, []
    return source.text, done


def diff(path: str, old: str, new: str) -> str:
    """Return a unified diff of a file's texts."""
    lines = difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), path, path)
    return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)


def _apart(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings whose replacements do not touch those of another; the others wait for the next round."""
    spans: list[tuple[int, int, int]] = sorted(
        (patch.start, patch.end, number) for number, f in enumerate(findings) for patch in f.fix
    )
    clashing, end, last = set(), -1, -1
    for start, stop, number in spans:
        if start < end and number != last:
            clashing.add(number)
            continue
        end, last = max(end, stop), number
    return [f for number, f in enumerate(findings) if number not in clashing]


def _safe(source: Source, findings: list[Finding], meant: list[Any]) -> list[Finding]:
    """Return the findings whose replacements leave the meaning of the file as it is."""
    if not findings:
        return []
    new = Source(source.path, _patched(source.text, findings), source.layer)
    if len(new.errors) <= len(source.errors) and _meaning(new) == meant:
        return findings
    if len(findings) == 1:
        return []
    half = len(findings) // 2
    first = _safe(source, findings[:half], meant)
    rest = _safe(source, findings[half:], meant)
    return first + rest if not (first and rest) else _together(source, first, rest, meant)


def _together(source: Source, first: list[Finding], rest: list[Finding], meant: list[Any]) -> list[Finding]:
    new = Source(source.path, _patched(source.text, first + rest), source.layer)
    safe = len(new.errors) <= len(source.errors) and _meaning(new) == meant
    return first + rest if safe else first


def _patched(text: str, findings: Sequence[Finding]) -> str:
    patches = sorted({patch for f in findings for patch in f.fix})
    parts, at = [], 0
    for patch in patches:
        parts += [text[at : patch.start], patch.text]
        at = patch.end
    return "".join([*parts, text[at:]])


def _meaning(source: Source) -> list[Any]:
    """Return what the entries of a file say, but for what a fix may change."""
    records = [record_of(read.entry) for read in source.reads]
    return [(r.section, bare(r.name), _bare(r.fields, r.name)) for r in records]


def _bare(value: Any, name: str) -> Any:  # noqa: ANN401  # a field is a text, a list or a flag
    if isinstance(value, dict):
        held = {key: _bare(v, name) for key, v in value.items()}
        for key, double in (("forms", bare(name)), ("also", held.get("target"))):
            if key in held:
                held[key] = [v for v in held[key] if v != double]
        return {key: v for key, v in held.items() if v != []}
    if isinstance(value, list):
        items = [_bare(v, name) for v in value]
        return [item for number, item in enumerate(items) if isinstance(item, dict) or item not in items[:number]]
    return bare(value) if isinstance(value, str) else value


def bare(text: str) -> str:
    """Return a text with right letters, single spaces, and tone marks at one place, for comparison only."""
    text = _INVISIBLE.sub("", vn.nfc(text).translate(_TRANSLATION))
    return vn.fold_tone(_INNER.sub("", " ".join(text.split())))
