"""Kill a run over many documents at random moments, take it up again, and compare with a run that nobody disturbed.

    python -m benchmarks.interrupted                             # 1,000 documents, 10 kills
    python -m benchmarks.interrupted --jobs 2
    python -m benchmarks.interrupted --documents 40 --kills 3 --model FOLDER

The documents (texts, Markdown, web pages, tables, JSON) are made of the project's own sentences. After each ``kill -9``
every document that is there must be the one of the undisturbed run, byte for byte; in the end all must be there, and
nothing else. With several processes, every second kill hits the first process alone. Each run has a memory of its own.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
SUFFIXES = (".txt", ".txt", ".txt", ".md", ".html", ".csv", ".json")
KIB = 1024


@dataclass(frozen=True)
class Result:
    """What came of a trial.

    Args:
        documents: How many there were.
        kills: How many runs were killed before their end.
        done_at_kills: How many documents were there at each kill.
        wrong: Documents that were there and not as they should be, at a kill or in the end.
        missing: Documents that were not there in the end.
        leavings: Files in the output folder in the end that are neither documents nor the journal.
        swept: Half-written hidden files that kills left, all together.
        seconds: How long the undisturbed run took, and the disturbed one in all.
    """

    documents: int
    kills: int
    done_at_kills: tuple[int, ...]
    wrong: tuple[str, ...]
    missing: tuple[str, ...]
    leavings: tuple[str, ...]
    swept: int
    seconds: tuple[float, float]

    @property
    def is_good(self) -> bool:
        """Whether the interrupted run came to what the other one came to."""
        return not (self.wrong or self.missing or self.leavings)


def main() -> int:
    """Run a trial and print a table; return 1 if anything was lost."""
    parser = argparse.ArgumentParser(description="Kill runs over many documents at random moments.")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--model", default="starter", help="a model, or the folder of one")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        args = ["--model", options.model, "--beam", "1", "--jobs", str(options.jobs)]
        found = trial(Path(folder), options.documents, options.kills, args, options.seed)
    print(f"documents                          {found.documents}")
    print(f"processes                          {options.jobs}")
    print(f"kills                              {found.kills}")
    print(f"documents there at each kill       {', '.join(map(str, found.done_at_kills))}")
    print(f"documents missing in the end       {len(found.missing)}")
    print(f"documents different or half        {len(found.wrong)}")
    print(f"other files left in the end        {len(found.leavings)}")
    print(f"hidden half-written files swept    {found.swept}")
    print(f"seconds undisturbed, and in all    {found.seconds[0]:.0f}, {found.seconds[1]:.0f}")
    return 0 if found.is_good else 1


def trial(folder: Path, documents: int, kills: int, args: Sequence[str], seed: int) -> Result:
    """Translate documents undisturbed, and then with kills.

    Args:
        folder: An empty folder to work in.
        documents: How many documents.
        kills: How often to kill the second run.
        args: More arguments of ``vietgloss translate``.
        seed: What chance begins with.
    """
    chance = random.Random(seed)  # noqa: S311  # moments, no secrets
    write_documents(folder / "news", documents, chance)
    began = time.monotonic()
    process = start(folder, "right", args)
    process.wait()
    undisturbed = time.monotonic() - began
    right = tree(folder / "right")
    if process.returncode or len(right) != documents:
        raise RuntimeError(f"the undisturbed run ended with {process.returncode} and {len(right)} documents")
    there: list[int] = []
    wrong: set[str] = set()
    swept = 0
    began = time.monotonic()
    several = "--jobs" in args and args[args.index("--jobs") + 1] != "1"
    while True:
        process = start(folder, "killed", args)
        if len(there) < kills:
            # The time of a start, in which nothing is written, and then any moment of this kill's share of the work.
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0.2, 1.5) * undisturbed / (kills + 1) + min(1.0, undisturbed / 5))
        if len(there) < kills and process.poll() is None:
            kill(process, alone=several and len(there) % 2 == 0)
            found = tree(folder / "killed")
            there.append(len(found))
            wrong |= {name for name, data in found.items() if right.get(name) != data}
            swept += len(leavings(folder / "killed"))
            continue
        process.wait()
        if process.returncode:
            raise RuntimeError(f"the interrupted run ended with {process.returncode}")
        break
    found = tree(folder / "killed")
    wrong |= {name for name, data in found.items() if right.get(name) != data}
    return Result(
        documents,
        len(there),
        tuple(there),
        tuple(sorted(wrong)),
        tuple(sorted(right.keys() - found.keys())),
        tuple(leavings(folder / "killed")),
        swept,
        (undisturbed, time.monotonic() - began),
    )


def start(folder: Path, output: str, args: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start ``vietgloss translate`` on the folder ``news``, or take it up again, in a session of its own."""
    command = [sys.executable, "-m", "vietgloss", "translate", "news", "-o", f"{output}/", "--resume", "-q", *args]
    env = {**os.environ, "VIETGLOSS_DATA_DIR": str(folder / f"memory-{output}")}
    return subprocess.Popen(command, cwd=folder, env=env, start_new_session=True)  # noqa: S603  # our own command


def kill(process: subprocess.Popen[bytes], *, alone: bool) -> None:
    """Kill a run with all its processes, or its first process alone."""
    if alone:
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def tree(folder: Path) -> dict[str, bytes]:
    """The documents in a folder, by their paths below it."""
    files = (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def leavings(folder: Path) -> list[str]:
    """What lies in a folder that is no document and no journal."""
    hidden = (p for p in folder.rglob(".*") if p.name != ".vietgloss-run.jsonl")
    return sorted(str(p.relative_to(folder)) for p in hidden)


def write_documents(folder: Path, count: int, chance: random.Random) -> None:
    """Write invented documents of about two kilobytes, of several formats, in folders."""
    sentences = own_sentences()
    for number in range(count):
        suffix = SUFFIXES[number % len(SUFFIXES)]
        chosen = [f"{chance.choice(sentences)} ({number + n}/{n + 1})." for n in range(chance.randint(2, 12))]
        path = folder / f"{number % 7}" / f"tin-{number:04}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(chosen, suffix), encoding="utf-8")


def own_sentences() -> list[str]:
    """Sentences of the samples and of the training pairs, which were written for the project."""
    found = [
        line.split("\t")[0].strip()
        for path in sorted((ROOT / "training" / "pairs").glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if "\t" in line and not line.startswith("#")
    ]
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        found += [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if len(line) > KIB // 16]
    return [line.rstrip(".!?") for line in found]


def document(sentences: Sequence[str], suffix: str) -> str:
    """A document of some paragraphs."""
    if suffix == ".html":
        inner = "".join(f"<p>{s.replace('&', '&amp;').replace('<', '&lt;')}</p>\n" for s in sentences)
        return f"<!DOCTYPE html>\n<html lang='vi'><body>\n{inner}</body></html>\n"
    if suffix == ".json":
        return json.dumps([{"id": n, "text": s} for n, s in enumerate(sentences)], ensure_ascii=False, indent=1)
    if suffix == ".csv":
        quoted = [s.replace('"', '""') for s in sentences]
        return "id,tin\n" + "".join(f'{n},"{s}"\n' for n, s in enumerate(quoted))
    head = "# " if suffix == ".md" else ""
    return head + "\n\n".join(sentences) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
