"""Joining the English of pieces of one sentence."""

from __future__ import annotations

import re

_BEFORE_MARK = re.compile(r"\s+([,.;:!?)%”])")
_AFTER_MARK = re.compile(r"([(“])\s+")
_DOUBLE_ARTICLE = re.compile(r"\b(the whole|the|a|an|each|every|this|its|their) the (?!\d)")
_FUNCTION = re.compile(
    r"^(?:The|A|An|In|On|At|To|Of|For|With|And|By|From|As|This|These|That|Its|Their|It|They|But|Or|Not)\b"
)


_ALWAYS_CAPITAL = re.compile(
    r"(?:I|Vietnam(?:ese)?|Party|Politburo|Secretariat|Ho Chi Minh|Hanoi|Mr|Mrs|Ms|Dr|Comrade|ASEAN|"
    r"Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d"
)


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
    if _ALWAYS_CAPITAL.match(english):
        return english
    if english[:1].isupper() and not english[1:2].isupper() and (not source[:1].isupper() or _FUNCTION.match(english)):
        return english[:1].lower() + english[1:]
    return english
