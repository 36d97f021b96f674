"""A compiled copy of large glossary files, so that they load fast; it is found by their content alone.

The copies lie in the user's own cache folder, readable by the user only. Deleting them, or a folder that cannot be
written, changes nothing but the time. ``VIETGLOSS_CACHE=off`` does without.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vietgloss._version import __version__
from vietgloss.folders import cache_folder
from vietgloss.glossary.model import Abbreviation, Example, Glossary, Origin, Sense, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALLEST = 20_000
"""Characters below which reading YAML is as fast."""
KEPT = 60
"""Copies that are kept; the oldest go first."""
_FORM = f"{__version__} 3"
_SUFFIX = ".glossary.json"
_PART = ".part"
_STALE = 600.0


@contextlib.contextmanager
def without_collection() -> Iterator[None]:
    """Switch Python's cycle collector off for a while: with many live objects it takes longer than the reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def folder() -> Path | None:
    """Return where the copies lie: ``$VIETGLOSS_CACHE_DIR``, else the platform's place; None if switched off."""
    if os.environ.get("VIETGLOSS_CACHE", "").lower() in ("off", "0", "no"):
        return None
    try:
        return cache_folder()
    except RuntimeError:  # Path.home() where nobody is at home
        return None


def read(text: str, path: str, layer: str) -> Glossary | None:
    """Return the glossary that was kept for ``text``, or None."""
    place = _place(text)
    if place is None:
        return None
    try:
        with without_collection():
            return _glossary(json.loads(place.read_bytes()), path, layer)
    except (OSError, ValueError, TypeError, LookupError):
        return None


def keep(text: str, glossary: Glossary) -> None:
    """Keep the glossary that ``text`` was read as; does nothing where that is not possible."""
    place = _place(text)
    if place is None:
        return
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        data = json.dumps(rows(glossary), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=_PART)  # mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).replace(place)
        except OSError:
            Path(temporary).unlink()
            raise
        _prune(place.parent)


def _place(text: str) -> Path | None:
    if len(text) < SMALLEST:
        return None
    base = folder()
    digest = hashlib.sha256(f"{_FORM}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:40]
    return base / f"{digest}{_SUFFIX}" if base else None


def _prune(base: Path) -> None:
    held = sorted(base.glob(f"*{_SUFFIX}"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in held[KEPT:]:
        old.unlink(missing_ok=True)
    for part in base.glob(f".*{_PART}"):  # of a writer that was killed
        if time.time() - part.stat().st_mtime > _STALE:
            part.unlink(missing_ok=True)


def rows(glossary: Glossary) -> dict[str, Any]:
    """Return all that a glossary says as lists, numbers and strings, but for the names of its files."""
    return {
        "a": [
            (key, e.surface, e.origin.line, e.forms, e.keep, e.note, e.ref, _examples(e.examples), [
                (s.origin.line, s.expansion, s.target, s.also, s.forbidden, s.short, s.near, s.before, s.after,
                 s.default, s.keep, s.id, s.note, s.ref, _examples(s.examples))
                for s in e.senses
            ])
            for key, e in glossary.abbreviations.items()
        ],
        "t": [
            (key, t.origin.line, t.source, t.target, t.also, t.forbidden, t.short, t.not_in, t.note, t.ref)
            for key, t in glossary.terms.items()
        ],
    }  # fmt: skip


def _glossary(rows: dict[str, Any], path: str, layer: str) -> Glossary:
    def at(line: int) -> Origin:
        return Origin(path, line, layer)

    def shown(examples: list[tuple[int, str, str]]) -> tuple[Example, ...]:
        return tuple([Example(source, wanted, at(line)) for line, source, wanted in examples])

    abbreviations = {}
    for key, surface, line, forms, kept, note, ref, examples, senses in rows["a"]:
        own = [
            Sense(full, target, tuple(also), tuple(forbidden), short, tuple(near), tuple(before), tuple(after),
                  default, keeps, name, remark, source, shown(pinned) if pinned else (), at(row))
            for (row, full, target, also, forbidden, short, near, before, after, default, keeps, name, remark,
                 source, pinned) in senses
        ]  # fmt: skip
        pins = shown(examples) if examples else ()
        abbreviations[key] = Abbreviation(surface, tuple(own), tuple(forms), kept, note, ref, pins, at(line))
    terms = {
        key: Term(source, target, tuple(also), tuple(forbidden), short, tuple(not_in), note, ref, at(line))
        for key, line, source, target, also, forbidden, short, not_in, note, ref in rows["t"]
    }
    return Glossary(abbreviations, terms, (path,))


def _examples(examples: tuple[Example, ...]) -> list[tuple[int, str, str]]:
    return [(e.origin.line, e.source, e.expands_to) for e in examples]
