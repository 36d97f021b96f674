"""Joining the English of pieces of one sentence."""

from __future__ import annotations

import re

from vietgloss.inflection import words
from vietgloss.translation import names

_BEFORE_MARK = re.compile(r"\s+([,.;:!?)%”])")
_AFTER_MARK = re.compile(r"([(“])\s+")
_DOUBLE_ARTICLE = re.compile(r"\b(the whole|the|a|an|each|every|this|its|their) the (?!\d)")
# Words that begin no name; those the dictionary does not have are among them.
_FUNCTION = re.compile(
    r"(?:The|A|An|In|On|At|To|Of|For|With|And|By|From|As|This|These|That|Its|Their|It|They|But|Or|Not|"
    r"After|All|Although|Among|Against|Because|Before|Both|Despite|During|Each|Every|If|Into|Many|Nor|Per|Several|"
    r"Since|Some|Than|Through|Towards?|Under|Unless|Until|Upon|When|Where|Whereas|While|Within|Without|"
    r"Three|Four|Five|Six|Seven|Ten)\b|(?:Agro|Anti|Co|Inter|Multi|Non|Post|Pre|Self|Socio)-[a-z]"
)
_ALWAYS_CAPITAL = re.compile(
    r"(?:I|Vietnam(?:ese)?|English|National|State|Party|Politburo|Secretariat|Ho Chi Minh|Hanoi|"
    r"Mr|Mrs|Ms|Dr|Comrade|ASEAN|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d"
)
_FIRST_WORD = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)(?:['’]s?)?(?: ([^\W\d_]+))?")


def join(pieces: list[tuple[str, str]]) -> str:
    """Join pieces of a sentence.

    Args:
        pieces: Pairs of a piece of the source and its English. The mark that ends a source piece is kept; a
            capital that the English only has because the engine took the piece for a sentence goes. English that
            did not come from the engine has an empty source and stays as it is.
    """
    out = ""
    for source, english in pieces:
        piece = english.strip()
        mark = source[-1] if source.endswith((",", ";", ":")) else ""
        if source and (mark or out):
            piece = piece.rstrip(".")
        if out and source:
            piece = uncapitalised(piece, source)
        if mark and not piece.endswith((",", ";", ":")):
            piece += mark
        out += (" " if out and piece else "") + piece
    out = _DOUBLE_ARTICLE.sub(r"\1 ", out)
    return _AFTER_MARK.sub(r"\1", _BEFORE_MARK.sub(r"\1", out))


def uncapitalised(english: str, source: str) -> str:
    """Return the English of a piece from mid-sentence without the capital of a sentence's beginning."""
    found = _FIRST_WORD.match(english)
    if not found or not english[0].isupper() or english[1:2].isupper() or _ALWAYS_CAPITAL.match(english):
        return english
    first, second = found[1], found[2] or ""
    if second[:1].isupper() and names.without_marks(f"{first} {second}") in names.without_marks(source):
        return english  # An Giang, To Lam
    if _FUNCTION.match(english) or (not source[:1].isupper() and _is_common(first.lower(), second)):
        return english[:1].lower() + english[1:]
    return english


def _is_common(first: str, second: str) -> bool:
    """Tell whether a word, here in lower case, is one of the dictionary and begins no name with the word after it."""
    parts = [words.kinds(part) for part in first.split("-")]
    if not all(parts) or first in words.table("names"):
        return False
    # A gerund begins no name, Implementing Resolution 5, but the noun of Spring Festival does.
    return not second[:1].isupper() or (first.endswith("ing") and words.verb_base(first) != first)
