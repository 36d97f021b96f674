"""A title in the form for a woman where the name says that she is one: *Chairwoman Trần Thị Lan*.

Vietnamese titles have no gender, and the glossary's English is *Chairman*. The middle name Thị is given to women only.
What is known of an office's holder in one sentence counts for the whole document, where it stands without the name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAN = re.compile(r"\b([Cc]hair|[Ss]pokes|[Bb]usiness)man\b|\bMr\b\.?")
_REACH = 120
_OTHERS = re.compile(r"[.;:,](?:\s|$)|\b(?:and|with|by)\b")
_TITLE = re.compile(r"(?:,|, and| and| cum|, concurrently) (?:the )?(?=[A-ZĐ]|member\b|deputy\b|head\b|former\b)")
_NEXT = re.compile(r",| and ")
_OFFICE = re.compile(
    r"(?:(?:Standing |Permanent )?(?:Vice |Deputy ))?[Cc]hair(?P<sex>wo)?man of the "
    r"(?:[A-ZĐ][\w'’-]*(?: of the | of | and | )){0,9}[A-ZĐ][\w'’-]*"
)
_VICE = re.compile(r"(?:Vice|Deputy)[ -]$")
_END = re.compile(r"[.;:](?:\s|$)")


def is_woman(name: str) -> bool:
    """Tell whether a name is a woman's, as far as a name tells.

    >>> is_woman("Trần Thị Lan"), is_woman("Thị Nghè"), is_woman("Trần Lan")
    (True, False, False)
    """
    return "Thị" in name.split()[1:-1]


def feminine(text: str, names: Sequence[str]) -> str:
    """Return an English sentence with the titles of women in their form for a woman.

    Args:
        text: The sentence.
        names: The names of people in it.

    >>> feminine("Chairman Lê Văn Bảy and Vice Chairman Trần Thị Lan spoke", ["Lê Văn Bảy", "Trần Thị Lan"])
    'Chairman Lê Văn Bảy and Vice Chairwoman Trần Thị Lan spoke'
    """
    for name in dict.fromkeys(filter(is_woman, names)):
        at = text.find(name)
        if at < 0:
            continue
        before = text[max(0, at - _REACH) : at]
        cut = max((m.end() for m in _OTHERS.finditer(before.replace("Mr. ", "Mr# "))), default=0)
        after = text[at + len(name) :]
        end = _apposition(after, [n for n in names if n != name])
        start = at - len(before) + cut
        text = f"{text[:start]}{_hers(text[start:at])}{name}{_hers(after[:end])}{after[end:]}"
    return text


def throughout(segments: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """Return the English of one document with an office in its form for a woman wherever it stands without a name.

    Only where she holds it beside her name in one segment, and no other name stands beside the office in the document.

    Args:
        segments: The English of each segment, with the names of people in it.

    >>> throughout([("Chairwoman of the Council Trần Thị Lan came.", ["Trần Thị Lan"]),
    ...             ("The Chairman of the Council spoke.", [])])
    ['Chairwoman of the Council Trần Thị Lan came.', 'The Chairwoman of the Council spoke.']
    """
    hers: set[str] = set()
    others: set[str] = set()
    for text, names in segments:
        first = [word for name in names for word in name.split()[:1]]
        for match in _OFFICE.finditer(text):
            office = _office(match[0], first)
            after = text[match.start() + len(office) :].lstrip(" ,")
            if match["sex"]:
                hers.add(office)
            elif after.startswith(tuple(names)) or text[: match.start()].rstrip(" ,").endswith(tuple(names)):
                others.add(_hers(office))
    hers -= others
    if not hers:
        return [text for text, _ in segments]
    every = sorted((office.replace("hairwoman", "hairman") for office in hers), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, every))})(?!\w)")
    return [
        pattern.sub(lambda m: m[0] if _VICE.search(m.string, 0, m.start()) else _hers(m[0]), text)
        for text, _ in segments
    ]


def _office(phrase: str, first_names: Sequence[str]) -> str:
    """Return the name of an office without that of a person behind it."""
    words = phrase.split(" ")
    at = next((i for i, word in enumerate(words) if i and word in first_names), len(words))
    return " ".join(words[:at])


def _apposition(after: str, others: Sequence[str]) -> int:
    """Return how far the titles behind a name reach: ``, Vice Chairman of the Council, Head of the Division``."""
    end = next((m.start() for m in _END.finditer(after)), len(after))
    end = min([end, _REACH, *(p for p in map(after.find, others) if p >= 0)])
    at = 0
    while title := _TITLE.match(after, at):
        following = _NEXT.search(after, title.end(), end)
        at = following.start() if following else end
        if not following:
            break
    return min(at, end)


def _hers(text: str) -> str:
    return _MAN.sub(lambda m: "Ms." if m[0].startswith("Mr") else f"{m[1]}woman", text)
