"""CSV and TSV: the cells of chosen columns; every other character stays as it is.

The standard library's ``csv`` gives values but not where they stand, so the cells are found here, by RFC 4180.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from vietgloss import text as vn
from vietgloss.documents.formats.fragments import lines, one_line
from vietgloss.documents.formats.vietnamese import is_foreign, mostly_vietnamese
from vietgloss.documents.model import Options, content_of
from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.documents.model import Content, Target

_DELIMITERS = ";\t|,"
_NAMES = {";": "semicolon", "\t": "tab", "|": "bar", ",": "comma"}
_LOOKED_AT = 300
_SHARE = 0.5
_LONGEST_NAME = 60
_SHORTEST_SENTENCE = 4
_SEPARATOR_LINE = re.compile(r"sep=([^\r\n])(?:\r\n|\r|\n)", re.IGNORECASE)
# With these a spreadsheet takes a cell for a formula; the wide ones too.
_FORMULA = tuple("=+-@\t\r＝＋－＠")


class _Cell(NamedTuple):
    """A cell as it stands: the span of its raw text with its quotes, and its value."""

    start: int
    end: int
    value: str
    quoted: bool


class _Piece(NamedTuple):
    """A line of a cell to translate: the number of the cell, and the span in the cell's value."""

    cell: int
    start: int
    end: int


def parse(source: str | bytes, where: str, options: Options) -> Content:
    """Reads a table.

    Args:
        source: Its text in NFC.
        where: The name of the file, for errors.
        options: The columns to translate; without any, those in which most cells are Vietnamese.

    Returns:
        The cells to translate. A cell of several lines is several blocks. The first row is left as the header, unless
        it holds a sentence. An English cell that would be taken for a formula gets an apostrophe in front.

    Raises:
        InputError: If a quote is not closed, or a chosen column is not there.
    """
    text = source if isinstance(source, str) else source.decode("utf-8")
    separator = _SEPARATOR_LINE.match(text)
    start = separator.end() if separator else 0
    delimiter = separator[1] if separator else _delimiter(text, where)
    rows = [row for row in _rows(text, delimiter, start, where) if any(cell.value.strip() for cell in row)]
    header, body = _header(rows, options)
    columns, note = _columns(header, body, options, where)
    cells: list[_Cell] = []
    pieces: list[_Piece] = []
    for row in body:
        for number, cell in enumerate(row):
            if number in columns and not (not options.columns and is_foreign(cell.value)):
                found = [_Piece(len(cells), *span) for span in lines(cell.value)]
                if found:
                    cells.append(cell)
                    pieces += found
    texts = [vn.nfc(cells[p.cell].value[p.start : p.end]) for p in pieces]

    def write(targets: Sequence[Target]) -> bytes:
        news = [t.text for t in targets]
        return _written(text, delimiter, cells, _values(cells, pieces, texts, news)).encode("utf-8")

    usual = "\t" if where.lower().endswith(".tsv") else ","
    notes = note
    if texts and delimiter not in ("", usual):
        notes = (*note, _("columns are divided by: {delimiter}").format(delimiter=_NAMES.get(delimiter, delimiter)))
    return content_of([(t, "cell") for t in texts], write, notes=notes)


# -- reading -----------------------------------------------------------------------------------------------


def _delimiter(text: str, where: str) -> str:
    """The delimiter by which most of the first rows have the same number of cells; none for a single column."""
    if where.lower().endswith(".tsv"):
        return "\t"
    best: tuple[float, bool, int] = (0.0, False, 0)
    chosen = ""
    broken: InputError | None = None
    for delimiter in _DELIMITERS:
        try:
            rows = list(islice(_rows(text, delimiter, 0, where), _LOOKED_AT))
        except InputError as error:
            broken = error
            continue
        counts = [len(row) for row in rows if len(row) > 1 or row[0].value.strip()]
        usual, times = Counter(counts).most_common(1)[0] if counts else (1, 0)
        if max(counts, default=1) == 1:
            continue
        # A comma in the sentences of a single column has a space behind it, and the column's name has none.
        in_sentences = 2 * text.count(delimiter + " ") > text.count(delimiter)
        if in_sentences and (counts[0] == 1 or times < _SHARE * len(counts)):
            continue
        rank = (times / len(counts), counts[0] == usual, usual)
        if rank > best:
            best, chosen = rank, delimiter
    if broken and not chosen:
        raise broken
    return chosen


def _rows(text: str, delimiter: str, at: int, where: str) -> Iterator[list[_Cell]]:
    mark = re.escape(delimiter)
    bare = re.compile(rf"[^{mark}\r\n]*")
    quoted = re.compile(rf'( *)"([^"]*(?:""[^"]*)*)" *(?=[{mark}\r\n]|\Z)')
    row: list[_Cell] = []
    while at <= len(text):
        found = quoted.match(text, at)
        if found:
            value = found[2].replace('""', '"')
            row.append(_Cell(found.end(1), found.end(2) + 1, value, quoted=True))
            at = found.end()
        else:
            # In a table divided by tabs a quote is a letter like others, unless it plainly is not.
            if text.startswith('"', at) and delimiter != "\t":
                raise InputError(*_broken(text, at), where=f"{where}:{_line(text, at)}")
            end = bare.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing too
            row.append(_Cell(at, end, text[at:end], quoted=False))
            at = end
        if delimiter and text.startswith(delimiter, at):
            at += 1
            continue
        yield row
        row = []
        at += 2 if text.startswith("\r\n", at) else 1
        if at >= len(text):
            return


def _broken(text: str, at: int) -> tuple[str]:
    closed = re.compile(r'"[^"]*(?:""[^"]*)*"').match(text, at)
    if closed:
        return (_("a cell goes on after its closing quote; write a quote inside a quoted cell twice"),)
    return (_("a quote is opened and never closed; close it, or write the whole cell in quotes"),)


def _line(text: str, at: int) -> int:
    return len(re.findall(r"\r\n|\r|\n", text[:at])) + 1


# -- choosing ----------------------------------------------------------------------------------------------


def _header(rows: list[list[_Cell]], options: Options) -> tuple[list[str], list[list[_Cell]]]:
    """The names of the columns, and the rows below them; no names if the first row holds a sentence."""
    if not rows:
        return [], []
    names = [" ".join(cell.value.split()) for cell in rows[0]]
    by_name = {_key(name) for name in names} & {_key(c) for c in options.columns if not c.strip().isdecimal()}
    if not by_name and any(map(_is_sentence, names)):
        return [], rows
    return names, rows[1:]


def _is_sentence(text: str) -> bool:
    ended = text.rstrip('"\u201d').endswith((".", "!", "?", "\u2026"))
    return len(text) > _LONGEST_NAME or (ended and len(text.split()) >= _SHORTEST_SENTENCE)


def _key(name: str) -> str:
    return " ".join(vn.nfc(name).casefold().split())


def _columns(
    header: list[str], body: list[list[_Cell]], options: Options, where: str
) -> tuple[set[int], tuple[str, ...]]:
    width = max([len(header), *map(len, body)], default=0)
    if options.columns:
        return {n for wanted in options.columns for n in _named(wanted, header, width, where)}, ()
    columns = {
        n for n in range(width) if mostly_vietnamese(row[n].value for row in islice(body, 10_000) if n < len(row))
    }
    if not columns:
        return columns, ()
    names = ", ".join(header[n] if n < len(header) and header[n] else str(n + 1) for n in sorted(columns))
    return columns, (_("columns with Vietnamese: {names}").format(names=names),)


def _named(wanted: str, header: list[str], width: int, where: str) -> list[int]:
    found = [n for n, name in enumerate(header) if _key(name) == _key(wanted)]
    if found:
        return found
    number = wanted.strip()
    if number.isdecimal() and 1 <= int(number[:9]) <= width:
        return [int(number) - 1]
    names = ", ".join(name for name in header if name)
    has = (
        _("the columns are {names}").format(names=names)
        if names
        else _("the columns are 1 to {width}").format(width=width)
    )
    raise InputError(_("there is no column {wanted}").format(wanted=wanted), remedy=has, where=where)


# -- writing -----------------------------------------------------------------------------------------------


def _values(cells: list[_Cell], pieces: list[_Piece], texts: list[str], news: list[str]) -> list[str]:
    """The new value of each cell."""
    parts: list[list[str]] = [[] for _ in cells]
    at = [0] * len(cells)
    for piece, old, new in zip(pieces, texts, news, strict=True):
        value = cells[piece.cell].value
        same = new == old
        parts[piece.cell] += (value[at[piece.cell] : piece.start], value[piece.start : piece.end] if same else new)
        if not same:
            parts[piece.cell][-1] = one_line(new)
        at[piece.cell] = piece.end
    return ["".join(p) + c.value[a:] for p, c, a in zip(parts, cells, at, strict=True)]


def _written(text: str, delimiter: str, cells: list[_Cell], values: list[str]) -> str:
    out: list[str] = []
    at = 0
    for cell, new in zip(cells, values, strict=True):
        if new == cell.value:
            continue
        guarded = _guarded(cell.value, new)
        needed = any(c in guarded for c in ("\r", "\n")) or (delimiter and delimiter in guarded)
        needed = needed or (guarded.startswith('"') if delimiter == "\t" else '"' in guarded)
        raw = '"' + guarded.replace('"', '""') + '"' if cell.quoted or needed else guarded
        out += (text[at : cell.start], raw)
        at = cell.end
    return "".join(out) + text[at:]


def _guarded(old: str, new: str) -> str:
    """The new value, with an apostrophe in front if a spreadsheet would take it for a formula and the old one not."""
    first = new.lstrip(" ")[:1]
    return "'" + new if first in _FORMULA and first and old.lstrip(" ")[:1] != first else new
