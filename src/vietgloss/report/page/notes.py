"""What is said of a mark: the abbreviation and what it stands for, the term, why, how sure, where that is written."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from vietgloss.terms import TermIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.expansion.result import Ambiguous, Edit
    from vietgloss.glossary import Glossary, Term
    from vietgloss.pipeline import Segment
    from vietgloss.report.page.spans import SourceMark
    from vietgloss.report.page.words import Words
    from vietgloss.terms import TermCheck

_SHIPPED = re.compile(r"^.*_shipped[/\\]glossary[/\\]")
_TAG = re.compile(r"<[^>]*>")
_NOT_PLAIN = re.compile(r"[^\w .,;:()+/·=→-]")
_LINE = re.compile(r"line (\d+)")
# What HTML cannot hold: control characters, halves of surrogate pairs, two characters that are none.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def html(text: str) -> str:
    """Return text for the content or a quoted attribute of HTML."""
    return escape(text if text.isprintable() else _UNWRITABLE.sub("\ufffd", text), quote=True)


class Entries:
    """The entries of a glossary behind the checks of terms; without a glossary there are none."""

    def __init__(self, glossary: Glossary | None) -> None:
        self._index = TermIndex(glossary) if glossary else None
        self._known: dict[tuple[str, str], Term | None] = {}

    def of(self, check: TermCheck) -> Term | None:
        """Return the entry that a check was made with, if the glossary still has it."""
        key = (check.source, check.target)
        if key not in self._known:
            found = self._index.find(check.source) if self._index else []
            self._known[key] = next((f.term for f in found if f.term.target == check.target), None)
        return self._known[key]

    def also(self, check: TermCheck) -> tuple[str, ...]:
        """Return further English that counts as right for a term."""
        term = self.of(check)
        return term.also if term else ()


class Notes:
    """The explanations of a document, each different one once.

    Attributes:
        abbreviations: What is said of a mark with an abbreviation in it, as HTML, and its number from 1.
        terms: What is said of the other marks, numbered in the same way.
    """

    def __init__(self, document: int, words: Words, entries: Entries) -> None:
        self._prefix = f"d{document}"
        self._words = words
        self._entries = entries
        self.abbreviations: dict[str, int] = {}
        self.terms: dict[str, int] = {}
        self._known: dict[tuple[TermCheck, ...], str] = {}

    def of(self, mark: SourceMark, segment: Segment) -> str:
        """Return the id of what is said of a mark."""
        if mark.parts:
            return self._note(mark, segment)
        terms = tuple(segment.terms[n] for n in mark.terms)
        if terms not in self._known:  # the same term stands in many segments
            self._known[terms] = self._note(mark, segment)
        return self._known[terms]

    def _note(self, mark: SourceMark, segment: Segment) -> str:
        parts = [self._edit(edit, segment) for edit in mark.edits]
        parts += [self._ambiguous(place) for place in mark.ambiguous]
        parts += [self._row(surface, "", "", [self._words("unknown-note")]) for surface in mark.unknown]
        held = [segment.terms[n] for n in mark.terms]
        told = {edit.expansion.strip().casefold() for edit in mark.edits}
        parts += [self._term(t) for t in held if not (t.found and t.source.casefold() in told)]
        said = "".join(dict.fromkeys(parts))
        letter, notes = ("n", self.abbreviations) if mark.parts else ("t", self.terms)
        return f"{self._prefix}{letter}{notes.setdefault(said, len(notes) + 1)}"

    def listed(self) -> Iterator[tuple[str, str]]:
        """Give the id and the HTML of each explanation."""
        for letter, notes in (("n", self.abbreviations), ("t", self.terms)):
            for said, number in notes.items():
                yield f"{self._prefix}{letter}{number}", said

    def _edit(self, edit: Edit, segment: Segment) -> str:
        words = self._words
        surface = edit.surface.strip()
        if edit.kind == "definition":
            return self._row(surface, "", "", [words("defines")])
        facts = [self._fact("sense", edit.sense)] if edit.sense else []
        if edit.origin == "document":
            line = _LINE.search(edit.reason)
            where = words("this-text", n=line[1]) if line else words("this-text-anywhere")
        else:
            facts.append(self._fact("why", words.reason(edit.reason)))
            where = place(edit.origin)
        facts += [self._fact("sure", words.sure(edit.confidence)), self._fact("origin", where)]
        english = edit.target or next((t.target for t in segment.terms if t.source == edit.expansion.strip()), "")
        return self._row(surface, edit.expansion.strip(), english, facts)

    def _ambiguous(self, place: Ambiguous) -> str:
        words = self._words
        options = f" {words('or')} ".join(place.senses)
        facts = [words("ambiguous-note"), *([self._fact("why", words.reason(place.reason))] if place.reason else [])]
        return self._row(place.surface, options, "", facts)

    def _term(self, check: TermCheck) -> str:
        words = self._words
        sign = "" if check.found else f'<span class="lacks">{html(words("not-in-english"))}</span>'
        term = self._entries.of(check)
        facts = [self._fact("origin", place(str(term.origin)))] if term and term.origin.line else []
        return self._row(check.source, "", check.target, facts, sign)

    def _fact(self, name: str, value: str) -> str:
        return f"{self._words(name)}: {value}"

    def _row(self, name: str, full: str, english: str, facts: list[str], sign: str = "") -> str:
        """One thing that is said; only ``sign`` is HTML already."""
        said = [f'<b lang="vi">{html(name)}</b>']
        said += [f' <span class="full" lang="vi">= {html(full)}</span>'] if full else []
        said += [f' <span class="eng" lang="en">→ {html(english)}</span>'] if english else []
        said += [f" {sign}"] if sign else []
        said += [f" <small>{html(' · '.join(facts))}</small>"] if facts else []
        return f'<span class="x">{"".join(said)}</span>'


def place(origin: str) -> str:
    """Return an origin as a person reads it: entries that came with an installed vietgloss without the long path."""
    return "; ".join(_SHIPPED.sub("shipped/", one) for one in origin.split("; "))


def styles(notes: Notes) -> str:
    """Return style rules that show each explanation at its mark, for browsers that run no script."""
    return "".join(
        f'[href="#{name}"]:is(:hover,:focus)::after{{content:"{_css(said)}"}}\n' for name, said in notes.listed()
    )


def _css(said: str) -> str:
    """Return what is said, as the content of a string of CSS inside HTML."""
    text = unescape(_TAG.sub("", said.replace('</span><span class="x">', "\n")))
    return _NOT_PLAIN.sub(lambda m: f"\\{ord(m[0]):x} ", text)
