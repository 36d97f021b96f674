"""An entry as rows of text cells, one row a sense, and back: the columns of tables and of notes in XML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vietgloss.glossary.plain import Fields, Record

LISTS = ("also", "forbidden", "near", "before", "after", "forms", "not_in")
FLAGS = ("default", "keep")
PAIRS = ("examples", "entry_examples")
OF_ENTRY = ("forms", "entry_note", "entry_ref", "entry_examples")
SAID = ("target", "also", "forbidden", "short", "near", "before", "after")
COLUMNS = (
    "section", "name", "sense", "expansion", "target", "also", "forbidden", "short", "near", "before", "after",
    "default", "keep", "id", "forms", "not_in", "note", "ref", "examples", "entry_note", "entry_ref", "entry_examples",
)  # fmt: skip
"""The columns of a table that holds everything, in their order."""

_TOKEN = re.compile(r"\\[\\|=]|=>|\||[^\\|=]+|[\\=]")
_ESCAPE = re.compile(r"\\(?=[\\|=])|\||=>")
_UNESCAPE = re.compile(r"\\([\\|=])")
_TRUE = ("true", "yes", "x", "1", "có", "đúng")
_FALSE = ("false", "no", "0", "không", "sai")
_MOST_SENSES = 999


@dataclass(slots=True)
class Draft:
    """One row as a part of an entry.

    Attributes:
        section: ``abbreviations`` or ``terms``.
        name: The abbreviation, or the Vietnamese of the term.
        fields: What the row says of its sense, or of the term.
        entry: What it says of the whole abbreviation, under the keys of the YAML.
        number: The number of the sense; 0 if the row has none.
    """

    section: str
    name: str
    fields: Fields
    entry: Fields = field(default_factory=dict)
    number: int = 0

    @property
    def alone(self) -> Fields:
        """The fields of an entry of this one row."""
        kept_as = any(key in self.fields for key in SAID) and self.fields.get("keep")
        entry = {k: v for k, v in self.entry.items() if k != "forms"}
        if self.section == "terms" or not (
            self.number or entry or kept_as or any(key in self.fields for key in ("id", "default"))
        ):
            return {**self.fields, **self.entry}
        return {"senses": [self.fields], **self.entry}


def rows_of(record: Record) -> list[dict[str, str]]:
    """Return the rows of an entry: cells by column, empty ones left out."""
    head = {"section": str(record.section), "name": record.name}
    senses = record.fields.get("senses")
    if senses is None:
        return [head | {key: _text(key, value) for key, value in record.fields.items()}]
    rows = []
    for number, sense in enumerate(senses, 1):
        row = head | {"sense": str(number)} | {key: _text(key, value) for key, value in sense.items()}
        if number == 1:
            beside = {k: v for k, v in record.fields.items() if k != "senses"}
            row |= {k if k == "forms" else f"entry_{k}": _text(k, v) for k, v in beside.items()}
        rows.append(row)
    return rows


def draft_of(cells: dict[str, str]) -> Draft:
    """Return what a row says.

    Raises:
        InputError: If a cell is not what its column holds.
    """
    section, name = cells.get("section", ""), cells.get("name", "")
    if section not in ("abbreviations", "terms"):
        raise InputError(
            _("section '{section}'").format(section=section[:40]), remedy=_("write abbreviations or terms")
        )
    draft = Draft(section, name, {}, number=_number(cells.get("sense", "")))
    for column, cell in cells.items():
        if column in ("section", "name", "sense"):
            continue
        value = _value(column, cell)
        if value in (None, False, []):
            continue
        if column in OF_ENTRY and section == "abbreviations":
            draft.entry[column.removeprefix("entry_")] = value
        else:
            draft.fields[column] = value
    if section == "terms" and draft.fields.get("expansion") and "target" not in draft.fields:
        raise InputError(
            _("a term with an expansion and no target"), remedy=_("write its English in the column target")
        )
    return draft


def join(items: Iterable[str]) -> str:
    r"""Return a list as one text: ``a | b``; a ``|`` inside is written ``\|``.

    >>> join(["a", "b|c"])
    'a | b\\|c'
    """
    return " | ".join(_ESCAPE.sub(lambda m: "\\" + m[0], item) for item in items)


def split(text: str) -> list[str]:
    r"""Return the items of a list: the reverse of :func:`join`; empty ones are left out.

    >>> split("a | b\\|c")
    ['a', 'b|c']
    """
    return [item for piece in _pieces(text, "|") if (item := _unescape(piece))]


def _text(key: str, value: Any) -> str:  # noqa: ANN401  # a field is a text, a list or a flag
    if key == "examples":
        pairs = [" => ".join(map(_escape, (example["source"], example["expands_to"]))) for example in value]
        return " | ".join(pairs)
    if isinstance(value, (list, tuple)):
        return join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value(column: str, cell: str) -> Any:  # noqa: ANN401  # same
    if column in LISTS:
        return split(cell)
    if column in FLAGS:
        return _flag(column, cell)
    if column in PAIRS:
        return [_pair(column, piece) for piece in _pieces(cell, "|") if piece.strip()]
    return cell.strip() or None


def _pair(column: str, piece: str) -> Fields:
    sides = _pieces(piece, "=>")
    if len(sides) != 2:  # noqa: PLR2004  # a pair
        raise InputError(
            _("{column}: '{piece}' is no pair").format(column=column, piece=piece.strip()[:40]),
            remedy=_("write 'a text => what it becomes'"),
        )
    return {"source": _unescape(sides[0]), "expands_to": _unescape(sides[1])}


def _flag(column: str, cell: str) -> bool:
    said = cell.strip().lower()
    if said not in ("", *_TRUE, *_FALSE):
        raise InputError(
            _("{column}: '{said}' is neither true nor false").format(column=column, said=said[:40]),
            remedy=_("write true, or leave it empty"),
        )
    return said in _TRUE


def _number(cell: str) -> int:
    said = cell.strip()
    if not said:
        return 0
    if not said.isdecimal() or len(said) > 3 or not 0 < int(said) <= _MOST_SENSES:  # noqa: PLR2004  # 999
        raise InputError(
            _("sense: '{said}' is no number from 1 to {most_senses}").format(said=said[:40], most_senses=_MOST_SENSES),
            remedy=_("number them 1, 2, 3"),
        )
    return int(said)


def _escape(text: str) -> str:
    return _ESCAPE.sub(lambda m: "\\" + m[0], text)


def _unescape(piece: str) -> str:
    return _UNESCAPE.sub(r"\1", piece).strip() if "\\" in piece else piece.strip()


def _pieces(text: str, separator: str) -> list[str]:
    """Split at unescaped separators; the pieces are still escaped."""
    if separator not in text:
        return [text]
    pieces = [""]
    for token in _TOKEN.findall(text):
        if token == separator:
            pieces.append("")
        else:
            pieces[-1] += token
    return pieces
