"""Setting a sentence piece by piece around what must stand in it, where the engine's own sentence lost it.

Numbers, names and document numbers (and, where the sentence is built around its terms, the terms) stand in their
places. What is between is translated by itself: small words and set phrases by a table (``glue.yaml``), the rest by
the engine. The result reads less smoothly than a good engine's sentence, but nothing in it is invented or lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.translation import english
from vietgloss.translation import items as found_items
from vietgloss.translation.cells import phrases
from vietgloss.translation.pieces import join, uncapitalised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vietgloss.translation.items import Item
    from vietgloss.translation.lines import Line

    Translate = Callable[[Iterable[str]], dict[str, str]]
    Clauses = Callable[[str, int, int], list[tuple[int, int]]]

_MANY = re.compile(
    r"(?:^|\s)(?:các|những|nhiều|một số|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|hàng trăm|hàng nghìn|số|tổng số|hầu hết)$"
)
_ONE = re.compile(r"(?:^|\s)(?:một|mỗi|từng|mọi)$")
_FIGURE = re.compile(r"\d[\d.,]*$")
_MARKS = re.compile(r"[^\w\s]+")
_PREPOSITION = re.compile(r"\b(?:in|on|from|to|by|until|of|dated|since|before|after|at|for)$", re.IGNORECASE)
_SESSION = re.compile(
    r"\b(?:Congress|Conference|Plenum|[Cc]ongress|[Ss]ession|[Cc]onference|[Mm]eeting|[Cc]ontest|[Ff]estival)\b"
)
_UNITS_OF_TIME = {"năm": "years", "tháng": "months", "ngày": "days", "giờ": "hours", "tuần": "weeks"}
_LEVELS = {"xã": "commune", "phường": "ward", "huyện": "district", "quận": "district", "tỉnh": "provincial"}
_FIGURES = re.compile(r"\d+")
_GARBAGE = re.compile(r"[\[\]{}<>|\\]|:[a-z]+:")
_FEW, _MOST_WORDS = 4, 3
_UNIT = re.compile(r"(?:\bthe )?(?P<unit>commune|ward|district|province|hamlet|village|town|city)$")
_DAY = 2
_BASE = re.compile(r"\b(?:to|will|must|should|can|may|would|could|not|helped|help|let)$", re.IGNORECASE)
_LONGEST_GLUE = 5
_FARTHEST = 6


@dataclass(slots=True)
class _Piece:
    """A piece of the source: its English, or None while the engine has to give it.

    ``kind`` is ``item``, ``term``, ``glue``, ``mark`` or ``engine``.
    """

    source: str
    english: str | None
    kind: str


def set_in_place(lines: list[Line], engine: Translate, clauses: Clauses) -> None:
    """Fill in the English of ``lines`` around their lost items and, where they are built so, their terms.

    Args:
        lines: Lines with lost items, or that are to be built around their terms.
        engine: Translates many lines at once.
        clauses: Gives the clauses of ``text[start:end]`` that the engine can take.
    """
    _set_once(lines, engine, clauses)
    # What stood in the engine's sentence may be gone from its pieces: then all items are set.
    again = [line for line in lines if found_items.missing(line.items, line.target)]
    if again:
        for line in again:
            line.lost = list(line.items)
        _set_once(again, engine, clauses)


def _set_once(lines: list[Line], engine: Translate, clauses: Clauses) -> None:
    plans = [(line, _plan(line, clauses)) for line in lines]
    done = engine(p.source for _, plan in plans for p in plan if p.english is None)
    for line, plan in plans:
        for piece in plan:
            if piece.english is None:
                answer = done[piece.source].rstrip(".")
                # What was plainly invented is left in Vietnamese; the checks report that.
                invented = _invented(piece.source, answer)
                piece.english = piece.source if invented else uncapitalised(answer, piece.source)
        line.target = join([(p.source if p.kind == "engine" else "", p.english or "") for p in plan])


def _invented(source: str, answer: str) -> bool:
    """Tell whether the engine's answer for a few words cannot be their English.

    Given a word or two without a sentence around, a weak model brings figures that are not there, runs in circles,
    or tells a story.
    """
    if set(_FIGURES.findall(answer)) - set(_FIGURES.findall(source)) or _GARBAGE.search(answer):
        return True
    words = vn.lower(answer).split()
    loops = len(words) > _FEW and len(set(words)) * 2 < len(words)
    return not words or loops or len(words) > _MOST_WORDS * len(source.split()) + _FEW


def _plan(line: Line, clauses: Clauses) -> list[_Piece]:
    fixed = list(line.items if line.built else line.lost)
    if line.built:
        anchors = _outside_phrases(line.text, line.anchors)
        # A term that says the figure inside it itself (the 13th National Party Congress) stands for both.
        anchors = [
            a
            for a in anchors
            if not any(i.start < a.end and a.start < i.end and not found_items.says(a, i) for i in fixed)
        ]
        fixed = [i for i in fixed if not any(found_items.says(a, i) for a in anchors)] + anchors
    fixed.sort(key=lambda i: i.start)
    plan: list[_Piece] = []
    at = 0
    for item in fixed:
        _gap(plan, line.text, (at, item.start), clauses, glued=line.built, following=item.kind)
        _set(plan, item, line.text[at : item.start])
        at = item.end
    _gap(plan, line.text, (at, len(line.text)), clauses, glued=line.built)
    return plan


def _set(plan: list[_Piece], item: Item, gap: str) -> None:
    """Add a fixed item in the form, and at the place, that what stands before it asks for."""
    last = plan[-1] if plan else None
    if item.kind == "ordinal":
        _place_ordinal(plan, item)
    elif item.kind == "term":
        _set_term(plan, item, vn.lower(gap.strip()))
    elif item.kind == "date":
        day = len(item.target.split()[1].strip(",")) <= _DAY  # July 22, not July 2021
        preposition = "" if last and _PREPOSITION.search(last.english or "") else "on " if day else "in "
        plan.append(_Piece(item.source, f"{preposition}{item.target}", "item"))
    elif item.kind == "place":
        plan.append(_Piece(item.source, _with_unit(item.target, last, gap), "item"))
    else:
        plan.append(_Piece(item.source, item.target, "item"))


def _with_unit(name: str, last: _Piece | None, gap: str) -> str:
    """Return the name of a place with the word for what it is: ``xã Phú Quới`` is ``Phú Quới commune``."""
    if last is None or not last.english:
        return name
    unit = _UNIT.search(last.english) if last.kind == "glue" else None
    if unit:
        last.english = last.english[: unit.start()].rstrip()
        return f"{name} {unit['unit']}"
    return f"of {name}" if last.kind == "term" and not gap.strip() else name


def _set_term(plan: list[_Piece], item: Item, before: str) -> None:
    """Add a term: in the plural after a number, with its article, joined to the noun before it."""
    last = plan[-1] if plan else None
    target = item.target
    figure = _FIGURE.match(last.english or "") if last and last.kind == "item" and not before else None
    if _MANY.search(before) or (figure and figure[0].strip(".,") not in ("1", "01")):
        target = english.plural(target)
    elif english.is_verb(target):
        target = _verb_form(target, plan, before)
    elif not _ONE.search(before) and not figure:
        target = english.bare(target)
    if last and last.kind == "term" and not before and last.english:
        if english.is_adjective(item.target):
            last.english = _qualified(last.english, item.target)
            return
        if english.takes_of(last.english, item.target):
            target = f"of {target}"
    plan.append(_Piece(item.source, target, "term"))


def _verb_form(target: str, plan: list[_Piece], before: str) -> str:
    """Return a verb as its place asks for: base after ``to`` and the like, past after a subject, else gerund."""
    last = plan[-1] if plan else None
    if last is not None and _BASE.search(last.english or ""):
        return target
    subject = last is not None and last.kind in ("term", "item") and not before
    return english.inflected(target, "past" if subject or before == "đã" else "gerund")


def _qualified(noun: str, adjective: str) -> str:
    """Put an adjective before a noun, after its article."""
    at = _after_lead(noun)
    return f"{noun[:at]}{adjective} {noun[at:]}"


def _after_lead(noun: str) -> int:
    """Return where a noun phrase begins after ``of`` and its article."""
    lead = english.LEAD.match(noun)
    return lead.end() if lead else 0


def _place_ordinal(plan: list[_Piece], item: Item) -> None:
    """Put an ordinal before the congress or session it counts: ``Đại hội ... lần thứ XIII`` is the 13th Congress."""
    for piece in reversed(plan[-_FARTHEST:]):
        if piece.kind == "term" and piece.english and _SESSION.search(piece.english):
            words = piece.english
            skip = _after_lead(words)
            cut = _SESSION.search(words)
            # After an owner (the Bloc's Congress) it stands before the word itself.
            at = cut.start() if cut and ("'s " in words[: cut.start()] or " of " in words[skip : cut.start()]) else skip
            piece.english = f"{words[:at]}{'' if 'the ' in words[:at] or at else 'the '}{item.target} {words[at:]}"
            return
    plan.append(_Piece(item.source, f"the {item.target}", "item"))


def _gap(
    plan: list[_Piece], text: str, span: tuple[int, int], clauses: Clauses, *, glued: bool, following: str = ""
) -> None:
    """Add the pieces of what stands between two fixed items."""
    start, end = span
    if not glued:
        _engine(plan, text, start, end, clauses)
        return
    words = list(vn.WORD.finditer(text, start, end))
    known = _glue(text, words)
    run = at = start
    i = 0
    while i < len(words):
        marks = text[at : words[i].start()]
        if _MARKS.search(marks):
            _engine(plan, text, run, at, clauses)
            plan.append(_Piece("", marks.strip(), "mark"))
            run = words[i].start()
        if i in known:
            _engine(plan, text, run, words[i].start(), clauses)
            n, phrase = known[i]
            if plan and _BASE.search(plan[-1].english or ""):
                phrase = _bases().get(phrase, phrase)  # continue to / promoting is to promote
            if n == 1:
                after = following if i + 1 == len(words) and not text[words[i].end() : end].strip() else ""
                phrase = _by_neighbours(vn.lower(words[i][0]), phrase, plan[-1] if plan else None, after)
            level = _LEVELS.get(vn.lower(words[i][0])) if n == 1 and i == 0 and not marks.strip() else None
            last = plan[-1] if plan else None
            if level and last and last.kind == "term" and following != "place":
                last.english = _of_level(last.english or "", level)
            elif phrase:
                plan.append(_Piece("", phrase, "glue"))
            i += n
            run = at = words[i - 1].end()
        else:
            at = words[i].end()
            i += 1
    _engine(plan, text, run, at, clauses)
    if text[at:end].strip():
        plan.append(_Piece("", text[at:end].strip(), "mark"))


def _of_level(noun: str, level: str) -> str:
    """Return a body with its level: ``Hội Phụ nữ xã`` is ``the commune Women's Union``."""
    return noun if level in vn.lower(noun) else _qualified(noun, level)


def _engine(plan: list[_Piece], text: str, start: int, end: int, clauses: Clauses) -> None:
    """Add what the engine has to translate, in clauses."""
    raw = text[start:end]
    core = raw.strip()
    if any(c.isalnum() for c in core):
        lead = start + len(raw) - len(raw.lstrip())
        plan += [_Piece(text[a:b], None, "engine") for a, b in clauses(text, lead, lead + len(core))]
    elif core:
        plan.append(_Piece("", core, "mark"))


def _glue(text: str, words: list[re.Match[str]]) -> dict[int, tuple[int, str]]:
    """Return what the table knows of the words of a gap: at which word, how many words, their English.

    A single syllable in the midst of words that the table does not know is left to the engine with them.
    """
    table = phrases("glue.yaml")
    found: dict[int, tuple[int, str]] = {}
    i = 0
    while i < len(words):
        for n in range(min(_LONGEST_GLUE, len(words) - i), 0, -1):
            if n == 1 and words[i].start() and words[i][0][0].isupper():
                continue  # a capital in mid-sentence is a name's
            known = table.get(vn.key(text[words[i].start() : words[i + n - 1].end()]))
            if known is not None:
                found[i] = (n, known)
                i += n
                break
        else:
            i += 1
    ends = {i + n for i, (n, _) in found.items()} | {0}
    return {
        i: (n, phrase)
        for i, (n, phrase) in found.items()
        if n > 1 or i in ends or i + 1 in found or i + 1 == len(words)
    }


@cache
def _bases() -> dict[str, str]:
    """Return for phrases of the table that begin with a gerund their base form, as ``để`` before them shows it."""
    table = phrases("glue.yaml")
    pairs = ((gerund, table.get(f"để {key}", "")) for key, gerund in table.items())
    return {gerund: to.removeprefix("to ") for gerund, to in pairs if to.startswith("to ")}


def _outside_phrases(text: str, anchors: list[Item]) -> list[Item]:
    """Return the anchors that do not stand inside a longer phrase of the table: ``tổ chức`` in ``được tổ chức``."""
    table = phrases("glue.yaml")
    words = list(vn.WORD.finditer(text))
    spans: list[tuple[int, int]] = []
    i = 0
    while i < len(words):
        for n in range(min(_LONGEST_GLUE, len(words) - i), 1, -1):
            start, end = words[i].start(), words[i + n - 1].end()
            touched = [a for a in anchors if a.start < end and start < a.end]
            whole = all(start <= a.start and a.end <= end and a.end - a.start < end - start for a in touched)
            if touched and whole and vn.key(text[start:end]) in table:
                spans.append((start, end))
                i += n
                break
        else:
            i += 1
    return [a for a in anchors if not any(s <= a.start and a.end <= e for s, e in spans)]


def _by_neighbours(word: str, phrase: str, last: _Piece | None, following: str) -> str:
    """Return the English of a small word that depends on a figure or a term beside it."""
    figure = last is not None and last.kind == "item" and bool(_FIGURE.match(last.english or ""))
    if word == "số":
        return "the number of" if following == "term" else "No."
    if word == "trên" and following in ("number", "period"):
        return "more than"
    if figure and word in _UNITS_OF_TIME:
        return _UNITS_OF_TIME[word]
    return phrase
