"""A file that is still being written while it is read is refused: half an export would pass for a whole one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from data.errors import Unreadable

Table = TypeVar("Table")


def steady(file: Path, tables: Callable[[], Iterator[Table]]) -> Iterator[Table]:
    """The tables read from a file, each handed on only while the file is as it was when reading began.

    Raises:
        Unreadable: it grew, shrank, was written to, replaced or removed meanwhile.
    """
    before = _state(file)
    for table in tables():
        _refuse_changed(file, before)
        yield table
    _refuse_changed(file, before)


def _refuse_changed(file: Path, before: tuple[int, ...] | None) -> None:
    if _state(file) != before:
        raise Unreadable(f"{file.name} changed while it was read; wait until it is written whole, then load it again")


def _state(file: Path) -> tuple[int, ...] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
