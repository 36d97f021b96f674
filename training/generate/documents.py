"""Numbers of Party and State documents, addresses on the web and telephone numbers: all are copied."""

# Shares are what these functions are made of.
# ruff: noqa: PLR2004
from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from values import same, table

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from values import Value

# Who issues a Party document of each kind; what stands twice is twice as frequent.
_LOCAL = "TU TU TU HU HU ĐU ĐU ĐUK ThU QU ThU"
PARTY = {
    "nq": ("NQ", f"{_LOCAL} TW TW ĐUQSTW BCSĐ ĐUTN", 180),
    "ct": ("CT", f"{_LOCAL} TW TW TW", 60),
    "kl": ("KL", f"{_LOCAL} TW TW TW BCSĐ ĐUCA", 220),
    "qdi": ("QĐ QĐ QĐ QĐi", "TW TW TW TU TU HU ĐU ĐUK UBKTTW BTCTW", 900),
    "tb": ("TB", "VPTU VPTU TU TU HU VPHU ĐUK UBKTTU UBKTTW ĐU BTCTU", 900),
    "kh": ("KH", f"{_LOCAL} BTGTU BTCTU BDVTU UBKTTU BCĐ BTGTW TW TWĐTN", 300),
    "hd": ("HD", "BTCTW BTCTW BTGTW BDVTW UBKTTW VPTW BTCTU BTGTU BTGTU BDVTU UBKTTU ĐU ĐUK HU TWĐTN", 90),
    "ctr": ("CTr CTr CTr CTrHĐ", _LOCAL, 90),
    "cv": ("CV", f"{_LOCAL} VPTU VPTU BTCTU BTGTU BTGTU BDVTU UBKTTU BNCTU BTCTW VPTW UBKTTW", 4000),
    "bc": ("BC", f"{_LOCAL} BTGTU BDVTU BTCTU UBKTTU VPTU BCĐ BCĐTW", 900),
}
_MINISTRIES = (
    "BNV BTC BGDĐT BYT BTP BXD BCA BQP BCT BKHCN BNNPTNT BTNMT BTTTT BVHTTDL BLĐTBXH BGTVT BKHĐT NHNN TTCP VPCP"
)
_NATIONAL = ("baochinhphu.vn", "dangcongsan.vn", "nhandan.vn", "dichvucong.gov.vn", "vneid.gov.vn", "moha.gov.vn")
_SITES = "www dichvucong baochi tinhuy sonoivu congbao truyenthanh vanban motcua tuyengiao".split()
_BOXES = "vanphong bandoc toasoan tochuc ubnd.vp tinhuy sonoivu phongtin hotline tuyengiao lienhe".split()


def party(kind: str) -> Callable[[random.Random], Value]:
    """Make the slot of a kind of Party document: ``12-NQ/TU``."""
    marks, issuers, most = PARTY[kind]

    def slot(rng: random.Random) -> Value:
        number = min(rng.randint(1, most), rng.randint(1, most))
        return same(f"{number:02d}-{rng.choice(marks.split())}/{rng.choice(issuers.split())}")

    return slot


def _signed(rng: random.Random, mark: str, issuer: str, dated: float) -> Value:
    number = min(rng.randint(1, 4000), rng.randint(1, 4000))
    if rng.random() < dated:
        return same(f"{number % 180 + 1:02d}/{rng.randint(2008, 2026)}/{mark}-{issuer}")
    return same(f"{number:02d}/{mark}-{issuer}")


def decision(rng: random.Random) -> Value:
    """A decision of the State: ``1126/QĐ-UBND``, ``15/2022/QĐ-TTg``."""
    issuer = rng.choice(("UBND", "UBND", "UBND", "TTg", "TTg", "CTN", "HĐND", "VKSTC", *_MINISTRIES.split()[:6]))
    return _signed(rng, "QĐ", issuer, 0.25 if issuer in {"UBND", "TTg"} else 0)


def decree(rng: random.Random) -> Value:
    """A decree: ``45/2021/NĐ-CP``."""
    return _signed(rng, "NĐ", "CP", 1)


def circular(rng: random.Random) -> Value:
    """A circular: ``12/2022/TT-BNV``."""
    return _signed(rng, "TT", rng.choice(_MINISTRIES.split()), 1)


def council(rng: random.Random) -> Value:
    """A resolution of a People's Council or the National Assembly: ``15/2021/NQ-HĐND``."""
    return _signed(rng, "NQ", rng.choice(("HĐND", "HĐND", "HĐND", "CP", "UBTVQH15")), 0.6)


def plan(rng: random.Random) -> Value:
    """A plan or other paper of a People's Committee: ``96/KH-UBND``."""
    issuer = rng.choice(("UBND", "UBND", "UBND", "UBND", "BCĐ", "MTTQ", "SNV", "SGDĐT", "SYT", "STC"))
    return _signed(rng, "KH", issuer, 0)


def phone(rng: random.Random) -> Value:
    """A telephone number, in one of the usual groupings."""
    mark = rng.choice(". ")
    if rng.random() < 0.5:
        groups = (f"02{rng.randint(3, 99):02d}", str(rng.randint(3, 6)) + _figures(rng, 3), _figures(rng, 3))
    else:
        groups = (f"09{_figures(rng, 2)}", _figures(rng, 3), _figures(rng, 3))
    return same(mark.join(groups))


def _figures(rng: random.Random, count: int) -> str:
    return f"{rng.randrange(10**count):0{count}d}"


def _plain(name: str) -> str:
    marks = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(letter for letter in marks if letter.isalpha())


_PROVINCES = [_plain(name) for name, _ in table("provinces")]


def url(rng: random.Random) -> Value:
    """An address on the web."""
    start = rng.choice(("https://", "https://", "http://", ""))
    if rng.random() < 0.25:
        return same(start + rng.choice(_NATIONAL))
    return same(f"{start}{rng.choice(_SITES)}.{rng.choice(_PROVINCES)}.gov.vn")


def email(rng: random.Random) -> Value:
    """An electronic mail address."""
    return same(f"{rng.choice(_BOXES)}@{rng.choice(_PROVINCES)}.gov.vn")
