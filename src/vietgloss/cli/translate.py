"""``vietgloss translate``."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vietgloss.cli.options import ambiguous_option, glossary_option, load_glossary, on_one_line, say, write_out
from vietgloss.errors import ExitCode, UsageError, VietglossError
from vietgloss.i18n import LANGUAGES, _, language, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from vietgloss.cli.running import Display, Stop
    from vietgloss.glossary import Glossary
    from vietgloss.memory import Memory
    from vietgloss.pipeline import Translator
    from vietgloss.runs import Done, Job, Plan, Settings
    from vietgloss.runs.journal import Journal

_FORMS = ["same", "text", "bilingual", "json", "review", "docx", "tmx", "xliff", "tsv"]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", metavar="[PATH|-]...", nargs=-1)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    help="A file; with several inputs or a / at its end, a folder. Default: standard output.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(_FORMS),
    default="same",
    show_default=True,
    help="The document itself in English; its text alone; or source and English together: as text, JSON, a page for"
    " review, a Word table, or for translation programs.",
)
@click.option("--model", metavar="NAME|PATH", help="A model (see: vietgloss model list). Default: starter.")
@glossary_option
@ambiguous_option
@click.option("--explain", is_flag=True, help="Print on stderr what was expanded, and why.")
@click.option(
    "--terms",
    type=click.Choice(["auto", "inline", "repair", "placeholder", "off"]),
    default="auto",
    show_default=True,
    help="How the glossary's English gets into the translation; auto: as the model's file says.",
)
@click.option(
    "--abbreviate-after-first",
    "abbreviate",
    is_flag=True,
    help="Abbreviate English names after their first place, where the glossary has a 'short' for them.",
)
@click.option("--check", "listed", is_flag=True, help="List all warnings on stderr; exit with code 5 if there are any.")
@click.option("--columns", metavar="LIST", help="Columns of tables to translate: names, letters or numbers.")
@click.option("--fields", metavar="LIST", help="Fields of JSON to translate: names or paths such as article.title.")
@click.option("--encoding", metavar="NAME", help="The encoding of texts, such as tcvn3.  [default: recognised]")
@click.option("--input-format", metavar="SUFFIX", help="The format of standard input, such as html.")
@click.option(
    "--xliff-version", type=click.Choice(["1.2", "2.1"]), default="1.2", show_default=True, help="For -f xliff."
)
@click.option("--skip-existing", is_flag=True, help="Leave documents out whose translation is there already.")
@click.option(
    "--resume", is_flag=True, help="Go on with a run: leave out what it has translated and did not change since."
)
@click.option("--watch", is_flag=True, help="Go on, and translate again what changes, or all when the glossary does.")
@click.option("--dry-run", is_flag=True, help="Only tell what there is to do and how long it may take.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes; each loads the model."
)
@click.option("--no-memory", is_flag=True, help="Neither use nor fill the translation memory.")
@click.option("--json-log", metavar="FILE", help="Write what happens as JSON lines; - is standard error.")
@click.option("--beam", type=click.IntRange(1, 20), default=4, show_default=True, help="Beam size; 1 is fastest.")
@click.option("--threads", type=click.IntRange(0, 256), default=0, help="Threads.  [default: all]")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary; errors are still shown.")
def translate(
    paths: tuple[str, ...],
    output: str | None,
    form: str,
    model: str | None,
    glossaries: tuple[str, ...],
    ambiguous: str,
    explain: bool,
    terms: str,
    abbreviate: bool,
    listed: bool,
    columns: str | None,
    fields: str | None,
    encoding: str | None,
    input_format: str | None,
    xliff_version: str,
    skip_existing: bool,
    resume: bool,
    watch: bool,
    dry_run: bool,
    jobs: int,
    no_memory: bool,
    json_log: str | None,
    beam: int,
    threads: int,
    quiet: bool,
) -> int:
    """Translate Vietnamese news into English, offline.

    PATH is a document (.txt, .docx, .html and more), a folder of them, or a pattern; - or nothing reads standard input.
    The structure of a document is kept.
    """
    if not paths and sys.stdin.isatty():
        raise click.UsageError(
            _("no PATH given, and standard input is a terminal; try: vietgloss translate ARTICLE.txt")
        )
    from vietgloss.cli.running import Display, Stop, open_log
    from vietgloss.memory import switched_off
    from vietgloss.runs import FORMS, Settings, groups, plan

    def planned() -> Plan:
        return plan(paths or ("-",), output, FORMS[form])

    first = planned()
    settings = Settings(
        form,
        glossaries,
        model,
        beam,
        threads,
        terms,
        ambiguous,
        abbreviate,
        not (no_memory or switched_off()),
        input_format,
        _listed(columns),
        _listed(fields),
        encoding,
        xliff_version,
        language() if form == "review" else LANGUAGES[0],  # of other forms the outputs are the same in all languages
        steady=len(list(groups(first.jobs))) > 1,  # which group comes first is chance with --jobs; one is quicker so
    )

    _refuse(first, settings, skip_existing=skip_existing, resume=resume, watch=watch, jobs=jobs, explain=explain)
    with (
        open_log(json_log) as log,
        _Session(settings, explain=explain, listed=listed, quiet=quiet) as session,
    ):
        if dry_run:
            return session.dry_run(first)
        while True:
            seen = session.look(first) if watch else {}  # before anything is read, so that no change is missed
            display = Display(first.jobs, quiet=quiet, log=log)
            with Stop() as stop:
                code = session.go(first, display, stop, jobs, skip_existing=skip_existing, resume=resume or watch)
            if stop.asked or not watch:
                return ExitCode.INTERRUPTED if stop.asked and code is None else code or ExitCode.OK
            first = session.wait_for_change(planned, first, seen)


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _refuse(
    plan: Plan, settings: Settings, *, skip_existing: bool, resume: bool, watch: bool, jobs: int, explain: bool
) -> None:
    """Refuse what does not fit together.

    Raises:
        UsageError: If something does not.
    """
    named = [name for name, on in (("--resume", resume), ("--watch", watch)) if on]
    if named and plan.folder is None:
        raise UsageError(
            _("{named} needs a folder for the output").format(named=named[0]), remedy=_("give one with -o FOLDER/")
        )
    if skip_existing and not any(job.target for job in plan.jobs):
        raise UsageError(_("--skip-existing needs an output"), remedy=_("give one with -o"))
    if jobs > 1 and not all(job.target for job in plan.jobs):
        raise UsageError(_("--jobs needs a folder for the output"), remedy=_("give one with -o FOLDER/"))
    if watch and any(job.source == "-" for job in plan.jobs):
        raise UsageError(_("--watch cannot wait for standard input"), remedy=_("name files or folders"))
    if settings.form == "docx" and plan.together is None and any(job.target is None for job in plan.jobs):
        raise UsageError(_("a Word file does not go to standard output"), remedy=_("give a file with -o"))
    if settings.form == "same" and sys.stdout.isatty():
        shown = [job.source for job in plan.jobs if job.target is None and _is_binary(job.source, settings)]
        if shown:
            raise UsageError(
                _("is no text and not shown on a terminal"), where=shown[0], remedy=_("give a file with -o")
            )
    if explain and jobs > 1:
        raise UsageError(_("--explain and --jobs do not go together"), remedy=_("leave one of them out"))


def _is_binary(source: str, settings: Settings) -> bool:
    from vietgloss.documents import suffix_of

    suffix = f".{(settings.suffix or '').lstrip('.')}" if source == "-" else suffix_of(source)
    return suffix.lower() in (".docx", ".odt", ".pptx", ".xlsx", ".epub")


class _Session:
    """The glossary, the memory and the model of a call of the command, over as many rounds as it has."""

    def __init__(self, settings: Settings, *, explain: bool, listed: bool, quiet: bool) -> None:
        self.settings, self.explain, self.listed, self.quiet = settings, explain, listed, quiet
        self.memory: Memory | None = None
        if settings.memory:
            from vietgloss.memory import Memory

            self.memory = Memory.open()
        self.glossary: Glossary = load_glossary(settings.glossaries)
        self.translator: Translator = settings.translator(self.glossary, self.memory)

    def __enter__(self) -> _Session:  # noqa: PYI034  # Self is not in Python 3.10
        return self

    def __exit__(self, *_rest: object) -> None:
        if self.memory is not None:
            if self.memory.trouble:
                say(_("note: the translation memory: {trouble}").format(trouble=self.memory.trouble))
            self.memory.close()

    def go(
        self, plan: Plan, display: Display, stop: Stop, jobs: int, *, skip_existing: bool, resume: bool
    ) -> int | None:
        """Translate what a plan names; return the exit code, None if the run was stopped before its end."""
        from vietgloss.cli.summing import Sums
        from vietgloss.documents.atomic import sweep
        from vietgloss.runs.journal import Journal

        digest = self.settings.digest(self.translator.scope, self.glossary) if plan.folder else ""
        journal = Journal(plan.folder, digest) if plan.folder else None
        for folder in {str(Path(job.target).parent) for job in plan.jobs if plan.folder and job.target}:
            sweep(folder)
        for error in plan.errors:
            display.failed(error)
        todo = list(_left(plan, journal, display, skip_existing=skip_existing, resume=resume))
        if self.settings.ambiguous == "fail":
            self._refuse_ambiguous(todo)
        sums = Sums(plan, self.settings, explain=self.explain, listed=self.listed)
        self.translator.stopped = lambda: stop.asked
        try:
            with contextlib.closing(self._documents(plan, todo, display, stop, jobs)) as documents:
                for done in documents:
                    display.done(done)
                    sums.add(done)
                    if journal is not None and not done.error and done.job.target is not None:
                        journal.add(done.job.target, done.state)
        finally:
            display.clear()
        if stop.asked and sums.count < len(todo):
            self._say_how_to_go_on(plan, sums.count, len(todo))
            display.event("interrupted", documents=sums.translated, errors=sums.errors)
            return None
        code = sums.finish(self.glossary)
        if not self.quiet and sums.translated:
            say(sums.line(skipped=len(plan.jobs) - len(todo), passed_over=plan.passed_over))
        elif not self.quiet and not todo:
            message = ngettext(
                "nothing to do: {count} document translated already",
                "nothing to do: {count} documents translated already",
                len(plan.jobs),
            )
            say(message.format(count=len(plan.jobs)))
        display.event("end", documents=sums.translated, errors=sums.errors, left_out=len(plan.jobs) - len(todo))
        return code

    def _say_how_to_go_on(self, plan: Plan, done: int, todo: int) -> None:
        how = _("; the same command with --resume goes on") if plan.folder else ""
        if not plan.folder and self.memory is not None and not self.memory.trouble:
            how = _("; the same command goes on, from the translation memory")
        message = ngettext(
            "interrupted: {done} of {count} document done{how}; nothing was left half-written",
            "interrupted: {done} of {count} documents done{how}; nothing was left half-written",
            todo,
        )
        say(message.format(done=done, count=todo, how=how))

    def _documents(
        self, plan: Plan, todo: list[Job], display: Display, stop: Stop, jobs: int
    ) -> Generator[Done, None, None]:
        from vietgloss.runs import Runner

        if jobs > 1 and len(todo) > 1:
            from vietgloss.runs import pool

            yield from pool.run(
                todo, self.settings, jobs, explain=self.explain, listed=self.listed, stopped=lambda: stop.asked
            )
            return
        together = plan.together is not None or (plan.folder is None and self._shown_together(todo))
        runner = Runner(self.settings, self.translator, self.explain, self.listed, together)
        runner.progress = display.lines  # type: ignore[method-assign]  # that is what it is for
        yield from runner.run(plan.jobs, set(todo))

    def _shown_together(self, todo: list[Job]) -> bool:
        """Tell whether several documents go to standard output in a form that is one file: a page, a memory."""
        from vietgloss.runs import FORMS

        several = self.settings.form not in ("same", "text", "bilingual", "json")
        return several and FORMS[self.settings.form].together and all(job.target is None for job in todo)

    def _refuse_ambiguous(self, todo: Iterable[Job]) -> None:
        """Look through all documents before the first is translated.

        Raises:
            AmbiguousError: If an abbreviation is ambiguous.
        """
        from vietgloss.errors import InputError
        from vietgloss.pipeline import refuse_ambiguous
        from vietgloss.runs.run import expanded

        for job in todo:
            if job.source != "-":
                with contextlib.suppress(InputError):
                    for document, expansion in expanded(job, self.settings, self.translator):
                        refuse_ambiguous([document], [expansion])

    def dry_run(self, plan: Plan) -> int:
        """Tell what there is to do."""
        from vietgloss.cli.running import span
        from vietgloss.runs.estimate import estimate

        found = estimate(plan.jobs, self.settings, self.translator)
        errors = (*plan.errors, *found.errors)
        for error in errors:
            say(_("error: {error}").format(error=error))
        for job, sentences, new in found.documents:
            write_out(f"{on_one_line(job.source)}\t{on_one_line(job.target or '-')}\t{sentences}\t{new}\n")
        count = len(found.documents)
        message = ngettext(
            "{count} document, {sentences} sentences, {new} of them new: about {span}; nothing was translated",
            "{count} documents, {sentences} sentences, {new} of them new: about {span}; nothing was translated",
            count,
        )
        say(message.format(count=count, sentences=found.sentences, new=found.new, span=span(found.seconds)))
        return ExitCode.INPUT if errors else ExitCode.OK

    def look(self, plan: Plan) -> dict[str, str]:
        """Return what the documents of a plan and the files of the glossary look like from outside."""
        from vietgloss.runs.watch import snapshot

        return snapshot([job.source for job in plan.jobs]) | snapshot(self.glossary_paths())

    def wait_for_change(self, planned: Callable[[], Plan], before: Plan, seen: dict[str, str]) -> Plan:
        """Wait until a document or the glossary looks different from ``seen``; return what is to be done then."""
        from vietgloss.runs.watch import changed

        def plan_now() -> Plan:
            with contextlib.suppress(VietglossError):
                return planned()
            return before

        if not self.quiet:
            say(_("waiting for changes; Ctrl-C ends it"))
        now = changed(lambda: self.look(plan_now()), seen)
        sources = {job.source for job in (*before.jobs, *plan_now().jobs)}
        if {p: s for p, s in now.items() if p not in sources} != {p: s for p, s in seen.items() if p not in sources}:
            self._reload()
        return plan_now()

    def glossary_paths(self) -> list[str]:
        """Return the files and folders that the glossary is read from."""
        from vietgloss.glossary.load import PROJECT_FOLDER

        return [*self.settings.glossaries, PROJECT_FOLDER, *self.glossary.files]

    def _reload(self) -> None:
        try:
            self.glossary = load_glossary(self.settings.glossaries)
        except VietglossError as error:
            say(_("error: {error}; the glossary stays as it was").format(error=error))
            return
        engine = self.translator.loaded
        self.translator = self.settings.translator(self.glossary, self.memory)
        self.translator.use(engine)


def _left(plan: Plan, journal: Journal | None, display: Display, *, skip_existing: bool, resume: bool) -> Iterator[Job]:
    """Give the documents that are not done already."""
    for job in plan.jobs:
        there = job.target is not None and Path(job.target).exists()
        done = resume and journal is not None and job.target is not None and journal.is_done(job.source, job.target)
        if done or (skip_existing and there):
            display.skipped(job)
        else:
            yield job
