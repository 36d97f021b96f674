"""vietgloss: Vietnamese Party and government news into English, offline, by your glossary.

>>> import vietgloss
>>> glossary = vietgloss.Glossary.from_text("abbreviations: {HĐND: Hội đồng nhân dân}")
>>> vietgloss.expand("Chủ tịch HĐND tỉnh", glossary).text
'Chủ tịch Hội đồng nhân dân tỉnh'
"""

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
from vietgloss.expansion import Expansion, expand
from vietgloss.glossary import Glossary

if TYPE_CHECKING:
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


def __getattr__(name: str) -> Any:  # noqa: ANN401  # what it gives is typed above
    """Load the translating half only when it is asked for: expanding alone should start fast."""
    if name in ("Segment", "Translation", "Translator", "translate"):
        from vietgloss import pipeline  # noqa: PLC0415

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
