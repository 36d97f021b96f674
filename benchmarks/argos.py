"""Speed beside Argos Translate: ``python -m benchmarks.argos``.

One run, one package, one text, one beam: whole commands on articles, chrF on those with references, start-up,
sentences a second beside CTranslate2 alone, and a second run after an edit of the glossary. Prints Markdown. What is
compared runs in turn, A B A B; figures are medians with the lowest and the highest. See README.md.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks import timing
from benchmarks.argos_again import again
from benchmarks.argos_rate import rate
from benchmarks.timing import Spent
from vietgloss import Glossary, __version__, evaluation
from vietgloss.pipeline import Translator
from vietgloss.translation.packages import BUILTIN_DIR, DEFAULT_MODEL
from vietgloss.translation.split import split

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vietgloss.evaluation import SampleFile

TOP = Path(__file__).resolve().parents[1]
SHARED = TOP.parent / "shared"
CHILD = Path(__file__).with_name("argos_child.py")
PARTS = ("whole", "chrf", "start", "rate", "again")
STARTS = 20
BEAM = 4
_VERSIONS = """
import sys
from importlib.metadata import distributions
held = {d.metadata["Name"]: d.version for d in distributions()}
print(", ".join(f"{name} {held[name]}" for name in sys.argv[1:] if name in held))
"""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is compared on what.

    Attributes:
        articles: The articles, as files.
        gold: Files with references.
        lines: A text with a sentence a line; None if there is none.
        package: The folder of the Argos package that both translate with.
        python: The Python that has Argos Translate.
        work: A folder for what comes out.
        env: The environment of all commands: no settings, memory or packages of the user's.
        rounds: How often each command is measured.
    """

    articles: tuple[Path, ...]
    gold: tuple[Path, ...]
    lines: Path | None
    package: Path
    python: Path
    work: Path
    env: dict[str, str]
    rounds: int

    def vietgloss(self, *args: str) -> list[str]:
        """Return a call of the command, which stands beside the Python that runs this."""
        return [str(Path(sys.executable).with_name("vietgloss")), *args]

    def translate(self, *args: str) -> list[str]:
        """Return a call that translates the articles, as a user would write it."""
        out = str(self.work / "out")
        files = [str(a) for a in self.articles]
        own = ("--model", str(self.package), "--beam", str(BEAM), "--quiet")
        return self.vietgloss("translate", *files, "-o", out + "/", *own, *args)

    def argos(self, sentences: str) -> list[str]:
        """Return a call of Argos Translate from Vietnamese into English; sentences are as ``argos_child`` has them."""
        return [str(self.python), str(CHILD), sentences, "--from-lang", "vi", "--to-lang", "en"]

    def run(self, args: Sequence[str], text: Path | None = None, *, may_fail: bool = False) -> timing.Ran:
        """Run a command in the setting."""
        return timing.command(args, env=self.env, folder=self.work, text=text, may_fail=may_fail)


# --- whole commands --------------------------------------------------------------------------------------------------


def whole(setting: Setting) -> None:
    """Print what the articles take with Argos Translate, a process for each, and with vietgloss in one."""
    first = setting.run(setting.argos("-"), setting.articles[0], may_fail=True)
    said = (first.err.strip().splitlines() or ["nothing"])[-1]
    print(f"`argos-translate` as it is, network cut: exit code {first.code}, {said!r}.\n")
    sentences = str(sentences_of(setting.articles, setting.work / "sentences.json"))

    def argos() -> Spent:
        runs = (setting.run(setting.argos(sentences), article).spent for article in setting.articles)
        return sum(runs, Spent(0, 0))

    def ours(*args: str) -> Callable[[], Spent]:
        return lambda: setting.run(setting.translate("--no-memory", *args)).spent

    variants = {
        "Argos Translate, a process a file, given our sentences": argos,
        "vietgloss, one process, `--terms off`": ours("--terms", "off"),
        "vietgloss, one process, terms as by default": ours(),
    }
    spent = timing.in_turn(variants, setting.rounds)
    other = next(iter(spent.values()))
    rows = [
        [name, timing.middle([s.wall for s in own]), timing.middle([s.cpu for s in own]), *timing.times(other, own)]
        for name, own in spent.items()
    ]
    heads = ["five articles" if len(setting.articles) == 5 else "articles"]  # noqa: PLR2004  # as the issue has it
    print(timing.table([*heads, "wall, s", "processor, s", "times faster, wall", "times less, processor"], rows))


def sentences_of(articles: Sequence[Path], path: Path) -> Path:
    """Write the sentences of all paragraphs of articles, as our splitter cuts them, for ``argos_child``."""
    known: dict[str, list[str]] = {}
    for article in articles:
        # As the command reads its standard input.
        text = article.read_text(encoding="utf-8")
        known |= {p: [p[start:end] for start, end in split(p)] for p in text.split("\n")}
    path.write_text(json.dumps(known), encoding="utf-8")
    return path


# --- chrF ------------------------------------------------------------------------------------------------------------


def chrf(setting: Setting) -> None:
    """Print chrF line by line of the references, of lines with abbreviations and of such with all written out."""
    if not setting.gold:
        print("No references: chrF left out.\n")
        return
    rows = []
    for kind, paths in (
        ("as found", [_as_found(p, setting.work) for p in setting.gold]),
        ("written out", setting.gold),
    ):
        files = evaluation.read([str(p) for p in paths])
        samples = [sample for file in files for sample in file.samples]
        glossary = Glossary.load()
        other = _by_argos(setting, files)
        for name, terms in (("`--terms off`", "off"), ("terms as by default", "auto")):
            own = evaluation.translated(samples, Translator(glossary, str(setting.package), terms=terms))
            found = evaluation.evaluate(samples, own, glossary, against=other)
            bigger = next(c for c in found.comparison if c.figure == "chrf")
            interval = f"{bigger.difference:+.2f} ({bigger.low:+.2f} to {bigger.high:+.2f})"
            figures = [f"{bigger.against:.2f}", f"{bigger.target:.2f}", interval]
            rows.append([f"{kind}, {name}", str(found.overall.target.segments), *figures])
    heads = ["abbreviations, vietgloss", "lines", "Argos", "vietgloss", "difference (95 %)"]
    print(timing.table(heads, rows))


def _as_found(path: Path, folder: Path) -> Path:
    """Write a gold file without its expanded sources, so that the sentences are measured as they stood."""
    text = path.read_text(encoding="utf-8")
    new = folder / f"raw-{path.name}"
    if path.suffix == ".jsonl":
        records = [json.loads(line) for line in text.splitlines() if line.strip()]
        for record in records:
            record.pop("vi_expanded", None)
        new.write_text("\n".join(json.dumps(r) for r in records), encoding="utf-8")
    else:
        held = json.loads(text)
        for record in held["sentences"]:
            record.pop("vi_expanded", None)
        new.write_text(json.dumps(held), encoding="utf-8")
    return new


def _by_argos(setting: Setting, files: Sequence[SampleFile]) -> list[list[str]]:
    """Return what Argos Translate makes of each line; each is a paragraph and a sentence to it."""
    translated = []
    for number, sample in enumerate(s for file in files for s in file.samples):
        lines = [line.source for line in sample.lines]
        source = setting.work / f"lines-{number}.txt"
        source.write_text("\n".join(lines), encoding="utf-8")
        known = setting.work / f"lines-{number}.json"
        known.write_text(json.dumps({line: [line] for line in lines}), encoding="utf-8")
        found = setting.run(setting.argos(str(known)), source).out.removesuffix("\n").split("\n")
        if len(found) != len(lines):
            raise click.ClickException(f"Argos Translate gave {len(found)} lines for {len(lines)}")
        translated.append(found)
    return translated


# --- start-up --------------------------------------------------------------------------------------------------------


def start(setting: Setting) -> None:
    """Print what it takes to say a version, or the help."""
    commands = {
        "`argos-translate --help`": [str(setting.python.with_name("argos-translate")), "--help"],
        "`vietgloss --version`": setting.vietgloss("--version"),
        "`python -c pass`, what no program in Python can be below": [sys.executable, "-c", "pass"],
    }
    variants = {name: partial(_spent, setting, args) for name, args in commands.items()}
    timing.in_turn(variants, 1)  # files into the memory of the machine
    spent = timing.in_turn(variants, STARTS)
    other = next(iter(spent.values()))
    rows = [
        [
            name,
            timing.middle([s.wall for s in own], 3),
            timing.middle([s.cpu for s in own], 3),
            *timing.times(other, own),
        ]
        for name, own in spent.items()
    ]
    heads = [f"start-up, {STARTS} times", "wall, s", "processor, s", "times faster, wall", "times less, processor"]
    print(timing.table(heads, rows))


def _spent(setting: Setting, args: Sequence[str]) -> Spent:
    return setting.run(args).spent


# --- the command -----------------------------------------------------------------------------------------------------


def environment(work: Path, package: Path) -> dict[str, str]:
    """Return an environment in which nothing of the user's counts and the package is Argos Translate's only one."""
    packages = work / "packages"
    packages.mkdir()
    (packages / package.name).symlink_to(package, target_is_directory=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VIETGLOSS_", "ARGOS_", "XDG_"))}
    own = {name: str(work / "home" / name.lower()) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    for folder in own.values():
        Path(folder).mkdir(parents=True)
    ours = {"ARGOS_PACKAGES_DIR": str(packages), "ARGOS_BEAM_SIZE": str(BEAM), "PYTHONUTF8": "1"}
    return {**kept, **own, **ours, "HOME": str(work / "home")}


def _described(setting: Setting, where: str) -> str:
    names = ("argostranslate", "argos-translate-lt", "ctranslate2", "torch")
    told = setting.run([str(setting.python), "-c", _VERSIONS, *names]).out.strip()
    return (
        f"vietgloss {__version__}, ctranslate2 {metadata.version('ctranslate2')}, Python {platform.python_version()};"
        f" beside it {told}; {platform.machine()}, {timing.cores()} processors; package {setting.package.name},"
        f" beam {BEAM}; texts: {where}. Load before: {timing.load()}\n"
    )


@click.command()
@click.option("--only", type=click.Choice(PARTS), multiple=True, help="One part; may be given several times.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="How often each is measured.")
@click.option("--articles", type=click.Path(exists=True, path_type=Path), multiple=True, help="Other articles.")
@click.option("--gold", type=click.Path(exists=True, path_type=Path), multiple=True, help="Other references.")
@click.option(
    "--lines", "count", type=click.IntRange(1), default=1000, show_default=True, help="Lines of the long text."
)
@click.option("--package", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another Argos package.")
@click.option(
    "--python", type=click.Path(exists=True, path_type=Path), help="A Python that has another Argos Translate."
)
@click.option("--profile", is_flag=True, help="With the rate: which functions take longest, outside the model.")
def main(
    only: tuple[str, ...],
    rounds: int,
    articles: tuple[Path, ...],
    gold: tuple[Path, ...],
    count: int,
    package: Path | None,
    python: Path | None,
    profile: bool,
) -> None:
    """Measure vietgloss beside Argos Translate."""
    where = "../shared" if (SHARED / "seeds").is_dir() else "seeds"
    lines = None
    if where == "../shared":
        articles = articles or tuple(sorted((SHARED / "seeds").glob("[0-9]*.txt")))
        gold = gold or (SHARED / "gold" / "references.jsonl",)
        lines = SHARED / "data" / "dev" / "flores-dev.vi"
    else:
        print("../shared with the real articles is not here: the samples in seeds.\n")
        articles = articles or tuple(sorted((TOP / "seeds").glob("*.txt")))
        gold = gold or tuple(sorted((TOP / "seeds").glob("*.gold.json")))
    articles, gold = tuple(p.resolve() for p in articles), tuple(p.resolve() for p in gold)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder).resolve()
        model = (package or BUILTIN_DIR / DEFAULT_MODEL).resolve()
        at = Path(os.path.abspath(python or sys.executable))  # noqa: PTH100  # a link into an environment stays one
        setting = Setting(articles, gold, lines, model, at, work, environment(work, model), rounds)
        print(_described(setting, where))
        parts: dict[str, Callable[[], None]] = {
            "whole": lambda: whole(setting),
            "chrf": lambda: chrf(setting),
            "start": lambda: start(setting),
            "rate": lambda: rate(articles, lines, TOP / "seeds", model, count, rounds, profile=profile),
            "again": lambda: again(setting),
        }
        # Whatever is made once, such as the compiled glossary, is made before the first measurement.
        setting.run(setting.vietgloss("expand", str(articles[0])))
        for name in only or PARTS:
            parts[name]()
            sys.stdout.flush()
        print(f"Load after: {timing.load()}")


if __name__ == "__main__":
    main()
