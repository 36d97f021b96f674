"""How often markup ends up on the right English words: ``python -m benchmarks.placing [--model NAME] [--all]``.

The sentences of ``tests/cases/placing`` go through the whole pipeline as paragraphs of a web page. For each marked part
the English under its markup is held against the ways in which it may be said; articles, small words and marks at either
end do not count. Parts whose English the translation does not hold in any of these ways are left out: they tell of the
model, not of the placing.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import yaml

from vietgloss import Glossary
from vietgloss.documents.formats.html import parse
from vietgloss.documents.model import Document, Options, Target
from vietgloss.pipeline import Translator
from vietgloss.translation.engine import Options as EngineOptions

CASES = Path(__file__).parents[1] / "tests" / "cases" / "placing"
_SMALL = frozenset(
    """
    a an the of in on at to for by with and from under is are was were has have had been be as that s which its their
    """.split()
)
_WORD = re.compile(r"[^\W_]+(?:[.,:/-][^\W_]+)*%?")
_MARK = re.compile(r"<b>(.*?)</b>")


@dataclass(frozen=True)
class Part:
    """A marked part of a sentence and where its markup went.

    Attributes:
        case: The id of its sentence.
        source: The Vietnamese under the markup.
        target: The English sentence, with the markup as ``[...]``.
        found: The English under it.
        right: Whether that is one of the ways to say it; None if the sentence holds none of them.
    """

    case: str
    source: str
    target: str
    found: str
    right: bool | None


def bare(text: str) -> str:
    """A phrase without small words at its ends, in lower case."""
    words = [w.lower() for w in _WORD.findall(text.replace("’", "'"))]
    while words and words[0] in _SMALL:
        words.pop(0)
    while words and words[-1] in _SMALL:
        words.pop()
    return " ".join(words)


def load() -> list[dict[str, Any]]:
    """All cases."""
    return [case for path in sorted(CASES.glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


def shown(target: Target) -> str:
    """An English sentence with its markup as brackets."""
    text = target.text
    for inline in sorted(target.inlines, key=lambda i: i.start, reverse=True):
        text = f"{text[: inline.start]}[{text[inline.start : inline.end]}]{text[inline.end :]}"
    return text


def measure(translator: Translator, cases: list[dict[str, Any]]) -> list[Part]:
    """Translates the cases and judges each marked part."""
    page = "".join(
        f"<p>{escape(c['source'], quote=False).replace('&lt;', '<').replace('&gt;', '>')}</p>\n" for c in cases
    )
    content = parse(page, "placing.html", Options())
    document = Document("placing.html", content.text, bom=False, blocks=content.blocks, suffix=".html", content=content)
    targets = translator.translate([document])[0].blocks
    parts = []
    for case, target in zip(cases, targets, strict=True):
        places = {i.id: i for i in target.inlines}
        for number, (source, said) in enumerate(zip(_MARK.findall(case["source"]), case["spans"], strict=True)):
            inline = places[sorted(places)[number]]
            found = target.text[inline.start : inline.end]
            ways = {bare(str(way)) for way in said}
            there = any(f" {way} " in f" {bare(target.text)} " for way in ways)
            right = bare(found) in ways if there else None
            parts.append(Part(str(case["id"]), source, shown(target), found, right))
    return parts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", help="a model (default: the built-in one)")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--all", action="store_true", help="print the right ones too")
    arguments = parser.parse_args()
    translator = Translator(Glossary.load(), arguments.model, EngineOptions(beam=arguments.beam))
    parts = measure(translator, load())
    for part in parts:
        if part.right is not True or arguments.all:
            word = {True: "right", False: "WRONG", None: "not said"}[part.right]
            print(f"{word:9} {part.case}: {part.source} = {part.found}\n          {part.target}")
    judged = [p for p in parts if p.right is not None]
    right = sum(p.right is True for p in judged)
    print(f"{len(parts)} parts, {len(judged)} judged, {right} right ({right / max(1, len(judged)):.1%})")


if __name__ == "__main__":
    main()
