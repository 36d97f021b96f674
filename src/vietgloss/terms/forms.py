"""The forms in which a term's English counts as standing in a sentence."""

from __future__ import annotations

from functools import lru_cache

from vietgloss.inflection import forms


@lru_cache(maxsize=8192)
def right_forms(target: str, also: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return all inflected forms of a term's English and of its variants, longest first.

    What joins two words by *and* may stand with a comma where a third follows: *study, thoroughly grasp and spread*.
    """
    found = {form for english in (target, *also) for form in (english, *forms(english))}
    found |= {form.replace(" and ", ", ") for form in found if form.count(" and ") == 1 and "," not in form}
    return tuple(sorted(found, key=lambda form: (-len(form), form)))
