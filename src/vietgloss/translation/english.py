"""Articles and forms of terms in a sentence that is built around them; number and tense are ``inflection``'s."""

from __future__ import annotations

import re
from typing import Literal

from vietgloss import inflection
from vietgloss.inflection import plural

__all__ = ["LEAD", "bare", "inflected", "is_adjective", "is_verb", "plural", "takes_of", "with_article"]

_BODY = re.compile(
    r"^(?!(?:Comrade|Mr|Ms|President|Vietnam)\b)(?:[A-Z][\w'’-]*\s)+(?:[A-Z][\w'’-]*|of|the|and)|"
    r"^(?:Politburo|Secretariat|Party|State|Government|Bloc|Congress)$"
)
_TITLE = re.compile(
    r"^(?:Standing\s|First\s)?(?:Deputy\s)?"
    r"(?:Secretary|Chair\w*|Director|Head|Minister|Comrade|Party (?:member|cell|committee|building|work))\b"
)
LEAD = re.compile(r"^(?:of )?(?:the |a |an )?")
"""What may stand before a noun here: ``of`` and an article."""


def with_article(phrase: str) -> str:
    """Return the name of a body with its article: the English edition prints ``the Provincial Party Committee``.

    >>> with_article("Provincial Party Committee"), with_article("Party member")
    ('the Provincial Party Committee', 'Party member')
    """
    if _BODY.match(phrase) and not _TITLE.match(phrase) and not phrase.lower().startswith("the "):
        return f"the {phrase}"
    return phrase


# Bare nouns that mean many in this genre (đảng viên: Party members), and those that mean one (hội nghị).
_MANY_BY_NATURE = re.compile(
    r"(?:member|official|servant|employee|worker|laborer|enterprise|agency|unit|farmer|household|resident|voter|teacher|"
    r"student|pupil|youth|soldier|officer|veteran|delegate|leader|secretary|task|solution|goal|target|difficulty|"
    r"shortcoming|limitation|document|activity|achievement|measure|cell|organization|locality|policy|criterion|"
    r"cadre|party|committee|product|model|project|family|household|content|result)$"
)
_ONE_BY_NATURE = re.compile(
    r"(?:conference|congress|resolution|program|plan|scheme|movement|regulation|decision|directive|session|contest|"
    r"term|situation|campaign|ceremony|epidemic|pandemic|network|system|meeting|quality|role)$",
    re.IGNORECASE,
)


def bare(phrase: str) -> str:
    """Return a noun that has neither number nor article as the genre means it: ``Party members``, ``the conference``.

    >>> bare("Party member"), bare("conference"), bare("Standing Board of the Party Committee"), bare("inspection")
    ('Party members', 'the conference', 'the Standing Board of the Party Committee', 'inspection')
    """
    named = with_article(phrase)
    if named != phrase or is_verb(phrase) or is_adjective(phrase):
        return named
    head = inflection.head(phrase)
    if _MANY_BY_NATURE.search(head) and not (head != phrase and head == "member"):  # a person is member of a board
        return plural(phrase)
    return f"the {phrase}" if _ONE_BY_NATURE.search(head) else phrase


def inflected(phrase: str, form: Literal["past", "gerund"]) -> str:
    """Return a term's English that begins with a verb in the ``past`` or the ``gerund``.

    >>> inflected("fulfill tasks well", "past"), inflected("excellently fulfill tasks", "gerund")
    ('fulfilled tasks well', 'excellently fulfilling tasks')
    """
    return inflection.conjugated(phrase, form)


def is_verb(phrase: str) -> bool:
    """Tell whether a term's English begins with a verb, so that what follows is its object."""
    return inflection.is_verb(LEAD.sub("", phrase))


def is_adjective(phrase: str) -> bool:
    """Tell whether a term's English is an adjective, which stands before its noun in English."""
    return inflection.is_adjective(phrase)


def takes_of(before: str, after: str) -> bool:
    """Tell whether two nouns side by side in Vietnamese are joined by ``of`` in English."""
    return not (is_verb(before) or is_verb(after) or is_adjective(LEAD.sub("", before)) or after.startswith("of "))
