"""What could be added to the glossary: abbreviations it does not explain, and repeated phrases that look like terms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vietgloss import text as vn
from vietgloss.documents import markup_spans
from vietgloss.glossary.plain import Record
from vietgloss.i18n import _, ngettext
from vietgloss.scan.collect import AMBIGUOUS, Collection
from vietgloss.scan.compose import compose
from vietgloss.scan.phrases import Phrase, Phrases, Place
from vietgloss.scan.reading import expanded_lines
from vietgloss.scan.words import words
from vietgloss.terms import TermIndex

if TYPE_CHECKING:
    from vietgloss.documents import Document
    from vietgloss.glossary import Glossary
    from vietgloss.glossary.plain import Fields, Section
    from vietgloss.scan.collect import Finding

_DEFINED, _WRITTEN_OUT = 10.0, 2.0
FEWEST_ABBREVIATIONS, FEWEST_PHRASES = 2, 3


@dataclass(frozen=True)
class Suggestion:
    """An entry that could be added.

    Attributes:
        section: ``abbreviations`` or ``terms``.
        name: The abbreviation, or the Vietnamese of the term.
        fields: The proposed entry as plain data; empty if nothing can be proposed.
        count: How often it stands in the documents.
        documents: In how many documents.
        places: Some of the places.
        why: Where the proposal comes from.
        score: The higher, the likelier worth an entry; comparable within a section of one run only.
        sure: Whether the entry may stand as proposed; all else is for a person to confirm.
    """

    section: Section
    name: str
    fields: Fields
    count: int
    documents: int
    places: tuple[Place, ...]
    why: str
    score: float
    sure: bool = False

    @property
    def record(self) -> Record:
        """The proposed entry."""
        return Record(self.section, self.name, self.fields)

    def to_dict(self) -> dict[str, Any]:
        """Return the suggestion as plain data, for JSON."""
        return {
            "section": self.section,
            "name": self.name,
            "fields": self.fields,
            "sure": self.sure,
            "count": self.count,
            "documents": self.documents,
            "score": round(self.score, 3),
            "why": self.why,
            "places": [{"path": p.path, "line": p.line, "text": p.text} for p in self.places],
        }


class Suggestions:
    """Collects over documents, one after another.

    Args:
        glossary: What is known already.
        places: How many places to keep of each.
        abbreviations: Whether to look for abbreviations.
        terms: Whether to look for phrases.
    """

    def __init__(self, glossary: Glossary, places: int = 3, *, abbreviations: bool = True, terms: bool = True) -> None:
        self._glossary = glossary
        self._places = places
        self._index = TermIndex(glossary)
        self._collection = Collection(glossary, places) if abbreviations else None
        self._phrases = Phrases(self._index, known_phrases(glossary)) if terms else None
        self._uses: Counter[str] = Counter()
        self.documents = 0

    @property
    def full(self) -> bool:
        """Whether the last documents were too much to be read for phrases."""
        return self._phrases is not None and self._phrases.full

    def add(self, document: Document) -> None:
        """Take in a document."""
        self.documents += 1
        lines, result = expanded_lines(document, self._glossary)
        self._uses.update(vn.plain(e.surface) for e in result.edits if e.origin == "document" and e.expansion)
        if self._collection is not None:
            self._collection.add(document, markup_spans(document))
        if self._phrases is not None:
            self._phrases.add(document.path, lines)

    def found(self, fewest: int | None = None) -> list[Suggestion]:
        """Return what could be added, abbreviations first, each section with the best first.

        Args:
            fewest: The smallest count; None for 2 for abbreviations (what a text defines counts always) and 3 for
                phrases.
        """
        found = []
        if self._collection is not None:
            all_of_them = (self._of_finding(f, fewest) for f in self._collection.findings() if f.status != AMBIGUOUS)
            found += sorted((s for s in all_of_them if s), key=lambda s: (-s.score, s.name))
        if self._phrases is not None:
            phrases = self._phrases.found(FEWEST_PHRASES if fewest is None else fewest, self._places)
            found += [self._of_phrase(phrase) for phrase in phrases]
        return found

    def _of_finding(self, finding: Finding, fewest: int | None) -> Suggestion | None:
        count = finding.count + self._uses[vn.plain(finding.surface)]
        if count < (FEWEST_ABBREVIATIONS if fewest is None else fewest) and not (finding.defined and fewest is None):
            return None
        fields: Fields = {}
        why = _("unknown; nothing written out has its initials")
        full = finding.defined or Counter({f: n for f, n in finding.likely.items() if words().lets_stand(f)})
        if full:
            (proposal, texts), *others = full.most_common(3)
            fields["expansion"] = proposal
            target = self._glossary.target_of(proposal)
            if target:
                fields["target"] = target
            why = (
                ngettext("defined in {count} text", "defined in {count} texts", texts).format(count=texts)
                if finding.defined
                else _("written out, with its initials")
            )
            why += _("; or: {others}").format(others=" / ".join(other for other, _count in others)) if others else ""
            composed = None if target else compose(proposal, self._index)
            why += _("; perhaps: {english}").format(english=composed.english) if composed else ""
        places = tuple(Place(e.path, e.line, e.text) for e in finding.examples)
        sure = bool(finding.defined)
        score = count * finding.documents * (_DEFINED if sure else _WRITTEN_OUT if fields else 1.0)
        return Suggestion("abbreviations", finding.surface, fields, count, finding.documents, places, why, score, sure)

    def _of_phrase(self, phrase: Phrase) -> Suggestion:
        composed = compose(phrase.text, self._index)
        fields: Fields = {"target": composed.english} if composed else {}
        why = _("a name") if phrase.capital else _("a repeated phrase")
        why += _(", {count:.0f}× outside longer ones").format(count=phrase.free) if phrase.free < phrase.count else ""
        if composed:
            why += _("; English put together from {terms}").format(terms=", ".join(composed.terms))
        return Suggestion(
            "terms", phrase.text, fields, phrase.count, phrase.documents, phrase.places, why, phrase.score
        )


def known_phrases(glossary: Glossary) -> frozenset[str]:
    """Return all terms and full forms of a glossary, as :func:`vietgloss.text.key` gives them."""
    full = {vn.key(s.expansion) for entry in glossary.abbreviations.values() for s in entry.senses}
    return frozenset(full | set(glossary.terms))
