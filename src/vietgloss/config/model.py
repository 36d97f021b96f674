"""A file of settings, and what is wrong with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from vietgloss.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


class ConfigError(UsageError):
    """A file of settings, or a variable of the environment that stands for an option, is wrong.

    Keys and values stand in its text: what cannot be printed becomes ``?``, so that it is one line whatever they hold.
    """

    def __str__(self) -> str:
        return "".join(char if char.isprintable() else "?" for char in super().__str__())


class ConfigFile(NamedTuple):
    """The settings of one file, as TOML gives them; nothing is checked yet.

    Args:
        path: The file.
        layer: ``user`` or ``project``.
        values: Its tables; of ``pyproject.toml`` what stands below ``tool.vietgloss``.
        name: The file as it is called in messages.
        text: The whole text, to find lines in.
        inside: The keys above ``values``: ``("tool", "vietgloss")`` or nothing.
    """

    path: Path
    layer: str
    values: dict[str, Any]
    name: str = ""
    text: str = ""
    inside: tuple[str, ...] = ()

    def where(self, *keys: str) -> str:
        """Return ``file:line`` of a key, or the file alone where the line is not found."""
        from vietgloss.config.lines import line_of  # noqa: PLC0415  # needed only where something is shown

        line = line_of(self.text, (*self.inside, *keys))
        return f"{self.name}:{line}" if line else self.name
