"""Count which words stand beside the full forms of ambiguous abbreviations: ``beside.tsv``. README.md says how.

python beside.py OUT.tsv --news news.jsonl --pairs a.tsv b.tsv --domain domain/*.tsv --passages dev/*.yaml
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import labels
from mine import Finder, lines, parser_for

from vietgloss import Glossary
from vietgloss import text as vn
from vietgloss.expansion import beside, weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from labels import Place

    from vietgloss.glossary import Abbreviation

SIDE = 60
"""So many characters to each side hold the words that are counted."""
LEAST = 2
"""What was seen less often is left out."""
OTHER, GENRE, WRITTEN, PHRASE = 2, 4, 4, 2
"""A line of more weight than the first counts as often as the second; what was written for this as the third, but a
phrase, of which there are two dozen for each sense, as the fourth."""


class Seen:
    """Counts places: how often words stood beside each full form, and under ``""`` how often it was seen."""

    def __init__(self, entries: dict[str, Abbreviation]) -> None:
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._entries = entries
        self._held: dict[str, Sequence[str]] = {}

    def add(self, full: str, left: str, right: str, weight: int) -> None:
        """Count a place; the text to both sides is plain and tone-folded."""
        seen = self.counts[full]
        seen[""] += weight
        before = weights.normal(left[-SIDE:], self._entries, self._held)
        after = weights.normal(right[:SIDE], self._entries, self._held)
        for side in beside.both(left, right, before, after):
            for feature in side:
                seen[feature] += weight


def count_texts(seen: Seen, texts: Iterable[tuple[str, float, str]], finder: Finder) -> None:
    """Count the full forms that stand written out in lines of text."""
    for raw, weight, _ in texts:
        line = vn.fold_tone(vn.plain(vn.nfc(raw)))
        if not line.isupper():
            for full, start, end in finder.find(line):
                seen.add(" ".join(full), line[:start], line[end:], GENRE if weight > OTHER else 1)


def count_hints(seen: Seen, path: Path) -> None:
    """Count the phrases of ``hints.txt``."""
    for row in path.read_text("utf-8").splitlines():
        head, _, phrases = row.partition(": ")
        full = " ".join(weights.words_of(head.partition(" ")[2]))
        for phrase in phrases.split("|") if full and not row.startswith("#") else ():
            if phrase.count("_") == 1:
                left, right = (vn.fold_tone(vn.plain(vn.nfc(side))) for side in phrase.strip().split("_"))
                seen.add(full, left, right, PHRASE)


def count_labelled(seen: Seen, places: Iterable[Place]) -> None:
    """Count labelled places; where the abbreviations around one are labelled too, with them written out."""
    for place in places:
        if place.forms:
            full = " ".join(weights.words_of(place.forms[0]))
            context = place.context if place.settled is None else place.settled
            seen.add(full, context.before, context.after, WRITTEN)


def main() -> None:
    """Count and write."""
    parser = parser_for(__doc__)
    parser.add_argument("--sentences", type=Path, nargs="*", default=[])
    parser.add_argument("--passages", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    entries = dict(Glossary.load().spellings())
    seen = Seen(entries)
    count_texts(seen, lines(args), Finder(entries))
    count_hints(seen, Path(__file__).with_name("hints.txt"))
    count_labelled(seen, labels.sentences(sorted(args.sentences), entries))
    count_labelled(seen, labels.passages(sorted(args.passages), entries))
    rows = []
    for full, times in sorted(seen.counts.items()):
        kept = sorted((f for f, n in times.items() if f and n >= LEAST), key=lambda f: (-times[f], f))
        rows.append(f"{full}\t{times['']}\t{' '.join(f'{f}:{times[f]}' for f in kept)}")
    args.out.write_text("\n".join([beside.HEADER, *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
