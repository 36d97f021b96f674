"""From documents to English: the one module that knows all rooms.

file - documents.read - expansion - split - lines - engine - items and terms checked - documents.render - file
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from vietgloss import text as vn
from vietgloss.documents import Document, markup_spans, render
from vietgloss.documents.markup import restore_markup, strip_markup
from vietgloss.documents.registry import reader_for
from vietgloss.errors import AmbiguousError, ModelError
from vietgloss.expansion import expand
from vietgloss.glossary import Glossary
from vietgloss.quality import Warning  # noqa: A004  # the field's word for it
from vietgloss.quality import check as check_quality
from vietgloss.terms import TermIndex, check, rounds
from vietgloss.terms.forms import right_forms
from vietgloss.terms.shorten import shortened
from vietgloss.translation import items, packages
from vietgloss.translation import lines as line_form
from vietgloss.translation.engine import MAX_SOURCE_TOKENS, Engine, Options
from vietgloss.translation.split import split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vietgloss.documents import Block
    from vietgloss.documents.markup import Mark
    from vietgloss.expansion import Expansion
    from vietgloss.terms import TermCheck
    from vietgloss.translation.packages import PackageInfo
    from vietgloss.translation.tokens import Alignment, Hypothesis

_BYLINE = re.compile(rf"[{vn.UPPER}]+(?: [{vn.UPPER}]+){{1,3}}")
TERM_MODES = ("auto", *rounds.MODES)
SETTINGS = "vietgloss.json"
"""A file beside a model's metadata.json with what we know of that model: ``{"terms": "inline", "rescue": true}``."""
_HYPOTHESES = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence: its span in the NFC source text, its forms, its terms and what to look at."""

    start: int
    end: int
    source: str
    expanded: str
    target: str
    terms: tuple[TermCheck, ...] = ()
    warnings: tuple[Warning, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the segment as the JSON contract states it."""
        return {
            "start": self.start,
            "end": self.end,
            "source": self.source,
            "expanded": self.expanded,
            "target": self.target,
            "terms": [t.to_dict() for t in self.terms],
            "warnings": [w.to_dict() for w in self.warnings],
        }


@dataclass(frozen=True, slots=True)
class Translation:
    """A translated document.

    Attributes:
        path: Where it came from; ``-`` for text given directly.
        model: The name of the model.
        segments: Its sentences in order.
        target: The whole English text, laid out as the source.
        expansion: What was expanded, and why.
    """

    path: str
    model: str
    segments: tuple[Segment, ...]
    target: str
    expansion: Expansion
    bom: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``vietgloss translate --format json`` prints."""
        return {
            "path": self.path,
            "model": self.model,
            "segments": [s.to_dict() for s in self.segments],
            "target": self.target,
        }


@dataclass(slots=True)
class _Work:
    """A segment on its way: one sentence, or a whole block where markup has to be put back."""

    start: int
    end: int
    expanded: str
    lines: list[line_form.Line]
    marks: tuple[Mark, ...] = ()
    cell: bool = False


class _Model:
    """The engine as rounds use it: loaded when first needed, no line translated twice, progress counted."""

    def __init__(self, engine: Callable[[], Engine], progress: Callable[[int, int], None] | None) -> None:
        self._engine, self._progress = engine, progress
        self._known: dict[str, list[Hypothesis]] = {}
        self._total = self._done = 0

    def count(self, line: str) -> int:
        return self._engine().count(line)

    def hypotheses(self, lines: Iterable[str]) -> dict[str, list[Hypothesis]]:
        new = [w for w in dict.fromkeys(lines) if w not in self._known]
        self._total += len(new)
        if new:  # a document of figures and names alone needs no model
            self._known |= self._engine().hypotheses(new, _HYPOTHESES, self._advance)
        return self._known

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        return self._engine().align(pairs) if pairs else []

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return self._engine().scores(pairs) if pairs else []

    def _advance(self, lines: int) -> None:
        self._done += lines
        if self._progress:
            self._progress(self._done, self._total)


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

    Raises:
        ModelError: If the model is missing or broken.
    """

    glossary: Glossary
    model: str | None = None
    options: Options = field(default_factory=Options)
    terms: str = "auto"
    ambiguous: str = "keep"
    abbreviate: bool = False

    def __post_init__(self) -> None:
        self._package = packages.resolve(self.model)
        self._engine: Engine | None = None
        own = _settings(self._package)
        self._mode: str = self.terms if self.terms != "auto" else own.get("terms", "repair")
        self._rescue = self._mode != "off" and bool(own.get("rescue", False))
        self._index: TermIndex | None = None
        self._proper: dict[str, str] | None = None

    def translate(
        self, sources: Sequence[Document], progress: Callable[[int, int], None] | None = None
    ) -> list[Translation]:
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
        policy = "best" if self.ambiguous == "best" else "keep"
        expansions = [expand(d.text, self.glossary, markup_spans(d), ambiguous=policy) for d in sources]
        if self.ambiguous == "fail":
            _refuse_ambiguous(sources, expansions)
        works = [self._segments(d, e) for d, e in zip(sources, expansions, strict=True)]
        self._run([line for work in works for w in work for line in w.lines], progress)
        return [self._translation(d, e, work) for d, e, work in zip(sources, expansions, works, strict=True)]

    # -- the way there -------------------------------------------------------------------------------------

    def _segments(self, document: Document, expansion: Expansion) -> list[_Work]:
        whole = sorted([(e.start, e.end) for e in expansion.edits] + [(p.start, p.end) for p in expansion.protected])
        starts = [start for start, _ in whole]
        works: list[_Work] = []
        for block in document.blocks:
            inside = whole[max(0, bisect_left(starts, block.start) - 1) : bisect_left(starts, block.end)]
            if document.has_markup:
                expanded = expansion.between(block.start, block.end)
                plain, marks = strip_markup(expanded)
                if marks:
                    works.append(self._marked(block, expanded, plain, marks))
                    continue
            for start, end in split(document.text, block.start, block.end, inside):
                expanded = expansion.between(start, end)
                line = self._line(expanded)
                if block is document.blocks[-1] and _BYLINE.fullmatch(line.source.strip()):
                    line.verbatim = True  # THU THẢO under an article is its author
                works.append(_Work(start, end, expanded, [line]))
        return works

    def _marked(self, block: Block, expanded: str, plain: str, marks: tuple[Mark, ...]) -> _Work:
        """A block with markup: translated sentence by sentence, put back as a whole."""
        lines = [self._line(plain[a:b]) for a, b in split(plain)]
        return _Work(block.start, block.end, expanded, lines, marks, block.kind == "cell")

    def _line(self, expanded: str) -> line_form.Line:
        line = line_form.prepare(expanded, self._capitals())
        if self._mode != "off" and not line.verbatim:
            line.anchors = [
                items.Item(
                    f.start,
                    f.end,
                    line.text[f.start : f.end],
                    f.term.target,
                    "term",
                    right_forms(f.term.target, f.term.also),
                )
                for f in self._term_index().find(line.text, english_figures=True)
            ]
            # A term says the names inside it in its own way: Hà Nội is Hanoi.
            inside = [i for i in line.items if any(a.start <= i.start and i.end <= a.end for a in line.anchors)]
            line.items = [i for i in line.items if i.kind not in ("place", "name") or i not in inside]
        return line

    def _run(self, todo: list[line_form.Line], progress: Callable[[int, int], None] | None) -> None:
        model = _Model(self._loaded, progress)
        rounds.translate(todo, model, MAX_SOURCE_TOKENS, self._mode, rescue=self._rescue)

    # -- the way back --------------------------------------------------------------------------------------

    def _translation(self, document: Document, expansion: Expansion, works: list[_Work]) -> Translation:
        segments = [self._segment(document, work) for work in works]
        if self.abbreviate:
            found = [[f.term for line in work.lines for f in self._term_index().find(line.source)] for work in works]
            targets = shortened([(s.target, terms) for s, terms in zip(segments, found, strict=True)])
            segments = [replace(s, target=target) for s, target in zip(segments, targets, strict=True)]
        text = render(document, [(s.start, s.end, s.target) for s in segments])
        return Translation(document.path, self._package.name, tuple(segments), text, expansion, document.bom)

    def _segment(self, document: Document, work: _Work) -> Segment:
        target = " ".join(line.target for line in work.lines)
        warnings: list[Warning] = []
        checks: list[TermCheck] = []
        for line in work.lines:
            found = self._term_index().find(line.source)
            terms = check(found, line.source, line.target)
            checks += terms
            warnings += _warnings(line)
            if not line.verbatim:
                right = {form.lower() for f in found for form in (f.term.target, *f.term.also)}
                forbidden = [(f.term.source, w) for f in found for w in f.term.forbidden if w.lower() not in right]
                warnings += check_quality(line.source, line.target, terms=terms, forbidden=forbidden)
        if work.marks:
            target, lost = restore_markup(target, work.marks, cell=work.cell)
            warnings += [Warning("markup", message) for message in lost]
        return Segment(
            work.start,
            work.end,
            document.text[work.start : work.end],
            work.expanded,
            target,
            tuple(checks),
            tuple(warnings),
        )

    # -- made once, when needed ----------------------------------------------------------------------------

    def _loaded(self) -> Engine:
        if self._engine is None:
            self._engine = Engine(self._package.path, self.options)
        return self._engine

    def _term_index(self) -> TermIndex:
        if self._index is None:
            self._index = TermIndex(self.glossary)
        return self._index

    def _capitals(self) -> dict[str, str]:
        """Phrases of the glossary that have capitals, by their folded form: for headlines in capitals."""
        if self._proper is None:
            written = [t.source for t in self.glossary.terms.values()]
            written += [s.expansion for a in self.glossary.abbreviations.values() for s in a.senses]
            self._proper = {vn.fold(w): w for w in written if any(c.isupper() for c in w)}
        return self._proper


def translate(
    text: str,
    glossary: Glossary | None = None,
    *,
    model: str | None = None,
    beam: int = 4,
    threads: int = 0,
) -> Translation:
    """Translate a Vietnamese text into English, offline.

    Args:
        text: The text; its lines and blank lines are kept.
        glossary: Abbreviations and terms; None for the shipped ones.
        model: The name of a model or the path of a package folder; None for the default.
        beam: Beam size; 1 is fastest.
        threads: Threads; 0 takes as many as the process may use.

    Returns:
        The translation, sentence by sentence and whole.

    Raises:
        ModelError: If the model is missing or broken.
        GlossaryError: If the shipped glossary cannot be read.

    >>> translate("22/07/2021 - 13:45").target
    '22/07/2021 - 13:45'
    """
    glossary = Glossary.load() if glossary is None else glossary
    translator = Translator(glossary, model, Options(beam, threads))
    text = vn.nfc(text)
    document = Document("-", text, bom=False, blocks=reader_for(".txt", "-")(text))
    return translator.translate([document])[0]


def _refuse_ambiguous(sources: Sequence[Document], expansions: Sequence[Expansion]) -> None:
    for document, expansion in zip(sources, expansions, strict=True):
        for place in expansion.ambiguous:
            line = expansion.source.count("\n", 0, place.start) + 1
            raise AmbiguousError(
                f"{place.surface} is ambiguous: {' or '.join(place.senses)}?",
                remedy="settle it in your glossary or in the text, or use --ambiguous best",
                where=f"{document.path}:{line}",
            )


def _warnings(line: line_form.Line) -> list[Warning]:
    """Tell what was done to a line by force; what is wrong with it after that, the checks tell."""
    found = []
    names = ", ".join(i.target for i in line.lost)
    if names and not line.built:
        found.append(Warning("set-by-hand", f"the model lost {names}; set in place, check the sentence"))
    if line.built:
        why = f"the model lost {names}" if names else "the model's sentence could not be used"
        found.append(Warning("built-around-terms", f"{why}; built around the terms, check the sentence"))
    if line.mended and not line.built:
        pairs = ", ".join(f"{was} for {item.target}" for was, item in line.mended)
        found.append(Warning("mended", f"the model wrote {pairs}; put right"))
    return found


def _settings(package: PackageInfo) -> dict[str, Any]:
    """Return what a model's own ``vietgloss.json`` says; nothing if there is none.

    Raises:
        ModelError: If it is there and cannot be read.
    """
    path = package.path / SETTINGS
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelError("not readable JSON", where=str(path), remedy="put it right or remove it") from error
    if not isinstance(settings, dict) or settings.get("terms", "off") not in rounds.MODES:
        raise ModelError('not of the form {"terms": "inline"}', where=str(path), remedy="put it right or remove it")
    return settings
