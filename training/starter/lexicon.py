"""Learn which words translate which: ``python training/starter/lexicon.py`` writes ``build/starter/lexicon.tsv.gz``.

Model 1 of Brown et al. (The Mathematics of Statistical Machine Translation, 1993) on the prepared text: how likely a
Vietnamese word is where an English one stands. The program chooses with it among the translations that a model offers
(``vietgloss.translation.lexicon``). It takes a minute and 4 GB of memory.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import time
from collections import Counter
from typing import TYPE_CHECKING

import corpus
import numpy as np
import settings as s

from vietgloss.translation import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray
    from settings import Settings

    Numbers = NDArray[np.int64]
    Pair = tuple[list[str], list[str]]


def main() -> None:
    """Learn the lexicon and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    s.add_config(parser)
    settings = s.load(parser.parse_args().config)
    began = time.monotonic()
    pairs = list(read(settings))
    lines = list(table(pairs, settings["lexicon"]))
    path = s.build(settings, "lexicon.tsv.gz")
    # Neither name nor time, so that the same text gives the same file.
    path.write_bytes(gzip.compress("".join(f"{line}\n" for line in lines).encode(), 9, mtime=0))
    size = path.stat().st_size / 1e6
    print(f"{len(pairs)} pairs, {len(lines)} words, {size:.2f} MB, {time.monotonic() - began:.0f} s")


def read(settings: Settings) -> Iterator[Pair]:
    """Read the prepared pairs of the lexicon's groups as words, syllables that belong together joined."""
    limits = settings["lexicon"]
    files = [s.build(settings, "data", group + corpus.SUFFIX) for group in limits["groups"]]
    lines = [line for file in files for line in corpus.read(file)]
    sides = [(lexicon.words(line.vietnamese), lexicon.words(line.english)) for line in lines]
    held = together([left for left, _ in sides], limits)
    for left, right in sides:
        words = lexicon.joined(left, held)
        if 0 < len(words) <= limits["most_words"] and 0 < len(right) <= limits["most_words"]:
            yield words, right


def together(texts: Iterable[list[str]], limits: Settings) -> set[str]:
    """Return the pairs of syllables that stand side by side far more often than chance has it, a space between."""
    single: Counter[str] = Counter()
    double: Counter[tuple[str, str]] = Counter()
    for text in texts:
        single.update(text)
        double.update(itertools.pairwise(text))
    total = sum(single.values())
    return {
        f"{a} {b}"
        for (a, b), count in double.items()
        if count >= limits["pair_count"] and count * total > limits["pair_lift"] * single[a] * single[b]
    }


def table(pairs: list[Pair], limits: Settings) -> Iterator[str]:
    """Learn the chances, and write a line for each word."""
    left, right = (vocabulary((pair[side] for pair in pairs), limits["count"]) for side in (0, 1))
    cells = []
    for number, pair in enumerate(pairs):
        here = sorted({left[w] for w in pair[0] if w in left})
        there = sorted({right[w] for w in pair[1] if w in right})
        if here and there:
            cells.append((number, here, there))
    told = np.concatenate([np.repeat(np.array(v) + n * (len(left) + 1), len(e)) for n, v, e in cells])
    known, pair_of = np.unique(
        np.concatenate([(np.array(v)[:, None] * (len(right) + 1) + np.array(e)).ravel() for _, v, e in cells]),
        return_inverse=True,
    )
    source, target = np.divmod(known, len(right) + 1)
    chance = learned(pair_of, target, told, limits["rounds"])
    vietnamese, english = ["", *left], ["", *right]
    for number, group in itertools.groupby(np.flatnonzero(chance >= limits["least"]), key=lambda n: source[n]):
        best = sorted(group, key=lambda n: (-chance[n], english[target[n]]))[: limits["most"]]
        yield "\t".join([vietnamese[number], *(f"{english[target[n]]} {100 * chance[n]:.0f}" for n in best)])


def vocabulary(texts: Iterable[list[str]], least: int) -> dict[str, int]:
    """Number the words that are there often enough, from 1 on, the commonest first."""
    counts = Counter(word for text in texts for word in text)
    often = (word for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if count >= least)
    return {word: number for number, word in enumerate(often, 1)}


def learned(pair_of: Numbers, given: Numbers, told: Numbers, rounds: int) -> NDArray[np.float64]:
    """Return for each pair of words how likely the one is where the other is given.

    Args:
        pair_of: The pair in each place of a sentence where both stand.
        given: The word that is given, of each pair.
        told: Which word of which sentence is accounted for in each place.
        rounds: How often expectation and maximisation take turns.
    """
    _, told = np.unique(told, return_inverse=True)
    likely = np.ones(len(given))
    for _ in range(rounds):
        weights = likely[pair_of]
        weights /= np.bincount(told, weights)[told]
        likely = np.bincount(pair_of, weights, len(given))
        likely /= np.bincount(given, likely)[given]
    return likely


if __name__ == "__main__":
    main()
