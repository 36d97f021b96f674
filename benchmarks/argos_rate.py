"""Sentences a second beside CTranslate2 alone, which is the limit: a part of ``benchmarks.argos``.

CTranslate2 gets the very lines that vietgloss makes of the texts, already in tokens, in the batches that are fastest
on this machine. What vietgloss does beside that is counted against it: expansion, splitting, terms and figures, more
rounds for lines that lost some, repair, checks, and the making of the text. Reading files and loading glossary and
model are not.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import time
from collections import Counter
from functools import partial
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any

import ctranslate2
import sentencepiece

from benchmarks import timing
from vietgloss import Glossary, documents, expand
from vietgloss import text as vn
from vietgloss.documents import Document
from vietgloss.documents.registry import reader_for
from vietgloss.pipeline import Translator
from vietgloss.pipeline.prepare import Preparer
from vietgloss.translation.clauses import fitting
from vietgloss.translation.engine import MAX_SOURCE_TOKENS, Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from benchmarks.timing import Spent

_BATCHES = (256, 512, 1024, 2048, 4096)
_ALIKE = 512
_WARM_UP = "Ban Chấp hành Đảng bộ tỉnh tổ chức hội nghị sơ kết 6 tháng đầu năm 2021."
_ENGINE = ("hypotheses", "align")
_SHOWN = 12
_LIMIT = "CTranslate2 alone"


class Watched(Engine):
    """An engine that counts how long it is at work and how much it is asked."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.clear()

    def clear(self) -> None:
        """Forget what was counted."""
        self.spent = dict.fromkeys(_ENGINE, 0.0)
        self._inside, self._since, self._lock = Counter[str](), dict.fromkeys(_ENGINE, 0.0), Lock()
        self.asked: Counter[str] = Counter()

    def hypotheses(self, lines: Iterable[str], *args: Any, **options: Any) -> Any:  # noqa: ANN401  # as of the engine
        """Give translations; see the engine."""
        wanted = list(lines)
        self.asked["hypotheses"] += len(wanted)
        return self._counted("hypotheses", lambda: super(Watched, self).hypotheses(wanted, *args, **options))

    def align(self, pairs: Sequence[tuple[str, str]]) -> Any:  # noqa: ANN401  # same
        """Align; see the engine."""
        self.asked["align"] += len(pairs)
        return self._counted("align", lambda: super(Watched, self).align(pairs))

    def _counted(self, name: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401  # same
        with self._lock:  # several stretches ask side by side: time counts once
            self._inside[name] += 1
            if self._inside[name] == 1:
                self._since[name] = time.perf_counter()
        try:
            return work()
        finally:
            with self._lock:
                self._inside[name] -= 1
                if not self._inside[name]:
                    self.spent[name] += time.perf_counter() - self._since[name]


class Bare:
    """CTranslate2 and nothing else, in the fastest way to make batches.

    Args:
        folder: The Argos package.
        beam: Beam size.
        trial: Lines in tokens, to find that way with.
    """

    def __init__(self, folder: Path, beam: int, trial: list[list[str]]) -> None:
        self._beam = beam
        cores = timing.cores()
        layouts = {"one thread a batch": (cores, 1), "all threads on a batch": (1, cores)}
        ways: dict[str, Callable[[list[list[str]]], object]] = {}
        for name, (inter, intra) in layouts.items():
            model = ctranslate2.Translator(
                str(folder / "model"), compute_type="int8", inter_threads=inter, intra_threads=intra
            )
            for size in _BATCHES:
                ways[f"{size} tokens, {name}"] = partial(self._batches, model, size)
            if inter == cores:
                ways["lines of one length together"] = partial(self._alike, model)
        tried = {name: timing.timed(partial(way, trial)).wall for name, way in ways.items()}
        self.way = min(tried, key=lambda name: tried[name])
        self.translate = ways[self.way]

    def _batches(self, model: Any, size: int, lines: list[list[str]]) -> None:  # noqa: ANN401  # it ships no types
        # It sorts by length and shares batches out among its threads itself.
        model.translate_batch(lines, beam_size=self._beam, max_batch_size=size, batch_type="tokens", max_input_length=0)

    def _alike(self, model: Any, lines: list[list[str]]) -> None:  # noqa: ANN401  # same
        alike: dict[int, list[list[str]]] = {}
        for line in lines:
            alike.setdefault(len(line), []).append(line)
        waiting = []
        for length in sorted(alike, reverse=True):
            step = max(1, _ALIKE // max(1, length))
            for at in range(0, len(alike[length]), step):
                batch = alike[length][at : at + step]
                waiting += model.translate_batch(batch, beam_size=self._beam, max_input_length=0, asynchronous=True)
        for result in waiting:
            result.result()


def rate(
    articles: Sequence[Path], lines: Path | None, seeds: Path, package: Path, count: int, rounds: int, *, profile: bool
) -> None:
    """Print sentences a second on articles and on a long text.

    Args:
        articles: The articles, translated together.
        lines: A text with a sentence a line; None to take the samples.
        seeds: The folder of samples, which make the long text full.
        package: The Argos package.
        count: How many lines the long text has.
        rounds: How often each is measured.
        profile: Whether to tell which functions take longest.
    """
    engine, glossary = Watched(package), Glossary.load()
    modes = {"vietgloss, `--terms off`": "off", "vietgloss, terms as by default": "auto"}
    translators = {name: Translator(glossary, str(package), terms=terms) for name, terms in modes.items()}
    began = time.perf_counter()
    for translator in translators.values():
        translator.use(engine)
        translator.translate([_document(_WARM_UP)])
    print(f"The first sentence, which loads dictionaries: {time.perf_counter() - began:.2f} s, not counted below.\n")
    read = [documents.read(str(a)) for a in articles]
    bare: Bare | None = None
    rows, shares = [], []
    for name, texts in ((f"{len(read)} articles", read), (f"{count} lines", [_long(lines, seeds, count)])):
        off = translators["vietgloss, `--terms off`"]
        sentences = sum(len(off.count(t, off.expanded(t))[0]) for t in texts)
        tokens = _tokens(package, engine, glossary, texts)
        bare = bare or Bare(package, engine.options.beam, tokens)
        spent, kept = _measured(engine, translators, texts, partial(bare.translate, tokens), rounds)
        rows += [
            [f"{name}, {sentences} sentences: {way}", *_figures(sentences, own, spent)] for way, own in spent.items()
        ]
        shares += [[f"{name}: {way}", *row] for way, row in kept.items()]
    heads = [
        "text and way",
        "sentences/s",
        "a second of processor",
        "% of the limit, wall",
        "% of the limit, processor",
    ]
    print(timing.table(heads, rows))
    print(f"Batches of CTranslate2 alone: {bare.way if bare else ''}; the fastest of those tried.\n")
    print(timing.table(["where the time goes, s (asked)", *(f"engine: {e}" for e in _ENGINE), "all else"], shares))
    if profile:
        for translator in translators.values():
            _profile(translator, read)


def _figures(sentences: int, own: Sequence[Spent], spent: dict[str, list[Spent]]) -> list[str]:
    pairs = list(zip(spent[_LIMIT], own, strict=True))
    return [
        timing.middle([sentences / s.wall for s in own], 1),
        timing.middle([sentences / s.cpu for s in own], 1),
        timing.middle([100 * a.wall / b.wall for a, b in pairs], 0),
        timing.middle([100 * a.cpu / b.cpu for a, b in pairs], 0),
    ]


def _tokens(package: Path, engine: Engine, glossary: Glossary, texts: Sequence[Document]) -> list[list[str]]:
    """Return the tokens of each different line that texts come to, cut as the engine is to have them."""
    preparer = Preparer(glossary, terms=False)
    works = [work for t in texts for work in preparer.segments(t, expand(t.text, glossary))]
    whole = dict.fromkeys(p.line.text for work in works for p in work.pieces if not p.line.verbatim)
    cut = dict.fromkeys(w[a:b] for w in whole for a, b in fitting(w, engine.count, MAX_SOURCE_TOKENS))
    processor = sentencepiece.SentencePieceProcessor(model_file=str(package / "sentencepiece.model"))
    return [list(processor.encode(line, out_type=str)) for line in cut]


def _measured(
    engine: Watched,
    translators: dict[str, Translator],
    texts: list[Document],
    bare: Callable[[], object],
    rounds: int,
) -> tuple[dict[str, list[Spent]], dict[str, list[str]]]:
    """Measure all ways in turn; return what each took, and of the last round where it went."""
    shares: dict[str, list[str]] = {}

    def ours(name: str) -> Spent:
        engine.clear()
        spent = timing.timed(lambda: translators[name].translate(texts))
        inside = [f"{engine.spent[e]:.2f} ({engine.asked[e]})" for e in _ENGINE]
        shares[name] = [*inside, f"{spent.wall - sum(engine.spent.values()):.2f}"]
        return spent

    variants: dict[str, Callable[[], Spent]] = {_LIMIT: lambda: timing.timed(bare)}
    variants |= {name: partial(ours, name) for name in translators}
    return timing.in_turn(variants, rounds), shares


def _long(lines: Path | None, seeds: Path, count: int) -> Document:
    """Return a document of so many lines: those of a text, then the samples, from the beginning again if need be."""
    found = lines.read_text(encoding="utf-8").splitlines() if lines else []
    own = [line for path in sorted(seeds.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    found = [*islice((line for line in (*found, *own) if line.strip()), count)]
    return _document("\n".join(found))


def _document(text: str) -> Document:
    text = vn.nfc(text)
    return Document("-", text, bom=False, blocks=reader_for(".txt", "-")(text))


def _profile(translator: Translator, texts: list[Document]) -> None:
    profile = cProfile.Profile(time.thread_time)  # what this thread works: waiting for the model is not in it
    profile.runcall(translator.translate, texts)
    stats = pstats.Stats(profile, stream=sys.stdout)
    stats.strip_dirs().sort_stats("tottime").print_stats(_SHOWN)
    stats.sort_stats("cumulative").print_stats(3 * _SHOWN)
