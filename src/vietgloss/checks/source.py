"""A glossary file under check: its nodes, its entries as far as they can be read, and what the loader would refuse.

The loader stops at the first thing that is wrong; this reading goes on after it.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import yaml

from vietgloss.checks.finding import Finding
from vietgloss.checks.rules import BY_ID
from vietgloss.errors import GlossaryError
from vietgloss.glossary import load
from vietgloss.glossary.model import Abbreviation, Sense, Term
from vietgloss.glossary.places import spelt
from vietgloss.glossary.schema import ENTRY_KEYS, EXAMPLE_KEYS, SENSE_KEYS, TERM_KEYS, TOP_KEYS, Reader
from vietgloss.glossary.splice import Patch
from vietgloss.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from vietgloss.glossary.model import Example

    _Fields = dict[str, tuple[yaml.Node, yaml.Node]]
    _Take = Callable[[str, yaml.Node, yaml.Node], None]

NAME = "name"
"""The :attr:`Field.key` of an entry's own key."""
ENTRY = -1
"""The :attr:`Field.sense` of what belongs to no sense."""
_IN_SENSE = frozenset({"expansion", "target", "also", "forbidden", "short", "near", "before", "after"})
_KEYS = frozenset(TOP_KEYS + ENTRY_KEYS + SENSE_KEYS + TERM_KEYS + EXAMPLE_KEYS)
_SILENCED = re.compile(r"#[ \t]*ok:[ \t]*([A-Za-z][\w-]*(?:[ \t]*,[ \t]*[A-Za-z][\w-]*)*)")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what libyaml counts as the end of a line
# What the loader says, up to the first place that it fills in.
_RULES = {
    N_("unknown key"): "unknown-key",
    "stands already on line {line}": "duplicate",
    "is the same as '{name}' on line {line}": "duplicate",
    "forbidden and right at once, '{text}'": "forbidden-and-right",
}


class Field(NamedTuple):
    """One text of an entry: the key it stands under, its node, and the number of its sense or :data:`ENTRY`."""

    key: str
    node: yaml.ScalarNode
    sense: int
    read: Read


@dataclass(eq=False)
class Read:
    """An entry that could be read, with its nodes.

    Attributes:
        entry: The entry.
        at: The node of its key.
        value: The node of its value.
        right: The right names of misspelt keys, by the identity of their nodes.
    """

    entry: Abbreviation | Term
    at: yaml.ScalarNode
    value: yaml.Node
    right: dict[int, str]
    _fields: list[Field] | None = None
    _by_key: dict[tuple[str, int], list[Field]] | None = None

    @property
    def where(self) -> str:
        """The key of the entry as messages name it."""
        return ("abbreviations." if isinstance(self.entry, Abbreviation) else "terms.") + self.entry.name

    @property
    def senses(self) -> tuple[Sense, ...]:
        """The senses of an abbreviation."""
        return self.entry.senses if isinstance(self.entry, Abbreviation) else ()

    @property
    def fields(self) -> list[Field]:
        """All texts of the entry, its name first, in the order of the file."""
        if self._fields is None:
            self._fields = [Field(NAME, self.at, ENTRY, self)]
            if isinstance(self.value, yaml.ScalarNode):
                only = "expansion" if isinstance(self.entry, Abbreviation) else "target"
                self._fields.append(Field(only, self.value, 0, self))
            elif isinstance(self.value, yaml.MappingNode):
                self._add(self._fields, self.value, None)
        return self._fields

    def _add(self, found: list[Field], node: yaml.MappingNode, sense: int | None) -> None:
        for at, value in node.value:
            key = self.right.get(id(at)) or str(at.value)
            number = sense if sense is not None else 0 if key in _IN_SENSE else ENTRY
            if isinstance(value, yaml.ScalarNode):
                found.append(Field(key, value, number, self))
            elif isinstance(value, yaml.SequenceNode):
                for i, item in enumerate(value.value):
                    if isinstance(item, yaml.ScalarNode):
                        found.append(Field(key, item, number, self))
                    elif isinstance(item, yaml.MappingNode) and key == "senses" and sense is None:
                        self._add(found, item, i)
                    elif isinstance(item, yaml.MappingNode) and key == "examples":
                        found += [Field(str(k.value), v, number, self) for k, v in item.value if _is_text(v)]

    def field(self, key: str, sense: int = ENTRY, item: int = 0) -> Field:
        """Return a text of the entry; its name if there is none such.

        Args:
            key: The key it stands under.
            sense: The number of the sense, from 0.
            item: Its number in a list, from 0.
        """
        if self._by_key is None:
            self._by_key = {}
            for field in self.fields:
                self._by_key.setdefault((field.key, field.sense), []).append(field)
        found = self._by_key.get((key, sense), ())
        return found[item] if item < len(found) else self.fields[0]

    def sequence(self, key: str, sense: int = ENTRY) -> yaml.SequenceNode | None:
        """Return the list under a key, or None if there is a single text."""
        node: yaml.Node = self.value
        if sense != ENTRY:
            senses = self._under(node, "senses")
            if isinstance(senses, yaml.SequenceNode) and sense < len(senses.value):
                node = senses.value[sense]
        found = self._under(node, key)
        return found if isinstance(found, yaml.SequenceNode) else None

    def _under(self, node: yaml.Node, key: str) -> yaml.Node | None:
        if not isinstance(node, yaml.MappingNode):
            return None
        return next((v for k, v in node.value if (self.right.get(id(k)) or k.value) == key), None)


def _is_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode)


class Source:
    """A glossary file under check.

    Args:
        path: Its name, for findings.
        text: Its text without a byte order mark.
        layer: The layer it belongs to.

    Attributes:
        reads: The entries that could be read, in the order of the file.
        errors: What the loader refuses.
        silenced: The rules that comments silence, by line from 1.
    """

    def __init__(self, path: str, text: str, layer: str = "given") -> None:
        self.path = path
        self.text = text
        self.layer = layer
        self.reads: list[Read] = []
        self.errors: list[Finding] = []
        self.silenced: dict[int, dict[str, int]] = _silenced(text)
        try:
            root = load.compose(text, path)
        except GlossaryError as error:
            self.errors.append(self.refusal(error, "not-yaml"))
            return
        _Collector(self).read(root)

    def refusal(self, error: GlossaryError, rule: str, fix: tuple[Patch, ...] = ()) -> Finding:
        """Return what the loader said as a finding."""
        message = f"{error.key}: {error.bare}" if error.key else error.bare
        return Finding(rule, "error", message, self.path, error.line, error.column, error.remedy, fix, error.key)

    def finding(self, rule: str, place: Field, message: str, remedy: str = "", fix: tuple[Patch, ...] = ()) -> Finding:
        """Return a finding at a text of an entry; the name of the entry is set before the message."""
        mark, read = place.node.start_mark, place.read
        message = f"{read.entry.name}: {message}"
        line, column = mark.line + 1, mark.column + 1
        return Finding(rule, BY_ID[rule].level, message, self.path, line, column, remedy, fix, read.where)

    def raw(self, node: yaml.Node) -> str:
        """Return what stands in the file for a node."""
        return self.text[node.start_mark.index : node.end_mark.index]


def _silenced(text: str) -> dict[int, dict[str, int]]:
    """Return for each line the rules that its comment silences, with the column of each, both from 1."""
    found: dict[int, dict[str, int]] = {}
    if "ok:" not in text:
        return found
    for number, line in enumerate(_BREAK.split(text), 1):
        comment = _SILENCED.search(line)
        if comment:
            names = re.finditer(r"[A-Za-z][\w-]*", comment[1])
            found[number] = {m[0]: comment.start(1) + m.start() + 1 for m in names}
    return found


@lru_cache(maxsize=1024)
def _close(key: str, allowed: tuple[str, ...]) -> list[str]:
    """Return the keys that may be meant by a misspelt one; one that has its place elsewhere is not misspelt."""
    return [] if key in _KEYS else difflib.get_close_matches(key, allowed, 3)


class _Collector(Reader):
    """Reads a document and goes on after what is wrong; fills a :class:`Source`."""

    def __init__(self, source: Source) -> None:
        super().__init__(source.path, source.layer)
        self.source = source
        self.right: dict[int, str] = {}
        self._names: set[str] = set()
        self._entry: Abbreviation | Term | None = None
        self._broken = False

    def read(self, root: yaml.Node | None) -> None:
        """Take in all entries of a document."""
        try:
            self.glossary(root)
        except GlossaryError as error:
            self._record(error)

    def _record(self, error: GlossaryError, fix: tuple[Patch, ...] = ()) -> None:
        rule = next((rule for said, rule in _RULES.items() if error.bare.startswith(_beginning(said))), "schema")
        self.source.errors.append(self.source.refusal(error, rule, fix))

    def _section(self, section: str, node: yaml.Node, take: _Take) -> None:
        def one(key: str, at: yaml.Node, value: yaml.Node) -> None:
            self._broken = False
            try:
                take(key, at, value)
            except GlossaryError as error:
                self._record(error)
            else:
                if self._entry is not None and not self._broken and isinstance(at, yaml.ScalarNode):
                    self.source.reads.append(Read(self._entry, at, value, self.right))

        try:
            super()._section(section, node, one)
        except GlossaryError as error:
            self._record(error)

    def _abbreviation(self, surface: str, at: yaml.Node, value: yaml.Node) -> Abbreviation:
        self._entry = entry = super()._abbreviation(surface, at, value)
        return entry

    def _term(self, source: str, at: yaml.Node, value: yaml.Node) -> Term:
        self._entry = entry = super()._term(source, at, value)
        return entry

    def _item(self, item: yaml.Node, surface: str, name: str) -> Sense:
        try:
            return super()._item(item, surface, name)
        except GlossaryError as error:
            self._record(error)
            self._broken = True
            return Sense(surface, keep=True, origin=self._origin(item))

    # -- nodes ---------------------------------------------------------------------------------------------

    def _mapping(self, node: yaml.Node, where: str, remedy: str, allowed: tuple[str, ...] = ()) -> _Fields:
        if allowed and isinstance(node, yaml.MappingNode):
            self._names = {str(at.value) for at, _ in node.value}
        return super()._mapping(node, where, remedy, allowed)

    def _key(self, at: yaml.Node, where: str, allowed: tuple[str, ...], pairs: _Fields) -> str:
        try:
            return super()._key(at, where, allowed, pairs)
        except GlossaryError as error:
            right = ""
            fix: tuple[Patch, ...] = ()
            if error.bare == _("unknown key"):
                close = _close(spelt(str(at.value)), allowed)
                if len(close) == 1 and close[0] not in self._names:
                    # Read on with what was meant, so that nothing else is said to be missing.
                    right = self.right[id(at)] = close[0]
                    self._names.add(right)
                    fix = (Patch(at.start_mark.index, at.end_mark.index, right),)
            self._record(error, fix)
            return right

    def _optional(self, fields: _Fields, key: str, where: str) -> str:
        try:
            return super()._optional(fields, key, where)
        except GlossaryError as error:
            self._record(error)
            return ""

    def _texts(self, fields: _Fields, key: str, where: str) -> tuple[str, ...]:
        try:
            return super()._texts(fields, key, where)
        except GlossaryError as error:
            self._record(error)
            return ()

    def _flag(self, fields: _Fields, key: str, where: str) -> bool:
        try:
            return super()._flag(fields, key, where)
        except GlossaryError as error:
            self._record(error)
            return key == "keep" and not {"expansion", "senses"} & fields.keys()

    def _examples(self, fields: _Fields, where: str) -> tuple[Example, ...]:
        try:
            return super()._examples(fields, where)
        except GlossaryError as error:
            self._record(error)
            return ()


def _beginning(message: str) -> str:
    """Return a message as the loader says it, up to the first place that it fills in."""
    return _(message).split("{", 1)[0]
