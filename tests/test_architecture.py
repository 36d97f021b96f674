"""The house keeps its shape: imports go one way, rooms stay small. docs/architecture.md says the same in words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "src" / "vietgloss"
ALLOWED = {
    "text": set(),
    "errors": set(),
    "i18n": set(),
    "files": set(),
    "folders": set(),
    "_version": set(),
    "encodings": {"text", "errors"},
    "patterns": {"text"},
    "glossary": {"text", "errors", "files", "folders", "_version"},
    "digests": {"text"},
    "config": {"text", "errors", "folders"},
    "exchange": {"text", "errors", "encodings", "glossary", "digests"},
    "expansion": {"text", "patterns", "glossary"},
    "inflection": set(),
    "translation": {"text", "patterns", "errors", "inflection", "_version"},
    "terms": {"text", "patterns", "glossary", "inflection", "translation"},
    "quality": {"text", "patterns", "inflection", "translation", "terms"},
    "memory": {"text", "errors", "digests", "folders", "_version"},
    "documents": {"text", "errors", "files", "encodings"},
    "checks": {"text", "errors", "glossary", "expansion"},
    "scan": {"text", "glossary", "expansion", "documents", "terms", "translation"},
    "learning": {"text", "glossary", "expansion", "documents", "terms", "translation", "scan"},
    "report": {
        "checks",
        "expansion",
        "glossary",
        "pipeline",
        "scan",
        "learning",
        "terms",
        "digests",
        "errors",
        "_version",
    },
    "evaluation": {
        "text",
        "errors",
        "glossary",
        "expansion",
        "documents",
        "terms",
        "translation",
        "report",
        "pipeline",
    },
    "runs": {"errors", "glossary", "expansion", "translation", "documents", "memory", "pipeline", "report"},
    "pipeline": {
        "text",
        "errors",
        "_version",
        "glossary",
        "expansion",
        "translation",
        "terms",
        "quality",
        "documents",
        "memory",
    },
}
EVERYWHERE = {"i18n"}
"""What all rooms may import: the language of messages."""
MODULES = sorted(
    p for p in HOUSE.rglob("*.py") if p.parts[len(HOUSE.parts)] not in ("cli", "__init__.py", "__main__.py")
)


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The rooms that a module imports from, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "vietgloss":
            names = [f"vietgloss.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        found |= {name.split(".")[1] for name in names if name.startswith("vietgloss.")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_imports_go_one_way(path: Path) -> None:
    own = room(path)
    assert imported(path) - {own, *EVERYWHERE} <= ALLOWED[own]


@pytest.mark.parametrize("path", sorted(HOUSE.rglob("*.py")), ids=lambda p: str(p.relative_to(HOUSE)))
def test_no_module_is_long(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 400
