"""Terms in the source, and whether their English stands in the target: cases in tests/cases/terms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from vietgloss import Glossary
from vietgloss.terms import TermIndex, check

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "terms" / "terms.yaml").read_text(encoding="utf-8"))
INDEX = TermIndex(
    Glossary.from_text(
        """
abbreviations:
  HĐND: {expansion: Hội đồng nhân dân, target: People's Council}
terms:
  Ban Thường vụ: Standing Board
  Ủy ban nhân dân: People's Committee
  tổ chức cơ sở đảng: grassroots Party organization
  tổ chức: organization
  cơ sở: grassroots
  Đại hội: Congress
  Đại hội Đảng: Party Congress
  Đảng bộ: Party Organization
  học tập: {target: study, not_in: [học tập trung]}
  kinh tế - xã hội: socio-economic
  kiểm tra, giám sát: inspection and supervision
  kết nạp: admit
  đảng viên: {target: Party member, also: [member of the Party, members of the Party]}
"""
    )
)


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = INDEX.find(case["text"])
    assert [case["text"][f.start : f.end] for f in found] == case["terms"]
    if "english" in case:
        checks = check(found, case["text"], case["english"])
        assert [c.found for c in checks] == case["found"]
        assert [c.source for c in checks] == case["terms"]
