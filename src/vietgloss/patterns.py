"""Patterns of what is copied, never translated: document numbers and addresses.

They are matched on plain text (:func:`vietgloss.text.plain`).
"""

from __future__ import annotations

import re

from vietgloss.text import LOWER

# A part of a document number: capitals, at most two small letters in between (QĐi, TTr), dots and & inside.
PART = rf"[A-ZĐƯĂÂÊÔƠ]+(?:[a-zđư]{{1,2}}(?![{LOWER}])[A-ZĐƯ]*)?(?:[.&][A-ZĐƯ]+)*\d{{0,3}}(?!\w)"
# Document types after which a number with a single part is certain (Decree 30/2020/NĐ-CP, Party practice).
_TYPES = (
    "NQ|QĐ|CT|QC|QyĐ|QĐi|TC|TB|HD|CTr|CTHĐ|KH|PA|ĐA|DA|BC|BB|TTr|HĐ|CĐ|BGN|CV|KL|QH|NĐ|TT|PL|LCT|LUẬT|TTLT|SL|GM|"
    "GGT|CTPH|QCPH|TTg|QĐTTg|BTNMT|BGDĐT"
)

DOCUMENT_NUMBER = re.compile(
    rf"""(?<![\w/.-])
    (?: \d{{1,5}}(?:[a-zđA-ZĐ]|\ [A-ZĐ](?=/))?(?!\w)
        (?: \s?[-/:]\s?\d{{4}} (?!\d) )?                        # 15/2021, 22-2001
        \s?[-/]\s? {PART} (?: \s?[-/]\s?{PART} | /QH\d+ )+      # /NĐ-CP, -QĐ/TW
      | \d{{1,5}}[a-zđA-ZĐ]?/\d{{4}}/(?:QH\d{{1,2}}|{PART})      # 59/2020/QH14, 15/2021/TT
      | \d{{1,5}}\s?[-/]\s?(?:{_TYPES})(?![\w-])                  # 45/BC, 18-NQ
      | \d{{1,5}}(?:/\d{{4}})?\s(?:{_TYPES})[-/]{PART}           # 18 NQ/TW, 22/2001 QĐ/BGDĐT
    )""",
    re.VERBOSE,
)
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]}]", re.IGNORECASE)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
DOMAIN = re.compile(
    r"(?<![\w.@-])[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.(?:vn|com|net|org|info|edu|gov)(?![\w-])(?:/[^\s<>\"“”]*)?",
    re.IGNORECASE,
)
