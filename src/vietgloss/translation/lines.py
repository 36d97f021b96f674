"""From an expanded segment to the lines that the engine gets, and back to English.

A line for the engine has plain spaces, sentence case and figures in English form. What comes back gets the quotes, the
end mark and the capitals of its source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.translation import asides, cells, headlines
from vietgloss.translation import items as found_items
from vietgloss.translation.clock import A_MONTH, SCHEDULED, SPAN, scheduled, span, with_right_halves
from vietgloss.translation.plainer import plainer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vietgloss.translation.items import Item

_END = re.compile(r"\s*(?:\./\.|[.…,;:!?]{0,8}…|[.;:!?]{1,8}|,\.\.\.)?\s*$")
_HEAD = re.compile(r"(?:[•*+-]\s+)?(?:[\"“”‘«]\s?)?")
# The number of a heading in capitals: II. or 1.2. or III-; and of a point: 1. or a)
_NUMBER = re.compile(
    r"(?:[IVXL]{1,6}(?:[.)/]| ?[-–]) ?|(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-ZĐ])[.)] ?)(?=[^\W\d_]{2}|[\"“])"
)
_POINT = re.compile(
    r"(?:\(\d{1,2}\) ?|[IVXL]{1,6}[.)/-] ?|\d{1,2}(?:\.\d{1,2}){0,3}[.)] ?|[a-zđA-ZĐ]\) ?)"
    rf"(?=[{vn.UPPER}][{vn.LOWER}{vn.UPPER}])"
)
# The parts of a law or a decision: Điều 1. Thành lập; CHƯƠNG II. QUY ĐỊNH CHUNG
_ARTICLE = re.compile(
    r"(Điều|Chương|Mục|Phần|Tiểu mục|Phụ lục|ĐIỀU|CHƯƠNG|MỤC|PHẦN|PHỤ LỤC) "
    r"(\d{1,3}[a-zđ]?[.:] |[IVXL]{1,6}[.:] )(?=[^\W\d_])"
)
_PARTS = {
    vn.fold(vietnamese): english
    for vietnamese, english in (
        ("Điều", "Article"),
        ("Chương", "Chapter"),
        ("Mục", "Section"),
        ("Phần", "Part"),
        ("Tiểu mục", "Subsection"),
        ("Phụ lục", "Appendix"),
    )
}
# What a form says before a colon: Nơi nhận: Như trên.
_LABEL = re.compile(r"([^\W\d_][^:;,.()\"“”]{0,40}): (?=\S)")
# The engine writes an opening quote where a closing one and a dash stand: đề ra”- đồng chí Hoa nói.
_CLOSES_BEFORE_DASH = re.compile(r"(?<=[\w.,!?])[ ]?“ ?(?=[–—-] )")
_IN_BEFORE_DAY = re.compile(rf"\b[Ii]n (?={A_MONTH} \d{{1,2}}(?!\d))")
# The other one may stand in another sentence.
_SPACED_OPEN = re.compile(r'(?:\A|(?<=: ))" (?=[^\W\d_])')
_SPACED_CLOSE = re.compile(r'(?<=[^\W_]) "(?=[.,;!?]|\Z| [–-] )')
_SPACED_SINGLE = re.compile(r"(?<!\w)([‘'])\s([^‘’'\n]{1,80}?)\s([’'])(?!\w)")
_SPACED_QUOTES = re.compile(r'"\s([^"\s][^"]*?)\s"')
_BRACKETS = re.compile(r"\((?=[^()]*[a-z])[^()]*\)")
_BRACKETED = re.compile(r"(\([^()]*\))")
_CLOSING = " \"“”'’»"
_STOPPED = re.compile(r"[.!?][”\"]\Z")
_LONGEST_END = 20
_BYLINE = re.compile(
    rf"(?!(?:Xã|Phường|Huyện|Quận|Tỉnh|Thành|Thị) )[{vn.UPPER}][{vn.LOWER}]+(?: [{vn.UPPER}][{vn.LOWER}]+){{1,3}}"
)
_DAY = "ngày "
_CASED = ("document-number", "url", "email", "domain")
_CREDITS = ("Ảnh", "Nguồn", "Tin", "Bài", "Video", "Clip")
_IN_WORDS = ("aside", "date", "month", "quarter", "ordinal", "time", "money")


@dataclass(slots=True)
class Line:
    """One segment on its way through the engine.

    Attributes:
        source: The expanded Vietnamese, as it stands in the document.
        text: What the engine gets.
        items: What must stand in the English, with offsets in ``text``.
        target: The English, once there.
        lost: Items that had to be set in place by hand.
        terms: The glossary's terms in it: where in ``text`` each begins and ends, its English, and other right English.
        anchors: The same as items, with every form in which they may stand; made only for a line that the engine gets.
        missed: Terms whose English does not stand there.
        labelled: Whether ``head`` holds the English of a form's label.
        built: Whether the sentence was built around its terms.
        mended: What was copied nearly right and put right in place: what stood there, and the item.
    """

    source: str
    text: str
    items: list[Item]
    head: str = ""
    tail: str = ""
    end: str = ""
    capitals: bool = False
    labelled: bool = False
    verbatim: bool = False
    target: str = ""
    lost: list[Item] = field(default_factory=list)
    terms: list[tuple[int, int, str, tuple[str, ...]]] = field(default_factory=list)
    anchors: list[Item] = field(default_factory=list)
    missed: list[Item] = field(default_factory=list)
    built: bool = False
    mended: list[tuple[str, Item]] = field(default_factory=list)


def prepare(source: str, proper: Callable[[], Mapping[str, str]] = dict) -> Line:
    """Return the line for an expanded segment.

    Args:
        source: Vietnamese, abbreviations written out.
        proper: Gives lower-case phrases and how they are capitalised; asked for a headline in capitals.
    """
    text = plainer(_with_close_quotes(" ".join(vn.plain(source).split())))
    head, text, tail = _edges(text)
    time = SCHEDULED.match(text)
    if time and (time["h1"] or time["d"]):
        head, text = f"{head}{scheduled(time)}: ", text[time.end() :]
    article = _ARTICLE.match(text)
    if article:
        part = _PARTS[vn.fold(article[1])]
        head, text = f"{head}{_cased(part, article[1])} {article[2]}", text[article.end() :]
    # A photographer's name is copied, whatever stands before it.
    label = None if text.startswith(_CREDITS) and any(a == 0 for a, _, _ in asides.find(text)) else _LABEL.match(text)
    known = cells.word(label[1]) if label else None
    if label and known:
        between = " " if known.endswith(".") else ": "  # No. 12/NQ-HĐND
        head, text = f"{head}{_cased(known, label[1])}{between}", text[label.end() :]
    end = _END.search(text, max(0, len(text) - _LONGEST_END))
    stop = end[0].strip() if end else ""
    text = text[: len(text) - len(end[0])] if end else text
    shouted = _BRACKETS.sub("", text)
    capitals = shouted.isupper() and sum(c.isalpha() for c in shouted) > 3  # noqa: PLR2004  # not "A A" or "XIII"
    if capitals:
        number = _NUMBER.match(text)
        if number:
            head, text = head + number[0], text[number.end() :]
        kept = [i for i in found_items.find(text) if i.kind in _CASED]
        text = headlines.lowered(text, kept, proper(), [m.span() for m in _BRACKETS.finditer(text)])
    else:
        point = _POINT.match(text)
        if point:
            head, text = head + point[0], text[point.end() :]
        text = headlines.without_shouting(text, proper)
    items = found_items.find(text)
    line = Line(source, text, items, head, tail, stop, capitals, labelled=known is not None)
    rest = _without(text, items)
    byline = _BYLINE.fullmatch(_without(text, [i for i in items if i.kind == "aside"]).strip()) and not stop
    if not any(len(w) > 1 and w.isalpha() for w in vn.WORD.findall(rest)) or byline:
        line.verbatim = True
        return line
    return _in_english_figures(line)


def _with_close_quotes(text: str) -> str:
    """Return a text whose straight quotes stand close to what they quote; some newspapers put a space on both sides.

    >>> _with_close_quotes('Dân " gõ cửa " nhà: " Xin chào.')
    'Dân "gõ cửa" nhà: "Xin chào.'
    """
    text = _SPACED_SINGLE.sub(r"\1\2\3", text)
    if '"' not in text:
        return text
    lead = ""
    if text.startswith('" ') and text.count('"') % 2:  # it is closed in another sentence
        lead, text = '"', text[2:]
    text = _SPACED_QUOTES.sub(r'"\1"', text)
    return lead + _SPACED_CLOSE.sub('"', _SPACED_OPEN.sub('"', text))


def _cased(english: str, source: str) -> str:
    """Return English with the capitals of its source."""
    if source.isupper():
        return english.upper()
    return vn.capitalise(english) if source[0].isupper() else english


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


def verbatim(line: Line) -> str:
    """Return a line without words as it stands, but its label, a table's figure and a date in words in English."""
    before, source, after = "", line.source.strip(), ""
    time = SPAN.fullmatch(source)
    if time and time["h2"]:
        return span(time)
    if line.labelled:
        before, source, after = line.head, line.text, f"{line.end}{line.tail}"
    if len(line.items) == 1 and line.items[0].source == source:
        source = line.items[0].target
    for item in line.items:
        if item.kind in _IN_WORDS and any(c.isalpha() for c in item.source):
            source = source.replace(item.source, item.target, 1)
    return f"{before}{source}{after}"


def finish(line: Line, target: str) -> str:
    """Return the English of a line with the quotes, end mark and capitals of its source, and *on* before a day.

    *a.m.* and *p.m.* are put right.
    """
    target = with_right_halves(target, [item.source for item in line.items if item.kind == "time"])
    target = _IN_BEFORE_DAY.sub(lambda m: "On " if m[0][0] == "I" else "on ", target)
    target = _CLOSES_BEFORE_DASH.sub("” ", target.strip())
    if line.end:
        target = target.rstrip(".,;:!?… ")
        # A sentence that ends in a quotation has its stop inside.
        target += "" if line.end == "." and _STOPPED.search(target) else {"./.": ".", "..": "."}.get(line.end, line.end)
    elif not line.text.endswith(")"):
        target = re.sub(r"(?<!\.)(?<![ap]\.m)\.$", "", target)
    first = next((c for c in line.text if c.isalpha()), "")
    if first.isupper():
        target = vn.capitalise(target)
    if line.capitals:
        loud = vn.plain(line.source).isupper()
        target = (
            target.upper()
            if loud
            else "".join(part if n % 2 else part.upper() for n, part in enumerate(_BRACKETED.split(target)))
        )
        for item in line.items:
            if item.kind in _CASED:
                target = target.replace(item.target.upper(), item.target)
    return f"{line.head}{target}{line.tail}"


def _in_english_figures(line: Line) -> Line:
    """Write figures and dates of a line in English form, so that the engine need only copy them."""
    out, at, items = [], 0, []
    shift = 0
    for item in line.items:
        new = _english_figure(item)
        # The word for day stays: without it, the engine does not begin with "On".
        lead = item.source[: len(_DAY)] if item.kind == "date" and item.source.lower().startswith(_DAY) else ""
        out += [line.text[at : item.start], lead, new]
        start = item.start + shift + len(lead)
        shift += len(lead) + len(new) - (item.end - item.start)
        items.append(found_items.Item(start, start + len(new), item.source, item.target, item.kind, item.also))
        at = item.end
    line.text = "".join([*out, line.text[at:]])
    line.items = items
    return line


def _english_figure(item: Item) -> str:
    """Return an item as the engine gets it: of a sum, only the figure is written the English way."""
    if item.kind == "money":
        return re.sub(r"\d+(?:[.,]\d+)*", lambda m: found_items.number(m[0]), item.source)
    return item.target if item.kind in ("number", "date", "aside") else item.source


def _without(text: str, items: list[Item]) -> str:
    out, at = [], 0
    for item in items:
        out.append(text[at : item.start])
        at = item.end
    return "".join([*out, text[at:]])
