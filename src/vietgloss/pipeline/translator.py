"""Translating documents: with one glossary and one model, remembering what was translated before."""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import closing
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss._version import __version__
from vietgloss.documents import Document, markup_spans, render
from vietgloss.documents.compose import Sentence, compose
from vietgloss.documents.markup import restore_markup
from vietgloss.documents.registry import reader_for
from vietgloss.expansion import expand, expand_stream
from vietgloss.pipeline.judge import judge
from vietgloss.pipeline.model import Loading, Model, StoppedError, Tally, fingerprint, heard, settings_of
from vietgloss.pipeline.prepare import Preparer, refuse_ambiguous, with_anchors
from vietgloss.pipeline.result import Segment, Translation
from vietgloss.pipeline.stretches import side_by_side
from vietgloss.pipeline.work import Outcome, Piece, Work
from vietgloss.quality import Warning  # noqa: A004  # the field's word for it
from vietgloss.terms import rounds
from vietgloss.terms.gender import throughout
from vietgloss.terms.shorten import shortened
from vietgloss.translation import packages
from vietgloss.translation.engine import MAX_SOURCE_TOKENS, Engine, Options
from vietgloss.translation.placing import placed, with_heads
from vietgloss.translation.tokens import moved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vietgloss.expansion import Expansion
    from vietgloss.glossary import Glossary
    from vietgloss.memory import Memory
    from vietgloss.terms import TermCheck
    from vietgloss.translation.lines import Line

    Progress = Callable[[int, int], None]

TERM_MODES = ("auto", *rounds.MODES)
_AT_ONCE = 64
"""Lines of a stretch, after which the memory is written and a wish to stop is heard: some seconds. Those of like length
go together, so that batches are full all the same."""
_AT_ONCE_STEADY = 128
"""The same where batches are of one length: fewer lines would make them small."""


@dataclass
class Translator:
    """Translates documents with one glossary and one model, which is loaded at the first use.

    Args:
        glossary: Abbreviations and terms.
        model: The name of a model or the path of a package folder; None for the default.
        options: Beam size and threads.
        terms: How the glossary's English gets into the translation: ``inline``, ``repair``, ``placeholder`` or ``off``;
            ``auto``: as the model's own ``vietgloss.json`` says, else ``repair``.
        ambiguous: Where no meaning of an abbreviation is sure: ``keep`` leaves it, ``best`` takes the likeliest,
            ``fail`` translates nothing.
        abbreviate: Whether English names for which the glossary has a ``short`` are abbreviated after their first place
            in a document.
        memory: What was translated and corrected before; None for nothing.

    Attributes:
        stopped: Asked between lines whether to go on; to be replaced. If it says true, :class:`StoppedError` is raised,
            with all that was translated until then in the memory.

    Raises:
        ModelError: If the model is missing or broken.
    """

    glossary: Glossary
    model: str | None = None
    options: Options = field(default_factory=Options)
    terms: str = "auto"
    ambiguous: str = "keep"
    abbreviate: bool = False
    memory: Memory | None = None

    def __post_init__(self) -> None:
        self._package = packages.resolve(self.model)
        self._engine: Engine | None = None
        self._loading: Loading | None = None
        self._lock = Lock()
        own = settings_of(self._package)
        self._mode: str = self.terms if self.terms != "auto" else own.get("terms", "repair")
        self._rescue = self._mode != "off" and bool(own.get("rescue", False))
        self._copies = bool(own.get("copies", False))
        self._made: Preparer | None = None
        self._scoped = ""
        self.stopped: Callable[[], bool] = lambda: False

    @property
    def scope(self) -> str:
        """What decides a translation beside the sentence and its terms: model and settings, as a digest."""
        if not self._scoped:
            package = self._package
            known = [__version__, fingerprint(package.path), self.options.beam, self._mode, self._rescue, self._copies]
            self._scoped = hashlib.sha256(json.dumps(known).encode()).hexdigest()
            if self.memory is not None:
                described = f"{package.name} {package.version}, beam {self.options.beam}, terms {self._mode}"
                self.memory.describe(self._scoped, f"{described}, vietgloss {__version__}")
        return self._scoped

    def translate(self, sources: Sequence[Document], progress: Progress | None = None) -> list[Translation]:
        """Translate documents; all their sentences go to the engine together, each different one once.

        Args:
            sources: The documents.
            progress: Called with the number of lines done and the number of lines to do, both growing.

        Returns:
            A translation for each document, in order.

        Raises:
            ModelError: If the model cannot be loaded or fails.
            AmbiguousError: If ``ambiguous`` is ``fail`` and a place is.
        """
        expansions = [self.expanded(d) for d in sources]
        if self.ambiguous == "fail":
            refuse_ambiguous(sources, expansions)
        return self._translated(sources, expansions, progress)

    def stream(
        self, path: str, pieces: Callable[[], Iterable[str]], progress: Progress | None = None
    ) -> Iterator[Translation]:
        """Translate a plain text that need not fit into memory.

        Args:
            path: Its name.
            pieces: Called twice; each time gives the text from its beginning, in pieces of any size.
            progress: As for :meth:`translate`.

        Yields:
            The translation of one stretch after another, whose targets in a row are the document's. Definitions
            hold from where they stand to the end of the document.

        Raises:
            ModelError: If the model cannot be loaded or fails.
            AmbiguousError: If ``ambiguous`` is ``fail`` and a place is.
        """
        for document, part in self.stretches(path, pieces):
            if self.ambiguous == "fail":
                refuse_ambiguous([document], [part])
            yield from self._translated([document], [part], progress)

    def stretches(self, path: str, pieces: Callable[[], Iterable[str]]) -> Iterator[tuple[Document, Expansion]]:
        """Give a plain text that need not fit into memory stretch by stretch, expanded; see :meth:`stream`."""
        find_blocks = reader_for(".txt", path)
        for part in expand_stream(lambda: heard(pieces(), self.stopped), self.glossary, ambiguous=self._policy):
            if self.stopped():
                raise StoppedError
            yield Document(path, part.source, bom=False, blocks=find_blocks(part.source)), part

    def expanded(self, source: Document) -> Expansion:
        """Return a document expanded, as it is before it is translated."""
        return expand(source.text, self.glossary, markup_spans(source), ambiguous=self._policy)

    def count(self, source: Document, expansion: Expansion) -> tuple[list[str], list[str]]:
        """Return the sentences of a document, and those of them that are not known yet; nothing is translated."""
        works = self._preparer.segments(source, expansion)
        self._correct(source, works)
        new = self._remember_old([p for w in works if w.corrected is None for p in w.pieces])
        fresh = {p.key: p.line.source for p in new if not p.line.verbatim}
        return [w.expanded for w in works], list(fresh.values())

    def seconds_for(self, sentences: Sequence[str]) -> float:
        """Return how long a sentence takes, tried on some; nothing is remembered.

        Raises:
            ModelError: If the model cannot be loaded or fails.
        """
        self.engine.translate(["Tỉnh ủy họp"])  # loading is no part of it
        began = time.monotonic()
        lines = [with_anchors(self._preparer.line(sentence)) for sentence in sentences]
        self._rounds(lines, Model(lambda: self.engine))
        return (time.monotonic() - began) / max(1, len(lines))

    # -- the way there -------------------------------------------------------------------------------------

    @property
    def _policy(self) -> str:
        return "best" if self.ambiguous == "best" else "keep"

    @property
    def _preparer(self) -> Preparer:
        if self._made is None:
            self._made = Preparer(self.glossary, terms=self._mode != "off")
        return self._made

    def _translated(
        self, sources: Sequence[Document], expansions: Sequence[Expansion], progress: Progress | None
    ) -> list[Translation]:
        works = [self._preparer.segments(d, e) for d, e in zip(sources, expansions, strict=True)]
        for document, own in zip(sources, works, strict=True):
            self._correct(document, own)
        self._run([p for own in works for work in own for p in work.pieces if work.corrected is None], progress)
        self._place([w for own in works for w in own if w.corrected is not None])
        return [self._translation(d, e, own) for d, e, own in zip(sources, expansions, works, strict=True)]

    def _correct(self, document: Document, works: list[Work]) -> None:
        """Take for each segment what a person gave for its source, if anybody did."""
        if self.memory is None:
            return
        found = self.memory.corrected([document.text[w.start : w.end] for w in works])
        for work in works:
            work.corrected = found.get(document.text[work.start : work.end])

    def _remember_old(self, pieces: list[Piece]) -> list[Piece]:
        """Take from the memory what is there; return the rest."""
        if self.memory is None:
            return pieces
        wanted = [p for p in pieces if not p.line.verbatim]
        known = self.memory.look_up(self.scope, [p.key for p in wanted])
        for piece in wanted:
            payload = known.get(piece.key)
            piece.outcome = Outcome.from_json(payload) if payload is not None else None
        return [p for p in pieces if p.outcome is None]

    def _run(self, pieces: list[Piece], progress: Progress | None) -> None:
        """Fill in what becomes of lines; each different one goes through the engine once."""
        new: dict[str, Piece] = {}
        copies: list[tuple[Piece, str]] = []
        for piece in self._remember_old(pieces):
            # A byline looks like any other line and is treated in another way.
            key = f"{piece.key} {piece.line.verbatim}"
            new.setdefault(key, piece)
            copies.append((piece, key))
        tally = Tally(progress)
        self._run_some([p for p in new.values() if rounds.is_settled(p.line)], tally)
        todo = sorted((p for p in new.values() if p.outcome is None), key=lambda piece: len(piece.line.text))
        if todo and self._engine is None and self._loading is None:
            self._loading = Loading(self._package.path, self.options)  # beside what is done before it is asked
        # The memory is filled a stretch at a time. What a run that was cut off has left to do begins with a whole one:
        # the stretches, and with them the batches, are those of a run that was not.
        size = _AT_ONCE_STEADY if self.options.steady else _AT_ONCE
        stretches = [todo[at : at + size] for at in range(0, len(todo), size)]
        tally.ahead = len(todo)

        def work(stretch: list[Piece]) -> None:
            tally.begun(len(stretch))
            for piece in stretch:
                with_anchors(piece.line)  # what is settled needs no forms of terms, and no dictionary for them
            self._run_some(stretch, tally)

        done = 0
        with closing(side_by_side(stretches, work, self.stopped, abandon=tally.abandon)) as ready:
            for stretch in ready:
                self._remember(stretch)
                done += 1
        if done < len(stretches):
            raise StoppedError
        for piece, key in copies:
            piece.outcome = new[key].outcome

    def _rounds(self, lines: list[Line], model: Model) -> None:
        rounds.translate(lines, model, MAX_SOURCE_TOKENS, self._mode, rescue=self._rescue, copies=self._copies)

    def _run_some(self, todo: list[Piece], tally: Tally) -> None:
        lines = [piece.line for piece in todo]
        model = Model(lambda: self.engine, tally)
        self._rounds(lines, model)
        spans = self._placed([(p, p.line.target) for p in todo])
        for piece, own in zip(todo, spans, strict=True):
            line = piece.line
            judged = judge(self._preparer.index, line, line.target, quality=not line.verbatim)
            piece.outcome = Outcome.of(line, own, judged)

    def _remember(self, done: list[Piece]) -> None:
        if self.memory is not None:
            from vietgloss.memory import Entry  # noqa: PLC0415  # SQLite is loaded only where there is a memory

            kept = [(p, p.outcome) for p in done if p.outcome and not p.line.verbatim]
            self.memory.remember(self.scope, [Entry(p.key, p.line.source, o.target, o.to_json()) for p, o in kept])

    def _place(self, corrected: list[Work]) -> None:
        """Find the places of inline markup in what people gave."""
        pairs = [(p, w.corrected or "") for w in corrected for p in w.pieces[:1]]
        for (piece, target), own in zip(pairs, self._placed(pairs), strict=True):
            piece.outcome = Outcome(target, placed=own)

    def _placed(self, pairs: list[tuple[Piece, str]]) -> list[tuple[tuple[int, int], ...]]:
        """Return where in the English of lines the parts stand that inline markup covers, in the order of the parts."""
        wanted = [(p, target) for p, target in pairs if p.parts and target]
        asked = [(p.line.text, vn.lower(t) if p.line.capitals else t) for p, t in wanted]
        alignments = iter(Model(lambda: self.engine).align(asked))
        found: list[tuple[tuple[int, int], ...]] = []
        for piece, target in pairs:
            if not piece.parts or not target:
                found.append(tuple((0, len(target)) for _ in piece.parts))
                continue
            line = with_anchors(piece.line)
            parts = sorted(piece.parts.values())
            spans = moved(parts, vn.lower(line.source), vn.lower(line.text))
            known = (*line.anchors, *line.items)
            places = placed(spans, line.text, target, next(alignments), known)
            found.append(tuple(with_heads(parts, spans, places, line.head, target)))
        return found

    # -- the way back --------------------------------------------------------------------------------------

    def _translation(self, document: Document, expansion: Expansion, works: list[Work]) -> Translation:
        segments = self._with_gender(works, [self._segment(document, work) for work in works])
        if self.abbreviate:
            find = self._preparer.index.find
            found = [[f.term for p in work.pieces for f in find(p.line.source)] for work in works]
            targets = shortened([(s.target, terms) for s, terms in zip(segments, found, strict=True)])
            segments = [replace(s, target=target) for s, target in zip(segments, targets, strict=True)]
        done = Translation(
            document.path, self._package.name, tuple(segments), "", expansion, document.bom, document.out_suffix
        )
        if document.content is None:
            return replace(done, target=render(document, [(s.start, s.end, s.target) for s in segments]))
        sentences = [Sentence(s.start, s.end, s.target, _by_id(w, s)) for w, s in zip(works, segments, strict=True)]
        blocks, at = [], 0
        for block in document.blocks:
            first = at
            while at < len(sentences) and sentences[at].end <= block.end:
                at += 1
            blocks.append(compose(block, document.text, sentences[first:at]))
        whole = "\n".join(b.text for b in blocks) + "\n"
        return replace(done, target=whole, content=document.content, blocks=tuple(blocks))

    @staticmethod
    def _with_gender(works: list[Work], segments: list[Segment]) -> list[Segment]:
        """Return the segments of a document with the office of a woman in its form for a woman throughout."""
        names = [[i.target for p in work.pieces for i in p.line.items if i.kind == "name"] for work in works]
        targets = throughout([(s.target, found) for s, found in zip(segments, names, strict=True)])
        return [
            replace(s, target=target) if target != s.target and work.corrected is None else s
            for s, target, work in zip(segments, targets, works, strict=True)
        ]

    def _segment(self, document: Document, work: Work) -> Segment:
        target = work.corrected
        warnings: list[Warning] = []
        checks: list[TermCheck] = []
        if target is None:
            target = " ".join(p.outcome.target for p in work.pieces if p.outcome)
        for piece in work.pieces:
            own = piece.outcome if work.corrected is None else None
            # A correction is one for the whole segment: of one line of several only its terms can be looked for.
            quality = not piece.line.verbatim and (work.corrected is None or len(work.pieces) == 1)
            held = own.judgement if own else None
            judged = judge(self._preparer.index, piece.line, own.target if own else target, quality=quality, held=held)
            checks += judged.checks
            warnings += [*(own.warnings() if own else ()), *judged.warnings]
        if work.marks and work.corrected is None:
            target, lost = restore_markup(target, work.marks, cell=work.cell, places=work.places)
            warnings += [Warning("markup", message) for message in lost]
        return Segment(
            work.start,
            work.end,
            document.text[work.start : work.end],
            work.expanded,
            target,
            tuple(checks),
            tuple(warnings),
            "machine" if work.corrected is None else "corrected",
        )

    @property
    def engine(self) -> Engine:
        """The loaded model."""
        with self._lock:
            if self._engine is None:
                loading = self._loading or Loading(self._package.path, self.options)
                self._loading = None
                self._engine = loading.engine
            return self._engine

    def use(self, engine: Engine | None) -> None:
        """Take over a model that is loaded already; it must be the same one."""
        self._engine = engine

    @property
    def loaded(self) -> Engine | None:
        """The model, if it is loaded."""
        return self._engine


def _by_id(work: Work, segment: Segment) -> dict[int, tuple[int, int]]:
    """Return where inline markup stands in a segment's English, by its id."""
    piece = work.pieces[0]
    if piece.outcome is None or len(piece.outcome.placed) != len(piece.parts):
        return {}
    ordered = sorted(piece.parts, key=lambda number: piece.parts[number])
    spans = moved(piece.outcome.placed, piece.outcome.target, segment.target)  # names may have been shortened since
    return dict(zip(ordered, spans, strict=True))
