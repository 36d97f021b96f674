"""Places of ambiguous abbreviations that a person labelled: in real articles, and in the written passages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml
from benchmarks.passages import parse

from vietgloss import text as vn
from vietgloss.expansion import define, protect, weights
from vietgloss.expansion.context import Context, Folded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.passages import Label

    from vietgloss.glossary import Abbreviation, Sense


@dataclass(frozen=True, slots=True)
class Place:
    """One labelled place.

    Attributes:
        entry: The abbreviation.
        context: Where it stands.
        forms: What it stands for, one of these; empty: it stays as it is.
        group: The article or passage; places of one group are never on both sides of a split.
        source: ``wild`` or ``passages``.
        settled: The same place with the abbreviations around it written out, as the expander comes to see it.
    """

    entry: Abbreviation
    context: Context
    forms: tuple[str, ...]
    group: str
    source: str
    settled: Context | None = None

    def is_right(self, sense: Sense) -> bool:
        """Tell whether a sense has the labelled full form."""
        if not self.forms:
            return sense.keep
        return not sense.keep and weights.words_of(sense.expansion) in {weights.words_of(f) for f in self.forms}

    @property
    def listed(self) -> bool:
        """Whether the glossary knows the right sense at all."""
        return bool(self.forms) and any(map(self.is_right, self.entry.senses))


def passages(files: list[Path], entries: dict[str, Abbreviation]) -> list[Place]:
    """Read labelled passages; docs/language-cases.md says how they are written."""
    found = []
    for file in files:
        for passage in yaml.safe_load(file.read_text("utf-8")) or ():
            text, marked = parse(passage["text"])
            plain = vn.plain(text)
            document = Folded(plain, entries)
            # Where the passage itself defines an abbreviation, the definition decides, not the sense.
            defined = {d.surface for d in define.find(plain, entries)}
            full, shifts = _written_out(plain, marked)
            for label, shift in zip(marked, shifts, strict=True):
                start, end = label.start, label.end
                entry = entries.get(plain[start:end])
                if entry is None or not entry.ambiguous or entry.keep or plain[start:end] in defined:
                    continue
                context = Context.around(plain, start, end, document)
                # With itself still abbreviated, whatever is written out around it.
                own = full[: start + shift] + plain[start:end] + full[start + shift + len(label.accept[0]) :]
                later = Context.around(own, start + shift, end + shift, document)
                found.append(Place(entry, context, _forms(label), passage["id"], "passages", later))
    return found


def sentences(files: list[Path], entries: dict[str, Abbreviation]) -> list[Place]:
    """Read labelled sentences, one a line; only the ambiguous ones are labelled."""
    found = []
    for file in files:
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            text, marked = parse(line.strip())
            plain = vn.plain(text)
            document = Folded(plain, entries)
            for label in marked:
                entry = entries.get(plain[label.start : label.end])
                if entry is not None and entry.ambiguous:
                    context = Context.around(plain, label.start, label.end, document)
                    found.append(Place(entry, context, _forms(label), f"{file.stem}:{number}", "sentences"))
    return found


def _forms(label: Label) -> tuple[str, ...]:
    return label.accept if label.kind in ("expand", "define") else ()


def _written_out(plain: str, marked: Sequence[Label]) -> tuple[str, list[int]]:
    """Return a text with all labels written out, and by how much each place moves to the right."""
    out, at, shift, shifts = "", 0, 0, []
    for label in marked:
        shifts.append(shift)
        out += plain[at : label.start] + label.accept[0]
        shift += len(label.accept[0]) - (label.end - label.start)
        at = label.end
    return vn.plain(out + plain[at:]), shifts


def wild(labels: Path, contexts: Path, news: Path, entries: dict[str, Abbreviation]) -> list[Place]:
    """Read labelled places of real articles; those that the expander never asks about are left out."""
    label = {r.split("\t")[0]: r.split("\t")[2] for r in labels.read_text("utf-8").splitlines()}
    rows = [r.split("\t")[:4] for r in contexts.read_text("utf-8").splitlines()]
    wanted = {r[2] for r in rows}
    texts = {}
    with news.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if str(article["id"]) in wanted:
                texts[str(article["id"])] = article["text"]
    found = []
    spared = frozenset(entries)
    ready: dict[str, tuple[str, Folded, set[str], list[tuple[int, int]]]] = {}
    for number, surface, article, start_ in rows:
        entry = entries.get(surface)
        if number not in label or entry is None or not entry.ambiguous:
            continue
        if article not in ready:
            plain = vn.plain(texts[article])
            spans = [(p.start, p.end) for p in protect.find(texts[article], plain, spared, ())]
            defined = {d.surface for d in define.find(plain, entries)}
            ready[article] = plain, Folded(plain, entries), defined, spans
        plain, document, defined, spans = ready[article]
        start = int(start_)
        if surface in defined or any(a < start + len(surface) and start < b for a, b in spans):
            continue
        full = label[number]
        forms = () if full in ("=", "?") else tuple(full.split("|"))
        context = Context.around(plain, start, start + len(surface), document)
        found.append(Place(entry, context, forms, f"news:{article}", "wild"))
    return found
