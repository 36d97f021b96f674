"""Download one file of known sum: resumable, bounded, and never handed on unverified.

Only ``vietgloss model install`` with a URL or a pinned name comes here.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any

from vietgloss._version import __version__
from vietgloss.errors import ModelError, UsageError
from vietgloss.i18n import N_, _
from vietgloss.translation.packages import user_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Called with the bytes had so far and the bytes there will be (None while unknown).
Progress = Callable[[int, "int | None"], None]

LIMIT = 2 << 30
TIMEOUT = 30.0
_CHUNK = 1 << 16
_AGAIN = N_("run the same command again, it goes on from there")


def downloads_dir() -> Path:
    """The cache folder that holds unfinished downloads."""
    return user_dir("XDG_CACHE_HOME", ".cache") / "vietgloss" / "downloads"


def download(
    url: str,
    sha256: str,
    *,
    size: int | None = None,
    progress: Progress | None = None,
    limit: int = LIMIT,
    timeout: float = TIMEOUT,
) -> Path:
    """Download a file, going on from where an earlier attempt stopped.

    Args:
        url: An http or https address. Plain http is fine because the sum decides.
        sha256: The file's sum, 64 hexadecimal digits. The file is cached under it, hence two addresses of
            one file share a download and a changed file at one address never mixes with an older part.
        size: The file's size in bytes, if known; a server that offers another is refused at once.
        progress: Called after each chunk.
        limit: The largest size in bytes that is accepted.
        timeout: Seconds to wait for the connection and for each read.

    Returns:
        The verified file, in the cache; the caller deletes it when it is done with it.

    Raises:
        UsageError: If the address or the sum is malformed.
        ModelError: If the server cannot be reached, refuses, stops early (what has arrived is kept), or
            sends something else (which is deleted).
    """
    sha256 = check_sum_form(sha256)
    if not re.match(r"(?i)https?://[^/]", url):
        raise UsageError(_("{url!r} is not an http or https address").format(url=url))
    target = downloads_dir() / f"{sha256}.argosmodel"
    part = target.with_suffix(".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_file() and file_sum(target) == sha256:
            return target
        with part.open("ab") as out:
            if not try_lock(out):
                raise ModelError(_("another vietgloss is downloading this file"), where=url)
            found = ""
            for _rest in range(2):
                resumed = _fetch(url, out, size=size, progress=progress, limit=limit, timeout=timeout)
                found = file_sum(part)
                if found == sha256 or not resumed:
                    break
                out.truncate(0)  # The older part may be of another file: once more, from the start.
        if found != sha256:
            part.unlink()
            raise ModelError(
                _("the download is not the expected file: sha256 should be {sha256} and is {found}").format(
                    sha256=sha256, found=found
                ),
                where=url,
                remedy=_("it was deleted, nothing was installed; check the address and the sum"),
            )
        part.replace(target)
    except OSError as error:
        raise ModelError(
            _("cannot write the download: {strerror}").format(strerror=error.strerror), where=str(part)
        ) from None
    return target


def file_sum(path: Path) -> str:
    """The SHA-256 of a file, 64 lower-case hexadecimal digits.

    Raises:
        OSError: If the file cannot be read.
    """
    with path.open("rb") as file:
        return stream_sum(file)


def stream_sum(file: IO[bytes]) -> str:
    """The SHA-256 of what is left in an open file, 64 lower-case hexadecimal digits."""
    digest = hashlib.sha256()
    while chunk := file.read(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()


def check_sum_form(sha256: str) -> str:
    """A sum as typed, in lower case.

    Raises:
        UsageError: If it is not 64 hexadecimal digits.
    """
    sha256 = sha256.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise UsageError(_("a sha256 has 64 hexadecimal digits, this has not: {sha256!r}").format(sha256=sha256))
    return sha256


def try_lock(file: IO[Any]) -> bool:
    """Lock an open file until it is closed or the process ends; False if another process holds it."""
    if sys.platform == "win32":
        return True  # No advisory locks there; the sum still catches two writers.
    import fcntl  # noqa: PLC0415  does not exist on Windows

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # A file system without locks.
    return True


def _open(url: str, offset: int, timeout: float) -> Any:  # noqa: ANN401  an untyped standard-library object
    from urllib import request  # noqa: PLC0415  slow, and needed here only

    # Built by hand because the usual opener also follows redirections to ftp.
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler,
        request.UnknownHandler,
        request.HTTPHandler,
        request.HTTPSHandler,
        request.HTTPDefaultErrorHandler,
        request.HTTPRedirectHandler,
        request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    headers = {"User-Agent": f"vietgloss/{__version__}", "Accept-Encoding": "identity"}
    if offset:
        headers["Range"] = f"bytes={offset}-"
    return opener.open(request.Request(url, headers=headers), timeout=timeout)  # noqa: S310  http(s), checked


def _fetch(
    url: str, out: IO[bytes], *, size: int | None, progress: Progress | None, limit: int, timeout: float
) -> bool:
    """Append what is missing; True if it went on from an earlier part."""
    offset = out.seek(0, os.SEEK_END)
    response = _ask(url, offset, timeout)
    if response is None:
        return True
    with response:
        start, total = _extent(response, offset)
        if start not in (0, offset):
            raise ModelError(_("the server sends another part of the file than was asked for"), where=url)
        most = limit if size is None else size
        if total is not None and (total > most or total != (size or total)):
            wanted = (
                _("no more than {limit} are accepted").format(limit=limit)
                if size is None
                else _("{size} are expected").format(size=size)
            )
            raise ModelError(
                _("the server offers {total} bytes, and {wanted}").format(total=total, wanted=wanted), where=url
            )
        if start == 0:
            out.truncate(0)  # A server that ignores ranges sends everything again.
        done = start
        for chunk in _chunks(response, url, start):
            done += len(chunk)
            if done > most:
                out.truncate(0)
                raise ModelError(_("the server sends more than {most} bytes").format(most=most), where=url)
            out.write(chunk)
            if progress is not None:
                progress(done, total)
        out.flush()
    if total is not None and done < total:
        raise ModelError(
            _("the connection ended after {done} of {total} bytes").format(done=done, total=total),
            where=url,
            remedy=_(_AGAIN),
        )
    return start > 0


def _ask(url: str, offset: int, timeout: float) -> Any:  # noqa: ANN401  see _open
    """The server's response; None if it says that nothing comes after the bytes that are here."""
    from http.client import HTTPException  # noqa: PLC0415  slow, and needed here only
    from urllib.error import HTTPError  # noqa: PLC0415  same

    try:
        return _open(url, offset, timeout)
    except HTTPError as error:
        error.close()
        if error.code == 416 and offset:  # noqa: PLR2004  "range not satisfiable"
            return None
        raise ModelError(
            _("the server answers {code} {reason}").format(code=error.code, reason=error.reason), where=url
        ) from None
    except (OSError, HTTPException, ValueError) as error:
        raise ModelError(
            _("the server cannot be reached: {reason}").format(reason=_reason(error)),
            where=url,
            remedy=_("check address and network, or bring the file here and run: vietgloss model install FILE"),
        ) from None


def _chunks(response: Any, url: str, done: int) -> Iterator[bytes]:  # noqa: ANN401  see _open
    from http.client import HTTPException  # noqa: PLC0415  slow, and needed here only

    try:
        while chunk := response.read(_CHUNK):
            done += len(chunk)
            yield chunk
    except (OSError, HTTPException) as error:
        raise ModelError(
            _("the connection broke after {done} bytes: {reason}").format(done=done, reason=_reason(error)),
            where=url,
            remedy=_(_AGAIN),
        ) from None


def _extent(response: Any, offset: int) -> tuple[int, int | None]:  # noqa: ANN401  see _open
    """The first byte that comes, and the size of the whole file in bytes if the server says so."""
    partial = response.status == 206  # noqa: PLR2004  "partial content"
    content_range = re.match(r"bytes (\d+)-\d+/(\d+|\*)", response.headers.get("Content-Range", ""))
    if partial and content_range:
        total = content_range[2]
        return int(content_range[1]), None if total == "*" else int(total)
    start = offset if partial else 0
    length = response.headers.get("Content-Length", "")
    return start, start + int(length) if length.isdecimal() else None


def _reason(error: BaseException) -> str:
    reason = getattr(error, "reason", error)
    text = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return " ".join(str(text).split())
