"""From an expanded document to the lines that go to the engine."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import ChainMap
from functools import cache, cached_property
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.documents.markup import strip_markup
from vietgloss.errors import AmbiguousError
from vietgloss.i18n import _
from vietgloss.pipeline.work import Piece, Work
from vietgloss.terms import TermIndex
from vietgloss.terms.forms import right_forms
from vietgloss.translation import headlines, items, names
from vietgloss.translation import lines as line_form
from vietgloss.translation.split import split

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vietgloss.documents import Block, Document
    from vietgloss.documents.markup import Mark
    from vietgloss.expansion import Expansion
    from vietgloss.glossary import Glossary

_BYLINE = re.compile(rf"[{vn.UPPER}]+(?: [{vn.UPPER}]+){{1,3}}")


class Preparer:
    """Makes lines of documents, with the terms of one glossary.

    Args:
        glossary: Abbreviations and terms.
        terms: Whether lines know their terms.
    """

    def __init__(self, glossary: Glossary, *, terms: bool) -> None:
        self.index = TermIndex(glossary)
        self._terms = terms
        self._glossary = glossary

    @cached_property
    def _proper(self) -> dict[str, str]:
        """Phrases that have capitals, by their folded form: for headlines in capitals."""
        written = [t.source for t in self._glossary.terms.values()]
        written += [s.expansion for a in self._glossary.abbreviations.values() for s in a.senses]
        return {vn.fold(w): w for w in written if w != w.lower()}

    def segments(self, document: Document, expansion: Expansion) -> list[Work]:
        """Return the segments of a document, with their lines."""
        # Words in capitals are one by one: columns may part them.
        kept = [(p.start, p.end) for p in expansion.protected if p.kind != "capitals"]
        whole = sorted([(e.start, e.end) for e in expansion.edits] + kept)
        starts = [start for start, _ in whole]

        @cache
        def proper() -> Mapping[str, str]:
            return ChainMap(self._proper, headlines.names_in(document.text))

        called = names.called(document.text)
        works: list[Work] = []
        for block in document.blocks:
            inside = whole[max(0, bisect_left(starts, block.start) - 1) : bisect_left(starts, block.end)]
            if document.has_markup:
                expanded = expansion.between(block.start, block.end)
                plain, marks = strip_markup(expanded)
                if marks:
                    works.append(
                        self._marked(block, expanded, plain, marks, lambda text: self.line(text, proper, called))
                    )
                    continue
            for start, end in split(document.text, block.start, block.end, inside):
                expanded = expansion.between(start, end)
                line = self.line(expanded, proper, called)
                if block is document.blocks[-1] and _BYLINE.fullmatch(line.source.strip()):
                    line.verbatim = True  # THU THẢO under an article is its author
                piece = Piece(line, _parts(block, start, end, expansion) if block.inlines else {})
                works.append(Work(start, end, expanded, [piece]))
        return works

    def _marked(
        self, block: Block, expanded: str, plain: str, marks: tuple[Mark, ...], line: Callable[[str], line_form.Line]
    ) -> Work:
        """A block with Markdown: translated sentence by sentence, put back as a whole."""
        pieces = [Piece(line(plain[a:b]), _marked_parts(marks, a, b)) for a, b in split(plain)]
        return Work(block.start, block.end, expanded, pieces, marks, block.kind == "cell")

    def line(
        self,
        expanded: str,
        proper: Callable[[], Mapping[str, str]] | None = None,
        called: frozenset[str] = frozenset(),
    ) -> line_form.Line:
        """Return the line for an expanded sentence.

        Args:
            expanded: The sentence.
            proper: Gives phrases that have capitals, the names in the document among them.
            called: Given names of the people in the document.
        """
        line = line_form.prepare(expanded, proper or (lambda: self._proper))
        if not (line.verbatim or line.capitals):
            line.items = _with_given(line, called)
        if self._terms and not line.verbatim:
            found = self.index.find(line.text, english_figures=True)
            line.terms = [(f.start, f.end, f.term.target, f.term.also) for f in found]
            # A term says the names inside it in its own way: Hà Nội is Hanoi, ADN is DNA.
            inside = [i for i in line.items if any(f.start <= i.start and i.end <= f.end for f in found)]
            line.items = [i for i in line.items if i.kind not in ("place", "name", "given", "code") or i not in inside]
        return line


def _with_given(line: line_form.Line, called: frozenset[str]) -> list[items.Item]:
    """Return a line's items with the given names of people whom the document names in full elsewhere."""
    found = [
        items.Item(start, end, line.text[start:end], line.text[start:end], "given")
        for start, end in names.alone(line.text, called)
        if not any(i.start < end and start < i.end for i in line.items)
    ]
    return sorted([*line.items, *found], key=lambda i: i.start) if found else line.items


def with_anchors(line: line_form.Line) -> line_form.Line:
    """Return a line with its terms as items; apart, since it takes longest and what is remembered does without."""
    if not line.anchors:
        line.anchors = [
            items.Item(start, end, line.text[start:end], english, "term", right_forms(english, also))
            for start, end, english, also in line.terms
        ]
    return line


def _marked_parts(marks: tuple[Mark, ...], start: int, end: int) -> dict[int, tuple[int, int]]:
    """Return what Markdown's marks cover of a sentence of the plain text, by their number."""
    return {
        number: (max(mark.start, start) - start, min(mark.end, end) - start)
        for number, mark in enumerate(marks)
        if mark.closing and mark.place != "whole" and mark.start < end and start < mark.end
    }


def _parts(block: Block, start: int, end: int, expansion: Expansion) -> dict[int, tuple[int, int]]:
    """Return what inline markup covers a part of a sentence, by its id, as spans of the expanded sentence."""
    first = bisect_left(expansion.edits, start, key=lambda e: e.start)
    last = bisect_left(expansion.edits, end, key=lambda e: e.start)
    edits = [e for e in expansion.edits[first:last] if e.end <= end]

    def at(offset: int, *, is_end: bool) -> int:
        moved = offset - start
        for edit in edits:
            if edit.end <= offset:
                moved += len(edit.expansion) - (edit.end - edit.start)
            elif edit.start < offset:  # inside an abbreviation: at one of its ends
                moved += (len(edit.expansion) if is_end else 0) - (offset - edit.start)
        return moved

    parts: dict[int, tuple[int, int]] = {}
    for inline in block.inlines:
        a, b = max(inline.start, start), min(inline.end, end)
        if a > b or (a == b and inline.start < inline.end) or (a, b) == (start, end):
            continue
        if a == b and a in (start, end):
            continue
        parts[inline.id] = (at(a, is_end=False), at(b, is_end=a < b))
    return parts


def refuse_ambiguous(sources: Sequence[Document], expansions: Sequence[Expansion]) -> None:
    """Refuse documents in which the meaning of an abbreviation is not sure.

    Raises:
        AmbiguousError: If there is such a place; it names the first.
    """
    for document, expansion in zip(sources, expansions, strict=True):
        for place in expansion.ambiguous:
            line = expansion.first_line + expansion.source.count("\n", 0, place.start)
            raise AmbiguousError(
                _("{surface} is ambiguous: {meanings}?").format(
                    surface=place.surface, meanings=_(" or ").join(place.senses)
                ),
                remedy=_("settle it in your glossary or in the text, or use --ambiguous best"),
                where=f"{document.path}:{line}",
            )
