"""The memory for other programs and other people: TMX 1.4, a table with tabs, or a JSON object a line.

What the machine wrote bears the mark of :mod:`vietgloss.digests`, so that it does not come back as a correction.
"""

from __future__ import annotations

import contextlib
import csv
import html
import io
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vietgloss._version import __version__
from vietgloss.digests import PROPERTY, cleaned, guarded, mark
from vietgloss.errors import OutputError
from vietgloss.i18n import _
from vietgloss.memory.model import date_of, match_key
from vietgloss.memory.upkeep import corrections, machine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vietgloss.memory.store import Memory

COLUMNS = ("source", "English", "kind", "origin", "date", "digest")
CORRECTION, MACHINE = "correction", "machine"
_BOM = "\ufeff"  # without it Excel reads UTF-8 as Windows-1252
_TMX_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    f'  <header creationtool="vietgloss" creationtoolversion="{__version__}" segtype="sentence" o-tmf="vietgloss"'
    ' adminlang="en" srclang="vi" datatype="plaintext"/>\n  <body>\n'
)
_TMX_END = "  </body>\n</tmx>\n"


class Row(dict[str, str]):
    """A pair on its way out: ``source``, ``English``, ``kind``, ``origin``, ``date``, ``digest``; those known."""


def rows(memory: Memory, *, kinds: Iterable[str] = (CORRECTION, MACHINE)) -> Iterator[Row]:
    """Give the corrections, then each different machine translation of what nobody corrected.

    Raises:
        MemoryStoreError: If the memory cannot be read.
    """
    kinds = tuple(kinds)
    seen: set[bytes] = set()
    corrected = set()
    for pair in corrections(memory):
        corrected.add(match_key(pair.source))
        if CORRECTION in kinds:
            named = {"kind": CORRECTION, "origin": pair.origin, "date": date_of(pair.made)}
            yield Row(source=pair.source, English=pair.target, **named)
    for source, target in machine(memory) if MACHINE in kinds else ():
        made = mark(source, target)
        if made.encode() not in seen and match_key(source) not in corrected:
            seen.add(made.encode())
            yield Row(source=source, English=target, kind=MACHINE, digest=made)


def as_tmx(pairs: Iterable[Row]) -> Iterator[str]:
    """Give the pieces of a TMX file, to be written as UTF-8."""
    yield _TMX_HEAD
    for row in pairs:
        yield "    <tu>\n"
        named = {"x-kind": row["kind"], "x-origin": row.get("origin"), PROPERTY: row.get("digest")}
        for kind, value in named.items():
            if value:
                yield f'      <prop type="{kind}">{_inside(value)}</prop>\n'
        for language, text in (("vi", row["source"]), ("en", row["English"])):
            yield f'      <tuv xml:lang="{language}"><seg>{_inside(text)}</seg></tuv>\n'
        yield "    </tu>\n"
    yield _TMX_END


def as_tsv(pairs: Iterable[Row]) -> Iterator[str]:
    """Give the lines of a table for spreadsheets, to be written as UTF-8 with the line ends that they have."""
    yield _BOM + "\t".join(COLUMNS) + "\n"
    for row in pairs:
        out = io.StringIO(newline="")
        cells = [guarded(cleaned(row.get(column, ""))) for column in ("source", "English", "kind", "origin")]
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow([*cells, row.get("date", ""), row.get("digest", "")])
        yield out.getvalue()


def as_jsonl(pairs: Iterable[Row]) -> Iterator[str]:
    """Give a line for each pair: an object with ``source``, ``target``, ``kind``, and what else is known."""
    for row in pairs:
        data: dict[str, Any] = {"source": row["source"], "target": row["English"]}
        data |= {name: row[name] for name in ("kind", "origin", "date", "digest") if name in row}
        yield json.dumps(data, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[Iterable[Row]], Iterator[str]]] = {"tmx": as_tmx, "tsv": as_tsv, "jsonl": as_jsonl}
"""How each format is written, by its name, which is its suffix too."""


def write(path: Path, pieces: Iterable[str]) -> None:
    """Write a file piece by piece; it is there whole or not at all.

    Raises:
        OutputError: If it cannot be written; the old file is left then.
    """
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")  # mode 0600
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)  # as any file that the user makes
        Path(temporary).replace(path)
        temporary = ""
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        raise OutputError(_("cannot be written: {problem}").format(problem=problem), where=str(path)) from error
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _inside(text: str) -> str:
    return html.escape(cleaned(text), quote=False).replace("\r", "&#13;")
