"""Train: ``python training/starter/train.py --minutes 60`` begins, or goes on from the last checkpoint.

It writes ``build/starter/run``: ``checkpoint.pt`` (weights, their moving average, optimiser, step) and ``log.jsonl``.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import initialise
import settings as s
import stream
import torch
import weights
from precision import lowered

if TYPE_CHECKING:
    from model import Translator
    from settings import Settings


class Plan:
    """How long to train, and how high the learning rate is at each point."""

    def __init__(self, arguments: argparse.Namespace, settings: Settings, step: int) -> None:
        train = settings["train"]
        self.warmup, self.floor = train["warmup"], train["floor"]
        self.cooldown = train["cooldown"] if arguments.cooldown is None else arguments.cooldown
        self.first, self.began = step, time.monotonic()
        self.steps, self.seconds = arguments.steps, arguments.minutes and arguments.minutes * 60

    @property
    def left(self) -> float:
        """Seconds left, if time is what limits."""
        return self.seconds - (time.monotonic() - self.began) if self.seconds else float("inf")

    def done(self, step: int) -> float:
        """Return the share of the training that is over; 1 and more means to stop."""
        by_time = 1 - self.left / self.seconds if self.seconds else 0
        by_steps = (step - self.first) / self.steps if self.steps else 0
        return max(by_time, by_steps)

    def height(self, step: int) -> float:
        """Return the share of the peak at which the learning rate stands."""
        rising = min(1, (step + 1) / self.warmup)
        falling = min(1, (1 - self.done(step)) / self.cooldown) if self.cooldown else 1
        return rising * max(self.floor, falling)


class Trainer:
    """The model, its moving average and the optimiser, and the folder that they are kept in."""

    def __init__(self, settings: Settings, device: str, origin: str) -> None:
        self.settings, self.device, self.train = settings, device, settings["train"]
        self.own: dict[str, Any] = self.train[device]
        self.folder = s.build(settings, "run")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.checkpoint = self.folder / "checkpoint.pt"
        self.step = 0
        model = initialise.new_model(settings)
        held = None
        if self.checkpoint.exists():
            held = torch.load(self.checkpoint, map_location="cpu", mmap=True)
            self.step = held["step"]
        model.load_state_dict(held["model"] if held else initialise.start(settings, origin))
        self.model: Translator = model.to(device)
        self.ema = copy.deepcopy(self.model).eval().requires_grad_(requires_grad=False)
        self.groups = [
            {"params": list(self.model.encoder.parameters()), "peak": self.train["encoder_peak"]},
            {"params": list(self.model.decoder.parameters()), "peak": self.train["decoder_peak"]},
        ]
        self.optimiser = torch.optim.AdamW(
            self.groups,
            lr=1e-4,
            betas=tuple(self.train["betas"]),
            eps=1e-8,
            weight_decay=self.train["weight_decay"],
            fused=True,
        )
        if held:
            self.ema.load_state_dict(held["ema"])
            self.optimiser.load_state_dict(held["optimiser"])

    def learn(self, batch: stream.Batch, height: float) -> torch.Tensor:
        """Take one step, and return the loss."""
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * height
        with lowered(self.device):
            loss = self.model(*batch, self.train["smoothing"], self.own["chunk"])
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.train["clip"])
        self.optimiser.step()
        self.step += 1
        if self.step % self.train["ema_every"] == 0:
            keep = self.train["ema"] ** self.train["ema_every"]
            with torch.no_grad():
                torch._foreach_lerp_(list(self.ema.parameters()), list(self.model.parameters()), 1 - keep)
        return loss.detach()

    @torch.no_grad()
    def dev_losses(self) -> dict[str, float]:
        """Return the loss of the averaged weights on the sets of the settings, without smoothing."""
        losses = {}
        for name in self.train["dev_sets"]:
            total = count = 0.0
            for source, target in stream.measured(self.settings, name, self.device):
                pieces = int((target != stream.PAD).sum())
                with lowered(self.device):
                    total += float(self.ema(source, target, 0.0, self.own["chunk"])) * pieces
                count += pieces
            losses[name] = round(total / count, 4)
        return losses

    def save(self) -> None:
        """Write the checkpoint; it is whole or not there."""
        part = self.checkpoint.with_suffix(".part")
        held = {"model": self.model.state_dict(), "ema": self.ema.state_dict(), "step": self.step}
        torch.save(held | {"optimiser": self.optimiser.state_dict()}, part)
        part.replace(self.checkpoint)

    def log(self, **facts: object) -> None:
        """Print a line, and add it to the log."""
        line = json.dumps({"step": self.step, **facts})
        print(line, flush=True)
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(line + "\n")


def resident() -> float:
    """Return how many GiB this process holds, or 0 where that cannot be told."""
    path = Path("/proc/self/statm")
    return int(path.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**30 if path.exists() else 0


def run(trainer: Trainer, plan: Plan) -> None:
    """Train until the plan is fulfilled; save now and then."""
    train, saved, since = trainer.train, time.monotonic(), time.monotonic()
    total, count = torch.zeros((), device=trainer.device), 0
    pieces = torch.zeros((), device=trainer.device, dtype=torch.long)
    trainer.model.train()
    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    for batch in stream.loader(trainer.settings, trainer.device, trainer.step):
        if plan.done(trainer.step) >= 1:
            break
        height = plan.height(trainer.step)
        total += trainer.learn(batch, height)
        pieces += (batch[1] != stream.PAD).sum()
        count += 1
        now = time.monotonic()
        if trainer.step % train["log_every"] == 0 or plan.done(trainer.step) >= 1:
            trainer.log(
                loss=round(float(total) / count, 4),
                pieces_per_second=round(float(pieces) / (now - since)),
                rate=round(height * train["decoder_peak"], 7),
                minutes=round((now - plan.began) / 60, 2),
            )
            total.zero_()
            pieces.zero_()
            count, since = 0, now
        if trainer.step % train["dev_every"] == 0:
            trainer.log(dev=trainer.dev_losses())
            since = time.monotonic()
        if stopped or now - saved > train["checkpoint_minutes"] * 60:
            trainer.save()
            saved = time.monotonic()
        if stopped:
            return
        if trainer.step % 20 == 0 and resident() > trainer.own["most_memory"]:
            trainer.save()
            begin_anew(plan, trainer)
    trainer.save()
    trainer.log(dev=trainer.dev_losses(), ended=True)


def begin_anew(plan: Plan, trainer: Trainer) -> None:
    """Start this program again for what is left of the plan."""
    trainer.log(restarted=round(resident(), 1))
    limit = ["--minutes", str(plan.left / 60)] if plan.seconds else []
    if plan.steps:
        limit += ["--steps", str(plan.steps - (trainer.step - plan.first))]
    left = max(1e-6, 1 - plan.done(trainer.step))
    kept = sys.argv[1:]
    for option in ("--minutes", "--steps", "--cooldown"):
        if option in kept:
            at = kept.index(option)
            del kept[at : at + 2]
    # Above 1 where the rate has begun to fall: it goes on from where it stands.
    again = [sys.executable, sys.argv[0], *kept, *limit, "--cooldown", str(plan.cooldown / left)]
    os.execv(sys.executable, again)  # noqa: S606  # the same program


def main() -> None:
    """Read the options, and train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    s.add_config(parser)
    parser.add_argument("--minutes", type=float, help="stop after so long")
    parser.add_argument("--steps", type=int, help="stop after so many steps more")
    parser.add_argument(
        "--cooldown", type=float, help="share of it over which the rate falls; above 1: it begins lower"
    )
    parser.add_argument("--start", default="package", help="the first weights, as initialise.py names them")
    parser.add_argument("--device", choices=("cpu", "cuda"), help="default: cuda where there is one")
    parser.add_argument("--int8", type=Path, help="at the end, write the averaged weights and the log to this folder")
    arguments = parser.parse_args()
    if not arguments.minutes and not arguments.steps:
        parser.error("say how long: --minutes or --steps")
    settings = s.load(arguments.config)
    device = arguments.device or ("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_num_threads(settings["train"][device]["threads"])
    trainer = Trainer(settings, device, arguments.start)
    torch.manual_seed(settings["seed"] + trainer.step)
    random.seed(settings["seed"] + trainer.step)
    trainer.log(device=device, dev=trainer.dev_losses())
    run(trainer, Plan(arguments, settings, trainer.step))
    if arguments.int8:
        weights.save_int8(trainer.ema.state_dict(), arguments.int8)
        shutil.copy(trainer.folder / "log.jsonl", arguments.int8)


if __name__ == "__main__":
    main()
