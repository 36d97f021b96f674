"""Putting the English of a missed term in the place of what the engine wrote for it.

Which words that is, the decoder's attention tells (Bahdanau et al., 2015), helped by words that the term's English has
too. Words that stand for another term, a figure or a name are never touched.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vietgloss import text as vn
from vietgloss.inflection import is_plural, is_verb, plural, words
from vietgloss.inflection.words import verb as verb_form
from vietgloss.inflection.words import verb_base
from vietgloss.terms import verbs
from vietgloss.terms.find import stem
from vietgloss.terms.fit import fit
from vietgloss.terms.forms import right_forms
from vietgloss.terms.write import is_specific
from vietgloss.translation import items as found_items

if TYPE_CHECKING:
    from vietgloss.terms.choose import Candidate
    from vietgloss.terms.write import Form
    from vietgloss.translation.items import Item
    from vietgloss.translation.tokens import Alignment

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PARTED = re.compile(r"[:;!?()\"“”]|\. ")
"""Between two words of a term nothing of this stands; *Dr. An* has its full stop inside."""
_NAME = re.compile(r"(?<=[^\W_] )[A-ZĐÂĂÊÔƠƯ][^\W\d_]*(?: [A-ZĐÂĂÊÔƠƯ][^\W\d_]*){0,3}")
"""Up to four words with capitals within a sentence; a place in the source begins with what stands in it too."""
_SMALL = frozenset(
    "a an the of to in on at for and or with by from as that which this these those its their his her it is are was "
    "were be been has have had will under through over within among between during into about against per via towards "
    "toward after before since until than directly".split()
)
_LEAST = 0.22
"""The share of its attention that a word must give to the term to speak for it."""
_ALIKE = 0.45
"""What a word is worth that stands in the term's English too."""
_ENOUGH = 0.15
_LONGER = 4


class _Word(NamedTuple):
    start: int
    end: int
    worth: float
    free: bool


COPIED = frozenset(("name", "place", "given", "aside"))
"""Kinds of items that are names, or made of them."""
_CAPITAL = re.compile(rf"[{vn.UPPER}]")
_ARTICLE = re.compile(r"(?:(?:The|A|An) )?")
_BEFORE_A_POST = ("former", "acting")
_SHORT_TITLES = ("Dr", "Mr", "Mrs", "Ms", "Prof", "Assoc")


def repaired(form: Form, candidate: Candidate, alignment: Alignment) -> str | None:
    """Return a translation with its missed terms put in, or None if no place is found for any.

    Args:
        form: The line; its items are what the translation must hold.
        candidate: The translation.
        alignment: Which words of the translation stand for which characters of the form's text.
    """
    text = candidate.text
    for item in candidate.missed:
        moved = _with_name_after(item, form, text) or _with_word_before(item, text)
        if moved:
            return moved  # the alignment is of the text before; what else is missed has its turn in the next round
    _, used = found_items.account(list(form.items), text)
    places: list[tuple[int, int, Item]] = []
    for item in sorted(candidate.missed, key=lambda i: i.start - i.end):
        place = _place(item, text, _with_names(item, form, text, used), alignment)
        if place and not _may_replace(item, text[: place[0]], text[slice(*place)]):
            place = None
        place = place or _before_its_noun(item, form, text)
        if place:
            places.append((*place, item))
            used[place[0] : place[1]] = b"\1" * (place[1] - place[0])
    for start, end, item in sorted(places, key=lambda p: p[0], reverse=True):
        text = _put(item, form, text, start, end)
    return text if places else None


def placed(form: Form, candidate: Candidate, alignment: Alignment) -> str | None:
    """Return a translation with the names that it lost put in the place of what the engine made of them.

    That place must hold a word with a capital: *As the Đưa News issued*; at the beginning of both, every word has one.
    None if no place is found for any.
    """
    text = candidate.text
    _, used = found_items.account(list(form.items), text)
    places: list[tuple[int, int, Item]] = []
    for item in candidate.lost:
        named = item.kind in COPIED and not item.target.startswith("(")
        place = _place(item, text, used, alignment) if named else None
        if place and item.start == 0 and _ARTICLE.fullmatch(text, 0, place[0]):
            place = 0, place[1]  # The slip has a license: Hiếu
        elif place:
            capital = _CAPITAL.search(text, max(place[0], 1), place[1])
            # Talking to HCMC Online: the sentence's first word has a capital of its own.
            place = (place[0] or capital.start(), place[1]) if capital else None
        if place:
            place = _begun(item.target, text, place, used)
            places.append((*place, item))
            used[place[0] : place[1]] = b"\1" * (place[1] - place[0])
    for start, end, item in sorted(places, key=lambda p: p[0], reverse=True):
        text = text[:start] + item.target + text[end:]
    return text if places else None


def _begun(name: str, text: str, place: tuple[int, int], used: bytearray) -> tuple[int, int]:
    """Return a place with the beginning of the name that stands directly before it."""
    start, end = place
    for begins in _beginnings(name):
        at = start - len(begins) - 1
        if (
            at >= 0
            and text.startswith(f"{begins} ", at)
            and not text[at - 1 : at].isalnum()
            and not any(used[at:start])
        ):
            return at, end
    return place


def _with_names(item: Item, form: Form, text: str, used: bytearray) -> bytearray:
    """Return what is taken in a translation, and with it the words copied from the source's names: *Lan* said.

    The term's own words are not: *Hồ Chí Minh's thought*.
    """
    own = {word for said in (item.source, item.target) for word in _WORD.findall(said)}
    copied = {word for word in _WORD.findall(form.text) if word[0].isupper() and len(word) > 1} - own
    taken = bytearray(used)
    for match in _WORD.finditer(text) if copied else ():
        if match[0] in copied:
            taken[match.start() : match.end()] = b"\1" * len(match[0])
    return taken


def _with_name_after(item: Item, form: Form, text: str) -> str | None:
    """Return a translation with a name that stands inside a term's English put behind it; None if none does.

    *Committee of the Vĩnh Long Provincial Agencies* is the *Committee of the Provincial Agencies of Vĩnh Long*.
    """
    if " " not in item.target:
        return None
    for found in _NAME.finditer(text):
        name = next((n for n in _beginnings(found[0]) if n in form.text and n not in item.target), "")
        start = found.start()
        if not name or not text.startswith(" ", start + len(name)):
            continue
        without = text[:start] + text[start + len(name) + 1 :]
        for english in right_forms(item.target):
            for there in (english, english.replace(" of the ", " of ")):  # a name needs no article
                at = without.find(there, max(0, start - len(there)))
                end = at + len(there)
                if 0 <= at < start < end and not without[end : end + 1].isalnum():
                    return f"{without[:at]}{english} of {name}{without[end:]}"
    return None


def _with_word_before(item: Item, text: str) -> str | None:
    """Return a translation with the *former* or *acting* of a post before it; None if the post is not there."""
    for english in (item.target, *item.also):
        word, _, post = english.partition(" ")
        if word not in _BEFORE_A_POST:
            return None
        found = [m.start() for m in re.finditer(rf"(?<![\w'’-])(?<!{word} ){re.escape(post)}(?!\w)", text)]
        if len(found) == 1:
            before, after = text[: found[0]], text[found[0] :]
            return f"{before}{word if before else word.capitalize()} {after}"
    return None


def _beginnings(words: str) -> list[str]:
    """Return what a run of words begins with, the longest first: all of them, all but the last ..."""
    parts = words.split(" ")
    return [" ".join(parts[:n]) for n in range(len(parts), 0, -1)]


def _may_replace(item: Item, before: str, core: str) -> bool:
    """Tell whether a term may stand where ``core`` does, behind ``before``: a noun for no verb.

    A common word stands only for one that can be of its word class: attention errs more often there, and *affiliated*
    is not to take the place of *promptly*.
    """
    if is_specific(item):
        if any(map(is_verb, (item.target, *item.also))):
            return not (" " in item.target and is_verb(item.target) and _is_object(item.target, core))
        return not verbs.stood_there(before, core)
    own = words.kinds(item.target) | ({"VERB"} if any(map(is_verb, item.also)) else set())
    there = [words.kinds(word.lower()) for word in _WORD.findall(core) if word.lower() not in _SMALL]
    return not own or not there or any(not kinds or (kinds & own and "AUX" not in kinds) for kinds in there)


def _is_object(target: str, core: str) -> bool:
    """Tell whether ``core`` is only what a verb term acts on: *tasks* of *fulfill tasks*."""
    rest = {stem(word) for word in _WORD.findall(target)[1:]} - _SMALL
    there = [stem(word) for word in _WORD.findall(core) if word.lower() not in _SMALL]
    return bool(there) and all(word in rest for word in there)


def _before_its_noun(item: Item, form: Form, text: str) -> tuple[int, int] | None:
    """Return where an adjective goes that follows a term in the source: before that term's English, if it stands once.

    ``tổ chức cơ sở đảng trực thuộc``: *affiliated grassroots Party organizations*.
    """
    if is_specific(item) or not (words.kinds(item.target) <= {"ADJ"} or item.target.endswith("ed")):
        return None
    for other in form.items:
        if other.kind == "term" and other.start < other.end and other.end == item.start - 1 and is_specific(other):
            every = "|".join(map(re.escape, right_forms(other.target, other.also)))
            found = list(re.finditer(rf"(?<![\w’'-])(?:{every})(?!\w)", text, re.IGNORECASE))
            if len(found) == 1:
                return found[0].start(), found[0].start()
    return None


def _put(item: Item, form: Form, text: str, start: int, end: int) -> str:
    """Return a translation with a term in the place of ``text[start:end]``; where a verb stood, a variant that is one.

    What the term belongs to in the source stands before it there: ``cấp ủy tổ chức cơ sở Đảng``. If its English comes
    directly after the place, the two are joined by *of*: *Party committees of grassroots Party organizations*.
    """
    before, core, after = text[:start], text[start:end], text[end:]
    if not core:
        return f"{before}{item.target} {after}"
    if after.startswith(".") and core.endswith(_SHORT_TITLES):
        after = after[1:]  # the full stop is the title's, not the sentence's
    english = item.target
    if not is_verb(english) and verbs.stood_there(before, core):
        english = next((form for form in item.also if is_verb(form)), english)
    owner = _owner(item, form, after) if " " in english and not is_verb(english) else ""
    if owner:
        before, after = f"{before}{owner} of ", after[len(owner) + 1 :]
        return f"{before}{plural(english) if is_plural(owner) else f'the {english}'}{after}"
    return f"{before}{fit(english, before, core, after)}{after}"


def _owner(item: Item, form: Form, after: str) -> str:
    """Return the English of the term directly before ``item`` in the source, if ``after`` begins with it."""
    for other in form.items:
        if other.kind == "term" and item.start - 1 <= other.end <= item.start and other.end > other.start:
            for english in right_forms(other.target, other.also):
                rest = after[1 + len(english) :]
                if after[:1] == " " and after[1:].lower().startswith(english.lower()) and not rest[:1].isalnum():
                    return after[1 : 1 + len(english)]
    return ""


def _place(item: Item, text: str, used: bytearray, alignment: Alignment) -> tuple[int, int] | None:
    """Return where in a translation the words for a term stand."""
    words = _words(item, text, used, alignment)
    longest = len(_WORD.findall(item.target)) + _LONGER
    best, place = _ENOUGH, None
    for first, word in enumerate(words):
        if not word.free or word.worth <= 0:
            continue
        total = 0.0
        for last in range(first, min(len(words), first + longest)):
            if not words[last].free or (last > first and _PARTED.search(text, words[last - 1].end, words[last].start)):
                break
            total += words[last].worth
            if total > best and words[last].worth > 0:
                best, place = total, (first, last)
    if place is None:
        return None
    own = _own_words(item)
    return _with_repeats(item, text, words, _behind_verb(item, text, words, place, own), place[1], own)


def _with_repeats(
    item: Item, text: str, words: list[_Word], first: int, last: int, own: set[str]
) -> tuple[int, int] | None:
    """Return a place with the words directly after it that the term says itself: they would stand there twice.

    None if the object of a verb stands there for another term; a doubled name is made one afterwards.
    """
    while last + 1 < len(words):
        start, end = words[last + 1].start, words[last + 1].end
        if text[words[last].end : start] != " " or stem(text[start:end]) not in own:
            break
        if not words[last + 1].free:
            return None if is_verb(item.target) else (words[first].start, words[last].end)
        last += 1
    return words[first].start, words[last].end


def _behind_verb(item: Item, text: str, words: list[_Word], place: tuple[int, int], own: set[str]) -> int:
    """Return with which word a noun's place begins without the sentence's verb: *cares for* Party building work."""
    first, last = place
    verb = text[words[first].start : words[first].end].lower()
    base = verb_base(verb)
    if is_verb(item.target) or base is None or verb != verb_form(base, "third") or stem(verb) in own:
        return first
    rest = range(first + 1, last + 1)
    return next((i for i in rest if stem(text[words[i].start : words[i].end]) in own), first)


def _own_words(item: Item) -> set[str]:
    """Return the stems of the longer words of a term's English and its variants."""
    return {stem(w) for form in (item.target, *item.also) for w in _WORD.findall(form)} - _SMALL


def _words(item: Item, text: str, used: bytearray, alignment: Alignment) -> list[_Word]:
    shares = alignment.shares(item.start, item.end)
    alike = _own_words(item)
    words = []
    tokens = [(a, b, s) for (a, b), s in zip(alignment.target, shares, strict=False)]
    passed = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while passed < len(tokens) and tokens[passed][1] <= start:  # tokens come in the order of the text
            passed += 1
        own, at = [], passed
        while at < len(tokens) and tokens[at][0] < end:
            own.append(tokens[at][2])
            at += 1
        share = sum(own) / len(own) if own else 0.0
        low = match[0].lower()
        if low in _SMALL:
            worth = min(0.0, share - _LEAST)
        else:
            worth = share - _LEAST + (_ALIKE if share > _LEAST / 4 and stem(low) in alike else 0)
        words.append(_Word(start, end, worth, not any(used[start:end])))
    return words
