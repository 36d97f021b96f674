"""Full forms: whether they fit their abbreviation, and what does not belong into one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.checks.source import ENTRY, NAME
from vietgloss.expansion import align
from vietgloss.glossary.model import Abbreviation, Term
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.checks.finding import Finding
    from vietgloss.checks.known import Known
    from vietgloss.checks.source import Read, Source
    from vietgloss.glossary.model import Sense

_TOKEN = re.compile(r"[^\s,;:()\[\]\"“”]+")
_ENGLISH_WORD = re.compile(r"[A-Za-z]+")
_MAYBE = re.compile(rf"[{vn.UPPER}]\S*[{vn.UPPER}]|\w[./]")
_INSIDE = re.compile(r"\w[./]\w?")
_SMALL = frozenset("of and the for in on to with".split())
_IDLE = ("target", "also", "forbidden", "short", "near", "before", "after")
_SLOT = re.compile(r"\{[^{}]*\}")
_LONG = 3
_TWO = 2


def initials(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001  # as all rules
    """Find full forms whose words do not begin with the letters of the abbreviation.

    Joining words may be without a letter, and a few others where the abbreviation is long. An abbreviation of the
    English fits too (``GDP``).
    """
    for number, sense in enumerate(read.senses):
        if not sense.keep and not fits(read.entry.name, sense):
            yield source.finding(
                "initials",
                read.field("expansion", number),
                _("the words of '{expansion}' do not begin with these letters").format(expansion=sense.expansion),
                _("correct the full form, or write '# ok: initials' behind the entry"),
            )


def fits(surface: str, sense: Sense) -> bool:
    """Tell whether an abbreviation may stand for a sense by its letters."""
    plain = vn.plain(surface.rstrip("#"))
    words = vn.WORD.findall(sense.expansion)
    starts = [vn.ascii_initial(w) for w in words]
    if len(plain) == len(starts) and [vn.ascii_initial(c) for c in plain] == starts:
        return True  # as most do
    form = align.short(plain)
    if form.units == tuple(starts):
        return True
    text = vn.plain(sense.expansion)
    if align.all_of(form, align.Words(text, 0, len(text))) is not None:
        return True
    letters = [
        {"W": "U", "Z": "D"}.get(c, c)
        for word in vn.WORD.findall(plain)
        for c in (vn.ascii_initial(c) for c in (word if not align.is_word(word) else word[0]) if c.isalpha())
        if c
    ]
    capitals = [u for u in form.units if not u.isdigit() and not u.islower()] if not form.written else []
    counted = any(map(str.isdigit, plain))  # 3T: a number stands for some of the words
    if len(letters) >= _LONG or len(words) - len(letters) <= 1 or counted:
        # A foreign word may stand for several of its letters: CPC of Campuchia.
        inside = [c for w, start in zip(words, starts, strict=True) for c in _inside(w, start)]
        if any(wanted and _in_order(wanted, inside) for wanted in (letters, capitals)):
            return True
    if sorted(letters) == sorted(starts):
        return True
    own = "".join(c for c in plain if c.isalpha()).upper()
    return any(_english(own, text) for text in (sense.target, *sense.also) if text)


def _inside(word: str, start: str) -> Sequence[str]:
    """Return the letters that a word may stand for: its first, or of a foreign word any."""
    return start if vn.is_syllable(word) else [vn.ascii_initial(c) for c in word]


def _in_order(letters: Sequence[str], starts: Sequence[str]) -> bool:
    """Tell whether the letters stand among others in their order."""
    rest = iter(starts)
    return all(letter in rest for letter in letters)


def _english(wanted: str, text: str) -> bool:
    """Tell whether an English text is, or has the initials of, an abbreviation."""
    words = _ENGLISH_WORD.findall(text)
    whole = "".join(w[0] for w in words).upper()
    short = "".join(w[0] for w in words if w.lower() not in _SMALL).upper()
    return wanted in (whole, short, text.upper()) or wanted in {w for w in words if w.isupper()}


def contains_abbreviation(source: Source, read: Read, known: Known) -> Iterator[Finding]:
    """Find abbreviations inside full forms and terms; those that are always kept may stand there."""
    entry = read.entry
    if isinstance(entry, Term):
        texts = [(entry.source, NAME, ENTRY)]
    else:
        texts = [(s.expansion, "expansion", i) for i, s in enumerate(entry.senses) if not s.keep]
    for text, key, number in texts:
        for token in _abbreviated(text, known):
            if isinstance(entry, Abbreviation) and vn.plain(text) == vn.plain(entry.surface):
                continue  # said by another rule
            full = known.spellings[token].senses[0].expansion
            what = _("the full form") if isinstance(entry, Abbreviation) else _("the term")
            told = _("{what} holds the abbreviation '{token}'").format(what=what, token=token)
            yield source.finding(
                "contains-abbreviation",
                read.field(key, number),
                told,
                _("write it out, such as '{full}'").format(full=full),
            )


def _abbreviated(text: str, known: Known) -> Iterator[str]:
    """Give the tokens of a text that are abbreviations with nothing but full forms."""
    if not _MAYBE.search(text):
        return
    for token in _TOKEN.findall(vn.plain(text)):
        tries = dict.fromkeys((token, token.rstrip("."), *re.split(r"[-/&]", token)))
        for part in tries:
            if sum(map(str.isupper, part)) < _TWO and not _INSIDE.search(part):
                continue
            entry = known.spellings.get(part)
            if entry is not None and entry.senses and not any(s.keep for s in entry.senses):
                yield part
                break


def expansion_is_abbreviation(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001
    """Find full forms that are the abbreviation itself."""
    for number, sense in enumerate(read.senses):
        same = len(sense.expansion) == len(read.entry.name) and vn.plain(sense.expansion) == vn.plain(read.entry.name)
        if same and not sense.keep:
            told = _("the full form is the abbreviation itself")
            remedy = _("write 'keep: true' to leave it alone")
            yield source.finding("expansion-is-abbreviation", read.field("expansion", number), told, remedy)


def not_vietnamese(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001
    """Find English where Vietnamese belongs; a text of foreign names alone is let pass."""
    if isinstance(read.entry, Term):
        texts = [(read.entry.source, NAME, ENTRY)]
    else:
        texts = [(s.expansion, "expansion", i) for i, s in enumerate(read.senses) if not s.keep]
    for text, key, number in texts:
        if not text.isascii():
            continue
        words = vn.WORD.findall(_SLOT.sub(" ", text))
        strange = [w for w in words if not vn.is_syllable(w) and not w.isdigit() and not w.isupper()]
        if any(w.islower() for w in strange) and len(strange) * 2 >= len(words):
            told = _("'{text}' does not look Vietnamese").format(text=text)
            yield source.finding("not-vietnamese", read.field(key, number), told, _("write English under 'target'"))


def common_word(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001
    """Find abbreviations that are an ordinary syllable in small letters."""
    entry = read.entry
    if isinstance(entry, Abbreviation) and not entry.keep:
        for key, number, text in ((NAME, 0, entry.surface), *(("forms", i, f) for i, f in enumerate(entry.forms))):
            if text.islower() and text.isalpha() and vn.is_syllable(text) and len(text) > 1:
                told = _("'{text}' is an ordinary word too").format(text=text)
                remedy = _("write it as it stands in the text, with its capitals or full stops")
                yield source.finding("common-word", read.field(key, ENTRY, number), told, remedy)


def ignored_key(source: Source, read: Read, known: Known) -> Iterator[Finding]:  # noqa: ARG001
    """Find keys beside ``keep: true`` of an entry with which nothing is done."""
    if isinstance(read.entry, Abbreviation) and read.entry.keep:
        for field in read.fields:
            if field.key in _IDLE:
                told = _("'{key}' has no effect beside 'keep: true'").format(key=field.key)
                yield source.finding("ignored-key", field, told, _("remove '{key}' or 'keep'").format(key=field.key))
                return
