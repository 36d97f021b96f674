"""Puts the page together: what stands at the top, the documents, their explanations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from string import Template
from typing import TYPE_CHECKING

from vietgloss.report.page.notes import Entries, Notes, html, styles
from vietgloss.report.page.rows import Rows
from vietgloss.report.page.spans import Places
from vietgloss.report.page.words import LANGUAGES, Words, asset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.glossary import Glossary
    from vietgloss.pipeline import Translation
    from vietgloss.report.page.rows import Row

__all__ = ["LANGUAGES", "page"]

_KEYS = (
    ("j k", "key-next"),
    ("↓ ↑", "key-arrows"),
    ("n p", "key-warning"),
    ("/", "key-search"),
    ("c", "key-copy"),
    ("?", "key-help"),
    ("Esc", "key-escape"),
)
_LEGEND = (
    ("m", "<b>UBND</b>", "legend-abbreviation"),
    ("m term", "đảng viên", "legend-term"),
    ("m term missing", "đảng viên", "legend-missing"),
    ("m ambiguous", "<b>TTCP</b>", "legend-ambiguous"),
    ("m unknown", "<b>BQLCLT</b>", "legend-unknown"),
)


@dataclass(frozen=True, slots=True)
class _Document:
    """A document of the page: its number, its name, its rows, and where its paragraphs begin."""

    number: int
    name: str
    model: str
    rows: tuple[Row, ...]
    paragraphs: tuple[tuple[int, int], ...]
    notes: Notes
    expansions: int


def page(translations: Sequence[Translation], *, glossary: Glossary | None = None, lang: str = "en") -> str:
    """Return the page for review: one HTML document that asks for nothing outside of it.

    The same translations give the same page, character for character.

    Args:
        translations: The documents, in the order in which they are shown.
        glossary: Where terms are looked up, to tell file and line of their entries and to find English variants in the
            translation; without it only the glossary's first English is marked.
        lang: What the page itself speaks, one of :data:`LANGUAGES`.

    Raises:
        ValueError: If the page does not speak ``lang``.
    """
    words = Words(lang)
    entries = Entries(glossary)
    rows = Rows(words, entries)
    documents = [_document(number, t, rows, words, entries) for number, t in enumerate(translations, 1)]
    names = ", ".join(d.name for d in documents[:3]) + (" …" if len(documents) > 3 else "")  # noqa: PLR2004  # room
    return Template(asset("page.html")).substitute(
        lang=lang,
        css=asset("page.css"),
        unscripted="".join(styles(d.notes) for d in documents),
        js=asset("page.js"),
        title=html(words("title-of", name=names) if names else words("title")),
        heading=html(words("title")),
        lead=html(words("lead")),
        facts=_facts(documents, words),
        skip=html(words("skip")),
        bar=_bar(words),
        documents=_contents(documents, words),
        warnings=_overview(documents, rows, words),
        legend=_legend(words),
        text="".join(_section(d, words, len(documents) > 1) for d in documents),
        nothing=html(words("nothing")),
        reset=html(words("reset")),
        keys=_keys(words),
    )


def _document(number: int, translation: Translation, rows: Rows, words: Words, entries: Entries) -> _Document:
    places = Places(translation.expansion)
    notes = Notes(number, words, entries)
    made = tuple(rows.row(number, n, s, places, notes) for n, s in enumerate(translation.segments, 1))
    name = words("standard-input") if translation.path == "-" else translation.path
    expansions = sum(e.kind != "definition" for e in translation.expansion.edits)
    return _Document(number, name, translation.model, made, tuple(_paragraphs(translation)), notes, expansions)


def _paragraphs(translation: Translation) -> Iterator[tuple[int, int]]:
    """Give the first and the last segment, exclusive, of each paragraph: a new line begins one."""
    segments, text = translation.segments, translation.expansion.source
    first = 0
    for n, (before, after) in enumerate(pairwise(segments), 1):
        if "\n" in text[before.end : after.start] or "\r" in text[before.end : after.start]:
            yield first, n
            first = n
    if segments:
        yield first, len(segments)


# -- the top ---------------------------------------------------------------------------------------------------------


def _facts(documents: Sequence[_Document], words: Words) -> str:
    """Return the numbers under the heading."""
    said = [words.count("document-count", len(documents))] if len(documents) > 1 else [d.name for d in documents]
    said.append(words.count("segment-count", sum(len(d.rows) for d in documents)))
    said.append(words.count("expansion-count", sum(d.expansions for d in documents)))
    said += [words("model", name=m) for m in dict.fromkeys(d.model for d in documents if d.model)]
    return "".join(f"<li>{html(s)}</li>" for s in said)


def _bar(words: Words) -> str:
    return (
        f'<div class="bar js" role="search" aria-label="{html(words("tools"))}">'
        f'<input type="search" id="find" aria-label="{html(words("search-hint"))}" '
        f'placeholder="{html(words("search-hint"))}" autocomplete="off" spellcheck="false">'
        f'<button type="button" id="only" aria-pressed="false">{html(words("only-warned"))}</button>'
        f'<button type="button" id="dark" aria-pressed="false">{html(words("dark"))}</button>'
        f'<button type="button" id="help" aria-haspopup="dialog">{html(words("keys"))} <kbd>?</kbd></button>'
        f'<p id="state" role="status" data-shown="{html(words("shown", n="{n}", all="{all}"))}" '
        f'data-lang="{words.lang}" data-copied="{html(words("copied"))}" '
        f'data-copy="{html(words("copy"))}" data-copy-of="{html(words("copy-of", n="{n}"))}" '
        f'data-failed="{html(words("not-copied"))}"></p></div>'
    )


def _contents(documents: Sequence[_Document], words: Words) -> str:
    """Return the list of documents, if there are several."""
    if len(documents) < 2:  # noqa: PLR2004  # one needs no list
        return ""
    items = "".join(
        f'<li><a href="#d{d.number}">{html(d.name)}</a> <span class="quiet">'
        f"{html(words.count('segment-count', len(d.rows)))}, "
        f"{html(words.count('warning-count', sum(len(r.warnings) for r in d.rows)))}</span></li>"
        for d in documents
    )
    return (
        f'<nav class="contents" aria-labelledby="hd"><h2 id="hd">{html(words("documents"))}</h2><ol>{items}</ol></nav>'
    )


def _overview(documents: Sequence[_Document], rows: Rows, words: Words) -> str:
    """Return the warnings: how many of each kind, and each with its segment."""
    found = [(d, r, w) for d in documents for r in d.rows for w in r.warnings]
    title = f'<h2 id="hw">{html(words("warnings"))}</h2>'
    if not found:
        return f'<section class="overview" aria-labelledby="hw">{title}<p>{html(words("none"))}</p></section>'
    counts = Counter(w.kind for _, _, w in found)
    all_rows = sum(len(d.rows) for d in documents)
    warned = sum(bool(r.warnings) for d in documents for r in d.rows)
    said = words(
        "in-segments",
        warnings=words.count("warning-count", len(found)),
        n=words.number(warned),
        all=words.number(all_rows),
    )
    kinds = sorted(counts, key=lambda k: (-counts[k], k))
    chips = "".join(
        f'<button type="button" class="chip" aria-pressed="false" data-kind="{html(k)}">'
        f"{html(words.kind(k))} <b>{words.number(counts[k])}</b></button>"
        for k in kinds
    )
    items = "".join(
        f'<li data-kinds="{html(w.kind)}"><a href="#{r.id}">{_where(d, r, documents)}</a> '
        f"{rows.badge(w.kind)} {rows.said(w)}</li>"
        for d, r, w in found
    )
    return (
        f'<section class="overview" aria-labelledby="hw">{title}<p>{html(said)}</p>'
        f'<div class="chips js" role="group" aria-label="{html(words("by-kind"))}">{chips}</div>'
        f'<details open><summary>{html(words("list-of-warnings"))}</summary><ul class="list">{items}</ul></details>'
        f"</section>"
    )


def _where(document: _Document, row: Row, documents: Sequence[_Document]) -> str:
    name = document.name.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{html(name)} {row.number}" if len(documents) > 1 else str(row.number)


def _legend(words: Words) -> str:
    items = "".join(
        f'<li><span class="{kind}" lang="vi">{sample}</span> {html(words(key))}</li>' for kind, sample, key in _LEGEND
    )
    return f'<details class="legend"><summary>{html(words("legend"))}</summary><ul>{items}</ul></details>'


def _keys(words: Words) -> str:
    rows = "".join(
        f"<div><dt>{' '.join(f'<kbd>{html(key)}</kbd>' for key in keys.split())}</dt><dd>{html(words(what))}</dd></div>"
        for keys, what in _KEYS
    )
    return (
        f'<dialog id="keys" aria-labelledby="hk"><h2 id="hk">{html(words("keys"))}</h2><dl>{rows}</dl>'
        f'<form method="dialog"><button>{html(words("close"))}</button></form></dialog>'
    )


# -- the documents ---------------------------------------------------------------------------------------------------


def _section(document: _Document, words: Words, named: bool) -> str:
    name = f"d{document.number}"
    paragraphs = "".join(
        f'<ol class="par">{"".join(row.html for row in document.rows[first:last])}</ol>'
        for first, last in document.paragraphs
    )
    title = document.name if named else document.name.replace("\\", "/").rsplit("/", 1)[-1]
    columns = f'<div class="columns" aria-hidden="true"><span>{html(words("source"))}</span><span>'
    columns += f"{html(words('target'))}</span></div>"
    return (
        f'<section class="document" id="{name}" aria-labelledby="{name}h"><h2 id="{name}h">{html(title)}</h2>'
        f"{columns}{paragraphs}{_notes(document, words)}</section>"
    )


def _notes(document: _Document, words: Words) -> str:
    """Return the explanations of a document: what print has instead of what appears at a mark."""
    parts = ""
    for key, letter, held in (
        ("abbreviations", "n", document.notes.abbreviations),
        ("terms", "t", document.notes.terms),
    ):
        name = f"d{document.number}{letter}"
        items = "".join(f'<li id="{name}{n}">{said}</li>' for said, n in held.items())
        if items:
            parts += (
                f'<section class="notes {key}" aria-labelledby="{name}"><h3 id="{name}">{html(words(key))}</h3>'
                f"<ol>{items}</ol></section>"
            )
    return parts
