"""English phrases that begin with a verb, and their forms: ``step up``, ``study and thoroughly grasp``."""

from __future__ import annotations

from functools import lru_cache

from vietgloss.inflection import words

_CACHED = 1 << 16
PREPOSITIONS = frozenset(
    "of for in on to at by from with under outside without against between among within through toward towards above "
    "over upon into as that which who before after during across per up beyond abroad alone than".split()
)
"""What may stand between the head of a phrase and what belongs to it."""
_OF_TIME = frozenset("hourly daily weekly monthly quarterly yearly".split())
# After a verb that begins a term these show that it is a verb: step up, sign a commitment.
_AFTER_VERB = frozenset(
    "up out down off over into through away back a an the its their his her themselves no all".split()
)


@lru_cache(_CACHED)
def is_verb(phrase: str) -> bool:
    """Tell whether a phrase begins with a verb, in whatever form, of which the rest is object or adverb.

    >>> is_verb("step up"), is_verb("study and thoroughly grasp"), is_verb("training course"), is_verb("took effect")
    (True, True, False, True)
    """
    parts = phrase.split(" ")
    at = _after_adverbs(parts)
    first, rest = parts[at].rstrip(","), parts[at + 1 :]
    kinds = words.kinds(first)
    if not first.islower() or not first.isalpha() or "VERB" not in kinds:
        return False
    never = words.table("never_verbs") | words.table("adjectives") | words.table("plural_only")
    if first in never or (rest and rest[0] == "of" and first != "deprive"):
        return False
    if words.verb_base(first) != first:
        return _inflected_verb(first, rest, kinds)
    if kinds <= {"VERB", "AUX"} or (at > 0 and first in words.table("begin_verbs")):
        return True
    if not rest:
        return first in words.table("single_verbs") or (at > 0 and parts[0] not in _OF_TIME)
    return _verb_with_object(first, rest)


def _verb_with_object(first: str, rest: list[str]) -> bool:
    """Tell whether a word that can be noun or verb is a verb before these words."""
    if f"{first} {rest[0]}" in words.table("verb_starts") or first in words.table("begin_verbs"):
        return True
    if rest[0] in _AFTER_VERB or (rest[0].endswith("ly") and words.kinds(rest[0]) <= {"ADV"}):
        return True
    if rest[0] == "and" and len(rest) > 1:
        second = rest[1 + _after_adverbs(rest[1:])]
        plain = words.kinds(second) == {"VERB"} or second in words.table("begin_verbs")
        return (plain or second != rest[1]) and words.verb_base(second) == second
    return first in words.table("begin_verbs_before_plural") and "of" not in rest and words.is_plural(rest[-1])


def _inflected_verb(first: str, rest: list[str], kinds: frozenset[str]) -> bool:
    """Tell whether a word in past, gerund or third person begins a verb phrase, and no noun phrase as an adjective."""
    if first in words.table("past_verbs"):
        return bool(rest)
    if "NOUN" in kinds or not rest:
        return "NOUN" not in kinds and first not in words.table("uncounted")
    if rest[0] in _AFTER_VERB - {"into"}:
        return True
    if first.endswith("ing"):
        return _gerund_with_object(first, rest)
    # "admitted to the Party" is passive, "took effect" and "came into force" are not.
    return rest[0] not in ("and", "or") and words.verb(words.verb_base(first) or first, "participle") != first


def _gerund_with_object(first: str, rest: list[str]) -> bool:
    if rest[0] in ("and", "or"):
        return len(rest) > 1 and rest[1].endswith("ing")
    if (
        first in words.table("uncounted")
        or rest[0].endswith(",")
        or (len(rest) == 1 and rest[0] in words.table("taking_ing"))
    ):
        return False
    return words.is_plural(rest[-1]) or rest[0] in PREPOSITIONS


def past(phrase: str) -> str:
    """Return a verb phrase in the past: ``studied and thoroughly grasped``."""
    return conjugated(phrase, "past")


def gerund(phrase: str) -> str:
    """Return a verb phrase in the form in -ing: ``studying and thoroughly grasping``."""
    return conjugated(phrase, "gerund")


def third(phrase: str) -> str:
    """Return a verb phrase in the third person of the present: ``studies and thoroughly grasps``."""
    return conjugated(phrase, "third")


def base(phrase: str) -> str:
    """Return a verb phrase in its base form: ``took effect`` is ``take effect``."""
    return conjugated(phrase, None)


@lru_cache(_CACHED)
def conjugated(phrase: str, form: words.Form | None, *, surely: bool = False) -> str:
    """Return a verb phrase in a form (None: its base); its verbs joined by ``and`` go together. Else as it is.

    ``surely``: the phrase is a verb here, though it could be a noun (``report``).
    """
    if not surely and not is_verb(phrase):
        return phrase
    parts = phrase.split(" ")
    for at in _verbs(parts):
        bare = parts[at].rstrip(",")
        stem = words.verb_base(bare) or bare
        parts[at] = (words.verb(stem, form) if form else stem) + parts[at][len(bare) :]
    return " ".join(parts)


def _after_adverbs(parts: list[str]) -> int:
    """Return the number of the first word that is no adverb in -ly."""
    at = 0
    while at < len(parts) - 1 and parts[at].endswith("ly") and words.kinds(parts[at]) <= {"ADV"}:
        at += 1
    return at


def _verbs(parts: list[str]) -> list[int]:
    """Return the places of the verbs that share the form of the first: those joined to it by ``and`` or a comma."""
    first = _after_adverbs(parts)
    leader = parts[first].rstrip(",")
    found = [first]
    if leader == "dare":
        return found + [i for i in range(first + 1, len(parts)) if parts[i].rstrip(",") == "dare"]
    for i in range(first + 1, len(parts)):
        if parts[i - 1] not in ("and", "or") and not parts[i - 1].endswith(","):
            continue
        at = i + _after_adverbs(parts[i:])
        word = parts[at].rstrip(",")
        if "VERB" not in words.kinds(word) or word.endswith("ing") != leader.endswith("ing"):
            continue
        # Nothing but a verb can be joined to a bare verb: lead and direct; after an object it must be plainly one.
        bare_before = i - 1 in found or (i - 2 in found and parts[i - 1] in ("and", "or"))
        if bare_before or at > i or _plainly_verb(word, leader, parts[at + 1 :]):
            found.append(at)
    return found


def _plainly_verb(word: str, leader: str, rest: list[str]) -> bool:
    stem = words.verb_base(word) or word
    if words.kinds(word) <= {"VERB", "AUX"} or word in ("being", leader):
        return True
    return bool(rest) and (stem in words.table("begin_verbs") or f"{stem} {rest[0]}" in words.table("verb_starts"))
