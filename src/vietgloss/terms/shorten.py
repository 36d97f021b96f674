"""English names of a document written as abbreviations: in full with the abbreviation at their first place, then short.

``the Provincial People's Council (PPC)``, after that ``the PPC``, ``the PPC's``, ``PPCs``. Offsets count characters of
NFC text, end exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss import inflection
from vietgloss.terms.forms import right_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.glossary import Term

_ARTICLE_FIRST = re.compile(r"(?:[Tt]he|an?) |An? (?![A-ZĐ])")
_ARTICLE_BEFORE = re.compile(r"(?<![\w'’-])(an?)(\s+)$", re.IGNORECASE)
_OWNED = re.compile(r"(?:['’]s|(?<=s)['’])$")
_APOSTROPHE = re.compile("['’]")
_TWICE = 2


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the English of a term stands in a segment, and how."""

    segment: int
    start: int
    end: int
    short: str
    target: str
    plural: bool
    owned: str
    explained: bool


def shortened(segments: Sequence[tuple[str, Sequence[Term]]]) -> list[str]:
    """Return the English of one document with its names abbreviated after their first place.

    A term with ``short`` whose English stands twice or more, in any form, is written with ``short`` in brackets at the
    first place and as ``short`` after that. A possessive is not the first place. Nothing is changed inside the English
    of a longer term, in a line of capitals, and where the abbreviation stands in brackets already. Of two names with
    one abbreviation, the one that comes first has it; the other stays in full.

    Args:
        segments: The English of each segment of the document in order, with the terms found in it.

    Returns:
        The English of each segment.

    >>> from vietgloss.glossary import Term
    >>> party = Term("Đảng Cộng sản Việt Nam", "Communist Party of Vietnam", short="CPV")
    >>> shortened([("The Communist Party of Vietnam met.", [party]), ("A Communist Party of Vietnam leader.", [party])])
    ['The Communist Party of Vietnam (CPV) met.', 'A CPV leader.']
    """
    texts = [text for text, _ in segments]
    names: dict[str, list[_Place]] = {}
    for number, (text, terms) in enumerate(segments):
        for place in _places(number, text, terms):
            held = names.setdefault(place.short, [])
            if not held or held[0].target == place.target:
                held.append(place)
    changes = [change for held in names.values() for change in _changes(held)]
    for place, new in sorted(changes, key=lambda c: (c[0].segment, c[0].start), reverse=True):
        texts[place.segment] = _put(texts[place.segment], place, new)
    return texts


def _places(number: int, text: str, terms: Sequence[Term]) -> list[_Place]:
    """Return the places of terms with an abbreviation in a segment, in order."""
    if not any(term.short for term in terms):
        return []
    by_form: dict[str, Term] = {}
    for term in sorted(terms, key=lambda t: not t.short):
        for form in _forms(term):
            by_form.setdefault(_bare(form), term)
    if not by_form:
        return []
    found = []
    for match in _any_of(by_form).finditer(text):
        term = by_form[_bare(match[0])]
        if term.short and not _in_capitals(text, match.start()):
            owned = _OWNED.search(match[0])
            core = match[0][: owned.start()] if owned and _bare(match[0][: owned.start()]) in by_form else match[0]
            plural = inflection.is_plural(core) and not inflection.is_plural(term.target)
            explained = _is_explained(text, match.start(), match.end(), term.short)
            found.append(
                _Place(
                    number,
                    match.start(),
                    match.end(),
                    term.short,
                    term.target.casefold(),
                    plural,
                    match[0][len(core) :],
                    explained,
                )
            )
    return found


def _forms(term: Term) -> list[str]:
    """Return the forms of a term's English without an article, and without those that hold its abbreviation."""
    forms = [form for form in right_forms(term.target, term.also) if not _ARTICLE_FIRST.match(form)]
    if not term.short:
        return forms
    holds = re.compile(rf"(?<!\w){re.escape(term.short)}(?:s|\b)")
    return [form for form in forms if not holds.search(form)]


def _any_of(forms: dict[str, Term]) -> re.Pattern[str]:
    """Return what finds any of the forms, the longest first, in any capitals and with any blanks."""
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    written = ("['’]".join(r"\s+".join(map(re.escape, p.split())) for p in f.split("'")) for f in longest_first)
    return re.compile(rf"(?<![\w-])(?<!\w['’])(?:{'|'.join(written)})(?!\w|['’]\w|-\w)", re.IGNORECASE)


def _bare(form: str) -> str:
    return " ".join(form.replace("’", "'").lower().split())


def _in_capitals(text: str, at: int) -> bool:
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return text[start : end if end >= 0 else len(text)].isupper()


def _is_explained(text: str, start: int, end: int, short: str) -> bool:
    """Tell whether the abbreviation stands in brackets behind, or before what stands in brackets itself."""
    behind = re.compile(rf"\s*[(\[]\s*{re.escape(short)}(?:['’]?s)?\s*[)\],;]")
    ahead = re.compile(rf"(?<!\w){re.escape(short)}s?\s*\(\s*(?:the\s+)?$", re.IGNORECASE)
    return bool(behind.match(text, end) or ahead.search(text, 0, start))


def _changes(places: list[_Place]) -> list[tuple[_Place, str]]:
    """Return what is written at the places of one name; nothing where it would not be needed again."""
    first = next((n for n, place in enumerate(places) if place.explained or not place.owned), None)
    if first is None or len(places) < _TWICE:
        return []
    rest = [place for place in places[first + 1 :] if not place.explained]
    if not rest:
        return []
    head = places[first]
    changes = [(place, _short(place)) for place in rest]
    return changes if head.explained else [(head, ""), *changes]


def _short(place: _Place) -> str:
    plural = "s" if place.plural else ""
    return f"{place.short}{plural}{_ending(place)}"


def _ending(place: _Place) -> str:
    """Return the possessive of the abbreviation, with the apostrophe of the text."""
    mark = _APOSTROPHE.search(place.owned)
    if not mark:
        return ""
    return mark[0] if place.plural else f"{mark[0]}s"


def _put(text: str, place: _Place, new: str) -> str:
    """Return a text with the abbreviation at a place, or with its explanation behind it if ``new`` is empty."""
    before, behind = text[: place.start], text[place.end :]
    if not new:
        return f"{text[: place.end]} ({_short(place)}){behind}"
    article = _ARTICLE_BEFORE.search(before)
    if article:
        right = inflection.article(new)
        before = before[: article.start()] + (right.capitalize() if article[1][0] == "A" else right) + article[2]
    return f"{before}{new}{behind}"
