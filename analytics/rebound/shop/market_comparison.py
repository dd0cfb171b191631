"""Own sales and trade as a whole on one scale, and what a closure did to both: tables for a chart, a comparison and taking along."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.interval import Interval, cells
from analytics.rebound.shop.benchmarks import WEEK, Benchmark, Standing, overlaps
from analytics.rebound.shop.market_rebounds import MarketRebounds

PARTS = ("lost", "regained", "ratio", "lasting")
YEARS_BEFORE = 2
OWN = "own_sales"
LESS, MORE, UNKNOWN = "less", "more", "cannot be told"


def course(rebounds: MarketRebounds, market: str) -> pd.DataFrame:
    """Own sales and each series of the market, the mean of the year before the shock being 100.

    Own sales are summed to the shortest periods that a series has, each week's sales spread evenly over its days; a period
    that they do not wholly cover is empty. A series of longer periods keeps its value through them.

    Returns:
        One row per period from two years before the shock to the last one looked at: `starts_on`, `own_sales`, and one column
        a series; empty where the year before is not known of both.
    """
    series = [benchmark for benchmark in rebounds.benchmarks_of(market) if benchmark.trade is not None]
    if not series:
        return pd.DataFrame(columns=["starts_on", OWN])
    lines = rebounds.of(market).curves
    shock, end = pd.Timestamp(lines.dates[0]), pd.Timestamp(lines.dates[-1]) + WEEK
    finest = shortest(series)
    starts, ends = pd.DatetimeIndex(finest.starts), pd.DatetimeIndex(finest.untils)
    shown = (starts >= shock - pd.DateOffset(years=YEARS_BEFORE)) & (ends <= end)
    starts, ends = starts[shown], ends[shown]
    table = pd.DataFrame({"starts_on": starts, OWN: _sold(rebounds.sold(market), starts, ends)})
    for benchmark in series:
        table[benchmark.series] = _held(benchmark, starts)
    year = round(365.25 / _length(finest))
    return _indexed(table, np.flatnonzero(ends <= shock)[-year:])


def shortest(series: Sequence[Benchmark]) -> Benchmark:
    """The series of the shortest periods, the first of several."""
    return min(series, key=_length)


def _length(series: Benchmark) -> float:
    return float(np.median((series.untils - series.starts) / np.timedelta64(1, "D")))


def _sold(sold: pd.DataFrame, starts: pd.DatetimeIndex, ends: pd.DatetimeIndex) -> np.ndarray:
    """Sales of each period, empty where not all of its days are known."""
    weekly = sold.set_index("week")["actual"]
    weeks = pd.date_range(weekly.index.min(), weekly.index.max(), freq="7D")
    amounts = overlaps(starts, ends, weeks) @ weekly.reindex(weeks).fillna(0.0).to_numpy(float)
    return np.where((starts >= weeks[0]) & (ends <= weeks[-1] + WEEK), amounts, np.nan)


def _held(series: Benchmark, starts: pd.DatetimeIndex) -> np.ndarray:
    """The value of the series' period in which each start lies."""
    place = np.searchsorted(series.starts, starts.to_numpy().astype("datetime64[D]"), side="right") - 1
    inside = (place >= 0) & (starts.to_numpy() < series.untils[place])
    return np.where(inside, series.values[place], np.nan)


def _indexed(table: pd.DataFrame, before: np.ndarray) -> pd.DataFrame:
    """Over the mean of the last year before, of those periods in which everything is known."""
    columns = [name for name in table.columns if name != "starts_on"]
    year = table[columns].iloc[before].dropna()
    if year.empty or (year.mean() <= 0).any():
        return table.iloc[:0]
    return table.assign(**{name: 100 * table[name] / year[name].mean() for name in columns})


def comparison(series: Sequence[Benchmark]) -> pd.DataFrame:
    """One row per series and one for the shop over the same periods, where series of like periods share the shop's.

    Returns:
        `who` (own_sales, or the name of the series), `unit`, and of each of PARTS the estimate with `_low` and `_high`.
    """
    rows: list[dict[str, object]] = []
    listed: list[Standing] = []
    for benchmark in series:
        if benchmark.trade is None or benchmark.own is None:
            continue
        if benchmark.own not in listed:
            listed.append(benchmark.own)
            rows.append({"who": OWN, "unit": "", **_parts(benchmark.own)})
        rows.append({"who": benchmark.series, "unit": benchmark.unit, **_parts(benchmark.trade)})
    names = [name for part in PARTS for name in (part, f"{part}_low", f"{part}_high")]
    return pd.DataFrame(rows, columns=["who", "unit", *names])


def _parts(standing: Standing) -> dict[str, float]:
    parts: dict[str, float] = {}
    for part in PARTS:
        parts |= cells(part, getattr(standing, part))
    return parts


def against(own: Interval | None, trade: Interval | None) -> str:
    """Whether the shop's figure is less or more than trade's: said only where the intervals do not meet."""
    if own is None or trade is None or (own.low <= trade.high and trade.low <= own.high):
        return UNKNOWN
    return LESS if own.high < trade.low else MORE
