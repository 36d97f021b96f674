"""All checks of a translated segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.quality import (
    calendar,
    copied,
    counts,
    figures,
    meaning,
    names,
    term_checks,
    text_checks,
    untranslated,
)
from vietgloss.quality.model import KINDS, Warning  # noqa: A004  # the field's word for it
from vietgloss.quality.tokens import blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vietgloss.terms import TermCheck

_ORDER = {kind: n for n, kind in enumerate(KINDS)}


def check(
    source: str,
    target: str,
    *,
    terms: Sequence[TermCheck] = (),
    forbidden: Iterable[tuple[str, str]] = (),
    whole: bool = True,
) -> list[Warning]:
    """Return what is wrong or doubtful in the English of a segment, in the order of :data:`KINDS`.

    Args:
        source: The Vietnamese, abbreviations written out.
        target: The English.
        terms: The glossary's terms that stand in the source, each with whether its English stands in the target.
        forbidden: Pairs of a Vietnamese term and an English that the glossary forbids for it.
        whole: Whether the segment is a whole sentence, headline or cell; of a part of one, length, meaning, brackets
            and quotation marks are not judged.
    """
    source, target = vn.plain(vn.nfc(source)), vn.plain(vn.nfc(target))
    nothing = text_checks.empty(source, target)
    if nothing:
        return nothing
    theirs, ours = copied.Copied(source), copied.Copied(target)
    line, english = blank(source, theirs.spans()), blank(target, ours.spans())
    lost = [
        *figures.compare(source, blank(line, calendar.spans(line)), english),
        *calendar.weekdays(line, english),
        *counts.compare(line, english),
        *copied.compare(theirs, ours),
        *names.compare(line, english),
        *term_checks.missing(terms),
    ]
    found = [
        *lost,
        *term_checks.forbidden(source, target, forbidden, terms),
        *untranslated.untranslated(source, english),
        *text_checks.repetition(source, target),
    ]
    if whole:
        found += text_checks.length(
            source, target, sum(bool(w.expected) for w in lost), sum(not w.expected for w in lost)
        )
        found += meaning.meaning(source, target)
        found += text_checks.brackets(source, target)
        found += text_checks.quotes(source, target)
    return sorted(found, key=lambda w: _ORDER[w.kind])
