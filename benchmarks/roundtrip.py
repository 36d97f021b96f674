"""Translates realistic files of all formats in one run and compares their structure.

    python -m benchmarks.roundtrip [FOLDER] [--beam N] [--convert] [--only docx]

makes 81 files from invented news (``benchmarks.realistic``; the same each time), translates them with the
command ``vietgloss translate`` and the built-in model, and prints for each format how many of the results have the
structure of their source, element by element, by ``benchmarks.structure``, ``structure_office`` and
``structure_small``. Some files are saved by LibreOffice, if it is installed. With ``--convert`` it turns sources and
results into PDF. The exit code is 1 if anything differs or fails. Needed: python-docx, python-pptx, odfpy, openpyxl.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import structure, structure_office, structure_small
from benchmarks.realistic import office, small, web, word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MAKERS: tuple[tuple[Callable[[int], tuple[str, bytes]], int], ...] = (
    (word.make, 18),
    (office.slides, 6),
    (office.odt, 5),
    (office.sheet, 8),
    (web.page, 11),
    (web.book, 3),
    (small.xliff, 6),
    (small.po, 3),
    (small.subtitles, 6),
    (small.table, 3),
    (small.records, 3),
    (small.markdown, 3),
)
RESAVED = ((2, "docx"), (6, "docx"), (1, "odt"), (7, "odt"), (8, "odt"), (12, "html"))
"""Which Word files LibreOffice saves anew, and as what."""
OFFICE = frozenset({".docx", ".pptx", ".odt", ".xlsx"})
PAGES = frozenset({".html", ".epub"})
_LIMIT_S = 600


def make(folder: Path, scratch: Path) -> None:
    """Writes all files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for maker, count in MAKERS:
        for number in range(count):
            name, data = maker(number)
            (folder / name).write_bytes(data)
    if not shutil.which("soffice"):
        print("no LibreOffice: the files that it saves are left out")
        return
    for number, suffix in RESAVED:
        name, data = word.make(100 + number)
        source = scratch / name
        source.write_bytes(data)
        made = scratch / suffix
        convert([source], suffix, made)
        new = made / source.with_suffix(f".{suffix}").name
        for path in made.glob(f"{source.stem}*"):  # a page comes with its pictures
            shutil.move(path, folder / f"libreoffice-{path.name}" if path == new else folder / path.name)


def convert(paths: Sequence[Path], suffix: str, to: Path) -> list[str]:
    """Has LibreOffice save files in another format; returns the names of those it did not save."""
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603  # our own files
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", suffix,  # noqa: S607  # where it is installed
             "--outdir", str(to), *map(str, paths)],
            check=False, capture_output=True, timeout=_LIMIT_S,
        )  # fmt: skip
    return [p.name for p in paths if not (to / p.with_suffix(f".{suffix}").name).is_file()]


def compare(before: Path, after: Path) -> list[str]:
    """What differs between two files, a line each."""
    if not after.is_file():
        return ["not written"]
    if before.suffix in OFFICE:
        return structure_office.compare(before, after)
    return (structure if before.suffix in PAGES else structure_small).compare(before, after)


def show(found: Mapping[Path, list[str]]) -> None:
    """Prints how many files of each format kept their structure, and what differs."""
    rows: dict[str, list[bool]] = defaultdict(list)
    for path, lines in found.items():
        rows[path.suffix[1:]].append(not lines)
    print("format  files  same structure")
    for suffix, same in sorted(rows.items()):
        print(f"{suffix:6}  {len(same):5}  {sum(same):14}")
    print(f"{'all':6}  {len(found):5}  {sum(not lines for lines in found.values()):14}\n")
    for path, lines in found.items():
        for line in lines[:5]:
            print(f"{path.name}: {line}")


def turned(files: Sequence[Path], top: Path) -> list[str]:
    """Turns sources and results into PDF; returns the names of those that failed."""
    failed: list[str] = []
    for folder in (top / "vi", top / "en"):
        for suffix in sorted(OFFICE):  # by format: two files of one name would become the same PDF
            some = [folder / path.name for path in files if path.suffix == suffix]
            if some:
                failed += convert(some, "pdf", top / f"pdf-{folder.name}")
    print(f"turned into PDF: all but {', '.join(failed)}" if failed else "all office files turned into PDF")
    return failed


def main() -> int:
    """Make, translate, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="keep everything there (default: a temporary folder)")
    parser.add_argument("--beam", default="4")
    parser.add_argument("--convert", action="store_true", help="turn office files into PDF by LibreOffice")
    parser.add_argument("--only", default="", help="files of this suffix alone")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        return run(arguments, arguments.folder or Path(scratch) / "all", Path(scratch))


def run(arguments: argparse.Namespace, top: Path, scratch: Path) -> int:
    """Runs the trial in a folder; returns the exit code."""
    before, after = top / "vi", top / "en"
    make(before, scratch)
    if arguments.only:
        for path in before.iterdir():
            if path.suffix != f".{arguments.only}":
                path.unlink()
    files = sorted(path for path in before.iterdir() if path.suffix in {*OFFICE, *PAGES, *structure_small.SUFFIXES})
    began = time.monotonic()
    command = [sys.executable, "-m", "vietgloss", "translate", str(before), "-o", f"{after}/", "--no-memory", "--quiet"]
    code = subprocess.run([*command, "--beam", arguments.beam], check=False).returncode  # noqa: S603  # our own command
    print(f"{len(files)} files translated in {time.monotonic() - began:.0f} s, exit code {code}\n")
    found = {path: compare(path, after / path.name) for path in files}
    show(found)
    failed = turned(files, top) if arguments.convert else []
    return 1 if code or failed or any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
