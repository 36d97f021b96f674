"""From rows to entries: each row checked, rows of one abbreviation made its senses, doubles told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.errors import GlossaryError, InputError
from vietgloss.exchange.cells import Draft, draft_of
from vietgloss.exchange.check import checked, reason_of
from vietgloss.exchange.model import Rejected
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vietgloss.exchange.model import Row
    from vietgloss.glossary.plain import Record

_CUES = ("near", "before", "after")


@dataclass(slots=True)
class _Group:
    """The rows of one entry so far, and which row said what first, so that many rows of one entry take no longer."""

    record: Record
    rows: list[Row]
    drafts: list[Draft]
    others: list[Record] = field(default_factory=list)
    _said: set[tuple[tuple[str, str], ...]] | None = None
    _first: dict[tuple[str, object], Row] | None = None

    @property
    def said(self) -> set[tuple[tuple[str, str], ...]]:
        """What stands in the rows; most entries have one, and this is never asked."""
        if self._said is None:
            self._said = {_identity(row) for row in self.rows}
        return self._said

    @property
    def first(self) -> dict[tuple[str, object], Row]:
        """The first row that says a thing."""
        if self._first is None:
            self._first = dict.fromkeys(_marks(self.drafts[0]), self.rows[0])
        return self._first

    def take(self, row: Row, draft: Draft) -> None:
        """Add a row."""
        self.said.add(_identity(row))
        for mark in _marks(draft):
            self.first.setdefault(mark, row)
        self.rows.append(row)
        self.drafts.append(draft)


class Assembly:
    """Takes rows in order; :attr:`rejected` and :attr:`notes` tell what did not become entries of its own.

    Args:
        together: Whether rows of one source are one term: the first target counts, the others become ``also``.
    """

    def __init__(self, *, together: bool = False) -> None:
        self.together = together
        self.rejected: list[Rejected] = []
        self.notes: list[str] = []
        self._groups: dict[tuple[str, str], _Group] = {}
        self._repeated: list[Row] = []

    def records(self, rows: Iterable[Row]) -> tuple[Record, ...]:
        """Return the entries of ``rows``."""
        for row in rows:
            try:
                self._take(row)
            except (GlossaryError, InputError) as error:
                self.rejected.append(Rejected(row.number, reason_of(error), row.sheet))
        records = [record for group in self._groups.values() if (record := self._finished(group))]
        self._tell(records)
        sheets = {r.sheet: n for n, r in reversed(list(enumerate(self.rejected)))}
        self.rejected.sort(key=lambda r: (sheets[r.sheet], r.row))
        return tuple(records)

    def _take(self, row: Row) -> None:
        draft = draft_of(row.cells)
        record = checked(draft.section, draft.name, draft.alone)
        group = self._groups.get(record.key)
        if group is None:
            self._groups[record.key] = _Group(record, [row], [draft])
            return
        if _identity(row) in group.said or (not draft.number and record == group.record):
            self._repeated.append(row)
            return
        if draft.section == "abbreviations":
            _refuse_clash(group, draft, row)
        elif self.together:
            group.others.append(record)
        else:
            problem = _("'{name}' stands already in {place} with other fields").format(
                name=record.name, place=_place(group.rows[0], row)
            )
            raise InputError(problem, remedy=_("keep one of them"))
        group.take(row, draft)

    def _finished(self, group: _Group) -> Record | None:
        if len(group.rows) == 1:
            return group.record
        if group.others:
            return _joined(group.record, group.others)
        drafts = sorted(group.drafts, key=lambda d: d.number or len(group.drafts) + 1000)
        entry = {key: value for draft in drafts for key, value in draft.entry.items() if key != "forms"}
        forms = list(dict.fromkeys(form for draft in drafts for form in draft.entry.get("forms", ())))
        fields = {"senses": [draft.fields for draft in drafts], **({"forms": forms} if forms else {}), **entry}
        try:
            return checked(group.record.section, group.record.name, fields)
        except (GlossaryError, InputError) as error:
            self.rejected += [Rejected(row.number, reason_of(error), row.sheet) for row in group.rows]
            return None

    def _tell(self, records: list[Record]) -> None:
        if self._repeated:
            rows = some([str(row.number) for row in self._repeated])
            self.notes.append(_("repeated and taken once: row {rows}").format(rows=rows))
        unsure = []
        for record in records:
            senses = record.fields.get("senses", ())
            silent = [s for s in senses if not any(cue in s for cue in _CUES)]
            if len(silent) > 1 and not any(s.get("default") for s in senses):
                unsure.append(record.name)
        if unsure:
            plural = "have" if len(unsure) > 1 else "has"
            self.notes.append(
                _("{some} {plural} several meanings and no cues; add near, before, after or default").format(
                    some=some(unsure), plural=plural
                )
            )


def some(names: list[str], most: int = 5) -> str:
    """Return the first of ``names`` in one line, and how many more there are.

    >>> some(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    more = _(" and {count} more").format(count=len(names) - most) if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _identity(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(row.cells.items()))


def _marks(draft: Draft) -> list[tuple[str, object]]:
    """Return what only one row of an entry may say, or may say but once in a way."""
    meaning = vn.key(draft.fields.get("expansion", ""))
    marks: list[tuple[str, object]] = [("meaning", meaning)]
    marks += [("number", draft.number)] if draft.number else [("unnumbered", meaning)]
    marks += [("default", True)] if draft.fields.get("default") else []
    return marks + [(key, True) for key in draft.entry if key != "forms"]


def _refuse_clash(group: _Group, draft: Draft, row: Row) -> None:
    """Refuse a row that cannot be a sense beside those before it."""
    for what, value in _marks(draft):
        kind = "unnumbered" if what == "meaning" else "meaning" if what == "unnumbered" else what
        other = group.first.get((kind, value))
        if other is None:
            continue
        place = _place(other, row)
        if what in ("meaning", "unnumbered"):
            problem = _("'{name}' stands already in {place} with the same full form and other fields").format(
                name=draft.name, place=place
            )
            raise InputError(problem, remedy=_("keep one of them"))
        if what == "number":
            raise InputError(
                _("sense {value} stands already in {place}").format(value=value, place=place),
                remedy=_("number them 1, 2, 3"),
            )
        if what == "default":
            raise InputError(
                _("the default sense is in {place} already").format(place=place), remedy=_("leave one default")
            )
        if other.cells.get(f"entry_{what}") != row.cells.get(f"entry_{what}"):
            raise InputError(
                _("entry_{what} is another than in {place}").format(what=what, place=place),
                remedy=_("write it in one row only"),
            )


def _place(other: Row, row: Row) -> str:
    sheet = _("sheet {sheet}, ").format(sheet=other.sheet) if other.sheet != row.sheet else ""
    return _("{sheet}row {number}").format(sheet=sheet, number=other.number)


def _joined(first: Record, others: list[Record]) -> Record:
    """Return a term with the translations of others of the same source; what the first says else stays."""
    fields = {key: value for record in reversed(others) for key, value in record.fields.items()} | first.fields
    targets = [t for r in (first, *others) for t in (r.fields["target"], *r.fields.get("also", ()))]
    also = [t for t in dict.fromkeys(targets) if t != fields["target"]]
    taken = {t.casefold() for t in targets}  # what one row forbids and another has counts as right
    forbidden = [t for t in fields.get("forbidden", ()) if t.casefold() not in taken]
    return checked("terms", first.name, {**fields, "also": also, "forbidden": forbidden})
