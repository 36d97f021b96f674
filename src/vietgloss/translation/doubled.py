"""Words that a small engine says twice in a row: *the City Inspectorate Inspectorate*, *Sài Gòn Sài Gòn*."""

from __future__ import annotations

import re

from vietgloss import text as vn

_WORD = r"[^\W\d_][\w’'-]*"
_DOUBLED = re.compile(rf"(?<![\w’'-])(?P<said>(?:{_WORD} ){{0,4}}{_WORD}) (?P=said)(?P<end>['’]s)?(?![\w’'-])")
_SHORTEST = 5
"""A single small word shorter than this is grammar more often than a slip: *had had*, *that that*."""
_MEANT = frozenset("really never again later there which million billion trillion".split())
# From house to house to advise, slower and slower and then: what begins or ends with one of these is an idiom.
_SMALL = frozenset("a an the to and or of in on at by for from with as that be is was he she it we you they".split())


def once(target: str, source: str) -> str:
    """Return English in which nothing stands twice in a row that the source does not say twice.

    Args:
        target: The English.
        source: The Vietnamese.

    >>> once("the City Inspectorate Inspectorate issued it", "Thanh tra TP ban hành")
    'the City Inspectorate issued it'
    >>> once("He went to Bora Bora.", "Ông đến Bora Bora.")
    'He went to Bora Bora.'
    """
    return _DOUBLED.sub(lambda match: _one(match, vn.fold(source)), target)


def _one(match: re.Match[str], folded: str) -> str:
    said = match["said"]
    name = all(word[0].isupper() for word in said.split(" "))
    if " " not in said and not name and (len(said) < _SHORTEST or said.lower() in _MEANT):
        return match[0]
    words = said.split(" ")
    if words[0] in _SMALL or words[-1] in _SMALL:
        return match[0]
    own = vn.fold(said)
    if f"{own} {own}" in folded:
        return match[0]
    return said + (match["end"] or "")
