"""TMX 1.4: each translation unit a term; what TMX has no element for stands in properties of our own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vietgloss.exchange.cells import join
from vietgloss.exchange.elements import Elements, escaped
from vietgloss.exchange.model import Exported, Found, Rejected, Row
from vietgloss.exchange.pairs import pairs_of
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.exchange.elements import Node
    from vietgloss.exchange.model import Options
    from vietgloss.exchange.pairs import Pair
    from vietgloss.glossary.plain import Record

_OWN = {
    "x-vietgloss-ref": "ref",
    "x-vietgloss-not-in": "not_in",
    "x-vietgloss-forbidden": "forbidden",
    "x-vietgloss-short": "short",
}
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    '  <header creationtool="vietgloss" creationtoolversion="1" segtype="phrase" o-tmf="vietgloss" adminlang="en"'
    ' srclang="vi" datatype="plaintext"/>\n  <body>\n'
)
_END = "  </body>\n</tmx>\n"


def read(data: bytes, options: Options) -> Found:
    """Return the units of a TMX file that have Vietnamese and English; inline markup is left out.

    Raises:
        InputError: If it is no XML, or a hostile one.
    """
    found = Found(together=True)
    others: Counter[str] = Counter()
    for unit in Elements(data, ("tu",), options.name):
        row = _row(unit, others)
        if row is None:
            reason = _("a unit without Vietnamese and English; it needs tuv of vi and en")
            found.rejected.append(Rejected(unit.line, reason))
        else:
            found.rows.append(row)
    if others:
        named = ", ".join(f"{name[:30] or 'none named'} ({count}×)" for name, count in others.most_common(8))
        found.notes.append(_("other languages are not read: {named}").format(named=named))
    return found


def _row(unit: Node, others: Counter[str]) -> Row | None:
    texts: dict[str, list[str]] = {"vi": [], "en": []}
    cells = {"section": "terms"}
    notes = []
    for child in unit.children:
        if child.tag == "tuv":
            segment = next((c.text for c in child.children if c.tag == "seg"), "")
            if child.language not in texts:
                others[child.language] += 1
            elif segment:
                texts[child.language].append(segment)
        elif child.tag == "note":
            notes.append(child.text)
        elif child.tag == "prop" and child.attributes.get("type") in _OWN:
            cells[_OWN[child.attributes["type"]]] = child.text
    if not (texts["vi"] and texts["en"]):
        return None
    first, *also = texts["en"]
    cells |= {"name": texts["vi"][0], "target": first, "also": join(also), "note": "; ".join(notes)}
    return Row(unit.line, {column: cell for column, cell in cells.items() if cell})


def write(records: Sequence[Record]) -> Exported:
    """Return a TMX file; a further translation is a unit of its own."""
    pairs, lost = pairs_of(records)
    parts = [_HEAD]
    for pair in pairs:
        parts += _unit(pair, pair.target, first=True)
        for other in pair.fields.get("also", ()):
            parts += _unit(pair, other, first=False)
    return Exported("".join([*parts, _END]).encode(), tuple(lost))


def _unit(pair: Pair, target: str, *, first: bool) -> Iterator[str]:
    yield "    <tu>\n"
    if first and "note" in pair.fields:
        yield f"      <note>{escaped(pair.fields['note'])}</note>\n"
    for kind, name in _OWN.items() if first else ():
        if name in pair.fields:
            value = pair.fields[name]
            text = value if isinstance(value, str) else join(value)
            yield f'      <prop type="{kind}">{escaped(text)}</prop>\n'
    for language, text in (("vi", pair.source), ("en", target)):
        yield f'      <tuv xml:lang="{language}">\n        <seg>{escaped(text)}</seg>\n      </tuv>\n'
    yield "    </tu>\n"
