"""The engine: sentences in, sentences out, by an Argos package run on CTranslate2.

Argos Translate itself calls CTranslate2 once for each line with batches of 32 tokens; here all sentences of a run
are de-duplicated, sorted by length and sent together. Nothing here opens a socket.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vietgloss.errors import ModelError
from vietgloss.translation.tokens import Alignment, loops, read_vocabulary, spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

BATCH_TOKENS = 512
"""Source and target tokens of one batch. Batches run side by side, one thread each: on two cores that was three times
as fast as two threads on one batch, whose small matrices leave little to share."""

MAX_SOURCE_TOKENS = 60
"""Longer lines are to be split first: small models are trained on sentences, and positions end at 512."""

_LINES_PER_CALL = 512


@dataclass(frozen=True, slots=True)
class Options:
    """How to translate.

    Attributes:
        beam: Beam size; 1 is greedy, about twice as fast.
        threads: Threads; 0 takes as many as the process may use.
    """

    beam: int = 4
    threads: int = 0


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of a line, and its score: its log-probability by CTranslate2's measure, for comparison only."""

    text: str
    score: float


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
                inter_threads=self.options.threads or _cores(),
                intra_threads=1,
            )
        except (OSError, ValueError, RuntimeError, AttributeError, TypeError) as error:
            problem = (str(error).splitlines() or [type(error).__name__])[0]
            raise ModelError(
                f"the model cannot be loaded: {problem}",
                where=str(folder),
                remedy="see 'vietgloss model list', or install it again",
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

        A line whose best translation runs in circles is translated again without any three tokens in a row twice.

        Args:
            lines: Vietnamese sentences; each different one is translated once.
            count: How many translations of each, at most the beam size.
            progress: Called with the number of lines done since the last call.

        Returns:
            For each different line its translations, best first.

        Raises:
            ModelError: If the model fails.
        """
        todo = sorted(
            ((self._encode(line), line) for line in set(lines)), key=lambda t: (len(t[0]), t[1]), reverse=True
        )
        count = min(count, self.options.beam)
        done: dict[str, list[Hypothesis]] = {}
        for at in range(0, len(todo), _LINES_PER_CALL):
            part = todo[at : at + _LINES_PER_CALL]
            found = self._search([tokens for tokens, _ in part], count)
            done |= {line: answers for (_, line), answers in zip(part, found, strict=True)}
            circling = [t for t, answers in zip(part, found, strict=True) if loops(answers[0].text) and not loops(t[1])]
            if circling:
                straight = self._search([tokens for tokens, _ in circling], count, no_repeat_ngram_size=3)
                for (_, line), answers in zip(circling, straight, strict=True):
                    done[line] = [a for a in answers if not loops(a.text)] + done[line]
            if progress:
                progress(len(part))
        return done

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return how likely the model finds translations: the mean natural log-probability of their tokens.

        Args:
            pairs: A source line and its English each.

        Raises:
            ModelError: If the model fails.
        """
        if not pairs:
            return []
        sources = [self._encode(source) for source, _ in pairs]
        targets = [self._target_tokens(target) for _, target in pairs]
        with self._failing():
            results = self._model.score_batch(sources, targets, max_batch_size=BATCH_TOKENS, batch_type="tokens")
        return [sum(r.log_probs) / max(1, len(r.log_probs)) for r in results]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """Tell which words of translations stand for which characters of their sources, by the decoder's attention.

        Args:
            pairs: A source line and its English each, at best in the model's own words.

        Raises:
            ModelError: If the model fails.
        """
        if not pairs:
            return []
        sources = [self._encode(source) for source, _ in pairs]
        targets = [self._target_tokens(target) for _, target in pairs]
        longest = max(map(len, targets), default=0)
        with self._failing():
            results = self._model.translate_batch(
                sources,
                target_prefix=targets,
                beam_size=1,
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                max_input_length=0,
                max_decoding_length=longest + 1,
                return_attention=True,
            )
        first = 1 if self._prefix else 0
        return [
            Alignment(
                spans(tokens, source), spans(wanted[first:], target), [list(r) for r in result.attention[0][first:]]
            )
            for (source, target), tokens, wanted, result in zip(pairs, sources, targets, results, strict=True)
        ]

    def _search(self, batch: Sequence[list[str]], count: int, **extra: Any) -> list[list[Hypothesis]]:  # noqa: ANN401  # CTranslate2's own options
        if self._prefix:
            extra["target_prefix"] = [[self._prefix]] * len(batch)
        longest = max((len(tokens) for tokens in batch), default=0)
        with self._failing():
            results = self._model.translate_batch(
                list(batch),
                beam_size=self.options.beam,
                num_hypotheses=count,
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                max_input_length=0,
                max_decoding_length=min(500, 2 * longest + 20),
                replace_unknowns=True,
                return_scores=True,
                **extra,
            )
        return [
            [Hypothesis(self._finish(list(h)), s) for h, s in zip(r.hypotheses, r.scores, strict=True)] for r in results
        ]

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except (RuntimeError, ValueError) as error:
            problem = (str(error).splitlines() or ["no reason given"])[0]
            raise ModelError(f"the model failed: {problem}", where=str(self.folder)) from error

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
        "neither sentencepiece.model nor bpe.model is there", where=str(folder), remedy="install the package again"
    )


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
