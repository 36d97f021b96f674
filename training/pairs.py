"""The sentence pairs in ``training/pairs``, by split: ``python training/pairs.py train`` prints them, tab between."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "pairs"
SPLITS = ("train", "dev", "test")
_HEAD = "# doc: "


@dataclass(frozen=True)
class Pair:
    """A Vietnamese sentence and its English.

    Attributes:
        source: The Vietnamese, in NFC.
        target: The English.
        document: The document it stands in, ``file/name``.
        line: The line of its file, from 1.
    """

    source: str
    target: str
    document: str
    line: int

    @property
    def split(self) -> str:
        """``train``, ``dev`` or ``test``."""
        return split_of(self.document)


def split_of(document: str) -> str:
    """Return the split of a document: by a hash of its name, so that it never moves; one in twenty is dev, one test."""
    slot = hashlib.sha256(document.encode()).digest()[0] % 20
    return {0: "dev", 1: "test"}.get(slot, "train")


def pairs(folder: Path = FOLDER) -> Iterator[Pair]:
    """Give all pairs, file by file.

    Raises:
        ValueError: If a line is no pair, or stands in no document.
    """
    for path in sorted(folder.glob("*.tsv")):
        document = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith(_HEAD):
                document = f"{path.stem}/{line.removeprefix(_HEAD).strip()}"
            elif line.strip() and not line.startswith("#"):
                parts = line.split("\t")
                if len(parts) != 2 or not all(part.strip() for part in parts) or not document:  # noqa: PLR2004
                    raise ValueError(f"{path}:{number}: not 'Vietnamese, tab, English' below a '{_HEAD}name' line")
                source, target = (unicodedata.normalize("NFC", part.strip()) for part in parts)
                yield Pair(source, target, document, number)


def main() -> None:
    """Print the pairs of the split named on the command line."""
    if sys.argv[1:] not in [[split] for split in SPLITS]:
        sys.exit(f"usage: python training/pairs.py {'|'.join(SPLITS)}")
    for pair in pairs():
        if pair.split == sys.argv[1]:
            print(f"{pair.source}\t{pair.target}")


if __name__ == "__main__":
    main()
