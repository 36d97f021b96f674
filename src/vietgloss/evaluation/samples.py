"""What is measured: documents as lines, each with its reference; and such a document as the translator takes it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from vietgloss.documents import Block, Document
from vietgloss.expansion import expand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vietgloss.glossary import Glossary, Term
    from vietgloss.pipeline import Translator


@dataclass(frozen=True, slots=True)
class Line:
    """A segment with its reference.

    Attributes:
        number: Where it stands in its file, counted from 1: the line, or in a gold file the sentence.
        source: The Vietnamese, NFC, without line ends.
        reference: The English it is measured against.
        terms: Terms that the file itself names for this line; one that must stand twice is here twice.
        row: Which of the file's segments it is, counted from 0, those that are left out counted too.
    """

    number: int
    source: str
    reference: str
    terms: tuple[Term, ...] = ()
    row: int = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """A document: its name, and its lines in order."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A file of documents.

    Attributes:
        path: Where it was read.
        samples: Its documents.
        count: How many segments the file holds, those that are left out counted too.
    """

    path: str
    samples: tuple[Sample, ...]
    count: int


def expanded(sample: Sample, glossary: Glossary) -> list[str]:
    """Return the lines of a document with their abbreviations written out, by the definitions of the whole of it."""
    document = _document(sample)
    spans = _spans(sample)
    result = expand(document.text, glossary)
    return [result.between(start, end) for start, end in spans]


def translated(
    samples: Sequence[Sample], translator: Translator, progress: Callable[[int, int], None] | None = None
) -> list[list[str]]:
    """Translate documents line by line.

    Args:
        samples: The documents.
        translator: What translates them, all in one run.
        progress: Called with the number of sentences done and to do.

    Returns:
        For each document the English of each of its lines.

    Raises:
        ModelError: If the model cannot be loaded or fails.
    """
    results = translator.translate([_document(s) for s in samples], progress)
    english = []
    for sample, result in zip(samples, results, strict=True):
        lines = [
            " ".join(s.target for s in result.segments if start <= s.start and s.end <= end)
            for start, end in _spans(sample)
        ]
        english.append([" ".join(line.split()) for line in lines])
    return english


def _document(sample: Sample) -> Document:
    """Return a document whose paragraphs are the lines of a sample."""
    text = "\n".join(line.source for line in sample.lines)
    blocks = tuple(Block(start, end) for start, end in _spans(sample) if start < end)
    return Document(sample.name, text, bom=False, blocks=blocks)


def _spans(sample: Sample) -> list[tuple[int, int]]:
    """Return where each line stands in the text of the document."""
    ends = list(accumulate(len(line.source) + 1 for line in sample.lines))
    return [(end - 1 - len(line.source), end - 1) for end, line in zip(ends, sample.lines, strict=True)]
