"""The output layer and its smoothed cross-entropy in one step.

The scores of all pieces are never held for a whole batch: gradients are made chunk by chunk in the forward pass.
"""

from __future__ import annotations

from typing import Any

import torch
from precision import LOW
from torch.nn import functional


class FusedCrossEntropy(torch.autograd.Function):
    """Mean of the label-smoothed cross-entropy of ``states @ weight.T + bias``."""

    @staticmethod
    def forward(
        ctx: Any,  # noqa: ANN401  # torch's own
        states: torch.Tensor,
        weight: torch.Tensor,
        bias: torch.Tensor,
        labels: torch.Tensor,
        smoothing: float,
        chunk: int,
    ) -> torch.Tensor:
        """Return the loss, and keep the gradients."""
        total, size = states.shape[0], weight.shape[0]
        states, low = states.to(LOW), weight.to(LOW)
        to_states, to_weight = torch.empty_like(states), torch.zeros_like(weight)
        to_bias = torch.zeros_like(bias)
        loss = torch.zeros((), device=states.device)
        for at in range(0, total, chunk):
            part, label = states[at : at + chunk], labels[at : at + chunk, None]
            scores = functional.linear(part, low).float().add_(bias)
            highest = scores.amax(1, keepdim=True)
            wanted, mean = scores.gather(1, label), scores.mean(1, keepdim=True)
            scores.sub_(highest).exp_()
            mass = scores.sum(1, keepdim=True)
            norm = highest + mass.log()
            loss += ((1 - smoothing) * (norm - wanted) + smoothing * (norm - mean)).sum()
            scores.div_(mass).sub_(smoothing / size)
            scores.scatter_add_(1, label, torch.full_like(wanted, smoothing - 1))
            scores.mul_(1 / total)
            gradient = scores.to(LOW)
            to_bias += scores.sum(0)
            to_states[at : at + chunk] = gradient @ low
            to_weight += (gradient.t() @ part).float()
        ctx.save_for_backward(to_states, to_weight, to_bias)
        return loss / total

    @staticmethod
    def backward(ctx: Any, scale: torch.Tensor) -> tuple[torch.Tensor | None, ...]:  # noqa: ANN401  # torch's own
        """Give the gradients that were kept."""
        to_states, to_weight, to_bias = ctx.saved_tensors
        return to_states * scale, to_weight * scale, to_bias * scale, None, None, None
