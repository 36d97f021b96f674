"""A term's English in the form that fits a place in an English sentence: number, verb form, article, capitals."""

from __future__ import annotations

import re
from functools import lru_cache

from vietgloss import inflection
from vietgloss.inflection import words
from vietgloss.terms import english, verbs

_OWNED = re.compile(r"(?:['’]s|(?<=s)['’])$")
_NEXT_WORD = re.compile(r" [^\W_]")
_LEAD = re.compile(
    r"^(?:of|in|for|by|on|at|from|with|under|into|about|through|and|or|among|between|within|against|during|as) ",
    re.IGNORECASE,
)
_TITLE_FIRST = re.compile(r"^(?:President|Comrade|Uncle|Mr|Ms|Mrs|Dr|General Secretary|Prime Minister) [A-ZĐ]")
_PLACE_LAST = re.compile(r"^[A-ZĐ].* (?:City|Province|District|Ward|Commune|Town|Township|Street)$")
_NUMBERED_AFTER = re.compile(r" (?:No\. ?)?\d")
_SHORT = 3
_ALWAYS_MANY = frozenset("people masses troops personnel livestock elderly customs works".split())


def fit(term: str, before: str, replaced: str, after: str) -> str:
    """Return the English of ``term`` in the form that fits where ``replaced`` stood between ``before`` and ``after``.

    The three pieces make up the English sentence; the result takes the place of ``replaced``. It has the number or the
    verb form of what it replaces, or the number that a figure or a word like ``each`` asks for, its possessive, its
    article, and a capital where a sentence begins. What stands before and after is not changed.

    >>> fit("Party member", "There are 36 ", "party-members", " here.")
    'Party members'
    >>> fit("step up", "The province has ", "promoted", " training.")
    'stepped up'
    """
    core = replaced.strip()
    if not core:
        return _placed(term, before, "", after)
    gap = len(replaced) - len(replaced.lstrip())
    text = _placed(term, f"{before}{replaced[:gap]}", core, after)
    return f"{replaced[:gap]}{text}{replaced[len(replaced.rstrip()) :]}"


@lru_cache(1 << 14)
def _placed(term: str, before: str, core: str, after: str) -> str:
    owned = _OWNED.search(core)
    kept = core[: owned.start()] if owned else core
    lead, kept = _led(term, before, kept)
    if kept.lower() == term.lower() and kept.islower() and inflection.is_verb(term) and " " in term:
        text = term
    elif not owned and verbs.is_verb_there(term, f"{before}{lead}", kept):
        text = verbs.in_place(term, f"{before}{lead}", kept, after)
    else:
        text = _as_noun(term, f"{before}{lead}", kept, after)
        if owned and not _OWNED.search(text) and _NEXT_WORD.match(after):
            text = inflection.possessive(text)
    return _capitals(f"{lead}{text}", before, core, after)


def _led(term: str, before: str, core: str) -> tuple[str, str]:
    """Return the preposition that what is replaced begins with, if it is to stay, and the rest."""
    lead = _LEAD.match(core)
    if not lead:
        return "", core
    word = lead[0].strip().lower()
    there = before.rstrip().lower()
    stays = not term.lower().startswith(f"{word} ") and there != word and not there.endswith(f" {word}")
    return (lead[0] if stays else ""), core[lead.end() :]


def _as_noun(term: str, before: str, core: str, after: str) -> str:
    own, there = english.ARTICLE.match(term), english.leading_article(core, before)
    body = _without_repeat(term[own.end() :] if own else term, before)
    if _LEAD.match(body):
        return body
    held = core[there.end() :] if there else core
    counted = english.number_asked(before)
    asked = counted
    if counted == "many" and held and not _shows_plural(held, after) and english.counts_further(after):
        asked = None
    elif counted is None and there and there[1].lower() != "the":
        asked = "one"
    elif counted is None and (_shows_plural(held, after) or _is_listed(before, there, after)):
        asked = "many"
    body = _numbered(body, asked)
    if counted or english.has_determiner(before):
        return body
    describes = english.describes(after)
    if there and (describes or not _takes_no_article(body)):
        if there[1].lower() == "the":
            return f"the {body}"
        single = describes or (inflection.is_counted(body) and not inflection.is_plural(body))
        return f"{inflection.article(body)} {body}" if single or not _is_noun(body) else body
    return f"the {body}" if own and own[1].lower() == "the" else term if own else body


def _is_listed(before: str, there: re.Match[str] | None, after: str) -> bool:
    return not there and english.is_listed(before, after) and not english.has_determiner(before)


def _numbered(body: str, asked: str | None) -> str:
    """Return a noun in the number asked for; one word can be a verb by itself, but is a noun here."""
    if asked is None:
        return body
    if " " not in body:
        return words.plural(body) if asked == "many" else words.singular(body)
    return inflection.plural(body) if asked == "many" else inflection.singular(body)


def _shows_plural(held: str, after: str) -> bool:
    """Tell whether what is replaced stands for many; with nothing to replace, whether the verb after asks for it."""
    if not held:
        return bool(re.match(r"\s*(?:are|were|have)\b", after))
    head = inflection.head(held).rsplit(" ", 1)[-1].lower()
    return words.is_plural(head) and (words.singular(head) != head or head in _ALWAYS_MANY)


def _takes_no_article(body: str) -> bool:
    """Tell whether a name stands without an article: ``Ho Chi Minh City``, ``President Ho Chi Minh``, ``Hanoi``."""
    if _TITLE_FIRST.match(body) or _PLACE_LAST.match(body):
        return True
    parts = body.split(" ")
    # Words of a name are not in the dictionary; short ones (Ho, Chi) may be by chance.
    strange = all(w[:1].isupper() and (len(w) <= _SHORT or not words.kinds(w.lower())) for w in parts)
    return (
        strange
        and not body.isupper()
        and not words.kinds(parts[-1].lower())
        and "'" not in body
        and parts[-1] not in words.table("bodies")
    )


def _is_noun(body: str) -> bool:
    last = inflection.head(body).rsplit(" ", 1)[-1].lower()
    return last not in words.table("adjectives") and ("NOUN" in words.kinds(last) or not words.kinds(last))


def _without_repeat(body: str, before: str) -> str:
    """Return a term without the preposition it begins with where the same stands before: no ``of of``."""
    first, _, rest = body.partition(" ")
    last = before.rstrip().rpartition(" ")[2]
    return rest if rest and _LEAD.match(f"{first} ") and first.lower() == last.lower() else body


def _capitals(text: str, before: str, core: str, after: str) -> str:
    sentence = f"{before}{core}{after}"
    if sentence.isupper() and any(c.isalpha() for c in f"{before}{after}"):
        return text.upper()
    if english.is_title(sentence) and core[:1].isupper():
        return english.titled(text)
    if english.at_start(before) and (not core or not core[0].islower()):
        return english.capitalized(text)
    if english.is_title(core) or core.istitle():
        # Part of a name: Kim Đồng Primary School, Resolution No. 38.
        if english.ends_with_name(before):
            return english.titled(text)
        if _NUMBERED_AFTER.match(after):
            return english.capitalized(text)
    return text
