"""The evidence learned from text: what the words around an abbreviation say about its sense.

``senses.tsv`` holds it, one line a sense, for reading and for editing; ``training/senses`` makes it. Here it is read,
and here the words around a place become features, for the training and for the use alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vietgloss.glossary import Abbreviation

FILE = Path(__file__).with_name("senses.tsv")
"""The weights that are shipped."""
TOPICS = Path(__file__).with_name("topics.tsv")
"""What texts are about: the topics that are shipped, and their words."""
REACH = 12
"""How many words to each side are looked at as a bag."""
LITTLE = 15.0
"""So much is added to the whole when shares are taken: a few words tell little of what a text is about."""
LEAST_SHARE = 0.01
"""A topic with less than this is left out."""
NO_SENSE = "="
"""In the file, in place of a full form: the abbreviation stands for none of its senses but is a name or foreign."""
EVERY = "*"
"""In the file, in place of an abbreviation: what holds for all."""

_CHUNK = re.compile(r"[^\W_]+(?:[-&./][^\W_]+)*")
_STOPS = frozenset(".!?;…:")
_SIGNS = frozenset(",()-/&")
_MARK_NAMES = {
    "Aa": "a name",
    "Aa_Aa": "a name",
    "Aa_aa": "a capital",
    "Aa_AA": "a capital",
    "Aa_Xx": "a name",
    "Aa_0": "a name and a number",
    "Aa_^": "a name",
    "AA": "capitals",
    "Xx": "a foreign word",
    "aa": "a word in small letters",
    "0": "a number",
    ",": "a comma",
    "(": "a parenthesis",
    ")": "a parenthesis",
    "-": "a dash",
    "/": "a slash",
    "&": "'&'",
    ".": "a full stop",
    "*": "a sign",
}
_UNSEEN = " \t\"”“'"
_BEFORE = re.compile(r"([^\W_]*)([\W_]*)$")
_AFTER = re.compile(r"([\W_]*)([^\W_]*) ?([^\W_]*)")

# -- words -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=8192)
def words_of(full: str) -> tuple[str, ...]:
    """Return the folded words of a full form."""
    return tuple(vn.WORD.findall(vn.fold(full)))


def normal(
    text: str, known: Mapping[str, Abbreviation] | None, held: dict[str, Sequence[str]] | None = None
) -> list[str]:
    """Return the words of a tone-folded text in small letters, known abbreviations as the words they stand for.

    One with several meanings stays as it is, in capitals; so ``TU`` and the syllable ``tu`` differ.

    Args:
        text: The text.
        known: The abbreviations in force.
        held: What was found before with the same ``known``; it is added to.
    """
    held = {} if held is None else held
    words: list[str] = []
    for chunk in _CHUNK.findall(text):
        found = held.get(chunk)
        if found is None:
            if not chunk.islower():
                found = _meant(chunk, known)
            else:
                found = (chunk,) if chunk.isalnum() else vn.WORD.findall(chunk)
            held[chunk] = found
        words += found
    return words


def _meant(chunk: str, known: Mapping[str, Abbreviation] | None) -> Sequence[str]:
    if not chunk.isalnum():
        entry = known.get(chunk) if known else None
        if entry is not None and len(entry.senses) == 1:
            return words_of(entry.senses[0].expansion)
        return [w for part in vn.WORD.findall(chunk) for w in _meant(part, known)]
    if known and len(chunk) > 1 and chunk[1].isupper():
        entry = known.get(chunk)
        if entry is not None and entry.senses:
            return words_of(entry.senses[0].expansion) if len(entry.senses) == 1 else (chunk,)
    return (vn.lower(chunk),) if chunk.isalpha() else ("0",)


# -- features --------------------------------------------------------------------------------------------------------


def marks(left: str, right: str) -> tuple[list[str], list[str]]:
    """Return what stands beside a place and is no word in small letters: punctuation, a line's end, a name, a number.

    Args:
        left: The text before the place, in its line.
        right: The text after it.
    """
    before, after = _BEFORE.search(left), _AFTER.match(right)
    found = _marks(after[1], after[2], 0) if after else []
    if after and found[-1] == "Aa":  # a name (Cái Nước), or what a body is for (Kiểm soát bệnh tật)
        found[-1] += "_" + (_shape(after[3]) if after[3] else "^")
    return (_marks(before[2], before[1], -1) if before else []), found


def _marks(gap: str, word: str, nearest: int) -> list[str]:
    gap = gap.strip(_UNSEEN)
    if not gap:
        return [_shape(word)] if word else ["^"]
    sign = gap[nearest]
    sign = sign if sign in _SIGNS else "." if sign in _STOPS else "*"
    return [sign] if sign == "." or not word else [sign, _shape(word)]


def _shape(word: str) -> str:
    if not word.isalpha():
        return "0"
    if len(word) > 1 and word[1].isupper():
        return "AA"
    if not vn.is_syllable(word):
        return "Xx"
    return "Aa" if word[0].isupper() else "aa"


def features(left: Sequence[str], right: Sequence[str], before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the features of a place.

    Args:
        left: The normal words before it, the nearest last.
        right: Those after it, the nearest first.
        before: The marks before it.
        after: The marks after it.
    """
    found = [*("<" + m for m in before), *(">" + m for m in after)]
    if left:
        found.append("<" + left[-1])
        if len(left) > 1:
            found.append(f"<{left[-2]}_{left[-1]}")
    if right:
        found.append(">" + right[0])
        if len(right) > 1:
            found.append(f">{right[0]}_{right[1]}")
    bag = set()
    for side in (left[-REACH:], right[:REACH]):
        bag.update(["~" + w for w in side])
        bag.update([f"~{a}_{b}" for a, b in pairwise(side)])
    return found + list(bag)


# -- what a text is about --------------------------------------------------------------------------------------------


@cache
def topic_words(path: Path) -> dict[str, tuple[str, float]]:
    """Return the topic of each word or pair of words that has one, and how much the word counts."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if line and line[0] != "#":
            name, words = vn.fold_tone(line).split("\t")
            for item in words.split():
                word, _, value = item.rpartition(":")
                found[word] = f"#{name}", float(value)
    return found


def topics_of(words: Sequence[str]) -> dict[str, float]:
    """Return how much the normal words of a text count for each topic."""
    held = topic_words(TOPICS)
    counts: dict[str, float] = {}
    for word in filter(held.__contains__, chain(words, map("_".join, pairwise(words)))):
        topic, value = held[word]
        counts[topic] = counts.get(topic, 0.0) + value
    return counts


def shares(counts: Mapping[str, float]) -> dict[str, float]:
    """Return the share of each topic in a text.

    >>> shares({"#lúa": 15.0})
    {'#lúa': 0.5}
    """
    whole = sum(counts.values()) + LITTLE
    return {topic: count / whole for topic, count in counts.items() if count >= LEAST_SHARE * whole}


_LATE = {vn.fold_tone(a + b): a + b for a in "ou" for b in vn.LOWER if vn.fold_tone(a + b) != a + b}
_LATE_HERE = re.compile(f"(?:(?<=q)(?:{'|'.join(_LATE)})|(?:{'|'.join(_LATE)})(?=[cghmnpity]))")


def readable(folded: str) -> str:
    """Write tone marks as usual: on the second vowel after ``q``, and where a consonant follows.

    >>> readable("tóan"), readable("qủa"), readable("ủy")
    ('toán', 'quả', 'ủy')
    """
    return _LATE_HERE.sub(lambda m: _LATE[m[0]], folded)


def told(feature: str) -> str:
    """Say in words what a feature is.

    >>> told("<kết_nạp"), told(">Aa"), told("#sinh_viên")
    ("after 'kết nạp'", 'before a name', "a text about 'sinh viên'")
    """
    what = readable(feature[1:])
    if feature[0] == "#":
        return f"a text about '{what.replace('_', ' ')}'"
    where = {"<": "after", ">": "before", "~": "near"}[feature[0]]
    if what == "^":
        return "at the beginning of a line" if where == "after" else "at the end of a line"
    return f"{where} {_MARK_NAMES[what]}" if what in _MARK_NAMES else f"{where} '{what.replace('_', ' ')}'"


# -- the file --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Learned:
    """What is known of one abbreviation.

    Attributes:
        senses: The position of each full form: as written, and in small letters.
        priors: How usual each is: the natural logarithm of its share, less the mean of all.
        weights: For each feature, the positions it speaks for or against, and how strongly.
    """

    senses: dict[str, int]
    priors: tuple[float, ...]
    weights: dict[str, tuple[tuple[int, float], ...]]

    def position(self, expansion: str) -> int | None:
        """Return the position of a full form, or None if nothing is known of it."""
        exact = " ".join(vn.WORD.findall(vn.fold_tone(vn.plain(expansion))))
        return self.senses.get(exact, self.senses.get(vn.lower(exact)))


@cache
def lines_of(path: Path) -> dict[str, list[str]]:
    """Return the file's lines by abbreviation, not yet taken apart; read once."""
    lines: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        if line and line[0] != "#":
            lines.setdefault(line[: line.index("\t")], []).append(line)
    return lines


@cache
def learned(surface: str, path: Path) -> Learned | None:
    """Return what the file knows of an abbreviation, or None."""
    lines = lines_of(path).get(surface)
    if lines is None:
        return None
    senses: dict[str, int] = {}
    priors: list[float] = []
    weights: dict[str, tuple[tuple[int, float], ...]] = {}
    shared = lines_of(path).get(EVERY, [])
    for i, line in enumerate([*lines, *shared]):
        _, full, prior, *evidence = vn.fold_tone(line).split("\t")
        exact = " ".join(vn.WORD.findall(full)) or full
        if i < len(lines):
            senses[exact] = i
            senses.setdefault(vn.lower(exact), i)
            priors.append(float(prior))
        elif exact in senses:  # what holds for every abbreviation is added to its own line
            priors[senses[exact]] += float(prior)
        else:
            continue
        at = senses[exact]
        for item in evidence[0].split() if evidence else ():
            feature, _, weight = item.rpartition(":")
            points = dict(weights.get(feature, ()))
            points[at] = points.get(at, 0.0) + float(weight)
            weights[feature] = tuple(points.items())
    return Learned(senses, tuple(priors), weights)
