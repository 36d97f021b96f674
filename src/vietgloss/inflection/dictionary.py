"""LemmInflect with its tables read in a third of the time.

LemmInflect 0.2 takes both its tables apart, 110,000 lines, before it answers for the first word; a text asks for some
hundreds. Here a line is taken apart, by LemmInflect's own functions, when its word is asked for.
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
    """The lines of a table by their word, which stands before the first comma.

    Args:
        path: The table, compressed.
        read: Takes a line apart.
        fixed: What stands over the lines.
    """

    def __init__(self, path: str, read: Callable[[str], dict[str, Any]], fixed: Mapping[str, dict[str, Any]]) -> None:
        self._read, self._fixed = read, fixed
        self._lines: dict[str, str] = {}
        for line in gzip.decompress(Path(path).read_bytes()).decode("utf-8").split("\n"):
            word = line.partition(",")[0]
            held = self._lines.get(word)
            self._lines[word] = line if held is None else f"{held}\n{line}"
        self._lines.pop("", None)

    def get(self, word: str, default: dict[str, Any]) -> dict[str, Any]:
        """Return what the table says of a word."""
        if word in self._fixed:
            return self._fixed[word]
        lines = self._lines.get(word)
        if lines is None:
            return default
        found: dict[str, Any] = {}
        for line in lines.split("\n"):
            found.update(self._read(line))
        return found
