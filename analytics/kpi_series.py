"""The headline numbers day by day, week by week, month by month."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.buckets import bucket_starts, next_start
from analytics.compare import Comparison
from analytics.kpis import without_newness
from analytics.measures import Cut, answered, figures
from analytics.period import Period
from analytics.reach import UNCUT, Compared, Reach, at_age_of, reach
from data.store import EVERYTHING, Choice, Store

ORDERS = ("orders", "orders_before")


def kpi_series(
    store: Store,
    choice: Choice = EVERYTHING,
    *,
    period: Period,
    grain: str = "month",
    names: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Sums and ratios of `kpis` for each day, week, month or quarter of a period.

    Args:
        names: the figures wanted; by default all that can be told under the filters.

    Returns:
        One row per bucket of the period, none left out: `bucket` (its first day), `is_whole` (all its days lie in the
        period and in the data: a cut one must not be read as a fall), then the figures and the sums they are made of.

    Raises:
        NotAnswered: not a grain, or a figure that cannot be told under the filters.
    """
    return _series(store, choice, names or answered(choice), period=period, grain=grain)


def sales_trend(
    store: Store,
    choice: Choice = EVERYTHING,
    *,
    period: Period,
    grain: str = "week",
    against: Comparison | None = None,
    figure: str = "net_eur",
) -> pd.DataFrame:
    """Sales and orders of a period, and of the earlier days it is held against, each beside the day it meets.

    The earlier days are seen at the age the period has today: returns that came later are not deducted.

    Args:
        against: what the period is held against; None where it stands by itself.
        figure: what is called sales.

    Returns:
        One row per bucket: `bucket`, `is_whole`, the figure, `orders`, the figure's `before` (`net_before_eur`), `orders_before`; the earlier days'
        add up to what `kpis` has of them, and are empty where a day of the bucket lies before the first order.
    """
    names = {figure: before(figure), ORDERS[0]: ORDERS[1]}
    now = _series(store, choice, names, period=period, grain=grain)[["bucket", "is_whole", *names]]
    if against is None:
        return now.assign(**dict.fromkeys(names.values(), float("nan")))
    sums = sums_before(store, choice, tuple(names), grain=grain, against=against).rename(columns=names)
    return now.merge(sums, on="bucket", how="left")


def sums_before(
    store: Store, choice: Choice, names: tuple[str, ...], *, grain: str, against: Comparison
) -> pd.DataFrame:
    """Sums of the earlier days of a comparison, in the buckets of the period that they are held against.

    Args:
        names: sums, or differences of sums: what adds up over days.

    Returns:
        One row per bucket whose earlier days all lie in the data: `bucket` (its first day, in the period), the sums as they stood
        at the age the period has today.
    """
    known = reach(store)
    seen = at_age_of(known, against.period, against.against).as_of
    then = _series(
        store, choice, names, period=against.against, grain=grain if store.rights.smallest else "day", as_of=seen
    )
    then = then.assign(
        is_known=then["bucket"] >= pd.Timestamp(known.first_on), bucket=_met(then["bucket"], against, grain)
    )
    sums = then.groupby("bucket").agg({**dict.fromkeys(names, "sum"), "is_known": "all"})
    return sums.loc[sums["is_known"], list(names)].reset_index()


def before(figure: str) -> str:
    """The column of an amount on the earlier days: `net_before_eur` of `net_eur`."""
    return f"{figure.removesuffix('_eur')}_before_eur"


def _met(days: pd.Series, against: Comparison, grain: str) -> pd.Series:
    """The bucket of the period in which each earlier day stands: that of the last day held against it or one before it."""
    own = [against.period.since + timedelta(days=number) for number in range(against.period.days)]
    starts = bucket_starts(against.period, grain)
    buckets = [starts[bisect_right(starts, day) - 1] for day in own]
    places = np.searchsorted(pd.to_datetime([against.earlier(day) for day in own]), days.to_numpy(), side="right") - 1
    return pd.Series(pd.to_datetime([buckets[max(place, 0)] for place in places]), index=days.index, dtype=days.dtype)


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
