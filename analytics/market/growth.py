"""Own sales beside each loaded retail series of a market, over the series' own periods: an index, and growth over a year.

The growth of a series is a published figure without an interval; that of own sales has the interval of who happened to shop, and in which
weeks. The shop grows faster or slower than its market only where its whole interval lies on one side of the market's figure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.compare import Basis, Comparison
from analytics.doubt import changes
from analytics.kpi_series import kpi_series
from analytics.market_series import market_series
from analytics.period import Period
from analytics.reach import reach
from data.errors import TooFew
from data.store import EVERYTHING, Choice, Store

WEEKS = 364  # days of 52 weeks: the same weekdays
FASTER, SLOWER, UNCLEAR = "faster", "slower", "unclear"
INDEX = [
    "series",
    "market",
    "unit",
    "starts_on",
    "until_on",
    "own_eur",
    "value",
    "own_index",
    "market_index",
    "is_base",
]
GROWTH = [
    *("series", "market", "markets", "unit", "since", "until", "periods", "own_eur"),
    *("own_change", "own_low", "own_high", "market_change", "verdict"),
]


@dataclass(frozen=True)
class Clock:
    """The periods of a series: the grain of own sales that fits them, and how far a year before lies."""

    grain: str
    months: int = 0
    days: int = 0
    per_year: int = 12

    def earlier(self, starts: pd.Series) -> pd.Series:
        """The first days of the same periods a year before."""
        return starts - (pd.DateOffset(months=self.months) if self.months else pd.Timedelta(days=self.days))


def market_index(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """Net sales and each series on one scale: 100 is the mean of the year before the period, or of the first year that both have.

    Returns:
        One row per (series, market, period of the series) from that year to the end of the period, those wholly in the data only: `series`,
        `market` (missing: of no one market, beside own sales of all), `unit`, `starts_on`, `until_on`, `own_eur`, `value`, `own_index`, `market_index`,
        `is_base` (one of the periods whose mean is 100). A series is left out where no whole year of both is known, or its dates make
        no days, weeks from Monday, months or quarters.
    """
    parts = [_indexed(rows, kind, period) for rows, kind in _beside(store, choice, period)]
    kept = [part for part in parts if len(part)]
    return pd.concat(kept, ignore_index=True)[INDEX] if kept else pd.DataFrame(columns=INDEX)


def market_growth(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """Growth over a year of own sales and of each series, over the same periods: the last of the chosen days that both have, a year of them at most.

    Returns:
        One row per (series, market) of which both sides of a year are known, and one for those of one series and the same days together
        (`markets` says how many; the market's growth is then weighted by own sales of the year before), largest own sales first:
        `since`, `until` (first day not counted) and how many `periods`
        of the series are compared with those a year before, `own_eur`, `own_change` (share of before) with `own_low` and `own_high` (95 %; empty
        with fewer than 30 orders on a side), `market_change` as published, `verdict`: faster, slower or unclear.
    """
    held = [
        stretch
        for part, kind in _beside(store, choice, period)
        if (stretch := _stretch(part, kind, period)) is not None
    ]
    own = {over: _own(store, choice, *over) for over in dict.fromkeys(_over(stretch) for stretch in held)}
    rows = [_row(stretch, own[_over(stretch)]) for stretch in held]
    rows += [_together(store, choice, group, own[_over(group[0])]) for group in _groups(held)]
    table = pd.DataFrame(rows, columns=GROWTH)
    return table.sort_values("own_eur", ascending=False, na_position="last", ignore_index=True, kind="stable")


@dataclass(frozen=True)
class Stretch:
    """Periods of a series that are held against those a year before.

    Attributes:
        market: two letters; empty for a series of no one market.
        days: from the first of them to the last.
        change: of the series, as published.
    """

    series: str
    market: str
    unit: str
    days: Period
    periods: int
    kind: Clock
    change: float


def _over(stretch: Stretch) -> tuple[Period, Clock, bool]:
    """Which own growth a stretch needs: its days, how far a year before lies, and whether by market."""
    return stretch.days, stretch.kind, bool(stretch.market)


def _groups(held: list[Stretch]) -> list[list[Stretch]]:
    """Series of one name over the same days, of two markets or more."""
    by_name: dict[tuple[str, Period, Clock], list[Stretch]] = {}
    for stretch in held:
        if stretch.market:
            by_name.setdefault((stretch.series, stretch.days, stretch.kind), []).append(stretch)
    return [group for group in by_name.values() if len(group) > 1]


def _together(store: Store, choice: Choice, group: list[Stretch], own: pd.DataFrame) -> dict[str, object]:
    """Several markets as one: own sales of all, and the market as it would have grown with own sales of the year before as weights."""
    then = own.set_index("market")["then"].astype(float)
    weights = {stretch: max(float(then.get(stretch.market, 0.0)), 0.0) for stretch in group}
    whole = sum(weights.values())
    change = sum(weight * stretch.change for stretch, weight in weights.items()) / whole if whole > 0 else np.nan
    markets = tuple(sorted(stretch.market for stretch in group))
    row = replace(group[0], market="", change=change)
    asked = _own(store, replace(choice, market=markets), row.days, row.kind, by_market=False)
    return _row(row, asked) | {"markets": len(group)}


def _row(stretch: Stretch, own: pd.DataFrame) -> dict[str, object]:
    nothing = dict.fromkeys(("now", "change", "change_low", "change_high"), np.nan)
    found = own[own["market"] == stretch.market].to_dict("records")
    row = found[0] if found else nothing
    low, high = float(row["change_low"]), float(row["change_high"])
    return {
        "series": stretch.series,
        "market": stretch.market or None,
        "markets": 1,
        "unit": stretch.unit,
        "since": pd.Timestamp(stretch.days.since),
        "until": pd.Timestamp(stretch.days.until),
        "periods": stretch.periods,
        "own_eur": float(row["now"]),
        "own_change": float(row["change"]),
        "own_low": low,
        "own_high": high,
        "market_change": stretch.change,
        "verdict": verdict(low, high, stretch.change),
    }


def _beside(store: Store, choice: Choice, period: Period) -> Iterator[tuple[pd.DataFrame, Clock]]:
    """Each series with own sales of its market over its periods, in order, with its clock; none that ends before the data begin."""
    known, trade = reach(store), market_series(store, choice)
    until = min(period.until, known.until)
    for (_series, market), part in trade.groupby(["series", "market"], dropna=False):
        kind = _clock(part)
        rows = part[(part["starts_on"] >= pd.Timestamp(known.first_on)) & (part["until_on"] <= pd.Timestamp(until))]
        if kind is None or rows.empty:
            continue
        days = Period(rows["starts_on"].min().date(), rows["until_on"].max().date())
        try:
            own = kpi_series(store, _of(choice, market), period=days, grain=kind.grain, names=("net_eur",))
        except TooFew:  # not shown to this reader
            continue
        own = own.loc[own["is_whole"], ["bucket", "net_eur"]].rename(
            columns={"bucket": "starts_on", "net_eur": "own_eur"}
        )
        yield rows.merge(own, on="starts_on", how="inner").sort_values("starts_on", ignore_index=True), kind


def _of(choice: Choice, market: object) -> Choice:
    return choice if pd.isna(market) else replace(choice, market=(str(market),))  # type: ignore[call-overload]


def _clock(part: pd.DataFrame) -> Clock | None:
    """The clock of a series; None where its dates make none."""
    if part["until_on"].isna().any():
        return None
    days = float((part["until_on"] - part["starts_on"]).dt.days.median())
    if days == 7 and (part["starts_on"].dt.day_of_week == 0).all():
        return Clock("week", days=WEEKS, per_year=52)
    if days == 1:
        return Clock("day", days=WEEKS, per_year=364)
    if 28 <= days <= 31:
        return Clock("month", months=12)
    return Clock("quarter", months=12, per_year=4) if 89 <= days <= 92 else None


def _indexed(rows: pd.DataFrame, kind: Clock, period: Period) -> pd.DataFrame:
    """From the base year on, over its means."""
    before = rows.index[rows["starts_on"] < pd.Timestamp(period.since)]
    base = before[-kind.per_year :] if len(before) >= kind.per_year else rows.index[: kind.per_year]
    if len(base) < kind.per_year:
        return rows.head(0)
    means = rows.loc[base, ["own_eur", "value"]].mean()
    if not (means > 0).all():
        return rows.head(0)
    shown = rows.loc[base[0] :]
    return shown.assign(
        own_index=100 * shown["own_eur"] / means["own_eur"],
        market_index=100 * shown["value"] / means["value"],
        is_base=shown.index.isin(base),
    )


def _stretch(rows: pd.DataFrame, kind: Clock, period: Period) -> Stretch | None:
    """The last year's periods of a series within the chosen days, without a hole, whose like a year before are known too."""
    value = rows.set_index("starts_on")["value"]
    inside = rows[rows["starts_on"] >= pd.Timestamp(period.since)].tail(kind.per_year)
    inside = inside.assign(then=kind.earlier(inside["starts_on"]).map(value))
    cut = (inside["starts_on"].shift(-1) != inside["until_on"]) & (inside.index != inside.index.max())
    holes = inside.index[cut | inside["then"].isna()]
    if len(holes):
        inside = inside.loc[holes.max() + 1 :]
    if inside.empty or not inside["then"].sum() > 0:
        return None
    units, market = rows["unit"].dropna(), rows["market"].iloc[0]
    return Stretch(
        series=str(rows["series"].iloc[0]),
        market="" if pd.isna(market) else str(market),
        unit=str(units.iloc[-1]) if len(units) else "",
        days=Period(inside["starts_on"].iloc[0].date(), inside["until_on"].iloc[-1].date()),
        periods=len(inside),
        kind=kind,
        change=float(inside["value"].sum() / inside["then"].sum() - 1),
    )


def verdict(low: float, high: float, market: float) -> str:
    """Whether the shop grew faster or slower than its market: said only where its interval lies on one side of the market's figure."""
    return FASTER if low > market else SLOWER if high < market else UNCLEAR


def _own(store: Store, choice: Choice, days: Period, kind: Clock, by_market: bool) -> pd.DataFrame:
    """Growth of own net sales on the same days a year before, with its interval, by market (empty for all); no row where it is not known."""
    against = Comparison(Basis.of("last_year"), days, months=kind.months, days=kind.days)
    by = ("market",) if by_market else ()
    found = changes(store, choice, period=days, names=("net_eur",), by=by, against=(against,))
    return found if by_market else found.assign(market="")
