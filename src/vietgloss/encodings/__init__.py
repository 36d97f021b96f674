"""The encodings that Vietnamese texts come in: recognised, named, and turned into Unicode.

Nothing is guessed silently: a text that was converted carries a note that says from what, and one whose encoding cannot
be told is refused with the names of what it could be.
"""

from __future__ import annotations

from vietgloss.encodings.decoding import Decoded, decode
from vietgloss.encodings.names import KNOWN, canonical, label
from vietgloss.encodings.reading import BOM, strict
from vietgloss.encodings.recognition import recognise

__all__ = ["BOM", "KNOWN", "Decoded", "canonical", "decode", "label", "recognise", "strict"]
