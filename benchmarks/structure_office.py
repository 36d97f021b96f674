"""Compares the structure of two office files: all but the text to read must be the same.

    python -m benchmarks.structure_office BEFORE AFTER

takes .docx, .pptx, .odt and .xlsx (or two folders with files of the same names) and prints what differs; the exit code
is 1 if anything does. It knows nothing of the readers in ``vietgloss.documents``.

Every entry must be there, in the same order; what is not XML must be the same byte by byte, and all XML the same
element by element, with the same attributes and texts, but for the text to read. Inside a paragraph, English has
another order: what stands in it may have moved, but must all be there, in the same link or other thing around it. The
same run may be cut anywhere, so for runs their styles are compared: none may be lost, none may be new.
"""

from __future__ import annotations

import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

Tree = tuple[object, ...]

# Spelling, language, revisions and caches of the layout: programs write them as they please.
IGNORED = frozenset(
    """
    proofErr lang noProof bCs iCs szCs webHidden softHyphen noBreakHyphen lastRenderedPageBreak soft-page-break
    rsidR rsidRPr rsidRDefault rsidP rsidDel altLang dirty err smtClean smtId bmk kumimoji
    """.split()
)
IGNORED_OF = {
    "rFonts": frozenset("cs cstheme eastAsia eastAsiaTheme hint".split()),
    "sst": frozenset({"count", "uniqueCount"}),
}
PARAGRAPHS = frozenset("p h si is".split())
TO_READ = frozenset({"t", "title"})
ODF = "urn:oasis:names:tc:opendocument:"
RUN_PROPERTIES = "rPr"
AROUND = frozenset("hyperlink ins moveTo smartTag customXml fldSimple sdt sdtContent dir bdo a".split())


def name_of(element: etree._Element) -> str:
    """The bare name of an element; empty for a comment or an instruction."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attributes(element: etree._Element) -> Tree:
    """The attributes that say something, sorted."""
    skip = IGNORED | IGNORED_OF.get(name_of(element), frozenset())
    pairs = ((str(key), str(value)) for key, value in element.attrib.items())
    return tuple(sorted((k, v) for k, v in pairs if etree.QName(k).localname not in skip and not k.endswith("}space")))


def tree(element: etree._Element) -> Tree:
    """An element with all that is in it, without the text to read."""
    name = name_of(element)
    if name in PARAGRAPHS and name_of_namespace(element) != "other":
        return paragraph(element)
    text = "" if name in TO_READ else (element.text or "").strip()
    children = (tree(child) for child in element if says_something(child))
    return (str(element.tag), attributes(element), text, *children)


def says_something(element: etree._Element) -> bool:
    """Whether an element makes a difference that can be seen."""
    name = name_of(element)
    return name not in IGNORED and bool(name) and (name != "rFonts" or bool(attributes(element)))


def name_of_namespace(element: etree._Element) -> str:
    """Which vocabulary an element is of."""
    space = etree.QName(element).namespace or ""
    if space.startswith(ODF):
        return "odf"
    return "ooxml" if "wordprocessingml" in space or "drawingml" in space or "spreadsheetml" in space else "other"


def paragraph(element: etree._Element) -> Tree:
    """A paragraph: what stands in it in any order; styles of runs are compared by :func:`styles`."""
    return ("paragraph", str(element.tag), attributes(element), *inside(element))


def inside(host: etree._Element) -> tuple[Tree, ...]:
    """All that stands in a paragraph or in something in it, but runs, text and spaces, sorted."""
    found: list[Tree] = []
    for child in host:
        name = name_of(child)
        if name == "span":
            found += inside(child)
        elif name == "r":
            style = run_style(child)
            found += (("in a run", *style, *item) for item in inside(child))
        elif name in AROUND:
            found.append((str(child.tag), attributes(child), *inside(child)))
        elif says_something(child) and name not in {RUN_PROPERTIES, "t", "s"}:
            found.append(tree(child))
    return tuple(sorted(found, key=repr))


def run_style(run: etree._Element) -> Tree:
    """The formatting of a run; empty if it has none."""
    own = next((child for child in run if name_of(child) == RUN_PROPERTIES), None)
    if own is None:
        return ()
    inner = sorted((tree(child) for child in own if says_something(child)), key=repr)
    return (*attributes(own), *inner)


def styles(element: etree._Element) -> tuple[set[Tree], set[Tree]]:
    """The styles of the runs of a paragraph: of those with letters or figures, and of all."""
    full: set[Tree] = set()
    every: set[Tree] = set()
    for run in element.iter():
        own = run_style(run) if name_of(run) == "r" else attributes(run) if name_of(run) == "span" else None
        if own is None or next(run.iterancestors(element.tag)) is not element:
            continue
        text = "".join(t.text or "" for t in run if name_of(t) == "t") if name_of(run) == "r" else run.text or ""
        every.add(own)
        if text.strip():
            full.add(own)
    return full, every


def paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """All paragraphs of a part, in order."""
    return (e for e in root.iter() if name_of(e) in PARAGRAPHS and name_of_namespace(e) != "other")


def disorder(root: etree._Element) -> Counter[str]:
    """What must stand in order and does not: ends before beginnings, frames of fields out of turn."""
    found: Counter[str] = Counter()
    begun: set[str] = set()
    depth: list[str] = []
    for element in root.iter():
        name = name_of(element)
        number = next((str(v) for k, v in element.attrib.items() if etree.QName(str(k)).localname == "id"), "")
        if name.endswith("Start"):
            begun.add(name.removesuffix("Start") + number)
        elif name.endswith("End") and name.removesuffix("End") + number not in begun:
            found[f"{name} {number} before its start"] += 1
        elif name == "fldChar":
            role = next((str(v) for k, v in element.attrib.items() if str(k).endswith("fldCharType")), "")
            if role == "begin":
                depth.append("code")
            elif not depth or (role == "separate" and depth[-1] != "code"):
                found[f"field: {role} out of turn"] += 1
            elif role == "separate":
                depth[-1] = "result"
            else:
                depth.pop()
        elif name == "instrText" and (not depth or depth[-1] != "code"):
            found["code of a field outside of one"] += 1
    found["fields without end"] = len(depth)
    return found


def compare_xml(before: bytes, after: bytes) -> list[str]:
    """What differs in a part."""
    old, new = (etree.fromstring(data, etree.XMLParser(resolve_entities=False)) for data in (before, after))
    olds, news = list(paragraphs(old)), list(paragraphs(new))
    found = []
    if len(olds) != len(news):
        found.append(f"{len(olds)} paragraphs before, {len(news)} after")
    for at, (was, now) in enumerate(zip(olds, news, strict=False)):
        if paragraph(was) != paragraph(now):
            found.append(f"paragraph {at}: {first_difference(paragraph(was), paragraph(now))}")
        (full, every), (new_full, new_every) = styles(was), styles(now)
        found += [f"paragraph {at}: style lost: {style}" for style in full - new_every]
        found += [f"paragraph {at}: new style: {style}" for style in new_full - every]
    if not found and tree(old) != tree(new):
        found.append(first_difference(tree(old), tree(new)))
    return found + [f"{what}" for what, number in disorder(new).items() if number > disorder(old)[what]]


def first_difference(old: object, new: object) -> str:
    """The first place at which two trees differ, as one line."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        for one, other in zip(old, new, strict=False):
            if one != other:
                return first_difference(one, other)
        longer, sign = (old, "-") if len(old) > len(new) else (new, "+")
        return f"{sign} {str(longer[min(len(old), len(new))])[:300]}"
    return f"{str(old)[:200]} -> {str(new)[:200]}"


def cells(archive: zipfile.ZipFile, name: str) -> list[Tree]:
    """The cells of a sheet, with the structure of the strings that they share."""
    strings = []
    if "xl/sharedStrings.xml" in archive.namelist():
        strings = [paragraph(item) for item in paragraphs(etree.fromstring(archive.read("xl/sharedStrings.xml")))]
    root = etree.fromstring(archive.read(name))
    found: list[Tree] = []
    for cell in (e for e in root.iter() if name_of(e) == "c"):
        value = next((child for child in cell if name_of(child) == "v"), None)
        shared = cell.get("t") == "s" and value is not None
        own = strings[int(value.text or 0)] if shared and value is not None else ()
        if shared and value is not None:
            value.text = ""
        found.append((*tree(cell), own))
    return found


def compare(before: Path, after: Path) -> list[str]:
    """What differs between two files, a line each."""
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after) as new:
        if old.namelist() != new.namelist():
            return [f"entries differ: {sorted(set(old.namelist()) ^ set(new.namelist())) or 'their order'}"]
        found = []
        for name in old.namelist():
            if "/worksheets/sheet" in name and name.endswith(".xml"):
                if cells(old, name) != cells(new, name):
                    found.append(
                        f"{name}: cells differ: {first_difference(tuple(cells(old, name)), tuple(cells(new, name)))}"
                    )
            elif old.read(name) == new.read(name) or name.endswith("sharedStrings.xml"):
                continue
            elif name.endswith((".xml", ".rels")):
                found += [f"{name}: {line}" for line in compare_xml(old.read(name), new.read(name))]
            else:
                found.append(f"{name}: not the same bytes")
    return found


def main(arguments: list[str]) -> int:
    """Compares two files or two folders; returns the exit code."""
    before, after = map(Path, arguments)
    names = sorted(path.name for path in before.iterdir()) if before.is_dir() else [""]
    bad = 0
    for name in names:
        found = compare(before / name, after / name) if name else compare(before, after)
        bad += bool(found)
        print(f"{name or after}: {'the same structure' if not found else f'{len(found)} differences'}")
        print("".join(f"  {line}\n" for line in found[:20]), end="")
    print(f"{len(names) - bad} of {len(names)} have the same structure")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
