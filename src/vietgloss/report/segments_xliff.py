"""Translations as XLIFF, for translation programs: 1.2, which all of them read, or 2.1.

The formats are those of the OASIS standards XLIFF 1.2 and 2.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss._version import __version__
from vietgloss.digests import PROPERTY, mark
from vietgloss.errors import UsageError
from vietgloss.i18n import _
from vietgloss.report.xmltext import flowing, inside, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.pipeline import Segment, Translation

VERSIONS = ("1.2", "2.1")
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_END = "</xliff>\n"
_HEAD_1 = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
_HEAD_2 = (
    '<xliff version="2.1" srcLang="vi" trgLang="en" xmlns="urn:oasis:names:tc:xliff:document:2.0"'
    ' xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0">\n'
)


def as_xliff(translations: Sequence[Translation], version: str = "1.2") -> str:
    """Return a file for each document and a unit for each segment, to be reviewed.

    The source stands as the document has it; glossary terms and warnings are notes. What the machine wrote is known
    again by a mark when the file comes back (:func:`vietgloss.exchange.corrected.read`). The text is to be written as
    UTF-8.

    Args:
        translations: The documents; in 2.1, which knows no empty files, those without segments are left out.
        version: ``1.2`` or ``2.1``.

    Raises:
        UsageError: If it is another version.
    """
    if version not in VERSIONS:
        raise UsageError(
            _("no XLIFF {version} is written").format(version=version),
            remedy=_("choose {names}").format(names=_(" or ").join(VERSIONS)),
        )
    first = version == VERSIONS[0]
    parts = [_XML, _HEAD_1 if first else _HEAD_2]
    for number, translation in enumerate(translations, 1):
        if first:
            parts += _file_1(translation)
        elif translation.segments:
            parts += _file_2(translation, number)
    return "".join([*parts, _END])


def _file_1(translation: Translation) -> Iterator[str]:
    yield f"  <file original={quoted(translation.path)}"
    yield ' source-language="vi" target-language="en" datatype="plaintext" tool-id="vietgloss">\n'
    yield f'    <header><tool tool-id="vietgloss" tool-name="vietgloss" tool-version="{__version__}"/></header>\n'
    yield "    <body>\n"
    for number, segment in enumerate(translation.segments, 1):
        state = "needs-review-translation" if segment.target else "needs-translation"
        yield f'      <trans-unit id="{number}" xml:space="preserve">\n'
        yield f"        <source>{inside(segment.source)}</source>\n"
        yield f'        <target state="{state}">{inside(segment.target)}</target>\n'
        yield f'        <context-group name="vietgloss" purpose="x-vietgloss"><context context-type="{PROPERTY}">'
        yield f"{mark(segment.source, segment.target)}</context></context-group>\n"
        for kind, place, text in _notes(segment):
            yield f'        <note from="{kind}" annotates="{place}">{flowing(text)}</note>\n'
        yield "      </trans-unit>\n"
    yield "    </body>\n  </file>\n"


def _file_2(translation: Translation, file: int) -> Iterator[str]:
    yield f'  <file id="f{file}" original={quoted(translation.path)}>\n'
    for number, segment in enumerate(translation.segments, 1):
        yield f'    <unit id="u{number}">\n'
        yield '      <mda:metadata><mda:metaGroup category="vietgloss">'
        yield f'<mda:meta type="{PROPERTY}">{mark(segment.source, segment.target)}</mda:meta>'
        yield "</mda:metaGroup></mda:metadata>\n"
        notes = [f'<note category="{k}" appliesTo="{p}">{flowing(t)}</note>' for k, p, t in _notes(segment)]
        if notes:
            yield f"      <notes>{''.join(notes)}</notes>\n"
        yield '      <segment state="initial" subState="vietgloss:needs-review">\n'
        yield f'        <source xml:space="preserve">{inside(segment.source)}</source>\n'
        yield f'        <target xml:space="preserve">{inside(segment.target)}</target>\n'
        yield "      </segment>\n    </unit>\n"
    yield "  </file>\n"


def _notes(segment: Segment) -> Iterator[tuple[str, str, str]]:
    """Give the kind of each note, what it is about, and its text."""
    for term in dict.fromkeys(segment.terms):
        missed = "" if term.found else " (not in the English)"
        yield "glossary", "source", f"{term.source} = {term.target}{missed}"
    for warning in segment.warnings:
        yield "warning", "target", f"{warning.kind}: {warning.message}"
