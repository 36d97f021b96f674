"""How much there is to do, and how long that may take: counted, and a few sentences tried."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vietgloss.errors import VietglossError
from vietgloss.runs.run import expanded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vietgloss.pipeline import Translator
    from vietgloss.runs.plan import Job
    from vietgloss.runs.settings import Settings

_TRIED = 40


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run comes to.

    Attributes:
        documents: Each document, its sentences, and how many of them are not in the memory.
        errors: Why others cannot be read.
        seconds: How long it may take.
    """

    documents: tuple[tuple[Job, int, int], ...]
    errors: tuple[str, ...]
    seconds: float

    @property
    def sentences(self) -> int:
        """How many sentences there are."""
        return sum(sentences for _, sentences, _ in self.documents)

    @property
    def new(self) -> int:
        """How many of them are not known yet."""
        return sum(new for _, _, new in self.documents)


def estimate(jobs: Iterable[Job], settings: Settings, translator: Translator) -> Estimate:
    """Count the sentences of documents and try the speed on some of them; nothing is written and nothing remembered.

    Raises:
        ModelError: If the model cannot be loaded or fails.
    """
    found: list[tuple[Job, int, int]] = []
    errors: list[str] = []
    samples: list[str] = []
    began = time.monotonic()
    for job in jobs:
        sentences = fresh = 0
        try:
            for document, expansion in expanded(job, settings, translator):
                every, new = translator.count(document, expansion)
                sentences, fresh = sentences + len(every), fresh + len(new)
                samples += new[: max(1, _TRIED // 4)] if len(samples) < _TRIED else []
        except VietglossError as error:
            errors.append(str(error))
            continue
        found.append((job, sentences, fresh))
    reading = time.monotonic() - began
    total = sum(new for _, _, new in found)
    seconds = reading + (translator.seconds_for(samples[:_TRIED]) * total if samples else 0.0)
    return Estimate(tuple(found), tuple(errors), seconds)
