"""The headline numbers day by day, week by week, month by month."""

from collections.abc import Iterable
from datetime import date, timedelta

import pandas as pd

from analytics.buckets import bucket_starts, next_start
from analytics.kpis import without_newness
from analytics.measures import Cut, answered, figures
from analytics.period import Period
from analytics.reach import UNCUT, Compared, Reach, at_age_of, reach
from data.store import EVERYTHING, Choice, Store

TREND = ("net_eur", "orders")


def kpi_series(
    store: Store, choice: Choice = EVERYTHING, *, period: Period, grain: str = "month", as_of: date = UNCUT
) -> pd.DataFrame:
    """Sums and ratios of `kpis` for each day, week, month or quarter of a period.

    Args:
        as_of: returns after this day are not deducted.

    Returns:
        One row per bucket of the period, none left out: `bucket` (its first day), `is_whole` (all its days lie in the
        period and in the data: a cut one must not be read as a fall), then the figures of `kpis`.

    Raises:
        NotAnswered: not a grain.
    """
    return _series(store, choice, answered(choice), period=period, grain=grain, as_of=as_of)


def sales_trend(store: Store, choice: Choice = EVERYTHING, *, period: Period, grain: str = "week") -> pd.DataFrame:
    """Net sales and orders of a period beside those of last year.

    Days and weeks are set beside those 52 weeks earlier, so that a Saturday meets a Saturday; months and quarters
    beside the same of last year. Last year is seen at the age this year has today: returns that came later are not deducted.

    Returns:
        One row per bucket: `bucket`, `is_whole`, `net_eur`, `orders`, `net_last_year_eur`, `orders_last_year`; last
        year's are empty before the first order.
    """
    now = _series(store, choice, TREND, period=period, grain=grain)
    if grain in {"day", "week"}:
        before = Period(period.since - timedelta(days=364), period.until - timedelta(days=364))
        shift = pd.DateOffset(days=364)
    else:
        before, shift = period.last_year, pd.DateOffset(years=1)
    known = reach(store)
    seen = at_age_of(known, period, before).as_of
    then = _series(store, choice, TREND, period=before, grain=grain, as_of=seen)
    then = then[then["bucket"] >= pd.Timestamp(known.first_on)]
    then = then.assign(bucket=then["bucket"] + shift)[["bucket", "net_eur", "orders"]]
    then = then.rename(columns={"net_eur": "net_last_year_eur", "orders": "orders_last_year"})
    return now[["bucket", "is_whole", "net_eur", "orders"]].merge(then, on="bucket", how="left")


def _series(
    store: Store, choice: Choice, names: Iterable[str], *, period: Period, grain: str, as_of: date = UNCUT
) -> pd.DataFrame:
    known, cut = reach(store), Cut(grain=grain)
    seen = Compared(period, as_of, at_age_of(known, period, period).matured_until)
    series = figures(store, choice, names, {"current": seen}, cut).drop(columns="period")
    series = without_newness(series, series["bucket"] < pd.Timestamp(known.new_from))
    return series.assign(is_whole=[_is_whole(start, period, grain, known) for start in bucket_starts(period, grain)])


def _is_whole(start: date, period: Period, grain: str, known: Reach) -> bool:
    since, until = max(period.since, known.first_on), min(period.until, known.until)
    return since <= start and next_start(start, grain) <= until
