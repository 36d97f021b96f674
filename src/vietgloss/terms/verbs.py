"""A term that is a verb, in the form that its place in an English sentence asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import inflection
from vietgloss.inflection import words
from vietgloss.terms import english

if TYPE_CHECKING:
    from vietgloss.inflection.words import Form

_AUXILIARY = re.compile(
    r"^(?:(?:to|will|would|shall|should|can|could|may|might|must|has|have|had|is|are|was|were|be|been|being|not|also|do|"
    r"does|did)(?: (?:not|also|always|never|been|being|be|to|have))* )+",
    re.IGNORECASE,
)
_HELPER_LAST = re.compile(r"(?:is|are|was|were|be|been|being|do|does|did|has|have|had) $", re.IGNORECASE)
_BASE_BEFORE = re.compile(
    r"(?<![\w'’-])(?:to|will|would|shall|should|can|could|may|might|must|do|does|did|let|help|helped)"
    r"(?: (?:not|also|always|further|continually|actively|\w+ly))*$",
    re.IGNORECASE,
)
_PERFECT_BEFORE = re.compile(
    r"(?<![\w'’-])(?:has|have|had|having|is|are|was|were|be|been|being)"
    r"(?: (?:not|also|always|already|been|being|\w+ly))*$",
    re.IGNORECASE,
)
_PREPOSITION_BEFORE = re.compile(
    r"(?<![\w'’-])(?:of|in|for|by|on|at|from|with|without|through|about|into|towards?|before|after|while|when|as)$",
    re.IGNORECASE,
)


def in_place(term: str, before: str, core: str, after: str) -> str:
    """Return a verb term in the form that fits where ``core`` stood, with the auxiliaries that ``core`` begins with."""
    lead, main = _auxiliaries(before, core)
    if term.startswith("be ") and lead.endswith(("be ", "been ", "being ")):
        lead, main = lead.rpartition("be")[0], f"{lead.split()[-1]} {main}"
    around = f"{before}{lead}".rstrip()
    if main.lower() == term.lower() and _PREPOSITION_BEFORE.search(around):
        return f"{lead}{term}"
    if english.leading_article(main, around) or english.has_determiner(around):
        # A noun stood there: the stepping up of training; without "of" it can do without the article.
        article = "the " if english.leading_article(main, around) and after.lstrip().startswith("of ") else ""
        return f"{lead}{article}{inflection.gerund(term)}"
    return f"{lead}{inflection.conjugated(term, _form(around, main), surely=True)}"


def is_verb_there(term: str, before: str, core: str) -> bool:
    """Tell whether a term is a verb here; one of one word can be a noun too (``report``), by what it replaces."""
    if " " in term or "NOUN" not in words.kinds(term):
        return inflection.is_verb(term)
    if words.verb_base(term) != term or english.has_determiner(before) or english.leading_article(core, before):
        return False
    first = core.split(" ", 1)[0].lower()
    if inflection.is_verb(term) or words.verb(term, "gerund") == first:
        return True
    if "VERB" not in words.kinds(first):
        return False
    plainly = "NOUN" not in words.kinds(first) and not first.endswith("ing")
    return plainly or (words.verb_base(first) == first and bool(_BASE_BEFORE.search(before.rstrip())))


def stood_there(before: str, core: str) -> bool:
    """Tell whether ``core`` is plainly a verb where it stands after ``before``: *will study*, *was inspected*."""
    if english.has_determiner(before) or english.leading_article(core, before):
        return False
    lead, main = _auxiliaries(before, core)
    first = main.split(" ", 1)[0].lower().strip(",;")
    stem = words.verb_base(first)
    if stem is None or first == words.verb(stem, "gerund"):
        return False
    around = f"{before}{lead}".rstrip()
    if _BASE_BEFORE.search(around):
        return first == stem
    return "NOUN" not in words.kinds(first) and "ADJ" not in words.kinds(first)


def _auxiliaries(before: str, core: str) -> tuple[str, str]:
    found = _AUXILIARY.match(f"{core} ")
    if not found or found.end() > len(core):
        return "", core
    lead = found[0]
    main = core[found.end() :].split(" ", 1)[0].lower()
    if _HELPER_LAST.search(lead) and not _helped(main):
        lead = _HELPER_LAST.sub("", lead)  # "be a model", "do military service": no other verb follows
    if not lead:
        return "", core
    if before.rstrip().lower().endswith(lead.strip().lower()):
        return "", core[len(lead) :]
    return lead, core[len(lead) :]


def _helped(word: str) -> bool:
    """Tell whether a word is a verb in a form that stands with ``be``, ``have`` or ``do``."""
    stem = words.verb_base(word)
    return stem is not None and word in (words.verb(stem, "participle"), words.verb(stem, "gerund"), stem)


def _form(before: str, main: str) -> Form | None:
    """Return the form a verb needs where ``main`` stood after ``before``; None is the base form."""
    first = next((w for w in main.split(" ") if not (w.endswith("ly") and words.kinds(w) <= {"ADV"})), "")
    stem = words.verb_base(first.strip(",;")) if first else None
    if stem is not None and before.endswith(" to") and first == words.verb(stem, "gerund"):
        return "gerund"  # contributed to raising
    if _BASE_BEFORE.search(before):
        return None
    perfect = bool(_PERFECT_BEFORE.search(before))
    if stem is None:
        return "participle" if perfect else "gerund" if main or _PREPOSITION_BEFORE.search(before) else None
    return _form_of(first.strip(",;").lower(), stem.lower(), before, perfect=perfect)


def _form_of(word: str, stem: str, before: str, *, perfect: bool) -> Form | None:
    if word == words.verb(stem, "gerund"):
        return "gerund"
    if perfect:
        return "participle"
    if word in (words.verb(stem, "past"), words.verb(stem, "participle")):
        return "past"
    if "NOUN" in words.kinds(word) and _PREPOSITION_BEFORE.search(before):
        return "gerund"  # in development: a noun
    return "third" if word == words.verb(stem, "third") else None
