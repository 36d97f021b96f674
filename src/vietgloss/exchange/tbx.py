"""TBX in: version 3 (ISO 30042:2019) in both styles, version 2 (martif), and the early TBX-Min, all alike."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss.exchange.cells import COLUMNS, join
from vietgloss.exchange.elements import Elements
from vietgloss.exchange.forms import looks_abbreviated
from vietgloss.exchange.model import Found, Rejected, Row
from vietgloss.glossary.schema import MAX_TEXT
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.exchange.elements import Node
    from vietgloss.exchange.model import Options

_CONCEPTS = ("conceptEntry", "termEntry", "entry")
_LANGUAGES = ("langSec", "langSet", "langGroup")
_UNITS = ("termSec", "tig", "ntig", "termGroup")
_SHORT = ("abbreviation", "acronym", "initialism", "shortForm", "abbreviatedForm")
_BAD = ("deprecated", "superseded", "notrecommended", "obsolete")
_OWN = re.compile(r"\[([a-z_]+)\] (.*)", re.DOTALL)
_TAKEN = ("termType", "administrativeStatus", "normativeAuthorization", "termStatus", "source", "note", "term")
_STRUCTURE = (
    "p", "date", "termNote", "admin", "descrip", "transac", "ref", "xref", "hi", "foreign", "termGrp",
    "termNoteGrp", "adminGrp", "descripGrp", "transacGrp", "transacNote", "adminNote", "descripNote", "termCompList",
    "transactionType", "responsibility", "partOfSpeech", "id",
)  # fmt: skip


@dataclass
class _Term:
    text: str
    kind: str = ""
    status: str = ""
    notes: list[str] = field(default_factory=list)
    source: str = ""

    @property
    def bad(self) -> bool:
        return self.status.lower().startswith(_BAD)

    @property
    def rank(self) -> int:
        """0 for the preferred term, 1 if nothing is said, 2 for an admitted one."""
        said = self.status.lower()
        return 0 if said.startswith("preferred") else 2 if said.startswith("admitted") else 1


def read(data: bytes, options: Options) -> Found:
    """Return the entries of a TBX file: each concept a row, and one more for each Vietnamese synonym.

    Raises:
        InputError: If it is no XML, a hostile one, or holds no concepts.
    """
    found = Found()
    others: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    elements = Elements(data, _CONCEPTS, options.name)
    for concept in elements:
        _read_concept(concept, options, found, others, unread)
    if others:
        found.notes.append(_("other languages are not read: {counted}").format(counted=_counted(others)))
    if unread:
        found.notes.append(_("data categories that are not read: {counted}").format(counted=_counted(unread)))
    return found


def _read_concept(concept: Node, options: Options, found: Found, others: Counter[str], unread: Counter[str]) -> None:
    terms: dict[str, list[_Term]] = {"vi": [], "en": []}
    notes, source = [], ""
    for child in concept.children:
        if child.tag in _LANGUAGES:
            if child.language not in terms:
                others[child.language or _("none named")] += 1
                continue
            for unit in _units(child):
                terms[child.language].append(_term(unit, unread))
            notes += [n.text for n in child.children if n.tag == "note"]
        elif child.tag == "note":
            notes.append(child.text)
        elif _category(child) == "source":
            source = source or child.text
        else:
            _count(child, unread)
    own, said = _own(notes)
    vietnamese = [t for t in terms["vi"] if t.text]
    english = sorted((t for t in terms["en"] if t.text and not t.bad), key=lambda t: t.rank)
    spelt_out = any(t.kind not in _SHORT for t in english)
    short = next((t for t in english if t.kind in _SHORT and spelt_out), None)
    english = [t for t in english if t is not short]
    right = {t.text.casefold() for t in english}
    said += [note for term in (*vietnamese, *english) for note in term.notes]
    said = [note for note in dict.fromkeys(said) if note]
    cells = {"note": _fitting(said), "ref": source or next((t.source for t in vietnamese + english if t.source), "")}
    if english:
        cells["target"] = english[0].text
        cells["also"] = join(t.text for t in english[1:])
        cells["short"] = short.text if short else ""
        cells["forbidden"] = join(t.text for t in terms["en"] if t.text and t.bad and t.text.casefold() not in right)
    rows = list(_rows(vietnamese, cells | own, options.section)) if vietnamese else []
    found.rows += [Row(concept.line, {k: v for k, v in row.items() if v}) for row in rows]
    if not rows:
        found.rejected.append(
            Rejected(concept.line, _("a concept without a Vietnamese term; add a section with xml:lang=vi"))
        )


def _rows(terms: list[_Term], cells: dict[str, str], section: str | None) -> Iterator[dict[str, str]]:
    """Give the rows of a concept: the abbreviation with its full form, and a term for each further synonym."""
    if "name" in cells:  # written by us in a dialect that does not know kinds of terms
        long = next((t.text for t in terms if t.text != cells["name"]), terms[0].text if len(terms) > 1 else "")
        yield cells | ({"expansion": long} if cells.get("section") == "abbreviations" else {})
        return
    terms = sorted(terms, key=lambda t: t.rank)
    short = [t for t in terms if t.kind in _SHORT or (not t.kind and len(terms) > 1 and looks_abbreviated(t.text))]
    full = [t for t in terms if t not in short]
    if cells.get("section") == "abbreviations" and not short:
        short, full = full[:1], full[1:]
    if section == "terms" or not short:
        for term in full or short:
            yield cells | {"section": "terms", "name": term.text}
        return
    forms = join(t.text for t in short[1:])
    first = {"section": "abbreviations", "name": short[0].text, "expansion": full[0].text if full else ""}
    yield {"forms": forms} | cells | first
    if cells.get("target"):
        for term in full[1:]:
            yield {k: cells.get(k, "") for k in ("target", "also", "forbidden", "short", "note", "ref")} | {
                "section": "terms",
                "name": term.text,
            }


def _units(language: Node) -> Iterator[Node]:
    for child in language.children:
        if child.tag in _UNITS:
            yield child


def _term(unit: Node, unread: Counter[str]) -> _Term:
    term = _Term("")
    for node in unit.walk():
        category = _category(node)
        if node.tag == "term" and not term.text:
            term.text = node.text
        elif category == "termType":
            term.kind = node.text
        elif category in ("administrativeStatus", "normativeAuthorization", "termStatus"):
            term.status = node.text
        elif category == "source":
            term.source = term.source or node.text
        elif node.tag == "note":
            term.notes.append(node.text)
        else:
            _count(node, unread)
    return term


def _category(node: Node) -> str:
    """The data category: the attribute ``type`` (DCA), or the name of the element (DCT)."""
    return node.attributes.get("type", "") if node.tag in _STRUCTURE else node.tag


def _count(node: Node, unread: Counter[str]) -> None:
    for part in (node, *node.walk()):
        category = _category(part)
        if category and category not in _TAKEN and category not in _STRUCTURE:
            unread[category] += 1


def _own(notes: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the cells that we wrote as notes such as ``[near] chi bộ``, and the other notes."""
    own, said = {}, []
    for note in notes:
        found = _OWN.fullmatch(note)
        if found and found[1] in COLUMNS:
            own[found[1]] = found[2]
        else:
            said.append(note)
    return own, said


def _fitting(notes: list[str]) -> str:
    """Return as many notes as one field can hold."""
    text = ""
    for note in notes:
        longer = f"{text}; {note}" if text else note
        if len(longer) > MAX_TEXT:
            break
        text = longer
    return text or (notes[0][: MAX_TEXT - 1] + "…" if notes else "")


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name[:30]} ({count}×)" for name, count in counts.most_common(8))
