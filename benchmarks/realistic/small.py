"""Files of translation programs, subtitles, tables, JSON and Markdown."""

from __future__ import annotations

import csv
import io
import json
from xml.sax.saxutils import escape

from benchmarks.realistic import prose as p

_UNITS = 6


def xliff(number: int) -> tuple[str, bytes]:
    """A file of version 1.2 or, for odd numbers, 2.1, with codes in its sentences."""
    prose = p.Prose(7000 + number)
    write = _unit_2 if number % 2 else _unit_1
    units = "\n".join(write(n, prose.rich()) for n in range(1, _UNITS + 1))
    if number % 2:
        text = (
            '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.1" version="2.1" srcLang="vi" trgLang="en">\n'
            f'<file id="f1">\n{units}\n</file>\n</xliff>\n'
        )
    else:
        text = (
            '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">\n<file original="tin.docx" '
            'source-language="vi" target-language="en" datatype="x-docx">\n<body>\n'
            f"{units}\n</body>\n</file>\n</xliff>\n"
        )
    return f"units-{number}.xlf", f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


def _unit_1(number: int, pieces: list[p.Piece]) -> str:
    out = []
    for code, (text, marked) in enumerate(pieces, 1):
        if marked and number % 2:
            out.append(f'<g id="{code}" ctype="bold">{escape(text)}</g>')
        elif marked:
            out.append(
                f'<bpt id="{code}">&lt;b&gt;</bpt>{escape(text)}<ept id="{code}">&lt;/b&gt;</ept><x id="{code + 90}"/>'
            )
        else:
            out.append(escape(text))
    return f'<trans-unit id="{number}"><source>{"".join(out)}</source><note>Tin số {number}</note></trans-unit>'


def _unit_2(number: int, pieces: list[p.Piece]) -> str:
    out = []
    for code, (text, marked) in enumerate(pieces, 1):
        if marked and number % 2:
            out.append(f'<pc id="{code}">{escape(text)}</pc>')
        elif marked:
            out.append(f'<sc id="{code}"/>{escape(text)}<ec startRef="{code}"/><ph id="p{code}"/>')
        else:
            out.append(escape(text))
    return f'<unit id="u{number}"><segment id="s1"><source>{"".join(out)}</source></segment></unit>'


def po(number: int) -> tuple[str, bytes]:
    """Messages of a program of an office."""
    prose = p.Prose(8000 + number)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n\n'
    texts = dict.fromkeys([*p.NAVIGATION, *(prose.sentence() for _ in range(5)), "Còn %d hồ sơ chưa xử lý"])
    entries = []
    for n, text in enumerate(texts):
        flag = "#, c-format\n" if "%d" in text else ""
        quoted = text.replace("\\", "\\\\").replace('"', '\\"')
        entries.append(f'#. Mục {n}\n#: man-hinh.c:{n + 1}\n{flag}msgid "{quoted}"\nmsgstr ""\n')
    return f"messages-{number}.po", (head + "\n".join(entries)).encode()


def subtitles(number: int) -> tuple[str, bytes]:
    """Subtitles in SRT or, for odd numbers, WebVTT."""
    prose, point = p.Prose(9000 + number), "." if number % 2 else ","
    cues = []
    for n in range(1, 7):
        text = prose.sentence(90)
        middle = text.find(" ", len(text) // 2)
        lines = f"{text[:middle]}\n{text[middle + 1 :]}" if middle > 0 and n % 2 else f"<i>{text}</i>"
        cues.append(f"{n}\n00:00:{n * 5:02}{point}000 --> 00:00:{n * 5 + 4:02}{point}500\n{lines}\n")
    text = ("WEBVTT\n\n" if number % 2 else "") + "\n".join(cues)
    return f"film-{number}.{'vtt' if number % 2 else 'srt'}", text.encode()


def table(number: int) -> tuple[str, bytes]:
    """A table of news."""
    prose, out = p.Prose(10_000 + number), io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["Mã", "Tiêu đề", "Nội dung", "Ngày", "Lượt xem"])
    for n in range(6):
        writer.writerow([f"TT-{n:03}", prose.sentence(90), prose.paragraph(), "15/8/2024", 1200 + n])
    return f"news-{number}.csv", out.getvalue().encode("utf-8-sig")


def records(number: int) -> tuple[str, bytes]:
    """News as a program hands them out."""
    prose = p.Prose(11_000 + number)
    articles = [
        {
            "id": n,
            "slug": f"tin-{n}",
            "title": prose.sentence(90),
            "body": [prose.paragraph()],
            "tags": ["Đảng", "xã hội"],
        }
        for n in range(4)
    ]
    text = json.dumps({"total": 4, "ok": True, "articles": articles}, ensure_ascii=False, indent=2)
    return f"feed-{number}.json", f"{text}\n".encode()


def markdown(number: int) -> tuple[str, bytes]:
    """A newsletter."""
    prose, marks = p.Prose(12_000 + number), (("**", "**"), ("*", "*"), ("[", "](https://longthoi.example/van-ban)"))
    parts = [f"# {prose.sentence(90)}"]
    for n, heading in enumerate(p.HEADINGS[3:]):
        before, after = marks[n]
        said = "".join(f"{before}{text}{after}" if marked else text for text, marked in prose.rich())
        parts += [f"## {heading}", said, f"- {prose.sentence()}\n- {prose.sentence()}"]
    rows = "\n".join(f"| {' | '.join(row)} |" for row in (p.COLUMNS, ("---",) * len(p.COLUMNS), *p.ROWS))
    return f"newsletter-{number}.md", ("\n\n".join([*parts, rows]) + "\n").encode()
