"""What a run of translations comes to: what is printed at its end, and the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vietgloss.cli.options import on_one_line, say, write_out_bytes
from vietgloss.errors import ExitCode, VietglossError
from vietgloss.i18n import _, ngettext
from vietgloss.report import Counted

if TYPE_CHECKING:
    from vietgloss.glossary import Glossary
    from vietgloss.pipeline import Translation
    from vietgloss.runs import Done, Plan, Settings


class Sums:
    """Takes in documents as they are done.

    Args:
        plan: The plan of the run.
        settings: Its settings.
        explain: Whether to print what was expanded.
        listed: Whether to list the warnings.
    """

    def __init__(self, plan: Plan, settings: Settings, *, explain: bool, listed: bool) -> None:
        self._plan, self._settings, self._explain, self._listed = plan, settings, explain, listed
        self.count = self.translated = self.errors = 0
        self._sentences = self._flagged = 0
        self._counted = Counted()
        self._doubts = False
        self._kept: list[Translation] = []

    def add(self, done: Done) -> None:
        """Take in a document; print it if it goes to standard output."""
        self.count += 1
        if done.error:
            self.errors += 1
            return
        self.translated += 1
        self._sentences += done.segments
        self._flagged += done.flagged
        self._counted.add(done.counted)
        if done.translation is not None:
            self._kept.append(done.translation)
        elif done.job.target is None:
            alone = len(self._plan.jobs) == 1
            text = self._settings.form in ("same", "text") and not alone and not done.data.endswith((b"\n", b"\r"))
            write_out_bytes(done.data + (b"\n" if text else b""), what=done.job.source)
        if self._explain:
            click.echo(f"{on_one_line(done.job.source)}\n{done.explained}\n", err=True)
        if done.warnings:
            self._doubts = True
            click.echo(done.warnings, err=True, nl=False)

    def finish(self, glossary: Glossary) -> int:
        """Write what goes into one file; return the exit code."""
        if self._kept:
            from vietgloss import documents
            from vietgloss.runs import form_of

            try:
                data = form_of(self._kept, self._settings, glossary)
                if self._plan.together is None:
                    write_out_bytes(data, what=self._settings.form)
                else:
                    documents.write_bytes(self._plan.together, data)
            except VietglossError as error:
                say(_("error: {error}").format(error=error))
                self.errors += 1
        if self.errors or self._plan.errors:
            return ExitCode.INPUT
        return ExitCode.FINDINGS if self._doubts else ExitCode.OK

    def line(self, *, skipped: int, passed_over: int) -> str:
        """Return one line about the run."""
        counts = [ngettext("{count} sentence", "{count} sentences", self._sentences).format(count=self._sentences)]
        if self.translated > 1:
            documents = ngettext("{count} document", "{count} documents", self.translated)
            counts.insert(0, documents.format(count=self.translated))
        text = ", ".join([*counts, self._counted.line()])
        if self._flagged and not self._listed:
            text += _("; {flagged} to look at (--check lists why)").format(flagged=self._flagged)
        if skipped:
            text += _("; {skipped} left out, translated already").format(skipped=skipped)
        if passed_over:
            other = ngettext("; {count} other file passed over", "; {count} other files passed over", passed_over)
            text += other.format(count=passed_over)
        return text
