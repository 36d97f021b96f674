r"""Patterns of what is copied, never translated: document numbers and addresses.

They are matched on plain text (:func:`vietgloss.text.plain`), whose offsets are those of the source. Each begins with
one cheap character, what stands before it is looked at after, and every repetition has a bound: so a scan takes time
in proportion to the text, whatever the text.

The forms of document numbers are those of Decree 30/2020/NĐ-CP for the State (``15/2021/NĐ-CP``, ``845/UBND-VP``), of
Guidance 36-HD/VPTW of 2018 for the Party (``18-NQ/TW``), and slips of newspapers (``18 - NQ/TW``, ``NQ18/TW``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss.text import LOWER

if TYPE_CHECKING:
    from collections.abc import Iterable

_CAPITAL = "A-ZĐƯĂÂÊÔƠ"
# A part of a document number: capitals, at most two small letters in between (QĐi, TTr), dots and & inside.
PART = (
    rf"[{_CAPITAL}]{{1,20}}(?:[a-zđư]{{1,2}}(?![{LOWER}])[A-ZĐƯ]{{0,12}})?(?:[.&][A-ZĐƯ]{{1,12}}){{0,3}}\d{{0,3}}(?!\w)"
)
# Types of documents; a longer one stands before the one it begins with.
_TYPES = (
    r"(?:NQLT|NQ|QĐTTg|QĐi|QĐ|QD|QyĐ|QCPH|QCh|QC|CTHĐ|CTPH|CTrHĐ|CTrPH|CTr|CTLT|CT|TTLT|TTr|TTg|TT|TC|TBKL|TB|HDLT|HDLN|HD|"
    r"KHPH|KHLT|KH|PA|ĐA|DA|BC|BB|HĐ|CĐ|BGN|CV|KLTTr|KL|QH|NĐ|PL|LCT|LUẬT|SL|GM|GGT|GP|GCN|VBHN)"
)
TYPE = rf"{_TYPES}(?!\w)"
# After a hyphen these are as often something else: "ấp 5-TT Cái Nước".
_TYPE_AFTER_HYPHEN = rf"(?!(?:TT|TC|DA|QH|CĐ|PL|SL|HĐ|GP)(?!\w)){TYPE}"
_MINISTRY = (
    r"(?:BTC|BYT|BCA|BQP|BNV|BNG|BXD|BTP|BCT|BGTVT|BGD(?:&?ĐT)?|BTNMT|BKHĐT|BKHCN|BTTTT|BLĐTBXH|BVHTTDL|BNN(?:&?PTNT)?)"
)
# Bodies that issue documents and that nothing else is short for behind a type.
_BODY = (
    rf"(?:TW|TƯ|T\.Ư|T\.W|TU|TTg|CP|CTN|HU|ThU|TXU|QU|ĐU[A-ZĐ]{{0,8}}|BCSĐ|UBKT[A-ZĐ]{{0,4}}|(?:BTC|BTG|BDV|BNC)[TH]U|"
    rf"BTG(?:DV)?TW|BTCTW|VP(?:TW|TU|HU|CP)|MTTW|TTCP|NHNN|{_MINISTRY})(?!\w)"
)
_COUNCIL = r"(?:QH\d{0,2}|UBTVQH\d{0,2}|HĐTV|HĐQT)(?!\w)"


def _pair(joined: str, slash: str) -> str:
    """Return a pattern of a type and a body that are no two other words: ``NQ/TW``, never ``CT-XH``."""
    return (
        rf"(?:(?:NQ|QĐi|QĐ|QyĐ|NĐ|KL|CTr|CTHĐ|CT(?!{joined}CP)|HD|ĐA|KH|TB|BC|TTr|TTLT|CV|GM|VBHN){joined}{_BODY}"
        rf"|TT{joined}(?:{_MINISTRY}|TTCP|NHNN)(?!\w)|(?:NQ|QĐ|KL){joined}{_COUNCIL}"
        rf"|(?:NQ|QĐ|KH|TTr|TB|BC|CV|GM){slash}(?:UBND|HĐND)(?!\w))"
    )


PAIR = _pair("[-/]", "-")
_PAIR_APART = _pair(r"\ ?[-/]\ ?", r"\ ?-\ ?")
# The next part: with spaces round a hyphen only a known body.
# Joint circulars name up to eight bodies.
_NEXT = rf"(?:[-/]{PART}|\ ?/\ ?{PART}|\ ?-\ ?{_BODY}|\ ?-\ ?(?:UBND|HĐND)(?!\w)){{1,8}}"
_LAST = rf"(?:\ -\ {PART}(?:-{PART})?(?=\ (?:ngày|về|của|do|năm|gửi)\ |[,.;:)\r\n]|$))"
_FEW = r"[0-9]{0,4}|[0-9]{0,2}\.[0-9]{3}"
_AND_LETTER = r"(?![0-9])(?:[a-zđA-ZĐ](?!\w)|\ [A-ZĐ](?=/))?"
_FIGURES = rf"(?:{_FEW}){_AND_LETTER}"
# Of a receipt, a prescription: only behind a word that says so.
_LONG_FIGURES = rf"(?:{_FEW}|[0-9]{{5,7}}(?=/)){_AND_LETTER}"
_APART = r"(?:\ [-/]\ ?|[-/]\ )"
# A word after which a number with one part is certain; the dot is the number's first figure.
_AFTER_NUMBER = r"(?:(?<=[Ss]ố\ .)|(?<=[Ss]ố:.)|(?<=[Ss]ố:\ .)|(?<=SỐ\ .))"
_AFTER_TYPE = (
    r"(?:(?<=(?:văn|bản|cáo|báo|dẫn|thị)\ .)|(?<=(?:định|luận|lệnh|điện)\ .)|(?<=(?:trình|hoạch|quyết)\ .)"
    r"|(?<=(?:CV|QĐ|NQ|KH|TB|BC|NĐ|KL|HD|ĐA|án)\ .))"
)
_PLACE = r"(?:(?:KP|KCN|KDC|CCN|TP|TT|TX|QL|TL|[PQHX])\d{0,3}|ĐT\ ?\d{1,3})(?!\w)"

DOCUMENT_NUMBER = re.compile(
    rf"""[0-9](?<![\w/.-].)
    (?=[0-9.]{{0,7}}[a-zđA-ZĐ]?(?:\ ?[-/:]\ ?[{_CAPITAL}0-9]|\ [A-ZĐ]))      # else it is a plain number
    (?: {_FIGURES}
        (?: [-/:][0-9]{{4}}/{PART}(?:{_NEXT})?                   # 15/2021/NĐ-CP, 59/2020/QH14, 15/2021/TT
          | [-/:][0-9]{{4}}-(?:{TYPE}{_NEXT}|{PART}/{PART})       # 22-2001-QĐ/BGD, 01/2015-HĐTC/NHCT
          | \ ?[-/:]\ ?[0-9]{{4}}(?:\ ?[-/]\ ?|\ ){_PAIR_APART}  # 15 /2021/ NĐ-CP, 22/2001 QĐ/BGDĐT
          | [-/]{TYPE}{_NEXT}                                    # 18-NQ/TW, 1234/QĐ-UBND
          | /{TYPE}{_LAST}                                       # 03/TTr - MTĐT ngày
          | {_APART}(?:{_PAIR_APART}|{TYPE}/{PART})              # 18 - NQ/TW
          | /{PART}-{PART}(?:[-/]{PART}){{0,3}}                  # 845/UBND-VP, 123/SYT-NVY
          | -{PART}/{PART}(?:[-/]{PART}){{0,3}}                  # 05-CTrPH/ĐU-MTTQ
          | (?:/(?!CP)(?:{TYPE}|{_BODY})|-{_TYPE_AFTER_HYPHEN})(?![\w-])  # 45/BC, 18/TW, 18-NQ; 60.000/CP is a price
          | \ {PAIR}(?![\w-])                                    # 18 NQ/TW
        )
      | {_AFTER_NUMBER}{_LONG_FIGURES}
        (?: /(?!{_PLACE}){PART}(?:{_LAST}|(?:[-/]{PART}){{1,3}})?  # no address: số 12/KP3
          | -[0-9]{{1,6}}/{PART}(?:-{PART}){{1,3}}                # số 227-245/ĐC-NĐ-HĐTĐ
          | \ (?:QĐ|NQ|TB|BC|TTr|CV|HĐ|HD)[-/]{PART}             # số 01 QĐ-SVHTT
          | {_APART}{TYPE}(?:\ ?[-/]\ ?{PART}){{1,3}}              # số 766 /TB-SNV
          | -(?:{_TYPE_AFTER_HYPHEN}|{_BODY}) | {_APART}(?:{_TYPE_AFTER_HYPHEN}|{_BODY}) )
      | {_AFTER_TYPE}{_LONG_FIGURES}
        (?: [-/]{PART}(?:[-/]{PART}){{0,3}} | {_APART}(?:{_TYPE_AFTER_HYPHEN}|{_BODY}) )
    )""",
    re.VERBOSE,
)
NUMBER_IN_LETTERS = re.compile(
    rf"""(?<![\w/.-])(?:(?:QCVN|TCVN|TCXDVN|TCXD|QCXDVN|QCĐP|TCCS)[\ :]?\d{{1,6}}(?:-\d{{1,4}}){{0,3}}
        (?:\ ?:\ ?\d{{4}})?(?:/[A-ZĐ]{{2,10}})?(?![\w-])          # QCVN 8-1:2011/BYT
      | {_TYPES}-?\d{{1,4}}[-/](?:{TYPE}[-/])?{_BODY}(?![\w-])   # NQ18/TW
      | [ACHKVX]\d{{2}}(?:\([A-Z0-9]{{1,5}}\))?-(?:{TYPE}|P\d{{1,2}})(?![\w-]))    # C65-HD, of the police
    """,
    re.VERBOSE,
)
"""Document numbers that begin with letters; to be matched where a word begins."""
SUFFIX = re.compile(rf"(?<![\w&.])(?<![^\W\d_][-/]){PAIR}(?![\w-])")
"""The end of a document number whose figures are missing or stand elsewhere: ``…/QĐ-UBND``, ``theo NĐ-CP số 30``."""
BLANK = re.compile(rf"(?:\.\.\.|…)(?<![.…]{{4}})(?P<span>/{PART}(?:[-/]{PART}){{0,3}})(?![\w-])")
"""The end of a number whose figures are left to be filled in: ``số .../LĐTBXH-GP``."""
SUFFIX_JOINTS = tuple(re.compile(rf"{joint}(?:{_BODY}|{_COUNCIL}|UBND|HĐND)(?![\w-])") for joint in "-/")
"""Where a :data:`SUFFIX` may have its joint; a scan for these is cheap."""

URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]}]", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-](?<![\w.+-].)[\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
DOMAIN = re.compile(
    r"[A-Za-z0-9](?<![\w.@-].)[A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){0,6}"
    r"\.(?:vn|com|net|org|info|edu|gov|asia|biz|int)(?![\w-])(?:/[^\s<>\"“”]*)?",
    re.IGNORECASE,
)
DOMAIN_END = re.compile(
    r"\.(?:[vV][nN]|[cC][oO][mM]|[nN][eE][tT]|[oO][rR][gG]|[iI][nN][fF][oO]|[eE][dD][uU]|[gG][oO][vV]|[aA][sS][iI][aA]|"
    r"[bB][iI][zZ]|[iI][nN][tT])(?![\w-])"
)
"""Where a :data:`DOMAIN` may end; a scan for this is cheap."""

PROVINCES = frozenset(
    "An Giang|Bà Rịa - Vũng Tàu|Bạc Liêu|Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre|Bình Dương|Bình Định|Bình Phước|Bình Thuận|"
    "Cà Mau|Cao Bằng|Cần Thơ|Đà Nẵng|Đắk Lắk|Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Nội|"
    "Hà Tĩnh|Hải Dương|Hải Phòng|Hậu Giang|Hòa Bình|Huế|Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lạng Sơn|"
    "Lào Cai|Lâm Đồng|Long An|Nam Định|Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|"
    "Quảng Ninh|Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế|Tiền Giang|"
    "Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái".split("|")
)
"""Before and after the mergers of 2025, with the centrally run cities but Ho Chi Minh City: a person's name too."""
CITIES = PROVINCES | {"Hồ Chí Minh"}
"""The same with Ho Chi Minh City."""
CITIES_IN_ENGLISH = {"Hà Nội": "Hanoi", "Hồ Chí Minh": "Ho Chi Minh City"}
"""Those that English has another name for."""


def any_of(names: Iterable[str]) -> str:
    r"""Return a pattern of any of these names, literally; a longer one stands before the one it begins with.

    >>> any_of(["Hà", "Hà Nội"])
    'Hà\\ Nội|Hà'
    """
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))
