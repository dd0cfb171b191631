"""Dates of a file: the day as it is written, whatever its offset, and none after today."""

from datetime import date, datetime

import pandas as pd

from commands.spoken import say
from data.errors import BadTable

# 2024-02-01T00:30:00+08:00 was 1 February in the shop, though still January in UTC.
_OFFSET = r"^(\d[\d/-]*[T ]\d{2}(?::?\d{2}){0,2}(?:[.,]\d+)?)\s*(?:[Zz]|[-+]\d{2}(?::?\d{2})?)$"
_NAMES_A_DAY = r"(?:\d{8}|\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2})(?:\D.*)?"


def moments(column: pd.Series) -> pd.Series:
    """The column as timestamps of its own clock, without a zone; missing where a cell is no date."""
    if pd.api.types.is_datetime64_any_dtype(column):
        days: pd.Series = column.dt.tz_localize(None)
        return days
    text = column.astype("string").str.strip()
    compact = text.str.fullmatch(r"\d{8}").fillna(False)
    local = text.where(~compact).str.replace(_OFFSET, r"\1", regex=True)
    parsed = pd.to_datetime(local, errors="coerce", format="ISO8601", utc=True).dt.tz_localize(None)
    return parsed.fillna(pd.to_datetime(text.where(compact), errors="coerce", format="%Y%m%d"))


def name_a_day(column: pd.Series) -> pd.Series:
    """Whether each cell says which day is meant: 2024 and 2024-03 do not."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.notna()
    return column.astype("string").str.strip().str.fullmatch(_NAMES_A_DAY).fillna(False).astype(bool)


def today() -> date:
    """The day it is where the command runs."""
    return datetime.now().astimezone().date()


def begun(days: pd.Series, column: str) -> pd.Series:
    """Whether each row's day has begun; says how many have not, as they are no record of what happened.

    Args:
        days: timestamps, in the file's order; missing ones pass.

    Raises:
        BadTable: none has.
    """
    later: pd.Series = days.dt.normalize() > pd.Timestamp(today())
    past: pd.Series = ~later
    if past.all():
        return past
    row = int(later.to_numpy().argmax())
    shown = f"{days.iloc[row]:%Y-%m-%d} in data row {row + 1}"
    if later.all():
        raise BadTable(f"column {column}: every date is after today ({today()}), the first {shown}; check the years")
    say(f"{int(later.sum())} rows dated after today ({today()}) left out, the first {shown}; check the years")
    return past


def not_after_today(day: date, option: str) -> None:
    """Passes a day of which something can be known.

    Raises:
        BadTable: the day has not begun.
    """
    if day > today():
        raise BadTable(f"{option} is {day}, after today ({today()}); nothing is known of days to come")
