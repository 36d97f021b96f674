"""Gather the text: ``python training/starter/prepare.py`` writes ``build/starter/data``.

Parallel text is filtered and cleared of doubles and of what the measured sets hold, and term spans are found once. Text
is kept, not numbers: SentencePiece makes more than a million tokens a second on one core, augmentation works on text,
and compressed text is smaller than numbers.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import corpus
import settings as s
from corpus import Line
from terms import Terms

sys.path.insert(0, str(s.ROOT / "training"))
sys.path.insert(0, str(s.ROOT / "training/generate"))
import generate
import pairs as own

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from settings import Settings

ACCENTED = re.compile("[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^)]*\)")
_FURNITURE = {"furniture", "dateline", "byline"}

Pair = tuple[str, str]


def main() -> None:
    """Write all groups and sets, and say how large they are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    s.add_config(parser)
    parser.add_argument("--most", type=int, help="at most so many lines of each group and set")
    arguments = parser.parse_args()
    settings = s.load(arguments.config)
    began, total = time.monotonic(), 0
    terms = all_terms(settings["paths"]["dictionaries"])
    measured: set[str] = set()
    for name, files in settings["sets"].items():
        lines = [Line(v, e, _spans(terms, v, e)) for v, e in read_set(files)][: arguments.most]
        measured.update(line.vietnamese for line in lines)
        total += corpus.write(s.build(settings, "data", "sets", name + corpus.SUFFIX), lines)
        print(f"{name}: {len(lines)} lines, to measure on")
    seen: set[Pair] = set()
    for name, group in settings["groups"].items():
        kept = [
            pair
            for pair in read_group(group)
            if pair not in seen and pair[0] not in measured and fits(pair, settings["filter"])
        ]
        kept = list(dict.fromkeys(kept))
        seen.update(kept)
        most = min(arguments.most or len(kept), group.get("most", len(kept)))
        if most < len(kept):
            kept = random.Random(settings["seed"]).sample(kept, most)
        spans = terms if group.get("spans") else None
        lines = [Line(v, e, _spans(spans, v, e) if spans else "") for v, e in kept]
        size = corpus.write(s.build(settings, "data", name + corpus.SUFFIX), lines)
        total += size
        count = sum(len(line.spans.split()) for line in lines)
        print(f"{name}: {len(lines)} lines, {count} spans, {size / 1e6:.2f} MB", flush=True)
    print(f"{total / 1e6:.1f} MB in all, {time.monotonic() - began:.0f} s")


def all_terms(dictionaries: Iterable[str]) -> Terms:
    """Gather the terms of dictionaries and of the shipped glossary."""
    from vietgloss import Glossary  # noqa: PLC0415  # only preparing needs it
    from vietgloss.terms.find import stem  # noqa: PLC0415  # the same

    terms = Terms(lru_cache(maxsize=None)(stem))
    for name in dictionaries:
        for vietnamese, english in read_columns(s.ROOT / name):
            terms.add(vietnamese, re.split(r"[;,/]", _BRACKETS.sub("", english)))
    glossary = Glossary.load()
    for term in glossary.terms.values():
        terms.add(term.source, (term.target, *term.also))
    for abbreviation in glossary.abbreviations.values():
        for sense in abbreviation.senses:
            if sense.target:
                terms.add(sense.expansion, (sense.target, *sense.also))
    return terms


def _spans(terms: Terms, vietnamese: str, english: str) -> str:
    return " ".join(map(str, terms.spans(vietnamese, english)))


def fits(pair: Pair, limits: Settings) -> bool:
    """Whether a pair is of a sound length."""
    left, right = (len(side.split()) for side in pair)
    ratio, slack = limits["ratio"], limits["slack"]
    return (
        max(left, right) <= limits["most_words"]
        and left <= ratio * right + slack
        and right <= ratio * left + slack
        and "\n" not in "".join(pair)
    )


def read_group(group: dict[str, Any]) -> Iterator[Pair]:
    """Read the files of a group."""
    for name in group["files"]:
        if name.startswith(("pairs:", "generated:")):
            yield from _own(name)
        elif name == "glossary":
            yield from _glossary()
        else:
            for path in sorted(_glob(name)):
                if path.name in group.get("without", ()):
                    continue
                for vietnamese, english in read_columns(path):
                    if group.get("accented") and not ACCENTED.search(vietnamese):
                        continue
                    if group.get("gloss"):
                        short = re.split(r"[;,/]", _BRACKETS.sub("", english))[0].strip()
                        if short:
                            yield vietnamese, short
                    else:
                        yield vietnamese, english


def read_set(files: list[str]) -> Iterator[Pair]:
    """Read a set: a split of our own, labelled references, one file of two columns, or two files."""
    paths = [s.ROOT / name for name in files]
    if files[0].startswith("pairs:"):
        yield from _own(files[0])
    elif paths[0].suffix == ".jsonl":
        for row in map(json.loads, paths[0].read_text(encoding="utf-8").splitlines()):
            if row["type"] not in _FURNITURE:
                yield _clean(row["vi_expanded"]), _clean(row["en"])
    elif len(paths) == 1:
        yield from read_columns(paths[0])
    else:
        sides = (path.read_text(encoding="utf-8").splitlines() for path in paths)
        yield from ((_clean(v), _clean(e)) for v, e in zip(*sides, strict=True))


def read_columns(path: Path) -> Iterator[Pair]:
    """Read the first two columns of a file, in NFC."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            columns = [_clean(column) for column in line.rstrip("\n").split("\t")[:2]]
            if len(columns) == 2 and all(columns) and not line.startswith("#"):  # noqa: PLR2004
                yield columns[0], columns[1]


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _own(name: str) -> Iterator[Pair]:
    kind, _, split = name.partition(":")
    if kind == "generated":
        # Always the same seed, so that the text is the same wherever it is prepared.
        return iter(generate.generate(int(split), seed=1))
    return ((pair.source, pair.target) for pair in own.pairs() if pair.split == split)


def _glossary() -> Iterator[Pair]:
    from vietgloss import Glossary  # noqa: PLC0415  # only preparing needs it

    return ((term.source, term.target) for term in Glossary.load().terms.values())


def _glob(name: str) -> Iterator[Path]:
    folder, _, pattern = name.rpartition("/")
    return (s.ROOT / folder).glob(pattern)


if __name__ == "__main__":
    main()
