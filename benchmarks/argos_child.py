"""The command ``argos-translate`` without a network, its sentences handed to it: for ``benchmarks.argos``.

``python argos_child.py SENTENCES ARGUMENT...`` does what ``argos-translate ARGUMENT...`` does. ``SENTENCES`` is a JSON
file that gives the sentences of each paragraph; ``-`` leaves Argos Translate's own splitter in place. It imports
nothing of vietgloss, so that what is measured is Argos Translate alone.
"""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path
from typing import NoReturn


def main() -> None:
    """Cut the network, hand over the sentences, and run the command."""
    sys.path.pop(0)  # this folder, whose modules are none of theirs
    sentences = sys.argv.pop(1)
    socket.getaddrinfo = _no_network
    socket.socket.connect = _no_network  # type: ignore[method-assign]  # that is the purpose
    from argostranslate import cli, sbd  # noqa: PLC0415  # only now the network is cut

    if sentences != "-":
        known: dict[str, list[str]] = json.loads(Path(sentences).read_text(encoding="utf-8"))
        # The one place that all its splitters have in common, and the smallest that can be put in their stead.
        for splitter in sbd.ISentenceBoundaryDetectionModel.__subclasses__():
            splitter.split_sentences = lambda _, text: known[text]
    cli.main()


def _no_network(*_: object, **__: object) -> NoReturn:
    raise OSError("the network is cut")


if __name__ == "__main__":
    main()
