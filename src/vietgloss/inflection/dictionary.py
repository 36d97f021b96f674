"""LemmInflect with its tables read in a tenth of the time.

LemmInflect 0.2 takes both its tables apart, 120,000 lines, before it answers for the first word; a text asks for some
hundreds. Here a line is looked for in the sorted table, and taken apart by LemmInflect's own functions, when its word
is asked for.
"""

from __future__ import annotations

import contextlib
import gzip
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType

_SAMPLES = 500


@cache
def lemminflect() -> ModuleType:
    """Return LemmInflect, ready to answer; in a version that is built in another way, it reads its tables itself."""
    import lemminflect as package  # noqa: PLC0415  # a tenth of a second

    with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
        _lay_out()
    module: ModuleType = package
    return module


def _lay_out() -> None:
    from lemminflect import config  # noqa: PLC0415  # as above
    from lemminflect.codecs.InflectionLUCodec import InflectionLUCodec  # noqa: PLC0415  # same
    from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec  # noqa: PLC0415  # same
    from lemminflect.core.Inflections import Inflections  # noqa: PLC0415  # same
    from lemminflect.core.Lemmatizer import Lemmatizer  # noqa: PLC0415  # same
    from lemminflect.core.LexicalUtils import categoryToUPos  # noqa: PLC0415  # same

    def lemmas(line: str) -> dict[str, Any]:
        _, category, forms = LemmaLUCodec.fromString(line)
        return {categoryToUPos(category): forms}

    def inflections(line: str) -> dict[str, Any]:
        found: dict[str, Any] = InflectionLUCodec.fromString(line)[2]
        return found

    verbs = InflectionLUCodec.updateForAuxMod({})
    # What each of them would set itself, if it were not there: they are made once for a process.
    lemma_table = _Table(config.lemma_lu_fn, lemmas, {})
    inflection_table = _Table(config.inflection_lu_fn, inflections, verbs)
    Lemmatizer().lemma_dict, Inflections().infl_dict = lemma_table, inflection_table


class _Table:
    """The lines of a table by their word, which stands before the first comma; they are sorted by it.

    Args:
        path: The table, compressed.
        read: Takes a line apart.
        fixed: What stands over the lines.

    Raises:
        ValueError: If the lines are not sorted.
    """

    def __init__(self, path: str, read: Callable[[str], dict[str, Any]], fixed: Mapping[str, dict[str, Any]]) -> None:
        self._read, self._fixed = read, fixed
        self._text = gzip.decompress(Path(path).read_bytes())
        sample = [self._word_at(at)[0] for at in range(0, len(self._text), max(1, len(self._text) // _SAMPLES))]
        if sample != sorted(sample):
            raise ValueError(path)

    def get(self, word: str, default: dict[str, Any]) -> dict[str, Any]:
        """Return what the table says of a word."""
        if word in self._fixed:
            return self._fixed[word]
        wanted = word.encode()
        low, high = 0, len(self._text)
        while low < high:  # the first line of the word begins at or after low, and before high
            there, start = self._word_at((low + high) // 2)
            if there < wanted:
                low = self._after(start)
            else:
                high = start
        found: dict[str, Any] = {}
        while low < len(self._text) and self._word_at(low)[0] == wanted:
            end = self._after(low)
            found.update(self._read(self._text[low:end].decode().rstrip("\n")))
            low = end
        return found or default

    def _word_at(self, at: int) -> tuple[bytes, int]:
        """Return the word of the line that holds an offset, and where the line begins."""
        start = self._text.rfind(b"\n", 0, at) + 1
        return self._text[start : self._text.find(b",", start)], start

    def _after(self, start: int) -> int:
        """Return where the next line begins."""
        return (self._text.find(b"\n", start) + 1) or len(self._text)
