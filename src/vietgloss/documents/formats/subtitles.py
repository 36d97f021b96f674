"""Subtitles, SRT and WebVTT: the texts of the cues; numbers, times, settings, styles and notes stay as they are.

pysubs2 reads both, but writes WebVTT anew without what it does not know (tried with 1.8.1: notes, styles, regions,
names and settings of cues, voices and classes are gone), so the lines are read here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from vietgloss.documents.formats.fragments import fragment, one_line
from vietgloss.documents.model import Options, Target, content_of
from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vietgloss.documents.formats.fragments import Fragment
    from vietgloss.documents.model import Content

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_TIME = r"(?:[0-9]{1,4}:)?[0-9]{1,2}:[0-9]{1,2}(?:[.,][0-9]{1,3})?"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_NUMBER = re.compile(r"\s*[0-9]+\s*")
_TAG = r"<[^<>\n]*>|\{\\[^{}\n]*\}"
_ENTITY = "&(?:[A-Za-z]+|#[0-9]+);"
_MARK = re.compile(rf"{_TAG}|[\u266a\u266b]")
_MARK_OF_WEBVTT = re.compile(rf"{_MARK.pattern}|{_ENTITY}")
_WORD = re.compile(rf"(?:{_TAG}|\S)+")
_DASH = re.compile(rf"(?:\s|{_TAG})*[-\u2013\u2014]+\s*(?=[^\s\d])")
_ENDED = re.compile(rf"[.!?\u2026][\"\u201d')]*(?:\s|{_TAG})*\Z")
# WebVTT's marks in the English itself; letters of no script stand for them until its tags are in place.
_HIDDEN = {"&": ("\ue000", "&amp;"), "<": ("\ue001", "&lt;"), ">": ("\ue002", "&gt;")}
_LONGEST = 42  # characters a line, as broadcasters have it


class _Part(NamedTuple):
    """A text to translate: the span of its lines in the file, these lines as one, and its piece in that."""

    start: int
    end: int
    joined: str
    lines: int
    line_end: str
    piece: Fragment


def parse(source: str | bytes, where: str, options: Options) -> Content:  # noqa: ARG001  # every parser takes these
    """Reads subtitles; whether they are WebVTT, their first line tells.

    Args:
        source: Their text in NFC.
        where: The name of the file, for errors.
        options: Not used.

    Returns:
        A text for each cue, its lines joined; for each speaker one if they are marked by dashes. It is written on as
        many lines as it had, about equally long; on more if a line would be longer than 42 characters, or than the
        longest of the file. A sentence that goes on in the next cue is not joined with it.

    Raises:
        InputError: If times cannot be read, or there are none.
    """
    text = source if isinstance(source, str) else source.decode("utf-8")
    webvtt = text.startswith("WEBVTT")
    groups = list(_groups(text, where, webvtt=webvtt))
    parts: list[_Part] = []
    longest = _LONGEST
    for start, end in groups:
        longest = max([longest, *(len(_MARK.sub("", line).strip()) for line in text[start:end].splitlines())])
        parts += _parts(text, start, end, webvtt=webvtt)

    def write(targets: Sequence[Target]) -> bytes:
        out: list[str] = []
        at = 0
        for part, target in zip(parts, targets, strict=True):
            same = target.text == part.piece.text and target.inlines == part.piece.inlines
            new = text[part.start : part.end] if same else _written(part, target, longest, webvtt=webvtt)
            out += (text[at : part.start], new)
            at = part.end
        return ("".join(out) + text[at:]).encode("utf-8")

    pieces = [part.piece for part in parts]
    return content_of([(p.text, "paragraph") for p in pieces], write, inlines=[p.inlines for p in pieces])


# -- reading -----------------------------------------------------------------------------------------------


def _groups(text: str, where: str, *, webvtt: bool) -> Iterator[tuple[int, int]]:
    """The spans of lines of text in the cues: what stands below times, up to a blank line or the next cue."""
    lines = [(found.start(), found[0]) for found in _LINE.finditer(text)]
    inside = met = note = False
    start = -1
    for number, (at, line) in enumerate(lines):
        blank = not line.strip()
        note = not blank and (note or (webvtt and not inside and line.startswith("NOTE")))
        times = "-->" in line and not note
        if times and not _TIMES.fullmatch(line.rstrip("\r\n")):
            raise InputError(_("the times of this cue cannot be read"), where=f"{where}:{number + 1}")
        below = lines[number + 1][1] if number + 1 < len(lines) else ""
        new = times or ("-->" in below and _NUMBER.fullmatch(line) is not None)
        if start >= 0 and (blank or new):
            yield start, at
            start = -1
        if times:
            inside = met = True
        elif new or (webvtt and blank):
            inside = False
        elif inside and not blank and start < 0:
            start = at
    if start >= 0:
        yield start, len(text)
    if not met and not webvtt:
        problem = _("holds no times such as 00:00:01,000 --> 00:00:04,000")
        raise InputError(problem, remedy=_("give subtitles in SRT or WebVTT"), where=where)


def _parts(text: str, start: int, end: int, *, webvtt: bool) -> Iterator[_Part]:
    """The texts of a cue: one for each speaker, if there are several."""
    found = list(_LINE.finditer(text, start, end))
    line_end = next((f[0][len(f[0].rstrip("\r\n")) :] for f in found if f[0][-1] in "\r\n"), "\n")
    spoken: list[tuple[int, int]] = []  # where each begins, and its number of lines
    dashed = _DASH.match(text, start, end) is not None
    for number, line in enumerate(found):
        speaks = _DASH.match(text, *line.span()) and (dashed or _ENDED.search(found[number - 1][0].rstrip()))
        if number == 0 or speaks:
            spoken.append((line.start(), 1))
        else:
            spoken[-1] = (spoken[-1][0], spoken[-1][1] + 1)
    ends = [begin for begin, _ in spoken[1:]] + [end]
    for (begin, count), last in zip(spoken, ends, strict=True):
        dash = _DASH.match(text, begin, last)
        begin_text = dash.end() if dash else begin
        raw = text[begin_text:last].rstrip()
        joined = " ".join(one_line(raw).split())
        if webvtt:
            joined = joined.replace("&nbsp;", " ").replace("&amp;", "&")
        piece = fragment(joined, _MARK_OF_WEBVTT if webvtt else _MARK, (0, len(joined)))
        if piece:
            yield _Part(begin_text, begin_text + len(raw), joined, count, line_end, piece)


# -- writing -----------------------------------------------------------------------------------------------


def _written(part: _Part, target: Target, longest: int, *, webvtt: bool) -> str:
    text = target.text
    if webvtt:
        for char, (hidden, _rest) in _HIDDEN.items():
            text = text.replace(char, hidden)
    filled = part.piece.filled(Target(text, target.inlines))
    whole = part.joined[: part.piece.start] + filled + part.joined[part.piece.end :]
    lines = _balanced(_WORD.findall(one_line(whole)), part.lines, longest)
    text = part.line_end.join(lines)
    if webvtt:
        for hidden, written in _HIDDEN.values():
            text = text.replace(hidden, written)
        return text
    return text.replace("-->", "->")


def _balanced(words: Sequence[str], count: int, longest: int) -> list[str]:
    """Lines of about the same length: ``count`` of them, or as many as it takes if one were too long."""
    lengths = [len(_MARK.sub("", word)) for word in words]
    count = max(count, len(_lines(lengths, longest)))
    low, high = max(lengths, default=0), sum(lengths) + len(lengths)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if len(_lines(lengths, middle)) <= count else (middle + 1, high)
    starts = _lines(lengths, low)
    return [" ".join(words[a:b]) for a, b in zip(starts, [*starts[1:], len(words)], strict=True)]


def _lines(lengths: Sequence[int], width: int) -> list[int]:
    """The word with which each line begins, if lines are filled up to ``width``."""
    starts: list[int] = []
    used = width
    for number, length in enumerate(lengths):
        if not starts or used + 1 + length > width:
            starts.append(number)
            used = length
        else:
            used += 1 + length
    return starts
