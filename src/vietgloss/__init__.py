"""vietgloss: Vietnamese Party and government news into English, offline, by your glossary.

>>> import vietgloss
>>> glossary = vietgloss.Glossary.from_text("abbreviations: {HĐND: Hội đồng nhân dân}")
>>> vietgloss.expansion("Chủ tịch HĐND tỉnh", glossary).text
'Chủ tịch Hội đồng nhân dân tỉnh'
"""

from vietgloss._version import __version__
from vietgloss.errors import ExitCode, GlossaryError, InputError, ModelError, OutputError, VietglossError
from vietgloss.expansion import Expansion, expand
from vietgloss.glossary import Glossary

__all__ = [
    "ExitCode",
    "Expansion",
    "Glossary",
    "GlossaryError",
    "InputError",
    "ModelError",
    "OutputError",
    "VietglossError",
    "__version__",
    "expand",
]
