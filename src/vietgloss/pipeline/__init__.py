"""From documents to English: the one room that knows all others.

file - documents.read - expansion - split - lines - engine - items and terms checked - documents written - file
"""

from vietgloss.pipeline.model import StoppedError
from vietgloss.pipeline.result import Segment, Translation
from vietgloss.pipeline.translator import TERM_MODES, Translator, translate

__all__ = ["TERM_MODES", "Segment", "StoppedError", "Translation", "Translator", "translate"]
