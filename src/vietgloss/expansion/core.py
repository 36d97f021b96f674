"""Expanding a document: definitions first, then block by block: protect, match, choose, write."""

from __future__ import annotations

from collections import ChainMap, Counter
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.expansion import define, match, names, protect
from vietgloss.expansion.block import Block, Knowledge
from vietgloss.expansion.defined import Defined, Definitions, FullForms
from vietgloss.expansion.result import Ambiguous, Edit, Expansion, Protected, Unknown
from vietgloss.expansion.write import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vietgloss.glossary import Abbreviation, Glossary

BLOCK = 65536
"""How many characters are worked on at a time, at least; a block ends at a line's end."""
LONGEST_LINE = 1 << 20
"""A line longer than this many characters is cut."""


def expand(
    text: str, glossary: Glossary, kept: Sequence[tuple[int, int]] = (), *, ambiguous: str = "keep"
) -> Expansion:
    """Write out the abbreviations of one document.

    Args:
        text: The document; it is brought to NFC first, and all offsets count characters of that.
        glossary: Abbreviations and terms.
        kept: Spans of the NFC text that are not to be touched nor reported, such as markup.
        ambiguous: What is done where no meaning is sure: ``keep`` leaves the abbreviation and reports it, ``best``
            takes the likeliest.

    Returns:
        The expanded text with every edit, protected span, ambiguous and unknown abbreviation explained.

    >>> from vietgloss import Glossary
    >>> glossary = Glossary.from_text("abbreviations: {ĐV: đảng viên}")
    >>> expand("Có 84 ĐV.", glossary).text
    'Có 84 đảng viên.'
    """
    source = vn.nfc(text)
    parts = list(_expand(lambda: blocks([source]), glossary, kept, ambiguous))
    if len(parts) == 1:
        return parts[0]
    edits: list[Edit] = []
    protected: list[Protected] = []
    left: list[Ambiguous] = []
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    at = 0
    for part in parts:
        edits += (e.moved(at) for e in part.edits)
        protected += (p.moved(at) for p in part.protected)
        left += (a.moved(at) for a in part.ambiguous)
        for unknown in part.unknown:
            counts[unknown.surface] += unknown.count
            first.setdefault(unknown.surface, (unknown.start + at, unknown.end + at))
        at += len(part.source)
    return Expansion(
        source,
        "".join(part.text for part in parts),
        tuple(edits),
        tuple(protected),
        tuple(left),
        tuple(Unknown(s, n, *first[s]) for s, n in counts.most_common()),
    )


def expand_stream(
    pieces: Callable[[], Iterable[str]], glossary: Glossary, *, ambiguous: str = "keep"
) -> Iterator[Expansion]:
    """Write out the abbreviations of a document that need not fit into memory.

    Args:
        pieces: Called twice; each time gives the document's text from its beginning, in pieces of any size. The
            first pass reads its definitions, the second expands.
        glossary: Abbreviations and terms.
        ambiguous: As for :func:`expand`.

    Yields:
        The expansion of one stretch after another, in order. Offsets count from the beginning of the stretch,
        ``first_line`` says where in the document that is. Their texts in a row are what :func:`expand` gives.
    """
    return _expand(lambda: blocks(pieces()), glossary, (), ambiguous)


def definitions_of(text: str, glossary: Glossary) -> tuple[Defined, ...]:
    """Return what a document defines, those of one abbreviation together; offsets count characters of NFC text."""
    definitions = Definitions()
    _learn(blocks([text]), glossary, definitions, markup=False)
    return tuple(definitions)


def blocks(pieces: Iterable[str]) -> Iterator[str]:
    r"""Cut a text that comes in pieces into blocks of NFC text that end at line ends.

    >>> list(blocks(["một\nh", "ai"]))
    ['một\nhai']
    """
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size < BLOCK:
            continue
        text = "".join(held)
        at = 0
        while len(text) - at >= BLOCK:
            cut = _cut(text, at)
            if cut < 0:
                break
            yield vn.nfc(text[at:cut])
            at = cut
        held, size = [text[at:]], len(text) - at
    yield vn.nfc("".join(held))


def _cut(text: str, at: int) -> int:
    """Return where the block that begins at ``at`` ends, or -1 if more text is wanted."""
    cut = text.find("\n", at + BLOCK)
    if 0 <= cut < at + LONGEST_LINE:
        return cut + 1
    if len(text) - at < LONGEST_LINE:
        return -1
    return max(text.rfind(" ", at, at + LONGEST_LINE) + 1, at + LONGEST_LINE // 2)


def _expand(
    read: Callable[[], Iterable[str]], glossary: Glossary, kept: Sequence[tuple[int, int]], ambiguous: str
) -> Iterator[Expansion]:
    index, entries = match.index_of(glossary)
    definitions = Definitions()
    found = _learn(read(), glossary, definitions, markup=bool(kept))
    knowledge = Knowledge(
        glossary,
        index,
        entries,
        definitions,
        ChainMap(definitions.parts, entries) if definitions.surfaces else entries,
        ambiguous,
    )
    at, line = 0, 1
    for source, defined in zip(read(), found, strict=True):
        end = at + len(source)
        inside = [(max(a, at) - at, min(b, end) - at) for a, b in kept if a < end and b > at]
        yield Block(source, knowledge, inside, defined, at, line).expand()
        at, line = end, line + source.count("\n")


def _learn(
    texts: Iterable[str], glossary: Glossary, definitions: Definitions, *, markup: bool
) -> list[list[define.Definition]]:
    """Collect the definitions of a document; return where they stand, a list for each of ``texts``."""
    _, entries = match.index_of(glossary)
    full_forms = FullForms(entries, lambda full: expand(full, glossary).text)
    places = []
    at, line = 0, 1
    for source in texts:
        plain = vn.plain(source)
        found = [d for d in define.find(plain, entries) if not _is_kept(entries.get(d.surface))]
        writer = Writer(plain, protect.capital_lines(plain) if found else [])
        for definition in found:
            full, known = full_forms.of(definition, source, plain, writer, markup=markup)
            where = line + source.count("\n", 0, definition.start)
            definitions.add(Defined(definition.surface, full, known, at + definition.since, where))
        definitions.names.update(names.named(plain, entries))
        places.append(found)
        at, line = at + len(source), line + source.count("\n")
    return places


def _is_kept(entry: Abbreviation | None) -> bool:
    return entry is not None and entry.keep
