"""A second run after an edit of the glossary, with the translation memory: a part of ``benchmarks.argos``."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from typing import TYPE_CHECKING

import yaml

from benchmarks import timing
from vietgloss import Glossary, documents, expand
from vietgloss.pipeline.prepare import Preparer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.argos import Setting
    from benchmarks.timing import Spent
    from vietgloss.glossary import Term

_NEW = re.compile(r", (\d+) of them new")
_NEVER = "từ không có trong bài nào"


def again(setting: Setting) -> None:
    """Print what the first run over the articles takes, and what another after one term got another English.

    Two edits: a term that stands in as many sentences as the median of those that stand in more than one, and the one
    that stands in the most. Each round begins with an empty memory.
    """
    glossary = Glossary.load()
    found = _used(setting.articles, glossary)
    ordered = sorted((count, term.source) for term, count in found.items() if count > 1)
    places = {"a middling term": int(statistics.median_low(range(len(ordered)))), "the commonest term": -1}
    chosen = {name: ordered[at] for name, at in places.items()}
    terms = {term.source: term for term in found}
    mine = setting.work / "mine.yaml"
    spent: dict[str, list[Spent]] = {name: [] for name in ("the first run", "nothing edited", *chosen)}
    new: dict[str, int] = {}
    for number in range(setting.rounds):
        data = setting.work / f"memory-{number}"

        def run(*args: str, data: Path = data) -> timing.Ran:
            env = {**setting.env, "VIETGLOSS_DATA_DIR": str(data)}
            return timing.command(setting.translate("-g", str(mine), *args), env=env, folder=setting.work)

        for name, runs in spent.items():
            edited = terms[chosen[name][1]] if name in chosen else None
            # Beside the edit one entry that no article has, so that the file is there in the first run too.
            own = {_NEVER: "never"} | ({edited.source: f"revised {edited.target}"} if edited else {})
            mine.write_text(yaml.safe_dump({"terms": own}, allow_unicode=True), encoding="utf-8")
            told = _NEW.search(run("--dry-run").err)
            if told is None:
                raise timing.CommandError("--dry-run did not say how many sentences are new")
            new[name] = int(told[1])
            runs.append(run().spent)
    first = spent["the first run"]
    rows = [
        [
            f"{name}, in {chosen[name][0]} sentences" if name in chosen else name,
            str(new[name]),
            timing.middle([s.wall for s in own]),
            timing.middle([s.cpu for s in own]),
            timing.middle([100 * a.wall / b.wall for a, b in zip(own, first, strict=True)], 0),
            timing.middle([100 * a.cpu / b.cpu for a, b in zip(own, first, strict=True)], 0),
        ]
        for name, own in spent.items()
    ]
    heads = ["with a memory; edited:", "sentences translated", "wall, s", "processor, s", "% of the first, wall"]
    print(timing.table([*heads, "% of the first, processor"], rows))


def _used(articles: Sequence[Path], glossary: Glossary) -> Counter[Term]:
    """Count in how many different sentences of articles each term stands."""
    preparer = Preparer(glossary, terms=True)
    found: Counter[Term] = Counter()
    seen: set[str] = set()
    for article in articles:
        document = documents.read(str(article))
        for work in preparer.segments(document, expand(document.text, glossary)):
            for line in (piece.line for piece in work.pieces):
                if line.text not in seen and not line.verbatim:
                    seen.add(line.text)
                    found.update({f.term for f in preparer.index.find(line.text, english_figures=True)})
    return found
