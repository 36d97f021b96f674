"""From YAML nodes to entries, with the file, line and column of everything that is wrong.

Scalars are read as the text that stands in the file: a key ``NO`` is an abbreviation here, not a truth value.
"""

from __future__ import annotations

import difflib
from functools import partial
from typing import TYPE_CHECKING, NoReturn

import yaml

from vietgloss import text as vn
from vietgloss.errors import GlossaryError
from vietgloss.glossary import slots
from vietgloss.glossary.model import Abbreviation, Example, Glossary, Origin, Sense, Term
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

SENSE_KEYS = (
    "id", "expansion", "target", "also", "forbidden", "short", "near", "before", "after", "default", "keep", "note",
    "ref", "examples",
)  # fmt: skip
ENTRY_KEYS = (
    "expansion", "target", "also", "forbidden", "short", "near", "before", "after", "senses", "keep", "forms", "note",
    "ref", "examples",
)  # fmt: skip
TERM_KEYS = ("target", "also", "forbidden", "short", "not_in", "note", "ref")
EXAMPLE_KEYS = ("source", "expands_to")
TOP_KEYS = ("abbreviations", "terms")
_NOT_BESIDE_SENSES = ("expansion", "target", "near", "before", "after", "also", "forbidden", "short")
_TRUE, _FALSE = ("true", "yes"), ("false", "no")
MAX_TEXT = 500


class Reader:
    """Reads one composed YAML document.

    Args:
        path: The name of the file, for messages and origins.
        layer: The layer it belongs to.
    """

    def __init__(self, path: str, layer: str) -> None:
        self.path = path
        self.layer = layer

    def glossary(self, root: yaml.Node | None) -> Glossary:
        """Return the entries of the document ``root``.

        Raises:
            GlossaryError: At the first thing that is wrong.
        """
        if root is None or self._is_null(root):
            return Glossary(files=(self.path,))
        sections = self._mapping(root, "", _("write 'abbreviations:' and 'terms:' at the left margin"), TOP_KEYS)
        abbreviations: dict[str, Abbreviation] = {}
        terms: dict[str, Term] = {}
        for section, read in (
            ("abbreviations", partial(self._take_abbreviation, abbreviations)),
            ("terms", partial(self._take_term, terms)),
        ):
            if section in sections and not self._is_null(sections[section][1]):
                self._section(section, sections[section][1], read)
        return Glossary(abbreviations, terms, (self.path,))

    def _section(self, section: str, node: yaml.Node, take: Callable[[str, yaml.Node, yaml.Node], None]) -> None:
        for key, (at, value) in self._mapping(node, section, _("write one 'KEY: value' a line below it")).items():
            take(key, at, value)

    def _take_abbreviation(self, held: dict[str, Abbreviation], key: str, at: yaml.Node, value: yaml.Node) -> None:
        abbreviation = self._abbreviation(key, at, value)
        plain = vn.plain(abbreviation.surface)
        self._refuse_double(held.get(plain), at, f"abbreviations.{key}")
        held[plain] = abbreviation

    def _take_term(self, held: dict[str, Term], key: str, at: yaml.Node, value: yaml.Node) -> None:
        term = self._term(key, at, value)
        folded = vn.key(term.source)
        self._refuse_double(held.get(folded), at, f"terms.{key}")
        held[folded] = term

    def _refuse_double(self, held: Abbreviation | Term | None, at: yaml.Node, where: str) -> None:
        """Refuse a second spelling of the same entry: uỷ and ủy, or a look-alike of Đ."""
        if held is not None:
            self._fail(
                at,
                where,
                _("is the same as '{name}' on line {line}").format(name=held.name, line=held.origin.line),
                _("remove one of them"),
            )

    # -- entries -------------------------------------------------------------------------------------------

    def _abbreviation(self, surface: str, at: yaml.Node, value: yaml.Node) -> Abbreviation:
        where = f"abbreviations.{surface}"
        if not surface[0].isalnum():
            self._fail(at, where, _("does not begin with a letter or a figure"), _("write it as it stands in the text"))
        origin = self._origin(at)
        if isinstance(value, yaml.ScalarNode):
            remedy = _("write '{surface}: its full form', or '{surface}: {{keep: true}}' to leave it alone").format(
                surface=surface
            )
            return Abbreviation(surface, (Sense(self._text(value, where, remedy), origin=origin),), origin=origin)
        fields = self._mapping(value, where, _("write 'expansion:' and 'target:' below it"), ENTRY_KEYS)
        keep = self._flag(fields, "keep", where)
        if "senses" in fields:
            clash = next((k for k in _NOT_BESIDE_SENSES if k in fields), None)
            if clash:
                self._fail(
                    fields[clash][0],
                    f"{where}.{clash}",
                    _("stands beside 'senses'"),
                    _("move '{clash}' into a sense").format(clash=clash),
                )
            senses = self._senses(fields["senses"][1], surface, where)
        elif "expansion" in fields:
            own = {k: v for k, v in fields.items() if k in SENSE_KEYS and k not in ("note", "ref", "examples")}
            senses = (self._sense(own, surface, origin, where),)
        elif keep:
            senses = ()
        else:
            self._fail(at, where, _("no expansion"), _("add 'expansion: full form', 'senses:' or 'keep: true'"))
        if keep and senses:
            self._fail(
                fields["keep"][0], f"{where}.keep", _("both kept and expanded"), _("remove 'keep' or the expansion")
            )
        return Abbreviation(
            surface,
            senses,
            self._texts(fields, "forms", where),
            keep,
            self._optional(fields, "note", where),
            self._optional(fields, "ref", where),
            self._examples(fields, where),
            origin,
        )

    def _senses(self, node: yaml.Node, surface: str, where: str) -> tuple[Sense, ...]:
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self._fail(
                node, f"{where}.senses", _("not a list"), _("write one '- {expansion: ..., near: [...]}' a sense")
            )
        senses = [self._item(item, surface, f"{where}.senses[{number}]") for number, item in enumerate(node.value, 1)]
        defaults = [s for s in senses if s.default]
        if len(defaults) > 1:
            self._fail(
                node, f"{where}.senses", _("more than one default sense"), _("leave 'default: true' on one of them")
            )
        return tuple(senses)

    def _item(self, item: yaml.Node, surface: str, name: str) -> Sense:
        """Return one sense of a list of senses."""
        fields = self._mapping(item, name, _("write '- {expansion: ..., target: ..., near: [...]}'"), SENSE_KEYS)
        if self._flag(fields, "keep", name):
            if "expansion" in fields:
                self._fail(
                    fields["keep"][0], f"{name}.keep", _("both kept and expanded"), _("remove 'keep' or the expansion")
                )
        elif "expansion" not in fields:
            self._fail(item, name, _("no expansion"), _("add 'expansion: full form' or 'keep: true'"))
        return self._sense(fields, surface, self._origin(item), name)

    def _sense(self, fields: dict[str, tuple[yaml.Node, yaml.Node]], surface: str, origin: Origin, where: str) -> Sense:
        keep = "expansion" not in fields
        sense = Sense(
            surface if keep else self._text(fields["expansion"][1], f"{where}.expansion", _("write the full form")),
            self._optional(fields, "target", where) or None,
            self._texts(fields, "also", where),
            self._texts(fields, "forbidden", where),
            self._optional(fields, "short", where),
            self._texts(fields, "near", where),
            self._texts(fields, "before", where),
            self._texts(fields, "after", where),
            self._flag(fields, "default", where),
            keep,
            self._optional(fields, "id", where),
            self._optional(fields, "note", where),
            self._optional(fields, "ref", where),
            self._examples(fields, where),
            origin,
        )
        self._refuse_forbidden(sense, fields, where)
        return sense

    def _refuse_forbidden(self, held: Sense | Term, fields: dict[str, tuple[yaml.Node, yaml.Node]], where: str) -> None:
        """Refuse English that is forbidden and right at once; capitals make no difference."""
        right = {text.casefold() for text in (held.target or "", *held.also)} if held.forbidden else ()
        for number, text in enumerate(held.forbidden):
            if text.casefold() in right:
                node = _item_of(fields["forbidden"][1], number)
                remedy = _("take it out of 'forbidden', or out of 'target' and 'also'")
                self._fail(
                    node, f"{where}.forbidden", _("forbidden and right at once, '{text}'").format(text=text), remedy
                )

    def _examples(self, fields: dict[str, tuple[yaml.Node, yaml.Node]], where: str) -> tuple[Example, ...]:
        if "examples" not in fields or self._is_null(fields["examples"][1]):
            return ()
        node, remedy = fields["examples"][1], _("write one '- {source: a text, expands_to: what it becomes}' each")
        if not isinstance(node, yaml.SequenceNode):
            self._fail(node, f"{where}.examples", _("expected a list, found {kind}").format(kind=_kind(node)), remedy)
        examples = []
        for number, item in enumerate(node.value, 1):
            name = f"{where}.examples[{number}]"
            pair = self._mapping(item, name, remedy, EXAMPLE_KEYS)
            missing = next((key for key in EXAMPLE_KEYS if key not in pair), None)
            if missing:
                self._fail(item, name, _("no {missing}").format(missing=missing), remedy)
            source, wanted = (self._text(pair[key][1], f"{name}.{key}", remedy) for key in EXAMPLE_KEYS)
            examples.append(Example(source, wanted, self._origin(item)))
        return tuple(examples)

    def _term(self, source: str, at: yaml.Node, value: yaml.Node) -> Term:
        where = f"terms.{source}"
        if not any(c.isalnum() for c in source):
            self._fail(at, where, _("a term needs letters"), _("write it as it stands in the text"))
        if slots.has_braces(source) and (wrong := slots.source_problem(source)):
            self._fail(at, where, wrong.what, wrong.remedy)
        remedy = _("write '{source}: its English'").format(source=source)
        origin = self._origin(at)
        if isinstance(value, yaml.ScalarNode):
            term = Term(source, self._text(value, where, remedy), origin=origin)
            self._refuse_slots(term.target, source, value, where)
            return term
        fields = self._mapping(value, where, remedy, TERM_KEYS)
        if "target" not in fields:
            self._fail(at, where, _("no target"), _("add 'target: its English'"))
        term = Term(
            source,
            self._text(fields["target"][1], f"{where}.target", remedy),
            self._texts(fields, "also", where),
            self._texts(fields, "forbidden", where),
            self._optional(fields, "short", where),
            self._texts(fields, "not_in", where),
            self._optional(fields, "note", where),
            self._optional(fields, "ref", where),
            origin,
        )
        self._refuse_slots(term.target, source, fields["target"][1], f"{where}.target")
        for key, texts in (("also", term.also), ("forbidden", term.forbidden), ("short", (term.short,))):
            for number, text in enumerate(filter(None, texts)):
                self._refuse_slots(text, source, _item_of(fields[key][1], number), f"{where}.{key}")
        self._refuse_forbidden(term, fields, where)
        return term

    def _refuse_slots(self, english: str, source: str, node: yaml.Node, where: str) -> None:
        """Refuse braces of a term's English that are no slot of its Vietnamese."""
        if slots.has_braces(english) and (wrong := slots.english_problem(english, source)):
            self._fail(node, where, wrong.what, wrong.remedy)

    # -- nodes ---------------------------------------------------------------------------------------------

    def _mapping(
        self, node: yaml.Node, where: str, remedy: str, allowed: tuple[str, ...] = ()
    ) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """Return the pairs of a mapping by key; refuses doubles and, if ``allowed`` is given, unknown keys."""
        if not isinstance(node, yaml.MappingNode):
            self._fail(node, where, _("expected 'key: value' lines, found {kind}").format(kind=_kind(node)), remedy)
        pairs: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for at, value in node.value:
            key = self._key(at, where, allowed, pairs)
            if key:
                pairs[key] = (at, value)
        return pairs

    def _key(
        self, at: yaml.Node, where: str, allowed: tuple[str, ...], pairs: dict[str, tuple[yaml.Node, yaml.Node]]
    ) -> str:
        """Return the name of a key of a mapping; ``pairs`` are those above it."""
        if not isinstance(at, yaml.ScalarNode):
            self._fail(
                at, where, _("a key must be text, found {kind}").format(kind=_kind(at)), _("put the key in quotes")
            )
        key = " ".join(vn.nfc(at.value).split())
        name = f"{where}.{key}" if where else key
        if not key:
            self._fail(at, where, _("an empty key"), _("give the key a name"))
        if key == "<<":
            self._fail(at, name, _("YAML merge keys are not read here"), _("write the fields out"))
        if allowed and key not in allowed:
            close = difflib.get_close_matches(key, allowed, 1)
            hint = (
                _("did you mean '{close}'?").format(close=close[0])
                if close
                else _("known keys: {allowed}").format(allowed=", ".join(allowed))
            )
            self._fail(at, name, _("unknown key"), hint)
        if key in pairs:
            line = pairs[key][0].start_mark.line + 1
            self._fail(
                at,
                name,
                _("stands already on line {line}").format(line=line),
                _("remove one, or make them senses of one entry"),
            )
        return key

    def _text(self, node: yaml.Node, where: str, remedy: str) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self._fail(node, where, _("expected text, found {kind}").format(kind=_kind(node)), remedy)
        value = " ".join(vn.nfc(node.value).split())
        if not value or self._is_null(node):
            self._fail(node, where, "empty", remedy)
        if len(value) > MAX_TEXT:
            self._fail(
                node,
                where,
                _("longer than {max_text} characters").format(max_text=MAX_TEXT),
                _("is a quote or a line end missing?"),
            )
        return value

    def _optional(self, fields: dict[str, tuple[yaml.Node, yaml.Node]], key: str, where: str) -> str:
        if key not in fields or self._is_null(fields[key][1]):
            return ""
        return self._text(fields[key][1], f"{where}.{key}", _("write '{key}: text' or remove it").format(key=key))

    def _texts(self, fields: dict[str, tuple[yaml.Node, yaml.Node]], key: str, where: str) -> tuple[str, ...]:
        if key not in fields or self._is_null(fields[key][1]):
            return ()
        node, name = fields[key][1], f"{where}.{key}"
        if isinstance(node, yaml.ScalarNode):  # one word needs no brackets
            return (self._text(node, name, _("write '{key}: [one, two]'").format(key=key)),)
        if not isinstance(node, yaml.SequenceNode):
            self._fail(
                node,
                name,
                _("expected a list, found {kind}").format(kind=_kind(node)),
                _("write '{key}: [one, two]'").format(key=key),
            )
        return tuple(self._text(item, name, _("write '{key}: [one, two]'").format(key=key)) for item in node.value)

    def _flag(self, fields: dict[str, tuple[yaml.Node, yaml.Node]], key: str, where: str) -> bool:
        if key not in fields:
            return False
        node = fields[key][1]
        value = node.value.lower() if isinstance(node, yaml.ScalarNode) else ""
        if value not in _TRUE + _FALSE:
            self._fail(
                node,
                f"{where}.{key}",
                _("neither true nor false"),
                _("write '{key}: true' or remove it").format(key=key),
            )
        return value in _TRUE

    @staticmethod
    def _is_null(node: yaml.Node) -> bool:
        return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~", "null")

    def _origin(self, node: yaml.Node) -> Origin:
        return Origin(self.path, node.start_mark.line + 1, self.layer)

    def _fail(self, node: yaml.Node, key: str, problem: str, remedy: str) -> NoReturn:
        mark = node.start_mark
        raise GlossaryError(problem, path=self.path, line=mark.line + 1, column=mark.column + 1, key=key, remedy=remedy)


def _item_of(node: yaml.Node, number: int) -> yaml.Node:
    """Return an item of a list (from 0), or the one text that stands in its place."""
    item: yaml.Node = node.value[number] if isinstance(node, yaml.SequenceNode) else node
    return item


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return _("'key: value' lines")
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    shown = " ".join(node.value.split())[:40]
    return _("the text '{shown}'").format(shown=shown) if shown else "nothing"
