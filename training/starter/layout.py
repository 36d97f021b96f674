"""Which variable of CTranslate2 is which weight of the model: one table, read in both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from settings import Settings


class Place(NamedTuple):
    """A variable of CTranslate2, and the model's name of it."""

    theirs: str
    ours: str


def places(settings: Settings) -> Iterator[Place]:
    """List all weights; the decoder's positions are fixed, and its output layer is its embedding."""
    yield Place("encoder/embeddings_0/weight", "encoder.embed.weight")
    yield Place("encoder/position_encodings/encodings", "encoder.positions")
    yield from _norm("encoder/layernorm_embedding", "encoder.norm")
    for number in range(settings["model"]["encoder_layers"]):
        theirs, ours = f"encoder/layer_{number}", f"encoder.layers.{number}"
        yield from _attention(theirs, ours)
        yield from _feed(theirs, ours)
    yield Place("decoder/embeddings/weight", "decoder.embed.weight")
    yield Place("decoder/projection/bias", "decoder.out_bias")
    yield from _norm("decoder/layer_norm", "decoder.norm")
    for number in range(settings["model"]["decoder_layers"]):
        theirs, ours = f"decoder/layer_{number}", f"decoder.layers.{number}"
        yield from _attention(theirs, ours)
        for at, part in enumerate(("cross_q", "cross_kv", "cross_out")):
            yield from _linear(f"{theirs}/attention/linear_{at}", f"{ours}.{part}")
        yield from _norm(f"{theirs}/attention/layer_norm", f"{ours}.cross_norm")
        yield from _feed(theirs, ours)


def _attention(theirs: str, ours: str) -> Iterator[Place]:
    yield from _linear(f"{theirs}/self_attention/linear_0", f"{ours}.qkv")
    yield from _linear(f"{theirs}/self_attention/linear_1", f"{ours}.out")
    yield from _norm(f"{theirs}/self_attention/layer_norm", f"{ours}.attention_norm")


def _feed(theirs: str, ours: str) -> Iterator[Place]:
    yield from _linear(f"{theirs}/ffn/linear_0", f"{ours}.up")
    yield from _linear(f"{theirs}/ffn/linear_1", f"{ours}.down")
    yield from _norm(f"{theirs}/ffn/layer_norm", f"{ours}.feed_norm")


def _linear(theirs: str, ours: str) -> Iterator[Place]:
    yield Place(f"{theirs}/weight", f"{ours}.weight")
    yield Place(f"{theirs}/bias", f"{ours}.bias")


def _norm(theirs: str, ours: str) -> Iterator[Place]:
    yield Place(f"{theirs}/gamma", f"{ours}.weight")
    yield Place(f"{theirs}/beta", f"{ours}.bias")
