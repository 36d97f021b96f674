"""English phrases of a glossary: where their head is, and the phrase in the other number.

A phrase is a noun phrase (``Secretary of the Party Committee``), a verb with what follows it (``step up``), or
something without forms (``socio-economic``). The head of a noun phrase is the last word before a preposition.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from vietgloss.inflection import words
from vietgloss.inflection.verbs import PREPOSITIONS, conjugated, is_verb

if TYPE_CHECKING:
    from collections.abc import Callable

_CACHED = 1 << 16
_LINK = rf"(?:{'|'.join(sorted(PREPOSITIONS))}|and following)\b"
_TAIL = re.compile(rf"(?<=\S)(?:,? {_LINK}|, (?:first|second|third|class|grade)\b|,? [\"“(]| - )", re.IGNORECASE)
_PREPOSITION_FIRST = re.compile(rf"(?:{_LINK}|(?:according|contrary)\b)")
_COORDINATED = re.compile(r",? (?:and|or|&) |, ")
# An Giang is a place: before a capital, a and an with a capital are no articles.
_ARTICLE = re.compile(r"^(?:(?:[Tt]he|an?) |An? (?![A-ZĐ]))")
_INNER_TAIL = re.compile(r" (?:of|for|in|under) ")
_MOST_TAILS = 3
_PERSONS = re.compile(
    r"(?:member|official|cadre|servant|employee|worker|farmer|officer|soldier|leader|teacher|student|pupil|citizen|"
    r"resident|voter|delegate|deputy|expert|scientist|agency|organization|unit|enterprise|household|individual|"
    r"fair|area|site|board|department|sector|branch|policy|resolution|examination)$"
)


@lru_cache(_CACHED)
def plural(phrase: str) -> str:
    """Return a noun phrase with its head in the plural; anything else, and what is not counted, as it is.

    >>> plural("Secretary of the Party Committee"), plural("mass mobilization"), plural("official and Party member")
    ('Secretaries of the Party Committee', 'mass mobilization', 'officials and Party members')
    """
    return _numbered(phrase, words.plural)


@lru_cache(_CACHED)
def singular(phrase: str) -> str:
    """Return a noun phrase with its head in the singular, where it has one.

    >>> singular("members of the Party"), singular("means of production")
    ('member of the Party', 'means of production')
    """
    fixed = {many: one for one, many in words.mapping("phrases").items()}.get(phrase)
    return fixed or _numbered(phrase, words.singular)


@lru_cache(_CACHED)
def is_plural(phrase: str) -> bool:
    """Tell whether the head of a noun phrase stands in the plural."""
    if is_verb(phrase):
        return False
    if phrase in words.mapping("phrases").values():
        return True
    return words.is_plural(_head_word(phrase))


@lru_cache(_CACHED)
def is_counted(phrase: str) -> bool:
    """Tell whether a noun phrase has a plural other than itself."""
    return plural(phrase) != singular(phrase)


@lru_cache(_CACHED)
def head(phrase: str) -> str:
    """Return a noun phrase up to its head word: without what follows by ``of`` and the like."""
    cut = _TAIL.search(phrase)
    kept = (phrase[: cut.start()] if cut else phrase).split(" ")
    for i in range(1, len(kept)):
        if kept[i] in words.table("after_head"):
            kept = kept[:i]
            break
    while len(kept) > 1 and words.kinds(kept[-1]) == {"ADV"}:
        kept.pop()  # person illegally using drugs
    return " ".join(kept)


@lru_cache(_CACHED)
def forms(phrase: str) -> frozenset[str]:
    """Return the forms in which a term counts as standing in an English text: number, possessive, tense.

    Capitals are the phrase's own, apostrophes straight, an article in front is left out.
    """
    body = _ARTICLE.sub("", phrase) or phrase
    found: set[str] = {body}
    if is_verb(body):
        every: tuple[words.Form | None, ...] = (None, "past", "participle", "gerund", "third")
        found |= {conjugated(body, form) for form in every}
    if " " not in body and body.islower() and words.verb_base(body):
        found |= words.verb_forms(words.verb_base(body) or body)
    if not is_verb(body):
        numbers = _numbers(body)
        found |= numbers | {possessive(form) for form in numbers}
    return frozenset(found)


def possessive(phrase: str) -> str:
    """Return a noun phrase in the possessive: ``the districts'``, ``the people's``."""
    return f"{phrase}'" if phrase.endswith("s") and words.is_plural(phrase.rsplit(" ", 1)[-1]) else f"{phrase}'s"


def _numbers(phrase: str) -> frozenset[str]:
    """Return a noun phrase in both numbers, and also with the nouns after its ``of`` in both."""
    links = _INNER_TAIL.findall(phrase)[:_MOST_TAILS]
    segments = _INNER_TAIL.split(phrase, maxsplit=_MOST_TAILS)
    both = [tuple({singular(s), plural(s), s}) if not is_verb(s) else (s,) for s in segments]
    if _head_word(phrase).lower() in ("person", "people"):
        both[0] = (*both[0], re.sub(r"\bpeople\b", "persons", plural(segments[0])))
    joined = ("".join(f"{a}{b}" for a, b in zip(choice, [*links, ""], strict=True)) for choice in product(*both))
    return frozenset({phrase, singular(phrase), plural(phrase), *joined})


def _numbered(phrase: str, change: Callable[[str], str]) -> str:
    fixed = words.mapping("phrases").get(phrase)
    if fixed:
        return fixed if change is words.plural else phrase
    if is_verb(phrase) or _PREPOSITION_FIRST.match(phrase):
        return phrase
    front = head(phrase)
    tail = phrase[len(front) :]
    if " ".join(front.split(" ")[-2:]) in words.table("uncounted_pairs"):
        return phrase
    pieces = re.split(rf"({_COORDINATED.pattern})", front)
    # Coordinated nouns go together, where each is one that is counted: officials and Party members.
    for i in range(0, len(pieces) - 1, 2):
        if _PERSONS.search(pieces[i] if change is words.plural else words.singular(pieces[i].rsplit(" ", 1)[-1])):
            pieces[i] = _last_changed(pieces[i], change)
    pieces[-1] = _last_changed(pieces[-1], change)
    return "".join(pieces) + tail


def _last_changed(phrase: str, change: Callable[[str], str]) -> str:
    start = phrase.rfind(" ") + 1
    word = phrase[start:]
    return phrase[:start] + (change(word) if _plain(word) else word)


def _plain(word: str) -> bool:
    """Tell whether a word can be inflected: letters and hyphens, no figure, no point, no possessive."""
    return word.replace("-", "").isalpha()


def _head_word(phrase: str) -> str:
    return head(phrase).rsplit(" ", 1)[-1]
