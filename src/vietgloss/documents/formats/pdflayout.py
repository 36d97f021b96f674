"""From lines on a page to paragraphs: what repeats on each page, columns, and which lines belong together.

Vietnamese is not hyphenated: a line is broken where the next word had no room. So a line goes on in the next one if
that one's first word would not have fitted, and nothing else (an indent, a gap, another size, the mark of a list) parts
them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.documents.formats.pdflines import Line

_EDGE = 3  # lines at the top and bottom of a page that may be headers or footers
_SAME_PLACE = 4.0  # points
_REPEATED = 0.4
_DASHES = r"[-\u2013\u2014\s]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASHES}(?:(?:trang|page|tr\.?)\s*)?[0-9]{{1,4}}(?:\s*/\s*[0-9]{{1,4}})?{_DASHES}", re.IGNORECASE
)
_DIGITS = re.compile("[0-9]+")
_FULL = 0.8
_FEWEST_IN_COLUMN = 2
_FEWEST_IN_COLUMNS = 5
_MOST_GUTTERS = 40
# Above a letter of the state or the Party stand its sender and this, side by side.
_HEADS = ("cộng hòa xã hội chủ nghĩa việt nam", "đảng cộng sản việt nam")
_LEADING = 1.15
_INDENT = 0.8
_DEEPEST_INDENT = 6
_CENTRED = 0.3
_OTHER_SIZE = 1.15
_LIST_MARK = re.compile(
    r"(?:[-+\u2022\u2013*]|[0-9]{1,3}(?:\.[0-9]{1,2})*[.)]|[a-zđ][.)]|[IVX]{1,5}[.)]|(?:Điều|Chương|Mục) \w+)\s"
)
_HEAD_MARK = re.compile("(?:Số|Nơi nhận|Kính gửi) ?:")
_CUT = re.compile(r"\w-$")  # a line broken after the hyphen of NQ-HĐND
_CUT_JOINT = re.compile(r"(?<=\w)-\n(?=\w)")
_ENDED = re.compile("[.;:!?\u2026][\"\u201d\u2019')]*$")


# -- headers and footers -----------------------------------------------------------------------------------


def without_running_lines(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Leaves out headers, footers and page numbers.

    Args:
        pages: The lines of each page.

    Returns:
        The other lines of each page, and what was left out. A header stands at the same height on
        at least two fifths of the pages, its figures apart, with nothing but such lines
        between it and the edge, and some space between it and the text.
    """
    sides = [_sides(page) for page in pages]
    places: dict[tuple[int, str], list[float]] = {}
    for both in sides:
        for side, lines in enumerate(both):
            for line in lines:
                places.setdefault((side, _key(line)), []).append(line.bottom)
    least = max(2, _REPEATED * len(pages))
    kept: list[list[Line]] = []
    left_out: dict[str, None] = {}
    for page, both in zip(pages, sides, strict=True):
        out: list[Line] = []
        for side, lines in enumerate(both):
            running = [
                sum(1 for bottom in places[side, _key(line)] if abs(bottom - line.bottom) < _SAME_PLACE) >= least
                or _is_page_number(line, page)
                for line in lines
            ]
            last = running.index(False) if False in running else len(running)
            out += lines[: _apart(page, lines, last, reverse=side == 1)]
        left_out |= dict.fromkeys(map(_name, out))
        kept.append([line for line in page if not any(line is other for other in out)])
    return (kept, list(left_out)) if any(kept) else ([list(page) for page in pages], [])


def _apart(page: Sequence[Line], lines: Sequence[Line], last: int, *, reverse: bool) -> int:
    """How many of the first ``last`` lines at an edge are apart from the text: what is close to it belongs to it."""
    down = _down(page)
    leading = _leading(down)
    order = down[::-1] if reverse else down
    while last and last < len(order) and not _PAGE_NUMBER.fullmatch(lines[last - 1].text):
        if abs(order[last - 1].bottom - order[last].bottom) > _LEADING * leading:
            break
        last -= 1
    return last


def _down(page: Sequence[Line]) -> list[Line]:
    return sorted(page, key=lambda line: (-line.bottom, line.left))


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of a line to the next in a paragraph, which is less than that between paragraphs."""
    steps = sorted(a.bottom - b.bottom for a, b in pairwise(lines) if _is_below(a, b))
    return steps[len(steps) // 4] if steps else 0.0


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def _name(line: Line) -> str:
    return _("page numbers") if _PAGE_NUMBER.fullmatch(line.text) else f"\u201c{line.text}\u201d"


def _is_page_number(line: Line, page: Sequence[Line]) -> bool:
    """Whether a line is a figure and nothing else beside it: not a cell of a table."""
    beside = sum(1 for other in page if abs(other.bottom - line.bottom) < _SAME_PLACE)
    return beside == 1 and _PAGE_NUMBER.fullmatch(line.text) is not None


def _sides(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines at the top of a page from the top, and those at its bottom from the bottom."""
    down = _down(page)
    half = min(_EDGE, len(down) // 2)
    return down[:half], down[::-1][:half]


# -- columns -----------------------------------------------------------------------------------------------


def _regions(page: Sequence[Line]) -> list[list[Line]]:
    """The lines of a page in reading order, in groups that share their edges."""
    down = _down(page)
    gutters = sorted({round(line.left) - 3 for line in down}, reverse=True)[:_MOST_GUTTERS]
    best: list[list[Line]] = [down]
    most = 0
    for gutter in gutters:
        regions, inside = _parted(down, gutter)
        if inside > most:
            best, most = regions, inside
    return [region for region in best if region]


def _parted(down: Sequence[Line], gutter: float) -> tuple[list[list[Line]], int]:
    """The regions if columns are parted at ``gutter``, and how many lines stand in columns then."""
    regions: list[list[Line]] = [[]]
    inside = 0
    for crossing, band in _bands(down, gutter):
        left = [line for line in band if line.right <= gutter]
        right = [line for line in band if line.left >= gutter]
        if not crossing and _are_columns(left, right):
            regions += [left, right, []]
            inside += len(band)
        else:
            regions[-1] += band
    return regions, inside


def _bands(down: Sequence[Line], gutter: float) -> Iterator[tuple[bool, list[Line]]]:
    """Runs of lines that do, or do not, reach over ``gutter``."""
    band: list[Line] = []
    crosses = False
    for line in down:
        crossing = line.left < gutter < line.right
        if band and crossing != crosses:
            yield crosses, band
            band = []
        crosses = crossing
        band.append(line)
    yield crosses, band


def _are_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether these are columns of text and not of a table: their lines are full, or it is the head of a letter."""
    if min(len(left), len(right)) < _FEWEST_IN_COLUMN or len(left) + len(right) < _FEWEST_IN_COLUMNS:
        return False
    if any(vn.key(line.text).startswith(_HEADS) for line in (*left, *right)):
        return True
    return all(
        median(line.right - line.left for line in side)
        >= _FULL * (max(line.right for line in side) - min(line.left for line in side))
        for side in (left, right)
    )


# -- paragraphs --------------------------------------------------------------------------------------------


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Joins lines to paragraphs, over the ends of columns and pages too.

    Args:
        pages: The lines of each page.

    Returns:
        The paragraphs in reading order.
    """
    found: list[str] = []
    goes_on = False  # whether the last line was full and its sentence not at an end
    for page in pages:
        for region in _regions(page):
            texts = _joined(region)
            if goes_on and texts[0][:1].islower():
                found[-1] += " " + texts.pop(0)
            found += texts
            last = region[-1]
            right = max(line.right for line in region)
            goes_on = not _ENDED.search(last.text) and last.right > right - 3 * last.size
    return found


def _joined(region: Sequence[Line]) -> list[str]:
    texts: list[list[str]] = []
    edges = min(line.left for line in region), max(line.right for line in region)
    leading = _leading(region)
    for number, line in enumerate(region):
        last = region[number - 1] if number else None
        if last and _goes_on(last, line, edges, leading, first=len(texts[-1]) == 1):
            texts[-1].append(line.text)
        else:
            texts.append([line.text])
    return [_CUT_JOINT.sub("-", "\n".join(parts)).replace("\n", " ") for parts in texts]


def _is_below(line: Line, other: Line) -> bool:
    return line.size / 2 < line.bottom - other.bottom < 3 * line.size


def _goes_on(last: Line, line: Line, edges: tuple[float, float], leading: float, *, first: bool) -> bool:
    """Whether a paragraph goes on in the next line; ``first`` if its last line is its first."""
    if _are_apart(last, line, leading):
        return False
    left, right = edges
    in_the_middle = _in_the_middle(last, line, left, right)
    if in_the_middle is not None:
        return in_the_middle
    indent = (line.left - last.left) / line.size
    if (indent > _INDENT and not (first and _LIST_MARK.match(last.text))) or not (
        -_DEEPEST_INDENT if first else -_INDENT
    ) < indent:
        return False
    return last.right + line.size / 4 + line.word > right - _slack(last, line, right)


def _slack(last: Line, line: Line, right: float) -> float:
    """How far a line may fall short of the margin: far, if its sentence plainly goes on in the next one."""
    if _ENDED.search(last.text):
        return 0.0
    return (right - last.left) / 2 if line.text[0].islower() or _CUT.search(last.text) else line.size / 2


def _are_apart(last: Line, line: Line, leading: float) -> bool:
    """Whether lines are of other sizes or far from each other, or the second begins an item of a list."""
    small, large = sorted((last.size, line.size))
    if large > _OTHER_SIZE * small or not _is_below(last, line) or last.bottom - line.bottom > _LEADING * leading:
        return True
    title = last.text.isupper() and line.text[0].isupper() and not line.text.isupper()
    if _HEAD_MARK.match(line.text) or (title and len(last.text.split()) > 1):
        return True
    marked = _LIST_MARK.match(line.text) is not None
    return marked and (_ENDED.search(last.text) is not None or line.left > last.left + _INDENT * line.size)


def _in_the_middle(last: Line, line: Line, left: float, right: float) -> bool | None:
    """Whether one goes on in the other, of lines set in the middle; None if they are not.

    A title in capitals goes on, and so does a full line and what begins with a small letter.
    """
    if abs(last.middle - line.middle) > _CENTRED * line.size or abs(last.left - line.left) < 2 * _CENTRED * line.size:
        return None
    if line.text.isupper() or last.text.isupper():
        return last.text.isupper() and line.text.isupper()
    ended = _ENDED.search(last.text) is not None
    full = last.right - last.left + line.size / 4 + line.word > right - left
    return not ended and (full or line.text[0].islower())
