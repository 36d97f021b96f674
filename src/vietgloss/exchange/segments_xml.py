"""Segments in TMX and XLIFF, as translation programs give them back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss.digests import MARK, PROPERTY
from vietgloss.errors import InputError
from vietgloss.exchange.bounded import BoundedElements
from vietgloss.exchange.segments import Unit
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.exchange.elements import Node

_APPROVED = {"translated", "signed-off", "final", "reviewed", "approved"}
_OPEN = {"new", "needs-translation", "initial"}
_AROUND = re.compile(rb"<(?:\w+:)?(?:file|xliff)\s[^>]*>")
_LANGUAGE = re.compile(rb"""\s(source-language|srcLang|target-language|trgLang)\s*=\s*["']\s*([A-Za-z]*)""")
_WANTED = (({b"source-language", b"srcLang"}, "vi", "source"), ({b"target-language", b"trgLang"}, "en", "target"))


def read_tmx(data: bytes, name: str) -> Iterator[Unit]:
    """Give the Vietnamese of each unit with each English of it.

    Raises:
        InputError: If it is not well-formed or hostile.
    """
    for unit in BoundedElements(data, ("tu",), name):
        where = _("line {line}").format(line=unit.line)
        texts: dict[str, list[str]] = {"vi": [], "en": []}
        for version in unit.children:
            if version.tag == "tuv" and version.language in texts:
                texts[version.language].append("".join(_text_of(version, "seg")))
        if not (texts["vi"] and texts["en"]):
            yield Unit(where, problem=_("no Vietnamese and English; it needs tuv of vi and en"))
            continue
        for english in texts["en"]:
            yield Unit(where, texts["vi"][0], english, _mark_in(unit))


def read_xliff(data: bytes, name: str) -> Iterator[Unit]:
    """Give the segments of XLIFF 1.2 or 2.

    Raises:
        InputError: If it is not well-formed or hostile, or in other languages.
    """
    _refuse_other_languages(data, name)
    for node in BoundedElements(data, ("trans-unit", "unit"), name):
        if node.attributes.get("translate") == "no":
            continue
        yield from _unit_1(node) if node.tag == "trans-unit" else _unit_2(node)


def _unit_1(node: Node) -> Iterator[Unit]:
    target = next((child for child in node.children if child.tag == "target"), None)
    state = target.attributes.get("state", "").lower() if target else ""
    yield Unit(
        _("line {line}").format(line=node.line),
        "".join(_text_of(node, "source")),
        "".join(_text_of(node, "target")),
        _mark_in(node),
        approved=state in _APPROVED or node.attributes.get("approved") == "yes",
        open=state in _OPEN,
    )


def _unit_2(node: Node) -> Iterator[Unit]:
    parts = [child for child in node.children if child.tag in ("segment", "ignorable")]
    segments = [part for part in parts if part.tag == "segment"]
    mark = _mark_in(node)
    if not mark:
        for segment in segments:
            source, english = ("".join(_text_of(segment, tag)) for tag in ("source", "target"))
            state = segment.attributes.get("state", "").lower()
            approved = state in _APPROVED
            yield Unit(
                _("line {line}").format(line=segment.line), source, english, approved=approved, open=state in _OPEN
            )
        return
    # A program may have cut our one segment into several: they are put together again.
    source = "".join(text for part in parts for text in _text_of(part, "source"))
    english = "".join(text for part in parts for text in _text_of(part, "target") or _between(part))
    states = {segment.attributes.get("state", "").lower() for segment in segments}
    yield Unit(
        _("line {line}").format(line=node.line), source, english, mark, approved=bool(states) and states <= _APPROVED
    )


def _between(part: Node) -> list[str]:
    """Return what stands between two segments, if the English has nothing else there."""
    return _text_of(part, "source") if part.tag == "ignorable" else []


def _text_of(node: Node, tag: str) -> list[str]:
    """Return the pieces of text in the first child of a name, without the codes in it."""
    return next((list(child.texts()) for child in node.children if child.tag == tag), [])


def _mark_in(node: Node) -> str:
    """Return the mark that a property, a context or metadata of ours holds; Trados adds to the name of a property."""
    for child in node.walk():
        kind = child.attributes.get("type") or child.attributes.get("context-type") or ""
        if kind.partition(":")[0].lower() == PROPERTY and (found := MARK.search(child.text)):
            return found[0]
    return ""


def _refuse_other_languages(data: bytes, name: str) -> None:
    """Look at the languages of the files in it, which stand around the units and not in them.

    Raises:
        InputError: If none is from Vietnamese into English.
    """
    # As bytes, since a file element may hold the whole file; without NUL, UTF-16 reads like ASCII here.
    named = [pair for around in _AROUND.findall(data.replace(b"\0", b"")) for pair in _LANGUAGE.findall(around)]
    for keys, wanted, role in _WANTED:
        languages = [value.decode() for key, value in named if key in keys]
        if languages and not any(language[:2].lower() == wanted for language in languages):
            problem = _("its {role} language is {language}").format(
                role=role, language=languages[0][:20] or _("not named")
            )
            raise InputError(problem, remedy=_("give one from Vietnamese (vi) into English (en)"), where=name)
