# noqa: A005  # a module of a package: it hides nothing
"""Whether files in old Vietnamese encodings are recognised, and others left alone.

``python -m benchmarks.encodings`` writes the samples in ``seeds`` (and, where they are there, the real articles and
texts in ``../shared``) in each encoding they can be written in, whole and in pieces of 50, 10, 3 and 1 lines, and
counts: read as they were, refused with a message, read wrongly. Then it reads texts that are no Vietnamese: messages of
programs in other languages, in the code pages of the time, program code, and files that are no text. None of these may
be converted.
"""

from __future__ import annotations

import argparse
import gettext
import random
import sysconfig
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.legacy import ENCODINGS, written
from vietgloss import text as vn
from vietgloss.encodings import decode
from vietgloss.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SIZES = (0, 50, 10, 3, 1)  # lines of a piece; 0 is the whole file
LINES = 2000
FOREIGN = {
    "fr": ("utf-8", "latin-1", "cp1252", "cp850"), "cs": ("utf-8", "cp1250", "iso8859-2", "cp852"),
    "de": ("utf-8", "latin-1", "cp437"), "pl": ("utf-8", "cp1250"), "hu": ("utf-8", "cp1250"),
    "pt": ("utf-8", "latin-1"), "tr": ("utf-8", "cp1254"), "ro": ("utf-8", "iso8859-2"),
}  # fmt: skip
EACH = 12  # files of a language in an encoding
_CONVERTED = {"tcvn3", "vni", "vps", "viscii", "cp1258", "viqr"}


def main() -> None:
    """Write, read, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=LINES, help="lines of texts from ../shared")
    arguments = parser.parse_args()
    documents = list(_documents(arguments.lines))
    print(f"{len(documents)} documents, {sum(len(lines) for _, lines in documents)} lines that are not blank")
    if not SHARED.is_dir():
        print("../shared is not here: the samples in seeds alone")
    for size in SIZES:
        _table(documents, size)
    _stops(documents)
    _foreign()


def _documents(most: int) -> Iterator[tuple[str, list[str]]]:
    """The documents, each as its lines."""
    for folder in (ROOT / "seeds", SHARED / "seeds"):
        for path in sorted(folder.glob("*")):
            if path.suffix in (".txt", ".md") and path.stem != "README":
                yield path.name, _lines(path.read_text(encoding="utf-8-sig"))
    texts = [*sorted(SHARED.glob("data/dev/*.vi")), *sorted(SHARED.glob("data/domain/*.tsv"))]
    for path in texts:
        lines = [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()]
        chosen = random.Random(path.name).sample(lines, min(len(lines), most // len(texts)))  # noqa: S311  # no secret
        yield path.name, _lines("\n".join(chosen))


def _lines(text: str) -> list[str]:
    return [line for line in vn.nfc(text).splitlines() if line.strip()]


def _table(documents: list[tuple[str, list[str]]], size: int) -> None:
    print(f"\n{'whole documents' if not size else f'pieces of {size} lines' if size > 1 else 'single lines'}")
    print(f"{'written as':22} {'right':>6} {'refused':>8} {'wrong':>6} {'cannot be written':>18}")
    wrong: list[str] = []
    for way, encoding in ENCODINGS.items():
        counts: Counter[str] = Counter()
        for name, lines in documents:
            for at in range(0, len(lines), size or len(lines)):
                piece = lines[at : at + (size or len(lines))]
                if len(piece) < min(size, len(lines)):
                    continue  # the rest of a document
                text = "\n".join(piece)
                kind, what = _tried(text, way, encoding)
                counts[kind] += 1
                if kind == "wrong":
                    wrong.append(f"{way}: {name}: {text[:60]!r} {what}")
        print(f"{way:22} {counts['right']:6} {counts['refused']:8} {counts['wrong']:6} {counts['unwritable']:18}")
    for line in wrong:
        print(f"  wrong: {line}")


def _tried(text: str, way: str, encoding: str) -> tuple[str, str]:
    made = written(text, way)
    if made is None:
        return "unwritable", ""
    data, expected = made
    if not data:
        return "right", ""
    try:
        found = decode(data, "file")
    except InputError:
        return "refused", ""
    same = found.text == expected
    if not same and way == "viqr, no backslashes" and found.encoding == "viqr":
        same = True  # its stops are ambiguous; a note says so
    return ("right", "") if same else ("wrong", f"as {found.encoding}, not {encoding}: {found.text[:60]!r}")


def _stops(documents: list[tuple[str, list[str]]]) -> None:
    """How many lines of VIQR without backslashes come out as they were: a stop and a tone are the same sign there."""
    pairs = []
    for name, lines in documents:
        data, text = written("\n".join(lines), "viqr, no backslashes") or (b"", "")
        pairs += list(zip(decode(data, name).text.splitlines(), text.splitlines(), strict=True)) if data else []
    same = sum(found == text for found, text in pairs)
    print(f"\nVIQR without backslashes: {same} of {len(pairs)} lines are letter by letter what they were")


def _foreign() -> None:
    print(f"\nno Vietnamese\n{'what':30} {'left':>6} {'refused':>8} {'converted':>10}")
    totals: Counter[str] = Counter()
    shown: list[str] = []
    for what, files in _others():
        counts: Counter[str] = Counter()
        for name, data in files:
            try:
                found = decode(data, name)
            except InputError:
                counts["refused"] += 1
                continue
            kind = "converted" if found.encoding in _CONVERTED else "left"
            counts[kind] += 1
            if kind == "converted":
                shown.append(f"{name} as {found.encoding}: {found.text[:80]!r}")
        totals += counts
        print(f"{what:30} {counts['left']:6} {counts['refused']:8} {counts['converted']:10}")
    print(f"{'all':30} {totals['left']:6} {totals['refused']:8} {totals['converted']:10}")
    for line in shown[:60]:
        print(f"  converted: {line}")


def _others() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    for language, encodings in FOREIGN.items():
        texts = list(_messages(language))
        if not texts:
            print(f"{language}: no messages of programs on this system")
        for encoding in encodings:
            made = [(f"{name}, {language}", text.encode(encoding, "ignore")) for name, text in texts[:EACH]]
            short = [(name, b"\n".join(data.splitlines()[:3])) for name, data in made]
            if made:
                yield f"{language} in {encoding}", made
                yield f"{language} in {encoding}, 3 lines", short
    library = Path(sysconfig.get_path("stdlib"))
    code = sorted(library.glob("*.py"))
    yield "Python code", [(path.name, path.read_bytes()) for path in code]
    yield "Python code in pieces", [(path.name, path.read_bytes()[5000:5600]) for path in code]
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *library.parent.glob("python3*/**/*.txt")]
    yield "documentation", [(path.name, path.read_bytes()) for path in documents[:200]]
    dev = SHARED / "data/dev/flores-dev.en"
    if dev.exists():
        lines = dev.read_bytes().splitlines()
        yield "English, 5 lines", [(f"line {n}", b"\n".join(lines[n : n + 5])) for n in range(0, len(lines), 5)]
    binary = [*library.rglob("*.so"), *library.rglob("*.pyc")][:60]
    yield "no text", [(path.name, path.read_bytes()) for path in binary]
    yield "no text, without NUL", [(path.name, path.read_bytes()[2000:6000].replace(b"\0", b" ")) for path in binary]
    made = random.Random(7)  # noqa: S311  # no secret
    yield "noise", [(f"noise {n}", bytes(made.choices(range(1, 256), k=50 * n))) for n in range(1, 60)]
    yield (
        "noise of letters",
        [
            (f"noise {n}", bytes(made.choices([*b"abcdefghijklmnopqrstuvwxyz   ", *range(0xA0, 256)], k=50 * n)))
            for n in range(1, 60)
        ],
    )


def _messages(language: str) -> Iterator[tuple[str, str]]:
    """What programs on this system say in a language, a file each."""
    for path in sorted(Path("/usr/share/locale").glob(f"{language}/LC_MESSAGES/*.mo")):
        try:
            with path.open("rb") as file:
                catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # noqa: SLF001  # all of it
        except (OSError, ValueError):
            continue
        texts = [text for key, text in catalogue.items() if key]
        if len(texts) > EACH:
            yield path.name, vn.nfc("\n".join(texts[:400]))


if __name__ == "__main__":
    main()
