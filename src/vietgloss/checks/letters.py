"""Letters, spaces and marks: what a reader does not see and a search does.

Most texts are right, so each pattern is searched once in all texts of a file together.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.checks.source import NAME, Field, Source
from vietgloss.glossary.model import Term
from vietgloss.glossary.splice import Patch
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import yaml

    from vietgloss.checks.finding import Finding

_EXAMPLE = frozenset({"source", "expands_to"})
_REMARK = frozenset({"note", "ref"})
_BLOCK = ("|", ">")  # whose lines may be indented
_PLAIN_STYLES = (None, "", "'", '"')

# Letters of other alphabets, and foreign ones, that look like the Latin letter in their place.
LOOK_ALIKES = dict(
    zip(
        "\u00d0\u0189\u00f0\u0256"
        "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0408\u0405"
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455"
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
        "ĐĐđđABEKMHOPCTXIJSaeopcyxijsABEZHIKMNOPTYXo",
        strict=True,
    )
)
LOOK_ALIKES |= {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_LOOK_ALIKE = re.compile(f"[{''.join(LOOK_ALIKES)}]")
_APART = re.compile(r"\w[\u0300-\u036f]+")
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_WIDE = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_STRAY = re.compile(
    rf"(?P<invisible>[{_INVISIBLE}]+)|(?P<wide>[ \t]*[{_WIDE}\t][ \t{_WIDE}]*)|(?P<double>  +)"
    rf"|(?P<before> +(?=[,;)\]]))|(?P<after>(?<=[(\[]) +)"
)
_SUSPECT = re.compile(rf"[{_INVISIBLE}{_WIDE}\t]| (?=[ ,;)\]])|(?<=[(\[]) ")
_EDGE = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)

_EARLY_O, _EARLY_U = "òóỏõọÒÓỎÕỌ", "ùúủũụÙÚỦŨỤ"
_LATE_A, _LATE_Y = "àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ", "ỳýỷỹỵỲÝỶỸỴ"
_EARLY = re.compile(rf"(?<![qQ])(?:[{_EARLY_O}][aeAE]|[{_EARLY_U}][yY])(?!\w)")
_LATE = re.compile(rf"(?<![qQ])(?:[oO][{_LATE_A}]|[uU][{_LATE_Y}])(?!\w)")
_WRONG = re.compile(rf"[{_EARLY_O}][aeAE](?=\w)|[{_EARLY_U}][yY](?=\w)|(?<=[qQ])[{_EARLY_U}][yY]")
_LATE_OF = {vn.fold_tone(o + a): o + a for o in "oO" for a in _LATE_A}
_LATE_OF |= {vn.fold_tone(u + y): u + y for u in "uU" for y in _LATE_Y}

_MIXED = re.compile(rf"[{vn.UPPER}{vn.LOWER}][{vn.LOWER}{vn.UPPER}]*[{vn.UPPER}][{vn.LOWER}{vn.UPPER}]*")
_SHIFT = re.compile(r"\b[A-Z]{2}[a-z]{2,}\b")
_LONG_WORD = 7
_MARKED = re.compile(f"[{''.join(c for c in vn.LOWER if not c.isascii())}\u0300-\u036f]")
_LETTERS = re.compile(r"[^\W\d_]+")
_END = re.compile(r"^[.,;:)\]!?](?!\.)|[,;:]$|(?<![.\d])\.$", re.MULTILINE)
# Ltd., etc., Ph.D., TP.: the full stop belongs to the word.
_SHORT_END = re.compile(r"(?:^|[\s(])(?:[A-Z][a-z]{0,3}|etc|vs|pp?|\S*\.\S*|[^\W\d_a-z]*[A-ZĐ][^\W\d_a-z]*)\.$")
_PARTNERS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}
_BRACKET = re.compile("[" + re.escape("".join([*_PARTNERS, *_PARTNERS.values()])) + '"]')


class Texts:
    """Texts of a file, to be searched all at once.

    Args:
        source: The file.
        fields: The texts.
    """

    def __init__(self, source: Source, fields: Iterable[Field]) -> None:
        self.source = source
        self.fields = list(fields)
        values = [f.node.value for f in self.fields]
        self._starts = [0, *accumulate(len(v) + 1 for v in values)]
        self.text = "\n".join(values)

    def found(self, pattern: re.Pattern[str]) -> Iterator[tuple[Field, list[re.Match[str]]]]:
        """Give the texts in which a pattern is found, with the places; offsets are those of all texts together."""
        held: dict[int, list[re.Match[str]]] = {}
        for match in pattern.finditer(self.text):
            held.setdefault(bisect_right(self._starts, match.start()) - 1, []).append(match)
        for number, matches in held.items():
            if number < len(self.fields):
                yield self.fields[number], matches


def findings(source: Source) -> Iterator[Finding]:
    """Give what all rules of this module find in a file."""
    every = [f for read in source.reads for f in read.fields if f.key not in _EXAMPLE]
    everything = Texts(source, every)
    vietnamese = Texts(source, (f for f in every if _is_vietnamese(f)))
    english = Texts(source, (f for f in every if f.key in ("target", "also")))
    yield from not_nfc(everything)
    yield from look_alike(everything)
    yield from spaces(everything)
    yield from unbalanced(everything)
    yield from tone_placement(vietnamese)
    yield from capitals(vietnamese)
    yield from capitals_of_english(english)
    yield from vietnamese_in_target(english)
    yield from end_mark(vietnamese)
    yield from end_mark(english)


def _is_vietnamese(field: Field) -> bool:
    return field.key == "expansion" or (field.key == NAME and isinstance(field.read.entry, Term))


def not_nfc(texts: Texts) -> Iterator[Finding]:
    """Find letters written apart from their marks (Unicode form NFD), as files from macOS have them."""
    if unicodedata.is_normalized("NFC", texts.text):
        return
    for field in texts.fields:
        value = field.node.value
        if not unicodedata.is_normalized("NFC", value):
            fix = _patches(texts.source, field.node, _APART, lambda m: vn.nfc(m[0]))
            told = _("'{short}' is written with marks apart from their letters").format(short=_short(vn.nfc(value)))
            yield texts.source.finding("not-nfc", field, told, _("save it in Unicode form NFC"), fix)


def look_alike(texts: Texts) -> Iterator[Finding]:
    """Find letters that only look like the right one: Icelandic Ð for Đ, Cyrillic А for A, full-width ones."""
    for field, matches in texts.found(_LOOK_ALIKE):
        if not _mixed_scripts(field.node.value):
            continue
        letter = matches[0][0]
        right = LOOK_ALIKES[letter]
        told = _("'{letter}' (U+{ord:04X}) in '{short}' only looks like '{right}'").format(
            letter=letter, ord=ord(letter), short=_short(field.node.value), right=right
        )
        fix = _patches(texts.source, field.node, _LOOK_ALIKE, lambda m: LOOK_ALIKES[m[0]])
        yield texts.source.finding(
            "look-alike", field, told, _("write '{right}' (U+{ord:04X})").format(right=right, ord=ord(right)), fix
        )


def _mixed_scripts(value: str) -> bool:
    """Tell whether a text is not wholly Cyrillic or Greek."""
    letters = [c for c in value if c.isalpha()]
    foreign = sum("\u0370" <= c <= "\u04ff" for c in letters)
    return foreign < len(letters) or all(c in LOOK_ALIKES for c in letters)


def spaces(texts: Texts) -> Iterator[Finding]:
    """Find double, exotic and invisible spaces, and spaces at the edge of a text or before a comma."""
    stray = {}
    for field, _rest in texts.found(_SUSPECT):
        match = _STRAY.search(field.node.value)
        if match and field.node.style not in _BLOCK:
            stray[id(field)] = field, _kind_of(match)
    for field, _rest in texts.found(_EDGE):
        if field.node.style not in _BLOCK:
            stray.setdefault(id(field), (field, _("a space at the edge")))
    for field, what in stray.values():
        fix = _patches(texts.source, field.node, _STRAY, _squeezed, edges=True)
        shown = _short(" ".join(field.node.value.split()))
        yield texts.source.finding(
            "spaces",
            field,
            _("{what} in '{shown}'").format(what=what, shown=shown),
            _("leave single spaces between words"),
            fix,
        )


def _kind_of(match: re.Match[str]) -> str:
    if match["invisible"]:
        return _("an invisible character (U+{ord:04X})").format(ord=ord(match[0][0]))
    if match["wide"]:
        odd = next(c for c in match[0] if c != " ")
        return _("an unusual space (U+{ord:04X})").format(ord=ord(odd))
    return _("two spaces") if match["double"] else _("a stray space")


def _squeezed(match: re.Match[str]) -> str:
    return " " if match["wide"] or match["double"] else ""


def tone_placement(texts: Texts) -> Iterator[Finding]:
    """Find tone marks on the other vowel than in most of the file (hoà, hòa), or where no style has them (hòan)."""
    source = texts.source
    for field, matches in texts.found(_WRONG):
        fix = _patches(source, field.node, _WRONG, lambda m: _late(m[0]))
        told = _("the tone mark stands on the wrong vowel in '{short}'").format(short=_short(field.node.value))
        yield source.finding(
            "tone-placement", field, told, _("write '{text}' there").format(text=_LATE_OF.get(matches[0][0], "")), fix
        )
    early, late = list(texts.found(_EARLY)), list(texts.found(_LATE))
    if not early or not late:
        return
    most_early = sum(len(m) for _, m in early) >= sum(len(m) for _, m in late)
    pattern, other = (_LATE, vn.fold_tone) if most_early else (_EARLY, _late)
    for field, matches in late if most_early else early:
        pair = matches[0][0]
        told = _("'{pair}' in '{short}' is '{other}' in most of this file").format(
            pair=pair, short=_short(field.node.value), other=other(pair)
        )
        fix = _patches(source, field.node, pattern, lambda m: other(m[0]))
        yield source.finding("tone-placement", field, told, _("keep to one style"), fix)


def _late(pair: str) -> str:
    return _LATE_OF.get(pair, pair)


def capitals(texts: Texts) -> Iterator[Finding]:
    """Find capitals inside a syllable (hỘi, THành), and texts all in capitals."""
    for field, matches in texts.found(_MIXED):
        value = vn.nfc(field.node.value)
        words = [w for w in vn.WORD.findall(value) if vn.is_syllable(w)]
        slips = [m[0] for m in matches if m[0] in words and not m[0].isupper()]
        if slips:
            told = _("'{slips}' has capitals inside the word").format(slips=slips[0])
            yield texts.source.finding("capitals", field, told, _("correct the capitals"))
        elif value.isupper() and len(words) > 1 and words == vn.WORD.findall(value):
            told = _("'{short}' is all in capitals").format(short=_short(value))
            yield texts.source.finding("capitals", field, told, _("write it as in the middle of a sentence"))


def capitals_of_english(texts: Texts) -> Iterator[Finding]:
    """Find English words that begin with two capitals (PArty), and texts all in capitals."""
    for field, matches in texts.found(_SHIFT):
        told = _("'{matches}' begins with two capitals").format(matches=matches[0][0])
        yield texts.source.finding("capitals", field, told, _("correct the capitals"))
    for field in texts.fields:
        value = field.node.value
        if value.isupper() and " " in value and any(len(w) >= _LONG_WORD for w in vn.WORD.findall(value)):
            told = _("'{short}' is all in capitals").format(short=_short(value))
            yield texts.source.finding("capitals", field, told, _("write it as in the middle of a sentence"))


def vietnamese_in_target(texts: Texts) -> Iterator[Finding]:
    """Find Vietnamese words in English.

    Names are let pass, since they have capitals, and a single word among English ones, which is a loan (``áo dài``).
    """
    for field, _rest in texts.found(_MARKED):
        words = _LETTERS.findall(vn.nfc(field.node.value))
        found = [w for w in words if w.islower() and not w.isascii() and vn.is_syllable(w)]
        if len(found) > 1 or (found and len(words) <= 2):  # noqa: PLR2004
            told = _("the English holds the Vietnamese '{found}'").format(found=" ".join(found))
            remedy = _("translate it; write names with capitals")
            yield texts.source.finding("vietnamese-in-target", field, told, remedy)


def unbalanced(texts: Texts) -> Iterator[Finding]:
    """Find brackets and quotes without a partner."""
    for field, matches in texts.found(_BRACKET):
        odd = _without_partner([m[0] for m in matches])
        alone = field.node.value.strip() == odd  # a cue: what ends a note
        if odd and not alone and field.key not in _REMARK:
            told = _("'{odd}' has no partner in '{short}'").format(odd=odd, short=_short(field.node.value))
            yield texts.source.finding("unbalanced", field, told, _("add its partner, or remove it"))


def _without_partner(marks: list[str]) -> str:
    stack: list[str] = []
    for mark in marks:
        if mark == '"':
            if '"' in stack:
                stack.remove('"')
            else:
                stack.append(mark)
        elif mark in _PARTNERS:
            stack.append(mark)
        elif stack and _PARTNERS.get(stack[-1]) == mark:
            stack.pop()
        else:
            return mark
    return stack[0] if stack else ""


def end_mark(texts: Texts) -> Iterator[Finding]:
    """Find punctuation marks at the beginning or end; the full stop of a short word (``Ltd.``) is let pass."""
    for field, matches in texts.found(_END):
        value = field.node.value.strip()
        mark = matches[0][0]
        if mark == "." and (_SHORT_END.search(value) or not value.endswith(".")):
            continue
        place = "begins" if value.startswith(mark) else "ends"
        told = _("'{short}' {place} with '{mark}'").format(short=_short(value), place=place, mark=mark)
        yield texts.source.finding("end-mark", field, told, _("leave the mark to the sentence"))


def _patches(
    source: Source,
    node: yaml.ScalarNode,
    pattern: re.Pattern[str],
    replace: Callable[[re.Match[str]], str],
    *,
    edges: bool = False,
) -> tuple[Patch, ...]:
    """Return replacements for what a pattern finds in a text as it stands in the file, on one line only.

    Args:
        source: The file.
        node: The text.
        pattern: What to replace.
        replace: What to put in its place.
        edges: Whether to take spaces off the edges inside quotes too.
    """
    raw = source.raw(node)
    if node.style not in _PLAIN_STYLES or "\n" in raw or "\r" in raw or "\\" in raw:
        return ()
    begin = node.start_mark.index
    quote = 1 if node.style in ("'", '"') else 0
    inner = raw[quote : len(raw) - quote]
    found: list[Patch] = []
    if edges:
        found += [Patch(m.start(), m.end(), "") for m in _EDGE.finditer(inner)]
    for match in pattern.finditer(inner):
        text = replace(match)
        apart = all(match.end() <= p.start or match.start() >= p.end for p in found)
        if text != match[0] and apart:
            found.append(Patch(match.start(), match.end(), text))
    return tuple(Patch(begin + quote + p.start, begin + quote + p.end, p.text) for p in sorted(found))


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:57] + "..."  # noqa: PLR2004
