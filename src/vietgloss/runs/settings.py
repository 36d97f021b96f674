"""What a run is asked to do; plain data, so that it can be handed to other processes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from vietgloss import documents
from vietgloss.glossary.cache import rows
from vietgloss.pipeline import Translator
from vietgloss.translation.engine import Options

if TYPE_CHECKING:
    from vietgloss.glossary import Glossary
    from vietgloss.memory import Memory

_NOT_TOLD = frozenset({"threads", "memory", "steady"})
"""What changes nothing, or next to nothing, in a translation."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are read, translated and written.

    Attributes:
        form: One of :data:`vietgloss.runs.forms.FORMS`.
        glossaries: Glossary files and folders that stand over all others.
        model: The name of a model or the path of a package folder; None for the default.
        beam: Beam size.
        threads: Threads of a process; 0 takes as many as it may use.
        terms: How the glossary's English gets into the translation.
        ambiguous: What is done where no meaning is sure.
        abbreviate: Whether names are abbreviated after their first place.
        memory: Whether there is a translation memory.
        suffix: The format of standard input, as a suffix.
        columns: The columns of tables to translate.
        fields: The fields of JSON to translate.
        encoding: The encoding of texts; None to recognise it.
        xliff: The version of XLIFF that is written.
        steady: Whether a sentence becomes the same whatever is translated with it.
        language: The language of what is written for people beside the translation.
    """

    form: str = "same"
    glossaries: tuple[str, ...] = ()
    model: str | None = None
    beam: int = 4
    threads: int = 0
    terms: str = "auto"
    ambiguous: str = "keep"
    abbreviate: bool = False
    memory: bool = True
    suffix: str | None = None
    columns: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    encoding: str | None = None
    xliff: str = "1.2"
    language: str = "en"
    steady: bool = False

    @property
    def reading(self) -> documents.Options:
        """What readers are told."""
        return documents.Options(self.columns, self.fields, self.encoding)

    def translator(self, glossary: Glossary, memory: Memory | None) -> Translator:
        """Return the translator that these settings ask for.

        Raises:
            ModelError: If the model is missing or broken.
        """
        options = Options(self.beam, self.threads, self.steady)
        return Translator(glossary, self.model, options, self.terms, self.ambiguous, self.abbreviate, memory)

    def digest(self, scope: str, glossary: Glossary) -> str:
        """Return what decides the outputs of a run beside its inputs, as a hexadecimal digest.

        Args:
            scope: What the translator's own settings come to.
            glossary: The glossary.
        """
        own = {key: value for key, value in asdict(self).items() if key not in _NOT_TOLD}
        ranks = [[e.origin.rank for e in glossary.terms.values()]]
        ranks.append([e.origin.rank for e in glossary.abbreviations.values()])
        told = json.dumps([scope, own, rows(glossary), ranks])
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
