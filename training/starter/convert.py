"""Make the CTranslate2 model: ``python training/starter/convert.py`` reads the averaged weights of the run.

It writes ``build/starter/package``: ``model/`` (int8) and ``sentencepiece.model``. Needs no GPU.
"""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import settings as s
import vocabulary
import weights
from ctranslate2.specs import common_spec, transformer_spec
from layout import places
from model import sinusoids

if TYPE_CHECKING:
    from settings import Settings
    from weights import State


def specification(settings: Settings, state: State) -> transformer_spec.TransformerSpec:
    """Return the model as CTranslate2 describes it."""
    sizes = settings["model"]
    encoder = transformer_spec.TransformerEncoderSpec(
        sizes["encoder_layers"],
        sizes["encoder_heads"],
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
    )
    decoder = transformer_spec.TransformerDecoderSpec(
        sizes["decoder_layers"], sizes["decoder_heads"], pre_norm=True, activation=common_spec.Activation.RELU
    )
    encoder.scale_embeddings, decoder.scale_embeddings = False, True
    spec = transformer_spec.TransformerSpec(encoder, decoder)
    for theirs, ours in places(settings):
        *path, name = theirs.split("/")
        setattr(_part(spec, path), name, state[ours].float().numpy())
    fixed = sinusoids(sizes["positions"], sizes["width"]).bfloat16().float()  # as training sees them
    decoder.position_encodings.encodings = fixed.numpy()
    decoder.projection.weight = decoder.embeddings.weight
    source, target = vocabulary.source(settings), vocabulary.target(settings)
    spec.register_source_vocabulary(vocabulary.pieces(source))
    spec.register_target_vocabulary(vocabulary.pieces(target))
    config = spec.config
    config.add_source_bos = config.add_source_eos = True
    config.bos_token, config.eos_token, config.unk_token = "<s>", "</s>", "<unk>"
    config.decoder_start_token = "</s>"  # noqa: S105  # a token of text
    return spec


def _part(spec: Any, path: list[str]) -> Any:  # noqa: ANN401  # specifications are of many types
    for name in path:
        numbered = re.fullmatch(r"(\w+)_(\d+)", name)
        spec = getattr(spec, name) if hasattr(spec, name) else getattr(spec, numbered[1])[int(numbered[2])]
    return spec


def convert(settings: Settings, origin: Path, folder: Path, quantization: str | None = "int8") -> None:
    """Write the model and its tokenizer to a folder."""
    spec = specification(settings, weights.load(origin, settings))
    shutil.rmtree(folder / "model", ignore_errors=True)
    (folder / "model").mkdir(parents=True)
    spec.validate()
    spec.optimize(quantization=quantization)
    spec.save(str(folder / "model"))
    shutil.copy(s.package(settings, "sentencepiece.model"), folder)


def main() -> None:
    """Convert, and say how large the model is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    s.add_config(parser)
    parser.add_argument("--weights", type=Path, help="a checkpoint, an int8 folder or a model.bin; default: the run's")
    parser.add_argument("--out", type=Path, help="default: build/starter/package")
    arguments = parser.parse_args()
    settings = s.load(arguments.config)
    folder = arguments.out or s.build(settings, "package")
    convert(settings, arguments.weights or s.build(settings, "run", "checkpoint.pt"), folder)
    print(f"{folder}: {sum(path.stat().st_size for path in folder.rglob('*')) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
