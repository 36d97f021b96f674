"""The words of the page in one language; the table is words.yaml."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("en", "vi")
"""The languages that the page can speak."""
_SURE = ((0.95, "very-sure"), (0.85, "quite-sure"), (0.7, "fairly-sure"), (0.0, "hardly-sure"))
_SAID_WITH = re.compile(r"(?P<head>cues speak for several meanings|looks like a name) \((?P<rest>.*)\)", re.DOTALL)
_HEADS = {
    "cues speak for several meanings": "có từ gợi ý cho nhiều nghĩa",
    "looks like a name": "có vẻ là tên riêng",
}


class Words:
    """The words of the page.

    Args:
        lang: One of :data:`LANGUAGES`.

    Raises:
        ValueError: If the page does not speak that language.
    """

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"the page does not speak {lang}; it speaks {', '.join(LANGUAGES)}")
        self.lang = lang
        self._table = _table()

    def __call__(self, key: str, **values: object) -> str:
        """Return a phrase, with ``{name}`` filled in."""
        return str(self._table[key][self.lang]).format(**values)

    def count(self, key: str, n: int) -> str:
        """Return a phrase for a number of things."""
        said: str | dict[str, str] = self._table[key][self.lang]
        text = said if isinstance(said, str) else said["one" if n == 1 else "many"]
        return text.format(n=self.number(n))

    def number(self, n: int) -> str:
        """Return a whole number with its thousands marked."""
        return f"{n:,}" if self.lang == "en" else f"{n:,}".replace(",", ".")

    def kind(self, kind: str) -> str:
        """Return the name of a kind of warnings; one that is not in the table stands for itself."""
        names: dict[str, dict[str, str]] = self._table["kinds"]
        return names[kind][self.lang] if kind in names else kind

    def sure(self, confidence: float) -> str:
        """Return a confidence from 0 to 1 in words and per cent."""
        word = next(word for least, word in _SURE if confidence >= least or not least)
        return f"{self(word)} ({confidence:.0%})"

    def reason(self, reason: str) -> str:
        """Return a reason of the expansion in the page's language; what is not in the table stays English."""
        if self.lang == "en":
            return reason
        nested = _SAID_WITH.fullmatch(reason)
        if nested:
            return f"{_HEADS[nested['head']]} ({self.reason(nested['rest'])})"
        return "; ".join(self._one_reason(part) for part in reason.split("; "))

    def _one_reason(self, reason: str) -> str:
        for pattern, said in self._table["reasons"]:
            found = re.fullmatch(pattern, reason, re.DOTALL)
            if found:
                named = found[1] if found.re.groups else ""
                # A neighbour without quotation marks is one of a few kinds: a name, a number.
                return found.expand(said).replace(named, self._table["neighbours"].get(named, named))
        return reason


@cache
def asset(name: str) -> str:
    """Return a file that lies beside this module."""
    return (files("vietgloss.report.page") / name).read_text(encoding="utf-8")


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(asset("words.yaml"))
    return table
