"""Labelled passages: reading them and scoring an expansion against them.

A passage is running text with labels in braces; docs/language-cases.md describes the form. Any program that turns
text into text can be scored, since edits are read off the text where the program gives none.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

_LABEL = re.compile(r"\{([^{}|]+)((?:\|[^{}|]*)+)\}")
KEEP, UNKNOWN = "=", "?"


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled span of the NFC text, end exclusive; ``accept`` are the right outcomes, ``""`` being removal.

    ``kind`` is ``expand``, ``keep``, ``unknown`` (left alone, nobody can explain it) or ``define`` (taken out).
    """

    start: int
    end: int
    surface: str
    kind: str
    accept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in NFC, without its markup, and its labels in order."""

    id: str
    field: str
    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a program did: ``source[start:end]`` became ``new``."""

    start: int
    end: int
    new: str


def parse(marked: str) -> tuple[str, tuple[Label, ...]]:
    """Return the text of a marked passage and its labels.

    Raises:
        ValueError: If a brace has no partner.

    >>> parse("Có 84 {ĐV|đảng viên}.")[0]
    'Có 84 ĐV.'
    """
    marked = vn.nfc(marked)
    parts: list[str] = []
    labels: list[Label] = []
    at = length = 0
    for match in _LABEL.finditer(marked):
        before = marked[at : match.start()]
        if "{" in before or "}" in before or "|" in before:
            raise ValueError(f"a brace or bar without its partner in {before[-60:]!r}")
        start = length + len(before)
        length = start + len(match[1])
        parts += [before, match[1]]
        accept = tuple(match[2][1:].split("|"))
        kind = _kind(accept)
        labels.append(Label(start, length, match[1], kind, (match[1],) if kind in ("keep", "unknown") else accept))
        at = match.end()
    rest = marked[at:]
    if "{" in rest or "}" in rest or "|" in rest:
        raise ValueError(f"a brace or bar without its partner in {rest[:60]!r}")
    return "".join([*parts, rest]), tuple(labels)


def _kind(accept: tuple[str, ...]) -> str:
    if accept == (KEEP,):
        return "keep"
    if accept == (UNKNOWN,):
        return "unknown"
    return "expand" if any(accept) else "define"


def read(folder: Path) -> list[Passage]:
    """Return all passages of a folder's YAML files, in the order of the files.

    Raises:
        ValueError: If an item is not as docs/language-cases.md says; names file and passage.
    """
    passages = []
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
            try:
                text, labels = parse(item["text"])
                passage = Passage(item["id"], item["field"], text, labels)
            except (ValueError, KeyError, TypeError) as error:
                where = item.get("id") if isinstance(item, dict) else item
                raise ValueError(f"{path.name}, {where}: {error}") from None
            if passage.id in seen:
                raise ValueError(f"{path.name}: {passage.id} stands in {seen[passage.id]} too")
            seen[passage.id] = path.name
            passages.append(passage)
    return passages


def changes_between(source: str, result: str) -> list[Change]:
    """Read the changes off the text, for programs that only give text: whole words, the fewest."""
    a, b = re.findall(r"\w+|\s+|[^\w\s]", source), re.findall(r"\w+|\s+|[^\w\s]", result)
    starts = [0]
    for token in a:
        starts.append(starts[-1] + len(token))
    found = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            found.append(Change(starts[i1], starts[i2], "".join(b[j1:j2])))
    return found


@dataclass
class Score:
    """Counts over many passages; ``wrong`` holds a line for each thing that went wrong."""

    right: int = 0
    missed: int = 0
    false: int = 0
    kept: int = 0
    touched: int = 0
    definitions: int = 0
    definitions_right: int = 0
    ambiguous: int = 0
    ambiguous_right: int = 0
    ambiguous_wrong: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the changes made that are right."""
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        """Share of the expansions wanted that were made, and made right."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of expansion, span and text together."""
        p, r = self.precision, self.recall
        return 2 * p * r / max(1e-9, p + r)

    @property
    def ambiguous_correct(self) -> float:
        """Share right among the ambiguous ones that were decided."""
        return self.ambiguous_right / max(1, self.ambiguous_right + self.ambiguous_wrong)

    @property
    def undecided(self) -> float:
        """Share of the ambiguous ones that were left."""
        return 1 - (self.ambiguous_right + self.ambiguous_wrong) / max(1, self.ambiguous)

    @property
    def kept_touched(self) -> float:
        """Share of what must stay that was changed."""
        return self.touched / max(1, self.kept)

    @property
    def definition_recall(self) -> float:
        """Share of the definitions that were taken out."""
        return self.definitions_right / max(1, self.definitions)


def score(
    passages: Iterable[Passage],
    expand: Callable[[str], Sequence[Change]],
    ambiguous: frozenset[str] = frozenset(),
) -> Score:
    """Score a program.

    Labels and changes that overlap are judged together: what the text between their ends becomes must be one of the
    right outcomes, whatever the cut. Case and tone placement are folded.

    Args:
        passages: What to score on.
        expand: The program: from NFC text to its changes, in order, without overlaps.
        ambiguous: Surfaces that count as ambiguous.
    """
    total = Score()
    for passage in passages:
        changes = [c for c in expand(passage.text) if passage.text[c.start : c.end] != c.new]
        for labels, made in _clusters(passage.labels, changes):
            _judge(total, passage, labels, made, ambiguous)
    return total


def _clusters(labels: Sequence[Label], changes: Sequence[Change]) -> list[tuple[list[Label], list[Change]]]:
    """Group labels and changes that overlap, directly or through another."""
    both: list[Label | Change] = [*labels, *changes]
    spans = sorted(both, key=lambda s: (s.start, s.end))
    clusters: list[tuple[list[Label], list[Change]]] = []
    end = -1
    for span in spans:
        if span.start >= end or not clusters:
            clusters.append(([], []))
        end = max(end, span.end)
        if isinstance(span, Label):
            clusters[-1][0].append(span)
        else:
            clusters[-1][1].append(span)
    return clusters


def _judge(total: Score, passage: Passage, labels: list[Label], made: list[Change], ambiguous: frozenset[str]) -> None:
    start = min(s.start for s in (*labels, *made))
    end = max(s.end for s in (*labels, *made))
    result = _written(passage.text, made, start, end)
    wanted = [""]
    at = start
    for label in labels:
        between = passage.text[at : label.start]
        wanted = [w + between + a for w in wanted for a in label.accept][:256]
        at = label.end
    wanted = [w + passage.text[at:end] for w in wanted]
    fits = _folded(result) in {_folded(w) for w in wanted}
    left = not made
    expansions = [x for x in labels if x.kind == "expand"]
    if fits:
        total.right += len(expansions)
    else:
        total.missed += len(expansions)
        total.false += sum(1 for c in made if c.new)
        before, after = passage.text[max(0, start - 40) : start], passage.text[end : end + 30]
        shown = f"{before}⟦{passage.text[start:end]}⟧{after}"
        verdict = "left" if left else f"became {result!r}"
        total.wrong.append(f"{passage.id}: {shown!r} {verdict}, wanted {wanted[0]!r}")
    for label in labels:
        if label.kind in ("keep", "unknown"):
            total.kept += 1
            total.touched += not fits
        elif label.kind == "define":
            total.definitions += 1
            total.definitions_right += fits
        elif label.surface in ambiguous:
            total.ambiguous += 1
            total.ambiguous_right += fits
            total.ambiguous_wrong += not fits and not left


def _written(text: str, made: Sequence[Change], start: int, end: int) -> str:
    parts, at = [], start
    for change in made:
        parts += [text[at : change.start], change.new]
        at = change.end
    return "".join([*parts, text[at:end]])


def _folded(text: str) -> str:
    return " ".join(vn.WORD.findall(vn.fold(vn.nfc(text))))
