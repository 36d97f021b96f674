"""From an expanded segment to the lines that the engine gets, and back to English.

A line for the engine has plain spaces, sentence case and figures in English form. What comes back is checked: if a
number, a date, a document number or a name is missing, the segment is tried again clause by clause, and what is
still missing is set in its place between the translations of what stands around it. So it is never lost; that it
happened is reported.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.translation import by_hand, mend, split
from vietgloss.translation import items as found_items
from vietgloss.translation.pieces import join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vietgloss.translation.items import Item

    Translate = Callable[[Iterable[str]], dict[str, str]]

_END = re.compile(r"\s*(?:\./\.|[.…,;:!?]{0,8}…|[.;:!?]{1,8}|,\.\.\.)?\s*$")
_HEAD = re.compile(r"(?:[•*+-]\s+)?(?:[\"“”‘«]\s?)?")
_CLOSING = " \"“”'’»"
_LONGEST_END = 20
_BYLINE = re.compile(rf"[{vn.UPPER}][{vn.LOWER}]+(?: [{vn.UPPER}][{vn.LOWER}]+){{1,3}}")
_BREAK = re.compile(r"(?<=[,;:])\s+|\s+[–-]\s+")
_SHORTEST_CLAUSE = 12
_GRAM = 3
_CASED = ("document-number", "url", "email", "domain")
_FEWEST_KEPT = 0.6


@dataclass(slots=True)
class Line:
    """One segment on its way through the engine.

    Attributes:
        source: The expanded Vietnamese, as it stands in the document.
        text: What the engine gets.
        items: What must stand in the English, with offsets in ``text``.
        target: The English, once there.
        lost: Items that had to be set in place by hand.
        anchors: Terms that are set in place too where the engine's sentence cannot be trusted.
        built: Whether the sentence was built around its anchors.
        mended: What was copied nearly right and put right in place: what stood there, and the item.
        untranslated: Words left in Vietnamese because the engine's English for them was plainly invented.
    """

    source: str
    text: str
    items: list[Item]
    head: str = ""
    tail: str = ""
    end: str = ""
    capitals: bool = False
    verbatim: bool = False
    target: str = ""
    lost: list[Item] = field(default_factory=list)
    anchors: list[Item] = field(default_factory=list)
    built: bool = False
    untranslated: list[str] = field(default_factory=list)
    mended: list[tuple[str, Item]] = field(default_factory=list)


def prepare(source: str, proper: dict[str, str] | None = None) -> Line:
    """Return the line for an expanded segment.

    Args:
        source: Vietnamese, abbreviations written out.
        proper: Lower-case phrases and how they are capitalised, for headlines in capitals.
    """
    text = " ".join(vn.plain(source).split())
    head, text, tail = _edges(text)
    end = _END.search(text, max(0, len(text) - _LONGEST_END))
    stop = end[0].strip() if end else ""
    text = text[: len(text) - len(end[0])] if end else text
    capitals = text.isupper() and sum(c.isalpha() for c in text) > 3  # noqa: PLR2004  # not "A A" or "XIII"
    if capitals:
        text = _outside(text, [i for i in found_items.find(text) if i.kind in _CASED], proper or {})
    items = found_items.find(text)
    line = Line(source, text, items, head, tail, stop, capitals)
    rest = _without(text, items)
    if not any(len(w) > 1 and w.isalpha() for w in vn.WORD.findall(rest)) or (_BYLINE.fullmatch(text) and not stop):
        line.verbatim = True
        return line
    return _in_english_figures(line)


def _edges(text: str) -> tuple[str, str, str]:
    """Return what stands before and after the words of a line: a bullet, and quotes that hold all of it."""
    lead = _HEAD.match(text)
    head = lead[0] if lead else ""
    core = text[len(head) :].rstrip(_CLOSING)
    tail = text[len(head) + len(core) :]
    quote = head.strip()[-1:] if head.strip()[-1:] in '"“”‘«' else ""
    if quote and not tail.strip() and any(c in core for c in '"”’»'):
        cut = head.rindex(quote)  # the quote closes in mid-sentence: it belongs to the words
        return head[:cut], head[cut:] + core, tail
    if tail.strip() and not quote and any(c in core for c in '"“‘«'):
        return head, core + tail.rstrip(), ""
    return head, core, tail


def sentence_case(text: str, proper: dict[str, str]) -> str:
    """Return a headline in capitals as a sentence, with the capitals of the phrases in ``proper``."""
    low = vn.lower(text)
    words = list(vn.WORD.finditer(low))
    out, at, i = [], 0, 0
    while i < len(words):
        for n in range(min(8, len(words) - i), 0, -1):
            start, end = words[i].start(), words[i + n - 1].end()
            written = proper.get(vn.fold(low[start:end]))
            if written is not None and len(written) == end - start:
                out += [low[at:start], written]
                at = end
                i += n
                break
        else:
            i += 1
    return vn.capitalise("".join([*out, low[at:]]))


def _outside(text: str, kept: list[Item], proper: dict[str, str]) -> str:
    """Return ``text`` in sentence case, but for the items in ``kept``."""
    lowered = sentence_case(text, proper)
    for item in kept:
        lowered = lowered[: item.start] + item.source + lowered[item.end :]
    return lowered


def translate(lines: list[Line], engine: Translate, count: Callable[[str], int], limit: int) -> None:
    """Fill in the English of ``lines``.

    Args:
        lines: Prepared lines.
        engine: Translates many lines at once.
        count: Gives the length of a line in tokens of the engine.
        limit: The longest line in tokens that the engine gets in one piece.
    """
    for line in lines:
        known = by_hand.phrase(line.text)
        if known and len(line.text.split()) > 1:  # furniture: share this article, comments
            line.target, line.verbatim = finish(line, known), True
        elif line.verbatim:
            line.target = verbatim(line)
    todo = [line for line in lines if not line.verbatim]
    _round(todo, [_fitting(line.text, count, limit) for line in todo], engine)
    again = [line for line in todo if line.lost or loops(line.target)]
    _round(again, [_clauses(line.text, count, limit) for line in again], engine)
    for line in todo:
        line.built = _anchored(line)
    stubborn = [line for line in todo if line.lost or line.built]
    if stubborn:
        by_hand.set_in_place(stubborn, engine, lambda text, a, b: _clauses(text, count, limit, a, b))
    for line in todo:
        line.target = finish(line, line.target)


def verbatim(line: Line) -> str:
    """Return a line without words as it stands, but a table's figure in English form."""
    source = line.source.strip()
    return line.items[0].target if len(line.items) == 1 and line.items[0].source == source else source


def _anchored(line: Line) -> bool:
    """Whether a line is to be built around its terms: the engine's sentence lost many of them, or runs in circles."""
    if not line.anchors:
        return False
    kept = 1 - len(found_items.missing(line.anchors, line.target)) / len(line.anchors)
    return bool(line.lost) or kept < _FEWEST_KEPT or loops(line.target)


def loops(target: str) -> bool:
    """Tell whether three words in a row stand three times or more in a sentence."""
    words = vn.WORD.findall(target.lower())
    grams = Counter(tuple(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1))
    return max(grams.values(), default=0) >= _GRAM


def _round(lines: list[Line], parts: list[list[tuple[int, int]]], engine: Translate) -> None:
    """Translate lines in the given parts; the result stands if it misses fewer items than before."""
    english = engine(line.text[a:b] for line, spans in zip(lines, parts, strict=True) for a, b in spans)
    for line, spans in zip(lines, parts, strict=True):
        target = join([(line.text[a:b], english[line.text[a:b]]) for a, b in spans])
        target = found_items.with_marks(line.items, target)
        target, mended = mend.mend(line.items, target)
        lost = found_items.missing(line.items, target)
        worse = (loops(target), len(lost)) >= (loops(line.target), len(line.lost))
        if not line.target or not worse:
            line.target, line.lost, line.mended = target, lost, mended


def finish(line: Line, target: str) -> str:
    """Return the English of a line with the quotes, end mark and capitals of its source."""
    target = target.strip()
    if line.end:
        target = target.rstrip(".,;:!?… ")
        target += {"./.": "."}.get(line.end, line.end)
    elif not line.text.endswith(")"):
        target = re.sub(r"(?<!\.)\.$", "", target)
    first = next((c for c in line.text if c.isalpha()), "")
    if first.isupper():
        target = vn.capitalise(target)
    if line.capitals:
        target = target.upper()
        for item in line.items:
            if item.kind in _CASED:
                target = target.replace(item.target.upper(), item.target)
    return f"{line.head}{target}{line.tail}"


def _fitting(text: str, count: Callable[[str], int], limit: int) -> list[tuple[int, int]]:
    return split.pieces(text, limit, count) if count(text) > limit else [(0, len(text))]


def _clauses(
    text: str, count: Callable[[str], int], limit: int, start: int = 0, end: int | None = None
) -> list[tuple[int, int]]:
    """Return the clauses of ``text[start:end]``: parted at commas and the like, none too short or too long."""
    end = len(text) if end is None else end
    cuts = [start]
    for match in _BREAK.finditer(text, start, end):
        if match.start() - cuts[-1] >= _SHORTEST_CLAUSE and end - match.end() >= _SHORTEST_CLAUSE:
            cuts.append(match.end())
    spans = []
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        piece = text[a:b]
        a += len(piece) - len(piece.lstrip())  # noqa: PLW2901  # the span without its outer spaces
        b = a + len(piece.strip())  # noqa: PLW2901
        if any(c.isalnum() for c in text[a:b]):
            spans += [(a + x, a + y) for x, y in _fitting(text[a:b], count, limit)]
        elif spans and b > a:
            spans[-1] = (spans[-1][0], b)
    return spans


def _in_english_figures(line: Line) -> Line:
    """Write figures and dates of a line in English form, so that the engine need only copy them."""
    out, at, items = [], 0, []
    shift = 0
    for item in line.items:
        new = item.target if item.kind in ("number", "date") else item.source
        out += [line.text[at : item.start], new]
        start = item.start + shift
        shift += len(new) - (item.end - item.start)
        items.append(found_items.Item(start, start + len(new), item.source, item.target, item.kind, item.also))
        at = item.end
    line.text = "".join([*out, line.text[at:]])
    line.items = items
    return line


def _without(text: str, items: list[Item]) -> str:
    out, at = [], 0
    for item in items:
        out.append(text[at : item.start])
        at = item.end
    return "".join([*out, text[at:]])
