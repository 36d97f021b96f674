"""Tells in which encoding a file is, or that it cannot be told.

Marks at the beginning and valid UTF-8 decide; then UTF-16 by its NULs; then the old encodings with eight bits by how
much of what each of them makes out of the bytes is Vietnamese; in plain ASCII, VIQR where it is plainly that.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from vietgloss.encodings import viqr
from vietgloss.encodings.fitting import Fit, fit
from vietgloss.encodings.lines import mixture
from vietgloss.encodings.names import EIGHT_BIT, label, one_of
from vietgloss.encodings.reading import SAVE_AS, check_no_nul, line_of, not_in, text_in
from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS = (
    # The mark of UTF-32 little endian begins with that of UTF-16: longer ones first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 1 << 18
"""The number of bytes that are weighed; all bytes are decoded strictly afterwards."""

SURE = 0.8
"""The least share of words with marks that are Vietnamese."""

_VIETNAMESE = 0.4  # of all words: a table may hold English beside it
_LEAST = 3  # words with marks
_AHEAD = 2  # words more that are wrong in the second best
_AHEAD_SHARE = 0.1
_NUL_SHARE = 0.2
_NOT_LATIN = re.compile("[^\\s\\x20-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u22ff\ufeff]|\\x00|[\\x7f-\\x9f]")
_FEW = 20  # one byte in so many letters is a slip, more is another encoding
_UTF8_LETTER = re.compile(rb"[\xc3-\xe1][\x80-\xbf]")
_VIQR_HINT = re.compile(rb"[aeou][\^(+*]|dd[aeiouy]", re.IGNORECASE)
_ACCENTED = 0.3  # of all words, in VIQR
_VIQR_SYLLABLES = 0.6
_CONTROL_LETTER = re.compile(rb"[A-Za-z][\x02-\x06\x10-\x15\x19\x1c-\x1e]|[\x02-\x06\x10-\x15\x19\x1c-\x1e][A-Za-z]")


def recognise(data: bytes, where: str) -> str:
    """Returns the canonical name of the encoding of a file; ``utf-8`` for plain ASCII and for an empty file.

    Args:
        data: All of it.
        where: The file, for messages.

    Raises:
        InputError: If it is binary, if it mixes encodings, or if its encoding cannot be told.
    """
    if marked := mark_of(data):
        return marked
    if b"\0" in data:
        return _utf16(data, where)
    if data.isascii():
        return _ascii(data, where)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _eight_bit(data, error.start, where)
    return "utf-8"


def mark_of(data: bytes) -> str:
    """Returns the canonical name of the encoding whose byte order mark a file begins with; empty if it has none."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def sample_of(data: bytes) -> bytes:
    """Returns the beginning of a file, up to the end of a line where there is one."""
    if len(data) <= SAMPLE:
        return data
    end = data.rfind(b"\n", SAMPLE // 2, SAMPLE)
    return data[: end + 1] if end >= 0 else data[:SAMPLE]


def _utf16(data: bytes, where: str) -> str:
    """UTF-16 without a mark, by where the NULs of its ASCII characters stand; nothing but Latin letters and signs."""
    sample = data[: SAMPLE & ~1]
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    for encoding, many, few in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if many > _NUL_SHARE * half and few * 100 <= many and len(data) % 2 == 0:
            odd_ones = _NOT_LATIN.findall(text_in(sample, encoding, "replace"))
            if len(odd_ones) * 50 <= half:
                return encoding
    check_no_nul(data, where)
    raise AssertionError  # there is a NUL


def _ascii(data: bytes, where: str) -> str:
    """Plain ASCII is UTF-8, but for VIQR, and for capitals of VPS and VISCII in place of control characters."""
    sample = sample_of(data)
    if _CONTROL_LETTER.search(sample):
        likely = [name for name in ("vps", "viscii") if fit(text_in(sample, name)).share >= SURE]
        if likely:
            remedy = _("if so, say it with --encoding; else take the control characters out")
            raise InputError(_("may be {one_of}").format(one_of=one_of(likely)), remedy=remedy, where=where)
    if not _VIQR_HINT.search(sample):
        return "utf-8"
    found = viqr.evidence(sample.decode("ascii"))
    if not found.strong:
        return "utf-8"
    accented, syllables = found.accented / found.words, found.syllables / found.words
    if found.different >= _LEAST and accented >= _ACCENTED and syllables >= _VIQR_SYLLABLES:
        return "viqr"
    if accented >= _ACCENTED / 2 and syllables >= _VIQR_SYLLABLES - 0.1:
        remedy = _("say which with --encoding viqr or --encoding utf-8")
        raise InputError(_("may be VIQR or plain text"), remedy=remedy, where=where)
    return "utf-8"


def _eight_bit(data: bytes, start: int, where: str) -> str:
    sample = sample_of(data)
    if sample.isascii():  # a long part without marks comes first
        sample = sample_of(data[data.rfind(b"\n", 0, start) + 1 :])
    slips = sample.decode("utf-8", "replace").count("\ufffd")
    if len(_UTF8_LETTER.findall(sample)) > _FEW * slips:
        raise _slip(data, start, where)
    texts = {name: text_in(sample, name, "replace") for name in EIGHT_BIT}
    fits = {name: fit(text) for name, text in texts.items()}
    order = sorted(EIGHT_BIT, key=lambda name: (fits[name].wrong - fits[name].right, -fits[name].share))
    best = order[0]
    if not _fits(fits[best]):
        raise _unknown(data, start, where, [name for name in order if fits[name].share >= SURE])
    rivals = [name for name in order[1:] if texts[name] != texts[best] and not _ahead(fits[best], fits[name])]
    if rivals:
        raise _unknown(data, start, where, [best, *rivals])
    return best


def _fits(found: Fit) -> bool:
    return found.right >= _LEAST and found.share >= SURE and found.vietnamese >= _VIETNAMESE


def _ahead(best: Fit, other: Fit) -> bool:
    return other.wrong - best.wrong >= max(_AHEAD, _AHEAD_SHARE * best.marked)


def _slip(data: bytes, start: int, where: str) -> InputError:
    """A text in UTF-8 with a few bytes that are not."""
    begin = max(data.rfind(b"\n", 0, start), data.rfind(b"\r", 0, start)) + 1
    line = re.split(rb"[\r\n]", data[begin : begin + SAMPLE], maxsplit=1)[0]
    likely = [name for name in EIGHT_BIT if _fits(fit(text_in(line, name, "replace")))]
    if likely:
        remedy = _("this line looks like {one_of}: write it in UTF-8 as the rest").format(one_of=one_of(likely))
        return not_in("utf-8", data, start, where, remedy)
    return not_in("utf-8", data, start, where, _(SAVE_AS))


def _unknown(data: bytes, start: int, where: str, likely: Sequence[str]) -> InputError:
    mixed = mixture(data)
    if mixed:
        (_rest, first), (number, second) = mixed
        problem = _("mixes encodings: {label} before this line, {label_2} here").format(
            label=label(first), label_2=label(second)
        )
        return InputError(problem, remedy=_("save each part as UTF-8"), where=f"{where}:{number}")
    offset = _("byte 0x{data:02X} at offset {start}").format(data=data[start], start=start)
    at = f"{where}:{line_of(data, start)}"
    if len(likely) > 1:
        problem = _("not UTF-8 ({offset}), and it may be {one_of}").format(offset=offset, one_of=one_of(likely))
        return InputError(problem, remedy=_("name its encoding with --encoding, or save it as UTF-8"), where=at)
    names = one_of(likely or EIGHT_BIT)
    remedy = _("it may be {names}: name that with --encoding, or {save_as}").format(names=names, save_as=_(SAVE_AS))
    return InputError(
        _("not UTF-8 ({offset}), and its encoding cannot be told").format(offset=offset), remedy=remedy, where=at
    )
