"""Which numbers, dates, document numbers and names of articles stand in their English, one by one.

``python -m benchmarks.fidelity [FILE ...]`` prints a line for each: document, line, kind, Vietnamese, English that is
due, and ``yes`` or ``NO``; then the shares by kind. Without files it takes the samples in ``seeds`` and, where they are
there, the real articles in ``../shared/seeds``.

Two judges: ``items`` looks for the form that is due, or another right one, character by character (the pipeline uses
the same code to put things right); ``checks`` are the warnings of ``vietgloss.quality``, which compares values by code
of its own.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from vietgloss import Glossary, documents
from vietgloss.pipeline import Translator
from vietgloss.translation import items

ROOT = Path(__file__).parents[1]
KINDS = ("number", "date", "ordinal", "document-number", "name", "address")


def main() -> None:
    """Translate, list, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--model", help="a model; default: the built-in one")
    arguments = parser.parse_args()
    files = arguments.files or [
        path
        for folder in (ROOT / "seeds", ROOT.parent / "shared/seeds")
        for path in sorted(folder.glob("*"))
        if path.suffix in (".txt", ".md") and path.stem != "README"
    ]
    results = Translator(Glossary.load(), arguments.model).translate([documents.read(str(path)) for path in files])
    asked: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    warned: Counter[str] = Counter()
    for path, result in zip(files, results, strict=True):
        for segment in result.segments:
            line = result.expansion.source.count("\n", 0, segment.start) + 1
            found = items.find(" ".join(segment.expanded.split()))
            absent = items.missing(found, segment.target)
            for item in found:
                good = item not in absent
                asked[item.kind] += 1
                kept[item.kind] += good
                print(path.name, line, item.kind, item.source, item.target, "yes" if good else "NO", sep="\t")
            for warning in segment.warnings:
                if warning.kind in KINDS:
                    warned[warning.kind] += 1
                    print(path.name, line, f"check: {warning.kind}", "", "", warning.message, sep="\t")
    print()
    for kind, count in sorted(asked.items()):
        print(f"{kind}: {kept[kind]} of {count}")
    total = sum(asked.values())
    print(f"all: {sum(kept.values())} of {total}, {100 * sum(kept.values()) / max(1, total):.1f} %")
    print(f"warnings of the checks: {', '.join(f'{kind} {count}' for kind, count in warned.items()) or 'none'}")


if __name__ == "__main__":
    main()
