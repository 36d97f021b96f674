"""One English for one term: a variant that the glossary allows gives way to the term's own English.

So a body is called the same throughout a document and a run. Common words keep the variant that the sentence asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss.inflection import is_verb, words
from vietgloss.terms.find import stem
from vietgloss.terms.fit import fit
from vietgloss.terms.forms import right_forms
from vietgloss.terms.write import is_specific
from vietgloss.translation import items as found_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vietgloss.translation.items import Item

_REACH = 4
_NEXT = re.compile(r" ([^\W\d_]+)")


def unified(items: Sequence[Item], text: str) -> str:
    """Return a translation with each specific term in its own English where a variant of it stands.

    Args:
        items: What must stand in the translation; terms have their variants in ``also``.
        text: The translation.
    """
    for item in items:
        if item.kind != "term" or not is_specific(item):
            continue
        place = _variant(item, items, text)
        if place and _is_alike(item.target, text[: place[0]], text[slice(*place)], text[place[1] :]):
            start, end = place
            text = text[:start] + fit(item.target, text[:start], text[start:end], text[end:]) + text[end:]
    return text


def with_capitals(items: Iterable[Item], text: str) -> str:
    """Return a translation with the capitals that the glossary gives: *provincial Party Committee* is no other body.

    What a variant or another term writes so stays, and what is in capitals throughout.
    """
    terms = [item for item in items if item.kind == "term" and not item.target.islower()]
    spelled = {form for item in terms for form in (item.target, *item.also)}
    low = text.lower()
    for target in {item.target for item in terms if is_specific(item)}:
        if low.count(target.lower()) == text.count(target):
            continue  # nowhere otherwise, as nearly always; a pattern for each term would be made for nothing
        for match in re.finditer(rf"(?<!\w){re.escape(target)}(?!\w)", text, re.IGNORECASE):
            there = match[0]
            if there in spelled or there.isupper():
                continue
            first = target[0].upper() if there[0].isupper() else target[0]
            text = f"{text[: match.start()]}{first}{target[1:]}{text[match.end() :]}"
    return text


def _is_alike(target: str, before: str, variant: str, after: str) -> bool:
    """Tell whether a term's own English can stand where a variant does: noun for noun, and no *and* after another."""
    first, _, owned = target.lower().partition(" of ")
    if owned in right_forms(variant.lower()) and stem(first) in map(stem, before.lower().split()[-_REACH:]):
        return False  # the contingent of young officials
    if " and " in target and "," in variant and after.startswith(" and "):
        return False  # officials, Party members and the masses
    owned_twice = "'s " in target and (after.startswith(("'", "’")) or variant.endswith(("'s", "’s", "s'")))
    if owned_twice or after.startswith("-"):
        return False  # two owners in a row are no English; district-level
    following = _NEXT.match(after)
    if following and target.lower().startswith(f"{variant.lower()} "):
        word = following[1]
        if word[0].isupper() or words.kinds(word) & {"NOUN", "ADJ"}:
            return False  # grassroots work, not grassroots levels work
    own, other = target.split(" ", 1)[0], variant.split(" ", 1)[0]
    if _verbal(target) != _verbal(variant):
        return False
    return is_verb(target) or own.endswith("ing") == other.endswith("ing")  # raising gives way to improve: improving


def _verbal(phrase: str) -> bool:
    """Tell whether a phrase is a verb in any form: *inspected and supervised* too."""
    first = phrase.split(" ", 1)[0].lower()
    return is_verb(phrase) or (words.verb_base(first) is not None and words.kinds(first) <= {"VERB", "AUX"})


def _variant(item: Item, items: Iterable[Item], text: str) -> tuple[int, int] | None:
    """Return where a variant of a term stands that no other item needs; None if its own English stands often enough."""
    own = {form.lower() for form in right_forms(item.target)}
    # A Chairwoman stays one; of the others the longest come first.
    low = text.lower()
    others = [
        form for form in item.also if form.lower() in low and form.lower() not in own and "woman" not in form.lower()
    ]
    places = [place for form in others for place in _places([form], text)]
    if not places:
        return None
    alike = sum(i.kind == "term" and i.target == item.target for i in items)
    rest = [i for i in items if i.kind != "term" or i.target != item.target]
    _, longer = found_items.account([i for i in rest if len(i.target) > len(item.target)], text)
    standing = [(a, b) for a, b in _places(own, text) if not any(longer[a:b])]
    if len(standing) >= alike:
        return None
    _, used = found_items.account(rest, text)
    for start, end in standing:
        used[start:end] = b"\1" * (end - start)
    return next(((a, b) for a, b in places if not any(used[a:b])), None)


def _places(forms: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Return where any of ``forms`` stands in a text as whole words, without overlaps, the longer form first."""
    every = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return [match.span() for match in re.finditer(rf"(?<!\w)(?:{every})(?!\w)", text, re.IGNORECASE)]
