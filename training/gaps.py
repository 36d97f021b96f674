"""What newspapers say often and the training text hardly ever: ``python training/gaps.py`` prints a list for writers.

Each line: how many articles hold the phrase, how often the training text holds it, the phrase, and for a headword of
the dictionary its English. Phrases of two to five words come first, headwords after them. The lists for the pairs of
November 2026 were made so; ``theo quy định của pháp luật`` stood in 387 of 9,000 articles, and in 8 of 128,000 lines.

Needs ``python training/starter/prepare.py`` before.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent / "starter"))

import settings as s  # type: ignore[import-not-found]  # in training/starter, which is no package
from corpus import SUFFIX, read  # type: ignore[import-not-found]  # same

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHARED = Path(__file__).parents[2] / "shared" / "data"
GROUPS = ("news", "genre")
LONGEST = 5
_WORD = re.compile(r"[^\W\d_]+|\d[\d.,/]*|[^\w\s]")


def phrases(text: str, longest: int) -> Iterator[str]:
    """Give the runs of 2 to ``longest`` words of a text between its figures and marks, folded."""
    for run in re.split(r"[^\w\s]|\d", vn.fold(vn.nfc(text))):
        words = run.split()
        for n in range(2, longest + 1):
            yield from (" ".join(words[at : at + n]) for at in range(len(words) - n + 1))


def articles(path: Path) -> Iterator[str]:
    """Give the texts of a file of JSON lines."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)


def rare(seen: Counter[str], known: Counter[str], share: float, fewest: int) -> list[tuple[int, int, str]]:
    """Return what was seen often and is known to less than ``share`` of what would be due, the weightiest first."""
    found = [(n, known[p], p) for p, n in seen.items() if n >= fewest and known[p] < share * n]
    return sorted(found, key=lambda row: -row[0] * (len(row[2].split()) - 1) ** 0.5)


def without_parts(rows: list[tuple[int, int, str]], seen: Counter[str]) -> list[tuple[int, int, str]]:
    """Leave out phrases that hardly stand outside a longer one of the list."""
    inside = set()
    for n, _, phrase in rows:
        words = phrase.split()
        for a in range(len(words)):
            for b in range(a + 2, len(words) + 1):
                part = " ".join(words[a:b])
                if part != phrase and seen[part] < 1.6 * n:
                    inside.add(part)
    return [row for row in rows if row[2] not in inside]


def headwords(path: Path) -> dict[str, str]:
    """Return the dictionary's words of two to four syllables, folded, with the beginning of their English."""
    rows = (line.rstrip("\n").split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {vn.fold(row[0]): row[1][:60] for row in rows if len(row) > 1 and 2 <= len(row[0].split()) <= 4}  # noqa: PLR2004


def counted(texts: Iterable[str]) -> Counter[str]:
    """Count phrases, each once in a text."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(set(phrases(text, LONGEST)))
    return found


def main() -> None:
    """Print the list."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    s.add_config(parser)
    parser.add_argument("--news", type=Path, default=SHARED / "mono" / "news.jsonl.xz", help="articles, JSON lines")
    parser.add_argument("--dictionary", type=Path, default=SHARED / "dict" / "vnedict.tsv")
    arguments = parser.parse_args()
    settings = s.load(arguments.config)
    lines = [line[0] for name in GROUPS for line in read(s.build(settings, "data", name + SUFFIX))]
    known, seen = counted(lines), counted(articles(arguments.news))
    for n, there, phrase in without_parts(rare(seen, known, 0.1, 25), seen):
        print(n, there, phrase, sep="\t")
    english = headwords(arguments.dictionary)
    for n, there, word in rare(seen, known, 0.6, 6):
        if word in english:
            print(n, there, word, english[word], sep="\t")


if __name__ == "__main__":
    main()
