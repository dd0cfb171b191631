"""A user's csv or parquet file as a frame, every complaint naming the file, the column and the row."""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from data.errors import BadTable

MARKS = (",", ";", "\t", " ")


def read(file: str | Path, columns: Sequence[str]) -> pd.DataFrame:
    """The file's rows, all columns; text may be separated by commas, semicolons, tabs or spaces.

    Args:
        columns: names that must be there; the error lists what the file has.

    Raises:
        BadTable: no such file, not csv or parquet, empty, or a column missing.
    """
    path = Path(file)
    if not path.is_file():
        raise BadTable(f"{path} is not a file; give the path of a .csv or .parquet file")
    frame = _parsed(path, columns)
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise BadTable(f"{path.name} has no column {', '.join(missing)}; it has {', '.join(map(str, frame.columns))}")
    if frame.empty:
        raise BadTable(f"{path.name} has a header and no rows; give a file with data")
    return frame


def _parsed(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    try:
        if path.suffix.lower() in {".parquet", ".pq"}:
            return pd.read_parquet(path)
        # A customer number keeps its leading zeros: numbers are made numbers by `numbers`, where one is asked for.
        mark = _separator(path, columns)
        return pd.read_csv(path, sep=mark, dtype=str, encoding="utf-8-sig", skipinitialspace=True)
    except (ValueError, OSError, csv.Error, pd.errors.ParserError) as error:
        raise BadTable(f"{path.name} cannot be read as {path.suffix or 'csv'}: {error}") from error


def _separator(path: Path, columns: Sequence[str]) -> str:
    """The mark under which the header has the columns asked for; else the one that cuts it into most names, spaces left out."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        head = lines.readline()
    names = {mark: next(csv.reader([head], delimiter=mark, skipinitialspace=True), []) for mark in MARKS}
    fitting = (mark for mark in MARKS if set(columns) <= set(names[mark]))
    return next(fitting, max(MARKS[:-1], key=lambda mark: len(names[mark])))


def dates(frame: pd.DataFrame, column: str) -> pd.Series:
    """The column as timestamps without a zone, ISO `2026-03-31` or compact `20260331`.

    Raises:
        BadTable: a value that is no date, with its row and text.
    """
    if pd.api.types.is_datetime64_any_dtype(frame[column]):
        days: pd.Series = frame[column].dt.tz_localize(None)
        return days
    text = frame[column].astype("string").str.strip()
    compact = text.str.fullmatch(r"\d{8}").fillna(False)
    parsed = pd.to_datetime(text.where(~compact), errors="coerce", format="ISO8601", utc=True).dt.tz_localize(None)
    parsed = parsed.fillna(pd.to_datetime(text.where(compact), errors="coerce", format="%Y%m%d"))
    _refuse(frame, column, parsed.isna(), "a date; write dates as 2026-03-31")
    return parsed


def numbers(frame: pd.DataFrame, column: str) -> pd.Series:
    """The column as floats; empty cells stay missing.

    Raises:
        BadTable: a value that is no number, with its row and text.
    """
    if pd.api.types.is_numeric_dtype(frame[column]):
        return frame[column].astype(float)
    spoken = frame[column].astype("string").str.strip()
    text = spoken.mask(spoken == "")
    parsed = pd.to_numeric(text, errors="coerce").astype(float)
    _refuse(frame, column, parsed.isna() & text.notna(), "a number; write 1234.56, without thousands marks")
    return parsed


def _refuse(frame: pd.DataFrame, column: str, bad: pd.Series, wanted: str) -> None:
    if bad.any():
        first = int(bad.to_numpy().argmax())
        value = frame[column].iloc[first]
        raise BadTable(f"column {column}, data row {first + 1}: {value!r} is not {wanted} ({int(bad.sum())} such rows)")


def say(message: str) -> None:
    """A word to the person at the terminal, kept apart from the answer on stdout."""
    print(message, file=sys.stderr)
