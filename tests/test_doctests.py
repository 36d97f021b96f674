"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import vietgloss

MODULES = sorted(m.name for m in pkgutil.walk_packages(vietgloss.__path__, "vietgloss.") if "__main__" not in m.name)


@pytest.mark.parametrize("name", ["vietgloss", *MODULES])
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
