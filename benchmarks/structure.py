"""What differs between two web pages or books but their text.

``python -m benchmarks.structure A B`` prints a line for each difference; its exit code is 1 if there is any. Files
are HTML, XHTML or EPUB. Inline elements may stand in another order within a paragraph, as words do in another language,
but each must keep its parent; all other elements must keep their order.

It reads with the standard library's parser, not with the code that it judges.
"""

from __future__ import annotations

import argparse
import re
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_INLINE = frozenset(
    "a abbr b bdi bdo big cite code del dfn em font i img input ins kbd label map mark q ruby s".split()
) | (frozenset("samp small span strike strong sub sup time tt u var wbr svg math script button o:p".split()))
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_RAW = frozenset({"script", "style"})
_TEXTS = frozenset({"title", "alt", "placeholder", "aria-label", "label"})
_DESCRIPTIONS = frozenset({"description", "og:title", "og:description", "twitter:title", "twitter:description"})
_PAGES = (".html", ".htm", ".xhtml", ".xht", ".opf", ".ncx")
_MOST = 20
_SAYS_ENCODING = re.compile(r"(charset|encoding)(\s*=\s*[\"']?)[\w.-]+", re.IGNORECASE)


@dataclass
class Outline:
    """A page without its text.

    Attributes:
        blocks: Its block elements in order, with what they stand in.
        inline: Its inline elements with what they stand in, how often each.
        other: Comments, declarations, scripts and styles, how often each.
    """

    blocks: list[str] = field(default_factory=list)
    inline: Counter[str] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.outline = Outline()
        self.around: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element(tag, attrs)
        if tag not in _VOID:
            self.around.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.around:
            while self.around.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.around and self.around[-1] in _RAW:
            self.outline.other[f"{self.around[-1]}: {data}"] += 1

    def handle_comment(self, data: str) -> None:
        self.outline.other[f"<!--{data}-->"] += 1

    def handle_decl(self, decl: str) -> None:
        self.outline.other[f"<!{decl}>"] += 1

    def handle_pi(self, data: str) -> None:
        said = _SAYS_ENCODING.sub(r"\1\2", data) if data.startswith("xml") else data
        self.outline.other[f"<?{said}>"] += 1

    def unknown_decl(self, data: str) -> None:
        self.outline.other[f"<![{data}]>"] += 1

    def _element(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        described = (values.get("name") or values.get("property") or "").lower() in _DESCRIPTIONS
        shown: list[str] = []
        for name, value in attrs:
            new = value
            if (name in _TEXTS and tag not in ("link", "style", "script")) or (described and name == "content"):
                new = "..." if any(c.isalpha() for c in value or "") else value
            elif (tag == "meta" and name == "charset") or (
                not self.around and name in ("lang", "xml:lang") and (value or "").lower()[:2] in ("vi", "en")
            ):
                new = "..."
            elif tag == "meta" and name == "content":
                new = _SAYS_ENCODING.sub(r"\1\2", value or "")
            shown.append(f"{name}={new!r}")
        line = f"{'/'.join(self.around[-1:])} > <{' '.join([tag, *shown])}>"
        if tag in _INLINE:
            self.outline.inline[line] += 1
        else:
            self.outline.blocks.append(line)


def outline(source: str) -> Outline:
    """Take the text out of a page."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.outline


def differences(one: Outline, other: Outline) -> list[str]:
    """What differs between two pages, a line each."""
    found: list[str] = []
    if one.blocks != other.blocks:
        pairs = zip([*one.blocks, "(end)"], [*other.blocks, "(end)"], strict=False)
        number, (a, b) = next((n, p) for n, p in enumerate(pairs) if p[0] != p[1])
        found.append(f"element {number}: {a} became {b}")
    for was, now in ((one.inline, other.inline), (one.other, other.other)):
        found += [f"lost: {what} ({times})" for what, times in (was - now).items()]
        found += [f"new: {what} ({times})" for what, times in (now - was).items()]
    return found


def compare(one: Path, other: Path) -> list[str]:
    """What differs between two files, a line each."""
    if one.suffix.lower() != ".epub":
        return differences(outline(one.read_text(encoding="utf-8")), outline(other.read_text(encoding="utf-8")))
    with zipfile.ZipFile(one) as a, zipfile.ZipFile(other) as b:
        first = [(i.filename, i.compress_type) for i in a.infolist()]
        second = [(i.filename, i.compress_type) for i in b.infolist()]
        if first != second:
            return [f"entries: {first} became {second}"]
        found: list[str] = []
        for name, _ in first:
            if name.lower().endswith(_PAGES):
                parts = (outline(z.read(name).decode("utf-8")) for z in (a, b))
                found += [f"{name}: {line}" for line in differences(*parts)]
            elif a.read(name) != b.read(name):
                found.append(f"{name}: changed")
        return found


def main() -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    arguments = parser.parse_args()
    found = compare(arguments.one, arguments.other)
    for line in found[:_MOST]:
        print(line)
    if len(found) > _MOST:
        print(f"... and {len(found) - _MOST} more")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
