"""From documents to English: the one room that knows all others.

file - documents.read - expansion - split - lines - engine - items and terms checked - documents written - file
"""

from vietgloss.pipeline.model import StoppedError
from vietgloss.pipeline.prepare import refuse_ambiguous
from vietgloss.pipeline.result import Segment, Translation
from vietgloss.pipeline.text import translate
from vietgloss.pipeline.translator import TERM_MODES, Translator

__all__ = ["TERM_MODES", "Segment", "StoppedError", "Translation", "Translator", "refuse_ambiguous", "translate"]
