"""Text from outside as SQL: the one place where a name or a value is put between quotes.

A name or a value that a file, a mapping or a user wrote is data. Where it cannot be bound as a parameter (a column's
name, an option of the engine) it passes through here, so that no quote inside it ends the quotes around it.
"""

from pathlib import Path


def name(text: str) -> str:
    """The text as an identifier.

    Raises:
        ValueError: it holds a zero byte, at which the engine would stop reading.
    """
    return '"' + _whole(text).replace('"', '""') + '"'


def literal(text: str | Path) -> str:
    """The text as a string.

    Raises:
        ValueError: it holds a zero byte, at which the engine would stop reading.
    """
    return "'" + _whole(str(text)).replace("'", "''") + "'"


def _whole(text: str) -> str:
    if "\0" in text:
        raise ValueError(f"{text!r} holds a zero byte; write the name without it")
    return text
