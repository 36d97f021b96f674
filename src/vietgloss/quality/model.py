"""What a check of a translated segment reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = (
    "number",
    "date",
    "ordinal",
    "document-number",
    "name",
    "address",
    "term",
    "forbidden",
    "untranslated",
    "repetition",
    "length",
    "meaning",
    "empty",
    "brackets",
    "quotes",
)
"""The kinds of warnings, in the order in which they are reported."""


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001  # the field's word for it; nothing here uses Python's own
    """Something a reader of the translation should look at.

    Attributes:
        kind: A stable name, one of :data:`KINDS`.
        message: A sentence: what is wrong, and what was expected.
        expected: What should stand in the English; empty where there is no one answer.
        found: What stands there instead; empty where nothing does.
    """

    kind: str
    message: str
    expected: str = ""
    found: str = ""

    @classmethod
    def of(cls, fields: Iterable[object]) -> Warning:
        """Return the warning with these fields, in order."""
        return cls(*map(str, fields))

    def to_dict(self) -> dict[str, str]:
        """Return the warning as the JSON contract states it; what is empty is left out."""
        rest = {"expected": self.expected, "found": self.found}
        return {"kind": self.kind, "message": self.message, **{k: v for k, v in rest.items() if v}}
