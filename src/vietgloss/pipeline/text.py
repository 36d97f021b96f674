"""Translating a text in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss import text as vn
from vietgloss.documents import Document
from vietgloss.documents.registry import reader_for
from vietgloss.glossary import Glossary
from vietgloss.pipeline.translator import Translator
from vietgloss.translation.engine import Options

if TYPE_CHECKING:
    from vietgloss.pipeline.result import Translation


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
