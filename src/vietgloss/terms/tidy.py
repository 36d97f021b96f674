"""An English sentence put in order after terms were set into it: what stands twice, articles, spaces and marks.

The steps run until none of them changes anything, so tidying twice is tidying once. A word is only taken away where
the same word, or another article, stands beside it; figures, addresses and names are never changed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from vietgloss import inflection
from vietgloss.inflection import words
from vietgloss.terms import english
from vietgloss.terms.twice import once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*['’]?")
# Small words that stand twice only by mistake; "that that" and "had had" are English.
_SMALL = frozenset("the a an of in at by for with from to on and into under between among as its their".split())
# The plural of these is more often a verb: the State states that.
_VERBS_TOO = frozenset("states works boards people".split())
# In mid-sentence with a capital part of a name: Nghệ An, group A.
_NAMES_TOO = frozenset({"A", "An"})
# What ties a word to an address or a compound.
_JOINS = frozenset("-/@_")
_LONGEST_REPEAT = 5
_MOST_ROUNDS = 24
_ARTICLES = re.compile(
    r"(?<![\w'’./@-])(?P<first>(?P<the>the)|(?:an?|its|their|his|her|our|every|each))"
    r" (?P<second>the|an?|its|their|his|our)(?= \w)",
    re.IGNORECASE,
)
_OWNER_THE = re.compile(
    r"(?<!\w)(?!(?:it|that|he|she|there|here|what|who|where|let|how)['’]s)([\w-]+(?:['’]s|s['’])) the (?=(?-i:[A-ZĐ]))",
    re.IGNORECASE,
)
_OPEN_QUOTE = re.compile(r"(?<!\w)['‘](?!\s)(?:[^'’]|(?<=\w)['’](?=\w))*$")
_A = re.compile(r"(?<![\w'’.&/-])(?<![Cc]ông )(?<![Cc]ong )(a|an|A|An) (?=([\"“‘']?)([^\s\"”’']+))")
_SPACES = re.compile(r"(?<=\S)(?<!\d)[ \t]{2,}(?=\S)|(?<=\d)[ \t]{2,}(?=[^\W\d])")
_SPACE_BEFORE_MARK = re.compile(r"(?<=[^\W\d_\)\]\"”’]) +([,;:!?.])(?=\s|$|[\"”’)](?:\s|$))")
_SPACE_AFTER_OPENING = re.compile(r"(?<=[(\[“]) +(?=\w)|(?<=\w) +(?=[)\]”])")
_MARKS_TWICE = re.compile(r"(?<=[^\W\d_\)\]\"”’])([,;:])[ ]?[,;:](?=\s|$)|(?<=[^\W\d_]),(?=[.!?](?:\s|$))")
_BEFORE_NAME = re.compile(
    r"(?:^|(?<![\w'’-]))(?:of|to|by|for|in|from|with|at|on|under|between|through|that|when|while|because|after|before|"
    r"including|against|within|among|asked|requested|told|urged|where|if) $",
    re.IGNORECASE,
)
_NO_ARTICLE_AFTER = re.compile(r"[-/]|\s*(?:[A-ZĐ\d(]|levels?\b)")
_LONGER_NAME = re.compile(r" (?:and|&) [A-ZĐ]")


def tidy(sentence: str, terms: Sequence[str] = (), *, running: bool | None = None) -> str:
    """Return an English sentence without the doublings and gaps that setting terms into it can leave.

    ``terms`` are the English terms that were set; names of bodies among them get the article they lack in running
    text. Whether the sentence is that, and no heading, is told by its end mark unless ``running`` says so.

    >>> tidy("He is head of of the Party Committee Committee .", ["Party Committee"])
    'He is head of the Party Committee.'
    """
    return _tidied(sentence, tuple(terms), running)


@lru_cache(1 << 12)
def _tidied(sentence: str, terms: tuple[str, ...], running: bool | None) -> str:
    known = _doubling(terms)
    bodies = tuple(t for t in sorted(set(terms), key=len, reverse=True) if is_body(t))

    def in_text(text: str) -> bool:  # a title of two words may be one word when nothing stands twice any more
        return english.is_running(text) if running is None else running

    steps: list[Callable[[str], str]] = [
        _spaced,
        once,
        lambda text: _without_repeats(text, known),
        _articles,
        lambda text: _with_articles(text, bodies) if in_text(text) else text,
        lambda text: _a_or_an(text, terms),
    ]
    for _ in range(_MOST_ROUNDS):
        before = sentence
        for step in steps:
            sentence = step(sentence)
        if sentence == before:
            break
    return sentence


def balanced(sentence: str, source: str) -> str:
    """Return an English sentence without a bracket that has no partner, if all of its source's have one.

    A term that says what stood in brackets can leave one of them behind.

    >>> balanced("the 7th session of the 11th tenure) adopted", "kỳ họp thứ 7 (khóa XI) thông qua")
    'the 7th session of the 11th tenure adopted'
    """
    if source.count("(") != source.count(")") or sentence.count("(") == sentence.count(")"):
        return sentence
    alone: list[int] = []
    opened: list[int] = []
    for at, letter in enumerate(sentence):
        if letter == "(":
            opened.append(at)
        elif letter == ")" and not (opened and opened.pop() >= 0):
            alone.append(at)
    gone = {*alone, *opened}
    return " ".join("".join(c for at, c in enumerate(sentence) if at not in gone).split())


@lru_cache(1 << 14)
def is_body(term: str) -> bool:
    """Tell whether a term is the name of one body: its head, with a capital, is ``Committee``, ``Ministry`` ..."""
    last = inflection.head(term).rsplit(" ", 1)[-1]
    return last in words.table("bodies") and not term.lower().startswith(("the ", "a ", "an "))


def _doubling(terms: Iterable[str]) -> frozenset[str]:
    """Return the words, in lower case, that are one too many where they stand twice side by side."""
    own = {_key(w) for t in terms for w in _WORD.findall(t) if words.kinds(w.lower())}
    return _always_doubling() | {w for w in own if len(w) > 2}  # noqa: PLR2004  # small words have their own list


@lru_cache(1)
def _always_doubling() -> frozenset[str]:
    return frozenset(w.lower() for w in words.table("bodies")) | words.table("levels") | _SMALL


def _without_repeats(text: str, known: frozenset[str]) -> str:
    """Take away the second of two equal runs of known words: ``Party Committee Party committee``."""
    found = list(_WORD.finditer(text))
    own = [m[0] for m in found]
    keys = [_key(word) for word in own]
    # What stands before each word, and behind the last.
    starts, ends = [m.start() for m in found], [m.end() for m in found]
    gaps = [text[a:b] for a, b in zip([0, *ends], [*starts, len(text)], strict=True)]
    i = 0
    while i < len(own):
        n = _repeated(own, keys, gaps, i, known)
        if not n:
            i += 1
            continue
        own[i : i + 2 * n] = [_one_of(a, b) for a, b in zip(own[i : i + n], own[i + n : i + 2 * n], strict=True)]
        keys[i : i + 2 * n] = [_key(word) for word in own[i : i + n]]
        del gaps[i + n : i + 2 * n]
        i = max(
            0, i + 1 - 2 * _LONGEST_REPEAT
        )  # a run that reaches the place of the change begins here at the earliest
    return gaps[0] + "".join(word + gap for word, gap in zip(own, gaps[1:], strict=True))


def _repeated(own: list[str], keys: list[str], gaps: list[str], i: int, known: frozenset[str]) -> int:
    """Return how many words from ``i`` on stand there twice, at the most; 0 if none."""
    for n in range(min(_LONGEST_REPEAT, (len(own) - i) // 2), 0, -1):
        if (
            keys[i : i + n] == keys[i + n : i + 2 * n]
            and all(_known(word, known) for word in own[i : i + 2 * n])
            and all(gap == " " for gap in gaps[i + 1 : i + 2 * n])
            and not {gaps[i][-1:], gaps[i + 2 * n][:1]} & _JOINS
            and not (gaps[i] == " " and own[i] in _NAMES_TOO)
        ):
            return n
    return 0


def _known(word: str, known: frozenset[str]) -> bool:
    low = word.lower()
    return low in known or _key(word) in known or inflection.singular(low) in known


@lru_cache(1 << 14)
def _key(word: str) -> str:
    """Return a word for comparison: lower case, singular, no possessive."""
    low = re.sub(r"['’]s?$", "", word.lower())
    return low if low in _SMALL or low in _VERBS_TOO or word.isupper() else words.singular(low)


def _one_of(first: str, second: str) -> str:
    """Return one word for two: with a capital, a plural, a possessive, if either has it."""
    best = second if second[0].isupper() and not first[0].isupper() and first.lower() not in _SMALL else first
    owned = re.search(r"['’]s?$", second) or re.search(r"['’]s?$", first)
    stem = re.sub(r"['’]s?$", "", best)
    other = re.sub(r"['’]s?$", "", second if best is first else first)
    if words.is_plural(other.lower()) and other.lower() != stem.lower():
        stem = words.plural(stem)
    if not owned:
        return stem
    return stem + (owned[0][0] if stem.endswith("s") and words.is_plural(stem) else owned[0])


def _articles(text: str) -> str:
    text = _ARTICLES.sub(_one_article, text)
    return _OWNER_THE.sub(_owner, text)


def _owner(found: re.Match[str]) -> str:
    """Return a possessive without the article behind it, unless its mark closes a quotation: ‘comrades’ the Party."""
    quoted = not found[1].endswith("s") and _OPEN_QUOTE.search(found.string[: found.start()])
    return found[0] if quoted else f"{found[1]} "


def _one_article(found: re.Match[str]) -> str:
    first, second = found["first"], found["second"]
    if second in _NAMES_TOO or (first in _NAMES_TOO and not english.at_start(found.string[: found.start()])):
        return found[0]
    low, other = first.lower(), second.lower()
    owner = low not in ("the", "a", "an")
    kept = low if owner or (low == "the" and other in ("the", "a", "an")) else other
    return english.capitalized(kept) if first[0].isupper() else kept


def _a_or_an(text: str, terms: tuple[str, ...]) -> str:
    def right(found: re.Match[str]) -> str:
        article, word = found[1], found[3]
        foreign = not word.isascii()
        name = article[0].isupper() and word[:1].isupper() and not any(text.startswith(t, found.end()) for t in terms)
        inside = article[0].isupper() and not english.at_start(text[: found.start()])
        if foreign or name or inside or not word[:1].isalnum() or len(word) == 1:
            return found[0]
        fitting = inflection.article(word)
        return (english.capitalized(fitting) if article[0].isupper() else fitting) + " "

    return _A.sub(right, text)


def _spaced(text: str) -> str:
    text = _SPACES.sub(" ", text)
    text = _SPACE_BEFORE_MARK.sub(_closed, text)
    text = _SPACE_AFTER_OPENING.sub("", text)
    return _MARKS_TWICE.sub(r"\1", text)


def _closed(found: re.Match[str]) -> str:
    """Return a mark without the space before it, unless an address stands there, which it would seem to belong to."""
    token = found.string[: found.start()].rpartition(" ")[2]
    return found[0] if re.search(r"[@/\d]", token) else found[1]


def _with_articles(text: str, bodies: tuple[str, ...]) -> str:
    """Put ``the`` before the names of bodies that stand bare after a preposition, or at the beginning."""
    for name in bodies:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if _bare(text, at, end):
                article = "The" if english.at_start(text[:at]) else "the"
                text = f"{text[:at]}{article} {text[at:]}"
                end += len(article) + 1
            at = text.find(name, end)
    return text


def _bare(text: str, at: int, end: int) -> bool:
    """Tell whether a name at these offsets lacks its article, and is not part of a longer one."""
    if _NO_ARTICLE_AFTER.match(text, end) or text[end : end + 1].isalnum():
        return False
    if " of " in text[at:end] and _LONGER_NAME.match(text, end):
        return False  # Department of Information (and Communications)
    if english.describes(text[end:]):
        return False
    return english.at_start(text[:at]) or bool(_BEFORE_NAME.search(text, max(0, at - 16), at))
