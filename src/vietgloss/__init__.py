"""vietgloss: Vietnamese Party and government news into English, offline, by your glossary.

>>> import vietgloss
>>> glossary = vietgloss.Glossary.from_text("abbreviations: {HĐND: Hội đồng nhân dân}")
>>> vietgloss.expand("Chủ tịch HĐND tỉnh", glossary).text
'Chủ tịch Hội đồng nhân dân tỉnh'
"""

import importlib
from typing import TYPE_CHECKING, Any

from vietgloss._version import __version__
from vietgloss.errors import (
    AmbiguousError,
    ExitCode,
    GlossaryError,
    InputError,
    ModelError,
    OutputError,
    VietglossError,
)

if TYPE_CHECKING:
    from vietgloss.expansion import Expansion, expand
    from vietgloss.glossary import Glossary
    from vietgloss.pipeline import Segment, Translation, Translator, translate

__all__ = [
    "AmbiguousError",
    "ExitCode",
    "Expansion",
    "Glossary",
    "GlossaryError",
    "InputError",
    "ModelError",
    "OutputError",
    "Segment",
    "Translation",
    "Translator",
    "VietglossError",
    "__version__",
    "expand",
    "translate",
]


_LAZY = {
    "Glossary": "vietgloss.glossary",
    **dict.fromkeys(("Expansion", "expand"), "vietgloss.expansion"),
    **dict.fromkeys(("Segment", "Translation", "Translator", "translate"), "vietgloss.pipeline"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # what it gives is typed above
    """Load a room only when it is asked for: what edits a glossary need not know how to translate."""
    if name in _LAZY:
        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
