"""Precision and recall of the checks of translations: ``python -m benchmarks.quality``.

Prints one Markdown table: how many of the planted errors in ``tests/cases/quality`` are reported as what they are,
what is reported on the correct translations there, and what on a sample of the training pairs, which are correct too.
The pairs are also spoiled by rule (another digit, another month, half of the words, the English of another), which
nobody has read.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import yaml

from vietgloss import quality
from vietgloss import text as vn
from vietgloss.glossary.model import Term
from vietgloss.terms.find import Found
from vietgloss.terms.find import check as check_terms
from vietgloss.translation import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.terms import TermCheck

TOP = Path(__file__).parents[1]
CASES = TOP / "tests" / "cases" / "quality"
PAIRS = TOP / "training" / "pairs"
SEED = 7
LONG = 8
"""With fewer words a half is too little to cut."""
LONGER = 15
"""With fewer words there may be too little to tell that the English is that of another sentence."""
NOT_ASKED = ("term", "forbidden")
"""Kinds that need a glossary, and so cannot be reported on bare pairs."""


@dataclass(slots=True)
class Score:
    """What was planted and found, and what was reported on correct translations.

    Attributes:
        planted: Planted errors by kind.
        found: Those reported as what they are.
        also: Other kinds reported on planted versions, which have one error each.
        clean: How many correct translations were checked.
        alarmed: How many of them had any warning.
        alarms: Warnings on them by kind.
        missed: The planted versions that were not found: kind, source, target, kinds reported.
        false: The correct translations with a warning: source, target, messages.
    """

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    also: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    alarmed: int = 0
    alarms: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str, str, str]] = field(default_factory=list)
    false: list[tuple[str, str, str]] = field(default_factory=list)

    def recall(self, kind: str) -> float:
        """Return the share of the planted errors of a kind that were found."""
        return self.found[kind] / self.planted[kind] if self.planted[kind] else 1.0


def read(folder: Path = CASES, files: str = "*.yaml") -> list[dict[str, Any]]:
    """Return all segments of the planted-error set, or of some of its files, in order of the files."""
    return [case for path in sorted(folder.glob(files)) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


def warnings(case: dict[str, Any], target: str) -> list[quality.Warning]:
    """Return what is reported on ``target`` as the English of a case."""
    source = vn.nfc(case["source"])
    forbidden = [(term, wrong) for term, all_wrong in case.get("forbidden", {}).items() for wrong in all_wrong]
    return quality.check(source, target, terms=terms(case, source, target), forbidden=forbidden)


def terms(case: dict[str, Any], source: str, target: str) -> list[TermCheck]:
    """Return whether the English of a case's terms stands in ``target``."""
    found = []
    for name, english in case.get("terms", {}).items():
        at = vn.key(source).find(vn.key(name))
        first, *also = english if isinstance(english, list) else [english]
        found.append(Found(max(at, 0), max(at, 0) + len(name), Term(name, first, tuple(also))))
    return check_terms(found, source, target)


def score(cases: list[dict[str, Any]]) -> Score:
    """Return the score on the planted-error set."""
    result = Score()
    for case in cases:
        reported = warnings(case, case["target"])
        result.clean += 1
        result.alarmed += bool(reported)
        result.alarms.update({w.kind for w in reported})
        if reported:
            result.false.append((case["source"], case["target"], "; ".join(f"{w.kind}: {w.message}" for w in reported)))
        for wrong in case.get("planted", ()):
            kind = wrong["kind"]
            kinds = {w.kind for w in warnings(case, wrong["target"] or "")}
            result.planted[kind] += 1
            result.found[kind] += kind in kinds
            result.also.update(kinds - {kind})
            if kind not in kinds:
                result.missed.append((kind, case["source"], wrong["target"], ", ".join(sorted(kinds)) or "nothing"))
    return result


def sample(folder: Path, count: int) -> list[tuple[str, str]]:
    """Return ``count`` random pairs from the ``.tsv`` files of a folder, always the same ones."""
    pairs = []
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            parts = line.split("\t")
            if len(parts) > 1 and not line.startswith("#"):
                pairs.append((parts[0], parts[1]))
    return random.Random(SEED).sample(pairs, min(count, len(pairs)))  # noqa: S311  # a sample, no secret


def spoiled(pairs: list[tuple[str, str]], *, words: bool = False) -> Score:
    """Return the score on pairs spoiled by rule, which nobody has looked at: see :func:`_spoilt`.

    With ``words`` it is the numbers and days written in words that are spoiled.
    """
    chance = random.Random(SEED)  # noqa: S311  # a sample, no secret
    result = Score()
    for number, (source, target) in enumerate(pairs):
        wrongs = list(_spoilt_words(target, chance) if words else _spoilt(target, chance))
        other = pairs[number - 1][1]
        if not words and min(len(target.split()), len(other.split())) >= LONGER:
            wrongs.append(("meaning", other))
        for kind, wrong in wrongs:
            kinds = {w.kind for w in quality.check(source, wrong)}
            result.planted[kind] += 1
            result.found[kind] += kind in kinds
            result.also.update(kinds - {kind})
            if kind not in kinds:
                result.missed.append((kind, source, wrong, ", ".join(sorted(kinds)) or "nothing"))
    return result


def _spoilt(target: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Give versions of an English sentence with one error each."""
    for kind, pattern, change in _CHANGES:
        found = list(pattern.finditer(target))
        if found:
            match = chance.choice(found)
            wrong = change(match[0], chance)
            if wrong != match[0]:
                yield kind, target[: match.start()] + wrong + target[match.end() :]
    words = target.split()
    if len(words) >= LONG:
        yield "length", " ".join(words[: len(words) // 2])
        at = chance.randrange(2, len(words) - 4)
        yield "repetition", " ".join([*words[:at], *words[at - 2 : at + 3] * 3, *words[at + 3 :]])


def _spoilt_words(target: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Give versions of an English sentence with another number or day in words."""
    for kind, others, pattern in _WORDS:
        found = list(pattern.finditer(target))
        if found:
            match = chance.choice(found)
            other = chance.choice([w for w in others if w != match[0]])
            yield kind, target[: match.start()] + other + target[match.end() :]


def _other_digit(text: str, chance: random.Random) -> str:
    """Change one digit of a figure, never to a leading zero."""
    at = chance.choice([i for i, c in enumerate(text) if c.isdigit()])
    return text[:at] + chance.choice([d for d in "123456789" if d != text[at]]) + text[at + 1 :]


_NO_MONTH = "".join(f"(?<!{end} )" for end in ("ary", "rch", "ril", "May", "une", "uly", "ust", "ber"))
_CHANGES = (
    ("number", re.compile(r"(?<![\w.,/-])\d{1,3}(?:,\d{3})+(?![\w./-])"), lambda t, _: t.replace(",", ".")),
    ("number", re.compile(r"(?<![\w.,/-])\d+\.\d+(?=%)"), lambda t, _: t.replace(".", ",")),
    (
        "number",
        re.compile(rf"(?<=[a-z] ){_NO_MONTH}[1-9]\d{{1,2}}(?= [a-z]{{4}})"),
        _other_digit,
    ),
    ("number", re.compile(r"\bbillion\b"), lambda *_: "million"),
    ("date", re.compile(r"\b(?:January|March|June|August|October)(?= \d)"), lambda *_: "December"),
    ("date", re.compile(r"(?<=(?:June|July) )\d{1,2}(?=, )"), _other_digit),
    (
        "ordinal",
        re.compile(r"\b\d{1,2}th(?= (?:[A-Z]|sess|meet|anniv|term|cent|conf|place))"),
        lambda t, _: f"{int(t[:-2]) + 10}th",
    ),
    ("document-number", re.compile(r"\b\d+(?:/\d{4})?[-/][A-ZĐ]{2,4}[-/][A-ZĐ]{2,}\b"), _other_digit),
    (
        "name",
        re.compile(rf"\b(?:Nguyễn|Trần|Phạm|Hoàng|Đặng|Bùi|Đỗ|Ngô|Đinh|Lê) [{vn.UPPER}]\w+ [{vn.UPPER}]\w+"),
        lambda t, _: names.without_marks(t),
    ),
    ("brackets", re.compile(r"\((?=[^\W\d]{3})"), lambda *_: ""),
    ("quotes", re.compile(r'"'), lambda *_: ""),
)

_NUMBERS = "two three four five six seven eight nine ten".split()
_ORDINALS = "second third fourth fifth sixth seventh eighth ninth tenth".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WORDS = (
    ("number", _NUMBERS, re.compile(rf"\b(?<!-)(?:{'|'.join(_NUMBERS)})(?=[ -](?!million|hundred|thousand|of)[a-z])")),
    ("ordinal", _ORDINALS, re.compile(rf"\b(?<!-)(?:{'|'.join(_ORDINALS)})(?= [a-z])")),
    ("date", _DAYS, re.compile(rf"\b(?:{'|'.join(_DAYS)})\b")),
)


def clean(pairs: list[tuple[str, str]]) -> Score:
    """Return what is reported on correct pairs."""
    result = Score(clean=len(pairs))
    for source, target in pairs:
        reported = quality.check(source, target)
        result.alarmed += bool(reported)
        result.alarms.update({w.kind for w in reported})
        if reported:
            result.false.append((source, target, "; ".join(f"{w.kind}: {w.message}" for w in reported)))
    return result


@click.command()
@click.option("--pairs", type=click.Path(path_type=Path, file_okay=False), default=PAIRS, show_default=True)
@click.option("--files", default="*.yaml", show_default=True, help="Which files of planted errors to score.")
@click.option("--count", default=3000, show_default=True, help="How many pairs to draw.")
@click.option("--wrong", metavar="N", default=0, help="List the first N errors missed and false alarms.")
def main(pairs: Path, files: str, count: int, wrong: int) -> None:
    """Score the checks on planted errors and on correct translations."""
    planted = score(read(files=files))
    drawn = sample(pairs, count)
    start = time.process_time()
    sound = clean(drawn)
    micros = 1e6 * (time.process_time() - start) / max(len(drawn), 1)
    rule = spoiled(drawn)
    click.echo(f"{planted.clean} segments, {planted.planted.total()} planted errors; {sound.clean} correct pairs.\n")
    click.echo(
        "| kind | planted | found | recall | spoiled by rule | recall | on correct segments | on correct pairs |"
    )
    click.echo("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for kind in quality.KINDS:
        asked = str(sound.alarms[kind]) if kind not in NOT_ASKED else "–"
        click.echo(
            f"| {kind} | {planted.planted[kind]} | {planted.found[kind]} | {100 * planted.recall(kind):.1f} "
            f"| {rule.planted[kind] or '–'} | {f'{100 * rule.recall(kind):.1f}' if rule.planted[kind] else '–'} "
            f"| {planted.alarms[kind]} | {asked} |"
        )
    click.echo(f"\nCorrect segments with any warning: {planted.alarmed} of {planted.clean}; ", nl=False)
    click.echo(f"pairs: {sound.alarmed} of {sound.clean} ({100 * sound.alarmed / max(sound.clean, 1):.2f} %).")
    click.echo(f"{micros:.0f} microseconds a segment.")
    worded = spoiled(drawn, words=True)
    told = ", ".join(f"{kind} {worded.found[kind]} of {worded.planted[kind]}" for kind in worded.planted)
    click.echo(f"Numbers and days in words, spoiled by rule: {told}.")
    for kind, source, target, reported in [*planted.missed[:wrong], *rule.missed[:wrong], *worded.missed[:wrong]]:
        click.echo(f"\nmissed {kind} (reported: {reported})\n  {source}\n  {target}")
    for source, target, message in [*planted.false, *sound.false][: 2 * wrong]:
        click.echo(f"\nfalse: {message}\n  {source}\n  {target}")


if __name__ == "__main__":
    main()
