"""Batches without end: drawn from the groups, changed, tokenised, and padded to a few fixed shapes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import settings as s
import torch
import vocabulary
from augment import change, joined
from corpus import SUFFIX, Line, read
from torch.utils.data import DataLoader, IterableDataset, get_worker_info
from vocabulary import BOS, EOS, PAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from settings import Settings

CHUNK = 512
Batch = tuple[torch.Tensor, torch.Tensor]
Row = tuple[list[int], list[int]]


class Stream(IterableDataset[Batch]):
    """All groups, in the shares of the settings; each worker has a stream of its own."""

    def __init__(self, settings: Settings, tokens: int, start: int) -> None:
        super().__init__()
        self.settings, self.tokens, self.start = settings, tokens, start
        self.groups = {name: read(s.build(settings, "data", name + SUFFIX)) for name in settings["groups"]}

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        rng = random.Random(f"{self.settings['seed']} {self.start} {worker.id if worker else 0}")
        batcher = Batcher(self.settings, self.tokens)
        while True:
            lines = self._one_pass(rng)
            if worker:
                lines = lines[: max(1, len(lines) // worker.num_workers)]
            for at in range(0, len(lines), CHUNK):
                pairs = [change(line, self.settings["augment"], rng) for line in lines[at : at + CHUNK]]
                yield from batcher.take(joined(pairs, self.settings["augment"]["joined"], rng))

    def _one_pass(self, rng: random.Random) -> list[Line]:
        lines = []
        for name, group in self.settings["groups"].items():
            held, copies = self.groups[name], group["copies"]
            lines += held * int(copies)
            lines += rng.sample(held, round(len(held) * (copies % 1)))
        rng.shuffle(lines)
        return lines


class Batcher:
    """Tokenises pairs and gathers those of like length until they fill a batch."""

    def __init__(self, settings: Settings, tokens: int) -> None:
        self.source, self.target = vocabulary.source(settings), vocabulary.target(settings)
        self.buckets, self.tokens = settings["train"]["buckets"], tokens
        self.sampling = settings["augment"]["sampling"]
        self.alpha = settings["augment"]["sampling_alpha"]
        self.held: dict[int, list[Row]] = {length: [] for length in self.buckets}

    def take(self, pairs: list[tuple[str, str]]) -> Iterator[Batch]:
        """Take pairs in, and give the batches that became full."""
        for row in self._rows(pairs):
            longest = max(map(len, row))
            length = next((length for length in self.buckets if longest <= length), None)
            if length is None or min(map(len, row)) < 2:  # noqa: PLR2004  # only an end mark
                continue
            held = self.held[length]
            held.append(row)
            if len(held) == max(1, self.tokens // length):
                yield pad(held, length)
                held.clear()

    def rest(self) -> Iterator[Batch]:
        """Give what is left, in batches that are not full."""
        for length, held in self.held.items():
            if held:
                yield pad(held, length)
                held.clear()

    def _rows(self, pairs: list[tuple[str, str]]) -> Iterator[Row]:
        vietnamese, english = [v for v, _ in pairs], [e for _, e in pairs]
        if self.sampling and random.random() < self.sampling:
            sources = [self.source.encode(v, enable_sampling=True, alpha=self.alpha, nbest_size=-1) for v in vietnamese]
        else:
            sources = self.source.encode(vietnamese, num_threads=1)
        targets = self.target.encode(english, num_threads=1)
        for source, target in zip(sources, targets, strict=True):
            yield [BOS, *source, EOS], [*target, EOS]


def pad(rows: list[Row], length: int) -> Batch:
    """Make the two tensors of a batch."""
    sides = np.full((2, len(rows), length), PAD, np.int32)
    for at, row in enumerate(rows):
        for side in (0, 1):
            sides[side, at, : len(row[side])] = row[side]
    return torch.from_numpy(sides[0]), torch.from_numpy(sides[1])


def loader(settings: Settings, device: str, start: int) -> Iterator[Batch]:
    """Give the batches of a training that begins at a step, on the device."""
    own = settings["train"][device]
    batches = DataLoader(
        Stream(settings, own["tokens"], start),
        batch_size=None,
        num_workers=own["workers"],
        pin_memory=device == "cuda",
        prefetch_factor=8 if own["workers"] else None,
    )
    for source, target in batches:
        yield source.to(device, non_blocking=True).long(), target.to(device, non_blocking=True).long()


def measured(settings: Settings, name: str, device: str) -> list[Batch]:
    """Give the batches of a set to measure on."""
    lines = read(s.build(settings, "data", "sets", name + SUFFIX))[: settings["train"]["dev_lines"]]
    batcher = Batcher({**settings, "augment": {**settings["augment"], "sampling": 0}}, 2048)
    batches = [*batcher.take([line[:2] for line in lines]), *batcher.rest()]
    return [(source.to(device).long(), target.to(device).long()) for source, target in batches]
