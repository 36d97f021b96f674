"""What an English sentence says twice although other words stand between: *discussions and discussions*.

Side by side, :mod:`vietgloss.terms.tidy` finds it.
"""

from __future__ import annotations

import re

_PAIR = re.compile(r"(?<![\w-])([a-z]{4,}) and \1(?![\w-]| of )")
_PAIRS_OF_ENGLISH = frozenset(
    "more again over years days hours months weeks miles less fewer through round around".split()
)
_WORD_TWICE = re.compile(r"(?<![\w'’-])([a-z]{3,}) \1(?![\w'’-])")
_TWICE_IN_ENGLISH = frozenset("had that very bye".split())
_PREFIX = re.compile(r"(?<![\w-])([A-Za-z]{2,5}-)(?=[a-z])((?i:\1))")
_NUMBERED = re.compile(
    r"(?<!\w)(?P<head>[A-Z][a-z]+) of the (?P<number>\d{1,3}(?:st|nd|rd|th)) (?P=head) of the (?=[A-Z])"
)
# A body's name was set in behind the engine's own words for it: "the Party organization of the Long An Party
# Organization of the ...".
_HEAD_TWICE = re.compile(
    r"(?<![\w-])(?P<the>the )?(?P<head>[A-Z][a-z]+(?: [A-Za-z]+){1,2}) of (?:the )?"
    r"(?P<name>(?-i:[A-ZĐ])\w+(?: (?-i:[A-ZĐ])\w+){0,3}?) (?P<again>(?P=head)) of ",
    re.IGNORECASE,
)


def once(sentence: str) -> str:
    """Return a sentence without such doublings.

    >>> once("They held discussions and discussions on the self-self-criticism of more and more members.")
    'They held discussions on the self-criticism of more and more members.'
    >>> once("the Resolution of the 13th Resolution of the Congress of the Party Organization")
    'the Resolution of the 13th Congress of the Party Organization'
    >>> once("The Party organization of the Long An Party Organization of the Bloc has 84 members.")
    'The Long An Party Organization of the Bloc has 84 members.'
    """
    sentence = _HEAD_TWICE.sub(lambda m: f"{m['the'] or ''}{m['name']} {m['again']} of ", sentence)
    sentence = _PAIR.sub(lambda m: m[0] if m[1] in _PAIRS_OF_ENGLISH else m[1], sentence)
    sentence = _WORD_TWICE.sub(lambda m: m[0] if m[1] in _TWICE_IN_ENGLISH else m[1], sentence)
    sentence = _PREFIX.sub(r"\1", sentence)
    return _NUMBERED.sub(r"\g<head> of the \g<number> ", sentence)
