"""Quality of expansion against other programs: ``python -m benchmarks.expansion --split dev``.

Prints one Markdown table. What is not installed is skipped, with a line that says how to install it.
"""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks import others, passages
from benchmarks.passages import Change
from vietgloss import Glossary, expand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.others import Expand, Program
    from benchmarks.passages import Passage, Score

FOLDER = Path(__file__).parents[1] / "tests" / "cases" / "passages"
COLUMNS = (
    "program",
    "F1",
    "precision",
    "recall",
    "ambiguous right",
    "undecided",
    "kept touched",
    "definitions",
    "F1, kept aside",
)


def programs(glossary: Glossary) -> list[Program]:
    """Return the rows of the table, in order."""

    def ours(policy: str, note: str) -> Program:
        def changes(text: str) -> list[Change]:
            return [Change(e.start, e.end, e.expansion) for e in expand(text, glossary, ambiguous=policy).edits]

        return others.Program(f"vietgloss{'' if policy == 'keep' else ', ' + policy}", lambda _: (changes, note))

    ours_bare = others.Program(
        "dictionary: vietgloss's glossary",
        lambda _: (
            others.replacer(others.first_senses(glossary)),
            "bare replacement, longest match, whole words, default sense",
        ),
    )
    return [
        ours("keep", "as it comes: what it is not sure of stays"),
        ours("best", "--ambiguous best: the likeliest sense, sure or not"),
        *others.PROGRAMS[:4],
        ours_bare,
        *others.PROGRAMS[4:],
    ]


def several_senses(glossary: Glossary) -> frozenset[str]:
    """Return the spellings that count as ambiguous: those with more than one sense in the shipped glossary."""
    return frozenset(spelling for spelling, entry in glossary.spellings() if entry.ambiguous)


def without_kept(program: Expand, read: Sequence[Passage]) -> Expand:
    """Return the program with what it does to spans that must stay undone."""
    kept = {p.text: [x for x in p.labels if x.kind in ("keep", "unknown")] for p in read}

    def changes(text: str) -> list[Change]:
        return [c for c in program(text) if not any(c.start < x.end and x.start < c.end for x in kept[text])]

    return changes


def version_of(package: str) -> str | None:
    """Return the version of an installed distribution, or None."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def row(name: str, score: Score, aside: Score) -> str:
    """Return a score as a row of the table."""
    shares = (
        score.f1,
        score.precision,
        score.recall,
        score.ambiguous_correct,
        score.undecided,
        score.kept_touched,
        score.definition_recall,
        aside.f1,
    )
    return f"| {name} | " + " | ".join(f"{100 * share:.1f}" for share in shares) + " |"


@click.command()
@click.option("--split", type=click.Choice(["dev", "test"]), default="dev", show_default=True)
@click.option("--only", metavar="NAME", default="", help="Score only the programs whose name holds NAME.")
@click.option("--wrong", metavar="N", default=0, help="List the first N things that each program got wrong.")
def main(split: str, only: str, wrong: int) -> None:
    """Score vietgloss, other programs and plain methods on labelled passages."""
    read = passages.read(FOLDER / split)
    glossary = Glossary.load()
    ambiguous = several_senses(glossary)
    labels = [x for p in read for x in p.labels]
    counts = ", ".join(f"{sum(x.kind == k for x in labels)} {k}" for k in ("expand", "keep", "unknown", "define"))
    doubtful = sum(x.kind == "expand" and x.surface in ambiguous for x in labels)
    click.echo(f"{split}: {len(read)} passages; labels: {counts}; {doubtful} to expand are ambiguous. Per cent.\n")
    click.echo(f"| {' | '.join(COLUMNS)} |\n|{' --- |' + ' ---: |' * (len(COLUMNS) - 1)}")
    notes, listed = [], []
    for program in programs(glossary):
        if only.lower() not in program.name.lower():
            continue
        version = version_of(program.package) if program.package else ""
        if version is None:
            notes.append(f"{program.name}: skipped, not installed; pip install {program.package}")
            continue
        run, note = program.make([p.text for p in read])
        score = passages.score(read, run, ambiguous)
        aside = passages.score(read, without_kept(run, read), ambiguous)
        click.echo(row(program.name, score, aside))
        notes.append(f"{program.name}{version and f' ({program.package} {version})'}: {note}")
        listed += [f"{program.name}: {line}" for line in score.wrong[:wrong]]
    click.echo("\n" + "\n".join(f"- {line}" for line in notes))
    if listed:
        click.echo("\n" + "\n".join(listed))


if __name__ == "__main__":
    main()
