"""Changes made to a pair when it is seen: English terms written in, capitals, tone marks elsewhere or missing."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from terms import put_in, read_spans

if TYPE_CHECKING:
    import random

    from corpus import Line

_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Where a syllable ends in oa, oe or uy, the tone stands on the first letter (old) or the second (new).
_PAIRS = [("o", "a"), ("o", "e"), ("u", "y")]


def _both_placements() -> dict[str, str]:
    swap = {}
    for first, second in _PAIRS:
        for tone in _TONES:
            old = unicodedata.normalize("NFC", first + tone + second)
            new = unicodedata.normalize("NFC", first + second + tone)
            swap |= {old: new, new: old}
    return swap


_SWAP = _both_placements()
_SWAP_AT = re.compile(rf"(?<![qQ])(?:{'|'.join(_SWAP)})(?!\w)")


def swap_tones(text: str) -> str:
    """Move tone marks to the other place in use: hòa becomes hoà, and the reverse."""
    return _SWAP_AT.sub(lambda match: _SWAP[match.group()], text)


def unaccent(text: str) -> str:
    """Take all marks away, as in text typed in haste."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def change(line: Line, rates: dict[str, Any], rng: random.Random) -> tuple[str, str]:
    """Return a pair, changed at the rates of the settings."""
    vietnamese, english = line.vietnamese, line.english
    if line.spans and rng.random() < rates["inline"]:
        spans = read_spans(line.spans)
        count = min(len(spans), rng.choice(rates["inline_counts"]))
        if rng.random() < rates["inline_most"]:  # as a glossary does it: nearly all that it knows
            count = max(count, round(len(spans) * rng.uniform(0.4, 1)))
        return put_in(vietnamese, english, rng.sample(spans, count), rng), english
    draw = rng.random()
    if draw < rates["capitals"]:
        return vietnamese.upper(), english.upper()
    draw -= rates["capitals"]
    if draw < rates["tones"]:
        return swap_tones(vietnamese), english
    if draw - rates["tones"] < rates["unaccented"]:
        return unaccent(vietnamese), english
    return vietnamese, english


def joined(pairs: list[tuple[str, str]], rate: float, rng: random.Random) -> list[tuple[str, str]]:
    """Write two pairs after one another at a rate, as one line: news has sentences longer than most of the text."""
    out: list[tuple[str, str]] = []
    for vietnamese, english in pairs:
        if out and rng.random() < rate:
            before, other = out[-1]
            mark = rng.choice((".", ";", ","))
            out[-1] = (
                f"{before.rstrip(_ENDS)}{mark} {vietnamese}",
                f"{other.rstrip(_ENDS)}{mark} {english}",
            )
        else:
            out.append((vietnamese, english))
    return out


_ENDS = " .;,"
