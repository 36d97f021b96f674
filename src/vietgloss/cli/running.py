"""What a run shows: a bar on a terminal, lines elsewhere, JSON lines for programs; and how it is stopped."""

from __future__ import annotations

import contextlib
import json
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from vietgloss.cli.options import say
from vietgloss.i18n import _, ngettext
from vietgloss.runs.run import size_of

if TYPE_CHECKING:
    from types import FrameType

    from vietgloss.runs.plan import Job
    from vietgloss.runs.run import Done

_BAR = 24
_MINUTE, _HOUR = 60, 3600


class Stop:
    """Ctrl-C: the first one ends the run after the documents at hand, the second one at once."""

    def __init__(self) -> None:
        self.asked = False
        self._old: Any = None

    def __enter__(self) -> Stop:  # noqa: PYI034  # Self is not in Python 3.10
        self._old = signal.signal(signal.SIGINT, self._hear)
        return self

    def __exit__(self, *_rest: object) -> None:
        signal.signal(signal.SIGINT, self._old)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        say(_("stopping after the sentences at hand; Ctrl-C again stops at once"))


class Display:
    """Progress of a run on standard error.

    Args:
        jobs: The documents.
        quiet: Whether to show errors only.
        log: Where JSON lines go, if they are wanted.
    """

    def __init__(self, jobs: tuple[Job, ...], *, quiet: bool, log: TextIO | None) -> None:
        self._sizes = {job: max(1, size_of(job.source)) for job in jobs}
        self._whole = sum(self._sizes.values())
        self._count = len(jobs)
        self._bar = not quiet and log is None and sys.stderr.isatty()
        self._lines = not quiet and log is None and not self._bar and len(jobs) > 1
        self._log = log
        self._began = time.monotonic()
        self._passed = self._worked = self._documents = self._sentences = 0
        self._now = (0, 0)
        self._shown = False

    def lines(self, done: int, total: int) -> None:
        """Take in how many lines of the documents at hand are done, and how many there are."""
        self._now = (done, total)
        self._draw()

    def skipped(self, job: Job) -> None:
        """Take in a document that is done already."""
        self._documents += 1
        self._passed += self._sizes[job]
        self.event("skipped", source=job.source, target=job.target)

    def done(self, done: Done) -> None:
        """Take in what became of a document, and say it."""
        self._documents += 1
        self._worked += self._sizes.get(done.job, 0)
        self._sentences += done.segments
        self._now = (0, 0)
        if done.error:
            self.clear()
            say(_("error: {error}").format(error=done.error))
            self.event("error", source=done.job.source, message=done.error)
        else:
            for note in done.notes:
                self.clear()
                say(_("note: {source}: {note}").format(source=done.job.source, note=note))
            self.event(
                "document",
                source=done.job.source,
                target=done.job.target,
                sentences=done.segments,
                to_look_at=done.flagged,
                notes=list(done.notes),
                seconds=round(done.seconds, 3),
            )
            if self._lines and done.job.target:
                count = ngettext("{count} sentence", "{count} sentences", done.segments).format(count=done.segments)
                say(f"{self._documents}/{self._count} {done.job.target}: {count}")
        self._draw()

    def failed(self, error: str) -> None:
        """Take in that something that was named cannot be translated at all."""
        self.clear()
        say(_("error: {error}").format(error=error))
        self.event("error", source=None, message=error)

    def event(self, kind: str, **values: object) -> None:
        """Write a JSON line, if they are wanted."""
        if self._log is not None:
            print(json.dumps({"event": kind, **values}, ensure_ascii=False), file=self._log, flush=True)

    def clear(self) -> None:
        """Take the bar away."""
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)
            self._shown = False

    def _draw(self) -> None:
        if not self._bar:
            return
        done, total = self._now
        taken = time.monotonic() - self._began
        # Of the documents at hand, what stands for their lines; how large they are together is not known here.
        share = (self._passed + self._worked) / max(1, self._whole)
        text = (
            _("{documents} of {count} documents").format(documents=self._documents, count=self._count)
            if self._count > 1
            else _("translating")
        )
        if total:
            text += _(", {done} of {total} sentences at hand").format(done=done, total=total)
        if self._sentences and taken > 1:
            text += _(", {sentences:.0f} sentences/s").format(sentences=self._sentences / taken)
        if self._worked and self._worked + self._passed < self._whole:
            text += _(", {span} left").format(
                span=span((self._whole - self._passed - self._worked) * taken / self._worked)
            )
        full = round(_BAR * share)
        bar = f"[{'#' * full}{'.' * (_BAR - full)}] {share:4.0%} " if self._count > 1 else ""
        click.echo(f"\r\033[K{bar}{text}", nl=False, err=True)
        self._shown = True


def span(seconds: float) -> str:
    """Return a span of time as people read it."""
    whole = round(seconds)
    if whole < _MINUTE:
        return _("{seconds} s").format(seconds=whole)
    if whole < _HOUR:
        return _("{minutes} min {seconds:02d} s").format(minutes=whole // _MINUTE, seconds=whole % _MINUTE)
    return _("{hours} h {minutes:02d} min").format(hours=whole // _HOUR, minutes=whole % _HOUR // _MINUTE)


def open_log(path: str | None) -> contextlib.AbstractContextManager[TextIO | None]:
    """Return where JSON lines go, to be closed: standard error for ``-``, else the end of a file.

    Raises:
        OSError: If the file cannot be written.
    """
    if path is None or path == "-":
        return contextlib.nullcontext(sys.stderr if path else None)
    # Half a character, as in the name of a file that is no UTF-8, is written \udcff: that is JSON.
    return Path(path).open("a", encoding="utf-8", errors="backslashreplace")
