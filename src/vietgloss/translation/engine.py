"""The engine: sentences in, sentences out, by an Argos package run on CTranslate2.

Argos Translate itself calls CTranslate2 once for each line with batches of 32 tokens; here all sentences of a run
are de-duplicated, sorted by length and sent together. What a sentence becomes depends a little on which others are in
its batch: padding changes the last bits, and in one line of fifty a word. A steady engine makes batches of one length,
which takes half as long again for a few articles and no longer for a thousand sentences: there a sentence becomes the
same, to the last bit, whatever stands beside it.
Nothing here opens a socket.
"""

from __future__ import annotations

import json
import os
from array import array
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vietgloss.errors import ModelError
from vietgloss.i18n import _
from vietgloss.translation import lexicon
from vietgloss.translation.tokens import Alignment, Hypothesis, loops, read_vocabulary, spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

BATCH_TOKENS = 512
"""Source tokens of one batch, padding counted. Batches run side by side, one thread each: on two cores that was three
times as fast as two threads on one batch, whose small matrices leave little to share."""

MAX_SOURCE_TOKENS = 60
"""Longer lines are to be split first: small models are trained on sentences, and positions end at 512."""

_SMALLEST = 64
"""Source tokens under which it does not pay to part a batch in two, so that two threads are busy with little work."""

_SAID = 0.1
"""What the mean log chance of a line's words counts against the model's own of a token. More says more of the line, but
in worse English: editors, not knowing which was which, chose 0.1 over 0.15 and over nothing (training/RESULTS.md)."""

_AT_ONCE = 64
"""Batches that wait for a free thread: enough to keep all busy, few enough for an interruption to be quick."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to translate.

    Attributes:
        beam: Beam size; 1 is greedy, about twice as fast.
        threads: Threads; 0 takes as many as the process may use.
        steady: Whether a sentence becomes the same whatever is translated with it.
    """

    beam: int = 4
    threads: int = 0
    steady: bool = False


class Engine:
    """A loaded translation model.

    Args:
        folder: An Argos package folder.
        options: How to translate.

    Raises:
        ModelError: If a part of the package is missing or cannot be loaded.
    """

    def __init__(self, folder: Path, options: Options | None = None) -> None:
        self.options = options or Options()
        self.folder = folder
        try:
            metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
            self._prefix = str(metadata.get("target_prefix") or "")
            self._encode, self._decode = _tokenizer(folder, metadata)
            self._known: frozenset[str] | None = None
            import ctranslate2  # noqa: PLC0415  # heavy: loaded only when something is translated

            self._model = ctranslate2.Translator(
                str(folder / "model"),
                device="cpu",
                compute_type="int8",
                inter_threads=self.options.threads or cores(),
                intra_threads=1,
            )
        except (OSError, ValueError, RuntimeError, AttributeError, TypeError) as error:
            problem = (str(error).splitlines() or [type(error).__name__])[0]
            raise ModelError(
                _("the model cannot be loaded: {problem}").format(problem=problem),
                where=str(folder),
                remedy=_("see 'vietgloss model list', or install it again"),
            ) from error

    def count(self, line: str) -> int:
        """Return the number of source tokens of a line."""
        return len(self._encode(line))

    def translate(self, lines: Iterable[str], progress: Callable[[int], None] | None = None) -> dict[str, str]:
        """Translate lines of at most :data:`MAX_SOURCE_TOKENS` tokens; see :meth:`hypotheses`.

        Returns:
            The English of each different line.
        """
        return {line: found[0].text for line, found in self.hypotheses(lines, 1, progress).items()}

    def hypotheses(
        self, lines: Iterable[str], count: int = 1, progress: Callable[[int], None] | None = None
    ) -> dict[str, list[Hypothesis]]:
        """Give the best translations of lines of at most :data:`MAX_SOURCE_TOKENS` tokens.

        Of several, those come first that the model likes and that leave little of the line out. A line whose best
        translation runs in circles is translated again without any three tokens in a row twice.

        Args:
            lines: Vietnamese sentences; each different one is translated once.
            count: How many translations of each, at most the beam size.
            progress: Called with the number of lines done since the last call.

        Returns:
            For each different line its translations, best first.

        Raises:
            ModelError: If the model fails.
        """
        todo = {line: self._encode(line) for line in set(lines)}
        count = min(count, self.options.beam)
        done = self._search(todo, count, progress)
        circling = {line: todo[line] for line, found in done.items() if loops(found[0].text) and not loops(line)}
        straight = self._search(circling, count, no_repeat_ngram_size=3)
        for line, found in straight.items():
            done[line] = [h for h in found if not loops(h.text)] + done[line]
        return done

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """Tell which words of translations stand for which characters of their sources, by the decoder's attention.

        Args:
            pairs: A source line and its English each, at best in the model's own words.

        Raises:
            ModelError: If the model fails.
        """
        sources = [self._encode(source) for source, _ in pairs]
        targets = [self._target_tokens(target) for _, target in pairs]

        def force(group: list[int]) -> list[Any]:
            return self._model.translate_batch(  # type: ignore[no-any-return]  # it ships no types
                [sources[i] for i in group],
                target_prefix=[targets[i] for i in group],
                beam_size=1,
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                max_input_length=0,
                max_decoding_length=len(targets[group[0]]) + 1,
                return_attention=True,
                asynchronous=True,
            )

        sizes = [(len(source), len(target)) for source, target in zip(sources, targets, strict=True)]
        found: dict[int, Alignment] = {}
        for group, results in self._side_by_side(sizes, force):
            for i, result in zip(group, results, strict=True):
                source, target = pairs[i]
                found[i] = self._alignment(source, sources[i], target, targets[i], result.attention[0])
        return [found[i] for i in range(len(pairs))]

    def _alignment(
        self,
        source: str,
        tokens: Sequence[str],
        target: str,
        wanted: Sequence[str],
        attention: Sequence[Sequence[float]],
    ) -> Alignment:
        first = 1 if self._prefix else 0
        rows = [list(row) for row in attention[first : len(wanted)]]
        return Alignment(spans(tokens, source), spans(wanted[first:], target), rows)

    def _search(
        self,
        todo: Mapping[str, list[str]],
        count: int,
        progress: Callable[[int], None] | None = None,
        **extra: Any,  # noqa: ANN401  # CTranslate2's own options
    ) -> dict[str, list[Hypothesis]]:
        """Translate lines, given with their tokens."""
        lines = sorted(todo)

        def search(group: list[int]) -> list[Any]:
            batch = [todo[lines[i]] for i in group]
            prefix = {"target_prefix": [[self._prefix]] * len(batch)} if self._prefix else {}
            return self._model.translate_batch(  # type: ignore[no-any-return]  # it ships no types
                batch,
                beam_size=self.options.beam,
                num_hypotheses=count,
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                max_input_length=0,
                max_decoding_length=min(500, 2 * len(batch[0]) + 20),
                replace_unknowns=True,
                return_attention=True,
                return_scores=True,
                asynchronous=True,
                **prefix,
                **extra,
            )

        done: dict[str, list[Hypothesis]] = {}
        mixed = not self.options.steady
        for group, results in self._side_by_side([(len(todo[line]), 0) for line in lines], search, mixed=mixed):
            for i, result in zip(group, results, strict=True):
                found = [
                    self._hypothesis(lines[i], todo[lines[i]], list(tokens), attention)
                    for tokens, attention in zip(result.hypotheses, result.attention, strict=True)
                ]
                done[lines[i]] = _ranked(lines[i], found, result.scores)
            if progress:
                progress(len(group))
        return done

    def _hypothesis(self, line: str, source: list[str], tokens: list[str], attention: list[list[float]]) -> Hypothesis:
        text = self._finish(tokens)
        rows = [array("f", row) for row in attention]  # an eighth of the memory of lists
        return Hypothesis(text, lambda: self._alignment(line, source, text, tokens, rows))

    def _side_by_side(
        self,
        sizes: Sequence[tuple[int, int]],
        submit: Callable[[list[int]], list[Any]],
        *,
        mixed: bool = False,
    ) -> Iterator[tuple[list[int], list[Any]]]:
        """Give work to all threads, the largest first.

        Args:
            sizes: The size of each piece of work.
            submit: Hands a batch over, given the numbers of its pieces, the largest first; returns what will have the
                results.
            mixed: Whether pieces of different sizes may share a batch.

        Yields:
            The numbers of the pieces of a batch, and their results.
        """
        waiting: deque[tuple[list[int], list[Any]]] = deque()
        with self._failing():
            for group in _batches(sizes, mixed=mixed):
                waiting.append((group, submit(group)))
                if len(waiting) >= _AT_ONCE:
                    first, results = waiting.popleft()
                    yield first, [r.result() for r in results]
            while waiting:
                group, results = waiting.popleft()
                yield group, [r.result() for r in results]

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except (RuntimeError, ValueError) as error:
            problem = (str(error).splitlines() or [_("no reason given")])[0]
            raise ModelError(
                _("the model failed: {problem}").format(problem=problem), where=str(self.folder)
            ) from error

    def _target_tokens(self, target: str) -> list[str]:
        """Return English in pieces that the model can write: one that it does not know is parted into some it does."""
        known = self._target_pieces()
        tokens = [self._prefix] if self._prefix else []
        for piece in self._encode(target):
            if piece in known or not known:
                tokens.append(piece)
                continue
            at = 0
            while at < len(piece):
                end = next((e for e in range(len(piece), at, -1) if piece[at:e] in known), at + 1)
                tokens.append(piece[at:end])
                at = end
        return tokens

    def _target_pieces(self) -> frozenset[str]:
        if self._known is None:
            self._known = read_vocabulary(self.folder / "model")
        return self._known

    def _finish(self, tokens: list[str]) -> str:
        if self._prefix and tokens and tokens[0] == self._prefix:
            tokens = tokens[1:]
        return " ".join(self._decode(tokens).replace("▁", " ").split())


def _ranked(line: str, found: list[Hypothesis], scores: Sequence[float]) -> list[Hypothesis]:
    """Return translations of a line, best first: by the model's own log chance and by how much of the line they say."""
    if len(found) < 2:  # noqa: PLR2004  # one needs no choice, and no lexicon
        return found
    said = lexicon.load().said(line, [h.text for h in found])
    order = sorted(range(len(found)), key=lambda n: -scores[n] - _SAID * said[n])
    return [found[n] for n in order]


def _batches(sizes: Sequence[tuple[int, int]], *, mixed: bool) -> Iterator[list[int]]:
    """Part pieces of work into batches of at most :data:`BATCH_TOKENS`, padding counted, the largest first.

    Little work makes two batches all the same, on any machine: what a line becomes must not depend on its threads.
    """
    half = -(-sum(max(1, *size) for size in sizes) // 2)
    most = min(BATCH_TOKENS, max(_SMALLEST, half))
    batch: list[int] = []
    for number in sorted(range(len(sizes)), key=lambda n: sizes[n], reverse=True):
        full = batch and max(1, *sizes[batch[0]]) * (len(batch) + 1) > most
        if batch and (full or (not mixed and sizes[number] != sizes[batch[0]])):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _tokenizer(folder: Path, metadata: dict[str, Any]) -> tuple[Callable[[str], list[str]], Callable[[list[str]], str]]:
    """Return the package's encoder and decoder.

    SentencePiece is called directly, since Argos Translate's own decoder turns every ``_`` into a space.
    """
    if (folder / "sentencepiece.model").is_file():
        import sentencepiece  # noqa: PLC0415  # heavy

        processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
        return lambda line: list(processor.encode(line, out_type=str)), processor.decode_pieces
    if (folder / "bpe.model").is_file():
        from argostranslate.tokenizer import BPETokenizer  # noqa: PLC0415  # heavy

        bpe = BPETokenizer(folder / "bpe.model", metadata.get("from_code"), metadata.get("to_code"))
        return bpe.encode, bpe.decode
    raise ModelError(
        _("neither sentencepiece.model nor bpe.model is there"),
        where=str(folder),
        remedy=_("install the package again"),
    )


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
