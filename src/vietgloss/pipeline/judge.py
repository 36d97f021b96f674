"""What the checks say of a line's English, and by what it is known that they would say the same again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from vietgloss.i18n import language
from vietgloss.quality import Warning  # noqa: A004  # the field's word for it
from vietgloss.quality import check as check_quality
from vietgloss.terms import TermCheck, check

if TYPE_CHECKING:
    from vietgloss.terms import TermIndex
    from vietgloss.translation.lines import Line


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the checks said.

    Attributes:
        basis: What they were asked about, as a hexadecimal digest.
        checks: For each term in the source, whether its English stands.
        warnings: What is wrong or doubtful.
    """

    basis: str
    checks: tuple[TermCheck, ...]
    warnings: tuple[Warning, ...]

    def to_data(self) -> list[Any]:
        """Return it as lists and strings."""
        return [self.basis, [astuple(c) for c in self.checks], [astuple(w) for w in self.warnings]]

    @classmethod
    def from_data(cls, data: Any) -> Judgement:  # noqa: ANN401  # as JSON gives it
        """Return what :meth:`to_data` gave.

        Raises:
            ValueError, TypeError: If it is something else.
        """
        basis, checks, warnings = data
        return cls(
            str(basis),
            tuple(TermCheck(str(s), str(t), bool(found)) for s, t, found in checks),
            tuple(map(Warning.of, warnings)),
        )


def judge(index: TermIndex, line: Line, target: str, *, quality: bool, held: Judgement | None = None) -> Judgement:
    """Judge the English of a line.

    Args:
        index: The terms in force.
        line: The line.
        target: Its English.
        quality: Whether anything but terms is to be judged.
        held: What was said before: taken if nothing has changed.
    """
    found = index.find(line.source)
    terms = [(f.start, f.end, f.term.source, f.term.target, f.term.also, f.term.forbidden) for f in found]
    asked = [language(), line.source, target, quality, terms]
    basis = hashlib.sha256(json.dumps(asked).encode()).hexdigest()
    if held is not None and held.basis == basis:
        return held
    checks = check(found, line.source, target)
    warnings: list[Warning] = []
    if quality:
        right = {form.lower() for f in found for form in (f.term.target, *f.term.also)}
        forbidden = [(f.term.source, w) for f in found for w in f.term.forbidden if w.lower() not in right]
        warnings = check_quality(line.source, target, terms=checks, forbidden=forbidden)
    return Judgement(basis, tuple(checks), tuple(warnings))
