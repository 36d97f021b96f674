"""XML elements of which none may be so large that it fills the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vietgloss.errors import InputError
from vietgloss.exchange.elements import Elements
from vietgloss.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vietgloss.exchange.elements import Node

_MOST = 3  # looks at the reader, which takes 1 MB in between


class BoundedElements(Elements):
    """The same as :class:`Elements`, for files that strangers send: an element of more than 4 MB is refused.

    Four letters of XML can become an object of some hundred bytes, and a small archive unpacks to many of them.

    Raises:
        InputError: While it is walked through, also if an element is that large.
    """

    _looks = 0

    def _ready(self) -> Iterator[Node]:
        open_ones = self._builder._open  # noqa: SLF001  # the two are one reader
        self._looks = self._looks + 1 if open_ones and not self._builder.done else 0
        if self._looks > _MOST:
            where = f"{self.name}:{open_ones[0].line}"
            raise InputError(_("one segment of more than 4 MB"), remedy=_("is the file damaged?"), where=where)
        return super()._ready()
