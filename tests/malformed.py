"""Glossary files as they must not be: a few hundred, by name, made here since most cannot be typed."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FINE = "abbreviations:\n  ĐV: đảng viên\nterms:\n  chi bộ: Party cell\n"


@dataclass(frozen=True)
class Bad:
    """A file.

    Attributes:
        name: What is wrong with it.
        data: Its bytes.
        says: What the message must say; empty if the file may also be read as it is.
    """

    name: str
    data: bytes
    says: str = ""


def _text(name: str, text: str, says: str = "") -> Bad:
    return Bad(name, text.encode("utf-8", "surrogatepass"), says)


def everything() -> Iterator[Bad]:
    """Give all small ones."""
    for made in (
        encodings, characters, broken_yaml, types, values, doubles, nesting, aliases, keys, documents, cut, mangled
    ):  # fmt: skip
        yield from made()


def encodings() -> Iterator[Bad]:
    for codec in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"):
        yield Bad(f"in {codec}", FINE.encode(codec), "UTF-8")
    for codec, mark in (("utf-16-be", codecs.BOM_UTF16_BE), ("utf-32-be", codecs.BOM_UTF32_BE)):
        yield Bad(f"in {codec} with its mark", mark + FINE.encode(codec), "UTF-8")
    yield Bad("in TCVN3", b"abbreviations:\n  \xa7V: \xae\xb6ng vi\xaan\n", "byte 17 is not UTF-8; save the file as")
    yield Bad("in VNI", "abbreviations:\n  ÑV: ñaûng vieân\n".encode("latin-1"), "is not UTF-8; save the file as")
    yield Bad("in VISCII", b"abbreviations:\n  \xd0V: \xf0\xe4ng vi\xean\n", "is not UTF-8")
    yield Bad("in Windows-1258", "abbreviations:\n  ĐV: đa\u0309ng viên\n".encode("cp1258"), "is not UTF-8")
    yield Bad("in Latin 1", "terms:\n  a b: café\n".encode("latin-1"), "is not UTF-8")
    yield Bad("in Shift JIS", "terms:\n  a b: 日本\n".encode("shift_jis"), "is not UTF-8")
    yield Bad("in GBK", "terms:\n  a b: 中文字\n".encode("gbk"), "is not UTF-8")
    yield Bad("in CESU-8", b"terms:\n  a b: \xed\xa0\xbd\xed\xb8\x80\n", "is not UTF-8")
    yield Bad("in UTF-7", "terms:\n  a b: đ\n".encode("utf-7"))
    yield Bad("with a mark", codecs.BOM_UTF8 + FINE.encode())
    yield Bad("with two marks", codecs.BOM_UTF8 * 2 + FINE.encode())
    yield Bad("with a mark in the middle", FINE.encode() + codecs.BOM_UTF8 + b"  x y: z\n")
    yield Bad("half UTF-8, half TCVN3", FINE.encode() + b"  \xae\xb6ng: Party\n", "is not UTF-8")
    for name, data in (("an overlong form", b"\xc0\xaf"), ("a lone surrogate", b"\xed\xa0\x80"),
                       ("a byte too many", b"\x80"), ("a byte too few", b"\xe1\xbb"),
                       ("beyond Unicode", b"\xf5\x80\x80\x80"), ("FE FF", b"\xfe\xff")):  # fmt: skip
        yield Bad(f"{name} in a text", b"terms:\n  a b: x" + data + b"\n", "is not UTF-8")
    for name, data in (("gzip", b"\x1f\x8b\x08\x00\x00"), ("zip", b"PK\x03\x04\x14\x00"), ("PNG", b"\x89PNG\r\n\x1a\n"),
                       ("ELF", b"\x7fELF\x02\x01\x01\x00"), ("PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
                       ("SQLite", b"SQLite format 3\x00"), ("noise", bytes(range(256)) * 4)):  # fmt: skip
        yield Bad(f"the bytes of {name}", data, " ")


def characters() -> Iterator[Bad]:
    for code in (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0x80, 0x85), 0x9F, 0xFFFE, 0xFFFF):
        yield _text(f"U+{code:04X} in a text", f"terms:\n  a b: x{chr(code)}y\n", "not YAML")
    yield _text("U+0000 in a key", "terms:\n  a\0b: x\n", "not YAML")
    yield _text("U+0000 at the end", FINE + "\0", "not YAML")
    spaces = {"no-break": 0xA0, "em": 0x2003, "ideographic": 0x3000, "narrow": 0x202F}
    for name, code in spaces.items():
        yield _text(f"a {name} space for indentation", f"terms:\n{chr(code)}{chr(code)}a b: x\n")
    for name, code in {"NEL": 0x85, "LS": 0x2028, "PS": 0x2029}.items():
        yield _text(f"{name} in a text", f"terms:\n  a b: x{chr(code)}y\n")
        yield _text(f"{name} between lines", f"terms:{chr(code)}  a b: x{chr(code)}  c d: y\n")
    for name, code in {"zero-width space": 0x200B, "zero-width joiner": 0x200D, "word joiner": 0x2060,
                       "right-to-left override": 0x202E, "right-to-left mark": 0x200F, "soft hyphen": 0xAD,
                       "variation selector": 0xFE0F, "tag": 0xE0041, "byte order mark": 0xFEFF}.items():  # fmt: skip
        yield _text(f"a {name} in a text", f"terms:\n  a b: x{chr(code)}y\n")
        yield _text(f"a {name} in a key", f"terms:\n  a{chr(code)}b: xy\n")
        yield _text(f"only a {name} for a key", f"terms:\n  {chr(code)}: xy\n")
    yield _text("Arabic right to left", "terms:\n  a b: مرحبا\n")
    yield _text("a thousand marks on one letter", "terms:\n  a b: x" + "\u0309" * 1000 + "\n", "longer than 500")
    yield _text("a tab for indentation", "terms:\n\ta b: x\n", "a tab at the beginning of the line")
    yield _text("a tab behind blanks", "terms:\n  \ta b: x\n")
    yield _text("a tab in a block text", "terms:\n  a b: |\n\tx\n")
    yield _text("line ends of old Macs", FINE.replace("\n", "\r"))
    yield _text("line ends of Windows", FINE.replace("\n", "\r\n"))
    yield _text("mixed line ends", "terms:\r\n  a b: x\n  c d: y\r  e f: z\r\n")


def broken_yaml() -> Iterator[Bad]:
    for name, text in {
        "a quote that is not closed": "terms:\n  a b: 'x\n  c d: y\n",
        "a double quote that is not closed": 'terms:\n  a b: "x\n',
        "a bracket that is not closed": "terms:\n  a b: {target: x\n",
        "a list that is not closed": "terms:\n  a b: {target: x, also: [y}\n",
        "a bracket too many": "terms:\n  a b: {target: x}}\n",
        "the wrong bracket": "terms: {a b: [x}]\n",
        "a comma too many": "terms: {a b: x,, c d: y}\n",
        "two colons": "terms:\n  a b: x: y\n",
        "no colon": "terms:\n  a b x\n",
        "no blank behind the colon": "terms:\n  a b:x\n  c d:y\n",
        "text behind a quote": "terms:\n  a b: 'x' y\n",
        "an unknown escape": 'terms:\n  a b: "\\q"\n',
        "half an escape": 'terms:\n  a b: "\\u12"\n',
        "an escaped surrogate": 'terms:\n  a b: "\\ud800"\n',
        "an escape beyond Unicode": 'terms:\n  a b: "\\U00110000"\n',
        "an entry too far left": "terms:\n    a b: x\n  c d: y\n",
        "an entry too far right": "terms:\n  a b: x\n    c d: y\n",
        "a reserved sign": "terms:\n  a b: @x\n",
        "a backtick": "terms:\n  a b: `x`\n",
        "a percent sign": "%terms:\n  a b: x\n",
        "an alias to nothing": "terms:\n  a b: *x\n",
        "a star": "terms:\n  a b: *\n",
        "an anchor without a name": "terms:\n  a b: & x\n",
        "an anchor twice": "terms:\n  a b: &x y\n  c d: &x z\n",
        "an unknown tag handle": "terms:\n  a b: !x!y z\n",
        "a tag that is not closed": "terms:\n  a b: !<x y\n",
        "a block text with a wrong head": "terms:\n  a b: |x\n    y\n",
        "a block text with a wrong number": "terms:\n  a b: |0\n    y\n",
        "a list in a mapping": "terms:\n  a b: x\n  - c\n",
        "a mapping in a list": "terms:\n  - c\n  a b: x\n",
        "a long key in braces over two lines": 'terms: {"a\n  b": x}\n',
        "a key longer than 1024": "terms:\n  " + "a" * 2000 + ": x\n",
        "JSON with a comma too few": '{"terms": {"a b": "x" "c d": "y"}}\n',
        "merge conflict marks": "terms:\n<<<<<<< HEAD\n  a b: x\n=======\n  a b: y\n>>>>>>> other\n",
        "a Word quote": "terms:\n  a b: “x: y\n",
        "an email": "From: a@b\nTo: c\n\nHello\n",
        "HTML": "<!doctype html>\n<p>x</p>\n",
        "CSV": "Vietnamese,English\nchi bộ,Party cell\n",
        "XML": '<?xml version="1.0"?>\n<a/>\n',
        "Python": "import os\n\n\ndef f():\n    return {}\n",
        "TOML": "[terms]\nchi = 'x'\n",
        "INI": "[terms]\nchi bộ = x\n",
    }.items():
        yield _text(name, text, " ")


def types() -> Iterator[Bad]:
    shapes = {"a text": "x", "a number": "12", "a list": "[x]", "fields": "{x: y}", "a list of fields": "[{x: y}]",
              "a list of lists": "[[x]]", "null": "~", "an empty list": "[]", "empty fields": "{}"}  # fmt: skip
    for name, shape in shapes.items():
        yield _text(f"{name} for the file", f"{shape}\n", "" if shape in ("~", "{}") else " ")
        for section in ("abbreviations", "terms"):
            fine = shape in ("~", "{}", "{x: y}")
            yield _text(f"{name} for {section}", f"{section}: {shape}\n", "" if fine else f"{section}")
        for section, entry in (("abbreviations", "A"), ("terms", "a b")):
            fine = shape in ("x", "12")
            yield _text(f"{name} for one of {section}", f"{section}:\n  {entry}: {shape}\n", "" if fine else entry)
        english = ("target", "also", "forbidden", "short")
        for field in ("expansion", *english, "near", "before", "after", "forms", "note", "ref", "examples"):
            text = f"abbreviations:\n  A: {{{'' if field == 'expansion' else 'expansion: x, '}{field}: {shape}}}\n"
            yield _text(f"{name} for {field}", text)
        for field in ("senses", "keep", "examples"):
            text = f"abbreviations:\n  A: {{{field}: {shape}}}\n"
            yield _text(f"only {name} for {field}", text, "abbreviations.A")
        for field in ("id", "default", "near", "keep"):
            text = f"abbreviations:\n  A:\n    senses:\n      - {{expansion: x, {field}: {shape}}}\n"
            yield _text(f"{name} for {field} of a sense", text)


def values() -> Iterator[Bad]:
    for name, text in {
        "an unknown section": "term:\n  a b: x\n",
        "an unknown field": "terms:\n  a b: {target: x, colour: red}\n",
        "a field of abbreviations in a term": "terms:\n  a b: {target: x, near: y}\n",
        "no target": "terms:\n  a b: {also: x}\n",
        "no full form": "abbreviations:\n  A: {target: x}\n",
        "an empty text": "terms:\n  a b: ''\n",
        "a text of blanks": "terms:\n  a b: '   '\n",
        "an empty list item": "terms:\n  a b: {target: x, also: ['']}\n",
        "a text of 501": "terms:\n  a b: " + "x" * 501 + "\n",
        "a megabyte of text": "terms:\n  a b: " + "x y" * 350_000 + "\n",
        "kept and expanded": "abbreviations:\n  A: {keep: true, expansion: x}\n",
        "two defaults": "abbreviations:\n  A:\n    senses:\n" + "      - {expansion: x, default: true}\n" * 2,
        "neither true nor false": "abbreviations:\n  A: {keep: perhaps}\n",
        "a sense in a sense": "abbreviations:\n  A: {senses: [{expansion: x, senses: [{expansion: y}]}]}\n",
        "forbidden and right at once": "terms:\n  a b: {target: x, also: [y], forbidden: [z, y]}\n",
        "forbidden beside senses": "abbreviations:\n  A: {forbidden: x, senses: [{expansion: x}]}\n",
        "cues beside senses": "abbreviations:\n  A: {near: x, senses: [{expansion: x}]}\n",
        "an example of half": "abbreviations:\n  A: {expansion: x, examples: [{source: y}]}\n",
        "a key of signs": "abbreviations:\n  '---': x\n",
        "a term of signs": "terms:\n  '...': x\n",
        "an empty key": "terms:\n  '': x\n",
        "a key of blanks": "terms:\n  '  ': x\n",
        "a null key": "terms:\n  ? \n  : x\n",
        "a key that is a list": "terms:\n  ? [a, b]\n  : x\n",
        "a key that is fields": "terms:\n  {a: b}: x\n",
        "a merge key": "terms:\n  a b: &x {target: y}\n  c d: {<<: *x}\n",
        "a merge key for the entries": "x: &x {a b: y}\nterms:\n  <<: *x\n",
        "a brace of a template": "terms:\n  a b: {{ english }}\n",
    }.items():
        yield _text(name, text, " ")
    for tag in ("!!python/object:os.system", "!!python/object/apply:os.system ['echo x']", "!!python/name:os.system",
                "!!binary aGk=", "!!set {a}", "!!omap [a: b]", "!!int 12", "!!float 1", "!!timestamp 2020-01-01",
                "!!bool true", "!!null ''", "!!map {}", "!!seq []", "!local x", "!!str"):  # fmt: skip
        yield _text(f"the tag {tag}", f"terms:\n  a b: {tag}\n")
        yield _text(f"the tag {tag} for the file", f"{tag}\n")


def doubles() -> Iterator[Bad]:
    for name, text in {
        "a term twice": "terms:\n  a b: x\n  a b: y\n",
        "an abbreviation twice": "abbreviations:\n  A: x\n  A: y\n",
        "a section twice": "terms:\n  a b: x\nterms:\n  c d: y\n",
        "a field twice": "terms:\n  a b: {target: x, target: y}\n",
        "a field of a sense twice": "abbreviations:\n  A: {senses: [{expansion: x, expansion: y}]}\n",
        "a field of an example twice": "abbreviations:\n  A: {expansion: x, examples: [{source: a, source: b}]}\n",
        "uỷ and ủy": "terms:\n  đảng ủy: x\n  đảng uỷ: y\n",
        "large and small": "terms:\n  Đảng ủy: x\n  đảng ủy: y\n",
        "NFC and NFD": "terms:\n  đảng: x\n  đa\u0309ng: y\n",
        "Đ and Ð": "abbreviations:\n  ĐV: x\n  \u00d0V: y\n",
        "one and two blanks": "terms:\n  a b: x\n  a  b: y\n",
        "a dash and a hyphen": "abbreviations:\n  A-B: x\n  A–B: y\n",
        "quoted and plain": "terms:\n  a b: x\n  'a b': y\n",
    }.items():
        yield _text(f"double: {name}", text, " on line ")


def nesting() -> Iterator[Bad]:
    for depth in (21, 100, 1000, 20_000):
        for name, text in {
            "lists": "[" * depth + "]" * depth,
            "lists not closed": "[" * depth,
            "fields": "{a: " * depth + "}" * depth,
            "lists in a text's place": "terms: {a b: " + "[" * depth + "]" * depth + "}",
            "dashes": "terms:\n  a b:\n    " + "- " * depth + "x",
            "question marks": "? " * depth + "x",
            "colons": "".join(" " * n + "a:\n" for n in range(min(depth, 1000))),
            "keys of keys": "{" * depth + "a" + ": b}" * depth,
        }.items():
            yield _text(f"{depth} {name}", text + "\n", " ")


def aliases() -> Iterator[Bad]:
    yield _text("an alias to itself", "terms: &x\n  a b: *x\n", " ")
    yield _text("an alias to a list that holds it", "abbreviations:\n  A: {expansion: x, near: &x [y, *x]}\n", " ")
    yield _text("a file that is its own section", "&x\nterms: *x\n", " ")
    for levels in (5, 10, 30):
        lines = ["x0: &x0 [a, a, a, a, a, a, a, a, a, a]"]
        lines += [f"x{n}: &x{n} [" + ", ".join([f"*x{n - 1}"] * 10) + "]" for n in range(1, levels)]
        yield _text(f"a bomb of {levels} lists", "\n".join(lines) + "\n", "unknown key")
        body = "\n".join("  " + line.replace("x", "y", 1) for line in lines)
        yield _text(f"a bomb of {levels} lists for terms", f"terms:\n{body}\n", " ")
        inner = ", ".join(["&z0 [a, b]"] + [f"&z{n} [*z{n - 1}, *z{n - 1}]" for n in range(1, levels)])
        cues = f"abbreviations:\n  A: {{expansion: x, near: [{inner}]}}\n"
        yield _text(f"a bomb of {levels} lists for cues", cues, " ")
    many = ", ".join(["*x"] * 20_000)
    yield _text("a text used twenty thousand times", f"abbreviations:\n  A: {{expansion: &x y, near: [{many}]}}\n")
    senses = "      - &s {expansion: x}\n" + "      - *s\n" * 5000
    yield _text("a sense used five thousand times", f"abbreviations:\n  A:\n    senses:\n{senses}")
    entries = "\n".join(f"  x{n} y: *e" for n in range(5000))
    yield _text("an entry used five thousand times", f"terms:\n  a b: &e {{target: x, also: [y]}}\n{entries}\n")


def keys() -> Iterator[Bad]:
    yield _text("ten thousand unknown keys", "".join(f"k{n}: x\n" for n in range(10_000)), "unknown key")
    yield _text("ten thousand fields", "terms:\n  a b: {" + ", ".join(f"k{n}: x" for n in range(10_000)) + "}\n", " ")
    yield _text("ten thousand cues", "terms:\n  a b: {target: x, also: [" + "y, " * 10_000 + "]}\n")
    yield _text("three thousand entries", "terms:\n" + "".join(f"  k{n} x: y\n" for n in range(3000)))
    yield _text("ten thousand comments", "# x\n" * 10_000)
    yield _text("ten thousand blank lines", "\n" * 10_000)
    yield _text("ten thousand anchors", "".join(f"k{n}: &a{n} x\n" for n in range(10_000)), "unknown key")


def documents() -> Iterator[Bad]:
    for name, text in {
        "two documents": FINE + "---\n" + FINE,
        "two documents, the first empty": "---\n---\n" + FINE,
        "text behind the end": FINE + "...\nx: y\n",
        "an unknown version": "%YAML 3.0\n---\n" + FINE,
        "a directive twice": "%YAML 1.1\n%YAML 1.1\n---\n" + FINE,
        "a directive without a document": "%YAML 1.1\n",
        "a tag directive": "%TAG ! tag:example.com,2000:\n---\n" + FINE,
        "an unknown directive": "%FOO bar\n---\n" + FINE,
        "nothing": "",
        "a blank": " ",
        "a line end": "\n",
        "only a comment": "# x",
        "only a document start": "---\n",
        "only a document end": "...\n",
        "only null": "null\n",
        "only a mark": "\ufeff",
    }.items():
        yield _text(name, text)


def cut() -> Iterator[Bad]:
    """A good file, cut at every few bytes, as a broken copy would be."""
    data = (
        "abbreviations:\n  ĐV:\n    senses:\n      - {id: a, expansion: đảng viên, near: [chi bộ]}\n"
        "      - expansion: 'đơn vị'\n        target: \"unit\"\nterms:\n  khối: {target: bloc, not_in: [khối lượng]}\n"
    ).encode()
    for end in range(3, len(data), 7):
        yield Bad(f"cut at byte {end}", data[:end])


def mangled() -> Iterator[Bad]:
    """A good file with one character another."""
    for at in range(0, len(FINE), 5):
        for char in "\t:{'\"-#&*!|>%@\0\u2028":
            yield _text(f"{char!r} at {at}", FINE[:at] + char + FINE[at + 1 :])


def big() -> dict[str, Callable[[], Iterator[bytes]]]:
    """Return the large ones by name, as pieces to write one after the other."""

    def pieces(head: bytes, piece: bytes, size: int, tail: bytes = b"") -> Callable[[], Iterator[bytes]]:
        def give() -> Iterator[bytes]:
            yield head
            yield from [piece * (1_000_000 // len(piece))] * (size // 1_000_000)
            yield tail

        return give

    return {
        "100 MB of entries": pieces(b"terms:\n", "  đảng ủy: x\n".encode(), 100_000_000),
        "50 MB in one line": pieces(b"terms:\n  a b: ", b"x", 50_000_000, b"\n"),
        "19 MB in one line": pieces(b"terms:\n  a b: ", b"x ", 19_000_000, b"\n"),
        "19 MB of the same entry": pieces(b"terms:\n", b"  a b: x\n", 19_000_000),
        "19 MB of a list": pieces(b"terms:\n  a b: {target: x, also: [", b"y, ", 19_000_000, b"]}\n"),
        "19 MB of brackets": pieces(b"", b"[", 19_000_000),
        "19 MB of dashes": pieces(b"", b"- ", 19_000_000),
        "19 MB of comments": pieces(b"", b"# x\n", 19_000_000, FINE.encode()),
        "19 MB of zeros": pieces(b"", b"\0", 19_000_000),
        "19 MB of quotes": pieces(b"terms:\n  a b: ", b"''", 19_000_000),
    }
