"""A user's csv or parquet file as a frame, every complaint naming the file, the column and the row."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from commands import amounts, days, delimited
from commands.delimited import named_once
from commands.spoken import say as say
from data.errors import BadTable


def read(file: str | Path, columns: Sequence[str]) -> pd.DataFrame:
    """The file's rows, all columns; text may be separated by commas, semicolons, tabs or spaces, in any encoding.

    Columns of equal names are numbered, `price (1)` and `price (2)`.

    Args:
        columns: names that must be there; the error lists what the file has.

    Raises:
        BadTable: no such file, not csv or parquet, empty, a row wider than the header, or a column missing or there twice.
    """
    path = Path(file)
    if not path.is_file():
        raise BadTable(f"{path} is not a file; give the path of a .csv or .parquet file")
    frame = _parsed(path, columns)
    missing = [name for name in columns if name not in frame.columns]
    twice = [name for name in missing if f"{name} (2)" in frame.columns]
    if twice:
        raise BadTable(f"{path.name} has more than one column {', '.join(twice)}; give each a name of its own")
    if missing:
        raise BadTable(f"{path.name} has no column {', '.join(missing)}; it has {', '.join(map(str, frame.columns))}")
    if frame.empty:
        raise BadTable(f"{path.name} has a header and no rows; give a file with data")
    return frame


def _parsed(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    try:
        if path.suffix.lower() in {".parquet", ".pq"}:
            frame = pd.read_parquet(path)
            return frame.set_axis(named_once([str(name) for name in frame.columns]), axis="columns")
        # A customer number keeps its leading zeros: numbers are made numbers by `numbers`, where one is asked for.
        return delimited.rows(path, columns)
    except BadTable:
        raise
    except (ValueError, OSError, csv.Error, pd.errors.ParserError) as error:
        raise BadTable(f"{path.name} cannot be read as {path.suffix or 'csv'}: {error}") from error


def dates(frame: pd.DataFrame, column: str) -> pd.Series:
    """The column as timestamps without a zone, ISO `2026-03-31` or compact `20260331`; times as written, offsets dropped.

    Raises:
        BadTable: a value that is no date, with its row and text.
    """
    moments = days.moments(frame[column])
    _refuse(frame, column, moments.isna(), "a date; write dates as 2026-03-31")
    return moments


def numbers(frame: pd.DataFrame, column: str) -> pd.Series:
    """The column as floats; empty cells stay missing; the column tells whether its commas begin decimals.

    Raises:
        BadTable: a value that is no number, with its row and text.
    """
    if pd.api.types.is_numeric_dtype(frame[column]):
        return frame[column].astype(float)
    text = _text(frame[column])
    parsed = amounts.parsed(text, column)
    _refuse(frame, column, parsed.isna() & text.notna(), "a number; write 1234.56 throughout, or 1234,56 throughout")
    return parsed


def with_decimals(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The frame with those of the columns as numbers that are numbers written with decimal commas."""
    written = [name for name in columns if not pd.api.types.is_numeric_dtype(frame[name])]
    found = [name for name in written if amounts.has_decimal_commas(_text(frame[name]))]
    return frame.assign(**{name: numbers(frame, name) for name in found})


def _text(column: pd.Series) -> pd.Series:
    spoken = column.astype("string").str.strip()
    return spoken.mask(spoken == "")


def refuse_what_names_no_day(frame: pd.DataFrame, column: str) -> None:
    """Passes a column of dates that each say which day is meant.

    Raises:
        BadTable: a year or a month, which would all pass for its first day.
    """
    _refuse(frame, column, ~days.name_a_day(frame[column]), "a day; write dates as 2026-03-31")


def _refuse(frame: pd.DataFrame, column: str, bad: pd.Series, wanted: str) -> None:
    if bad.any():
        first = int(bad.to_numpy().argmax())
        value = frame[column].iloc[first]
        raise BadTable(f"column {column}, data row {first + 1}: {value!r} is not {wanted} ({int(bad.sum())} such rows)")
