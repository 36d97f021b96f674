"""The model of a run: loaded when first needed, no line translated twice, progress counted; and what it is known by."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from itertools import pairwise
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from vietgloss.errors import ModelError
from vietgloss.i18n import _
from vietgloss.terms import rounds
from vietgloss.translation.engine import Engine
from vietgloss.translation.tokens import Alignment, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from vietgloss.translation.engine import Options
    from vietgloss.translation.packages import PackageInfo
    from vietgloss.translation.tokens import Hypothesis

SETTINGS = "vietgloss.json"
"""A file beside a model's metadata.json with what we know of that model: ``{"terms": "inline", "rescue": true}``."""
_HYPOTHESES = 4
_STEPS = 400
_SAMPLE = 1 << 16
_WEIGHTS = ("model/model.bin", "sentencepiece.model", "bpe.model")


class StoppedError(Exception):
    """Whoever wanted the translation wants no more of it; what is translated is in the memory."""


class Loading:
    """An engine that is being loaded in a thread of its own, which takes a tenth of a second of a short run.

    Args:
        folder: The package folder.
        options: How to translate.
    """

    def __init__(self, folder: Path, options: Options) -> None:
        self._engine: Engine | None = None
        self._error: Exception | None = None

        def load() -> None:
            try:
                self._engine = Engine(folder, options)
            except Exception as error:  # noqa: BLE001  # whatever it is, who asks for the engine gets it
                self._error = error

        self._thread = Thread(target=load, daemon=True)
        self._thread.start()

    @property
    def engine(self) -> Engine:
        """The engine, as soon as it is there.

        Raises:
            ModelError: If it cannot be loaded.
        """
        self._thread.join()
        if self._engine is None:
            raise self._error or RuntimeError
        return self._engine


class Tally:
    """How many lines are done, of how many: told from several threads, reported one after the other.

    Args:
        report: Called with the number of lines done and the number of lines to do, both growing.

    Attributes:
        ahead: How many lines are to come that nobody has asked for yet.
    """

    def __init__(self, report: Callable[[int, int], None] | None) -> None:
        self._report, self._lock = report, Lock()
        self._total = self._done = self.ahead = 0
        self._abandoned = False

    def abandon(self) -> None:
        """End all work that is counted here: from now on every count raises :class:`StoppedError`."""
        self._abandoned = True

    def begun(self, lines: int) -> None:
        """So many lines that were to come are on their way."""
        with self._counting():
            self.ahead -= lines

    def asked(self, lines: int) -> None:
        """So many lines are asked for."""
        with self._counting():
            self._total += lines

    def done(self, lines: int) -> None:
        """So many more are translated."""
        with self._counting():
            self._done += lines
            if self._report:
                self._report(self._done, self._total + self.ahead)

    @contextmanager
    def _counting(self) -> Iterator[None]:
        if self._abandoned:
            raise StoppedError
        with self._lock:
            yield


class Model:
    """The engine as rounds use it.

    Args:
        engine: Gives the engine, loading it at the first call.
        tally: Counts lines; None if nobody wants to know.
    """

    def __init__(self, engine: Callable[[], Engine], tally: Tally | None = None) -> None:
        self._engine, self._tally = engine, tally or Tally(None)
        self._known: dict[str, list[Hypothesis]] = {}

    def count(self, line: str) -> int:
        """Return the number of tokens of a line."""
        return self._engine().count(line)

    def hypotheses(self, lines: Iterable[str]) -> dict[str, list[Hypothesis]]:
        """Give translations of each line, likeliest first."""
        new = [w for w in dict.fromkeys(lines) if w not in self._known]
        self._tally.asked(len(new))
        if new:  # a document of figures and names alone needs no model
            self._known |= self._engine().hypotheses(new, _HYPOTHESES, self._tally.done)
        return self._known

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """Tell which words of translations stand for which of their sources; for those too long for it, nearly so."""
        fits = [self._fits(*pair) for pair in pairs]
        short = [pair for pair, fit in zip(pairs, fits, strict=True) if fit]
        found = iter(self._engine().align(short) if short else [])
        return [next(found) if fit else in_step(*pair) for pair, fit in zip(pairs, fits, strict=True)]

    def _fits(self, source: str, target: str) -> bool:
        """Tell whether the engine can look at a line and its translation in one piece."""
        return all(self.count(text) <= rounds.MOST_TOKENS for text in (source, target))


def in_step(source: str, target: str) -> Alignment:
    """Return an alignment of a line that is too long to ask the engine: what is half way stands half way.

    >>> in_step("một hai ba", "one two").target
    [(0, 3), (4, 7)]
    """
    here, there = words_of(source), words_of(target)
    count = min(_STEPS, len(here), len(there))
    each = [[float(n == other) for other in range(count)] for n in range(count)]
    return Alignment(_parted(here, count), _parted(there, count), each)


def _parted(words: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """Return so many stretches of about as many words each."""
    ends = [len(words) * n // count for n in range(count + 1)] if count else [0]
    return [(words[a][0], words[b - 1][1]) for a, b in pairwise(ends)]


def heard(pieces: Iterable[str], stopped: Callable[[], bool]) -> Iterator[str]:
    """Give the pieces of a text until somebody wants no more.

    Raises:
        StoppedError: If so.
    """
    for piece in pieces:
        if stopped():
            raise StoppedError
        yield piece


def settings_of(package: PackageInfo) -> dict[str, Any]:
    """Return what a model's own ``vietgloss.json`` says; nothing if there is none.

    Raises:
        ModelError: If it is there and cannot be read.
    """
    path = package.path / SETTINGS
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelError(_("not readable JSON"), where=str(path), remedy=_("put it right or remove it")) from error
    if not isinstance(settings, dict) or settings.get("terms", "off") not in rounds.MODES:
        raise ModelError(
            _('not of the form {"terms": "inline"}'), where=str(path), remedy=_("put it right or remove it")
        )
    return settings


def fingerprint(folder: Path) -> str:
    """Return what tells a model's weights from others: sizes, and sums of the first and last 64 KiB of each file."""
    found = hashlib.sha256()
    for name in _WEIGHTS:
        path = folder / name
        if not path.is_file():
            continue
        size = path.stat().st_size
        found.update(f"{name} {size}\n".encode())
        with path.open("rb") as file:
            found.update(file.read(_SAMPLE))
            file.seek(max(0, size - _SAMPLE))
            found.update(file.read(_SAMPLE))
    return found.hexdigest()
