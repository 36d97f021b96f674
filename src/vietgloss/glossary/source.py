"""Edits of a glossary file that change the lines of one entry and leave all else as it is, byte for byte."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import yaml

from vietgloss.errors import GlossaryError
from vietgloss.glossary import cache, load, splice, window, writing
from vietgloss.glossary.entry import alike, check_record, read_at, read_lines
from vietgloss.glossary.held import Key, Records, shifted, updated
from vietgloss.glossary.model import Glossary
from vietgloss.glossary.places import Node, Place, Places, lines_in, spelt
from vietgloss.glossary.plain import OF_ENTRY, SECTIONS, Fields, Record, Section, copied, listed
from vietgloss.glossary.store import BOM, rewriting
from vietgloss.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from vietgloss.glossary.splice import Patch

_BY_HAND = N_("edit the file by hand")
_FEW = 20  # entries up to which each is read by itself; more are read faster together


@contextlib.contextmanager
def editing(path: Path, *, create: bool = False) -> Iterator[Edit]:
    """Lock a glossary file, give it for editing, and write it if it was changed; see :func:`store.rewriting`.

    Raises:
        GlossaryError: If the file is missing or no glossary.
        OutputError: If it cannot be written.
    """
    with cache.without_collection():
        with rewriting(path, create=create) as file:
            edit = Edit(file.text, str(path))
            yield edit
            file.text = edit.text
        edit.remember()


class Edit:
    """A glossary file's text under edit. Every edit is proved: the new text must read as meant, and all else alike.

    Args:
        text: The whole text, a byte order mark included.
        path: The file's name, for messages.

    Raises:
        GlossaryError: If the text is not a glossary to begin with.
    """

    def __init__(self, text: str, path: str) -> None:
        self._text = text.lstrip(BOM)  # YAML counts no characters before the first that is none
        self._bom = text[: len(text) - len(self._text)]
        self.path = path
        self._held = load.parse(self._text, path)
        self._read: Places | None = None
        self._is_part = False

    @property
    def _places(self) -> Places:
        """Where the entries stand, worked out when it is asked for."""
        if self._read is None:
            self._read = Places(self._text)
        return self._read

    @property
    def records(self) -> Records:
        """The entries as they are now."""
        return Records(self._held)

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self._bom + self._text

    def remember(self) -> None:
        """Let the next one who loads this text find it compiled."""
        cache.keep(self._text, self._held)

    def line_of(self, key: Key) -> int:
        """Return the line of an entry, counted from 1; 0 if it is not there."""
        entry = window.entries_of(self._held, key).get(key[1])
        return entry.origin.line if entry else 0

    def add(self, records: Sequence[Record]) -> None:
        """Add entries at the end of their sections, in order.

        Raises:
            GlossaryError: If one is there already, or is not a right entry.
        """
        for record in records:
            if record.key in self.records:
                self._fail(record.key, record.name, _("is there already"), _("change it with 'set', or add a sense"))
        sections = {record.section for record in records}
        last = window.last_of(self._held, next(iter(sections))) if len(sections) == 1 else None
        if last and self._in_window(last, lambda lines: lines.add(records)):
            return
        with self._whole():
            for section in SECTIONS:
                own = [r for r in records if r.section == section]
                if own:
                    self._commit(writing.added(self._places, section, own), {r.key: r for r in own})

    def replace(self, *records: Record) -> None:
        """Write entries anew, each in its place.

        Raises:
            GlossaryError: If one is not there, or is not a right entry.
        """
        if len(records) == 1 and self._in_window(records[0].key, lambda lines: lines.replace(*records)):
            return
        places = [(self._place(record.key, record.name), record) for record in records]
        if places:
            self._commit(writing.all_rewritten(self._places, places), {r.key: r for r in records})

    def remove(self, section: Section, name: str) -> None:
        """Take an entry out, with its lines.

        Raises:
            GlossaryError: If it is not there.
        """
        key = Record(section, name).key
        if self._in_window(key, lambda lines: lines.remove(section, name)):
            return
        place = self._place(key, name)
        holder = self._places.holder(section)
        if not holder.flow:
            patch = splice.drop_lines(self._text, splice.key_start(self._text, place.start), place.end)
        else:
            at = next(n for n, child in enumerate(holder.children) if child.start == place.start)
            patch = splice.drop_from_flow(self._text, holder, at, 2)
        self._commit(patch, {key: None})

    def rename(self, section: Section, name: str, new: str) -> None:
        """Give an entry another abbreviation, or a term another source.

        Raises:
            GlossaryError: If it is not there, or the new name is taken or no name.
        """
        key, new_key = Record(section, name).key, Record(section, spelt(new)).key
        if new_key in self.records and new_key != key:
            self._fail(new_key, new, _("is there already"), _("choose another name"))
        if self._in_window(key, lambda lines: lines.rename(section, name, new)):
            return
        place = self._place(key, name)
        record = Record(section, spelt(new), self.records[key].fields)
        flow = self._places.sections[section].flow
        written = splice.quoted_like(self._text[place.start : place.key_end], record.name, flow=flow)
        patch = splice.Patch(place.start, place.key_end, written)
        self._commit(patch, {key: None, record.key: record} if key != record.key else {key: record})

    def set(self, section: Section, name: str, changes: Fields, sense: int | None = None) -> None:
        """Change fields of an entry or of one of its senses.

        Args:
            section: ``abbreviations`` or ``terms``.
            name: The entry.
            changes: New values by field; None takes the field out.
            sense: The number of the sense, from 0; None for the entry itself.

        Raises:
            GlossaryError: If the entry or the sense is not there, or the entry would be wrong.
        """
        key = Record(section, name).key
        if self._in_window(key, lambda lines: lines.set(section, name, changes, sense)):
            return
        place = self._place(key, name)
        try:
            with self._whole():
                for field, value in changes.items():  # each patch is worked out on the text as it is then
                    self._set_one(key, field, value, sense)
        except GlossaryError:  # in between it may be wrong: neither kept nor expanded
            record = self.records[key]
            for field, value in changes.items():
                record = self._with(record, field, value, sense)
            self._commit(writing.rewritten(self._places, place, check_record(record, self.path)), {key: record})

    def _set_one(self, key: Key, field: str, value: Any, sense: int | None) -> None:  # noqa: ANN401  # text, list, flag
        old = self.records[key]
        new = self._with(old, field, value, sense)
        if not alike(old, new):
            self._change(key, new, field, value, sense)

    def _with(self, record: Record, field: str, value: Any, sense: int | None) -> Record:  # noqa: ANN401
        """Return an entry with one field changed, or taken out if the value is None."""
        fields = copied(record.fields)
        fields = fields if sense is None or "senses" in fields else listed(fields)
        inner = fields if sense is None else self._sense(fields, record, sense)
        inner[field] = value
        if value is None:
            del inner[field]
        return Record(record.section, record.name, fields)

    def add_sense(self, name: str, sense: Fields) -> None:
        """Add a meaning to an abbreviation; what it had becomes the first of the meanings.

        Raises:
            GlossaryError: If the abbreviation is not there or is kept, or the sense is not right.
        """
        key = Record("abbreviations", name).key
        if self._in_window(key, lambda lines: lines.add_sense(name, sense)):
            return
        place = self._place(key, name)
        old = self.records[key]
        if old.fields.get("keep"):
            self._fail(key, name, _("is kept as it is"), _("write 'senses' by hand, or remove it first"))
        if "senses" in old.fields:
            record = Record(old.section, old.name, {**old.fields, "senses": [*old.fields["senses"], sense]})
            held = self._places.inside(place, "senses")
            if held and held.kind == "sequence" and held.children:
                self._commit(splice.add_items(self._text, held, [sense]), {key: record})
                return
        else:
            several = listed(old.fields)
            record = Record(old.section, old.name, {**several, "senses": [*several["senses"], sense]})
        self._commit(writing.rewritten(self._places, place, record), {key: record})

    def remove_sense(self, name: str, sense: int) -> None:
        """Take a meaning (from 0) out of an abbreviation that has several.

        Raises:
            GlossaryError: If it is not there, or is the only one.
        """
        key = Record("abbreviations", name).key
        if self._in_window(key, lambda lines: lines.remove_sense(name, sense)):
            return
        place = self._place(key, name)
        fields = copied(self.records[key].fields)
        self._sense(fields, self.records[key], sense)
        if len(fields["senses"]) == 1:
            self._fail(key, name, _("has only this meaning"), _("remove the entry"))
        del fields["senses"][sense]
        record = Record("abbreviations", self.records[key].name, fields)
        held = self._places.inside(place, "senses")
        if held and held.kind == "sequence":
            patch = splice.drop_item(self._text, held, sense)
        else:
            patch = writing.rewritten(self._places, place, record)
        self._commit(patch, {key: record})

    # -- patches -------------------------------------------------------------------------------------------

    def _change(self, key: Key, record: Record, field: str, value: Any, sense: int | None) -> None:  # noqa: ANN401
        """Write one changed field: in its place if there is a mapping to hold it, else with the entry anew."""
        check_record(record, self.path)
        place = self._place(key, record.name)
        node = self._node_with(place, field, sense)
        only = "expansion" if record.section == "abbreviations" else "target"
        if node and node.kind == "scalar" and node.start < node.end and field == only and sense is None:
            flow = self._places.sections[record.section].flow
            self._commit(splice.put_scalar(self._text, node, value, flow=flow), {key: record})
            return
        patches: list[Callable[[], Patch]] = []
        if node and node.kind == "mapping" and value is not None:
            mapping = node
            patches.append(lambda: splice.put_pair(self._text, mapping, field, value))
        elif node and node.pair(field) and len(node.children) > 2:  # noqa: PLR2004  # another pair is left
            mapping = node
            patches.append(lambda: splice.drop_pair(self._text, mapping, field))
        patches.append(lambda: writing.rewritten(self._places, place, record))
        for number, patch in enumerate(patches, 1):
            try:
                self._commit(patch(), {key: record})
            except GlossaryError:
                if number == len(patches):
                    raise
            else:
                return

    def _node_with(self, place: Place, field: str, sense: int | None) -> Node | None:
        """Return the node in which a field stands or belongs: the entry's, or that of a sense in a list."""
        if sense is not None or field not in OF_ENTRY:
            senses = self._places.inside(place, "senses")
            if senses and senses.kind == "sequence":
                return senses.children[sense or 0]  # a single meaning may stand in a list, too
            if sense is not None and field in OF_ENTRY:
                return None
        return self._places.node(place)

    # -- proof ---------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _whole(self) -> Iterator[None]:
        """Take back what was done inside if something fails."""
        before = self._text, self._read, self._held
        try:
            yield
        except GlossaryError:
            self._text, self._read, self._held = before
            raise

    def _in_window(self, key: Key, edit: Callable[[Edit], None]) -> bool:
        """Do an edit in the lines of one entry alone, if that is safe; tell whether it was done.

        Whatever goes wrong there goes wrong in the whole file too, and is told better there.
        """
        around = None if self._is_part else window.around(self._text, self._held, key)
        if around is None:
            return False
        try:
            lines = Edit(around.text(self._text), self.path)
            lines._is_part = True  # of the same class
            if list(lines.records.items()) != [(key, self.records[key])] or lines.line_of(key) != 2:  # noqa: PLR2004
                return False  # these lines are not what they seemed
            edit(lines)
        except GlossaryError:
            return False
        if not lines.text.startswith(around.head):
            return False
        text = around.put_back(self._text, lines.text)
        by = lines_in(text) - lines_in(self._text)
        gone = [] if key in lines.records else [key]
        written = shifted(lines._held, around.line - 2)  # of the same class
        self._held = updated(self._held, gone, written, around.line, by)
        self._text, self._read = text, None
        return True

    def _commit(self, patch: Patch, changed: dict[Key, Record | None]) -> None:
        """Take a patch over if the new text holds ``changed`` (None: no longer there) and all else unchanged.

        Raises:
            GlossaryError: If an entry is wrong, or the layout is one in which the edit cannot be done safely.
        """
        for record in changed.values():
            if record:
                check_record(record, self.path)
        text = splice.apply(self._text, patch)
        line = self._places.line_of(patch.start)
        unsafe = GlossaryError(_("the layout does not allow this edit"), path=self.path, line=line, remedy=_(_BY_HAND))
        try:
            new = Places(text)
            gone, written = new.changed_from(self._places)
            # Beside the entries meant, others may read differently: a blank line less in a text, or an anchor's text.
            beside = new.aliased or self._places.aliased or not {p.key for p in (*gone, *written)} <= set(changed)
            whole = load.parse(new.text, self.path) if beside or len(changed) > _FEW else None
            if beside and not self.records.same_but(changed, Records(whole or self._held)):
                raise unsafe
            if not self._as_meant(new, written, changed, whole):
                raise unsafe
        except (yaml.YAMLError, GlossaryError, ValueError, IndexError) as error:
            raise unsafe from error
        self._held = whole or self._read_anew(new, written, patch, changed)
        self._text, self._read = text, new

    def _as_meant(
        self, new: Places, written: list[Place], changed: dict[Key, Record | None], whole: Glossary | None
    ) -> bool:
        """Tell whether the changed entries read as they were meant, each once, and those taken out are gone."""
        found = {place.key: place for place in written}
        if len(found) != len(written):
            return False
        held = Records(whole) if whole else None
        for key, record in changed.items():
            if (key in found) != (record is not None):
                if record and key in self.records and alike(self.records[key], record):
                    continue  # it was so before
                return False
            if record and not alike(held[key] if held else read_at(new, found[key]), record):
                return False
        return True

    def _read_anew(
        self, new: Places, written: list[Place], patch: Patch, changed: dict[Key, Record | None]
    ) -> Glossary:
        """Return the glossary after an edit; only what was written is read, if it stands in lines of its own."""
        if any(new.sections[p.section].flow for p in written):
            return load.parse(new.text, self.path)
        try:
            anew = Glossary.merge([read_lines(new, place, self.path) for place in written])
        except GlossaryError:  # an anchor elsewhere
            return load.parse(new.text, self.path)
        by = lines_in(new.text) - lines_in(self._text)
        gone = [key for key, record in changed.items() if record is None]
        return updated(self._held, gone, anew, self._places.line_of(patch.start), by)

    def _place(self, key: Key, name: str) -> Place:
        place = self._places.of(key)
        if place is None:
            problem = _("{key}.{name}: no such entry").format(key=key[0], name=name)
            raise GlossaryError(problem, path=self.path, remedy=_("look for it with 'search'"))
        return place

    def _sense(self, fields: Fields, record: Record, number: int) -> Fields:
        senses = fields.get("senses") or [fields]
        if not 0 <= number < len(senses):
            count = _("it has {count}").format(count=len(senses))
            self._fail(record.key, record.name, _("no sense {number}").format(number=number + 1), count)
        found: Fields = senses[number]
        return found

    def _fail(self, key: Key, name: str, problem: str, remedy: str) -> None:
        raise GlossaryError(problem, path=self.path, line=self.line_of(key), key=f"{key[0]}.{name}", remedy=remedy)
