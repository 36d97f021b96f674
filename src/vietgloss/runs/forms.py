"""The forms in which translations are written: the document itself, or source and English together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vietgloss.glossary import Glossary
    from vietgloss.pipeline import Translation
    from vietgloss.runs.settings import Settings


class Form(NamedTuple):
    """A form.

    Args:
        suffix: The suffix of its files with the dot; empty for that of the source.
        together: Whether one file can hold several documents.
        is_text: Whether it can be shown on a terminal, whatever the document.
    """

    suffix: str
    together: bool
    is_text: bool


FORMS: dict[str, Form] = {
    "same": Form("", together=False, is_text=False),
    "text": Form(".txt", together=False, is_text=True),
    "bilingual": Form(".txt", together=True, is_text=True),
    "json": Form(".json", together=True, is_text=True),
    "review": Form(".html", together=True, is_text=True),
    "docx": Form(".docx", together=True, is_text=False),
    "tmx": Form(".tmx", together=True, is_text=True),
    "xliff": Form(".xlf", together=True, is_text=True),
    "tsv": Form(".tsv", together=True, is_text=True),
}


def form_of(translations: Sequence[Translation], settings: Settings, glossary: Glossary | None = None) -> bytes:
    """Return translations in the form that the settings name.

    Args:
        translations: One document; several only for a form that can hold them.
        settings: The settings of the run.
        glossary: For explanations in the review page.

    Raises:
        InputError: If a document's format cannot be written.
    """
    name = settings.form
    if name == "same":
        return translations[0].to_bytes()
    if name == "docx":
        from vietgloss.report.side_by_side import side_by_side  # noqa: PLC0415  # loaded only where it is wanted

        return side_by_side(translations)
    if name == "text":
        return (("\ufeff" if translations[0].bom else "") + translations[0].target).encode()
    if name == "json":
        # A path may hold half a character, where a file's name is no UTF-8: \udcff is JSON for that.
        lines = (json.dumps(t.to_dict(), ensure_ascii=False) + "\n" for t in translations)
        return "".join(lines).encode("utf-8", "backslashreplace")
    return _view(name, translations, settings, glossary).encode("utf-8", "replace")


def _view(name: str, translations: Sequence[Translation], settings: Settings, glossary: Glossary | None) -> str:
    # Each view is loaded only where it is wanted.
    if name == "bilingual":
        from vietgloss.report import bilingual  # noqa: PLC0415

        return "\n".join(bilingual(t) for t in translations)
    if name == "review":
        from vietgloss.report.page import page  # noqa: PLC0415

        return page(translations, glossary=glossary, lang=settings.language)
    if name == "tmx":
        from vietgloss.report.segments_tmx import as_tmx  # noqa: PLC0415

        return as_tmx(translations)
    if name == "xliff":
        from vietgloss.report.segments_xliff import as_xliff  # noqa: PLC0415

        return as_xliff(translations, version=settings.xliff)
    from vietgloss.report.segments_tsv import as_tsv  # noqa: PLC0415

    return as_tsv(translations)
