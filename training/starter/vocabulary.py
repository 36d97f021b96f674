"""The SentencePiece models: the source's from the package, the target's cut out of it.

The target model has only those pieces that the package's ``target_vocabulary.json`` names, in its order: English
needs fewer than both languages together, and a smaller output layer is faster.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import settings as s
from sentencepiece import SentencePieceProcessor

if TYPE_CHECKING:
    from settings import Settings

BOS, PAD, EOS, UNK = range(4)


def source(settings: Settings) -> SentencePieceProcessor:
    """Load the model of the source."""
    return SentencePieceProcessor(model_file=str(s.package(settings, "sentencepiece.model")))


def target(settings: Settings) -> SentencePieceProcessor:
    """Make the model of the target."""
    from sentencepiece import sentencepiece_model_pb2 as pb  # noqa: PLC0415  # needs protobuf: here alone

    whole, part = pb.ModelProto(), pb.ModelProto()
    whole.ParseFromString(s.package(settings, "sentencepiece.model").read_bytes())
    pieces = {piece.piece: piece for piece in whole.pieces}
    part.CopyFrom(whole)
    del part.pieces[:]
    wanted = json.loads(s.package(settings, "model", "target_vocabulary.json").read_text(encoding="utf-8"))
    for name in wanted:
        part.pieces.add().CopyFrom(pieces[name])
    part.trainer_spec.vocab_size = len(wanted)
    return SentencePieceProcessor(model_proto=part.SerializeToString())


def pieces(model: SentencePieceProcessor) -> list[str]:
    """List the pieces of a model by number."""
    return [model.id_to_piece(number) for number in range(model.get_piece_size())]
