"""What the glossary holds: abbreviations with their senses, terms with their English, and where each came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vietgloss import text as vn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


LAYERS = ("shipped", "user", "project", "given")
"""The layers of a glossary, lowest first."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry was written: file, line (from 1), and layer: ``shipped``, ``user``, ``project`` or ``given``."""

    path: str
    line: int
    layer: str = "given"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"

    @property
    def rank(self) -> int:
        """The height of the layer: entries of a higher one stand over those of a lower one."""
        return LAYERS.index(self.layer)


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what it must become when it is expanded: run by ``vietgloss glossary test``."""

    source: str
    expands_to: str
    origin: Origin = field(default=Origin("", 0), compare=False)


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of an abbreviation.

    Attributes:
        expansion: The full Vietnamese form, as written in the middle of a sentence.
        target: Its English, or None.
        also: English variants that count as right too.
        forbidden: English that must not stand for it.
        short: The English abbreviation of ``target``; empty if it has none.
        near: Words or phrases that speak for this sense when they stand around.
        before: Words that speak for it when they stand directly before the abbreviation.
        after: Words that speak for it when they stand directly after.
        default: Taken, with less confidence, when no cue speaks.
        keep: In this meaning the abbreviation is left as it is; ``expansion`` is then the surface.
        id: A short name of the sense.
        examples: Texts in which the abbreviation has this meaning.
        origin: Where it was written.
    """

    expansion: str
    target: str | None = None
    also: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    short: str = ""
    near: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    default: bool = False
    keep: bool = False
    id: str = ""
    note: str = ""
    ref: str = ""
    examples: tuple[Example, ...] = ()
    origin: Origin = field(default=Origin("", 0), compare=False)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation: its surface, and its senses; ``keep`` means that it is never touched."""

    surface: str
    senses: tuple[Sense, ...] = ()
    forms: tuple[str, ...] = ()
    keep: bool = False
    note: str = ""
    ref: str = ""
    examples: tuple[Example, ...] = ()
    origin: Origin = field(default=Origin("", 0), compare=False)

    @property
    def name(self) -> str:
        """What the entry is called: its surface."""
        return self.surface

    @property
    def ambiguous(self) -> bool:
        """Whether there is more than one sense."""
        return len(self.senses) > 1


@dataclass(frozen=True, slots=True)
class Term:
    """A Vietnamese term and the English that must stand for it.

    Attributes:
        source: The Vietnamese.
        target: Its English.
        also: English variants that count as right too.
        forbidden: English that must not stand for it.
        short: The English abbreviation of ``target``; empty if it has none.
        not_in: Longer strings that hide it.
        origin: Where it was written.
    """

    source: str
    target: str
    also: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    short: str = ""
    not_in: tuple[str, ...] = ()
    note: str = ""
    ref: str = ""
    origin: Origin = field(default=Origin("", 0), compare=False)

    @property
    def name(self) -> str:
        """What the entry is called: its source."""
        return self.source


@dataclass(frozen=True)
class Glossary:
    """Abbreviations and terms of all layers; a later layer's entry stands in place of an earlier one's.

    Attributes:
        abbreviations: By surface, in the plain form of :func:`vietgloss.text.plain`.
        terms: By :func:`vietgloss.text.key` of the source.
        files: The files read, in order.
        shadowed: Entries that a later one replaced, oldest first.
    """

    abbreviations: dict[str, Abbreviation] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    shadowed: tuple[Abbreviation | Term, ...] = ()

    @classmethod
    def load(
        cls,
        *paths: str | Path,
        shipped: bool = True,
        user: bool = False,
        project: str | Path | None = None,
    ) -> Glossary:
        """Read the layers: shipped, then the user's, the project's folder, and ``paths`` in order.

        Args:
            *paths: Glossary files, or folders of ``*.yaml`` files.
            shipped: Whether to begin with the glossary that comes with vietgloss.
            user: Whether to read the user's own glossary (see :func:`vietgloss.glossary.load.user_folder`).
            project: A project's glossary folder, read if it exists.

        Returns:
            The merged glossary.

        Raises:
            GlossaryError: If a file is missing or wrong; names file, line, column, key and remedy.

        >>> Glossary.load().abbreviations["HĐND"].senses[0].target
        "People's Council"
        """
        from vietgloss.glossary import load  # noqa: PLC0415  # load imports this module

        return load.load(paths, shipped=shipped, user=user, project=project)

    @classmethod
    def from_text(cls, yaml: str, name: str = "<text>") -> Glossary:
        """Read a glossary from YAML text.

        Raises:
            GlossaryError: If the text is wrong.

        >>> g = Glossary.from_text("abbreviations: {TCCSĐ: tổ chức cơ sở Đảng}")
        >>> g.abbreviations["TCCSĐ"].senses[0].expansion
        'tổ chức cơ sở Đảng'
        """
        from vietgloss.glossary import load  # noqa: PLC0415  # load imports this module

        return cls.merge([load.parse(yaml, name)])

    @classmethod
    def merge(cls, parts: Iterable[Glossary]) -> Glossary:
        """Return one glossary of ``parts``; where two hold the same key, the later part's entry stands."""
        abbreviations: dict[str, Abbreviation] = {}
        terms: dict[str, Term] = {}
        files: list[str] = []
        shadowed: list[Abbreviation | Term] = []
        for part in parts:
            shadowed += [abbreviations[k] for k in part.abbreviations if k in abbreviations]
            shadowed += [terms[k] for k in part.terms if k in terms]
            abbreviations |= part.abbreviations
            terms |= part.terms
            files += part.files
        return cls(abbreviations, terms, tuple(files), tuple(shadowed))

    def spellings(self) -> Iterator[tuple[str, Abbreviation]]:
        """Give each abbreviation under its surface and its other forms, in plain form; the last of a kind counts."""
        yield from self.abbreviations.items()
        for entry in sorted(self.abbreviations.values(), key=lambda e: e.origin.rank):
            for form in entry.forms:
                plain = vn.plain(vn.nfc(form))
                other = self.abbreviations.get(plain)
                if other is None or other.origin.rank < entry.origin.rank:
                    yield plain, entry

    def replaced_by(self, old: Abbreviation | Term) -> Abbreviation | Term | None:
        """Return the entry that stands in place of a shadowed one."""
        if isinstance(old, Abbreviation):
            return self.abbreviations.get(vn.plain(old.surface))
        return self.terms.get(vn.key(old.source))

    def target_of(self, source: str) -> str | None:
        """Return the English of a Vietnamese term or expansion, or None if the glossary does not know it."""
        wanted = vn.key(source)
        term = self.terms.get(wanted)
        return term.target if term else None
