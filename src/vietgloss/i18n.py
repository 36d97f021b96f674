"""Messages for people in their language, by the standard library's gettext. With English nothing is read.

English texts in the code are the keys of the catalogue ``locale/LANGUAGE/LC_MESSAGES/vietgloss.mo``. What programs read
(keys, kinds, names of rules, exit codes) is never looked up. docs/languages.md says how to correct and add.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("en", "vi")
"""The languages there are; the first is that of the code."""
DOMAIN = "vietgloss"
FOLDER = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118,PTH120  # before every start, and pathlib is slow
"""Where the catalogues lie."""
VARIABLE = "VIETGLOSS_LANGUAGE"
"""Stands over what the system says."""
_SYSTEM = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


class _Chosen:
    """The language of this process and its catalogue; looked for when the first message is needed."""

    language = ""
    catalogue: NullTranslations | None = None


def _(message: str) -> str:
    """Return a message in the chosen language; in English where the catalogue has no other."""
    if not _Chosen.language:
        use()
    if _Chosen.catalogue is None or not message:
        return message
    return _Chosen.catalogue.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a message for a number: of English ``one`` or ``many``, else as the language has it."""
    if not _Chosen.language:
        use()
    if _Chosen.catalogue is None:
        return one if count == 1 else many
    return _Chosen.catalogue.ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802  # gettext's name for it
    """Mark a message that is looked up later, where it is shown; return it as it is."""
    return message


def language() -> str:
    """Return the chosen language, one of :data:`LANGUAGES`."""
    return _Chosen.language or use()


def use(wanted: str | None = None) -> str:
    """Choose the language of this process.

    Args:
        wanted: A language; None asks ``VIETGLOSS_LANGUAGE`` and then, as gettext does, ``LANGUAGE``, ``LC_ALL``,
            ``LC_MESSAGES`` and ``LANG``.

    Returns:
        The language, which is English where there is no other or its catalogue cannot be read.
    """
    _Chosen.language, _Chosen.catalogue = LANGUAGES[0], None
    found = _first([wanted or ""]) or _first([os.environ.get(VARIABLE, "")]) or _of_system()
    if found and found != LANGUAGES[0]:
        catalogue = _read(found)
        if catalogue is not None:
            _Chosen.language, _Chosen.catalogue = found, catalogue
    return _Chosen.language


def _of_system() -> str:
    said = next((os.environ[name] for name in _SYSTEM if os.environ.get(name)), "")
    return _first(said.split(":"))


def _first(names: list[str]) -> str:
    """Return the first of some locales, such as ``vi_VN.UTF-8``, in whose language there are messages."""
    for name in names:
        plain = name.replace("-", "_").split("_")[0].split(".")[0].split("@")[0].lower()
        if plain in LANGUAGES:
            return plain
        if plain in ("c", "posix"):
            return LANGUAGES[0]
    return ""


def _read(language: str) -> NullTranslations | None:
    """Return a catalogue; None where it is missing or damaged: a message in English is better than none."""
    import gettext  # noqa: PLC0415  # only where there is a catalogue to read
    from struct import error as StructError  # noqa: N812,PLC0415  # same

    try:
        return gettext.translation(DOMAIN, FOLDER, [language])
    except (OSError, ValueError, LookupError, StructError):
        return None
