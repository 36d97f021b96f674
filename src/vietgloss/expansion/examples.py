"""Examples that stand in a glossary, tried: what does each text become?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.expansion.core import expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vietgloss.glossary import Abbreviation, Example, Glossary


@dataclass(frozen=True)
class Trial:
    """What became of an example.

    Attributes:
        entry: The entry it stands in.
        example: The example.
        became: What its source was expanded to.
    """

    entry: Abbreviation
    example: Example
    became: str

    @property
    def passed(self) -> bool:
        """Whether it became what it should; white space at the ends does not count."""
        return self.became.strip() == vn.nfc(self.example.expands_to).strip()


def examples_of(entry: Abbreviation) -> Iterator[Example]:
    """Give the examples of an entry: its own, then those of its senses."""
    yield from entry.examples
    for sense in entry.senses:
        yield from sense.examples


def tried(entries: Iterable[Abbreviation], glossary: Glossary) -> Iterator[Trial]:
    """Expand every example of ``entries`` as a document of its own, with the whole glossary."""
    for entry in entries:
        for example in examples_of(entry):
            yield Trial(entry, example, expand(example.source, glossary).text)
