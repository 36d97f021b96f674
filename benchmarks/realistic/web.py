"""Pages of news portals, and books of them."""

from __future__ import annotations

import io
import zipfile
from html import escape

from benchmarks.realistic import prose as p

_TAGS = (
    ("<strong>", "</strong>"),
    ('<a href="/van-ban?id=45&amp;l=vi" title="Toàn văn">', "</a>"),
    ("<em>", "</em>"),
    ('<span style="color: #c00">', "</span>"),
    ('<b><a href="#n1">', "</a></b>"),
    ("<mark>", '</mark><sup><a href="#n1">[1]</a></sup>'),
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CONTAINER = (
    f'{_XML}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


class _Writer:
    def __init__(self, seed: int) -> None:
        self.prose = p.Prose(seed)
        self._marks = seed

    def rich(self, pieces: list[p.Piece]) -> str:
        """HTML of a paragraph."""
        out = []
        for text, marked in pieces:
            before, after = _TAGS[self._marks % len(_TAGS)] if marked else ("", "")
            self._marks += marked
            out.append(f"{before}{escape(text, quote=False)}{after}")
        return "".join(out)

    def table(self) -> str:
        """The table of figures."""
        head = "".join(f"<th>{text}</th>" for text in p.COLUMNS)
        rows = "\n".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in p.ROWS)
        caption = "Các chỉ tiêu 6 tháng đầu năm 2024"
        return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table>"

    def article(self, *, table: bool, wrapped: bool) -> str:
        """Headline, lead, paragraphs, a figure, a list, a quotation and a note."""
        said = "".join(f"<p>{self.rich(self.prose.mixed())}</p>\n" for _ in range(2))
        if wrapped:  # broken over lines, as by a formatter
            said = said.replace(" ", "\n      ", 6)
        points = "".join(f"<li>{self.rich(self.prose.rich())}</li>" for _ in range(3))
        return f"""<h1>{escape(self.prose.sentence(110))}</h1>
<p class="meta"><time datetime="2024-08-15T08:30">15/08/2024 08:30</time> &middot; Minh &#272;&#7841;o</p>
<p class="sapo"><strong>{escape(self.prose.sentence())}</strong></p>
{said}<figure><img src="a.png" alt="{escape(self.prose.pick(p.CAPTIONS))}" width="240" height="120">
<figcaption>{escape(self.prose.pick(p.CAPTIONS))}</figcaption></figure>
{self.table() if table else ""}
<ul>{points}</ul>
<blockquote>&ldquo;{escape(self.prose.sentence())}&rdquo;<br>
{self.prose.pick(p.PEOPLE)}, {self.prose.pick(p.ROLES)}</blockquote>
<p id="n1"><small>{self.prose.pick(p.NOTES)}</small></p>"""


def page(number: int) -> tuple[str, bytes]:
    """A page of a portal."""
    writer = _Writer(5000 + number)
    menu = "".join(f'<li><a href="/{n}">{text}</a></li>' for n, text in enumerate(p.NAVIGATION))
    text = f"""<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>{escape(writer.prose.sentence(100))} - Cổng thông tin điện tử huyện Long Thới</title>
<meta name="description" content="{escape(writer.prose.sentence(120))}">
<style>body {{ font-family: serif; max-width: 46em }}
td, th {{ border: 1px solid #999 }} nav li {{ display: inline }}</style>
<script>var tieude = "Tin tức <b>mới</b>";</script>
</head>
<body>
<!-- đầu trang -->
<header><h2>Trang thông tin điện tử xã Sao Mai</h2><nav><ul>{menu}</ul></nav></header>
<form action="/tim"><input type="search" placeholder="Tìm kiếm"><button>Tìm</button></form>
<article>
{writer.article(table=number % 2 == 0, wrapped=number % 3 == 0)}
</article>
<aside>Tin liên quan<ul><li><a href="/1">{escape(writer.prose.sentence(100))}</a></li></ul></aside>
<footer><p>© 2024 UBND huyện Long Thới. Điện thoại: 0299.123.456<br>Email: vp@longthoi.example</p></footer>
</body>
</html>
"""
    return f"page-{number}.html", text.encode()


def book(number: int) -> tuple[str, bytes]:
    """A book of three chapters."""
    writer = _Writer(6000 + number)
    chapters = [f"chuong-{n}.xhtml" for n in (1, 2, 3)]
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    listed = "".join(f'<li><a href="{name}">Chương {n}</a></li>' for n, name in enumerate(chapters, 1))
    entries = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OEBPS/content.opf": (
            f'{_XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:x:long-thoi</dc:identifier>'
            "<dc:title>Sổ tay công tác Đảng</dc:title><dc:language>vi</dc:language></metadata><manifest>"
            f'{items}<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest>'
            f"<spine>{spine}</spine></package>"
        ),
        "OEBPS/nav.xhtml": (
            f'{_XML}<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head>'
            f'<title>Mục lục</title></head><body><nav epub:type="toc"><ol>{listed}</ol></nav></body></html>'
        ),
    }
    for n, name in enumerate(chapters, 1):
        said = "\n".join(f"<p>{writer.rich(writer.prose.mixed())}</p>" for _ in range(3))
        entries[f"OEBPS/{name}"] = (
            f'{_XML}<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="vi" lang="vi">'
            f"<head><title>Chương {n}</title></head><body><h1>Chương {n}</h1>\n{said}\n<hr/></body></html>"
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in entries.items():
            info = zipfile.ZipInfo(name, (2024, 8, 15, 8, 30, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return f"book-{number}.epub", out.getvalue()
