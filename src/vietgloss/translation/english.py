"""A little English grammar for terms that are set into a sentence: plural and article."""

from __future__ import annotations

import re

_TAIL = re.compile(r"\s(?:of|for|in|on|to|at|by|from|with|under|outside|and following)\s", re.IGNORECASE)
_UNCOUNTED = re.compile(
    r"(?:work|information|education|training|leadership|supervision|inspection|mobilization|building|"
    r"awareness|equipment|security|defen[cs]e|order|discipline|thrift|innovation|business|health|culture|"
    r"criticism|democracy|bureaucracy|corruption|solidarity|dissemination|guidance|study|grasp|direction|"
    r"socio-economic|clean and strong|affiliated|development|reform|transformation|assurance|police|"
    r"staff|masses|people|personnel|strength|construction|production|tourism|agriculture|"
    r"propaganda|communication|management|administration|evaluation|classification|implementation)$",
    re.IGNORECASE,
)
_IRREGULAR = {"person": "people", "child": "children", "woman": "women", "man": "men", "medium": "media"}
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

_VOWEL = re.compile(r"[aeiou]", re.IGNORECASE)


def plural(phrase: str) -> str:
    """Return an English noun phrase in the plural; its head is the last word before ``of`` and the like.

    >>> plural("grassroots Party organization"), plural("member of the Executive Committee")
    ('grassroots Party organizations', 'members of the Executive Committee')
    """
    cut = _TAIL.search(phrase)
    head, tail = (phrase[: cut.start()], phrase[cut.start() :]) if cut else (phrase, "")
    start = head.rfind(" ") + 1
    word = head[start:]
    if not word or not word[-1].isalpha() or _UNCOUNTED.search(head):
        return phrase
    return f"{head[:start]}{_plural_word(word)}{tail}"


def _plural_word(word: str) -> str:
    low = word.lower()
    if low in _IRREGULAR:
        return word[0] + _IRREGULAR[low][1:]
    if low.endswith(("ss", "sh", "ch", "x", "z")):
        return word + "es"
    if low.endswith("s"):
        return word  # plural already
    if low.endswith("y") and not _VOWEL.match(low[-2:-1]):
        return word[:-1] + "ies"
    return word + "s"


def with_article(phrase: str) -> str:
    """Return the name of a body with its article: the English edition prints ``the Provincial Party Committee``.

    >>> with_article("Provincial Party Committee"), with_article("Party member")
    ('the Provincial Party Committee', 'Party member')
    """
    if _BODY.match(phrase) and not _TITLE.match(phrase) and not phrase.lower().startswith("the "):
        return f"the {phrase}"
    return phrase


_VERBS = frozenset(
    "admit advise appoint be come concretize excellently expel fail fulfill implement improve lead meet organize "
    "practice promote relieve set strengthen study thoroughly carry build continue".split()
)
_ADJECTIVES = frozenset(
    "administrative affiliated armed capitalist civil criminal economic exemplary historical military northern "
    "political postal private public socio-cultural socio-economic socio-political special urban value-added patriotic "
    "grassroots Provincial provincial".split()
)


_IRREGULAR_PAST = {
    "be": "was", "build": "built", "come": "came", "lead": "led", "meet": "met", "set": "set", "study": "studied",
    "admit": "admitted", "expel": "expelled", "carry": "carried",
}  # fmt: skip
_DOUBLED = frozenset({"admit", "expel", "set"})
_ADVERBS = frozenset({"excellently", "thoroughly"})
# Bare nouns that mean many in this genre (đảng viên: Party members), and those that mean one (hội nghị).
_MANY_BY_NATURE = re.compile(
    r"(?:member|official|servant|employee|worker|laborer|enterprise|agency|unit|farmer|household|resident|voter|teacher|"
    r"student|pupil|youth|soldier|officer|veteran|delegate|leader|secretary|task|solution|goal|target|difficulty|"
    r"shortcoming|limitation|document|activity|achievement|measure|cell|organization|locality|policy|criterion|"
    r"cadre|party|committee|product|model|project|family|household|content|result)$"
)
_ONE_BY_NATURE = re.compile(
    r"(?:conference|congress|resolution|program|plan|scheme|movement|regulation|decision|directive|session|contest|"
    r"term|situation|campaign|ceremony|epidemic|pandemic|network|system|meeting|work|quality|role|leadership)$",
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
    cut = _TAIL.search(phrase)
    head = phrase[: cut.start()] if cut else phrase
    if _MANY_BY_NATURE.search(head) and not (cut and head == "member"):  # a person is member of a board
        return plural(phrase)
    return f"the {phrase}" if _ONE_BY_NATURE.search(head) and not _UNCOUNTED.search(head) else phrase


def inflected(phrase: str, form: str) -> str:
    """Return a term's English that begins with a verb in the ``past`` or the ``gerund``.

    >>> inflected("fulfill tasks well", "past"), inflected("excellently fulfill tasks", "gerund")
    ('fulfilled tasks well', 'excellently fulfilling tasks')
    """
    words = phrase.split(" ")
    at = 1 if words[0] in _ADVERBS and len(words) > 1 else 0
    verb = words[at]
    if verb not in _VERBS:
        return phrase
    stem = verb[:-1] if verb.endswith("e") and len(verb) > 2 else verb  # noqa: PLR2004  # not "be"
    doubled = verb + verb[-1] if verb in _DOUBLED else stem
    words[at] = f"{doubled}ing" if form == "gerund" else _IRREGULAR_PAST.get(verb, f"{stem}ed")
    return " ".join(words)


def is_verb(phrase: str) -> bool:
    """Tell whether a term's English begins with a verb, so that what follows is its object."""
    first = LEAD.sub("", phrase).split(" ", 1)[0]
    return first in _VERBS or (first.islower() and first.endswith("ing") and first not in _NOUNS_IN_ING)


def is_adjective(phrase: str) -> bool:
    """Tell whether a term's English is an adjective, which stands before its noun in English."""
    return phrase in _ADJECTIVES


def takes_of(before: str, after: str) -> bool:
    """Tell whether two nouns side by side in Vietnamese are joined by ``of`` in English."""
    return not (is_verb(before) or is_verb(after) or is_adjective(LEAD.sub("", before)) or after.startswith("of "))


_NOUNS_IN_ING = frozenset("building training meeting advertising processing planning banking housing".split())
