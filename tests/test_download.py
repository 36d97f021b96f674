"""Downloading models: transfers that stop and go on, sums, addresses."""

from __future__ import annotations

import contextlib
import hashlib
import http.server
import socket
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from vietgloss.errors import ModelError, UsageError
from vietgloss.translation import install, packages
from vietgloss.translation.download import download, downloads_dir
from vietgloss.translation.install import install_named, install_url
from vietgloss.translation.packages import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
from models import PARTS, make_zip, sum_of, tree

# ---------------------------------------------------------------- downloading


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.server.ranges.append(wanted)
        self.server.answers.get(self.path, Server.missing)(self, wanted)

    def log_message(self, *_: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    """A web server on loopback whose answers the test sets; it notes the ranges asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.ranges: list[str | None] = []
        self.answers: dict[str, Callable[[Handler, str | None], None]] = {}

    def url(self, path: str = "/model") -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def serve(self, content: bytes, *, path: str = "/model", ranges: bool = True, cut: int | None = None) -> str:
        """Serve content; ``cut`` bytes of it at most per answer, though the whole is announced."""

        def answer(handler: Handler, wanted: str | None) -> None:
            start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and ranges else 0
            if start and start >= len(content):
                handler.send_error(416)
                return
            handler.send_response(206 if wanted and ranges else 200)
            if wanted and ranges:
                handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            handler.send_header("Content-Length", str(len(content) - start))
            handler.end_headers()
            handler.wfile.write(content[start:][:cut])

        self.answers[path] = answer
        return self.url(path)

    @staticmethod
    def missing(handler: Handler, _: str | None) -> None:
        handler.send_error(404)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


CONTENT = bytes(range(256)) * 1000
CONTENT_SUM = hashlib.sha256(CONTENT).hexdigest()


@pytest.mark.usefixtures("home")
def test_a_model_is_installed_from_an_address(tiny: Path, there: Path, server: Server) -> None:
    seen: list[tuple[int, int | None]] = []
    info = install_url(server.serve(tiny.read_bytes()), sum_of(tiny), progress=lambda *at: seen.append(at))
    assert info.path == there / "tiny"
    size = tiny.stat().st_size
    assert seen[-1] == (size, size)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert list(downloads_dir().iterdir()) == [], "an installed download is not kept"


@pytest.mark.usefixtures("home")
def test_a_broken_download_goes_on_from_where_it_stopped(server: Server) -> None:
    url = server.serve(CONTENT, cut=100_000)
    with pytest.raises(ModelError, match=r"100000 of 256000 bytes; run the same command again"):
        download(url, CONTENT_SUM)
    with pytest.raises(ModelError, match="200000 of 256000 bytes"):
        download(url, CONTENT_SUM)
    assert download(url, CONTENT_SUM).read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=100000-", "bytes=200000-"]
    assert [path.suffix for path in downloads_dir().iterdir()] == [".argosmodel"]


def leave_part(content: bytes) -> Path:
    part = downloads_dir() / f"{CONTENT_SUM}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(content)
    return part


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("part", "ranges", "asked"),
    [
        (CONTENT[:1000], False, ["bytes=1000-"]),
        (CONTENT, True, ["bytes=256000-"]),
        (b"of another file", True, ["bytes=15-", None]),
        (bytes(len(CONTENT)), True, ["bytes=256000-", None]),
        (bytes(len(CONTENT) + 1), True, ["bytes=256001-", None]),
    ],
    ids=["ranges ignored", "part complete", "file changed", "wrong and full", "too long"],
)
def test_an_earlier_part_never_spoils_the_file(
    server: Server, part: bytes, ranges: bool, asked: list[str | None]
) -> None:
    leave_part(part)
    assert download(server.serve(CONTENT, ranges=ranges), CONTENT_SUM).read_bytes() == CONTENT
    assert server.ranges == asked


def test_a_wrong_sum_installs_nothing_and_deletes_the_file(tiny: Path, home: Path, server: Server) -> None:
    url = server.serve(tiny.read_bytes())
    with pytest.raises(ModelError, match=f"should be {'0' * 64} and is {sum_of(tiny)}; it was deleted"):
        install_url(url, "0" * 64)
    assert list(downloads_dir().iterdir()) == []
    assert not (home / "argos").exists()
    assert server.ranges == [None], "a file that came in one piece is not fetched twice"


def test_a_verified_download_is_used_again_without_the_network(tmp_path: Path, home: Path, server: Server) -> None:
    """As when the packages folder could not be written the first time."""
    archive = make_zip(tmp_path / "p.zip", PARTS)
    url = server.serve(archive.read_bytes())
    for _ in range(2):
        with pytest.raises(ModelError, match="cannot be loaded"):
            install_url(url, sum_of(archive))
    assert server.ranges == [None]
    assert home.is_dir()


@pytest.mark.usefixtures("home")
def test_a_missing_file_is_reported_as_the_server_says_it(server: Server) -> None:
    with pytest.raises(ModelError, match=r"/nowhere: the server answers 404 Not Found$"):
        download(server.url("/nowhere"), CONTENT_SUM)


@pytest.mark.usefixtures("home")
def test_a_server_that_is_not_there_is_reported() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # Bound and not listening: refused for sure.
        port = taken.getsockname()[1]
        with pytest.raises(ModelError, match=r"cannot be reached: Connection refused; .*model install FILE"):
            download(f"http://127.0.0.1:{port}/x", CONTENT_SUM)


@pytest.mark.usefixtures("home")
def test_a_server_that_falls_silent_is_given_up_and_its_bytes_kept(server: Server) -> None:
    release = threading.Event()

    def stall(handler: Handler, _: str | None) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(CONTENT)))
        handler.end_headers()
        handler.wfile.write(CONTENT[: 1 << 16])
        release.wait(10)

    server.answers["/model"] = stall
    with pytest.raises(ModelError, match="broke after 65536 bytes: timed out; run the same command again"):
        download(server.url(), CONTENT_SUM, timeout=0.2)
    release.set()
    server.serve(CONTENT)
    assert download(server.url(), CONTENT_SUM).read_bytes() == CONTENT
    assert server.ranges == [None, "bytes=65536-"]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("announced", [True, False])
def test_more_than_the_limit_is_not_downloaded(server: Server, announced: bool) -> None:
    def endless(handler: Handler, _: str | None) -> None:
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            while True:
                handler.wfile.write(CONTENT)

    server.serve(CONTENT) if announced else server.answers.update({"/model": endless})
    with pytest.raises(ModelError, match=r"no more than 100000 are accepted|more than 100000 bytes"):
        download(server.url(), CONTENT_SUM, limit=100_000)
    assert [path.stat().st_size for path in downloads_dir().iterdir()] == [0]


@pytest.mark.usefixtures("home")
def test_a_file_of_unannounced_length_is_downloaded(server: Server) -> None:
    def plain(handler: Handler, _: str | None) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(CONTENT)

    server.answers["/model"] = plain
    seen: list[tuple[int, int | None]] = []
    path = download(server.url(), CONTENT_SUM, progress=lambda *at: seen.append(at))
    assert path.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), None)


def redirect(server: Server, target: str) -> None:
    def answer(handler: Handler, _: str | None) -> None:
        handler.send_response(302)
        handler.send_header("Location", target)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.answers["/moved"] = answer


@pytest.mark.usefixtures("home")
def test_a_redirection_is_followed(server: Server) -> None:
    redirect(server, server.serve(CONTENT))
    assert download(server.url("/moved"), CONTENT_SUM).read_bytes() == CONTENT


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("scheme", ["file", "ftp"])
def test_a_redirection_to_anything_but_http_is_refused(tmp_path: Path, server: Server, scheme: str) -> None:
    (tmp_path / "local").write_bytes(CONTENT)
    redirect(server, f"{scheme}://{tmp_path}/local")
    with pytest.raises(ModelError, match=r"/moved: the server (answers 302|cannot be reached: unknown url type)"):
        download(server.url("/moved"), CONTENT_SUM)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:,x", "http://", "127.0.0.1/x"])
def test_only_http_addresses_are_taken(home: Path, url: str) -> None:
    with pytest.raises(UsageError, match="not an http or https address"):
        install_url(url, CONTENT_SUM)
    assert tree(home) == {}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:x/", "http://[::1/", "http://127.0.0.1/a b\n", "http://127.0.0.1:1/ă"]
)
def test_a_malformed_address_is_one_line(url: str) -> None:
    with pytest.raises(ModelError, match="cannot be reached"):
        download(url, CONTENT_SUM)


@pytest.fixture
def pinned(tiny: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> packages.PinnedModel:
    """The pinned package, served here: another address, size and sum, all else as it is."""
    model = replace(
        packages.PINNED["opus"],
        url=server.serve(tiny.read_bytes()),
        size=tiny.stat().st_size,
        sha256=sum_of(tiny),
    )
    monkeypatch.setattr(install, "PINNED", {"opus": model})
    return model


def test_the_pinned_model_is_installed_under_its_own_name(
    pinned: packages.PinnedModel, there: Path, server: Server
) -> None:
    assert install_named("opus").path == there / pinned.folder
    assert resolve("opus").path == there / pinned.folder
    with pytest.raises(ModelError, match="translate-vi_en-1_9 is already installed"):
        install_named("opus")
    assert len(server.ranges) == 1, "what is installed is not downloaded"


def test_another_size_than_the_pinned_one_is_refused_at_once(
    pinned: packages.PinnedModel, server: Server, home: Path
) -> None:
    server.serve(b"short")
    with pytest.raises(ModelError, match=f"offers 5 bytes, and {pinned.size} are expected"):
        install_named("opus")
    assert not (home / "argos").exists()


def test_the_pin_is_the_published_one() -> None:
    pin = packages.PINNED["opus"]
    assert (pin.url, pin.size, pin.sha256) == (
        "https://argos-net.com/v1/translate-vi_en-1_9.argosmodel",
        65_895_840,
        "ebd51b7189b13eccb9238a5777de1d343008c4c05284a8b89610242364433953",
    )


def test_two_downloads_of_one_file_do_not_mix(home: Path, server: Server) -> None:
    fcntl = pytest.importorskip("fcntl", reason="no advisory locks")
    with leave_part(CONTENT[:10]).open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(ModelError, match="another vietgloss is downloading this file"):
            download(server.serve(CONTENT), CONTENT_SUM)
    assert download(server.url(), CONTENT_SUM).read_bytes() == CONTENT
    assert home.is_dir()
