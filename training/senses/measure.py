"""How often the choice is right, how often it is left open, and whether its probability means what it says."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.expansion import sense as senses
from vietgloss.expansion import weights

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from labels import Place

_LATE = {vn.fold_tone(a + b): a + b for a in "ou" for b in vn.LOWER if vn.fold_tone(a + b) != a + b}
_BEFORE_END = re.compile(f"({'|'.join(_LATE)})(?=[cghmnpity])")


def unfolded(text: str) -> str:
    """Write tone marks of oa, oe, uy as usual: on the second vowel where a letter follows."""
    return _BEFORE_END.sub(lambda m: _LATE[m[1]], text)


class Report:
    """Counts of right, wrong and open choices, by set of places."""

    def __init__(self) -> None:
        self.outcomes: dict[str, list[tuple[Place, senses.Choice, senses.Choice]]] = defaultdict(list)

    def add(self, name: str, places: Sequence[Place], file: Path) -> None:
        """Choose for each place with the weights of a file."""
        weights.FILE = file
        forget()
        for place in places:
            open_ = senses.choose(place.entry, place.context)
            self.outcomes[name].append((place, open_, senses.choose(place.entry, place.context, policy="best")))

    def show(self) -> None:
        """Print the figures."""
        for name, found in self.outcomes.items():
            known = [f for f in found if f[0].listed]
            decided = [f for f in known if f[1].sense is not None]
            right = sum(p.is_right(c.sense) for p, c, _ in decided if c.sense)
            best = sum(p.is_right(b.sense) for p, _, b in known if b.sense)
            print(f"\n== {name}: {len(known)} places of a sense the glossary knows")
            print(f"decided {len(decided)}, right of these {right / len(decided):.3f}")
            print(f"left open {1 - len(decided) / len(known):.3f}; always taking the best {best / len(known):.3f}")
            none = [f for f in found if not f[0].forms]
            kept = sum(_good(p, c) for p, c, _ in none)
            lost = sum(c.sense is None and "name" in c.reason for _, c, _ in known)
            print(f"no sense at all: {len(none)}, left {kept}; known ones taken for a name: {lost}")
            rest = [f for f in found if f[0].forms and not f[0].listed]
            print(f"of a sense the glossary lacks: {len(rest)}, left {sum(c.sense is None for _, c, _ in rest)}")
            self._reliability(found)
            wrong = Counter(p.entry.surface for p, c, _ in found if not _good(p, c))
            every = Counter(p.entry.surface for p, _, _ in found)
            print("wrong or open:", ", ".join(f"{s} {n}/{every[s]}" for s, n in wrong.most_common(40)))

    @staticmethod
    def _reliability(found: list[tuple[Place, senses.Choice, senses.Choice]]) -> None:
        bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for place, _, best in found:
            if best.sense:
                sure = best.confidence
                bins[min(9, int(sure * 10))].append((sure, place.is_right(best.sense)))
        whole = sum(map(len, bins.values()))
        gap = 0.0
        for b in sorted(bins):
            said, was = (sum(x) / len(bins[b]) for x in zip(*bins[b], strict=True))
            gap += abs(said - was) * len(bins[b]) / whole
            print(f"  said {b / 10:.1f}-{b / 10 + 0.1:.1f}: {len(bins[b]):4} places, said {said:.3f}, right {was:.3f}")
        print(f"  expected calibration error {gap:.3f}")

    def mistakes(self, name: str) -> list[str]:
        """Return the wrong and open ones, each with its words."""
        out = []
        for place, choice, best in self.outcomes[name]:
            if not _good(place, choice):
                got = choice.sense.expansion if choice.sense else f"? ({best.sense.expansion if best.sense else ''})"
                want = "|".join(place.forms) or "="
                here = f"{place.context.before[-70:]}[{place.entry.surface}]{place.context.after[:50]}"
                out.append(f"{place.entry.surface}\t{want}\t{got}\t{best.confidence}\t{choice.reason}\t{here}")
        return out


def _good(place: Place, choice: senses.Choice) -> bool:
    if not place.forms:
        return choice.sense is None or choice.sense.keep
    return choice.sense is not None and place.is_right(choice.sense)


def forget() -> None:
    """Forget all that was read of weights."""
    senses._models.clear()  # noqa: SLF001
    weights.lines_of.cache_clear()
    weights.learned.cache_clear()
