"""Learning terms from a text and its translation: which English stands for which Vietnamese, with evidence."""

from vietgloss.learning.learn import Learned, learn
from vietgloss.learning.sentences import Pair, Sentence, pairs_of, pairs_of_lines

__all__ = ["Learned", "Pair", "Sentence", "learn", "pairs_of", "pairs_of_lines"]
