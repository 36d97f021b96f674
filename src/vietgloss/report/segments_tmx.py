"""Translations as TMX 1.4b, for the memories of translation programs.

The format is that of LISA's TMX 1.4b specification.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss._version import __version__
from vietgloss.digests import PROPERTY, mark
from vietgloss.report.xmltext import flowing, inside, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.pipeline import Segment, Translation

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    f'  <header creationtool="vietgloss" creationtoolversion="{__version__}" segtype="sentence" o-tmf="vietgloss"'
    ' adminlang="en" srclang="vi" datatype="plaintext"/>\n  <body>\n'
)
_END = "  </body>\n</tmx>\n"


def as_tmx(translations: Sequence[Translation]) -> str:
    """Return the segments as translation units, each different pair of source and English once.

    The source stands as the document has it. A property holds the mark of the machine's English, so that a corrected
    unit is known when it comes back (:func:`vietgloss.exchange.corrected.read`), another names the document; warnings
    are notes. The text is to be written as UTF-8.
    """
    units: dict[tuple[str, str], tuple[Segment, dict[str, None]]] = {}
    for translation in translations:
        for segment in translation.segments:
            _, documents = units.setdefault((segment.source, segment.target), (segment, {}))
            documents[translation.path] = None
    parts = [_HEAD]
    for number, (segment, documents) in enumerate(units.values(), 1):
        parts += _unit(number, segment, documents)
    return "".join([*parts, _END])


def _unit(number: int, segment: Segment, documents: dict[str, None]) -> Iterator[str]:
    yield f"    <tu tuid={quoted(str(number))}>\n"
    for warning in segment.warnings:
        yield f"      <note>{flowing(f'{warning.kind}: {warning.message}')}</note>\n"
    for document in documents:
        yield f'      <prop type="x-document">{flowing(document)}</prop>\n'
    yield f'      <prop type="{PROPERTY}">{mark(segment.source, segment.target)}</prop>\n'
    for language, text in (("vi", segment.source), ("en", segment.target)):
        yield f'      <tuv xml:lang="{language}"><seg>{inside(text)}</seg></tuv>\n'
    yield "    </tu>\n"
