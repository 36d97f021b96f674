"""The number format that matrices are multiplied in: bfloat16 where the processor or GPU has instructions for it."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import torch


def _low() -> torch.dtype:
    """Return bfloat16, or float32 where the former is emulated, which was a hundred times as slow."""
    quick = torch.cuda.is_available() or torch.ops.mkldnn._is_mkldnn_bf16_supported()  # noqa: SLF001  # the only way to ask
    return torch.bfloat16 if quick else torch.float32


LOW = _low()


def lowered(device: str) -> AbstractContextManager[object]:
    """Return a context in which ``device`` multiplies matrices in :data:`LOW`."""
    return nullcontext() if LOW is torch.float32 else torch.autocast(device, dtype=LOW)
