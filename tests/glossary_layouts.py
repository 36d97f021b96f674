"""Random glossaries in random layouts: everything YAML allows and people might type.

What is written is known: each entry's fields, and which lines (in ``{}``: which characters) are its own.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from vietgloss import text as vn
from vietgloss.glossary.plain import Fields, Record, Section

if TYPE_CHECKING:
    from collections.abc import Callable

_START, _END = "\ue000", "\ue001"  # stand around an entry while its text grows
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


TEXTS = (
    "đảng viên", "tổ chức cơ sở Đảng", "ủy ban", "uỷ ban nhân dân", "it's so", 'say "so"', "a: b", "a # b", "#x",
    "x, y", "[x] y", "{x}", "NO", "12", "1.5", "- x", "? x", "yes", "a:b", "*x", "&x y", "!x", "%x", "@x", "`x`",
    "a\\b", "|", "> x", "... x", "--- x", "kinh tế – xã hội", nfd("Hội đồng"), "x:", ": x", "a #", "'", '"', "''x''",
    "People's Council", "\N{GRINNING FACE} x", "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai",
    "true", "0x1f", "a\u00a0b", "=", "<<", "một, hai: ba # bốn", "x - y", "x ? y : z", "2021-01-01", "\u200bx",
)  # fmt: skip
CUES = ("chi bộ", "Đoàn", "x, y", "các", "uỷ", "#1", "a: b", "it's", "[x", "NO", "cơ quan", "sinh hoạt", nfd("huyện"))
ABBREVIATIONS = (
    "ĐV", "TCCSĐ", "QL{}#", "KT-XH", "T.Ư", "CCQ&DN", "A/B", "NO", "12A", "Q{}.", "it's", 'A"B', "A#B", "A, B", "A: b",
    "A{{b}}", nfd("ĐẢNG"), "yes", "A\\B", "A:", "TỔ CHỨC", "A #", "\u00d0V",
)  # fmt: skip
TERMS = (
    "đảng ủy", "uỷ ban", "chủ trương, chính sách", nfd("hội đồng"), "“chợ” đầu mối", "- x", "khối: x", "C#{}#", "'x'",
    "Ban Thường vụ", '"x" y', "a # b", "[x]", "lớp {{n}} {}", "{{n}} lớp {}",
)  # fmt: skip
# Braces in the English of a term are slots of the Vietnamese.
ENGLISH = tuple(text for text in TEXTS if "{" not in text)


@dataclass
class Entry:
    """An entry as it was written; ``[start, end)`` are the lines of a block entry, the characters of a flow one."""

    record: Record
    start: int
    end: int
    flow: bool


@dataclass
class Sample:
    """A glossary file.

    Attributes:
        text: The file, byte order mark included.
        entries: What it holds, in order.
        aliases: Whether it refers to anchors, so that one entry's edit may touch another.
    """

    text: str
    entries: list[Entry] = field(default_factory=list)
    aliases: bool = False

    @property
    def keys(self) -> set[tuple[Section, str]]:
        return {entry.record.key for entry in self.entries}


class Maker:
    """Makes entries and layouts.

    Args:
        choose: Returns a number below its argument; 0 is the simplest choice.
        wild: Whether the layouts are those of all of YAML; else those people usually write.
    """

    def __init__(self, choose: Callable[[int], int], *, wild: bool) -> None:
        self.choose = choose
        self.wild = wild
        self.count = 0
        self.anchors: dict[str, str] = {}
        self.aliases = False
        self.below_block = False  # whether a comment here might be taken for more of a block scalar

    def pick(self, options: Any) -> Any:  # noqa: ANN401  # any sequence
        return options[self.choose(len(options))]

    def once(self, times: int) -> bool:
        """Tell whether to do something that happens once in so many times."""
        return self.choose(times) == times - 1

    def oddly(self, times: int) -> bool:
        """As :meth:`once`, in wild layouts only."""
        return self.wild and self.once(times)

    # -- data ----------------------------------------------------------------------------------------------

    def name(self, section: Section) -> str:
        self.count += 1
        pattern = self.pick(ABBREVIATIONS if section == "abbreviations" else TERMS)
        if "{}" in pattern or "{{" in pattern:
            made = pattern.format(self.count)
            return made if str(self.count) in made else f"{made}{self.count}"
        return f"{pattern[:-1]}{self.count}:" if pattern.endswith(":") else f"{pattern}{self.count}"

    def record(self, section: Section) -> Record:
        return Record(section, self.name(section), self.fields(section))

    def fields(self, section: Section) -> Fields:
        if section == "terms":
            fields = {"target": self.pick(ENGLISH)} | self._texts("also", "not_in") | self._remarks()
            return fields if self.once(2) else {"target": fields["target"]}
        kind = self.choose(7)
        if kind < 2:
            return {"expansion": self.pick(TEXTS)}
        if kind == 6:
            return {"keep": True} | self._remarks()
        if kind < 4:
            return self.sense(alone=True) | self._texts("forms") | self._remarks() | self._examples()
        senses = [self.sense() for _ in range(1 + self.choose(3))]
        if self.once(2):
            self.pick(senses)["default"] = True
        return {"senses": senses} | self._texts("forms") | self._remarks() | self._examples()

    def sense(self, *, alone: bool = False) -> Fields:
        fields: Fields = {"expansion": self.pick(TEXTS)}
        if not alone and self.once(8):
            fields = {"keep": True}
        fields |= {"target": self.pick(TEXTS)} if self.once(2) else {}
        fields |= self._texts("also", "near", "before", "after")
        if not alone:
            fields |= {"id": f"id-{self.count}"} if self.once(3) else {}
            fields |= {"note": self.pick(TEXTS)} if self.once(6) else {}
        return fields

    def _texts(self, *names: str) -> Fields:
        return {name: self.cues() for name in names if self.once(3)}

    def cues(self) -> list[str]:
        return [self.pick(CUES) for _ in range(1 + self.choose(3))]

    def _remarks(self) -> Fields:
        return {name: self.pick(TEXTS) for name in ("note", "ref") if self.once(5)}

    def _examples(self) -> Fields:
        if not self.once(6):
            return {}
        return {"examples": [{"source": self.pick(TEXTS), "expands_to": self.pick(TEXTS)}]}

    # -- the file ------------------------------------------------------------------------------------------

    def sample(self) -> Sample:
        written: list[tuple[Record, bool]] = []
        sections: list[Section] = ["abbreviations", "terms"]
        if self.once(3):
            sections.reverse()
        sections = [s for s in sections if not self.once(5)]
        flow_root = self.oddly(8)
        if flow_root:
            parts = [f"{s}: {self._flow_section(s, written, -1)}" for s in sections]
            body = self._flow_list("{", parts, "}", -1) + self._behind()
        else:
            body = self._block_root(sections, written)
        text = self._before(body) + body
        if self.oddly(6) and body:
            text = (text if text.endswith("\n") or not text else text + "\n") + "...\n"
        if text and not text.endswith("\n") and not self.once(5):
            text += "\n"
        if self.oddly(10) and text.endswith("\n"):
            text += "\n".join(self._gap(0)) + "\n"
        return self._sample(text.replace("\n", self._line_end()), written)

    def _line_end(self) -> str:
        if self.once(5):
            return "\r\n"
        return "\r" if self.oddly(25) else "\n"

    def _before(self, body: str) -> str:
        text = "".join(line + "\n" for line in self._gap(0)) if self.once(3) else ""
        if self.oddly(5):
            directive = "%YAML 1.1\n" if self.once(3) else ""
            text = text + directive + self.pick(("---\n", "--- # start: x\n", "---\n\n"))
        elif self.oddly(12) and body.startswith("{"):
            text += "--- "
        return ("\ufeff" if self.once(8) else "") + text

    def _block_root(self, sections: list[Section], written: list[tuple[Record, bool]]) -> str:
        indent = self.pick((2, 1)) if self.oddly(12) else 0
        lines: list[str] = []
        for section in sections:
            lines += self._gap(indent)
            key = " " * indent + (self.pick((f'"{section}"', f"'{section}'")) if self.oddly(12) else section)
            kind = self.choose(10)
            if kind == 9:
                key += f":{self.pick(('', ' {}', ' ~', ' null')) if self.wild else ''}"
                lines.append(key + self._behind())
            elif kind == 8:
                lines += f"{key}: {self._flow_section(section, written, indent)}{self._behind()}".split("\n")
            else:
                tag = self.pick((" !!map", " &top" + section)) if self.oddly(20) else ""
                lines.append(key + ":" + tag + self._behind())
                lines += self._block_section(section, written, indent + self.pick((2, 4, 1) if self.wild else (2, 4)))
        return "\n".join(lines)

    def _block_section(self, section: Section, written: list[tuple[Record, bool]], indent: int) -> list[str]:
        lines: list[str] = []
        for _ in range(1 + self.choose(4)):
            lines += self._gap(indent)
            record = self.record(section)
            own = self._pair(record.name, self._short(record), indent, entry=True)
            lines += [own[0] + _START, *own[1:]]
            lines[-1] += _END
            written.append((record, False))
        return lines

    def _flow_section(self, section: Section, written: list[tuple[Record, bool]], indent: int) -> str:
        parts = []
        for _ in range(self.choose(4)):
            record = self.record(section)
            parts.append(_START + self._flow_pair(record.name, self._short(record), indent) + _END)
            written.append((record, True))
        return self._flow_list("{", parts, "}", indent)

    def _short(self, record: Record) -> Any:  # noqa: ANN401  # a text or fields
        (first, value), *others = record.fields.items()
        return value if not others and first in ("expansion", "target") and not self.once(4) else record.fields

    def _sample(self, text: str, written: list[tuple[Record, bool]]) -> Sample:
        sample, at = Sample("", aliases=self.aliases), 0
        clean = ""
        starts: list[int] = []
        ends: list[int] = []
        for char in text:
            if char == _START:
                starts.append(len(clean))
            elif char == _END:
                ends.append(len(clean))
            else:
                clean += char
        for (record, flow), start, end in zip(written, starts, ends, strict=True):
            begin, stop = start, end
            if not flow:
                begin = max(clean.rfind("\n", 0, start), clean.rfind("\r", 0, start)) + 1
                stop = min((i for i in (clean.find("\n", end), clean.find("\r", end)) if i >= 0), default=len(clean))
            sample.entries.append(Entry(record, begin, stop, flow))
            at = stop
        assert at <= len(clean)
        sample.text = clean
        return sample

    # -- comments and blanks -------------------------------------------------------------------------------

    def _comment(self) -> str:
        self.count += 1
        return f"# {self.pick(('c', 'see: ', '{x', '- ', 'it' + chr(39) + 's ', ', ', ': ]'))}{self.count}⁂"

    def _gap(self, indent: int) -> list[str]:
        """Return blank lines and comments that may stand between two lines of a block."""
        lines = []
        while self.once(4):
            odd = self.pick((indent, 0, indent + 3)) if self.wild else indent
            odd = 0 if self.below_block else odd
            lines.append(self.pick(("", " " * odd + self._comment(), "  " if self.wild else "")))
        return lines

    def _behind(self) -> str:
        """Return a comment behind something in its line."""
        return self.pick((" ", "  ", "\t" if self.wild else " ")) + self._comment() if self.once(8) else ""

    def _space(self, indent: int) -> str:
        """Return what may stand between two parts of ``{}`` or ``[]``."""
        kind = self.choose(12) if self.wild else 0
        pad = "\n" + " " * max(1, indent + self.pick((2, 1, 7)))
        if kind == 11:
            return " " + self._comment() + pad
        if kind == 10:
            return pad + self._comment() + pad
        if kind == 9:
            return "\n" + pad
        return pad if kind == 8 else ""

    # -- block ---------------------------------------------------------------------------------------------

    def _mapping(self, fields: Fields, indent: int) -> list[str]:
        lines: list[str] = []
        for key, value in self._shuffled(fields).items():
            lines += self._gap(indent) if lines else []
            lines += self._pair(key, value, indent)
        return lines

    def _shuffled(self, fields: Fields) -> Fields:
        if self.oddly(4) and len(fields) > 1:
            items = list(fields.items())
            return dict([*items[1:], items[0]])
        return fields

    def _pair(self, key: str, value: Any, indent: int, *, entry: bool = False) -> list[str]:  # noqa: ANN401
        self.below_block = False
        pad = " " * indent
        name = self._key(key, flow=False) if entry else f'"{key}"' if self.oddly(25) else key
        if self.oddly(25):
            first, *rest = self._value(value, indent, explicit=True)
            first = first.replace("\t", " ")  # a tab there would be indentation
            return [f"{pad}? {name}{self._behind()}", *self._gap(indent), f"{pad}:{first}", *rest]
        colon = " :" if self.oddly(25) else ":"
        first, *rest = self._value(value, indent)
        return [f"{pad}{name}{colon}{first}", *rest]

    def _value(self, value: Any, indent: int, *, explicit: bool = False) -> list[str]:  # noqa: ANN401
        """Return what stands behind the colon, and the lines below it."""
        if isinstance(value, bool):
            return [" " + self.pick(("true", "yes", "True") if self.wild else ("true",)) + self._behind()]
        if isinstance(value, str):
            return self._text(value, indent)
        kinds = ["flow", "block"] if not _nested(value) or self.wild else ["block"]
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
            kinds.append("bare")
        kind = self.pick(kinds)
        if kind == "bare":
            return self._text(value[0], indent)
        if kind == "flow":
            return (" " + self._anchored(value, self._flow(value, indent)) + self._behind()).split("\n")
        head = (" &b" + str(self._number()) if self.oddly(25) else "") + self._behind()
        if isinstance(value, dict):
            return [head, *self._gap(indent + 2), *self._mapping(value, indent + self.pick((2, 4)))]
        shift = 2 if explicit else self.pick((2, 0, 4))
        return [head, *self._items(value, indent + shift)]

    def _items(self, items: list[Any], indent: int) -> list[str]:
        lines: list[str] = []
        for item in items:
            lines += self._gap(indent)
            self.below_block = False
            dash = " " * indent + "-"
            if isinstance(item, str):
                first, *rest = self._text(item, indent)
                lines += [dash + first.replace("\t", " "), *rest]
            elif self.once(2):
                flow = self._flow(item, indent) + self._behind()
                lines += f"{dash} {flow}".split("\n")
            elif self.oddly(5):
                lines += [dash + self._behind().replace("\t", " "), *self._mapping(item, indent + self.pick((2, 1, 3)))]
            else:
                wide = self.pick((1, 3)) if self.wild else 1
                own = self._mapping(item, indent + 1 + wide)
                lines += [dash + " " * wide + own[0].lstrip(" "), *own[1:]]
        return lines

    def _text(self, text: str, indent: int) -> list[str]:
        """Return a text behind a colon or a dash, in one or more lines."""
        pad = " " * (indent + self.pick((2, 1, 5) if self.wild else (2,)))
        kind = self.choose(16) if self.wild else 0
        words = text.split(" ")
        if kind == 15 and len(words) == len(text.split()) and text.isprintable():
            mark = self.pick(("|", ">", "|-", ">-", "|+", ">+"))
            self.below_block = True
            return [f" {mark}{self._behind()}", *_lines_of(words, self.choose(3), pad)]
        if kind == 14 and len(words) > 1 and _spans(text):
            return [" " + words[0], *(["  "] if self.once(3) else []), pad + " ".join(words[1:]) + self._behind()]
        if kind == 13 and len(words) > 1:
            quoted = _double(" ".join(words[:1]))[:-1], _double(" ".join(words[1:]))[1:]
            return [" " + quoted[0], pad + quoted[1] + self._behind()]
        if kind == 12:
            return [self._behind(), *self._gap(indent), pad + self._scalar(text, flow=False) + self._behind()]
        return [" " + self._anchored(text, self._scalar(text, flow=False)) + self._behind()]

    # -- flow ----------------------------------------------------------------------------------------------

    def _flow(self, value: Any, indent: int) -> str:  # noqa: ANN401  # a field is a text, a list or a flag
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, str):
            return self._anchored(value, self._scalar(value, flow=True))
        if isinstance(value, list):
            return self._flow_list("[", [self._flow(item, indent) for item in value], "]", indent)
        pairs = [self._flow_pair(key, item, indent, entry=False) for key, item in self._shuffled(value).items()]
        return self._flow_list("{", pairs, "}", indent)

    def _flow_pair(self, key: str, value: Any, indent: int, *, entry: bool = True) -> str:  # noqa: ANN401
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) and self.once(5):
            value = value[0]
        name = self._key(key, flow=True) if entry else f'"{key}"' if self.oddly(25) else key
        explicit = "? " if self.oddly(30) else ""
        return f"{explicit}{name}: {self._space(indent).lstrip(' ') if self.once(9) else ''}{self._flow(value, indent)}"

    def _flow_list(self, opening: str, parts: list[str], closing: str, indent: int) -> str:
        lines = self.oddly(4)
        pad = "\n" + " " * (indent + 2)
        text = opening + self._space(indent)
        for number, part in enumerate(parts):
            text += (pad if lines else "") + part + self._space(indent)
            if number < len(parts) - 1:
                text += "," + self._space(indent) + " "
            elif self.oddly(6):
                text += "," + self._space(indent)
        return text + (pad if lines else "") + closing

    # -- scalars -------------------------------------------------------------------------------------------

    def _key(self, text: str, *, flow: bool) -> str:
        return self._scalar(text, flow=flow)

    def _scalar(self, text: str, *, flow: bool) -> str:
        kind = self.choose(5)
        if kind <= 2 and _plain(text, flow):
            tag = "!!str " if self.oddly(30) else ""
            return tag + text
        if kind == 3 and text.isprintable():
            return "'" + text.replace("'", "''") + "'"
        return _double(text, escape=self.oddly(4))

    def _anchored(self, value: Any, written: str) -> str:  # noqa: ANN401  # a text or a list
        if not self.wild:
            return written
        said = repr(value)
        if said in self.anchors and self.once(3):
            self.aliases = True
            return f"*{self.anchors[said]}"
        if said not in self.anchors and self.once(30):
            self.anchors[said] = name = f"a{self._number()}"
            return f"&{name} {written}"
        return written

    def _number(self) -> int:
        self.count += 1
        return self.count


def _nested(value: Any) -> bool:  # noqa: ANN401  # a field is a text, a list or a flag
    inside = value.values() if isinstance(value, dict) else value
    return any(isinstance(v, dict) or (isinstance(v, list) and v and isinstance(v[0], dict)) for v in inside)


def _lines_of(words: list[str], breaks: int, pad: str) -> list[str]:
    """Return words in one to three lines of a block scalar."""
    if breaks and len(words) > breaks:
        return [pad + " ".join(words[:breaks]), pad + " ".join(words[breaks:])]
    return [pad + " ".join(words)]


@lru_cache(maxsize=4096)
def _plain(text: str, flow: bool) -> bool:  # asked of YAML itself
    if text in ("null", "~", "") or "\ufeff" in text:
        return False
    for frame in ("[{0}, {0}]\n", "{{{0}: {0}}}\n") if flow else ("{0}: {0}\n", "- {0}\n"):
        try:
            node = yaml.compose(frame.format(text), Loader=_LOADER)
        except yaml.YAMLError:
            return False
        inside = node.value[0] if isinstance(node, yaml.SequenceNode) else node
        pair = inside if isinstance(inside, yaml.ScalarNode) else None
        if isinstance(node, yaml.MappingNode):
            key, value = node.value[0]
            if not (isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)):
                return False
            if len(node.value) > 1 or key.value != text or value.value != text or key.style or value.style:
                return False
        elif pair is None or pair.value != text or pair.style:
            return False
    return True


@lru_cache(maxsize=4096)
def _spans(text: str) -> bool:
    """Tell whether a text may be broken behind its first word as a plain scalar."""
    first, _, rest = text.partition(" ")
    try:
        node = yaml.compose(f"k: {first}\n  {rest}\nl: x\n", Loader=_LOADER)
    except yaml.YAMLError:
        return False
    if not isinstance(node, yaml.MappingNode) or len(node.value) != 2:
        return False
    value = node.value[0][1]
    return isinstance(value, yaml.ScalarNode) and not value.style and value.value == text


def _double(text: str, *, escape: bool = False) -> str:
    made = "".join("\\" + c if c in '"\\' else c for c in text)
    if escape:
        made = "".join(f"\\u{ord(c):04x}" if c.isalpha() and 0x7F < ord(c) < 0xFFFF else c for c in made)
    return f'"{made}"'


def said(record: Record) -> tuple[str, Fields]:
    """Return what an entry says: its name as the glossary reads it, and its fields as they were meant."""
    return " ".join(vn.nfc(record.name).split()), record.fields
