"""Checks of the English as a text: empty, too short or too long, repeated, brackets, quotes."""

from __future__ import annotations

import re
from collections import Counter

from vietgloss import text as vn
from vietgloss.i18n import _
from vietgloss.quality import meaning
from vietgloss.quality.model import Warning  # noqa: A004  # the field's word for it

_WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ITEM = re.compile(r"^\W*\w{1,4}\)")
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))
_CURLY = (("“", "”"), ("«", "»"))
_END = re.compile(r"[.!?…;:]\W*$")
_OPEN_END = re.compile(r"\b(?:of|the|and|to|in|for|with|by|on|at|from|a|an|that|which|as|or|its|their)$|[:,(–-]$")
_OPEN_MARK = re.compile(r"[:,(–-]\W*$")
_MARK = re.compile(r"[,;:]\s|\s-\s")
_STOP = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bNo)(?<!\b[ap]\.m)(?<!\bSt)[.!?…][\"'”’)]*\s+(?=\W*[^\W\d_])"
)
_SIGN = 0.15
# A quarter of the clean pairs of training/pairs that were reported as too short reach this, 1 of 99 planted cuts.
_TERSE, _SAID = 3.0, -0.4
_STUTTER = re.compile(r"\b(the|of|and|to|in|for|a|an|with|by|on|at|from|is|was|were|are)\s+\1\b", re.IGNORECASE)

_PAIR = 2
_LONGEST_PHRASE = 40
_STEPS = frozenset({"to", "by", "and", "after", "or", "in", "upon", "the"})

# English words for a Vietnamese syllable, and how far the share may fall or rise: from 11,700 clean pairs, by length.
_RATIO = 0.94
_LIMITS = ((4, 0.25, 4.0), (8, 0.38, 2.4), (15, 0.46, 1.9), (25, 0.55, 1.65), (40, 0.62, 1.5), (10**9, 0.68, 1.35))


def empty(source: str, target: str) -> list[Warning]:
    """Return a warning if the source has words and the target none."""
    if any(c.isalnum() for c in source) and not any(c.isalnum() for c in target):
        return [Warning("empty", _("there is no translation"))]
    return []


def length(source: str, target: str, missing: int = 0, added: int = 0) -> list[Warning]:
    """Return a warning if the English is far shorter or longer than Vietnamese of this length makes.

    Args:
        source: The Vietnamese, plain.
        target: The English, plain.
        missing: How many figures, names and terms of the source are missing; they make a cut likelier.
        added: How many stand in the English only.
    """
    syllables, words = len(vn.WORD.findall(source)), len(vn.WORD.findall(target))
    if not syllables or not words:
        return []
    ratio = words / (_RATIO * syllables)
    low, high = next((lo, hi) for limit, lo, hi in _LIMITS if syllables < limit)
    signs = _signs_of_a_cut(source, target) + 0.15 * min(missing, 2)
    short = ratio < low or (signs >= _SIGN and ratio < low + signs)
    if short and not _is_terse(source, target, words / syllables):
        return [
            Warning(
                "length",
                _("{words} English words for {syllables} Vietnamese syllables: something is missing").format(
                    words=words, syllables=syllables
                ),
            )
        ]
    more = 0.15 * min(added, 2) + (0.35 if len(_STOP.findall(target)) > len(_STOP.findall(source)) else 0.0)
    if ratio > high - more and words > syllables + 4:
        return [
            Warning(
                "length",
                _("{words} English words for {syllables} Vietnamese syllables: something is added").format(
                    words=words, syllables=syllables
                ),
            )
        ]
    return []


def _is_terse(source: str, target: str, ratio: float) -> bool:
    """Tell whether short English says nearly all of the source, by the lexicon."""
    said = meaning.said(source, target)
    return said is not None and said + _TERSE * ratio >= _SAID


def _signs_of_a_cut(source: str, target: str) -> float:
    """Return how much the ends and the commas speak for a translation cut short, as a share of its length."""
    signs = 0.0
    if source.endswith("!") and target.endswith(","):
        return signs  # a salutation
    if _END.search(source) and not _END.search(target):
        signs += 0.25
    if _OPEN_END.search(target) and not _OPEN_MARK.search(source):
        signs += 0.4
    lost = len(_MARK.findall(source)) - len(_MARK.findall(target))
    if len(_MARK.findall(target)) == 0:
        signs += 0.05 * min(lost, 3)
    return signs


def brackets(source: str, target: str) -> list[Warning]:
    """Return a warning for each kind of brackets that is not balanced in the target and is in the source."""
    plain, english = _ITEM.sub("", source), _ITEM.sub("", target)
    found = []
    for opening, closing in _PAIRS:
        if not _balanced(english, opening, closing) and _balanced(plain, opening, closing):
            lacks = closing if english.count(opening) > english.count(closing) else opening
            found.append(Warning("brackets", _("the translation lacks a {lacks}").format(lacks=lacks), lacks))
    return found


def quotes(source: str, target: str) -> list[Warning]:
    """Return a warning if quotation marks are not balanced in the target though they are in the source."""
    if not _quotes_open(target) or _quotes_open(source):
        return []
    return [Warning("quotes", _("a quotation mark is not paired in the translation"))]


def _balanced(text: str, opening: str, closing: str) -> bool:
    if opening not in text and closing not in text:
        return True
    depth = 0
    for c in text:
        depth += (c == opening) - (c == closing)
        if depth < 0:
            return False
    return depth == 0


def _quotes_open(text: str) -> bool:
    straight = text.count('"')
    curly = text.count("“") + text.count("”")
    if straight and curly:
        return (straight + curly) % 2 == 1
    singles = len(re.findall(r"(?<!\w)['‘](?=\w)", text)) > len(re.findall(r"(?<=[\w.,!?])['’](?!\w)", text))
    return straight % 2 == 1 or singles or any(not _balanced(text, a, b) for a, b in _CURLY)


def repetition(source: str, target: str) -> list[Warning]:
    """Return a warning if the English says the same again and again and the Vietnamese does not."""
    words = [w.lower() for w in _WORDS.findall(target)]
    stutter = _STUTTER.search(target)
    phrase = stutter[0] if stutter else _again(words) or _often(words, source)
    if not phrase:
        return []
    return [Warning("repetition", _("the translation repeats itself: {phrase}").format(phrase=phrase), "", phrase)]


def _again(words: list[str]) -> str:
    """Return a phrase that follows upon itself: one word or ``step by`` three times, a longer one twice."""
    for size in range(1, min(len(words) // 2, _LONGEST_PHRASE) + 1):
        same = 0
        for i, (word, after) in enumerate(zip(words, words[size:], strict=False)):
            same = same + 1 if word == after else 0
            if same < size:
                continue
            phrase = words[i + 1 : i + 1 + size]
            twice = size > _PAIR or (size == _PAIR and not _STEPS & set(phrase))
            if (twice or same >= 2 * size) and any(w.isalpha() for w in phrase):
                return " ".join(phrase)
    return ""


def _often(words: list[str], source: str) -> str:
    """Return three words in a row that stand more often than any syllable of the source, or a long clause twice."""
    syllables = vn.WORD.findall(vn.lower(source))
    most = max(Counter(syllables).values(), default=0)
    for size, least in ((3, max(3, most + 1)), (7, 2)):
        grams = Counter(tuple(words[i : i + size]) for i in range(len(words) - size + 1))
        gram, count = max(grams.items(), key=lambda g: g[1], default=((), 0))
        if count >= least and (size == 3 or not _twice(syllables)):  # noqa: PLR2004
            return " ".join(gram)
    return ""


def _twice(syllables: list[str]) -> bool:
    """Whether the source has three syllables in a row twice."""
    grams = Counter(tuple(syllables[i : i + 3]) for i in range(len(syllables) - 2))
    return max(grams.values(), default=0) > 1
