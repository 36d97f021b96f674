"""Whether a word can be a Vietnamese syllable by its spelling: onset, rhyme and tone.

It is stricter than :func:`vietgloss.text.is_syllable`. The rhymes are those of the written language (as in any primer),
a few rare ones and those of loans included. It tells right letters from letters that another encoding makes out of the
same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_FRONT = (
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y "
    "yêm yên yêng yêt yêu"
)
_BACK = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây o oc oi om on ong op "
    "ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm "
    "ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt uôc uôi uôm "
    "uôn uông uôt uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương "
    "ươp ươt ươu"
)
_AFTER_QU = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê êch ên ênh êt i ich in "
    "it ơ ơi y ych ynh yt yên yêt ôc"
)


def _any(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_SYLLABLE = re.compile(
    rf"(?:(?:ngh|gh|k)(?:{_any(_FRONT)})"
    rf"|(?:nh|ch|gi|kh|ph|th|tr|[bdđghlmnpqrstvx])?(?:{_any(_FRONT)})"
    rf"|(?:ng|nh|ch|gi|kh|ph|th|tr|[bcdđghlmnprstvx])?(?:{_any(_BACK)})"
    rf"|qu(?:{_any(_AFTER_QU)}))"
)
_STOPPED = re.compile(r"(?:[cpt]|ch)$")


_LONGEST = 7  # letters, as in nghiêng


def is_plausible(word: str) -> bool:
    """Tells whether a word in NFC is spelt as a Vietnamese syllable, with a tone that its end allows.

    >>> is_plausible("Đảng"), is_plausible("nghiệp"), is_plausible("nghiẹ"), is_plausible("tàc")
    (True, True, False, False)
    """
    return len(word) <= _LONGEST and _is_plausible(word)


@lru_cache(maxsize=65536)
def _is_plausible(word: str) -> bool:
    parts = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in parts if c in _TONES]
    bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not tones or not _STOPPED.search(bare) or tones[0] in "\u0301\u0323"
