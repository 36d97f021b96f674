"""Collect contexts in which the full forms of ambiguous abbreviations stand written out.

Such a context is an example of the sense, and nobody had to label it.

    python mine.py OUT.jsonl --news news.jsonl --pairs a.tsv b.tsv --domain domain/*.tsv --skip contexts.tsv
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vietgloss import Glossary
from vietgloss import text as vn
from vietgloss.expansion import weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.glossary import Abbreviation

SIDE = 130
MOST = 2500
HIDE = 0.4
VIETNAMESE = re.compile("[đĐơƠưƯăĂạảấầẩậắằặẹẻếềểệịọỏốồổộớờởợụủứừửựỳỵỷỹ]")


class Example(NamedTuple):
    """One context: what it is an example of, the text to both sides in its line, and how much it counts."""

    label: str
    left: str
    right: str
    weight: float
    source: str


class Finder:
    """Finds the full forms of ambiguous abbreviations in a line, the longest at each place."""

    def __init__(self, entries: dict[str, Abbreviation]) -> None:
        self.by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.surfaces: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for surface, entry in entries.items():
            if len(entry.senses) < 2 or entry.keep:  # noqa: PLR2004
                continue
            for sense in entry.senses:
                full = weights.words_of(sense.expansion)
                if not full or full == weights.words_of(surface):
                    continue
                if full not in self.by_first[full[0]]:
                    self.by_first[full[0]].append(full)
                if entry.surface not in self.surfaces[full]:
                    self.surfaces[full].append(entry.surface)
        for forms in self.by_first.values():
            forms.sort(key=len, reverse=True)

    def find(self, line: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
        """Give full form, start and end of each place in a line (plain, tone-folded)."""
        words = list(vn.WORD.finditer(vn.lower(line)))
        low = [w[0] for w in words]
        i = 0
        while i < len(words):
            for full in self.by_first.get(low[i], ()):
                n = len(full)
                if tuple(low[i : i + n]) == full:
                    yield full, words[i].start(), words[i + n - 1].end()
                    i += n - 1
                    break
            i += 1


def hidden(text: str, finder: Finder, chance: random.Random, share: float = HIDE) -> str:
    """Write some full forms in a context as their ambiguous abbreviation, as newspapers do."""
    out, at = [], 0
    for full, start, end in finder.find(text):
        if chance.random() < share:
            out += [text[at:start], chance.choice(finder.surfaces[full])]
            at = end
    return "".join(out) + text[at:]


def lines(args: argparse.Namespace) -> Iterator[tuple[str, float, str]]:
    """Give each line of Vietnamese once, its weight, and where it stands."""
    seen: set[str] = set()
    skipped = {r.split("\t")[2] for r in args.skip.read_text("utf-8").splitlines()} if args.skip else set()
    for path in args.domain:
        for row in path.read_text("utf-8").splitlines():
            yield row.split("\t")[0], 4.0, path.name
    with args.news.open(encoding="utf-8") as news:
        for row in news:
            article = json.loads(row)
            if str(article["id"]) not in skipped:
                for line in article["text"].splitlines():
                    if line not in seen:
                        seen.add(line)
                        yield line, 1.5, f"news:{article['id']}"
    for path in args.pairs:
        for row in path.read_text("utf-8").splitlines():
            line = max(row.split("\t")[:2], key=lambda c: len(VIETNAMESE.findall(c)))
            if line not in seen:
                seen.add(line)
                yield line, 1.0, path.name


def written_out(args: argparse.Namespace, entries: dict[str, Abbreviation]) -> dict[tuple[str, ...], list[Example]]:
    """Return, for each full form, a sample of its contexts."""
    chance = random.Random(args.seed)  # noqa: S311
    finder = Finder(entries)
    kept: dict[tuple[str, ...], list[Example]] = defaultdict(list)
    count: dict[tuple[str, ...], int] = defaultdict(int)
    for raw, weight, source in lines(args):
        line = vn.fold_tone(vn.plain(vn.nfc(raw)))
        if line.isupper():
            continue
        for full, start, end in finder.find(line):
            sample = kept[full]
            at = len(sample)
            if at >= MOST:  # a reservoir: all places have the same chance; those of the genre stay
                at = chance.randrange(count[full] + 1)
                if at >= MOST or sample[at].weight > weight:
                    count[full] += 1
                    continue
            count[full] += 1
            left = hidden(line[max(0, start - SIDE) : start], finder, chance)
            right = hidden(line[end : end + SIDE], finder, chance)
            example = Example(line[start:end], left, right, weight, source)
            sample[at : at + 1] = [example]
    return dict(kept)


def parser_for(description: str | None) -> argparse.ArgumentParser:
    """Return a parser that knows where to write and what text to read; see :func:`lines`."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, nargs="*", default=[])
    parser.add_argument("--domain", type=Path, nargs="*", default=[])
    parser.add_argument("--skip", type=Path, help="contexts.tsv: its articles are for measuring")
    return parser


def main() -> None:
    """Mine and write."""
    parser = parser_for(__doc__)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    entries = dict(Glossary.load().spellings())
    found = written_out(args, entries)
    with args.out.open("w", encoding="utf-8") as out:
        for full, examples in sorted(found.items()):
            out.write(json.dumps([full, examples], ensure_ascii=False) + "\n")
            print(" ".join(full), len(examples), sep="\t")


if __name__ == "__main__":
    main()
