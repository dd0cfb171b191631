"""The header and the rows of a file that no layout claims."""

import csv
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from data.errors import CannotLoad
from data.files import decode, header, unpack
from data.guess.cells import Column, bare

MOST = 5_000  # rows that are looked at
_VALUE = re.compile(r"[\W\d]*|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|.*@.*")


@dataclass(frozen=True)
class Table:
    """What was read: the file's name without its ending, and its columns in order."""

    name: str
    columns: tuple[Column, ...]

    @property
    def headers(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(column.header for column in self.columns)


def tables(files: Sequence[Path]) -> list[Table]:
    """One table for each set of headers found in the files; what has no header of two names is left out.

    Raises:
        CannotLoad: a file is damaged or no text.
    """
    found: dict[tuple[str, ...], Table] = {}
    for file in unpack.files(files):
        with tempfile.TemporaryDirectory(prefix="vetrina-") as folder:
            for piece in unpack.pieces(file, Path(folder)):
                if isinstance(piece, unpack.Damaged):
                    raise CannotLoad(piece.message)
                if piece.is_parquet:
                    raise CannotLoad(f"{file.name} is parquet; give a csv or a workbook with some of its rows")
                text = decode.decoded(piece.path, Path(folder), file.name)
                if table := _table(file.stem, text.path):
                    known = found.get(table.headers)
                    found[table.headers] = _together(known, table) if known else table
    return list(found.values())


def _table(name: str, text: Path) -> Table | None:
    with text.open(encoding="utf-8", newline="") as handle:
        lines = list(islice(handle, MOST))
    heads = [
        (_names(cells), -number, delimiter)
        for number, line in enumerate(lines[: header.DEEPEST])
        for delimiter in header.DELIMITERS
        if len(cells := _split(line, delimiter)) > 1
    ]
    count, number, delimiter = max(heads, default=(0, 0, ""))
    if count < 2:
        return None
    rows = list(_rows(lines[-number:], delimiter))
    names = [header.normalised(cell) for cell in rows[0]]
    columns = [
        Column(each, tuple(bare(row[at]) for row in rows[1:] if len(row) > at))
        for at, each in enumerate(names)
        if each and each not in names[:at]
    ]
    return Table(name, tuple(columns))


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    for row in csv.reader(lines, delimiter=delimiter):
        if any(cell.strip() for cell in row):
            yield row


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _names(cells: Sequence[str]) -> int:
    """How many cells of a row may be names of columns; none where most are values."""
    named = {cell.strip() for cell in cells if not _VALUE.fullmatch(cell.strip())}
    return len(named) if len(named) * 2 > len(cells) else 0


def _together(first: Table, second: Table) -> Table:
    joined = [
        Column(one.header, (*one.cells, *other.cells)[:MOST])
        for one, other in zip(first.columns, second.columns, strict=True)
    ]
    return Table(first.name, tuple(joined))
