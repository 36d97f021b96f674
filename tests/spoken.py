"""A stand-in for the engine: what it says is a plain function of the line, and words are its tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss.translation.tokens import Alignment, Hypothesis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_WORD = re.compile(r"\S+")


@dataclass
class Spoken:
    """Says ``says(line)``, likeliest first; ``meant`` tells which Vietnamese an English word stands for."""

    says: Callable[[str], list[str]]
    meant: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def count(self, line: str) -> int:
        return len(line.split())

    def hypotheses(self, lines: Iterable[str]) -> dict[str, list[Hypothesis]]:
        wanted = list(lines)
        self.asked += wanted
        return {line: [self._hypothesis(line, text) for text in self.says(line)] for line in wanted}

    def _hypothesis(self, line: str, text: str) -> Hypothesis:
        return Hypothesis(text, lambda: self._alignment(line, text))

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        return [self._alignment(source, target) for source, target in pairs]

    def _alignment(self, source: str, target: str) -> Alignment:
        tokens = [m.span() for m in _WORD.finditer(source)]
        words = [m.span() for m in _WORD.finditer(target)]
        rows = []
        for a, b in words:
            phrase = self.meant.get(target[a:b].strip(",."), "")
            at = source.find(phrase) if phrase else -1
            inside = [at >= 0 and at < end and start < at + len(phrase) for start, end in tokens]
            rows.append([1.0 / sum(inside) if here else 0.0 for here in inside] if any(inside) else [0.0] * len(tokens))
        return Alignment(tokens, words, rows)
