"""Single English words: number, tense and sound, from LemmInflect's dictionary and a short list of our own.

The dictionary (NIH's SPECIALIST Lexicon, as LemmInflect 0.2 compiles it) gives plurals to nouns that officials never
count (``trainings``). What is not counted here, and what it does not know, stands in ``words.yaml``.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

import yaml

from vietgloss.inflection.dictionary import lemminflect

if TYPE_CHECKING:
    from collections.abc import Mapping

Form = Literal["past", "participle", "gerund", "third"]
_TAGS: Mapping[Form, str] = {"past": "VBD", "participle": "VBN", "gerund": "VBG", "third": "VBZ"}
_VOWEL_SOUND = ("hour", "honor", "honour", "honest", "heir")
_CONSONANT_SOUND = ("uni", "use", "usu", "usa", "uti", "ubi", "ura", "uri", "uto", "eu", "one", "once", "ewe", "unanim")
_PARTICLES = frozenset({"ups", "ins", "outs", "offs", "overs", "downs"})
"""Ends of nouns made of a verb: start-ups, hand-overs."""
_LIKE_UN = ("unim", "unin", "unid", "unig")  # unimportant, uninhabited: the un- of "not"
_LETTERS_WITH_VOWEL = "AEFHILMNORSX"
_LONGEST_ACRONYM = 5
_SHORT = 3
_SYLLABLES = re.compile(r"[^AEIOU]?[AEIOU][^AEIOU]{1,2}[AEIOU]{0,2}[^AEIOU]{0,2}")
_COMPOUND_ADJECTIVE = re.compile(r"-(?:level|standard|free|time|stock|tech|spot|class|scale|based|led)$", re.IGNORECASE)
# Verbs in -ize are made freely (digitalize) and are not all in the dictionary.
_MADE_VERB = re.compile(r"([a-z]+i[sz])(?:e|ed|es|ing)$")


@cache
def table(name: str) -> frozenset[str]:
    """Return the words of one list of ``words.yaml``."""
    held = _tables()[name]
    return frozenset(held.split() if isinstance(held, str) else held)


@cache
def mapping(name: str) -> dict[str, Any]:
    """Return one table of ``words.yaml``."""
    return dict(_tables()[name])


@cache
def kinds(word: str) -> frozenset[str]:
    """Return what a word can be (``NOUN``, ``VERB``, ``ADJ``, ``ADV`` ...), inflected or not; empty if unknown."""
    return frozenset(_lemmas(word))


@cache
def plural(word: str) -> str:
    """Return a noun in the plural; as it is, if it is not counted, plural already, or a name."""
    low = word.lower()
    if low in mapping("plurals"):
        return _cased(mapping("plurals")[low], word)
    if word in table("counted_acronyms"):
        return f"{word}s"
    if "-" in word:
        first, _, last = word.rpartition("-")
        if f"{last}s" in _PARTICLES:
            return f"{word}s"
        return f"{first}-{plural(last) if counted(word) else last}"
    if not counted(word) or is_plural(word):
        return word
    found = [f for f in _inflected(low, "NNS") if f != low]
    return _cased(found[0] if found else _regular_plural(low), word)


@cache
def singular(word: str) -> str:
    """Return a noun in the singular; as it is, if it has none."""
    low = word.lower()
    if "-" in word and low not in _irregular_plurals():
        first, _, last = word.rpartition("-")
        return f"{first}-{singular(last)}"
    for one, many in mapping("plurals").items():
        if many == low:
            return _cased(one, word)
    if word[:-1] in table("counted_acronyms") and word[-1:] == "s":
        return word[:-1]
    if low in table("plural_only") or not is_plural(word):
        return word
    return _cased(_lemma_of_plural(low), word)


@cache
def is_plural(word: str) -> bool:
    """Tell whether a noun stands in the plural, or has no other number (``people``)."""
    low = word.lower().rpartition("-")[2]
    if low in table("plural_only") or word.lower() in _irregular_plurals() or word[:-1] in table("counted_acronyms"):
        return True
    if low in table("uncounted") or (word.isupper() and len(word) > 1) or not low.isalpha():
        return False
    return _lemma_of_plural(low) != low


@cache
def counted(word: str) -> bool:
    """Tell whether a noun has a plural of its own: neither uncounted, nor an adjective, nor a name or an acronym."""
    low = word.lower().rpartition("-")[2]
    if low in mapping("plurals") or word in table("counted_acronyms"):
        return True
    if not low.isalpha() or not low.isascii() or _COMPOUND_ADJECTIVE.search(word):
        return False
    if low in table("uncounted") or word.lower() in table("adjectives") | table("no_heads"):
        return False
    known = kinds(low)
    by_ending = low.endswith(tuple(table("uncounted_endings"))) and low not in table("counted_anyway")
    if by_ending or (low.endswith("ing") and "NOUN" not in known):
        return False
    if word[:1].isupper():
        return "NOUN" in known and low not in table("names") and not (word.isupper() and len(word) > 1)
    return "NOUN" in known or not known


def is_adjective(word: str) -> bool:
    """Tell whether a word is one of the adjectives of administration that have no plural: ``provincial``."""
    return word.lower() in table("adjectives")


@cache
def verb(word: str, form: Form) -> str:
    """Return a verb, given in its base form, in another form."""
    low = word.lower()
    own = mapping("verbs").get(low)
    if own:
        return _cased(own[list(_TAGS).index(form)], word)
    return _cased(_inflected(low, _TAGS[form])[0], word)


@cache
def verb_forms(word: str) -> frozenset[str]:
    """Return all forms of a verb given in its base form, with their variants of spelling (``travelled``)."""
    low = word.lower()
    own = mapping("verbs").get(low, ())
    every = {f for tag in _TAGS.values() for f in _inflected(low, tag)} if not own else set(own)
    return frozenset({word, *(_cased(f, word) for f in every)})


@cache
def verb_base(word: str) -> str | None:
    """Return the base form of a verb in whatever form, or None where the dictionary knows no such verb."""
    low = word.lower()
    for base, own in mapping("verbs").items():
        if low == base or low in own:
            return _cased(base, word)
    found = _lemmas(low).get("VERB", ())
    if found:
        best = low if low in found else found[0]
        return _cased(best, word)
    return None


@cache
def article(phrase: str) -> str:
    """Return ``a`` or ``an``, by the sound with which a phrase begins.

    >>> article("hour"), article("union"), article("NGO"), article("European"), article("18-year-old")
    ('an', 'a', 'an', 'a', 'an')
    """
    first = phrase.lstrip("\"'“‘([").split(" ", 1)[0].split("-", 1)[0]
    if first[:1].isdigit():
        return "an" if _eight_or_eleven(first) else "a"
    letters = first.rstrip(".,;:'’s") if first[:-1].isupper() else first
    if letters.isupper() and letters.startswith("U") and len(letters) > 1:
        return "a"
    acronym = letters.isupper() and 1 < len(letters) <= _LONGEST_ACRONYM
    if acronym and not _spoken(letters):
        return "an" if letters[0] in _LETTERS_WITH_VOWEL else "a"
    low = first.lower()
    if low.startswith(_CONSONANT_SOUND) and not low.startswith(_LIKE_UN):
        return "a"
    return "an" if low.startswith((*"aeiou", *_VOWEL_SOUND)) else "a"


def _spoken(acronym: str) -> bool:
    """Tell whether an acronym is read as a word: ``ASEAN``, ``UNESCO``, and any with vowels enough."""
    return len(acronym) > _SHORT and bool(_SYLLABLES.fullmatch(acronym))


def _eight_or_eleven(figure: str) -> bool:
    digits = figure.replace(",", "").split(".")[0].rstrip("thsnd%")
    return digits.startswith("8") or (digits.startswith(("11", "18")) and len(digits) % 3 == 2)  # noqa: PLR2004  # 11, 11,000


def _cased(form: str, like: str) -> str:
    """Return a form with the capitals of the word it was made of."""
    if like.isupper() and len(like) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if like[:1].isupper() else form


def _regular_plural(word: str) -> str:
    if word.endswith(("s", "sh", "ch", "x", "z")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"


def _lemma_of_plural(low: str) -> str:
    """Return the singular of a lower-case plural, or the word itself."""
    if low in _PARTICLES:
        return low[:-1]
    if low.endswith(("ss", "us", "is")) or low in table("plural_only") or low in table("no_plurals"):
        return low
    found = _lemmas(low)
    nouns = [n for n in found.get("NOUN", ()) if n != low]
    same = [n for n in nouns if low in (*_inflected(n, "NNS"), _regular_plural(n))]
    if not same and low.endswith("s") and (not found or "NOUN" in kinds(low[:-1])):
        return low[:-1]
    return (same or [low])[0]


@cache
def _irregular_plurals() -> frozenset[str]:
    return frozenset(many for one, many in mapping("plurals").items() if many != one)


@cache
def _lemmas(word: str) -> dict[str, tuple[str, ...]]:
    found = dict(lemminflect().getAllLemmas(word))
    if word in mapping("plurals"):
        found.setdefault("NOUN", (word,))
    made = _MADE_VERB.match(word)
    if not found and made:
        return {"VERB": (f"{made[1]}e",)}
    return found or ({"ADV": (word,)} if word.endswith("ly") else {})


@cache
def _inflected(word: str, tag: str) -> tuple[str, ...]:
    return tuple(lemminflect().getInflection(word, tag)) or (word,)


@cache
def _tables() -> dict[str, Any]:
    raw = resources.files("vietgloss.inflection").joinpath("words.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar is text here: no, on, yes
    return dict(yaml.load(raw, Loader=loader))  # noqa: S506  # builds text only
