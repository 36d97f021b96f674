"""Finding again in a translation what stood in its source: where the bold words, the link, the footnote mark go.

Names, figures and terms are known: their English is looked for. For all other words the decoder's attention tells which
stand for which (Bahdanau et al., 2015), less what every word of the sentence looks at. A span becomes the stretch of
words that look more into it than elsewhere (the maximal sum of a row of numbers, Bentley, 1984).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vietgloss import text as vn
from vietgloss.translation.tokens import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.translation.items import Item
    from vietgloss.translation.tokens import Alignment

    Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+(?:[.,:'’/-][^\W_]+)*%?")
_ELSEWHERE = 0.6
"""How much a look elsewhere counts against a look into a span."""
_IDLE = 0.05
"""What a word costs that looks nowhere."""
_SURE = 2.0
"""What a word counts that is known to belong to a span, or not to."""
_LINKS = frozenset(
    "of in on at to for by with from and or is are was were has have had been be as that which about under".split()
)
_ARTICLES = frozenset({"the", "a", "an"})
_PREPOSITIONS = frozenset(
    "ở tại trong trên dưới với cho từ đến về của bằng theo trước sau so và là đã được do vì để".split()
)


class _Pair(NamedTuple):
    """What is known to stand for what."""

    source: Span
    target: Span


class _Sentence(NamedTuple):
    """A line and its translation.

    Attributes:
        source: The line.
        target: Its translation.
        words: Where the words of the translation stand.
        tokens: Where the tokens of the line stand that have a letter or a figure.
        looks: For each word how much it looks at each of these tokens.
        sure: What is known to stand for what.
    """

    source: str
    target: str
    words: list[Span]
    tokens: list[Span]
    looks: list[list[float]]
    sure: list[_Pair]

    def into(self, word: int, start: int, end: int) -> float:
        """Return how much a word looks at a part of the line."""
        return sum(w for w, (a, b) in zip(self.looks[word], self.tokens, strict=True) if a < end and start < b)

    def worth(self, word: int, start: int, end: int) -> float:
        """Return what speaks for a word to belong to a part of the line; less than 0 if more speaks against it."""
        a, b = self.words[word]
        for (s, e), (c, d) in self.sure:
            if a < d and c < b:
                if start <= s and e <= end:
                    return _SURE
                if e <= start or end <= s:
                    return -_SURE
        inside = self.into(word, start, end)
        return inside - _ELSEWHERE * (sum(self.looks[word]) - inside) - _IDLE


def placed(
    spans: Sequence[Span], source: str, target: str, alignment: Alignment, known: Sequence[Item] = ()
) -> list[Span]:
    """Return where in a translation each span of its source stands.

    Args:
        spans: Spans of ``source``, in characters; an empty one is a place between two words.
        source: The line that was translated.
        target: Its translation.
        alignment: Which words stand for which.
        known: Terms, figures and names of the line, with all English forms that they may have.

    Returns:
        A span of ``target`` for each, whole words; an empty one for an empty one.
    """
    sentence = _sentence(source, target, alignment, known)
    found = {(start, end): _span(start, end, sentence) for start, end in spans if start < end}
    ends = {end: place[1] for (_, end), place in found.items() if place[0] < place[1]}
    for start, end in spans:
        if start == end:
            # What stands right behind marked words stays behind them.
            found[start, end] = (ends[start],) * 2 if start in ends else _point(start, sentence)
    return [found[start, end] for start, end in spans]


def with_heads(
    parts: Sequence[Span], spans: Sequence[Span], places: Sequence[Span], head: str, target: str
) -> list[Span]:
    """Return the places with those parts at a line's head that the engine never saw: ``Article 1.`` in bold.

    Args:
        parts: Spans of a segment.
        spans: What is left of each in the line that was translated; empty, where it stood in the head.
        places: Where each of these stands in the translation.
        head: What was set before the translation.
        target: The translation, with it.

    >>> with_heads([(0, 7)], [(0, 0)], [(0, 0)], "Article 1. ", "Article 1. It begins.")
    [(0, 10)]
    """
    shown = head.rstrip()
    if not shown or not target.startswith(shown):
        return list(places)
    first = next((i for i, c in enumerate(shown) if c.isalnum()), 0)
    return [
        (first, len(shown)) if part[0] < part[1] and span == place == (0, 0) else place
        for part, span, place in zip(parts, spans, places, strict=True)
    ]


def _sentence(source: str, target: str, alignment: Alignment, known: Sequence[Item]) -> _Sentence:
    words = [m.span() for m in _WORD.finditer(target)]
    # Full stops and commas are where words look that have no counterpart.
    kept = [n for n, (a, b) in enumerate(alignment.source) if any(c.isalnum() for c in source[a:b])]
    rows = [[0.0] * len(kept) for _ in words]
    for (a, b), weights in zip(alignment.target, alignment.weights, strict=False):
        for number, (c, d) in enumerate(words):
            if a < d and c < b:
                for column, n in enumerate(kept):
                    rows[number][column] += weights[n] if n < len(weights) else 0.0
    looked_at = [sum(column) or 1.0 for column in zip(*rows, strict=True)]
    looks = [
        [w * w / max(w, all_of_it) for w, all_of_it in zip(row, looked_at, strict=True)] if any(row) else row
        for row in rows
    ]
    sentence = _Sentence(source, target, words, [alignment.source[n] for n in kept], looks, [])
    _add_known(sentence, known)
    _add_copied(sentence)
    return sentence


def _add_known(sentence: _Sentence, known: Sequence[Item]) -> None:
    """Look for the English of terms, figures and names; of several places that is taken which looks there most."""
    low = vn.lower(sentence.target)
    taken: list[Span] = []
    for item in sorted(known, key=lambda i: i.start - i.end):
        for form in sorted({item.target, *item.also}, key=len, reverse=True):
            places = [
                (a, a + len(form))
                for a in _places(low, vn.lower(form))
                if not any(a < d and c < a + len(form) for c, d in taken)
            ]
            if places:
                best = max(places, key=lambda p: _looks(sentence, p, item.start, item.end))
                taken.append(best)
                sentence.sure.append(_Pair((item.start, item.end), best))
                break


def _places(text: str, form: str) -> list[int]:
    pattern = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")
    return [m.start() for m in pattern.finditer(text)] if form else []


def _looks(sentence: _Sentence, place: Span, start: int, end: int) -> float:
    inside = [n for n, (a, b) in enumerate(sentence.words) if a < place[1] and place[0] < b]
    return sum(sentence.into(n, start, end) for n in inside)


def _add_copied(sentence: _Sentence) -> None:
    """Words with a capital or a figure that stand once in the line and once in its translation."""
    here = [(sentence.source[a:b].lower(), (a, b)) for a, b in (m.span() for m in _WORD.finditer(sentence.source))]
    there = [(sentence.target[a:b].lower(), (a, b)) for a, b in sentence.words]
    free = [pair for pair in there if not any(pair[1][0] < d and c < pair[1][1] for _, (c, d) in sentence.sure)]
    for word, (a, b) in here:
        marked = sentence.source[a].isupper() or any(c.isdigit() for c in word)
        found = [span for other, span in free if other == word]
        if marked and len(found) == 1 and sum(word == other for other, _ in here) == 1:
            sentence.sure.append(_Pair((a, b), found[0]))


def _span(start: int, end: int, sentence: _Sentence) -> Span:
    source, target, words = sentence.source, sentence.target, sentence.words
    if not any(c.isalnum() for c in source[:start]) and not any(c.isalnum() for c in source[end:]):
        return 0, len(target)
    if not words:
        return (0, len(target)) if start == 0 else (len(target), len(target))
    worth = [sentence.worth(number, start, end) for number in range(len(words))]
    best, first, last = 0.0, -1, -1
    total, since = 0.0, 0
    for number, value in enumerate(worth):
        if total <= 0:
            total, since = 0.0, number
        total += value
        if total > best:
            best, first, last = total, since, number
    if first < 0:
        first = last = max(range(len(words)), key=lambda n: (not _is_small(words[n], target), worth[n]))
    first, last = _without_small_words(first, last, source[start:end], sentence)
    return _grown(words[first][0], words[last][1], source[start:end], target)


def _is_small(word: Span, target: str) -> bool:
    return target[slice(*word)].lower() in _LINKS | _ARTICLES


def _without_small_words(first: int, last: int, covered: str, sentence: _Sentence) -> tuple[int, int]:
    """Return the first and last word of a stretch without what only links it to the words around it."""
    words = [sentence.target[a:b].lower() for a, b in sentence.words]
    head = covered.split()[:1]
    if not head or vn.lower(head[0]) not in _PREPOSITIONS:
        start = first
        while start < last and words[start] in _LINKS:
            start += 1
        first = start
    while first < last and words[last] in _LINKS | _ARTICLES:
        last -= 1
    return first, last


def _point(at: int, sentence: _Sentence) -> Span:
    """Where something that stands alone goes: behind the word that it stood close to, else before the next one."""
    source, target, words = sentence.source, sentence.target, sentence.words
    here = words_of(source)
    if not words or not any(c.isalnum() for c in source[:at]):
        return 0, 0
    if not any(c.isalnum() for c in source[at:]):
        return len(target), len(target)
    glued = not source[at - 1].isspace()
    near = [w for w in here if (w[0] < at if glued else w[1] > at)]
    start, end = near[-1] if glued else near[0]
    word = _counterpart(start, at if glued else end, sentence, behind=glued)
    place = word[0]
    if glued:
        place = word[1]
        if not source[at - 1].isalnum():  # it stood behind a comma
            place += len(target[place:]) - len(target[place:].lstrip(",.;:!?)”\"'"))
    return place, place


def _counterpart(start: int, end: int, sentence: _Sentence, *, behind: bool) -> Span:
    """Return what stands for a word of the line: its term, if it is the last (or first) word of one, or one word."""
    bare = end - len(sentence.source[start:end]) + len(sentence.source[start:end].rstrip(".,;:!?)”\"'"))
    for (a, b), place in sentence.sure:
        if (start <= b - 1 < end and b >= bare) if behind else a == start:
            return place
    return sentence.words[max(range(len(sentence.words)), key=lambda n: sentence.worth(n, start, end))]


def _grown(start: int, end: int, covered: str, target: str) -> tuple[int, int]:
    """Return a span with the quotes and brackets at its ends that the source's span had."""
    inner = covered.strip()
    if inner[:1] in '"“‘«(' and start > 0 and target[start - 1] in "\"“‘'«(":
        start -= 1
    if inner[-1:] in '"”’»)' and target[end : end + 1] and target[end] in "\"”’'»)":
        end += 1
    if inner[-1:] in ".,;:!?…" and target[end : end + 1] and target[end] in ".,;:!?…":
        end += 1
    return start, end
