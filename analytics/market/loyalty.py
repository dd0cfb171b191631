"""How many of a period's buyers had bought before: the shop's own index of loyalty, like with like.

A buyer of a period comes back where they bought in the 365 days before its first day, anywhere in the shop. A period is told of only
where those 365 days lie in the data: before, who came back looks new. The interval of a share is Wilson's; that of a change is
Newcombe's from two of them (Newcombe, R. G. (1998), "Interval estimation for the difference between independent proportions", Statistics
in Medicine 17, method 10). Who buys in both periods makes the two alike, so that the interval is rather too wide than too narrow.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analytics.cohorts.intervals import Floats, wilson
from analytics.period import Period, months_later
from analytics.reach import Reach, reach
from data.store import EVERYTHING, Choice, Store

MIN_BUYERS = 30  # in either period; below, a change is a play of numbers
QUARTER = 3  # months
LAST = 4  # quarters that markets are told of together
COLUMNS = ["buyers", "repeat_buyers", "repeat_share", "low", "high"]
CHANGES = ["buyers_before", "repeat_share_before", "change", "change_low", "change_high", "is_clear"]


def loyalty_by_quarter(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """Share of the buyers of each whole quarter of a period who had bought in the 365 days before it.

    Returns:
        One row per calendar quarter that lies in the period and in the data, with 365 days of data before it: `quarter` (its first day), `buyers`
        (known ones), `repeat_buyers`, `repeat_share` (0 to 1; empty without a buyer) with `low` and `high` (95 %), and against the same
        quarter a year before `buyers_before`, `repeat_share_before`, `change` (points 0 to 1) with `change_low`, `change_high`, `is_clear`
        (the interval lies on one side of nought); empty where that one is not known or either has fewer than 30 buyers.
    """
    known = reach(store)
    rows = []
    for quarter in _quarters(known, period):
        now, then = (_of_all(store, choice, each, known) for each in (quarter, quarter.last_year))
        rows.append({"quarter": pd.Timestamp(quarter.since), **now, **_before(then)})
    return _judged(pd.DataFrame(rows, columns=["quarter", "buyers", "repeat_buyers", "buyers_before", "repeat_before"]))


def loyalty_by_market(
    store: Store, choice: Choice = EVERYTHING, *, period: Period
) -> tuple[Period | None, pd.DataFrame]:
    """The same by market, over the whole quarters of a period taken together, the last four of them where there are more.

    Returns:
        The days, None where no quarter can be told of; and one row per market with a buyer and one for all (`market` missing), most buyers
        first: `market` and the columns of `loyalty_by_quarter` after `quarter`. A buyer of two markets counts in both and once in all.
    """
    known = reach(store)
    quarters = list(_quarters(known, period))[-LAST:]
    if not quarters:
        return None, _judged(
            pd.DataFrame(columns=["market", "buyers", "repeat_buyers", "buyers_before", "repeat_before"])
        )
    days = Period(quarters[0].since, quarters[-1].until)
    now, then = (_by_market(store, choice, each, known) for each in (days, days.last_year))
    then = then.rename(columns={"buyers": "buyers_before", "repeat_buyers": "repeat_before"})
    return days, _judged(now.merge(then, on=["is_all", "market"], how="left").drop(columns="is_all"))


def _quarters(known: Reach, period: Period) -> Iterator[Period]:
    first = period.since.replace(month=(period.since.month - 1) // QUARTER * QUARTER + 1, day=1)
    start = first if first == period.since else months_later(first, QUARTER)
    while months_later(start, QUARTER) <= min(period.until, known.until):
        if start >= known.new_from:
            yield Period(start, months_later(start, QUARTER))
        start = months_later(start, QUARTER)


def _by_market(store: Store, choice: Choice, period: Period, known: Reach) -> pd.DataFrame:
    """One row per market and for all; none where the 365 days before are not in the data."""
    table = store.ask("repeat_buyers", choice.unstated, **period.bounds())
    return table if period.since >= known.new_from else table.head(0)


def _of_all(store: Store, choice: Choice, period: Period, known: Reach) -> dict[str, float]:
    rows = _by_market(store, choice, period, known)
    whole = rows[rows["is_all"].astype(bool)]
    if whole.empty:
        nothing = 0.0 if period.since >= known.new_from else np.nan
        return {"buyers": nothing, "repeat_buyers": nothing}
    return {name: float(whole[name].iloc[0]) for name in ("buyers", "repeat_buyers")}


def _before(then: dict[str, float]) -> dict[str, float]:
    return {"buyers_before": then["buyers"], "repeat_before": then["repeat_buyers"]}


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    """Shares with their intervals, and the change with its own."""
    buyers, again, buyers_then, again_then = (
        table[name].to_numpy(dtype=float) for name in ("buyers", "repeat_buyers", "buyers_before", "repeat_before")
    )
    share, then = _share(again, buyers), _share(again_then, buyers_then)
    low, high = wilson(again, buyers)
    change_low, change_high = newcombe((again, buyers), (again_then, buyers_then))
    told = np.minimum(buyers, buyers_then) >= MIN_BUYERS  # false where either is not known
    change, change_low, change_high = (np.where(told, each, np.nan) for each in (share - then, change_low, change_high))
    columns = [name for name in table if name not in ("repeat_before", "buyers_before")]
    return table[columns].assign(
        repeat_share=share,
        low=low,
        high=high,
        buyers_before=buyers_then,
        repeat_share_before=then,
        change=change,
        change_low=change_low,
        change_high=change_high,
        is_clear=(change_low > 0) | (change_high < 0),
    )


def newcombe(now: tuple[Floats, Floats], then: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """Bounds of the difference of two shares, each given as (part, whole); NaN where a whole is not above nought."""
    (low, high), (low_then, high_then) = wilson(*now), wilson(*then)
    share, share_then = _share(*now), _share(*then)
    gap = share - share_then
    return (
        gap - np.sqrt((share - low) ** 2 + (high_then - share_then) ** 2),
        gap + np.sqrt((high - share) ** 2 + (share_then - low_then) ** 2),
    )


def _share(part: Floats, whole: Floats) -> Floats:
    return part / np.where(whole > 0, whole, np.nan)
