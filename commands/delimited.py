"""Rows of a delimited text as a frame of texts: its encoding told as the loader tells it, every row as wide as the header."""

import csv
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from commands.spoken import say
from data.errors import BadTable, Unreadable
from data.files.decode import decoded

MARKS = (",", ";", "\t", " ")

csv.field_size_limit(1 << 27)


def rows(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """The rows of a text separated by commas, semicolons, tabs or spaces; cells are texts, empty ones missing.

    Args:
        columns: names that the header is expected to have; they tell the mark.

    Raises:
        BadTable: no text, or a row of more cells than the header.
    """
    if zipfile.is_zipfile(path):
        raise BadTable(f"{path.name} is a workbook or an archive; save its table as .csv or .parquet")
    with tempfile.TemporaryDirectory() as scratch:
        try:
            text = decoded(path, Path(scratch), path.name)
        except Unreadable as error:
            raise BadTable(str(error)) from error
        if note := text.note():
            say(f"{path.name}: {note}")
        return _frame(text.path, path.name, columns)


def named_once(header: Sequence[str]) -> list[str]:
    """The header's names; equal ones are numbered, `price (1)` and `price (2)`, so that neither passes for the other."""
    times = Counter(header)
    seen: Counter[str] = Counter()
    names = []
    for name in header:
        seen[name] += 1
        names.append(name if times[name] == 1 else f"{name} ({seen[name]})")
    return names


def _frame(text: Path, name: str, columns: Sequence[str]) -> pd.DataFrame:
    mark = _separator(text, columns)
    with text.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, delimiter=mark, skipinitialspace=True)
        header = [cell.strip() for cell in next(filter(None, reader), [])]
        widest = _widest(reader, len(header), name)
    frame = pd.read_csv(
        text, sep=mark, dtype=str, encoding="utf-8", skipinitialspace=True, header=0, names=range(widest)
    )
    frame = frame.iloc[:, : len(header)]
    frame.columns = pd.Index(named_once([cell or f"Unnamed: {at}" for at, cell in enumerate(header)]))
    return frame


def _widest(reader: Iterator[list[str]], wide: int, name: str) -> int:
    """Cells of the widest row; cells past the header's last must be empty, as separators at a row's end leave them."""
    widest = wide
    row = 0
    for cells in reader:
        row += bool(cells)
        if any(cell.strip() for cell in cells[wide:]):
            raise BadTable(
                f"{name}, data row {row}: {len(cells)} cells where the header has {wide}; "
                'put a cell with the separator in it in quotes, as in "7,8", or name every column in the header'
            )
        widest = max(widest, len(cells))
    return widest


def _separator(text: Path, columns: Sequence[str]) -> str:
    """The mark under which the header has the columns asked for; else the one that cuts it into most names, spaces left out."""
    with text.open(encoding="utf-8", newline="") as lines:
        head = next((line for line in lines if line.strip()), "")
    cells = {mark: next(csv.reader([head], delimiter=mark, skipinitialspace=True), []) for mark in MARKS}
    names = {mark: {cell.strip() for cell in row} for mark, row in cells.items()}
    fitting = (mark for mark in MARKS if set(columns) <= names[mark])
    return next(fitting, max(MARKS[:-1], key=lambda mark: len(cells[mark])))
