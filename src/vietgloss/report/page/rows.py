"""One segment as HTML: the source with its marks, the English with its, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss.report.page.notes import html
from vietgloss.report.page.spans import target_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.pipeline import Segment
    from vietgloss.report.page.notes import Entries, Notes
    from vietgloss.report.page.spans import Places, SourceMark
    from vietgloss.report.page.words import Words


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at in a segment: a warning of the translation, or an abbreviation that was left as it is.

    Attributes:
        kind: As in :class:`vietgloss.quality.Warning`; or ``ambiguous`` or ``unknown``.
        message: What is to be said of it.
        lang: The language of the message.
        expected: What should stand in the English; empty where there is no one answer.
        found: What stands there instead; empty where nothing does.
    """

    kind: str
    message: str
    lang: str = "en"
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A segment as HTML, with its anchor, its number in the document, and its warnings."""

    id: str
    number: int
    html: str
    warnings: tuple[Remark, ...]


class Rows:
    """Makes the rows of the page."""

    def __init__(self, words: Words, entries: Entries) -> None:
        self._words = words
        self._entries = entries

    def row(self, document: int, number: int, segment: Segment, places: Places, notes: Notes) -> Row:
        """Return the row of a segment.

        Args:
            document: The number of its document, from 1.
            number: Its number there, from 1.
            segment: The segment.
            places: The abbreviations of its document.
            notes: The explanations of its document.
        """
        name = f"d{document}s{number}"
        warnings = self._warnings(segment, places)
        source = self._source(segment, places.source_marks(segment), notes)
        target = self._target(segment)
        kinds = " ".join(dict.fromkeys(w.kind for w in warnings))
        held = f' class="seg warned" data-kinds="{html(kinds)}"' if warnings else ' class="seg"'
        text = (
            f'<li{held} id="{name}" tabindex="-1"><a class="no" href="#{name}">{number}</a>'
            f'<p class="src" lang="vi">{source}</p><p class="tgt" lang="en">{target}</p>'
            f"{self._by_hand(segment)}{self.warning_list(warnings)}</li>"
        )
        return Row(name, number, text, warnings)

    def _by_hand(self, segment: Segment) -> str:
        return f'<p class="by">{html(self._words("corrected"))}</p>' if segment.origin == "corrected" else ""

    def warning_list(self, warnings: Sequence[Remark]) -> str:
        """Return the warnings of a segment as a list; nothing if there is none."""
        items = "".join(f"<li>{self.badge(w.kind)} {self.said(w)}</li>" for w in warnings)
        return f'<ul class="warnings">{items}</ul>' if items else ""

    def badge(self, kind: str) -> str:
        """Return the name of a kind of warnings."""
        return f'<b class="kind">{html(self._words.kind(kind))}</b>'

    def said(self, warning: Remark) -> str:
        """Return what a warning says, with what was expected and what was found."""
        text = f'<span lang="{warning.lang}">{html(warning.message)}</span>'
        for name, value in (("expected", warning.expected), ("found", warning.found)):
            if value:
                label = html(self._words(name))
                text += f' <span class="{name}"><i>{label}</i> <span lang="en">{html(value)}</span></span>'
        return text

    def _warnings(self, segment: Segment, places: Places) -> tuple[Remark, ...]:
        """Return the warnings of a segment, and its abbreviations that were left as they are."""
        words = self._words
        between = f" {words('or')} "
        several = {a.surface: between.join(a.senses) for a in places.ambiguous(segment)}
        unknown = dict.fromkeys(u.surface for u in places.unexplained(segment))
        return (
            *(Remark(w.kind, w.message, "en", w.expected, w.found) for w in segment.warnings),
            *(
                Remark("ambiguous", words("ambiguous-message", name=surface, senses=senses), words.lang)
                for surface, senses in several.items()
            ),
            *(Remark("unknown", words("unknown-message", name=surface), words.lang) for surface in unknown),
        )

    def _source(self, segment: Segment, marks: Sequence[SourceMark], notes: Notes) -> str:
        parts: list[str] = []
        at = 0
        for mark in marks:
            note = notes.of(mark, segment)
            shown = f' data-n="{note.partition("n")[2]}"' if mark.parts else ""
            terms = f' data-t="{" ".join(map(str, mark.terms))}"' if mark.terms else ""
            link = (
                f'<a class="{_classes(mark, segment)}" href="#{note}"{shown}{terms}>{_marked(segment.source, mark)}</a>'
            )
            parts += [html(segment.source[at : mark.start]), link]
            at = mark.end
        parts.append(html(segment.source[at:]))
        return "".join(parts)

    def _target(self, segment: Segment) -> str:
        if not segment.target.strip():
            return f'<em class="none" lang="{self._words.lang}">{html(self._words("empty"))}</em>'
        parts: list[str] = []
        at = 0
        for mark in target_marks(segment, self._entries.also):
            parts += [
                html(segment.target[at : mark.start]),
                f'<u data-t="{" ".join(map(str, mark.terms))}">{html(segment.target[mark.start : mark.end])}</u>',
            ]
            at = mark.end
        parts.append(html(segment.target[at:]))
        return "".join(parts)


def _classes(mark: SourceMark, segment: Segment) -> str:
    """Return the classes of a mark in the source."""
    held = ["m"]
    held += ["term"] if mark.terms else []
    held += ["missing"] if any(not segment.terms[n].found for n in mark.terms) else []
    held += ["ambiguous"] if mark.ambiguous else []
    held += ["unknown"] if mark.unknown else []
    return " ".join(held)


def _marked(source: str, mark: SourceMark) -> str:
    """Return the text of a mark, with its abbreviations set off."""
    parts: list[str] = []
    at = mark.start
    for start, end in mark.parts:
        parts += [html(source[at:start]), f"<b>{html(source[start:end])}</b>"]
        at = end
    parts.append(html(source[at : mark.end]))
    return "".join(parts)
