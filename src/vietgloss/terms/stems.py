"""What the regular forms of an English word have in common: number, tense and possessive taken off, for comparison.

The result need not be a word: ``called`` and ``call`` give ``cal``. Irregular forms are not known here. A final ``e``
and a doubled consonant go, since ``promoted`` and ``planned`` do not tell whether the base has them.
"""

from __future__ import annotations

from functools import lru_cache

_CACHED = 1 << 16
_SHORT = 3
_VOWELS = frozenset("aeiou")
_NEVER_DOUBLED = frozenset("wxy")
_ED_OF_EE = frozenset("agreed disagreed guaranteed decreed freed refereed".split())
_AS_THEY_ARE = frozenset("hundred sacred hatred".split())
_ODD = {"buses": "bus", "gases": "gas"}
_TAKE_ES = ("ches", "shes", "xes", "sses", "zzes")


@lru_cache(_CACHED)
def stem(word: str) -> str:
    """Return an English word without case, possessive, number and tense, for comparison only.

    >>> [stem(w) for w in ("Studies", "studied", "asked", "called", "Council's", "hoping", "need")]
    ['study', 'study', 'ask', 'cal', 'council', 'hope', 'need']
    """
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'").removesuffix("'s")
    if len(word) <= _SHORT or word in _ODD:
        return _ODD.get(word, word)
    word = _singular(word)
    if word in _AS_THEY_ARE or len(word) <= _SHORT:
        return word
    if word.endswith("eed"):
        return _base(word[:-1]) if word in _ED_OF_EE else word
    if word.endswith("ied"):
        return word[:-1] if len(word) == _SHORT + 1 else f"{word[:-3]}y"
    for suffix in ("ing", "ed"):
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) > 1 and any(c in _VOWELS or c == "y" for c in rest):
            return _with_e(rest) if len(rest) <= _SHORT else _base(rest)
    return _base(word)


def _singular(word: str) -> str:
    """Return a word without the ``s`` of the plural or of the third person."""
    if not word.endswith("s") or (word.endswith(("ss", "us")) and not word.endswith("eaus")):
        return word
    if word.endswith("ies") and len(word) > _SHORT + 1:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(_TAKE_ES) else word[:-1]


def _base(word: str) -> str:
    """Return a base form without a final ``e`` or the second of two consonants, where its forms may lack them."""
    if len(word) <= _SHORT:
        return word
    if word.endswith("ie"):
        return f"{word[:-2]}y"
    if word.endswith("e"):
        if len(word) == _SHORT + 1 and (word.endswith("ee") or _with_e(word[:-1]) == word):
            return word
        word = word[:-1]
    doubled = word[-1] == word[-2] and word[-1] not in _VOWELS
    return word[:-1] if doubled else word


def _with_e(rest: str) -> str:
    """Return what is left of a short word, with the ``e`` that its base must have: ``vot`` has it, ``ask`` has not.

    A base without would have doubled its consonant, as ``put`` does.
    """
    last, before = rest[-1], rest[-2]
    if len(rest) < _SHORT:
        lacks = last in "iu" or (last not in _VOWELS and (before in _VOWELS or last == "y"))
    else:
        single = last not in _VOWELS | _NEVER_DOUBLED and before in _VOWELS
        lacks = last == "u" or (single and rest[0] not in _VOWELS)
    return f"{rest}e" if lacks else rest
