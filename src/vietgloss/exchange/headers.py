"""What the columns of a table are called, in English and in Vietnamese, with and without marks."""

from __future__ import annotations

import re
import unicodedata

from vietgloss import text as vn
from vietgloss.errors import UsageError
from vietgloss.exchange.cells import COLUMNS
from vietgloss.i18n import _

_NAMES = {
    "abbreviation": "abbreviation; abbreviations; abbr; abbrev; acronym; initialism; short form; short; viet tat; "
    "tu viet tat; chu viet tat; ten viet tat; dang viet tat; cum tu viet tat; ky hieu; ki hieu; ten tat; "
    "chu tat; tu tat",
    "expansion": "full form; full name; full; long form; expanded; expanded form; ten day du; day du; viet day du; "
    "dang day du; nghia day du; cum tu day du; ten day du tieng viet; nghia tieng viet; noi dung day du; "
    "duoc hieu la; ten goi day du",
    "meaning": "meaning; definition; nghia; y nghia; giai nghia; dien giai; giai thich; noi dung; nghia cua tu",
    "vietnamese": "vi; vi vn; vie; vietnamese; viet; tieng viet; vietnamese term; thuat ngu tieng viet; tu tieng viet; "
    "ten tieng viet",
    "source": "source; source term; source text; term; thuat ngu; tu; tu ngu; cum tu; tu goc; danh tu",
    "target": "en; en us; en gb; eng; english; target term; target text; translation; english translation; "
    "english term; tieng anh; nghia tieng anh; thuat ngu tieng anh; ten tieng anh; ten day du tieng anh; "
    "anh; anh ngu; ban dich; dich; dich nghia; equivalent",
    "also": "synonyms; synonym; variants; alternatives; other translations; tu dong nghia; dong nghia; cach dich khac",
    "forbidden": "do not use; not allowed; deprecated; khong dung; tu cam; cam dung",
    "short": "english abbreviation; english short form; viet tat tieng anh; tu viet tat tieng anh; "
    "ten viet tat tieng anh; chu viet tat tieng anh",
    "forms": "other forms; spellings; cach viet khac; dang khac; bien the",
    "note": "notes; comment; comments; remark; remarks; description; ghi chu; chu thich; chu giai; luu y; mo ta",
    "ref": "reference; references; nguon; nguon tham khao; tham khao; tai lieu; xuat xu; can cu; trich dan",
    "near": "cue; cues; ngu canh; gan",
    "default": "usual; mac dinh",
    "keep": "giu nguyen; do not expand",
    "ignored": "no; nr; #; id; stt; tt; so thu tu; so tt; number; index; source lang; target lang; source language; "
    "target language; ngon ngu nguon; ngon ngu dich; date; ngay; linh vuc; domain; subject; category; "
    "loai; nhom; part of speech; tu loai",
}
_PARENTHESES = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NO_WORD = re.compile(r"[^\w#]+|_")
_ROLES = {column.replace("_", " "): column for column in COLUMNS if column != "id"} | {
    name.strip(): role for role, names in _NAMES.items() for name in names.split(";")
}
_ENOUGH = 2
_LETTERS = re.compile(r"[A-Za-z]{1,2}")
_MOST_COLUMNS = 702  # ZZ


def role_of(header: str) -> str | None:
    """Return what a column called ``header`` holds, or None if that is not known.

    >>> role_of("Tiếng Anh (EN):"), role_of("TỪ VIẾT TẮT"), role_of("màu")
    ('target', 'abbreviation', None)
    """
    if len(header) > 60:  # noqa: PLR2004  # no heading is longer
        return None
    return _ROLES.get(_bare(_PARENTHESES.sub(" ", header))) or _ROLES.get(_bare(header))


def roles_of(row: list[str]) -> list[str | None] | None:
    """Return what each column holds if ``row`` is the head of a table, else None."""
    roles = [role_of(cell) if cell.strip() else None for cell in row]
    if any(role == "name" for role in roles) and "section" in roles:  # our own, where `id` is that of a sense
        own = [cell.strip().lower() for cell in row]
        roles = [cell if cell in ("id", "short") else role for cell, role in zip(own, roles, strict=True)]
    known = [role for role in roles if role]
    filled = [cell for cell in row if cell.strip()]
    if len(known) < _ENOUGH and not (known and len(known) == len(filled)):
        return None
    if not any(role not in ("ignored", "note", "ref", "also", "forbidden", "short") for role in known):
        return None
    return roles


def columns_of(text: str) -> dict[str, int]:
    """Return the columns of an option such as ``abbreviation=2,expansion=C``, numbers from 1.

    Raises:
        UsageError: If a part is not of that form, or a name is not known.
    """
    columns: dict[str, int] = {}
    for part in text.split(","):
        name, _rest, place = (piece.strip() for piece in part.partition("="))
        role = "id" if name.lower() == "id" else role_of(name)
        number = _number(place)
        if not role or role == "ignored" or not number:
            problem = (
                _("'{part}' is no column").format(part=part.strip())
                if role
                else _("no column can be called '{name}'").format(name=name)
            )
            raise UsageError(problem, remedy=_("write for example --columns abbreviation=2,expansion=3,target=D"))
        if role in columns:
            raise UsageError(_("the column {role} is given twice").format(role=role), remedy=_("give each once"))
        columns[role] = number
    return columns


def _number(place: str) -> int:
    if place.isascii() and place.isdigit() and len(place) <= 3:  # noqa: PLR2004  # 999
        return int(place) if int(place) <= _MOST_COLUMNS else 0
    if not _LETTERS.fullmatch(place):
        return 0
    number = 0
    for letter in place.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", vn.plain(vn.nfc(text)).lower().replace("đ", "d"))
    letters = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(_NO_WORD.sub(" ", letters).split())
