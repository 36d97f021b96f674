"""Every entry that comes in is read by the glossary's own reader, so that what goes in is what a file may hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from vietgloss.errors import GlossaryError, InputError
from vietgloss.glossary.plain import Record, record_of
from vietgloss.glossary.schema import MAX_TEXT, Reader
from vietgloss.i18n import _

if TYPE_CHECKING:
    from vietgloss.glossary.model import Abbreviation, Glossary, Term
    from vietgloss.glossary.plain import Fields

_MARK: Any = yaml.Mark("", 0, 0, 0, None, None)  # type: ignore[arg-type]  # the stubs know no mark without text
_TEXT, _LIST, _MAP = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_READER = Reader("", "given")


def checked(section: str, name: str, fields: Fields) -> Record:
    """Return an entry as the glossary reads it: NFC, white space squeezed, its fields in order.

    Raises:
        GlossaryError: If it is not a right entry; names the key.
        InputError: If its name is too long, or a text holds a character that no file can.
    """
    if not name.strip():
        what = "abbreviation" if section == "abbreviations" else "Vietnamese"
        raise InputError(_("no {what}").format(what=what), remedy=_("fill the cell, or remove the row"))
    if len(name) > MAX_TEXT:
        raise InputError(
            _("the name is longer than {max_text} characters").format(max_text=MAX_TEXT),
            remedy=_("is a quote or a line end missing?"),
        )
    _refuse_unwritable(name, _("the name"))
    entry = yaml.MappingNode(_MAP, [(_node(name, _("the name")), _node(fields, ""))], _MARK, _MARK)
    root = yaml.MappingNode(_MAP, [(_node(section, ""), entry)], _MARK, _MARK)
    read = _READER.glossary(root)
    return only_record(read)


def only_record(glossary: Glossary) -> Record:
    """Return the one entry of a glossary."""
    entries: list[Abbreviation | Term] = [*glossary.abbreviations.values(), *glossary.terms.values()]
    return record_of(entries[0])


def reason_of(error: GlossaryError | InputError) -> str:
    """Return why an entry was refused, without a place in a file."""
    return f"{error.problem}; {error.remedy}" if error.remedy else error.problem


def _node(value: Any, key: str) -> yaml.Node:  # noqa: ANN401  # a field is a text, a list, a flag or fields
    if isinstance(value, dict):
        pairs = [(_node(str(k), ""), _node(v, str(k))) for k, v in value.items()]
        return yaml.MappingNode(_MAP, pairs, _MARK, _MARK)
    if isinstance(value, (list, tuple)):
        return yaml.SequenceNode(_LIST, [_node(v, key) for v in value], _MARK, _MARK)
    if isinstance(value, bool):
        return yaml.ScalarNode(_TEXT, str(value).lower(), _MARK, _MARK)
    text = "" if value is None else str(value)
    _refuse_unwritable(text, key)
    return yaml.ScalarNode(_TEXT, text, _MARK, _MARK, style='"')


def _refuse_unwritable(text: str, key: str) -> None:
    if not _UNWRITABLE.search(text):
        return
    held = _UNWRITABLE.search(" ".join(text.split()))  # line ends and tabs become spaces
    if held:
        raise InputError(
            _("{key} holds the control character U+{ord:04X}").format(key=key, ord=ord(held[0])), remedy=_("remove it")
        )
