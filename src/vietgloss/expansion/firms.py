"""Letters that stand for a firm and for nothing else: in its name (``CT Group``), or as the code of its shares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss.expansion.scanned import LONGEST_WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.expansion.scanned import Scanned

_FIRM = re.compile(
    r"\ (?<=[A-ZĐ].)(?:[Gg]roup|Housing|Bank|Corp|Holdings?|Land|Motors?|Capital|Pharma|Media|Plaza|Tower|Logistics|"
    r"Invest|Steel|Energy|Solar|Telecom|Foods?|Agro|Cargo|Airlines|Travel|Tech)(?!\w)"
)
_NO_FIRM = frozenset("CTCP TTTM KĐT KCN KDL KDC KS TCT TNHH KTV NHTM CTY".split())
_STOCK = re.compile(
    r"(?:(?P<sure>phiếu(?<=[Cc]ổ phiếu)|ã(?<=[Mm]ã) (?:chứng khoán|CK|giao dịch)):? |ã(?<=[Mm]ã):? "
    r"|(?P<board>H[oO]SE|HNX|U[Pp][Cc]o[Mm]|UPCOM): ?)"
    r"(?P<span>[A-Z][A-Z0-9]{2})(?!\w|&\w|[/-][A-ZĐƯ])(?P<more>(?:, [A-Z][A-Z0-9]{2}(?![\w&/-])){0,12})"
)
# cổ phiếu họ P đều tăng: PVD tăng trần 6,85%, PVT tăng 4,15%
_SHARES = "cổ phiếu"
_PRICED = re.compile(
    r"(?P<span>[A-Z](?<![\w&/-].)[A-Z0-9]{2}) (?:tăng|giảm|mất|lên|xuống)(?: trần| sàn| nhẹ| mạnh| thêm)? [0-9.,]+"
    r" ?(?:%|đồng)"
)
_NO_STOCK = frozenset({"KCN", "TCT"})  # shares of industrial parks, of a corporation


def named(text: Scanned) -> Iterator[tuple[int, int]]:
    """Give the spans of letters in capitals with the English word of a firm's name after them."""
    for found in _FIRM.finditer(text.plain):
        start = text.back(found.start(), LONGEST_WORD, "&-")
        name = text.plain[start : found.start()]
        if len(name) > 1 and name.isupper() and name not in _NO_FIRM:
            yield start, found.end()


def stocks(text: Scanned) -> Iterator[tuple[int, int]]:
    """Give the spans of stock codes: three letters after what says so, and wherever they stand again."""
    sure: set[str] = set()
    for match in _STOCK.finditer(text.plain):
        if match["span"] not in _NO_STOCK:
            yield match.span("span")
            if match["sure"] or match["board"]:
                sure.add(match["span"])
                sure.update(match["more"].replace(",", "").split())
    if _SHARES in text.plain:
        for match in _PRICED.finditer(text.plain):
            yield match.span("span")
    if sure:
        for match in re.finditer(rf"(?<![\w&/-])(?:{'|'.join(sorted(sure))})(?!\w|&\w|[/-][A-ZĐƯ])", text.plain):
            yield match.span()
