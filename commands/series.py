"""Series in a user's file, long or wide, as frames with one column per series and dates as index."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from analytics.rebound.series.clock import BadSeries, moment
from commands.days import begun
from commands.table import numbers, read
from data.errors import BadTable


@dataclass(frozen=True)
class Roles:
    """Which columns play which part.

    values: one column of a long file, or several of a wide one; panel: columns that tell series apart in a long file;
    controls: columns, or series named in the panel columns; drivers: columns known for every series.
    """

    date: str
    values: list[str]
    panel: list[str] = field(default_factory=list)
    controls: list[str] = field(default_factory=list)
    drivers: list[str] = field(default_factory=list)
    deflator: str | None = None

    @property
    def known(self) -> list[str]:
        """Columns of numbers beside the values."""
        return [*self.drivers, *([self.deflator] if self.deflator else [])]


@dataclass(frozen=True)
class Read:
    """series, controls: (dates, columns); drivers, prices: one such frame each, with the series' columns."""

    series: pd.DataFrame
    controls: pd.DataFrame
    drivers: dict[str, pd.DataFrame]
    prices: pd.DataFrame | None = None


def real(read: Read, start: pd.Timestamp) -> Read:
    """The series at the prices of the last period before `start`, where a deflator was given.

    Raises:
        BadTable: a price that is missing, or not above 0.
    """
    if read.prices is None:
        return read
    prices = read.prices.where(read.prices > 0)
    if prices.isna().any(axis=None):
        day = prices.index[prices.isna().any(axis=1)][0]
        raise BadTable(f"the deflator on {day:%Y-%m-%d} is missing or not above 0; give a price index for every row")
    before = prices[prices.index < start]
    base = before.iloc[-1] if len(before) else prices.iloc[0]
    return replace(read, series=read.series / prices * base)


def series(file: str, roles: Roles) -> Read:
    """Reads the file in the roles given.

    Rows dated after today are left out, and it is said.

    Raises:
        BadTable: a column missing, a cell that is no date or number, or more than one row per series and date.
    """
    frame = read(file, [roles.date, *roles.values, *roles.panel, *roles.known])
    if roles.panel and len(roles.values) > 1:
        raise BadTable(f"--panel goes with one --value column; {len(roles.values)} were given")
    typed = frame.assign(**{roles.date: days(frame, roles.date)})
    for name in {*roles.values, *roles.known, *(c for c in roles.controls if c in frame.columns)}:
        typed[name] = numbers(frame, name)
    typed = typed[begun(typed[roles.date], roles.date)]
    return _long(typed, roles) if roles.panel else _wide(typed, roles)


def _wide(frame: pd.DataFrame, roles: Roles) -> Read:
    unknown = [name for name in roles.controls if name not in frame.columns]
    if unknown:
        raise BadTable(f"no column {', '.join(unknown)} for --controls; the file has {', '.join(frame.columns)}")
    both = [name for name in roles.controls if name in roles.values]
    if both:
        raise BadTable(f"{', '.join(both)} cannot be both --value and --controls")
    by_date = _refuse_repeated(frame, [roles.date]).set_index(roles.date)
    known = {d: pd.DataFrame(dict.fromkeys(roles.values, by_date[d])) for d in roles.known}
    return _read(by_date[roles.values], by_date[roles.controls], known, roles)


def _read(series: pd.DataFrame, controls: pd.DataFrame, known: dict[str, pd.DataFrame], roles: Roles) -> Read:
    prices = known.pop(roles.deflator) if roles.deflator else None
    return Read(series, controls, known, None if prices is None else prices.sort_index())


def _long(frame: pd.DataFrame, roles: Roles) -> Read:
    names = frame[roles.panel].astype("string").agg(" / ".join, axis=1)
    if names.isna().any():
        row = int(names.index[names.isna()][0]) + 1
        raise BadTable(f"column {', '.join(roles.panel)}, data row {row}: empty; every row must name its series")
    known = set(names)
    columns = [name for name in roles.controls if name in frame.columns]
    members = [name for name in roles.controls if name not in frame.columns]
    strange = [name for name in members if name not in known]
    if strange:
        raise BadTable(
            f"{', '.join(strange)} of --controls is neither a column nor a value of {', '.join(roles.panel)}"
        )
    rows = _refuse_repeated(frame.assign(_series=names), [roles.date, "_series"])
    table = rows.pivot(index=roles.date, columns="_series", values=roles.values[0])
    chosen = [name for name in table.columns if name not in members]
    if not chosen:
        raise BadTable("every series is a control; leave at least one to be answered for")
    numbers_of = {d: rows.pivot(index=roles.date, columns="_series", values=d)[chosen] for d in roles.known}
    shared = _shared(rows, roles.date, columns)
    return _read(table[chosen], table[members].join(shared) if columns else table[members], numbers_of, roles)


def _shared(frame: pd.DataFrame, date: str, columns: Sequence[str]) -> pd.DataFrame:
    """Control columns of a long file, which must say the same in every row of a date."""
    grouped = frame.groupby(date)[list(columns)]
    counts = grouped.nunique()
    for name in columns:
        several = counts[name] > 1
        if several.any():
            day = f"{several[several].index[0]:%Y-%m-%d}"
            raise BadTable(
                f"control column {name} differs between the series on {day}; a control is one series for all"
            )
    return grouped.first()


def _refuse_repeated(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    twice = frame.duplicated(keys)
    if twice.any():
        row = frame[twice].iloc[0]
        where = f"{row[keys[0]]:%Y-%m-%d}" + (f" of {row[keys[1]]}" if len(keys) > 1 else "")
        raise BadTable(
            f"{int(twice.sum())} dates have more than one row, the first {where}; "
            "name the columns that tell series apart with --panel, or add the rows up first"
        )
    return frame


def days(frame: pd.DataFrame, column: str) -> pd.Series:
    """The column as timestamps: ISO dates, 20200309, 2020-03, 2020Q2, 2020-W11, years, or 09/03/2020 where unambiguous.

    Raises:
        BadTable: a value that is no date, with its row.
    """
    if pd.api.types.is_datetime64_any_dtype(frame[column]):
        days: pd.Series = frame[column].dt.tz_localize(None).dt.normalize()
        return days
    text = frame[column].astype("string").str.strip().str.removesuffix(".0")
    slashed = text.str.extract(r"^(\d{1,2})[./](\d{1,2})[./](\d{4})$")
    if slashed.notna().all(axis=None):
        return _slashed(slashed.astype(int), column)
    moments = {value: _moment(value) for value in text.dropna().unique()}
    parsed = pd.to_datetime(text.map(moments))
    if parsed.isna().any():
        row = int(parsed.isna().to_numpy().argmax())
        raise BadTable(
            f"column {column}, data row {row + 1}: {frame[column].iloc[row]!r} is not a date; write dates as 2026-03-31"
        )
    return parsed


def _moment(text: str) -> pd.Timestamp | None:
    try:
        return moment(text)
    except BadSeries:
        return None


def _slashed(parts: pd.DataFrame, column: str) -> pd.Series:
    first, second = parts[0].max() > 12, parts[1].max() > 12
    if first == second:
        raise BadTable(f"column {column}: cannot tell day from month in dates such as 03/04/2020; write 2020-04-03")
    day, month = (parts[0], parts[1]) if first else (parts[1], parts[0])
    return pd.to_datetime(pd.DataFrame({"year": parts[2], "month": month, "day": day}))
