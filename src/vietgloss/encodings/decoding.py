"""A file into text: by the encoding that is named or recognised, with notes that say what was done."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from vietgloss.encodings import viqr
from vietgloss.encodings.fitting import fit
from vietgloss.encodings.lines import foreign_lines
from vietgloss.encodings.names import EIGHT_BIT, label
from vietgloss.encodings.reading import BOM, SAVE_AS, known, strict
from vietgloss.encodings.recognition import SURE, mark_of, recognise, sample_of
from vietgloss.errors import InputError
from vietgloss.i18n import N_, _

_SHOWN = 5
CAPITALS = N_(
    "TCVN3 has no capitals with tone marks: where a capital font (.VnTimeH) was used, they are small letters now"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file.

    Args:
        text: All of it, without byte order mark.
        encoding: The canonical name of its encoding.
        bom: Whether it began with a byte order mark.
        notes: What to tell the user, a line each; none for UTF-8.
    """

    text: str
    encoding: str
    bom: bool = False
    notes: tuple[str, ...] = ()


def decode(data: bytes, where: str, encoding: str | None = None) -> Decoded:
    """Reads the content of a file.

    Args:
        data: The whole file.
        where: The file, for messages.
        encoding: Its encoding; None to recognise it.

    Raises:
        InputError: If it is binary, if it is not in this encoding, if its encoding cannot be told, or if a line of it
            is in another one.
    """
    if encoding:
        name = _named(data, where, encoding)
    else:
        name = recognise(data, where)
        _refuse_mixture(data, name, where)
    text = strict(data, name, where, shown=encoding)
    notes = _notes(data, text, name, given=bool(encoding))
    return Decoded(text.removeprefix(BOM), name, mark_of(data) != "", notes)


def _named(data: bytes, where: str, encoding: str) -> str:
    name, marked = known(encoding, where), mark_of(data)
    if marked and name not in {marked, marked[:6], f"{marked}-sig"}:
        problem = _("begins with the mark of {label}, so it is not {label_2}").format(
            label=label(marked), label_2=label(name)
        )
        raise InputError(problem, remedy=_("leave --encoding out"), where=where)
    # Python takes UTF-16 without a mark for little endian, whatever it is.
    return recognise(data, where) if name == "utf-16" and not marked and b"\0" in data else name


def _notes(data: bytes, text: str, name: str, *, given: bool) -> tuple[str, ...]:
    if name in {"utf-8", "utf-8-sig", "ascii"}:
        return ()
    turned = "" if name.startswith("utf") else _(" and turned into Unicode")
    notes = [_("read as {label}{turned}; what is written is UTF-8").format(label=label(name), turned=turned)]
    if name == "tcvn3":
        notes.append(_(CAPITALS))
    if name == "viqr" and (unsure := viqr.unsure_tones(data.decode("ascii"))):
        lines = "1 line" if unsure == 1 else _("{unsure} lines").format(unsure=unsure)
        notes.append(
            _("at the end of {lines} a full stop or question mark was read as a tone: look at that").format(lines=lines)
        )
    if name in EIGHT_BIT and given:
        notes += _doubts(data, text, name)
    return tuple(notes)


def _refuse_mixture(data: bytes, name: str, where: str) -> None:
    """Refuses a file whose lines are in several encodings.

    Raises:
        InputError: At the first line in another encoding.
    """
    for number, other in foreign_lines(data, name) if name in EIGHT_BIT else ():
        problem = _("mixes encodings: {label} here, the rest is {label_2}").format(
            label=label(other), label_2=label(name)
        )
        raise InputError(
            problem,
            remedy=_("{save_as}, each part from its own encoding").format(save_as=_(SAVE_AS)),
            where=f"{where}:{number}",
        )


def _doubts(data: bytes, text: str, name: str) -> list[str]:
    """What speaks against the encoding that was named: of the whole, or line by line."""
    foreign = list(islice(foreign_lines(data, name), _SHOWN + 1))
    found = fit(text[: len(sample_of(data))])
    if found.marked and found.share < SURE:
        other = _("; it looks like {label}").format(label=label(foreign[0][1])) if foreign else ""
        return [_("hardly reads as Vietnamese in {label}{other}").format(label=label(name), other=other)]
    notes = [
        _("line {number} looks like {label}, not {label_2}").format(
            number=number, label=label(other), label_2=label(name)
        )
        for number, other in foreign[:_SHOWN]
    ]
    return [*notes, _("and so do others further down")] if len(foreign) > _SHOWN else notes
