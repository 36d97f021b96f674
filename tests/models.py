"""A real model of a few kilobytes, and archives, for the tests of packages and of the engine."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING

import numpy as np
import sentencepiece
from ctranslate2.specs import TransformerSpec

if TYPE_CHECKING:
    from pathlib import Path

VI_EN = json.dumps({"from_code": "vi", "to_code": "en", "package_version": "7"})
# Whole to look at; its weights are none. Nothing refused gets far enough to be loaded.
PARTS = {"p/metadata.json": VI_EN, "p/model/model.bin": "junk", "p/sentencepiece.model": "junk"}


def tiny_package(folder: Path) -> None:
    """A real package of a few kilobytes: one layer, one head, eight dimensions."""
    size = 8
    folder.mkdir()
    (folder / "metadata.json").write_text(VI_EN)
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["Xin chào các bạn."] * 3),
        model_writer=model,
        model_type="char",
        vocab_size=20,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    (folder / "sentencepiece.model").write_bytes(model.getvalue())
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    words = [pieces.id_to_piece(number) for number in range(len(pieces))]
    spec = TransformerSpec.from_config(1, 1)
    for name, value in list(spec.variables(ordered=True)):
        if value is not None:
            continue
        *path, last = name.split("/")
        part = spec
        for step in path:
            kind, _, number = step.rpartition("_")
            part = getattr(part, step) if hasattr(part, step) else getattr(part, kind)[int(number)]
        rows = size
        if "embeddings" in name or "projection" in name:
            rows = len(words)
        elif "self_attention/linear_0" in name:
            rows = 3 * size
        elif "attention/linear_1" in name and "self" not in name:
            rows = 2 * size
        shape = (size,) if last in {"gamma", "beta"} else (rows, size)
        setattr(part, last, np.full(shape, 0.1, dtype=np.float32))
        if path[-1].startswith(("linear", "projection")):
            part.bias = np.zeros(rows, dtype=np.float32)
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.validate()
    spec.optimize(quantization="int8")
    (folder / "model").mkdir()
    spec.save(str(folder / "model"))


def zip_folder(folder: Path, archive: Path, top: str) -> Path:
    with zipfile.ZipFile(archive, "w") as out:
        for path in sorted(folder.rglob("*")):
            out.write(path, f"{top}/{path.relative_to(folder)}")
    return archive


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): b"" if path.is_dir() else path.read_bytes() for path in folder.rglob("*")}


def make_zip(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return path


def sum_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
