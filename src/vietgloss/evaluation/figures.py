"""The figures of a translation, and how they are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    found: int = 0
    total: int = 0

    @property
    def value(self) -> float | None:
        """The share from 0 to 1; None of nothing."""
        return self.found / self.total if self.total else None

    @classmethod
    def of(cls, hits: Iterable[bool]) -> Share:
        """Return the share of those that are true."""
        held = list(hits)
        return cls(sum(held), len(held))

    @classmethod
    def sum(cls, shares: Iterable[Share]) -> Share:
        """Return the share over all."""
        held = list(shares)
        return cls(sum(s.found for s in held), sum(s.total for s in held))

    def to_dict(self) -> dict[str, Any]:
        """Return the share as the JSON contract states it."""
        return {"found": self.found, "total": self.total, "share": self.value}


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of a translation.

    Attributes:
        segments: The number of lines.
        bleu: BLEU, from 0 to 100.
        chrf: chrF, from 0 to 100.
        chrf_words: chrF++, from 0 to 100.
        length_ratio: The number of its words, as BLEU counts them, for one of the reference.
        terms: Places of glossary terms in the source whose English stands in the translation.
        terms_in_reference: The same, of those places whose English stands in the reference too.
        named_terms: As ``terms``, of the terms that the test set names.
        named_terms_in_reference: As ``terms_in_reference``, of these.
        consistency: Places of terms that a document holds twice or more with the English most frequent for them there.
        consistency_specific: The same, of names and terms of several words alone.
        items: By kind: numbers, dates, document numbers, names and so on of the source that stand in it.
        loops: Lines that repeat themselves.
    """

    segments: int
    bleu: float
    chrf: float
    chrf_words: float
    length_ratio: float
    terms: Share
    terms_in_reference: Share
    named_terms: Share
    named_terms_in_reference: Share
    consistency: Share
    consistency_specific: Share
    items: dict[str, Share]
    loops: int

    @property
    def all_items(self) -> Share:
        """The items of all kinds together."""
        return Share.sum(self.items.values())

    def by_name(self) -> dict[str, float | None]:
        """Return the figures that a limit can be set for: scores from 0 to 100, shares from 0 to 1, None of nothing."""
        return {
            "bleu": self.bleu,
            "chrf": self.chrf,
            "chrf++": self.chrf_words,
            "terms": self.terms.value,
            "terms-in-reference": self.terms_in_reference.value,
            "named-terms": self.named_terms.value,
            "named-terms-in-reference": self.named_terms_in_reference.value,
            "consistency": self.consistency.value,
            "consistency-specific": self.consistency_specific.value,
            "items": self.all_items.value,
            **{kind: share.value for kind, share in self.items.items()},
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as the JSON contract states them."""
        return {
            "segments": self.segments,
            "bleu": self.bleu,
            "chrf": self.chrf,
            "chrf++": self.chrf_words,
            "length_ratio": self.length_ratio,
            "terms": self.terms.to_dict(),
            "terms_in_reference": self.terms_in_reference.to_dict(),
            "named_terms": self.named_terms.to_dict(),
            "named_terms_in_reference": self.named_terms_in_reference.to_dict(),
            "consistency": self.consistency.to_dict(),
            "consistency_specific": self.consistency_specific.to_dict(),
            "items": {kind: share.to_dict() for kind, share in self.items.items()},
            "loops": self.loops,
        }


@dataclass(frozen=True, slots=True)
class Measured:
    """A document, or all together: the figures of the translation, of the reference itself, and of the other system."""

    name: str
    target: Figures
    reference: Figures
    against: Figures | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the document as the JSON contract states it."""
        return {
            "name": self.name,
            "target": self.target.to_dict(),
            "reference": self.reference.to_dict(),
            "against": self.against.to_dict() if self.against else None,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure of two systems, and whether the difference could be chance.

    Attributes:
        figure: ``bleu``, ``chrf`` or ``terms``.
        target: The figure of the translation.
        against: That of the other system.
        difference: The first less the second.
        low: Where the 95 % interval of the difference begins.
        high: Where it ends.
        p: How probable a difference of that size would be by chance.
    """

    figure: str
    target: float
    against: float
    difference: float
    low: float
    high: float
    p: float

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as the JSON contract states it."""
        return {
            "figure": self.figure,
            "target": self.target,
            "against": self.against,
            "difference": self.difference,
            "low": self.low,
            "high": self.high,
            "p": self.p,
        }


@dataclass(frozen=True, slots=True)
class Miss:
    """A term or an item of the source that does not stand in the translation.

    Attributes:
        kind: ``term``, ``named-term``, or the kind of the item.
        document: The name of the document.
        line: The number of the line in its file.
        vietnamese: As it stands in the source.
        english: What was looked for.
        in_reference: Whether the reference has it.
        source: The line, abbreviations written out.
        target: Its translation.
    """

    kind: str
    document: str
    line: int
    vietnamese: str
    english: str
    in_reference: bool
    source: str
    target: str

    def to_dict(self) -> dict[str, Any]:
        """Return the miss as the JSON contract states it."""
        return {
            "kind": self.kind,
            "document": self.document,
            "line": self.line,
            "vietnamese": self.vietnamese,
            "english": self.english,
            "in_reference": self.in_reference,
            "source": self.source,
            "target": self.target,
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was measured.

    Attributes:
        documents: Document by document.
        overall: All documents together.
        comparison: The two systems side by side; empty where there is one.
        misses: All terms and items that are missing in the translation, in order.
        signatures: How sacrebleu measured, by the name of the score.
        resamples: The number of samples drawn for the comparison.
        seed: What the drawing began with.
    """

    documents: tuple[Measured, ...]
    overall: Measured
    comparison: tuple[Comparison, ...]
    misses: tuple[Miss, ...]
    signatures: dict[str, str]
    resamples: int
    seed: int

    def to_dict(self, errors: int | None = None) -> dict[str, Any]:
        """Return the object that ``vietgloss evaluate --json`` prints, with the first ``errors`` misses, or all."""
        return {
            "overall": self.overall.to_dict(),
            "documents": [d.to_dict() for d in self.documents],
            "comparison": [c.to_dict() for c in self.comparison],
            "resamples": self.resamples,
            "seed": self.seed,
            "signatures": dict(self.signatures),
            "missed": len(self.misses),
            "errors": [m.to_dict() for m in self.misses[:errors]],
        }
