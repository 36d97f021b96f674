"""Collecting what is unknown or ambiguous over many documents, and the full forms that may stand for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.expansion import definitions_of, expand
from vietgloss.i18n import N_
from vietgloss.scan.initials import Initials

if TYPE_CHECKING:
    from vietgloss.documents import Document
    from vietgloss.expansion import Expansion
    from vietgloss.glossary import Glossary

_CONTEXT = 50
UNKNOWN, AMBIGUOUS, DEFINED = N_("unknown"), N_("ambiguous"), N_("defined in a text")


@dataclass(frozen=True, slots=True)
class Example:
    """A place: the file, the line counted from 1, and the line's text around it with the abbreviation as found."""

    path: str
    line: int
    text: str


@dataclass
class Finding:
    """An abbreviation that someone should look at.

    Attributes:
        surface: As it stands in the text.
        status: ``unknown``, ``ambiguous`` (some places could not be decided) or ``defined in a text`` (explained
            where it is defined, but not by the glossary).
        count: The number of places that are open; for ``defined in a text`` the number of definitions.
        documents: The number of documents they stand in.
        examples: A few of the places.
        senses: The meanings the glossary knows, if ambiguous.
        defined: Full forms that documents define it as, each with the number of documents.
        likely: Full forms that stand written out in the documents and have its initials, with their counts.
    """

    surface: str
    status: str
    count: int = 0
    documents: int = 0
    examples: list[Example] = field(default_factory=list)
    senses: tuple[str, ...] = ()
    defined: Counter[str] = field(default_factory=Counter)
    likely: Counter[str] = field(default_factory=Counter)

    @property
    def proposal(self) -> str | None:
        """The full form to propose: what documents define, else what stands written out; None if nothing does."""
        for found in (self.defined, self.likely):
            if found:
                return found.most_common(1)[0][0]
        return None


class Collection:
    """Collects over documents, one after another; keeps counts and a few examples, not the documents.

    Args:
        glossary: What is known already.
        examples: How many places to keep for each abbreviation.
    """

    def __init__(self, glossary: Glossary, examples: int = 3) -> None:
        self._glossary = glossary
        self._known = {surface for surface, _ in glossary.spellings()}
        self._examples = examples
        self._open: dict[str, Finding] = {}
        self._defined: dict[str, Finding] = {}
        self._initials = Initials()
        self.documents = 0
        self.expanded = 0

    def add(self, document: Document, kept: list[tuple[int, int]]) -> None:
        """Take in a document; ``kept`` are the spans of its markup."""
        result = expand(document.text, self._glossary, kept)
        self.documents += 1
        self.expanded += sum(1 for e in result.edits if e.kind != "definition")
        for unknown in result.unknown:
            span = (unknown.start, unknown.end)
            self._note(result, unknown.surface, UNKNOWN, unknown.count, span, document.path)
        for surface, count in Counter(a.surface for a in result.ambiguous).items():
            place = next(a for a in result.ambiguous if a.surface == surface)
            found = self._note(result, surface, AMBIGUOUS, count, (place.start, place.end), document.path)
            found.senses = place.senses
        self._note_definitions(result, document)
        self._initials.add(result.source)

    def findings(self) -> list[Finding]:
        """Return what was found, what stands in the most documents first; ``likely`` is worked out here."""
        for surface, found in self._open.items():
            held = self._defined.get(vn.plain(surface))
            if held:
                found.defined = held.defined
            elif found.status == UNKNOWN:
                found.likely = self._initials.full_forms(surface)
        new = [f for surface, f in self._defined.items() if surface not in self._open and surface not in self._known]
        return sorted([*self._open.values(), *new], key=lambda f: (-f.documents, -f.count, f.surface))

    def _note(  # one fact each
        self, result: Expansion, surface: str, status: str, count: int, span: tuple[int, int], path: str
    ) -> Finding:
        found = self._open.setdefault(surface, Finding(surface, status))
        found.count += count
        found.documents += 1
        self._example(found, result.source, span, path)
        return found

    def _note_definitions(self, result: Expansion, document: Document) -> None:
        for definition in definitions_of(document.text, self._glossary):
            found = self._defined.setdefault(definition.surface, Finding(definition.surface, DEFINED))
            found.count += 1
            found.documents += not found.examples or found.examples[-1].path != document.path
            found.defined[definition.full] += 1
            at = result.source.find(definition.surface, max(0, definition.since - 2 * len(definition.surface)))
            if at >= 0:
                self._example(found, result.source, (at, at + len(definition.surface)), document.path)

    def _example(self, found: Finding, source: str, span: tuple[int, int], path: str) -> None:
        if len(found.examples) < self._examples:
            start, end = span
            left = source[max(0, start - _CONTEXT) : start].splitlines()[-1:] or [""]
            right = source[end : end + _CONTEXT].splitlines()[:1] or [""]
            line = source.count("\n", 0, start) + 1
            found.examples.append(Example(path, line, f"{left[0]}{source[start:end]}{right[0]}".strip()))
