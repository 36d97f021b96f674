"""Other programs and plain methods, each as a function from a text to the changes it makes.

The other programs are made for reading aloud: they also spell out numbers, dates and units, and change spaces and
punctuation. Here each is asked for abbreviations alone, at the part of it that expands them; benchmarks/README.md
says which part that is, and what was left out in its favour.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from benchmarks.passages import Change, changes_between
from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from vietgloss.glossary import Glossary

    Expand = Callable[[str], Sequence[Change]]


@dataclass(frozen=True, slots=True)
class Program:
    """A row of the table.

    Attributes:
        name: What ``--only`` looks for.
        make: From all texts that will be asked for (some programs are quick only in bulk) to the program, and what
            the table's note says of how it was asked.
        package: The distribution that must be installed, if any.
    """

    name: str
    make: Callable[[Sequence[str]], tuple[Expand, str]]
    package: str = ""


# --- plain replacement -----------------------------------------------------------------------------------------------


def replacer(meanings: Mapping[str, str], guard: re.Pattern[str] | None = None) -> Expand:
    """Return bare replacement of whole words, the longest first; nothing is touched inside a match of ``guard``.

    >>> replacer({"TU": "Tỉnh ủy", "BTV": "Ban Thường vụ"})("BTV TU, TUV")
    [Change(start=0, end=3, new='Ban Thường vụ'), Change(start=4, end=6, new='Tỉnh ủy')]
    """
    wanted = "|".join(re.escape(s) for s in sorted(meanings, key=len, reverse=True))
    pattern = re.compile(rf"(?<![^\W_])(?:{wanted})(?![^\W_])")

    def expand(text: str) -> list[Change]:
        plain = vn.plain(text)
        closed = [m.span() for m in guard.finditer(plain)] if guard else []
        return [
            Change(m.start(), m.end(), meanings[m[0]] + _space(text, m.end()))
            for m in pattern.finditer(plain)
            if not any(a < m.end() and m.start() < b for a, b in closed)
        ]

    return expand


def first_senses(glossary: Glossary) -> dict[str, str]:
    """Return for every spelling in a glossary its default sense, else its first; what it keeps is left out."""
    meanings = {}
    for spelling, entry in glossary.spellings():
        if entry.senses and not entry.keep:
            meanings[spelling] = next((s for s in entry.senses if s.default), entry.senses[0]).expansion
    return meanings


def _space(text: str, end: int) -> str:
    """Return the space that must follow an expansion of something that was joined to the next word, as in TP.HCM."""
    return " " if text[end - 1] == "." and text[end : end + 1].isalnum() else ""


# --- definitions by Schwartz and Hearst ------------------------------------------------------------------------------

DOCUMENT_NUMBER = re.compile(r"\d[\w.]*(?:[-/][\w&.]+)*[-/]\w*[^\W\d_][\w&]*(?:[-/][\w&]+)*")
"""A document number such as 1478/QĐ-UBND or 16-ĐA/TU."""

_PARENTHESIS = re.compile(r" ?\(([^()\n]{2,})\)")
_LONGEST_SHORT = 10
_MOST_WORDS = 2


def schwartz_hearst(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Find definitions: A. Schwartz and M. Hearst, Pacific Symposium on Biocomputing 2003, pages 451-462.

    As published: ``long form (SHORT)``, or ``SHORT (long form)`` if more than two words stand between the
    parentheses. Only that letters are compared without their Vietnamese marks, as the algorithm knows ASCII alone.

    Yields:
        Beginning and end of the parenthesis with the space before it, the short form, the long form.

    >>> list(schwartz_hearst("công tác giải phóng mặt bằng (GPMB) chậm"))
    [(28, 35, 'GPMB', 'giải phóng mặt bằng')]
    >>> list(schwartz_hearst("BHYT (bảo hiểm y tế)"))
    [(4, 20, 'BHYT', 'bảo hiểm y tế')]
    """
    for match in _PARENTHESIS.finditer(text):
        before = re.findall(r"\S+", re.split(r"[.;:](?=\s|$)|\n", text[: match.start()])[-1])
        if len(match[1].split()) > _MOST_WORDS:
            short, candidate = (before or [""])[-1], match[1]
        else:
            short = re.split(r"[,;]", match[1])[0].strip()
            candidate = " ".join(before[-min(len(short) + 5, 2 * len(short)) or len(before) :])
        if not 1 < len(short) <= _LONGEST_SHORT or not short[0].isalnum() or not re.search(r"[^\W\d_]", short):
            continue
        long = _best_long_form(short, candidate)
        if long and len(long) > len(short) and short not in long.split():
            yield match.start(), match.end(), short, long


def _best_long_form(short: str, candidate: str) -> str | None:
    """Return the shortest end of ``candidate`` that holds the letters of ``short`` in order, by the published loop."""
    bare = [vn.ascii_initial(c) or c.upper() for c in candidate]
    at = len(candidate)
    for i in range(len(short) - 1, -1, -1):
        letter = vn.ascii_initial(short[i])
        if not short[i].isalnum():
            continue
        at -= 1
        while at >= 0 and (bare[at] != letter or (i == 0 and at > 0 and candidate[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    return candidate[candidate.rfind(" ", 0, at) + 1 :]


def defined_then_list(meanings: Mapping[str, str]) -> Expand:
    """Return the method: the text's own definitions first, then a general list, document numbers kept whole."""

    def expand(text: str) -> list[Change]:
        definitions = list(schwartz_hearst(text))
        known = {**meanings, **{short: long for _, _, short, long in definitions}}
        gone = [Change(start, end, "") for start, end, _, _ in definitions]
        made = [c for c in replacer(known, DOCUMENT_NUMBER)(text) if not any(_meet(c, g) for g in gone)]
        return sorted(made + gone, key=lambda c: c.start)

    return expand


def _meet(one: Change, other: Change) -> bool:
    return one.start < other.end and other.start < one.end


# --- programs whose output names its tokens --------------------------------------------------------------------------


def _placed(text: str, groups: Iterable[tuple[Sequence[str], str | None]]) -> list[Change]:
    """Find groups of tokens in the text, one after another, and change those that come with something new."""
    changes, at = [], 0
    for tokens, new in groups:
        start = -1
        for token in tokens:
            found = text.find(token, at)
            if found >= 0:  # else the program's own clean-up changed it
                start = found if start < 0 else start
                at = found + len(token)
        if start >= 0 and new is not None and new != text[start:at]:
            changes.append(Change(start, at, new + _space(text, at)))
    return changes


class _Silent:
    """Stands for the parts of soe-vinorm that spell out numbers and letters: what it is given stays as it is."""

    expand_number = expand_sequence = staticmethod(lambda text: text)


class _FirstSense:
    """Stands for soe-vinorm's model that picks a sense, where that cannot be downloaded: the first one wins."""

    def run(self, _names: None, feed: Mapping[str, Any]) -> list[list[float]]:
        return [[-float(i) for i, _ in enumerate(feed["input"])]]

    def get_inputs(self) -> list[Any]:
        return [type("Input", (), {"name": "input"})]


def _soe_vinorm(_texts: Sequence[str]) -> tuple[Expand, str]:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a model that lies here is used; none is fetched
    from soe_vinorm.nsw_detector import CRFNSWDetector  # noqa: PLC0415  # optional
    from soe_vinorm.nsw_expander import RuleBasedNSWExpander  # noqa: PLC0415  # optional
    from soe_vinorm.text_processor import TextPreprocessor  # noqa: PLC0415  # optional
    from soe_vinorm.utils import load_abbreviation_dict, load_vietnamese_syllables  # noqa: PLC0415  # optional

    known = load_abbreviation_dict()
    syllables = set(load_vietnamese_syllables())
    clean = TextPreprocessor()
    part = RuleBasedNSWExpander.AbbreviationExpander

    def listed(token: str) -> str:
        parts = [p for p in re.split(r"[-.\d]+", token) if p]
        capitals = sum(c.isupper() for c in token)
        if token in known and (capitals > 1 or token.lower() not in syllables):
            return "B-LABB"
        return "B-LABB" if capitals and len(parts) > 1 and all(p in known for p in parts) else "O"

    try:
        expander = part(_Silent(), _Silent(), known)
        detect = CRFNSWDetector().detect
        note = "its two models; only what they call an abbreviation"
    except (ImportError, OSError, ValueError):  # huggingface_hub's errors are of these kinds
        expander = part.__new__(part)
        expander.__dict__ |= {
            "_abbr_dict": known,
            "_number_expander": _Silent(),
            "_sequence_expander": _Silent(),
            "_scorer": _FirstSense(),
            "_prepare_input": lambda candidates, *_: candidates,
        }
        detect = lambda tokens: [listed(t) for t in tokens]  # noqa: E731  # stands for the method
        note = (
            "its list, its tokens, its way of taking compounds apart; its two models could not be had, so what stands "
            "in the list is an abbreviation and the first sense wins"
        )

    def expand(text: str) -> list[Change]:
        tokens = clean(text).split()
        tags = list(detect(tokens))
        right = [token.lower() if tag == "O" else tag[2:] for token, tag in zip(tokens, tags, strict=True)]
        left: list[str] = []
        made: list[tuple[list[str], str | None]] = []
        at = 0
        while at < len(tokens):
            end = at + 1
            while tags[at] != "O" and end < len(tokens) and tags[end] == f"I-{tags[at][2:]}":
                end += 1
            new = None
            if tags[at].endswith("LABB"):
                around = " ".join(left), " ".join(right[end:])
                new = expander.expand_abbreviation(" ".join(tokens[at:end]), *around)
            made.append((tokens[at:end], new))
            left.append(new.lower() if new else right[at])
            at = end
        return _placed(text, made)

    return expand, note


_READING = re.compile(r"spell_|v[aầ]n ch[uữ]|word_|số La Mã|chữ quen|g[aầ]n âm|âm tiết|vi hóa|đọc anh")
"""How g2p-hamster's table notes that an entry says how something sounds, not what it means."""


def _g2p_hamster(_texts: Sequence[str]) -> tuple[Expand, str]:
    from g2p_hamster.t0 import dicts, normalize, textproc  # noqa: PLC0415  # optional

    table = dicts.abbrev()

    def tokens(text: str) -> Iterator[tuple[list[str], str | None]]:
        for sentence in (s for line in text.splitlines() for s in textproc.split_sentences(line)):
            found = normalize(sentence)["tokens"]
            for token, after in zip(found, [*found[1:], None], strict=False):  # a text may hold no token
                surface, new = token["surface"], token["verbal"]
                note = table.get(surface.rstrip(".").lower(), ("", ""))[1]
                if token["cat"] != "abbr" or _READING.search(note):
                    new = None
                elif after and after["surface"] == "." and not after["verbal"]:
                    surface += "."  # it takes the dot of TS. for a part of the abbreviation
                yield [surface], new

    note = "its first stage; only tokens that it calls an abbreviation, less those whose entry says only how they sound"
    return (lambda text: _placed(text, tokens(text))), note


# --- programs that give text -----------------------------------------------------------------------------------------


def _vinormx(texts: Sequence[str]) -> tuple[Expand, str]:
    from vinormx.mapping_module import AbbreviationMapper  # noqa: PLC0415  # optional

    # No key holds a space, so expanding word by word gives the same, and says what became of which word. All at
    # once, because the program tries 3,600 expressions one after another on whatever it is given.
    words = sorted({w for text in texts for w in text.split()})
    became = dict(zip(words, AbbreviationMapper().expand_abbreviations("\n".join(words)).split("\n"), strict=True))

    def expand(text: str) -> list[Change]:
        return [
            Change(m.start() + c.start, m.start() + c.end, c.new)
            for m in re.finditer(r"\S+", text)
            if became[m[0]] != m[0]
            for c in changes_between(m[0], became[m[0]])
        ]

    return expand, "its AbbreviationMapper.expand_abbreviations"


def _underthesea(_texts: Sequence[str]) -> tuple[Expand, str]:
    from underthesea.address.normalizer import ABBREVIATIONS  # noqa: PLC0415  # optional

    keys = {key.strip(): full.strip() for key, full in ABBREVIATIONS.items()}
    wanted = "|".join(re.escape(k) + r"(?!\w)" * k[-1].isalpha() for k in sorted(keys, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w.])(?:{wanted})", re.IGNORECASE)

    def expand(text: str) -> list[Change]:
        return [Change(m.start(), m.end(), keys[m[0].lower()] + _space(text, m.end())) for m in pattern.finditer(text)]

    note = "text_normalize expands nothing; this is the table of its address parser, at the beginning of words only"
    return expand, note


@cache
def general_list() -> dict[str, str]:
    """Return soe-vinorm's list, first senses, without the copies in small letters (``ca`` is a Vietnamese word)."""
    from soe_vinorm.utils import load_abbreviation_dict  # noqa: PLC0415  # optional

    return {s: senses[0] for s, senses in load_abbreviation_dict().items() if any(c.isupper() for c in s)}


PROGRAMS = (
    Program("soe-vinorm", _soe_vinorm, "soe-vinorm"),
    Program("vinormx", _vinormx, "vinormx"),
    Program("g2p-hamster", _g2p_hamster, "g2p-hamster"),
    Program("underthesea", _underthesea, "underthesea"),
    Program(
        "dictionary: soe-vinorm's list",
        lambda _: (replacer(general_list()), "bare replacement, longest match, whole words, first sense"),
        "soe-vinorm",
    ),
    Program(
        "Schwartz-Hearst + that list + guard",
        lambda _: (defined_then_list(general_list()), "the text's own definitions first; document numbers kept"),
        "soe-vinorm",
    ),
)
"""All but vietgloss and bare replacement by its glossary."""
