"""Kill ``vietgloss glossary add``, ``set`` and ``remove`` at random moments, and look at what they leave behind.

    python -m benchmarks.kills                 # 300 kills: some minutes
    python -m benchmarks.kills --kills 50 --entries 2000 --seed 3

After each kill the file must be, byte for byte, the one before or the one after the interrupted edit; its mode must
be the same; and the next command must work. Temporary files that a kill left are counted: the first edit ten minutes
later clears them away, which is tried at the end.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from vietgloss.glossary.plain import Record
from vietgloss.glossary.source import Edit

MODE = 0o640


def main() -> int:
    """Run the kills; return 1 if anything was damaged."""
    parser = argparse.ArgumentParser(description="Kill glossary edits at random moments.")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--entries", type=int, default=300, help="size of the glossary")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), options.entries, random.Random(options.seed))  # noqa: S311  # moments, no secrets
        number = 0
        while trial.counts["killed"] < options.kills:
            trial.kill(number)
            number += 1
            if number % 20 == 0:
                print(dict(trial.counts), flush=True)
        trial.clear_away()
        print(dict(trial.counts))
        return int(any(key.startswith("WRONG") for key in trial.counts))


class Trial:
    """A glossary file, and commands on it that are killed.

    Args:
        folder: Where to work.
        entries: How many entries the file begins with.
        chance: Where moments come from.
    """

    def __init__(self, folder: Path, entries: int, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.path = folder / "mine.yaml"
        lines = [f"  A{n}: {{expansion: một {n}, near: [x{n}]}}  # {n}\n" for n in range(entries)]
        self.path.write_text("# mine\nabbreviations:\n" + "".join(lines) + "terms:\n  'b': c\n", "utf-8")
        self.path.chmod(MODE)
        self.counts: Counter[str] = Counter()
        self.env = {**os.environ, "HOME": str(folder), "VIETGLOSS_CACHE_DIR": str(folder / "cache")}
        self.usual = self._time()

    def command(self, number: int) -> list[str]:
        """Return the command that is due: an entry added, changed, taken out."""
        name, which = f"K{number // 3}", number % 3
        words = [["add", name, f"kết quả {number}"], ["set", name, "--target", f"result {number}"], ["remove", name]]
        return [sys.executable, "-m", "vietgloss", "glossary", *words[which], "--file", str(self.path)]

    def run(self, command: list[str]) -> subprocess.CompletedProcess[bytes]:
        """Run a command to its end."""
        return subprocess.run(command, env=self.env, cwd=self.folder, capture_output=True, check=False)  # noqa: S603

    def kill(self, number: int) -> None:
        """Start the command that is due, kill it at a random moment, and look at the file."""
        before, command = self.path.read_bytes(), self.command(number)
        after = self._after(command, before)
        process = subprocess.Popen(  # noqa: S603
            command, env=self.env, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        # Most of them near the end, where it writes.
        low = 0.7 if self.chance.random() < 0.7 else 0.0  # noqa: PLR2004
        time.sleep(self.chance.uniform(low, 1.0) * self.usual)
        process.send_signal(signal.SIGKILL)
        ended = process.wait() == 0
        self.usual *= 0.95 if ended else 1.02  # it is busier at times
        now = self.path.read_bytes()
        self.counts["ended before the kill" if ended else "killed"] += 1
        self.counts["new file" if now == after else "old file" if now == before else "WRONG: neither old nor new"] += 1
        if ended and now != after:
            self.counts["WRONG: ended and not written"] += 1
        if stat.S_IMODE(self.path.stat().st_mode) != MODE:
            self.counts["WRONG: mode"] += 1
        if now != after:  # the next command works, and does what the killed one did not
            done = self.run(command)
            if done.returncode or self.path.read_bytes() != after:
                self.counts["WRONG: the next command"] += 1

    def clear_away(self) -> None:
        """Let the temporary files grow old; the next edit deletes them."""
        left = list(self.folder.glob(".*.part"))
        self.counts["temporary files left"] = len(left)
        for part in left:
            os.utime(part, (time.time() - 3600,) * 2)
        self.run([sys.executable, "-m", "vietgloss", "glossary", "add", "ZZ", "cuối", "--file", str(self.path)])
        if list(self.folder.glob(".*.part")):
            self.counts["WRONG: temporary files not cleared away"] += 1

    def _after(self, command: list[str], before: bytes) -> bytes:
        """Return what the file holds after a command, worked out here."""
        edit = Edit(before.decode(), "mine.yaml")
        _, _, _, _, method, name, *rest = command
        if method == "add":
            edit.add([Record("abbreviations", name, {"expansion": rest[0]})])
        elif method == "set":
            edit.set("abbreviations", name, {"target": rest[1]})
        else:
            edit.remove("abbreviations", name)
        return edit.text.encode()

    def _time(self) -> float:
        """Return how long a command usually takes here."""
        times = []
        for _ in range(3):
            start = time.perf_counter()
            self.run([*self.command(0)[:-1], str(self.folder / "copy.yaml")])
            (self.folder / "copy.yaml").unlink(missing_ok=True)
            times.append(time.perf_counter() - start)
        return min(times)


if __name__ == "__main__":
    sys.exit(main())
