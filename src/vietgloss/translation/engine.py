"""The engine: sentences in, sentences out, by an Argos package run on CTranslate2.

Argos Translate itself calls CTranslate2 once for each line with batches of 32 tokens; here all sentences of a run
are de-duplicated, sorted by length and sent together. Nothing here opens a socket.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vietgloss.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

BATCH_TOKENS = 1024
"""Source and target tokens of one batch."""

MAX_SOURCE_TOKENS = 120
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
            import ctranslate2  # noqa: PLC0415  # heavy: loaded only when something is translated

            self._model = ctranslate2.Translator(
                str(folder / "model"),
                device="cpu",
                compute_type="int8",
                inter_threads=1,
                intra_threads=self.options.threads or _cores(),
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
        """Translate lines of at most :data:`MAX_SOURCE_TOKENS` tokens.

        Args:
            lines: Vietnamese sentences; each different one is translated once.
            progress: Called with the number of lines done since the last call.

        Returns:
            The English of each different line.

        Raises:
            ModelError: If the model fails.
        """
        todo = sorted(
            ((self._encode(line), line) for line in set(lines)), key=lambda t: (len(t[0]), t[1]), reverse=True
        )
        done: dict[str, str] = {}
        for at in range(0, len(todo), _LINES_PER_CALL):
            part = todo[at : at + _LINES_PER_CALL]
            try:
                results = self._call([tokens for tokens, _ in part])
            except (RuntimeError, ValueError) as error:
                problem = (str(error).splitlines() or ["no reason given"])[0]
                raise ModelError(f"the model failed: {problem}", where=str(self.folder)) from error
            for (_, line), tokens in zip(part, results, strict=True):
                done[line] = self._finish(tokens)
            if progress:
                progress(len(part))
        return done

    def _call(self, batch: Sequence[list[str]]) -> list[list[str]]:
        extra: dict[str, Any] = {}
        if self._prefix:
            extra["target_prefix"] = [[self._prefix]] * len(batch)
        longest = max((len(tokens) for tokens in batch), default=0)
        results = self._model.translate_batch(
            list(batch),
            beam_size=self.options.beam,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            max_input_length=0,
            max_decoding_length=min(500, 2 * longest + 20),
            replace_unknowns=True,
            **extra,
        )
        return [list(r.hypotheses[0]) for r in results]

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
