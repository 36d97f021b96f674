"""The forms of codes of letters and figures: plates of vehicles, numbers of boats, products, weapons, works."""

from __future__ import annotations

import re

# What has parts or models with a code of its own.
_NUMBERED = (
    "gói thầu", "tháp", "trụ", "mố", "tờ bản đồ", "lô", "lô số", "kênh", "xe tăng", "trực thăng", "máy bay",
    "tiêm kích", "tên lửa", "tổ hợp", "UAV", "phương tiện", "sà lan", "chuyến bay", "tải trọng", "phòng thi", "ray",
    "tạp chí", "keo lai", "keo", "bạch đàn", "lô đất", "ô đất", "màn LED",
)  # fmt: skip
_BEHIND_NUMBERED = "|".join(f"(?<=[{head[0].upper()}{head[0]}]{head[1:]} )" for head in _NUMBERED)

PLATE = re.compile(
    r"(?:[0-9]{2}[- ]?(?:[A-ZĐ]{1,2}|[A-ZĐ][0-9])[ .-][0-9]{3}[.,]?[0-9]{1,2}"  # 29A-123.45, 62C1 456.78
    r"|[0-9]{2}-?[A-ZĐ]{1,2}[0-9]?[ -][0-9]{4,5}"  # 79A 12345, 59-X1 1234
    r"|[A-Z]{2}-[0-9]{2}-[0-9]{2}|BP[ -][0-9]{2}-[0-9]{2}-[0-9]{2}"  # of the army, the border guard
    r"|(?:(?<=xe )|(?<=biển )|(?<=biển số )|(?<=xe ca )|(?<=[Xx]e số [0-9] ))[A-Z]{2} [0-9]{2}-[0-9]{2}"
    r")(?!\w|[.,-][0-9])"
)
BOAT = re.compile(r"[A-ZĐ]{1,3}[gha]?[ -]?[0-9x]{4,5}[ -]?TS(?!\w)")  # BV 94321 TS, QNg-90123-TS
PRODUCT = re.compile(
    r"(?:(?!(?:QL|TL|ĐT|HL|ĐH)-[0-9]{1,3}(?![0-9]))(?:[A-ZĐ]{1,4}|[A-Z][a-z]{1,2}[A-Z]?)-(?!ĐT[0-9]{3})[A-ZĐ]{0,2}[0-9]{1,6}[A-Z0-9]{0,6}(?:-[0-9]{1,4})?"
    r"|(?:SARS|MERS)-CoV(?:-[0-9])?|(?:A/)?H[0-9]{1,2}N[0-9]{1,2}|PM ?2[.,]5"
    r"|ST2[0-9]|(?:OM|IR|OMCS|TBR|VNR|LVN) ?[0-9]{2,5}"  # rice and maize
    r"|(?:(?<=lúa )|(?<=gạo )|(?<=nếp )|(?<=ngô )|(?<=bắp )|(?<=mía )|(?<=sắn )|(?<=mì )|(?<=giống ))"
    r"[A-ZĐ]{1,4}-?[0-9]{1,4}[A-Z]?"
    r"|(?:(?<=tàu )|(?<=Tàu )|(?<=kiểm ngư ))[A-ZĐ]{2,5}[ -][0-9]{2,5}|CSB[ -][0-9]{4}"  # at sea
    rf"|(?:{_BEHIND_NUMBERED})[A-ZĐ]{{1,3}}(?: ?-|[ .])?[0-9]{{1,4}}[A-Z]?"
    rf"(?:(?:, ?| và )[A-ZĐ]{{1,3}}-?[0-9]{{1,4}}[A-Z]?){{0,6}}"  # BV10, BV32
    r"|[BEGIKLMNRSUVWYZ][0-9]{1,2}-[A-Z]{2}"  # N4-KH: a part, a department
    r"|CAT [123]"
    r"|(?:(?<=số )|(?<=seri ))[A-ZĐ]{1,2} [0-9x]{5,8}|[A-ZĐ]{2} [0-9]{3} ?[0-9]{3}(?! ?[0-9])"  # of a land certificate
    r"|[A-Z]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3} ?VN"  # of a parcel
    r"|KU [0-9]{4}-[0-9]{4}|CA ?(?:19[.-]9|15[.-]3|72[.-]4|125)"  # of a loan; tumour markers
    r"|HS [0-9]{4}(?:\.[0-9]{2}(?:\.[0-9]{2}){0,2}| [0-9]{4})"  # of the customs
    r"|P[ACHKVX](?:[0-9]{2}| 0[1-9]| [4-8][0-9])|[ACHKTVX]0[1-9]|C[4-7][0-9])"  # departments of the police
    r"(?![\w/-])"
)

TORN = re.compile(r"\ (?<=[A-ZĐ].)-[0-9]{1,5}[A-Z]?(?:[ -]TS)?(?![\w/-])")
"""A code's hyphen and figures, torn from its letters: ``HQ -16``; so some software writes them."""
ON_WATER = re.compile(r"(?!SN )[A-ZĐ]{2} ?-?[0-9]{3,5}(?:[.][0-9]{2})?(?:[ -]TS)?(?![\w/]|[.,-][0-9])")
"""The number of a boat or a flight, where :data:`VESSEL` stands before it: ``tàu Hồng Long QN 3109``, ``hai chuyến VN
1951 và QH 165``."""
VESSEL = re.compile(
    r"(?:(?i:(?<!\w)(?:tàu|ghe|sà lan|xuồng|phương tiện|thuyền|biển kiểm soát|bks|xe quân sự)(?!\w))"
    r"|(?<!\w)[Cc]huyến (?:bay(?!\w)|\Z|[A-Z]{2} ?[0-9]))"
    r"[^.;:()\r\n]*\Z"
)
VESSEL_REACH = 48
