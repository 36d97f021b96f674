"""Formats of pairs, Vietnamese and English: the glossaries of DeepL and OmegaT."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.errors import InputError
from vietgloss.exchange.encodings import decode
from vietgloss.exchange.model import MAX_ROWS, Exported, Found, Lost, Row
from vietgloss.exchange.separated import lines, recognised
from vietgloss.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.exchange.model import Options
    from vietgloss.glossary.plain import Fields, Record

DEEPL_BYTES = 1024
_SHORT_ONLY = N_("the format holds terms: only the full form and its English are in it")
_NO_ENGLISH = N_("the format holds pairs, and this has no English")
_NO_PLACE = N_("the format has no place for it")
_CODES = {"vi": "vi", "vie": "vi", "en": "en", "eng": "en"}


@dataclass(frozen=True)
class Pair:
    """A Vietnamese text and its English; ``fields`` are those of the term it comes from."""

    entry: str
    source: str
    target: str
    fields: Fields


def pairs_of(records: Sequence[Record]) -> tuple[list[Pair], list[Lost]]:
    """Return the pairs in entries, each source once, and what of the entries is not in them.

    A term stands over an abbreviation whose full form is the same.
    """
    pairs: dict[str, Pair] = {}
    lost: list[Lost] = []
    for record in records:
        if record.section == "terms":
            pairs[vn.key(record.name)] = Pair(record.name, record.name, record.fields["target"], record.fields)
    for record in records:
        if record.section == "terms":
            continue
        held = 0
        senses = record.fields.get("senses") or [record.fields]
        for number, sense in enumerate(senses, 1):
            source, target = sense.get("expansion"), sense.get("target")
            if not (source and target):
                continue
            other = pairs.setdefault(vn.key(source), Pair(record.name, source, target, {"target": target}))
            if other.target != target:
                reason = _("'{source}' stands in it already as '{target}'").format(source=source, target=other.target)
                lost.append(Lost(record.name, f"senses[{number}]" if len(senses) > 1 else "target", reason))
            else:
                held += 1
        lost.append(
            Lost(record.name, "abbreviation", _(_SHORT_ONLY)) if held else Lost(record.name, "entry", _(_NO_ENGLISH))
        )
    return list(pairs.values()), lost


def lacking(pair: Pair, held: tuple[str, ...]) -> Iterator[Lost]:
    """Give the fields of a pair's term that a format of the fields ``held`` cannot hold."""
    for name in pair.fields:
        if name not in ("target", *held):
            yield Lost(pair.entry, name, _(_NO_PLACE))


def read_deepl(data: bytes, options: Options, usual: str = "") -> Found:
    """Return the pairs of a DeepL glossary: two columns, or four with the languages, no headings.

    Args:
        data: The file.
        options: How to read it.
        usual: The separator, if this kind of file has one; else it is recognised.

    Raises:
        InputError: If it cannot be read.
    """
    text, encoding, notes = decode(data, options.name, options.encoding)
    separator = options.separator or usual or ("\t" if "\t" in text[: 1 << 16] else recognised(text[: 1 << 16]))
    found = Found(notes=notes, encoding=encoding, separator=separator)
    others = 0
    rows = _tabbed(text) if separator == "\t" else lines(text, separator, options.name, found.rejected)
    for number, cells in rows:
        _refuse_many(number, options.name)
        first, second, *rest = ([cell.strip() for cell in cells] + [""] * 4)[:4]
        if not (first or second):
            continue
        named = [_CODES.get(code.lower().split("-")[0], code) for code in rest if code]
        if named == ["en", "vi"]:
            first, second = second, first
        elif named and named != ["vi", "en"]:
            others += 1
            continue
        found.rows.append(_pair_row(number, first, second, ""))
    if others:
        found.notes.append(_("{others} rows of other languages are not read").format(others=others))
    return found


def read_omegat(data: bytes, options: Options) -> Found:
    """Return the entries of an OmegaT glossary: source, target and comment with tabs between; ``#`` begins a remark.

    Raises:
        InputError: If it cannot be read.
    """
    text, encoding, notes = decode(data, options.name, options.encoding)
    found = Found(notes=notes, encoding=encoding, separator="\t", together=True)
    for number, cells in _tabbed(text):
        _refuse_many(number, options.name)
        first, second, comment = ([cell.strip() for cell in cells] + [""] * 3)[:3]
        if (first or second) and not first.startswith("#"):
            found.rows.append(_pair_row(number, first, second, comment))
    return found


def is_deepl(rows: list[list[str]]) -> bool:
    """Tell whether rows have the languages in their third and fourth columns, as DeepL writes them."""
    codes = [[cell.strip().lower().split("-")[0] for cell in row[2:4]] for row in rows if any(row)]
    return bool(codes) and all(pair in (["vi", "en"], ["en", "vi"]) for pair in codes)


def write_deepl(records: Sequence[Record], separator: str = "\t") -> Exported:
    """Return a DeepL glossary: TSV, or CSV for the separator ``,``."""
    pairs, lost = pairs_of(records)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    for pair in pairs:
        if max(len(pair.source.encode()), len(pair.target.encode())) > DEEPL_BYTES:
            lost.append(
                Lost(pair.entry, "entry", _("DeepL takes {deepl_bytes} bytes at most").format(deepl_bytes=DEEPL_BYTES))
            )
            continue
        lost += lacking(pair, ())
        if separator == "\t":
            out.write(f"{pair.source}\t{pair.target}\n")
        else:
            writer.writerow([pair.source, pair.target])
    return Exported(out.getvalue().encode(), tuple(lost))


def write_omegat(records: Sequence[Record]) -> Exported:
    """Return an OmegaT glossary; further translations are lines of their own."""
    pairs, lost = pairs_of(records)
    out = []
    for pair in pairs:
        if pair.source.startswith("#"):
            lost.append(Lost(pair.entry, "entry", _("a line that begins with # is a remark")))
            continue
        lost += lacking(pair, ("also", "note"))
        note = pair.fields.get("note", "")
        out.append(f"{pair.source}\t{pair.target}" + (f"\t{note}" if note else "") + "\n")
        out += [f"{pair.source}\t{other}\n" for other in pair.fields.get("also", ())]
    return Exported("".join(out).encode(), tuple(lost))


def _tabbed(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the lines cut at tabs; quotes are letters like others here."""
    for number, line in enumerate(io.StringIO(text), 1):
        yield number, line.rstrip("\n").split("\t")


def _refuse_many(number: int, name: str) -> None:
    if number > MAX_ROWS:
        raise InputError(
            _("more than {max_rows:,} rows").format(max_rows=MAX_ROWS),
            remedy=_("split it into several files"),
            where=name,
        )


def _pair_row(number: int, source: str, target: str, note: str) -> Row:
    cells = {"section": "terms", "name": source, "target": target, "note": note}
    return Row(number, {column: cell for column, cell in cells.items() if cell})
