"""Everything that can go wrong in a way that a user can put right, and the exit code each becomes.

An error carries its data; its text is one line: where, what is wrong, what to do.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command ``vietgloss`` (documented in docs/cli.md, kept stable)."""

    OK = 0
    INPUT = 1
    USAGE = 2
    MODEL = 3
    AMBIGUOUS = 4
    FINDINGS = 5
    INTERRUPTED = 130


class VietglossError(Exception):
    """Base of all errors that are shown as one line.

    Args:
        problem: What is wrong, without a full stop.
        remedy: What the user can do about it; empty if nothing can be said.
        where: The file (``path`` or ``path:line:column``) it concerns; empty if none.
    """

    exit_code = ExitCode.INPUT

    def __init__(self, problem: str, *, remedy: str = "", where: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
        self.where = where

    def __str__(self) -> str:
        text = f"{self.where}: {self.problem}" if self.where else self.problem
        return f"{text}; {self.remedy}" if self.remedy else text


class InputError(VietglossError):
    """An input cannot be read or is not what it should be."""


class OutputError(VietglossError):
    """An output cannot be written."""


class UsageError(VietglossError):
    """The command line asks for something that does not fit together."""

    exit_code = ExitCode.USAGE


class ModelError(VietglossError):
    """A translation model is missing, broken, or refused at installation."""

    exit_code = ExitCode.MODEL


class AmbiguousError(VietglossError):
    """Abbreviations are left whose meaning is not sure, and the caller wants none."""

    exit_code = ExitCode.AMBIGUOUS


class GlossaryError(VietglossError):
    """A glossary file is wrong.

    Args:
        problem: What is wrong.
        path: The file.
        line: Line, counted from 1; 0 if unknown.
        column: Column, counted from 1; 0 if unknown.
        key: The key concerned, such as ``abbreviations.ĐV``; empty if none.
        remedy: What to do.
    """

    exit_code = ExitCode.USAGE

    def __init__(
        self, problem: str, *, path: str = "", line: int = 0, column: int = 0, key: str = "", remedy: str = ""
    ) -> None:
        where = path
        if line:
            where += f":{line}"
            if column:
                where += f":{column}"
        super().__init__(f"{key}: {problem}" if key else problem, remedy=remedy, where=where)
        self.bare = problem
        self.path = path
        self.line = line
        self.column = column
        self.key = key
