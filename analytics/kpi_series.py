"""The headline numbers day by day, week by week, month by month."""

from datetime import date, timedelta

import pandas as pd

from analytics.kpis import counts_lines, measured, without_newness
from analytics.period import Period, month_start, months_later, week_start
from analytics.reach import at_age_of, reach
from data.store import EVERYTHING, Choice, Store

GRAINS = ("day", "week", "month", "quarter")


def kpi_series(
    store: Store, choice: Choice = EVERYTHING, *, period: Period, grain: str = "month", as_of: date = date(9999, 12, 31)
) -> pd.DataFrame:
    """Sums and ratios of `kpis` for each day, week, month or quarter of a period.

    Args:
        as_of: returns after this day are not deducted.

    Returns:
        One row per bucket of the period, none left out: `bucket` (its first day), `is_whole` (all its days lie in the
        period and in the data: a cut one must not be read as a fall), then the columns of `sales_by`.

    Raises:
        ValueError: not a grain.
    """
    if grain not in GRAINS:
        raise ValueError(f"{grain} is no grain; choose one of {', '.join(GRAINS)}")
    question = "kpi_series_lines" if counts_lines(choice) else "kpi_series"
    asked = store.ask(question, choice, **period.bounds(), as_of=as_of, grain=grain).set_index("bucket")
    if asked["buyers"].isna().all():  # a part of the shop: persons are counted anew
        people = store.ask("kpi_series_people", choice, **period.bounds(), grain=grain).set_index("bucket")
        asked["buyers"] = people["buyers"].reindex(asked.index)
    starts = bucket_starts(period, grain)
    series = measured(asked.reindex(pd.DatetimeIndex(starts, name="bucket")))
    known = reach(store)
    series = without_newness(series, series.index < pd.Timestamp(known.new_from))
    ends = [next_start(start, grain) for start in starts]
    whole = [
        max(period.since, known.first_on) <= start and end <= min(period.until, known.until)
        for start, end in zip(starts, ends, strict=True)
    ]
    return series.assign(is_whole=whole).reset_index()


def sales_trend(store: Store, choice: Choice = EVERYTHING, *, period: Period, grain: str = "week") -> pd.DataFrame:
    """Net sales and orders of a period beside those of last year.

    Days and weeks are set beside those 52 weeks earlier, so that a Saturday meets a Saturday; months and quarters
    beside the same of last year. Last year is seen at the age this year has today: returns that came later are not deducted.

    Returns:
        One row per bucket: `bucket`, `is_whole`, `net_eur`, `orders`, `net_last_year_eur`, `orders_last_year`; last
        year's are empty before the first order.
    """
    now = kpi_series(store, choice, period=period, grain=grain)
    if grain in {"day", "week"}:
        before = Period(period.since - timedelta(days=364), period.until - timedelta(days=364))
        shift = pd.DateOffset(days=364)
    else:
        before, shift = period.last_year, pd.DateOffset(years=1)
    known = reach(store)
    then = kpi_series(store, choice, period=before, grain=grain, as_of=at_age_of(known, period, before).as_of)
    then = then[then["bucket"] >= pd.Timestamp(known.first_on)]
    then = then.assign(bucket=then["bucket"] + shift)[["bucket", "net_eur", "orders"]]
    then = then.rename(columns={"net_eur": "net_last_year_eur", "orders": "orders_last_year"})
    return now[["bucket", "is_whole", "net_eur", "orders"]].merge(then, on="bucket", how="left")


def bucket_starts(period: Period, grain: str) -> list[date]:
    """The first days of all buckets that touch the period."""
    start = {"day": lambda day: day, "week": week_start, "month": month_start, "quarter": _quarter_start}[grain](
        period.since
    )
    starts = []
    while start < period.until:
        starts.append(start)
        start = next_start(start, grain)
    return starts


def next_start(start: date, grain: str) -> date:
    """The first day of the bucket after."""
    if grain in {"day", "week"}:
        return start + timedelta(days=1 if grain == "day" else 7)
    return months_later(start, 1 if grain == "month" else 3)


def _quarter_start(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
