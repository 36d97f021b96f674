"""Checks the glossary's terms: its English must stand there, a translation that it forbids must not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.i18n import _
from vietgloss.quality.model import Warning  # noqa: A004  # the field's word for it
from vietgloss.terms.find import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vietgloss.terms import TermCheck


def missing(terms: Sequence[TermCheck]) -> list[Warning]:
    """Return a warning for each term whose English does not stand in the translation, once for each term."""
    lost = dict.fromkeys((t.source, t.target) for t in terms if not t.found)
    return [
        Warning(
            "term",
            _("{source} is {target} in the glossary; that is not in the translation").format(
                source=source, target=target
            ),
            target,
        )
        for source, target in lost
    ]


def forbidden(source: str, target: str, pairs: Iterable[tuple[str, str]], terms: Sequence[TermCheck]) -> list[Warning]:
    """Return a warning for each translation that stands there though the glossary forbids it.

    A forbidden word inside the right English (``member`` in ``Party member``) is none.
    """
    pairs = list(pairs)
    if not pairs:
        return []
    folded = f" {' '.join(vn.WORD.findall(vn.fold(source)))} "
    words = _stems(target)
    right = [(vn.key(t.source), t.target) for t in terms]
    warnings = []
    for term, wrong in dict.fromkeys(pairs):
        if f" {' '.join(vn.WORD.findall(vn.key(term)))} " not in folded:
            continue
        instead = next((english for name, english in right if name == vn.key(term)), "")
        kept = [english for _, english in right if len(_stems(english)) > len(_stems(wrong))]
        if max(_count(words, _stems(wrong)), _inflected(target, wrong)) > sum(
            _count(words, _stems(e)) * _count(_stems(e), _stems(wrong)) for e in dict.fromkeys(kept)
        ):
            rather = _("; it says {instead}").format(instead=instead) if instead else ""
            warnings.append(
                Warning(
                    "forbidden",
                    _("the glossary forbids {wrong} for {term}{rather}").format(wrong=wrong, term=term, rather=rather),
                    instead,
                    wrong,
                )
            )
    return warnings


@lru_cache(maxsize=1 << 12)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(w) for w in vn.WORD.findall(text.replace("'s", "").replace("’s", "")))


def _inflected(target: str, wrong: str) -> int:
    """Return how often a forbidden English stands there in any number, tense or case."""
    return len(_forms(wrong).findall(target.replace("’", "'")))


@lru_cache(maxsize=1024)
def _forms(wrong: str) -> re.Pattern[str]:
    from vietgloss.inflection import forms  # noqa: PLC0415  # reads a dictionary: only where asked

    every = sorted({*forms(wrong), wrong}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, every))})(?!\w)", re.IGNORECASE)


def _count(words: tuple[str, ...], wanted: tuple[str, ...]) -> int:
    n = len(wanted)
    if not n or wanted[0] not in words:
        return 0
    return sum(words[i : i + n] == wanted for i in range(len(words) - n + 1))
