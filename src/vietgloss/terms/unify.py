"""One English for one term: a variant that the glossary allows gives way to the term's own English.

So a body is called the same throughout a document and a run. Common words keep the variant that the sentence asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss.terms.fit import fit
from vietgloss.terms.forms import right_forms
from vietgloss.terms.write import is_specific
from vietgloss.translation import items as found_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vietgloss.translation.items import Item


def unified(items: Sequence[Item], text: str) -> str:
    """Return a translation with each specific term in its own English where a variant of it stands.

    Args:
        items: What must stand in the translation; terms have their variants in ``also``.
        text: The translation.
    """
    for item in items:
        if item.kind != "term" or not is_specific(item):
            continue
        own = {form.lower() for form in right_forms(item.target)}
        place = _variant(item, own, items, text)
        if place:
            start, end = place
            text = text[:start] + fit(item.target, text[:start], text[start:end], text[end:]) + text[end:]
    return text


def _variant(item: Item, own: set[str], items: Iterable[Item], text: str) -> tuple[int, int] | None:
    """Return where a variant of a term stands that no other item needs; None if its own English stands there."""
    low = text.lower()
    if any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", low) for form in own):
        return None
    _, used = found_items.account([i for i in items if i is not item], text)
    for form in item.also:  # longest first
        if form.lower() in own or "woman" in form.lower():  # a Chairwoman stays one
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE):
            if not any(used[match.start() : match.end()]):
                return match.span()
    return None
