"""Draw the learning curve: ``python training/starter/curves.py`` writes ``build/starter/curve.svg`` from the log."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import settings as s

WIDTH, HEIGHT, EDGE = 720, 400, 50
COLOURS = ("#777", "#c33", "#36c", "#393")
_HEAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
    'font-family="sans-serif" font-size="12">'
)

Curve = list[tuple[float, float]]


def curves(log: Path) -> dict[str, Curve]:
    """Read the training loss and the loss on each measured set, by step."""
    held: dict[str, Curve] = {}
    for row in map(json.loads, log.read_text(encoding="utf-8").splitlines()):
        if "loss" in row:
            held.setdefault("training, smoothed labels", []).append((row["step"], row["loss"]))
        for name, loss in row.get("dev", {}).items():
            held.setdefault(name, []).append((row["step"], loss))
    return held


def svg(held: dict[str, Curve]) -> str:
    """Draw curves."""
    steps = [step for curve in held.values() for step, _ in curve]
    losses = [loss for curve in held.values() for _, loss in curve]
    first, last, low, high = min(steps), max(steps), min(losses), max(losses)

    def place(step: float, loss: float) -> tuple[float, float]:
        right = (step - first) / max(1, last - first)
        up = (loss - low) / max(1e-9, high - low)
        return EDGE + right * (WIDTH - 2 * EDGE), HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE)

    parts = [
        _HEAD,
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        *(_text(EDGE - 40, place(first, loss)[1], f"{loss:.2f}") for loss in (low, (low + high) / 2, high)),
        *(_text(place(step, low)[0], HEIGHT - EDGE + 20, f"{step:,.0f}") for step in (first, last)),
        _text(WIDTH / 2, HEIGHT - 12, "step"),
    ]
    for number, (name, curve) in enumerate(held.items()):
        colour = COLOURS[number % len(COLOURS)]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in curve))
        parts += [
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>',
            _text(WIDTH - 220, EDGE + 16 * number, f"{name}: {curve[-1][1]:.3f}", colour),
        ]
    return "\n".join([*parts, "</svg>\n"])


def _text(x: float, y: float, text: str, colour: str = "#333") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{colour}">{text}</text>'


def main() -> None:
    """Draw the log's curves."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    s.add_config(parser)
    parser.add_argument("--out", type=Path, help="default: build/starter/curve.svg")
    arguments = parser.parse_args()
    settings = s.load(arguments.config)
    path = arguments.out or s.build(settings, "curve.svg")
    path.write_text(svg(curves(s.build(settings, "run", "log.jsonl"))), encoding="utf-8")
    print(path)


if __name__ == "__main__":
    main()
