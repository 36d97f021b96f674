"""Fill the templates: ``python training/generate/generate.py 2000 --seed 1`` prints so many pairs, tab between."""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from slots import SLOTS, kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from values import Value

TEMPLATES = Path(__file__).parent / "templates"
JOINED = 0.04  # share of the lines that hold two sentences
_TRIES = 20
_SLOT = re.compile(r"\{([^{}]*)\}")
_OPENING = "\"'“‘([«"
# An address, and the mark of an item in a list, "a)", keep their small letter.
_SMALL = re.compile(r"\S*(?://|@|\.vn)|www\.|\w{1,2}\)")
# Figures that are read with a vowel first: 8, 11, 18, 80, 11,500.
_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=8|1[18](?:[,.]\d+)*(?!\d))")


class Pair(NamedTuple):
    """A Vietnamese line and its English."""

    source: str
    target: str


class Template(NamedTuple):
    """A pair with slots in braces, and where it stands."""

    source: str
    target: str
    place: str

    @property
    def is_sentence(self) -> bool:
        """Whether another sentence may follow."""
        return self.source.endswith((".", "!", "?")) and self.target.endswith((".", "!", "?", '."'))


def read(folder: Path = TEMPLATES) -> list[Template]:
    """Read and check all templates.

    Raises:
        ValueError: If a line is no template, with its file and line.
    """
    templates: dict[str, Template] = {}
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            place = f"{path}:{number}"
            columns = unicodedata.normalize("NFC", line).split("\t")
            if len(columns) != 2 or not all(column.strip() for column in columns):  # noqa: PLR2004
                raise ValueError(f"{place}: not 'Vietnamese, tab, English'")
            template = Template(columns[0].strip(), columns[1].strip(), place)
            _check(template)
            if template.source in templates:
                raise ValueError(f"{place}: stands in {templates[template.source].place} already")
            templates[template.source] = template
    return list(templates.values())


def _check(template: Template) -> None:
    found = [Counter(_SLOT.findall(side)) for side in template[:2]]
    for name in found[0] | found[1]:
        try:
            kind(name)
        except KeyError:
            raise ValueError(f"{template.place}: there is no slot {{{name}}}") from None
    if found[0] != found[1]:
        odd = sorted((found[0] - found[1]) + (found[1] - found[0]))
        raise ValueError(f"{template.place}: {{{'}, {'.join(odd)}}} not as often on both sides")
    if any(brace in _SLOT.sub("", side) for side in template[:2] for brace in "{}"):
        raise ValueError(f"{template.place}: a brace stands alone")


def fill(template: Template, rng: random.Random) -> Pair:
    """Put a value into every slot; slots of one kind get values that differ."""
    values: dict[str, Value] = {}
    for name in dict.fromkeys(_SLOT.findall(template.source)):
        for _ in range(_TRIES):
            values[name] = SLOTS[kind(name)](rng)
            if [english for _, english in values.values()].count(values[name][1]) == 1:
                break
    sides = [
        _SLOT.sub(lambda match, side=side: values[match[1]][side], text)  # type: ignore[misc]
        for side, text in enumerate(template[:2])
    ]
    return Pair(_capital(sides[0]), _capital(_BEFORE_VOWEL.sub(r"\1n ", sides[1])))


def _capital(text: str) -> str:
    start = len(text) - len(text.lstrip(_OPENING))
    return text if _SMALL.match(text, start) else text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def generate(count: int, seed: int, folder: Path = TEMPLATES) -> list[Pair]:
    """Make pairs, no two with the same Vietnamese, all templates as often as they can.

    Raises:
        ValueError: If a template is wrong, or the templates do not give so many pairs.
    """
    rng = random.Random(seed)  # noqa: S311  # chance decides what is trained on, not what is secret
    made: dict[str, Pair] = {}
    templates = read(folder)
    while len(made) < count:
        before = len(made)
        for pair in _round(templates, rng, made):
            made[pair.source] = pair
            if len(made) == count:
                break
        if len(made) == before:
            raise ValueError(f"the templates of {folder} give {before} different pairs, not {count}")
    return list(made.values())


def _round(templates: list[Template], rng: random.Random, made: dict[str, Pair]) -> Iterator[Pair]:
    """Fill every template once, in a new order; some sentences go into one line with the next."""
    held: Pair | None = None
    for template in rng.sample(templates, len(templates)):
        for _ in range(_TRIES):
            pair = fill(template, rng)
            if pair.source not in made:
                break
        else:
            continue
        if held and template.is_sentence:
            pair, held = Pair(f"{held.source} {pair.source}", f"{held.target} {pair.target}"), None
        elif not held and template.is_sentence and rng.random() < JOINED:
            held = pair
            continue
        yield pair
    if held:
        yield held


def main() -> None:
    """Print pairs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("count", type=int, help="how many pairs")
    parser.add_argument("--seed", type=int, default=1, help="other values with another seed")
    arguments = parser.parse_args()
    for pair in generate(arguments.count, arguments.seed):
        print(f"{pair.source}\t{pair.target}")


if __name__ == "__main__":
    main()
