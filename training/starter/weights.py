"""Weights as arrays: read from a CTranslate2 model.bin, from an int8 folder or a checkpoint, and written as int8.

An int8 folder holds a quarter of what a checkpoint's average holds, in parts small enough to be copied from a
rented machine. Rows are scaled as CTranslate2 scales them, so nothing more is lost when the model is converted.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np
import torch
from layout import places

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from settings import Settings

State = dict[str, torch.Tensor]
_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
_PART = 15 << 20
_SCALE = "/scale"


def load(path: Path, settings: Settings) -> State:
    """Read weights from whatever holds them.

    Raises:
        FileNotFoundError: If nothing is there.
    """
    if path.is_dir() and (path / "model.bin").exists():
        path /= "model.bin"
    if path.is_dir():
        return load_int8(path)
    if path.suffix == ".bin":
        return from_ctranslate2(path, settings)
    return torch.load(path, map_location="cpu", mmap=True)["ema"]


def _read(file: BinaryIO, form: str) -> tuple[int, ...]:
    return struct.unpack("<" + form, file.read(struct.calcsize("<" + form)))


def _name(file: BinaryIO) -> str:
    return file.read(_read(file, "H")[0])[:-1].decode()


def variables(path: Path) -> dict[str, np.ndarray]:
    """Read all variables of a model.bin; what shares its values with another is there under both names."""
    held: dict[str, np.ndarray] = {}
    with path.open("rb") as file:
        _read(file, "I")
        _name(file)
        _read(file, "I")
        for _ in range(_read(file, "I")[0]):
            name = _name(file)
            shape = _read(file, f"{_read(file, 'B')[0]}I")
            kind, size = _read(file, "BI")
            held[name] = np.frombuffer(file.read(size), _TYPES[kind]).reshape(shape)
        for _ in range(_read(file, "I")[0]):
            alias = _name(file)
            held[alias] = held[_name(file)]
    return held


def from_ctranslate2(path: Path, settings: Settings) -> State:
    """Read a model.bin, int8 or not."""
    held, state = variables(path), {}
    for theirs, ours in places(settings):
        values = held[theirs].astype(np.float32)
        if held[theirs].dtype == np.int8:
            values /= held[theirs + "_scale"][:, None]
        state[ours] = torch.from_numpy(values)
    return state


def save_int8(state: State, folder: Path) -> list[Path]:
    """Write weights in parts of at most 15 MiB: matrices as int8 with a scale for each row, the rest as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    parts: list[dict[str, np.ndarray]] = [{}]
    room = _PART
    for name, values in state.items():
        array = values.detach().float().cpu().numpy()
        held = {name: array}
        if array.ndim > 1 and "positions" not in name:
            scale = np.abs(array).max(1)
            scale = np.where(scale == 0, 1, 127 / np.maximum(scale, 1e-30)).astype(np.float32)
            held = {name: np.rint(array * scale[:, None]).astype(np.int8), name + _SCALE: scale}
        size = sum(part.nbytes for part in held.values())
        if size > room:
            parts.append({})
            room = _PART
        parts[-1] |= held
        room -= size
    paths = []
    for number, part in enumerate(parts):
        paths.append(folder / f"weights-{number}.npz")
        np.savez(paths[-1], **part)
    return paths


def load_int8(folder: Path) -> State:
    """Read what :func:`save_int8` wrote.

    Raises:
        FileNotFoundError: If the folder holds no part.
    """
    held: dict[str, np.ndarray] = {}
    for path in sorted(folder.glob("weights-*.npz")):
        with np.load(path) as part:
            held |= dict(part)
    if not held:
        raise FileNotFoundError(f"{folder}: neither model.bin nor weights-*.npz")
    state = {}
    for name, values in held.items():
        if not name.endswith(_SCALE):
            array = values.astype(np.float32)
            if name + _SCALE in held:
                array /= held[name + _SCALE][:, None]
            state[name] = torch.from_numpy(array)
    return state
