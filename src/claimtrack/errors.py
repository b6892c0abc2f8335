"""
The errors of claimtrack.

Every error says what was given, what is allowed, and where. Each also derives from the builtin
that a caller would expect, and carries its facts as attributes.
"""

from __future__ import annotations


class ClaimtrackError(Exception):
    """
    Be the base of every error that claimtrack raises on purpose.
    """


class InvalidValueError(ClaimtrackError, ValueError):
    """
    Report a value that a field does not allow.

    Attributes:
        field: Name of the field, with its path where it is nested (`quantities[0].low`).
        given: What was given, as it prints.
        allowed: What is allowed, in words.

    """

    def __init__(self, field: str, given: object, allowed: str) -> None:
        self.field = field
        self.given = _shorten(repr(given))
        self.allowed = allowed
        super().__init__(f"{field}: given {self.given}, allowed is {allowed}")


class InputError(ClaimtrackError, ValueError):
    """
    Report input that cannot be read: where it stands, and why.

    Attributes:
        source: Name of the file or stream.
        line: Line number from 1, or None where the whole file is meant.
        problem: What is wrong, in one line.

    """

    def __init__(self, source: str, line: int | None, problem: str) -> None:
        self.source = source
        self.line = line
        self.problem = " ".join(problem.split())
        place = source if line is None else f"{source}, line {line}"
        super().__init__(f"{place}: {self.problem}")


class PackError(ClaimtrackError, ValueError):
    """
    Report a language pack that does not follow its form: file, entry, and what is allowed.
    """


class WeightsError(ClaimtrackError, ValueError):
    """
    Report a file of weights that is damaged or of another version: which file, and what is wrong.
    """


class NotFoundError(ClaimtrackError, LookupError):
    """
    Report an id, a language or a format that is not there, with what is.
    """


def _shorten(text: str, limit: int = 120) -> str:
    """
    Cut a printed value so that one bad megabyte does not make a megabyte of message.
    """
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
