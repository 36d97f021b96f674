"""What bilingual files carry so that their way back is known: marks of the machine's work, and guarded cells.

The reports write both, and `exchange` reads them again.
"""

from __future__ import annotations

import hashlib
import re

from vietgloss import text as vn

PROPERTY = "x-vietgloss-machine"
"""What the mark of a segment is called in TMX and XLIFF."""

MARK = re.compile(r"vg1-([0-9a-f]{12})-([0-9a-f]{12})")
"""A mark, as :func:`mark` makes it."""

_UNFIT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LENGTH = 12
_RUN = re.compile(r"\s*[=+\-@]")
_WORD = re.compile(r"[^\W\d_]+")
_MONTHS = "january february march april may june july august september october november december"
_IN_DATES = {*_MONTHS.split(), *(month[:3] for month in _MONTHS.split()), "sept", "am", "pm", "e"}
_SHORT = 30  # no date, time or figure is longer


def cleaned(text: str) -> str:
    """Return ``text`` without the control characters and half characters that XML cannot hold."""
    return _UNFIT.sub("", text)


def digest(text: str) -> str:
    r"""Return 12 hexadecimal digits that stand for a text, whatever its white space and its form of Unicode.

    The beginning of its SHA-256: no secret, and two texts of a document have the same one by chance as good as never.

    >>> digest("The Party  committee\n") == digest("The Party committee")
    True
    """
    plain = " ".join(vn.nfc(cleaned(text)).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:_LENGTH]


def mark(source: str, english: str) -> str:
    """Return the mark that tells of a segment what the machine wrote; it begins with letters, so no sheet counts it.

    >>> bool(MARK.fullmatch(mark("đảng viên", "Party member")))
    True
    """
    return f"vg1-{digest(english)}-{digest(source)}"


def compared(made: str, source: str, english: str) -> str:
    """Tell what became of a segment since it was marked.

    Args:
        made: Its mark.
        source: Its source now.
        english: Its English now.

    Returns:
        ``same``; ``changed``, if the English is another one; ``other``, if it is not the source that was marked;
        ``unmarked``, if ``made`` holds no mark.

    >>> compared(mark("đảng viên", "Party member"), "đảng viên", "member of the Party")
    'changed'
    """
    found = MARK.search(made)
    if not found:
        return "unmarked"
    if found[2] != digest(source):
        return "other"
    return "same" if found[1] == digest(english) else "changed"


def guarded(cell: str) -> str:
    """Return a cell with ``'`` before what a spreadsheet would take for a formula, a date or a figure.

    >>> guarded("=1+1"), guarded("22 July 2021"), guarded("Party member")
    ("'=1+1", "'22 July 2021", 'Party member')
    """
    rest = cell.lstrip("'")
    return f"'{cell}" if _counts(rest) or (cell != rest and "'" not in rest) else cell


def bare(cell: str) -> str:
    """Return a cell without the ``'`` of :func:`guarded`, also if its text is another one by now.

    >>> bare(guarded("'=x")), bare("'Three nos' policy")
    ("'=x", "'Three nos' policy")
    """
    rest = cell.lstrip("'")
    return cell[1:] if cell != rest and (_counts(rest) or "'" not in rest) else cell


def _counts(cell: str) -> bool:
    """Tell whether a spreadsheet would make a formula, a date or a figure of a cell, to be on the safe side."""
    if _RUN.match(cell):
        return True
    if len(cell) > _SHORT or not any(c.isdigit() for c in cell):
        return False
    return all(word.lower() in _IN_DATES for word in _WORD.findall(cell))
