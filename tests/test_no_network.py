"""Nothing that translates opens a socket: every one is forbidden in a process that does a whole day's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import office

if TYPE_CHECKING:
    from calls import Desk

FORBIDDEN = """
import sys
def hook(event, args):
    if event.startswith("socket.") or event in ("urllib.Request", "http.client.connect", "ftplib.connect"):
        print("a socket:", event, args, file=sys.stderr, flush=True)
        import os
        os._exit(99)
sys.addaudithook(hook)
"""
PAGE = (
    '<!DOCTYPE html><html><head><base href="https://tin.example/"><link rel="stylesheet" href="https://tin.example/a.css">'
    '<script src="//tin.example/x.js"></script></head><body><p>Huyện ủy <img src="https://tin.example/a.png"> họp.</p>'
)
XLIFF = (
    '<?xml version="1.0"?><!DOCTYPE xliff SYSTEM "https://tin.example/xliff.dtd">'
    '<xliff version="1.2"><file source-language="vi"><body/></file></xliff>'
)


def test_the_hook_forbids(desk: Desk) -> None:
    done = desk.child("a.txt", before=FORBIDDEN + "import socket; socket.socket()")
    assert (done.code, "a socket:" in done.err) == (99, True)


def test_a_run_over_all_formats_opens_no_socket(desk: Desk) -> None:
    desk.documents("news/a.txt", "news/b.md")
    desk.write("news/c.html", PAGE)
    desk.write("news/d.docx", office.docx("<w:r><w:t>Huyện ủy họp.</w:t></w:r>"))
    desk.write("news/e.json", '{"title": "Huyện ủy họp về chợ."}')
    desk.write("news/f.xlf", XLIFF)
    desk.write("glossary/mine.yaml", "terms: {chợ: market}\n")
    done = desk.child("news", "-o", "out/", "--check", before=FORBIDDEN)
    assert done.code == 1, done.err  # the XLIFF file names a document type, and is refused
    assert "a socket" not in done.err
    assert len([n for n in desk.names("out") if not n.startswith(".")]) == 5
    assert (desk.data / "memory.sqlite").is_file()
    done = desk.child("news/a.txt", "news/c.html", "-f", "review", "-o", "day.html", before=FORBIDDEN)
    assert done.code == 0, done.err
    page = desk.read("day.html")
    assert "default-src 'none'" in page  # a browser that shows it is forbidden to fetch anything
