"""The model: a post-norm encoder with learned positions (as XLM-R's), and a small pre-norm decoder (as Marian's).

The output layer shares the decoder's embedding. Everything is shaped so that CTranslate2 can run it.
"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

import torch
from loss import FusedCrossEntropy
from precision import LOW
from torch import nn
from torch.nn import functional
from vocabulary import EOS, PAD

if TYPE_CHECKING:
    from settings import Settings

HIDDEN = -1e4
_POOL = 1 << 24
_pools: dict[float, torch.Tensor] = {}


class _Times(torch.autograd.Function):
    """Multiplication by a mask that itself needs no gradient."""

    @staticmethod
    def forward(ctx: Any, values: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:  # noqa: ANN401  # torch's own
        ctx.save_for_backward(mask)
        return values * mask

    @staticmethod
    def backward(ctx: Any, gradient: torch.Tensor) -> tuple[torch.Tensor, None]:  # noqa: ANN401  # torch's own
        return gradient * ctx.saved_tensors[0], None


class Dropout(nn.Module):
    """Dropout; on a processor, with slices of one random mask, which is far cheaper there than new numbers."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """Drop a share of the values while training."""
        if not self.training or not self.rate:
            return values
        if values.device.type != "cpu" or values.numel() >= _POOL:
            return functional.dropout(values, self.rate)
        if self.rate not in _pools:
            _pools[self.rate] = (torch.rand(_POOL) >= self.rate).to(LOW) / (1 - self.rate)
        at = random.randrange(_POOL - values.numel())
        return _Times.apply(values, _pools[self.rate][at : at + values.numel()].view(values.shape).to(values.dtype))


def attend(
    queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor, heads: int, bias: torch.Tensor
) -> torch.Tensor:
    """Attend with several heads; ``bias`` is added to the scores and hides what must not be seen."""
    batch, length, width = queries.shape

    def split(states: torch.Tensor) -> torch.Tensor:
        return states.reshape(batch, -1, heads, width // heads).transpose(1, 2)

    queries, keys, values = split(queries), split(keys), split(values)
    if queries.is_cuda:
        mixed = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=bias.to(queries.dtype))
    else:  # plain products are faster here in bfloat16
        flat = (batch * heads, -1, width // heads)
        scores = torch.bmm(queries.reshape(flat) * (width // heads) ** -0.5, keys.reshape(flat).transpose(1, 2))
        scores = scores.view(batch, heads, length, -1) + bias
        shares = torch.softmax(scores.float(), -1).to(values.dtype).view(batch * heads, length, -1)
        mixed = torch.bmm(shares, values.reshape(flat)).view(batch, heads, length, -1)
    return mixed.transpose(1, 2).reshape(batch, length, width)


class EncoderLayer(nn.Module):
    """Self-attention and feed-forward, each added and then normalised."""

    def __init__(self, width: int, heads: int, feed: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, feed), nn.Linear(feed, width)
        self.attention_norm, self.feed_norm = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.drop = Dropout(dropout)

    def forward(self, states: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Give the states after this layer."""
        mixed = self.out(attend(*self.qkv(states).chunk(3, -1), self.heads, bias))
        states = self.attention_norm(states + self.drop(mixed))
        return self.feed_norm(states + self.drop(self.down(functional.gelu(self.up(states)))))


class Encoder(nn.Module):
    """Embeddings, learned positions, layers."""

    def __init__(self, sizes: dict[str, int], pieces: int, dropout: float) -> None:
        super().__init__()
        width = sizes["width"]
        self.embed = nn.Embedding(pieces, width)
        self.positions = nn.Parameter(torch.randn(sizes["positions"], width) * 0.02)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(
            EncoderLayer(width, sizes["encoder_heads"], sizes["encoder_feed"], dropout)
            for _ in range(sizes["encoder_layers"])
        )
        self.drop = Dropout(dropout)
        nn.init.normal_(self.embed.weight, std=0.02)

    def forward(self, source: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Give the states of a batch, and what hides its padding."""
        hidden = (source == PAD)[:, None, None]
        bias = torch.zeros(hidden.shape, dtype=LOW, device=source.device).masked_fill_(hidden, HIDDEN)
        states = self.drop(self.norm(self.embed(source) + self.positions[: source.size(1)])).to(LOW)
        for layer in self.layers:
            states = layer(states, bias)
        return states, bias


class DecoderLayer(nn.Module):
    """Self-attention, attention to the source and feed-forward, each normalised before and then added."""

    def __init__(self, width: int, heads: int, feed: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.cross_q, self.cross_kv = nn.Linear(width, width), nn.Linear(width, 2 * width)
        self.cross_out = nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, feed), nn.Linear(feed, width)
        self.attention_norm, self.cross_norm, self.feed_norm = (nn.LayerNorm(width) for _ in range(3))
        self.drop, self.feed_drop = Dropout(dropout), Dropout(dropout / 2)

    def forward(
        self, states: torch.Tensor, bias: torch.Tensor, memory: torch.Tensor, memory_bias: torch.Tensor
    ) -> torch.Tensor:
        """Give the states after this layer."""
        queries, keys, values = self.qkv(self.attention_norm(states)).chunk(3, -1)
        states = states + self.drop(self.out(attend(queries, keys, values, self.heads, bias)))
        queries, (keys, values) = self.cross_q(self.cross_norm(states)), self.cross_kv(memory).chunk(2, -1)
        states = states + self.drop(self.cross_out(attend(queries, keys, values, self.heads, memory_bias)))
        inner = self.feed_drop(functional.relu(self.up(self.feed_norm(states))))
        return states + self.drop(self.down(inner))


def sinusoids(length: int, width: int) -> torch.Tensor:
    """Return the fixed positions of the decoder: sines, then cosines."""
    step = math.log(10000) / (width // 2 - 1)
    angles = torch.arange(length)[:, None] * torch.exp(torch.arange(width // 2) * -step)[None]
    return torch.cat([angles.sin(), angles.cos()], 1)


class Decoder(nn.Module):
    """Embeddings, fixed positions, layers, and the output layer with its loss."""

    def __init__(self, sizes: dict[str, int], pieces: int, dropout: float) -> None:
        super().__init__()
        self.width = width = sizes["width"]
        self.embed = nn.Embedding(pieces, width)
        self.register_buffer("positions", sinusoids(sizes["positions"], width), persistent=False)
        self.layers = nn.ModuleList(
            DecoderLayer(width, sizes["decoder_heads"], sizes["decoder_feed"], dropout)
            for _ in range(sizes["decoder_layers"])
        )
        self.norm = nn.LayerNorm(width)
        self.out_bias = nn.Parameter(torch.zeros(pieces))
        self.drop = Dropout(dropout)
        nn.init.normal_(self.embed.weight, std=width**-0.5)

    def forward(self, target: torch.Tensor, memory: torch.Tensor, memory_bias: torch.Tensor) -> torch.Tensor:
        """Give the states from which each piece of the target is told, none seeing itself or a later one."""
        length = target.size(1)
        begun = torch.cat([torch.full_like(target[:, :1], EOS), target[:, :-1]], 1)
        later = torch.ones(1, 1, length, length, dtype=torch.bool, device=target.device).triu(1)
        bias = torch.zeros(later.shape, dtype=LOW, device=target.device).masked_fill_(later, HIDDEN)
        positions = self.positions[:length].to(LOW)
        states = self.drop(self.embed(begun).to(LOW) * math.sqrt(self.width) + positions)
        for layer in self.layers:
            states = layer(states, bias, memory, memory_bias)
        return self.norm(states)


class Translator(nn.Module):
    """Encoder and decoder; calling it gives the loss of a batch."""

    def __init__(self, settings: Settings, source_pieces: int, target_pieces: int) -> None:
        super().__init__()
        dropout = settings["train"]["dropout"]
        self.encoder = Encoder(settings["model"], source_pieces, dropout)
        self.decoder = Decoder(settings["model"], target_pieces, dropout)

    def forward(self, source: torch.Tensor, target: torch.Tensor, smoothing: float, chunk: int) -> torch.Tensor:
        """Return the mean loss of the target's pieces."""
        memory, bias = self.encoder(source)
        states = self.decoder(target, memory, bias)
        told = target.reshape(-1) != PAD
        return FusedCrossEntropy.apply(
            states.reshape(-1, self.decoder.width)[told],
            self.decoder.embed.weight,
            self.decoder.out_bias,
            target.reshape(-1)[told],
            smoothing,
            chunk,
        )
