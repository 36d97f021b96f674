"""XLIFF 1.2 and 2.x: gives each unit that has no translation yet a target, marked as the work of a machine.

1.2: OASIS, XLIFF Version 1.2 (2008). 2.x: OASIS, XLIFF Version 2.1 (2018).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss.documents.formats.filling import filled, written
from vietgloss.documents.formats.mixed import plan, slots
from vietgloss.documents.formats.vietnamese import is_vietnamese
from vietgloss.documents.formats.xliffcodes import nodes_of
from vietgloss.documents.formats.xmlspans import elements, source, with_attribute
from vietgloss.documents.model import Content, content_of
from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.documents.formats.mixed import Node
    from vietgloss.documents.formats.xmlspans import Element, Source
    from vietgloss.documents.model import Kind, Options, Target

_URN = "urn:oasis:names:tc:xliff:document:"
_NAMES = {_URN + version: "" for version in ("1.1", "1.2", "2.0", "2.1", "2.2")}
# The attributes with which a target of 1.2 says that a machine made it and a person should look at it.
_MARKED_1 = (("state", "needs-review-translation"), ("state-qualifier", "mt-suggestion"))
# 2.x has no such state: "translated" is the one before "reviewed"; the second attribute says by what.
_MARKED_2 = (("state", "translated"), ("subState", "vietgloss:machine"))
_UNDONE = frozenset({"new", "needs-translation", "initial"})
_GROUPS = frozenset({"body", "group", "file"})


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is to get a target: a ``trans-unit`` of 1.2, a ``segment`` of 2.x."""

    holder: Element
    source: Element
    body: Element
    old: Element | None
    nodes: list[Node]

    def content(self, src: Source, targets: Iterator[Target]) -> str:
        """What goes into the target; what stands in the source if nothing of it has become another text."""
        own = [(slot, next(targets)) for slot in slots(self.nodes)]
        if all(slot.unchanged(target) for slot, target in own):
            return src.raw(self.body.content, self.body.close)
        return written(filled(self.nodes, (target for _, target in own)))


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a unit inherits from what it stands in."""

    translate: bool = True
    preserve: bool = False

    def of(self, element: Element) -> _Scope:
        translate = element.attrib.get("translate")
        space = element.attrib.get("xml:space")
        return _Scope(
            self.translate if translate is None else translate != "no",
            self.preserve if space is None else space == "preserve",
        )


def parse(data: str | bytes, where: str, options: Options) -> Content:  # noqa: ARG001  # no option concerns XLIFF
    """Finds the units without a translation.

    Args:
        data: The file's bytes.
        where: Its name for errors.
        options: Not used.

    Raises:
        InputError: If it is damaged, is no XLIFF 1.2 or 2.x, or is not from Vietnamese into English.
    """
    src = source(data.encode() if isinstance(data, str) else data, where)
    roots = elements(src, _NAMES, lambda *_rest: True)
    root = roots[0] if roots else None
    version = root.attrib.get("version", "") if root else ""
    if root is None or root.tag != "xliff" or version[:2] not in {"1.", "2."}:
        found = f" but {root.tag} {version}".rstrip() if root else ""
        raise InputError(
            _("not XLIFF 1.2 or 2.x{found}").format(found=found), remedy=_("export it as XLIFF 1.2 or 2.1"), where=where
        )
    files = [e for e in root.elements if e.tag == "file"]
    second = version.startswith("2")
    holders = [root] if second else files
    edits, ours, notes = _languages(src, holders, ("srcLang", "trgLang") if second else _LANGUAGES_1)
    if second:
        ours = files if ours else []
    units = [u for file in ours for u in _units(file, src, _Scope().of(root), second=second)]
    units = [u for u in units if src.raw(u.source.content, u.source.close).strip()]
    found_slots = [slot for unit in units for slot in slots(unit.nodes)]
    texts: list[tuple[str, Kind]] = [(slot.text, "paragraph") for slot in found_slots]

    def write(targets: Sequence[Target]) -> bytes:
        given = iter(targets)
        made = list(edits)
        for unit in units:
            made += _edits(unit, src, unit.content(src, given), second=second)
        return src.edited(made)

    return content_of(texts, write, inlines=[s.inlines for s in found_slots], notes=notes)


_LANGUAGES_1 = ("source-language", "target-language")


def _languages(
    src: Source, holders: Sequence[Element], names: tuple[str, str]
) -> tuple[list[tuple[int, int, str]], list[Element], tuple[str, ...]]:
    """Checks languages; gives the edits that set a missing one, the holders that are ours, and what to tell."""
    edits: list[tuple[int, int, str]] = []
    ours: list[Element] = []
    other = ""
    for holder in holders:
        spoken = holder.attrib.get(names[0], "")
        into = holder.attrib.get(names[1], "")
        place = f"{src.where}:{src.line(holder.start)}"
        if not _is(spoken, "vi"):
            other = (
                other
                or _("its {name} is {language}, not vi").format(name=names[0], language=spoken or _("missing"))
                + f"\n{place}"
            )
            continue
        if into and not _is(into, "en"):
            raise InputError(
                _("its {names} is {into}, not en").format(names=names[1], into=into),
                remedy=_("set {names} to en").format(names=names[1]),
                where=place,
            )
        if not into:
            edits.append((holder.start, holder.content, with_attribute(src.tag(holder), names[1], "en")))
        ours.append(holder)
    if other and not ours:
        problem, _rest, place = other.partition("\n")
        raise InputError(
            problem, remedy=_("set {names} to vi if its sources are Vietnamese").format(names=names[0]), where=place
        )
    left = len(holders) - len(ours)
    return edits, ours, ((_("left alone: {left} of its files, not from Vietnamese").format(left=left),) if left else ())


def _is(language: str, wanted: str) -> bool:
    return re.split("[-_]", language.lower())[0] == wanted


def _units(parent: Element, src: Source, scope: _Scope, *, second: bool) -> Iterator[_Unit]:
    scope = scope.of(parent)
    for child in parent.elements:
        if child.tag in _GROUPS:
            yield from _units(child, src, scope, second=second)
        elif child.tag == ("unit" if second else "trans-unit") and scope.of(child).translate:
            inner = scope.of(child)
            holders = [e for e in child.elements if e.tag == "segment"] if second else [child]
            for holder in holders:
                if unit := _unit(holder, src, inner):
                    yield unit


def _unit(holder: Element, src: Source, scope: _Scope) -> _Unit | None:
    own, old = holder.find("source"), holder.find("target")
    if own is None:
        return None
    segments = holder.find("seg-source")
    body = own if segments is None else segments
    if old is not None and _is_done(holder, own, old):
        return None
    nodes = plan(nodes_of(body, src, lines=scope.of(own).preserve))
    return _Unit(holder, own, body, old, nodes)


def _is_done(holder: Element, own: Element, old: Element) -> bool:
    """Whether somebody has translated it already; a target without a state that repeats the source is none."""
    if not old.text.strip() and not old.elements:
        return False
    if holder.attrib.get("approved") == "yes":
        return True
    state = old.attrib.get("state") or holder.attrib.get("state")
    if state:
        return state not in _UNDONE
    return old.text != own.text or not is_vietnamese(own.text)


def _edits(unit: _Unit, src: Source, content: str, *, second: bool) -> Iterator[tuple[int, int, str]]:
    if unit.old is not None:
        name, start = src.name(unit.old), src.tag(unit.old)
        start = f"{start[:-2].rstrip()}>" if start.endswith("/>") else start
    else:
        name = re.sub("source$", "target", src.name(unit.source))
        start = f"<{name}>"
        if (space := unit.source.attrib.get("xml:space")) is not None:
            start = with_attribute(start, "xml:space", space)
        if "xml:lang" in unit.source.attrib:
            start = with_attribute(start, "xml:lang", "en")
    head = src.tag(unit.holder)
    new_head = head
    if second:
        for key, value in _MARKED_2:
            new_head = with_attribute(new_head, key, value)
    else:
        for key, value in _MARKED_1:
            start = with_attribute(start, key, value)
        if unit.holder.attrib.get("approved") == "yes":
            new_head = with_attribute(new_head, "approved", "no")
    if new_head != head:
        yield unit.holder.start, unit.holder.content, new_head
    made = f"{start}{content}</{name}>"
    if unit.old is not None:
        yield unit.old.start, unit.old.end, made
    else:
        yield unit.body.end, unit.body.end, _indent(unit, src) + made


def _indent(unit: _Unit, src: Source) -> str:
    """The white space before the source, so that the target begins a line if the source does."""
    before = src.raw(max(unit.holder.content, unit.source.start - 200), unit.source.start)
    return before[len(before.rstrip()) :]
