"""The layout of a glossary file, made even: what it says and its comments stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from vietgloss import text as vn
from vietgloss.errors import GlossaryError
from vietgloss.glossary import load, splice, yamlout
from vietgloss.glossary.held import Records
from vietgloss.glossary.places import Place, Places
from vietgloss.glossary.store import BOM
from vietgloss.i18n import _

if TYPE_CHECKING:
    from vietgloss.glossary.plain import Record

_TRAILING = re.compile(r"[ \t]+(?=\r?\n|\Z)")
_REMARK = re.compile(r"[ \t]*#")
_ALPHABET = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
_RANK = {letter: number for number, letter in enumerate(_ALPHABET)}


def arranged(text: str, path: str, *, sort: bool = False) -> str:
    """Return a glossary file in an even layout.

    One line where an entry fits in one, two spaces a step, quotes only where they are needed, no spaces at the ends of
    lines, one line end at the end. An entry with comments inside, with anchors, or in a section in ``{}`` is left as it
    is typed. Line ends and a byte order mark stay.

    Args:
        text: The file.
        path: Its name, for messages.
        sort: Whether to put entries in the order of the Vietnamese alphabet, within each group; groups are parted by
            blank lines and comment lines.

    Raises:
        GlossaryError: If the text is not a glossary.
    """
    bom = BOM if text.startswith(BOM) else ""
    old = text.removeprefix(BOM)
    held = Records(load.parse(old, path))
    places = Places(old)
    pieces, at = [], 0
    for place in places.entries:
        patch = _patch(places, place, held[place.key])
        if patch:
            pieces += [old[at : patch.start], patch.text]
            at = patch.end
    new = "".join(pieces) + old[at:]
    new = _cleaned(new)
    if sort:
        new = _sorted(new)
    again = Records(load.parse(new, path))
    if dict(again) != dict(held):
        raise GlossaryError(_("the layout cannot be made even safely"), path=path, remedy=_("leave it as it is"))
    return bom + new


def _patch(places: Places, place: Place, record: Record) -> splice.Patch | None:
    text = places.text
    if places.sections[place.section].flow or places.comments(place) or _anchored(places, place):
        return None
    start, end = splice.line_start(text, place.start), place.end
    if text[start : place.start].strip():  # `? key`, or something in front of it
        return None
    lines = yamlout.entry_lines(record, place.start - start)
    behind = text[end : splice.line_end(text, end)]
    if behind.strip() and len(lines) > 1:
        return None  # a comment behind one line would land behind the last of many
    return splice.Patch(start, end, splice.newline(text).join(lines))


def _anchored(places: Places, place: Place) -> bool:
    inside = places.events[place.first : place.last + 1]
    return any(isinstance(e, yaml.AliasEvent) or getattr(e, "anchor", None) or _tagged(e) for e in inside)


def _tagged(event: object) -> bool:
    return isinstance(event, yaml.ScalarEvent) and bool(event.tag)


def _cleaned(text: str) -> str:
    """Take spaces off the ends of lines and blank lines off the end, where no text in quotes or ``|`` holds them."""
    marks = [(e.start_mark, e.end_mark) for e in Places(text).events if type(e) is yaml.ScalarEvent]
    inside = [(a.index, b.index) for a, b in marks if a and b and a.line != b.line]
    clean = _TRAILING.sub(lambda m: m[0] if any(start <= m.start() < end for start, end in inside) else "", text)
    end = splice.newline(text)
    return clean.rstrip("\r\n") + end if clean.strip() else clean


def _sorted(text: str) -> str:
    """Put the entries of each group in order; a group ends at a blank line, a comment line, or a line not its own."""
    places = Places(text)
    out, at = [], 0
    group: list[Place] = []

    def flush() -> None:
        nonlocal at
        if len(group) > 1:
            spans = [(splice.line_start(text, p.start), _next_line(text, p.end)) for p in group]
            ordered = sorted(range(len(group)), key=lambda n: collation_key(group[n].name))
            out.append(text[at : spans[0][0]])
            pieces = [text[a:b] for a, b in spans]
            if not pieces[-1].endswith(("\n", "\r")):
                pieces[-1] += splice.newline(text)
            out.extend(pieces[n] for n in ordered)
            at = spans[-1][1]
        group.clear()

    for place in places.entries:
        start = splice.line_start(text, place.start)
        if places.sections[place.section].flow or _anchored(places, place) or text[start : place.start].strip():
            flush()
            continue
        if group and (group[-1].section != place.section or _next_line(text, group[-1].end) != start):
            flush()
        group.append(place)
    flush()
    return "".join(out) + text[at:]


def _next_line(text: str, at: int) -> int:
    """Return where the line below that of offset ``at`` begins."""
    end = splice.line_end(text, at)
    found = re.compile("\r\n|[\n\r\x85\u2028\u2029]").match(text, end)
    return found.end() if found else end


def collation_key(name: str) -> tuple[tuple[int, ...], str]:
    """Return what orders names as a Vietnamese dictionary does: letter by letter, case last."""
    low = vn.lower(vn.plain(vn.nfc(name)))
    return tuple(_RANK.get(c, -1 if not c.isalnum() else len(_RANK) + ord(c)) for c in low), name
