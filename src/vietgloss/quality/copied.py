"""Checks what is copied into the English as it stands: document numbers, addresses, names of people and places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vietgloss import patterns
from vietgloss.i18n import _
from vietgloss.quality.model import Warning  # noqa: A004  # the field's word for it

if TYPE_CHECKING:
    from collections.abc import Iterator

_PHONE = re.compile(
    r"(?<![\w.,/+-])(?:\+84|\(\+?84\)|\(?0\d{1,4}\)?|1[89]00)(?:[ .-]?\(?\d{2,4}\)?){1,4}(?!\w|[/,.-]\d)"
)
_HOTLINE = re.compile(r"(?<![\w.,/-])11[1-5](?![\w/%]|[.,-]\d)")
_CALLS = re.compile(r"đường dây nóng|tổng đài|điện thoại|số máy|gọi|qua số|hotline|cứu nạn", re.IGNORECASE)
_PHONE_DIGITS = (7, 12)
_SPACED = re.compile(r"\s*([-/:])\s*")
_NO_DIGITS = re.compile(r"\D+")
_DIGIT = re.compile(r"\d")


class Copied:
    """What of a text is to be copied: the spans of document numbers and addresses."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.addresses = list(_addresses(text)) if _worth_reading(text) else []
        taken = [(a, b) for a, b, _ in self.addresses]
        self.numbers: list[tuple[int, int]] = []
        if "/" in text or "-" in text or ":" in text:
            for pattern in (patterns.DOCUMENT_NUMBER, patterns.NUMBER_IN_LETTERS):
                for m in pattern.finditer(text):
                    if not any(a < m.end() and m.start() < b for a, b in taken):
                        self.numbers.append(m.span())
                        taken.append(m.span())

    def spans(self) -> list[tuple[int, int]]:
        """Return all spans, to be blanked before figures are read."""
        return [*((a, b) for a, b, _ in self.addresses), *self.numbers]


def _worth_reading(text: str) -> bool:
    return bool(_DIGIT.search(text)) or "." in text[:-1]


def _addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Give the spans of addresses and telephone numbers, and their form for comparison."""
    taken: list[tuple[int, int]] = []
    for pattern in (patterns.URL, patterns.EMAIL, patterns.DOMAIN, _PHONE):
        if pattern is patterns.EMAIL and "@" not in text:
            continue
        for m in pattern.finditer(text):
            form = m[0].rstrip(".,;")
            if pattern is _PHONE:
                digits = _NO_DIGITS.sub("", form)
                if not _PHONE_DIGITS[0] <= len(digits) <= _PHONE_DIGITS[1]:
                    continue
                form = "0" + digits[2:] if digits.startswith("84") else digits
            if not any(a < m.end() and m.start() < b for a, b in taken):
                taken.append(m.span())
                yield m.start(), m.start() + len(m[0].rstrip(".,;")), form
    if _CALLS.search(text):
        for m in _HOTLINE.finditer(text):
            if not any(a < m.end() and m.start() < b for a, b in taken):
                yield *m.span(), m[0]


def compare(source: Copied, target: Copied) -> list[Warning]:
    """Return which document numbers and addresses of ``source`` do not stand in ``target``, or stand there altered."""
    warnings = []
    squeezed = _SPACED.sub(r"\1", target.text)
    wanted = [source.text[a:b] for a, b in source.numbers]
    there = [target.text[a:b] for a, b in target.numbers]
    missing = [n for n in dict.fromkeys(wanted) if not _has(squeezed, _SPACED.sub(r"\1", n))]
    forms = {_SPACED.sub(r"\1", n) for n in wanted}
    strays = [n for n in there if _SPACED.sub(r"\1", n) not in forms]
    warnings += _pairs("document-number", missing, strays)
    known = {form for *_, form in source.addresses}
    written = {form: target.text[a:b] for a, b, form in target.addresses}
    missing = [
        source.text[a:b] for a, b, form in source.addresses if form not in written and not _has(target.text, form)
    ]
    return warnings + _pairs("address", missing, [text for form, text in written.items() if form not in known])


def _has(text: str, wanted: str) -> bool:
    return re.search(rf"(?<![\w.@/-]){re.escape(wanted)}(?![\w@]|[./-]\w)", text) is not None


def _pairs(kind: str, missing: list[str], strays: list[str]) -> list[Warning]:
    warnings = []
    for n, wanted in enumerate(missing):
        found = strays[n] if n < len(strays) else ""
        has = _("the translation has {found}").format(found=found) if found else _("it is not in the translation")
        warnings.append(
            Warning(
                kind, _("{wanted} must be copied as it stands; {has}").format(wanted=wanted, has=has), wanted, found
            )
        )
    added = strays[len(missing) :]
    warnings += [
        Warning(kind, _("the translation has {s}, which is not in the source").format(s=s), "", s) for s in added
    ]
    return warnings
