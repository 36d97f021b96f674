"""Speed and memory of expansion: ``python -m benchmarks.speed``.

Prints Markdown: the machine, the text measured on, megabytes per second of vietgloss and of bare replacement at three
sizes of glossary, and the peak memory of ``vietgloss expand`` on a large and a small file. One thread, process time,
the best of three.
"""

from __future__ import annotations

import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks import others, passages
from benchmarks.expansion import FOLDER, version_of
from vietgloss import Glossary, expand
from vietgloss import text as vn
from vietgloss.expansion import expand_stream
from vietgloss.glossary import Abbreviation, Sense

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.passages import Passage

    Run = Callable[[str], int]
    """Expands a text and returns the length of what came out."""

SEED = 20240
SIZES = (200, 2_000, 20_000)
MB = 1_000_000
PIECE = 1 << 16
ROUNDS = 3
PROBE = 50_000
PATIENCE = 20.0
"""What would take more seconds a round than this is measured on a part of the text."""

SEEDS = Path(__file__).parents[1] / "seeds"
_SENTENCE_END = re.compile(rf"(?<=[.!?…])\s+(?=[{vn.UPPER}\"“])")
_SHORTENED = re.compile(rf"[{vn.UPPER}][^\W_]{{0,3}}[{vn.UPPER}\d]|\b[{vn.UPPER}]\.|[&()/@|#]")
_LETTERS = "BCDĐGHKLMNPQSTVX" + "AOU"


# --- the text --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Samples:
    """The project's own samples: paragraphs that hold abbreviations, ordinary ones, and how dense the seeds are."""

    paragraphs: list[str]
    ordinary: list[str]
    density: float


def size_of(text: str) -> int:
    """Return the bytes of a text in UTF-8."""
    return len(text.encode())


def density_of(texts: Sequence[str], glossary: Glossary) -> float:
    """Return expansions per kilobyte of UTF-8."""
    made = sum(1 for text in texts for edit in expand(text, glossary).edits if edit.expansion)
    return 1000 * made / sum(map(size_of, texts))


def written_out(passage: Passage) -> str:
    """Return a passage's text as its labels want it."""
    parts, at = [], 0
    for label in passage.labels:
        parts += [passage.text[at : label.start], label.accept[0]]
        at = label.end
    return "".join([*parts, passage.text[at:]])


def samples(glossary: Glossary) -> Samples:
    """Read the seeds and the passages of the dev split; ordinary are sentences of these, as written out by hand."""
    files = sorted(p for p in SEEDS.iterdir() if p.suffix in (".txt", ".md") and p.name != "README.md")
    seeds = [vn.nfc(p.read_text(encoding="utf-8")) for p in files]
    paragraphs = [
        line for text in [*seeds, *(p.text for p in passages.read(FOLDER / "dev"))] for line in text.split("\n") if line
    ]
    lines = [line for p in passages.read(FOLDER / "dev") for line in written_out(p).split("\n")]
    sentences = [s for line in lines for s in _SENTENCE_END.split(line) if s.endswith(".")]
    plain = [s for s in dict.fromkeys(sentences) if not _SHORTENED.search(s) and not expand(s, glossary).edits]
    ordinary = [" ".join(plain[i : i + 5]) for i in range(0, len(plain), 5)]
    return Samples(paragraphs, ordinary, density_of(seeds, glossary))


def compose(have: Samples, size: int, share: float) -> str:
    """Return about ``size`` bytes of shuffled paragraphs, the given share of them ordinary; always the same ones."""
    rng = random.Random(SEED)  # noqa: S311  # to be the same every time is what it is for
    parts: list[str] = []
    waiting: dict[bool, list[str]] = {True: [], False: []}
    done = common = 0
    while done < size:
        ordinary = common < share * done
        if not waiting[ordinary]:
            pool = have.ordinary if ordinary else have.paragraphs
            waiting[ordinary] = rng.sample(pool, len(pool))
        parts.append(waiting[ordinary].pop())
        length = size_of(parts[-1]) + 1
        done += length
        common += length * ordinary
    return "\n".join(parts) + "\n"


def text_of(size: int, have: Samples, glossary: Glossary, density: float) -> tuple[str, float]:
    """Return a text with so many expansions per kilobyte, and how much of it is ordinary."""
    share = 0.5
    for _ in range(4):
        dense = density_of([compose(have, min(size, MB // 2), share)], glossary) / (1 - share)
        share = min(max(1 - density / dense, 0.0), 0.98)
    return compose(have, size, share), share


# --- the glossaries --------------------------------------------------------------------------------------------------


def by_use(glossary: Glossary, text: str) -> list[Abbreviation]:
    """Return the entries of a glossary, those first that a text uses most."""
    names = {spelling: entry.surface for spelling, entry in glossary.spellings()}
    used = Counter(change.new.strip() for change in others.replacer(names)(text))
    return sorted(glossary.abbreviations.values(), key=lambda e: -used[e.surface])


def invented(count: int, text: str, taken: set[str]) -> list[Abbreviation]:
    """Return entries that the text does not use, each with a full form of the text's own words."""
    rng = random.Random(SEED)  # noqa: S311  # as above
    words = sorted({w for w in vn.WORD.findall(text.lower()) if vn.is_syllable(w)})
    starting = {letter: [w for w in words if vn.ascii_initial(w) == letter] or [letter] for letter in _LETTERS}
    seen = taken | set(vn.WORD.findall(text))
    entries: list[Abbreviation] = []
    while len(entries) < count:
        surface = "".join(rng.choices(_LETTERS, k=rng.randint(3, 7)))
        if surface not in seen:
            seen.add(surface)
            full = " ".join(rng.choice(starting[letter]) for letter in surface)
            entries.append(Abbreviation(surface, (Sense(full, default=True),)))
    return entries


# --- the programs ----------------------------------------------------------------------------------------------------


def vietgloss_stream(glossary: Glossary) -> Run:
    """All rules, a document that comes in pieces."""

    def run(text: str) -> int:
        pieces = [text[i : i + PIECE] for i in range(0, len(text), PIECE)]
        return sum(len(part.text) for part in expand_stream(lambda: pieces, glossary))

    return run


def vietgloss_whole(glossary: Glossary) -> Run:
    """All rules, a document held whole."""
    return lambda text: len(expand(text, glossary).text)


def ahocorasick_bare(meanings: Mapping[str, str]) -> Run:
    """Bare replacement by pyahocorasick; whole words by a look at the neighbours."""
    import ahocorasick  # noqa: PLC0415  # optional

    automaton = ahocorasick.Automaton()
    for surface, full in meanings.items():
        automaton.add_word(surface, (len(surface), full))
    automaton.make_automaton()

    def run(text: str) -> int:
        parts, at = [], 0
        for last, (length, full) in automaton.iter_long(text):
            start, end = last - length + 1, last + 1
            if (start and text[start - 1].isalnum()) or text[end : end + 1].isalnum():
                continue
            parts += [text[at:start], full]
            at = end
        parts.append(text[at:])
        return len("".join(parts))

    return run


def flashtext_bare(meanings: Mapping[str, str]) -> Run:
    """Bare replacement by flashtext, which must be told that Vietnamese letters are letters.

    Line by line, in its favour: it appends to one string, which on a long text may take the square of its length.
    """
    from flashtext import KeywordProcessor  # noqa: PLC0415  # optional

    processor = KeywordProcessor(case_sensitive=True)
    processor.set_non_word_boundaries(set("0123456789_" + vn.LOWER + vn.UPPER))
    for surface, full in meanings.items():
        processor.add_keyword(surface, full)

    return lambda text: len("\n".join(map(processor.replace_keywords, text.split("\n"))))


def re_bare(meanings: Mapping[str, str]) -> Run:
    """Bare replacement by the standard library: one expression that names all entries."""
    wanted = "|".join(re.escape(s) for s in sorted(meanings, key=len, reverse=True))
    pattern = re.compile(rf"(?<![^\W_])(?:{wanted})(?![^\W_])")
    return lambda text: len(pattern.sub(lambda m: meanings[m[0]], text))


def contenders(glossary: Glossary) -> list[tuple[str, str, Callable[[], Run]]]:
    """Return name, needed distribution and maker of what is timed."""
    meanings = others.first_senses(glossary)
    return [
        ("vietgloss, expand_stream, all rules", "", lambda: vietgloss_stream(glossary)),
        ("vietgloss, expand, all rules", "", lambda: vietgloss_whole(glossary)),
        ("pyahocorasick, bare replacement", "pyahocorasick", lambda: ahocorasick_bare(meanings)),
        ("flashtext, bare replacement", "flashtext", lambda: flashtext_bare(meanings)),
        ("re.sub, bare replacement", "", lambda: re_bare(meanings)),
    ]


def rate(run: Run, text: str) -> tuple[float, int]:
    """Return megabytes per second, best of three, and on how many bytes that was measured."""

    def seconds(part: str) -> float:
        begun = time.process_time()
        run(part)
        return max(time.process_time() - begun, 1e-6)

    probe = text[:PROBE]
    seconds(probe)  # whatever is made at the first use is made here
    expected = seconds(probe) * len(text) / len(probe)
    if expected > PATIENCE:
        text = text[: max(PROBE // 5, int(len(text) * PATIENCE / 4 / expected))]
    size = size_of(text)
    return size / MB / min(seconds(text) for _ in range(ROUNDS)), size


# --- memory ----------------------------------------------------------------------------------------------------------

_LAUNCHER = """
import resource, subprocess, sys, time
begun = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, time.perf_counter() - begun, code)
"""
"""A small process between: a child's peak counts what its parent held when it was started."""


def peak_of(text: str, megabytes: int, folder: Path) -> str:
    """Return a row of the table: ``vietgloss expand`` on so many megabytes of repeated text."""
    path = folder / f"{megabytes}.txt"
    with path.open("w", encoding="utf-8") as file:
        for _ in range(max(1, round(megabytes * MB / size_of(text)))):
            file.write(text)
    source = str(Path(sys.modules["vietgloss"].__file__ or "").parents[1])
    result = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", _LAUNCHER, sys.executable, "-m", "vietgloss", "expand", str(path)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": source, "VIETGLOSS_CONFIG_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    peak, seconds, code = result.stdout.split()
    unit = 1 if sys.platform == "darwin" else 1024
    path_size = path.stat().st_size / MB
    path.unlink()
    failed = "" if code == "0" else f" (exit code {code})"
    return f"| {path_size:.1f} | {int(peak) * unit / 2**20:.0f} | {float(seconds):.1f}{failed} |"


def machine() -> str:
    """Return what was measured on."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        model = next((x.split(":")[1].strip() for x in info.read_text().splitlines() if "model name" in x), model)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{model}, {os.cpu_count()} cores{load}; {platform.system()}, Python {platform.python_version()}"


@click.command()
@click.option("--size", default=5, show_default=True, help="Megabytes of text to measure speed on.")
@click.option("--density", type=float, help="Expansions per KB of the text.  [default: as the seeds]")
@click.option("--memory/--no-memory", default=True, help="Whether to measure memory too (50 MB and 5 MB files).")
def main(size: int, density: float | None, memory: bool) -> None:
    """Measure speed and memory."""
    glossary = Glossary.load()
    have = samples(glossary)
    text, share = text_of(size * MB, have, glossary, density or have.density)
    entries = by_use(glossary, text)
    more = invented(max(SIZES), text, set(glossary.abbreviations))
    click.echo(f"{machine()}\n")
    click.echo(
        f"Text: {size_of(text) / MB:.1f} MB, {share:.0%} of it ordinary; {density_of([text], glossary):.1f} expansions "
        f"per KB (seeds: {have.density:.1f}). Shipped: {len(entries)} entries, {len(dict(glossary.spellings()))} "
        "spellings; those the text uses most come first, the rest of a glossary is invented.\n"
    )
    click.echo("MB/s, single-threaded, process time, best of three; `*`: measured on a part of the text.\n")
    click.echo(f"| | {' | '.join(f'{n:,} entries' for n in SIZES)} |\n| --- |{' ---: |' * len(SIZES)}")
    smaller = [
        Glossary({e.surface: e for e in (entries + more)[:count]}, glossary.terms, glossary.files) for count in SIZES
    ]
    for rows in zip(*map(contenders, smaller), strict=True):
        name, package, _ = rows[0]
        version = version_of(package) if package else ""
        if version is None:
            click.echo(f"| {name}: skipped, not installed; pip install {package} |{' |' * len(SIZES)}")
            continue
        cells = []
        for _, _, make in rows:
            speed, measured = rate(make(), text)
            cells.append(f"{speed:.2f}{'' if measured == size_of(text) else '*'}")
        click.echo(f"| {name.replace(package, f'{package} {version}') if package else name} | {' | '.join(cells)} |")
    if memory:
        click.echo("\n| `vietgloss expand FILE`, MB | peak memory, MiB | seconds |\n| ---: | ---: | ---: |")
        with tempfile.TemporaryDirectory() as folder:
            for megabytes in (5, 50):
                click.echo(peak_of(text, megabytes, Path(folder)))


if __name__ == "__main__":
    main()
