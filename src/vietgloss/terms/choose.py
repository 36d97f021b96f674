"""Choosing among the engine's translations of a line: the first that loses least."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vietgloss.terms.write import unmarked
from vietgloss.translation import items as found_items
from vietgloss.translation import mend
from vietgloss.translation.tokens import loops

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vietgloss.terms.write import Form
    from vietgloss.translation.items import Item
    from vietgloss.translation.tokens import Hypothesis


@dataclass(frozen=True, slots=True)
class Candidate:
    """A translation of a line or of a part of it.

    Attributes:
        text: The English; what was copied nearly right is put right in it.
        circles: Whether it repeats itself, and the source does not.
        lost: Items that are missing in it.
        missed: Terms whose English is missing in it.
        mended: What was put right: what stood there, and the item.
        said: What the engine said, of which this is made, if it is made of one answer to the whole line as it is.
    """

    text: str
    circles: bool = False
    lost: tuple[Item, ...] = ()
    missed: tuple[Item, ...] = ()
    mended: tuple[tuple[str, Item], ...] = ()
    said: Hypothesis | None = field(default=None, compare=False)

    @property
    def cost(self) -> tuple[bool, int, int]:
        """What is wrong with it, worst first: it runs in circles, items are lost, terms are missed."""
        return self.circles or not self.text.strip(), len(self.lost), len(self.missed)

    @property
    def perfect(self) -> bool:
        """Whether nothing is wrong with it."""
        return not any(self.cost)


def judged(form: Form, text: str) -> Candidate:
    """Return a translation of a form with names and figures put right, and what is missing in it."""
    items = [i for i in form.items if i.kind != "term"]
    terms = [i for i in form.items if i.kind == "term"]
    text, mended = mend.mend(items, found_items.with_marks(items, text), terms)
    absent = found_items.missing(list(form.items), text)
    return Candidate(
        text,
        loops(text) and not loops(form.text),
        tuple(i for i in absent if i.kind != "term"),
        tuple(i for i in absent if i.kind == "term"),
        tuple(mended),
    )


def best(form: Form, hypotheses: Iterable[Hypothesis]) -> Candidate:
    """Return the best of several translations, likeliest first; of equals the first."""
    chosen: Candidate | None = None
    for hypothesis in hypotheses:
        candidate = judged(form, unmarked(form, hypothesis.text))
        if chosen is None or candidate.cost < chosen.cost:
            chosen = replace(candidate, said=hypothesis)
        if chosen.perfect:
            break
    return chosen or Candidate("")
