"""Slots in terms, and what is wrong with them: ``Đại hội {n} của Đảng``, ``{n:ordinal} National Party Congress``.

A slot of the Vietnamese holds a number, a name (``{place}``, ``{name}``, or any other with ``:name`` behind it), or a
level of government: ``{level}``. The English names the slot again, a number in one of :data:`FORMATS`, a level as an
adjective or as ``{level:unit}``. What stands in a slot is found by ``terms/slots.py``.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from vietgloss import text as vn
from vietgloss.i18n import N_, _

Kind = Literal["number", "name", "place", "level"]

NAMES = ("place", "name")
"""The slots that hold a name without saying so."""
FORMATS = ("ordinal", "number", "roman", "word")
"""How the English may write a number: 13th, 13, XIII, thirteen."""
LEVEL = "level"
"""The slot that holds a level of government."""
UNIT = "unit"
"""How the English writes the unit of a level: Province instead of Provincial."""

TOKEN = re.compile(r"\{(?P<slot>[^{}]*)\}|[^\W_]+")
"""A slot, or a word beside it."""
_SLOT = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[A-Za-z]+")
_GLUED = re.compile(r"\w\{[^{}]*\}|\{[^{}]*\}\w")
_REMEDY = N_("braces are for slots: write {n} for a number, {place} for a name")
_BESIDE = re.compile(r"(?<!\{level)\}\s*\{")


class Problem(NamedTuple):
    """What is wrong with the slots of a text, and what to do."""

    what: str
    remedy: str


class Blank(NamedTuple):
    """A slot as the English names it: its name, and its format or nothing."""

    name: str
    format: str


def has_braces(text: str) -> bool:
    """Tell whether a text has a brace, and so should have slots."""
    return "{" in text or "}" in text


def slots_of(source: str) -> dict[str, Kind]:
    """Return the slots of a Vietnamese term that has no problem, by name.

    >>> slots_of("Tỉnh ủy {place} khóa {n}")
    {'place': 'place', 'n': 'number'}
    """
    return dict(_slot(written) for written in _SLOT.findall(source))


def _slot(written: str) -> tuple[str, Kind]:
    name, _rest, kind = written.partition(":")
    if name == LEVEL:
        return name, "level"
    return name, "place" if name == "place" else "name" if kind or name in NAMES else "number"


def blanks_of(english: str) -> list[Blank]:
    """Return the slots that an English text names, in order.

    >>> blanks_of("{n:ordinal} Congress of {place}")
    [Blank(name='n', format='ordinal'), Blank(name='place', format='')]
    """
    return [blank(written) for written in _SLOT.findall(english)]


def blank(written: str) -> Blank:
    """Return a slot of the English by what stands between its braces."""
    name, _rest, form = written.partition(":")
    return Blank(name, form)


def source_problem(source: str) -> Problem | None:
    """Return what is wrong with the slots of a Vietnamese term, or None."""
    written = _SLOT.findall(source)
    if found := _braces(source, written, ("name",)):
        return found
    names = [w.partition(":")[0] for w in written]
    double = next((name for name in names if names.count(name) > 1), None)
    if double:
        return Problem(
            _("the slot '{{{double}}}' stands twice").format(double=double),
            _("give each slot its own name, such as {n} and {m}"),
        )
    if _BESIDE.search(source):
        return Problem(_("two slots side by side"), _("write what stands between them"))
    if glued := _GLUED.search(source):
        return Problem(
            _("a slot in the middle of a word, '{glued}'").format(glued=glued[0]),
            _("put a space between the word and the slot"),
        )
    if written and not any(c.isalnum() for c in _SLOT.sub("", source)):
        return Problem(_("nothing but slots"), _("write the words of the term beside them"))
    return None


def english_problem(english: str, source: str) -> Problem | None:
    """Return what is wrong with the slots of an English text of the Vietnamese ``source``, or None."""
    written = _SLOT.findall(english)
    if found := _braces(english, written, (*FORMATS, UNIT)):
        return found
    held = slots_of(source)
    for name, form in blanks_of(english):
        if name not in held:
            known = ", ".join(f"{{{n}}}" for n in held)
            remedy = (
                _("its slots: {known}").format(known=known)
                if known
                else _("write '{{{name}}}' there too").format(name=name)
            )
            return Problem(_("the slot '{{{name}}}' does not stand in the Vietnamese").format(name=name), remedy)
        if form and held[name] in ("name", "place"):
            return Problem(
                _("a name has no format, '{{{name}:{form}}}'").format(name=name, form=form),
                _("write '{{{name}}}'").format(name=name),
            )
        if form and (form == UNIT) != (held[name] == "level"):
            formats = (UNIT,) if held[name] == "level" else FORMATS
            return _unknown_format(name, f"{name}:{form}", formats)
    return None


def left_out(english: str, source: str) -> list[str]:
    """Return the slots of the Vietnamese that an English text of it does not name."""
    named = {b.name for b in blanks_of(english)}
    return [name for name in slots_of(source) if name not in named]


def _braces(text: str, written: list[str], formats: tuple[str, ...]) -> Problem | None:
    """Return what is wrong with the braces of a text, or with what stands between them, or None."""
    if has_braces(_SLOT.sub("", text)):
        return Problem(
            _("a brace without its partner"), _("braces are for slots: write {n} for a number, {place} for a name")
        )
    for slot in written:
        name, colon, form = slot.partition(":")
        if not _NAME.fullmatch(name):
            return Problem(_("'{{{slot}}}' is no slot").format(slot=slot), _(_REMEDY))
        if colon and form not in formats:
            return _unknown_format(name, slot, tuple(f for f in formats if f != UNIT or name == LEVEL))
    return None


def _unknown_format(name: str, slot: str, formats: tuple[str, ...]) -> Problem:
    shown = ", ".join(f"{{{name}:{f}}}" for f in formats)
    return Problem(
        _("unknown format of a slot, '{{{slot}}}'").format(slot=slot),
        _("write {{{name}}} or {shown}").format(name=name, shown=shown),
    )


def skeleton(source: str) -> re.Pattern[str]:
    """Return what finds a folded term in folded text, whatever stands in its slots."""
    parts = [re.escape(part) for part in _SLOT.split(vn.key(source))[::2]]
    return re.compile(r"\S.*?".join(parts))
