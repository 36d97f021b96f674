"""Lines that are a known word or phrase as a whole: cells of tables, headings, forms, furniture of web pages."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

import yaml

from vietgloss import text as vn

_PARTS = re.compile(r"(?P<a>[^():/]+?)(?P<open> ?[(:/] ?)(?P<b>[^():/]+?)(?P<close>\)?)")


def whole(text: str) -> str | None:
    """Return the English of a line that a table knows as a whole, or None.

    ``cells.yaml`` is for what may be one word; the phrases of ``glue.yaml`` count from two words on.

    >>> whole("Ghi chú"), whole("Đơn giá (đồng)"), whole("Nam/Nữ"), whole("Đạt giải")
    ('notes', 'unit price (VND)', 'male/female', None)
    """
    found = _known(text)
    if found is None and (parts := _PARTS.fullmatch(text)):
        first, second = _known(parts["a"]), _known(parts["b"])
        if first and second and ("(" in parts["open"]) == bool(parts["close"]):
            found = f"{first}{parts['open']}{second}{parts['close']}"
    return found


def word(text: str) -> str | None:
    """Return the English of a word or phrase of ``cells.yaml``, or None."""
    return phrases("cells.yaml").get(vn.key(text))


def _known(text: str) -> str | None:
    return word(text) or (phrases("glue.yaml").get(vn.key(text)) if " " in text else None)


@cache
def phrases(name: str) -> dict[str, str]:
    """Return a table of this room: folded Vietnamese to English."""
    return {vn.key(k): v for k, v in read_table(name).items()}


def read_table(name: str) -> dict[str, Any]:
    """Read a YAML file of this room; every scalar is text."""
    raw = resources.files("vietgloss.translation").joinpath(name).read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar is text here: no, on, yes
    held: dict[str, Any] = yaml.load(raw, Loader=loader)  # noqa: S506  # builds text only
    return held
