"""PDF: its text, in paragraphs. What is written is plain text: a PDF cannot be filled with other words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.documents.formats import pdflayout, pdflines
from vietgloss.documents.formats.vietnamese import has_letter
from vietgloss.documents.model import Options, Target, content_of
from vietgloss.errors import InputError
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.documents.model import Content

_MOST_BROKEN = 0.1
_SOME_BROKEN = 0.003
_LEGACY_SHARE = 0.15
_FEW_WORDS = 5
_SHOWN = 3
# How the letters of old fonts look when they are read as Western ones: ViÖt Nam, ®¹i héi; Vieät Nam, ñaïi hoäi.
_TCVN3 = re.compile(
    "[A-Za-z][\u00a7-\u00be\u00d7\u00f7]|[\u00a7-\u00be\u00d7\u00f7][A-Za-z]|[\u00d6\u00dc\u00de\u00df]"
)
_VNI = re.compile("[aoeuyAOEUY][\u00f8\u00f5\u00fb\u00ef\u00e4\u00e5\u00e3\u00eb\u00fc\u00d8\u00d5\u00db\u00cf\u00c4]")
_VIETNAMESE = re.compile("[\u0110\u0111\u01a0\u01a1\u01af\u01b0\u0102\u0103\u1ea0-\u1ef9]")


def parse(source: str | bytes, where: str, options: Options) -> Content:  # noqa: ARG001  # every parser takes these
    """Reads the text of a PDF.

    Args:
        source: The file.
        where: Its name, for errors.
        options: Not used.

    Returns:
        Its paragraphs in reading order. Lines are joined by where they stand; headers, footers and page numbers are
        left out, as ``notes`` say. What is written is text, paragraphs divided by blank lines.

    Raises:
        InputError: If it is no PDF, is damaged or locked with a password, holds pictures only, or does not say which
            letters its fonts show.
    """
    read = pdflines.read(source if isinstance(source, bytes) else source.encode("utf-8"), where)
    everything = [line.text for page in read.pages for line in page]
    notes = [*_doubts(everything, where), *_pictures(read.pictures, read.count)]
    if not any(map(has_letter, everything)):
        problem = _("holds no text, only pictures") if read.pictures else _("holds no text")
        raise InputError(problem, remedy=_("run OCR first"), where=where)
    pages, left_out = pdflayout.without_running_lines(read.pages)
    if left_out:
        more = _(" and {count} more").format(count=len(left_out) - _SHOWN) if len(left_out) > _SHOWN else ""
        notes.append(
            _("headers, footers and page numbers are left out: {left_out}{more}").format(
                left_out=", ".join(left_out[:_SHOWN]), more=more
            )
        )
    paragraphs = [vn.nfc(text) for text in pdflayout.paragraphs(pages)]
    chosen = [number for number, text in enumerate(paragraphs) if has_letter(text)]

    def write(targets: Sequence[Target]) -> bytes:
        whole = list(paragraphs)
        for number, target in zip(chosen, targets, strict=True):
            whole[number] = target.text
        return ("\n\n".join(whole) + "\n").encode("utf-8")

    texts = [paragraphs[number] for number in chosen]
    return content_of([(text, "paragraph") for text in texts], write, notes=tuple(notes), suffix=".txt")


def _doubts(lines: Sequence[str], where: str) -> list[str]:
    """What is wrong with the letters.

    Raises:
        InputError: If it is too much.
    """
    text = "\n".join(lines)
    broken = len(pdflines.BROKEN.findall(text))
    if broken > _MOST_BROKEN * len(text):
        problem = _("its fonts do not say which letters they show")
        raise InputError(problem, remedy=_("run OCR, or save the document anew from its source"), where=where)
    words = text.split()
    for name, pattern in (("TCVN3 (ABC)", _TCVN3), ("VNI", _VNI)):
        found = sum(1 for w in words if pattern.search(w))
        if found >= _FEW_WORDS and found > _LEGACY_SHARE * len(words) and found > len(_VIETNAMESE.findall(text)):
            problem = _("its text is in the old font encoding {name}").format(name=name)
            raise InputError(problem, remedy=_("convert it to Unicode, and give it as .txt"), where=where)
    if broken > _SOME_BROKEN * len(text):
        return [_("{broken} letters cannot be read, since their fonts do not say what they are").format(broken=broken)]
    return []


def _pictures(pages: Sequence[int], count: int) -> list[str]:
    if not pages:
        return []
    names = ", ".join(map(str, pages[:10])) + (" ..." if len(pages) > 10 else "")  # noqa: PLR2004  # a line's worth
    return [
        _("{count} of {count_2} pages hold pictures only and are not read (run OCR): {names}").format(
            count=len(pages), count_2=count, names=names
        )
    ]
