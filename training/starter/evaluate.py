"""Measure a model: ``python training/starter/evaluate.py`` prints the tables for RESULTS.md.

BLEU and chrF with their signatures, term copying, numbers, loops, speed and memory, of the bare model: nothing is
put right afterwards. Figures go to ``build/starter/figures.json`` too; package.py writes them into the model card.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ctranslate2
import sacrebleu
import settings as s
from corpus import SUFFIX, Line, read
from sentencepiece import SentencePieceProcessor
from terms import put_in, read_spans, term_of

from vietgloss.terms.find import stem

if TYPE_CHECKING:
    from settings import Settings

INLINE = 3
LOOP, LOOPS = 3, 4
RUNAWAY, SLACK = 3, 20
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"\w+")


class Model:
    """A package folder that translates lines."""

    def __init__(self, folder: Path, threads: int) -> None:
        self.pieces = SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
        self.translator = ctranslate2.Translator(str(folder / "model"), inter_threads=threads, intra_threads=1)

    def translate(self, lines: list[str], beam: int) -> list[str]:
        """Translate lines; those of like length together."""
        results = self.translator.translate_batch(
            self.pieces.encode(lines, out_type=str), beam_size=beam, max_batch_size=512, batch_type="tokens"
        )
        return [self.pieces.decode(result.hypotheses[0]) for result in results]


def scores(outputs: list[str], references: list[str]) -> dict[str, Any]:
    """Return BLEU and chrF, and what sacrebleu calls the way they were measured."""
    figures: dict[str, Any] = {"lines": len(outputs)}
    for name, metric in (("BLEU", sacrebleu.BLEU()), ("chrF", sacrebleu.CHRF())):
        figures[name] = round(metric.corpus_score(outputs, [references]).score, 1)
        figures[f"{name} signature"] = str(metric.get_signature())
    return figures


def numbers_kept(sources: list[str], outputs: list[str]) -> float:
    """Return the share of the sources' runs of digits (two and more, no leading zero) that stand in the output."""
    kept = total = 0
    for source, output in zip(sources, outputs, strict=True):
        held = Counter(_NUMBER.findall(output))
        for number, count in Counter(_NUMBER.findall(source)).items():
            if len(number) > 1 and number[0] != "0":
                total += count
                kept += min(count, held[number])
    return kept / total if total else 1.0


def copied(model: Model, lines: list[Line], beam: int, most: int | None) -> tuple[int, int]:
    """Write the English of terms into each line, in the terms' own form, as a glossary does.

    Args:
        model: What translates.
        lines: Lines with spans.
        beam: Beam size.
        most: Terms in a line; None for all.

    Returns:
        How many stand in the output, as they are or inflected, and how many were asked for. What stands twice in the
        source must stand twice.
    """
    asked = [(line, read_spans(line.spans)[:most]) for line in lines if line.spans]
    sources = [put_in(line.vietnamese, line.english, spans) for line, spans in asked]
    good = total = 0
    for (line, spans), output in zip(asked, model.translate(sources, beam), strict=True):
        wanted = Counter(tuple(_stems(span.form or term_of(line.english, span))) for span in spans)
        words = _stems(output)
        for term, count in wanted.items():
            stands = sum(tuple(words[at : at + len(term)]) == term for at in range(len(words)))
            total += count
            good += min(count, stands)
    return good, total


def _stems(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(text)]


def loops(text: str) -> bool:
    """Whether three words stand in the same order four times or more."""
    words = text.lower().split()
    seen = Counter(zip(*(words[at:] for at in range(LOOP)), strict=False))
    return any(count >= LOOPS for count in seen.values())


def runaway(source: str, output: str) -> bool:
    """Whether an output is empty, or far longer than its source."""
    return not output.strip() or len(output.split()) > RUNAWAY * len(source.split()) + SLACK


def measure(settings: Settings, folder: Path, most: int | None) -> dict[str, Any]:
    """Measure a package folder on all sets."""
    own = settings["evaluate"]
    model, beam = Model(folder, own["threads"]), own["beam"]
    sets = {name: read(s.build(settings, "data", "sets", name + SUFFIX))[:most] for name in settings["sets"]}
    figures: dict[str, Any] = {"beam": beam, "sets": {}}
    looped = wrong = count = 0
    for name, lines in sets.items():
        sources = [line.vietnamese for line in lines]
        outputs = model.translate(sources, beam)
        figures["sets"][name] = scores(outputs, [line.english for line in lines])
        figures["sets"][name]["numbers kept"] = round(100 * numbers_kept(sources, outputs), 1)
        looped += sum(map(loops, outputs))
        wrong += sum(map(runaway, sources, outputs))
        count += len(lines)
    figures |= {"inputs": count, "looped": looped, "empty or runaway": wrong}
    ours = [line for name, lines in sets.items() if not name.startswith(("flores", "vlsp")) for line in lines]
    for upto, name in ((INLINE, f"of at most {INLINE} terms written into a line"), (None, "of all terms written in")):
        good, total = copied(model, ours, beam, upto)
        figures[f"{name}, % that stand"] = round(100 * good / total, 1) if total else None
    lines = [line.vietnamese for line in next(iter(sets.values()))][: own["speed_lines"]]
    for width in (beam, 1):
        began = time.perf_counter()
        model.translate(lines, width)
        figures[f"sentences a second, beam {width}"] = round(len(lines) / (time.perf_counter() - began), 1)
    figures["MB resident"] = memory()
    figures["MB on disk"] = round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 1)
    return figures


def memory() -> int | None:
    """Return the MB that this process holds, the measuring included."""
    path = Path("/proc/self/statm")
    return round(int(path.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6) if path.exists() else None


def table(figures: dict[str, Any]) -> str:
    """Write the figures as Markdown."""
    rows = [
        "| text | lines | BLEU | chrF | numbers kept, % |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(
            f"| {name} | {own['lines']} | {own['BLEU']} | {own['chrF']} | {own['numbers kept']} |"
            for name, own in figures["sets"].items()
        ),
        "",
        "| what | figure |",
        "| --- | ---: |",
        *(f"| {name} | {value} |" for name, value in figures.items() if name != "sets"),
        "",
    ]
    first = next(iter(figures["sets"].values()))
    return "\n".join([*rows, f"`{first['BLEU signature']}`, `{first['chrF signature']}`"])


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    s.add_config(parser)
    parser.add_argument("--model", type=Path, help="a package folder; default: build/starter/package")
    parser.add_argument("--most", type=int, help="at most so many lines of each set")
    arguments = parser.parse_args()
    settings = s.load(arguments.config)
    figures = measure(settings, arguments.model or s.build(settings, "package"), arguments.most)
    s.build(settings, "figures.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(table(figures))


if __name__ == "__main__":
    main()
