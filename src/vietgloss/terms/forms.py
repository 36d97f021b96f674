"""The forms in which a term's English counts as standing in a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from vietgloss.inflection import forms

_HYPHEN = re.compile(r"(?<=[a-z]{3})-(?=[a-z]{3})")


@lru_cache(maxsize=8192)
def right_forms(target: str, also: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return all inflected forms of a term's English and of its variants, longest first.

    What joins two words by *and* may stand with a comma where a third follows: *study, thoroughly grasp and spread*.
    A hyphen between words may be a space: *high-quality* training is of *high quality*.
    """
    found = {form for english in (target, *also) for form in (english, *forms(english))}
    found |= {form.replace(" and ", ", ") for form in found if form.count(" and ") == 1 and "," not in form}
    found |= {_HYPHEN.sub(" ", form) for form in found}
    return tuple(sorted(found, key=lambda form: (-len(form), form)))
