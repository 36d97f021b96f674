"""Translating the documents of a plan, a group at a time: read, translated together, written, noted."""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from vietgloss import documents
from vietgloss.errors import InputError, OutputError, VietglossError
from vietgloss.i18n import _
from vietgloss.pipeline import StoppedError
from vietgloss.report import Counted, explanation, warned
from vietgloss.runs.forms import form_of
from vietgloss.runs.journal import state_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from vietgloss.documents import Document
    from vietgloss.expansion import Expansion
    from vietgloss.pipeline import Translation, Translator
    from vietgloss.runs.plan import Job
    from vietgloss.runs.settings import Settings

STDIN = "-"
LARGE = 4_000_000
"""Bytes from which a plain text is translated stretch by stretch, in memory that does not grow with it."""
_GROUP = 300_000
"""Bytes of documents that go to the engine together: enough for full batches, few enough to lose little."""
_MOST = 64
_SNIFFED = 1 << 16
_STUMBLES = (MemoryError, RecursionError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, OSError)
"""What a reader or writer may stumble over in a file that nobody thought of; it must not end the run for the others."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a document.

    Attributes:
        job: The document.
        state: What it looked like from outside before it was read.
        segments: How many sentences it has.
        flagged: How many of them have warnings.
        counted: What was expanded, and what was left.
        notes: What is to be told about the file.
        warnings: Its warnings, a line each with the table of kinds below; empty if there are none or nobody asked.
        explained: The table of what was expanded, if asked for.
        data: What is to be printed, of a document that goes to standard output.
        translation: The translation, of a document that goes into a file with others.
        error: Why it was not translated; empty if it was.
        seconds: How long its group took, by its share of the text.
    """

    job: Job
    state: str = ""
    segments: int = 0
    flagged: int = 0
    counted: Counted = field(default_factory=Counted)
    notes: tuple[str, ...] = ()
    warnings: str = ""
    explained: str = ""
    data: bytes = b""
    translation: Translation | None = None
    error: str = ""
    seconds: float = 0.0


@dataclass
class Runner:
    """Translates documents and writes them. It ends early when the translator's ``stopped`` says so.

    Args:
        settings: How.
        translator: The translator.
        explain: Whether to tell what was expanded.
        listed: Whether to list the warnings.
        together: Whether translations are kept, to go into one file.
    """

    settings: Settings
    translator: Translator
    explain: bool = False
    listed: bool = False
    together: bool = False

    def run(self, jobs: Iterable[Job], wanted: Container[Job] | None = None) -> Iterator[Done]:
        """Translate documents in groups; each is written as soon as its group is translated.

        Args:
            jobs: All documents of the run.
            wanted: Those of them that are to be translated; None for all. Groups are the same whatever is wanted, so
                that a run that is taken up again does as one that was not cut off.

        Raises:
            ModelError: If the model cannot be loaded or fails.
            AmbiguousError: If an abbreviation is ambiguous and the settings want none.
        """
        for whole in groups(jobs):
            group = [job for job in whole if wanted is None or job in wanted]
            if not group:
                continue
            if self.translator.stopped():
                return
            try:
                yield from self.group(group)
            except StoppedError:
                return

    def group(self, jobs: list[Job]) -> Iterator[Done]:
        """Translate a group of documents together and write each; see :meth:`run`.

        Raises:
            StoppedError: If the translator was told to stop; none of the group is written then.
        """
        began = time.monotonic()
        states = {job: state_of(job.source) for job in jobs}
        if len(jobs) == 1 and self._is_streamed(jobs[0]):
            yield self._stream(jobs[0], states[jobs[0]])
            return
        read: list[tuple[Job, Document]] = []
        for job in jobs:
            try:
                read.append((job, read_of(job, self.settings)))
            except VietglossError as error:
                yield Done(job, error=str(error))
        translations = self._translations([d for _, d in read])
        size = sum(len(d.text) for _, d in read) or 1
        taken = time.monotonic() - began
        for (job, document), translation in zip(read, translations, strict=True):
            if isinstance(translation, str):
                yield Done(job, states[job], error=translation)
            else:
                yield self._finished(job, states[job], document, translation, taken * len(document.text) / size)

    def progress(self, done: int, total: int) -> None:
        """Called with lines done and to do; to be replaced."""

    def _translations(self, sources: Sequence[Document]) -> Sequence[Translation | str]:
        """Translate documents together; where one makes that stumble, each alone, and why not in place of that one."""
        try:
            return self.translator.translate(sources, self.progress)
        except _STUMBLES as error:
            if len(sources) == 1:
                return [
                    _("{path}: cannot be translated ({in_words})").format(
                        path=sources[0].path, in_words=_in_words(error)
                    )
                ]
        return [self._translations([source])[0] for source in sources]

    def _finished(self, job: Job, state: str, document: Document, translation: Translation, seconds: float) -> Done:
        notes = document.notes if translation.segments else (*document.notes, _("nothing to translate in it"))
        try:
            data = b"" if self.together else form_of([translation], self.settings, self.translator.glossary)
            if job.target is not None:
                documents.write_bytes(job.target, data)
        except VietglossError as error:
            return Done(job, state, error=str(error), notes=notes)
        except _STUMBLES as error:
            return Done(
                job,
                state,
                error=_("{source}: cannot be written ({in_words})").format(
                    source=job.source, in_words=_in_words(error)
                ),
            )
        return Done(
            job,
            state,
            len(translation.segments),
            sum(1 for s in translation.segments if s.warnings),
            Counted.of(translation.expansion),
            notes,
            warned([translation]) if self.listed else "",
            explanation(translation.expansion) if self.explain else "",
            data if job.target is None else b"",
            translation if self.together else None,
            seconds=seconds,
        )

    # -- large plain texts ---------------------------------------------------------------------------------

    def _is_streamed(self, job: Job) -> bool:
        if self.settings.form not in ("same", "text") or job.target is None or self.settings.encoding:
            return False
        return is_large(job.source)

    def _stream(self, job: Job, state: str) -> Done:
        began = time.monotonic()
        counted = Counted()
        segments = flagged = 0
        warnings: list[str] = []
        explained: list[str] = []

        def parts() -> Iterator[bytes]:
            nonlocal segments, flagged
            if documents.has_bom(job.source):
                yield "\ufeff".encode()
            for part in self.translator.stream(job.source, lambda: documents.pieces(job.source), self.progress):
                segments += len(part.segments)
                flagged += sum(1 for s in part.segments if s.warnings)
                counted.add(part.expansion)
                if self.listed:
                    warnings.append(warned([part]))
                if self.explain:
                    explained.append(explanation(part.expansion))
                yield part.target.encode()

        try:
            documents.make_folder(str(job.target))
            documents.write_parts(str(job.target), parts())
        except (InputError, OutputError) as error:
            return Done(job, state, error=str(error))
        return Done(
            job,
            state,
            segments,
            flagged,
            counted,
            warnings="".join(warnings),
            explained="\n".join(explained),
            seconds=time.monotonic() - began,
        )


def groups(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Part jobs into groups of documents that are translated together; a large plain text is one alone."""
    group: list[Job] = []
    held = 0
    for job in jobs:
        size = size_of(job.source)
        if group and (held + size > _GROUP or len(group) >= _MOST):
            yield group
            group, held = [], 0
        group.append(job)
        held += size
    if group:
        yield group


def read_of(job: Job, settings: Settings) -> Document:
    """Read the document of a job.

    Raises:
        InputError: If it cannot be read, for whatever reason; a pipe is not waited for.
    """
    try:
        if job.source != STDIN and os.path.exists(job.source):  # noqa: PTH110  # Path raises for a long name
            mode = os.stat(job.source).st_mode  # noqa: PTH116  # the same
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                raise InputError(_("is no regular file"), remedy=_("name a document"), where=job.source)
        suffix = settings.suffix if job.source == STDIN else None
        return documents.read(job.source, suffix=suffix, options=settings.reading)
    except _STUMBLES as error:
        raise InputError(
            _("cannot be read ({in_words})").format(in_words=_in_words(error)), where=job.source
        ) from error


def expanded(job: Job, settings: Settings, translator: Translator) -> Iterator[tuple[Document, Expansion]]:
    """Give the document of a job, expanded; a large plain text stretch by stretch, as if each were a document.

    Raises:
        InputError: If it cannot be read.
    """
    if is_large(job.source) and not settings.encoding:
        yield from translator.stretches(job.source, lambda: documents.pieces(job.source))
    else:
        document = read_of(job, settings)
        yield document, translator.expanded(document)


def _in_words(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return _("it needs more memory than there is; part it into smaller files")
    return f"{type(error).__name__}: {error}".strip(": ")


def size_of(path: str) -> int:
    """Return the size of a file in bytes; 0 if that cannot be told."""
    try:
        return Path(path).stat().st_size if path != STDIN else 0
    except (OSError, ValueError):
        return 0


def is_large(path: str) -> bool:
    """Tell whether a file is a plain text in UTF-8 that is too large to be held whole, several times over."""
    if documents.suffix_of(path) not in (".txt", ".text") or size_of(path) <= LARGE:
        return False
    try:
        with Path(path).open("rb") as file:
            head = file.read(_SNIFFED)
        head[: head.rfind(b"\n") + 1].decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return False  # reading it whole will recognise it, or say what is wrong
    return b"\0" not in head
