"""What an English sentence shows at a place in it: a beginning, a heading, an article before, a number asked for."""

from __future__ import annotations

import re
from functools import lru_cache

from vietgloss.inflection import words

_QUOTES = "\"'“‘«([{*_#>•–—- "
_STOP = re.compile(r"(?:^|[.!?…:]['\"”’)\]]*\s+|\n\s*)(?:(?:\d{1,3}|[A-Za-z])[.)]\s+)?[\"'“‘«(\[{*_#>•–—\-\s]*$")
_COLON = re.compile(r":['\"”’)\]]*\s*$")
_ABBREVIATED = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Dr|Prof|Assoc|Gen|Col|Lt|Maj|Capt|Sgt|Sr|Jr|St|No|Nos|Art|vs|etc|e\.g|i\.e|approx|"
    r"[A-ZĐ]|U\.S|a\.m|p\.m)\.\s*$"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL = frozenset("a an the of in on at by for from to with and or but nor as into over under per via vs".split())
_OWNER = re.compile(
    r"(?<!\w)(?!(?:it|that|he|she|there|here|what|who|where|let|how)['’]s$)[\w.-]+(?:['’]s|s['’])$", re.IGNORECASE
)
ARTICLE = re.compile(r"^([Tt]he|an?|An?(?= [^A-ZĐ])) ")  # An Giang is a place
_DETERMINER = re.compile(
    r"(?<![\w'’-])(?:the|an?|this|these|those|its|their|his|her|our|your|my|each|every|no|any|some|whose)$",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"(?:al|ic|ive|ous|ary|able|ible|ent|ant|ful|less|wide|level)$")
_PLURAL_BEFORE = re.compile(
    r"(?<![\w'’-])(?:many|several|few|both|various|numerous|these|those|all|most|other|different|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve|dozens of|hundreds of|thousands of|millions of|(?:a|the) number of|"
    r"one of the|some of the|many of the|most of the|all of the|each of the)$",
    re.IGNORECASE,
)
_SINGULAR_BEFORE = re.compile(r"(?<![\w'’-])(?:each|every|an?|another|either|neither|this|one|1|01)$", re.IGNORECASE)
_FIGURE_BEFORE = re.compile(r"(?P<word>\S+\s+)?(?<![\w.,/-])(?P<figure>\d{1,3}(?:[.,]\d{3})+|\d+)$")
_NO_COUNT = frozenset(
    "no no. nos number article clause point resolution directive decision regulation conclusion decree law plan "
    "circular document in since by until from year january february march april may june july august september "
    "october november december region division battalion class grade section part chapter page phase quarter".split()
)
_NEXT = re.compile(r" ([a-z]+)\b(?!['’-])")
_NEXT_OF_ANY_CASE = re.compile(r" ([A-Za-z]+)\b(?!['’-])")
_LISTED_BEFORE = re.compile(r"(?<![\w'’-])([a-z]+)(?:, (?:and )?| and )$")
_LISTED_AFTER = re.compile(r"(?:, | and |, and )([a-z]+)(?![\w'’-])")
_NO_NOUNS = frozenset(
    "at in on to of for by as the a an and or will can may must who which that had has is was".split()
)
_YEAR = re.compile(r"(?:19|20)\d\d$")


def at_start(before: str) -> bool:
    """Tell whether what follows ``before`` begins a sentence, if need be after a quotation mark or a bullet."""
    return bool(_STOP.search(before)) and not _ABBREVIATED.search(before) and not _COLON.search(before)


@lru_cache(1 << 12)
def is_title(sentence: str) -> bool:
    """Tell whether a line is set as a title: every longer word with a capital, two words at the least."""
    found = [w for w in _WORD.findall(sentence) if w.lower() not in _SMALL]
    return len(found) > 1 and all(w[0].isupper() for w in found)


@lru_cache(1 << 12)
def is_running(sentence: str) -> bool:
    """Tell whether a line is running text and no heading: it ends with a mark, and is not set as a title."""
    return sentence.rstrip().rstrip("\"'”’)]*_»").endswith((".", "!", "?", ";", ":", "…")) and not is_title(sentence)


def titled(phrase: str) -> str:
    """Return a phrase with the capitals of a title.

    >>> titled("member of the Standing Board")
    'Member of the Standing Board'
    """
    parts = phrase.split(" ")
    return " ".join(w if i and w in _SMALL else capitalized(w) for i, w in enumerate(parts))


def capitalized(phrase: str) -> str:
    """Return a phrase with a capital at its beginning, all else as it is."""
    return phrase[:1].upper() + phrase[1:]


def leading_article(phrase: str, before: str) -> re.Match[str] | None:
    """Return the article that a phrase begins with; in mid-sentence ``An`` is part of a name (An Giang)."""
    found = ARTICLE.match(phrase)
    return None if found and found[1] in ("A", "An") and not at_start(before) else found


def ends_with_name(before: str) -> bool:
    """Tell whether a name stands directly before a place: a word with a capital that the dictionary does not know."""
    last = before.rstrip(" ").rpartition(" ")[2]
    known = words.kinds(last.lower()) and last.isascii()
    return before.endswith(" ") and last[:1].isupper() and last.isalpha() and not known


def has_determiner(before: str) -> bool:
    """Tell whether a noun after ``before`` has its article or owner already, adjectives between allowed."""
    text = before.rstrip()
    for _ in range(3):
        if _DETERMINER.search(text) or _OWNER.search(text):
            return True
        cut, _, word = text.rpartition(" ")
        if not cut or not word.islower() or "ADJ" not in words.kinds(word) or not _qualifies(word):
            return False
        text = cut
    return False


def describes(after: str) -> bool:
    """Tell whether a name or noun before ``after`` describes a noun that begins it: ``Youth Union`` in ``members``."""
    following = _NEXT.match(after)
    return following is not None and _only_noun(following[1])


def is_listed(before: str, after: str) -> bool:
    """Tell whether a noun stands in a list of plurals without articles: *public employees, … and workers*."""
    previous, following = _LISTED_BEFORE.search(before), _LISTED_AFTER.match(after)
    return (
        previous is not None
        and following is not None
        and all(words.is_plural(m[1]) and words.singular(m[1]) != m[1] for m in (previous, following))
    )


def counts_further(after: str) -> bool:
    """Tell whether a figure before a noun counts the noun after it: ``96 area`` in ``codes``."""
    following = _NEXT_OF_ANY_CASE.match(after)
    return following is not None and (words.is_plural(following[1].lower()) or _only_noun(following[1]))


@lru_cache(1 << 12)
def _only_noun(word: str) -> bool:
    kinds = words.kinds(word)
    # One body's verb ends in -s or is past: in "Front work" it cannot be a verb.
    return "NOUN" in kinds and ("VERB" not in kinds or words.verb_base(word) == word) and word not in _NO_NOUNS


def number_asked(before: str) -> str | None:
    """Return ``one`` or ``many`` if what stands before a noun asks for that number, else None."""
    text = before.rstrip()
    if _PLURAL_BEFORE.search(text):
        return "many"
    text = _skip_adjectives(text)
    if _PLURAL_BEFORE.search(text):
        return "many"
    if _SINGULAR_BEFORE.search(text) and not text.lower().endswith("no. 1"):
        return "one"
    found = _FIGURE_BEFORE.search(text)
    if not found:
        return None
    previous = (found["word"] or "").strip()
    if previous.lower() in _NO_COUNT or _YEAR.match(found["figure"]):
        return None
    # The figure after a noun with a capital numbers it: Ward 7, Region 4.
    return None if previous[:1].isupper() and "NOUN" in words.kinds(previous.lower()) else "many"


def _skip_adjectives(text: str) -> str:
    """Return what stands before the adjectives at the end: ``36 new`` is ``36``."""
    for _ in range(2):
        cut, _, word = text.rpartition(" ")
        if not cut or not word.islower() or not _qualifies(word):
            return text
        text = cut
    return text


def _qualifies(word: str) -> bool:
    kinds = words.kinds(word)
    return word in words.table("adjectives") or (
        kinds in ({"ADJ"}, {"ADJ", "ADV"}) or ("ADJ" in kinds and bool(_ADJECTIVE.search(word)))
    )
