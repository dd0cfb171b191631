"""How well the probability of making a month is calibrated: `make bench STUDIES=target_probability`, about ten minutes.

Shops of tests/analytics/doubt/shops.py (seeds 900000 on, not used while building), and the months of Online Retail and CDNOW where
../shared/data has them. On the eve of the 6th, 11th, 16th, 21st and 26th of each month the rest of it is forecast from the days
before alone; of each quarter of made-up shops, on the eve of its 21st, 46th and 71st day. Targets know nothing of the month: the
mean of the three before it, times a draw. Held against the naive way: what was sold over the year's shape so far, with the normal
error that this way made in the months before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import norm

from analytics.cohorts.intervals import wilson
from analytics.period import month_start, months_later
from analytics.targets.ahead import Ahead, ahead
from analytics.targets.courses import courses
from tests.analytics.doubt.shops import Making, orders

SEED = 900_000
SHOPS = 40
PASSED = {1: (5, 10, 15, 20, 25), 3: (20, 45, 70)}  # days that are known, of a month and of a quarter
DRAW = 0.15  # of the log of a target
BINS = (0.0, 0.02, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.98, 1.0)
DATA = Path(__file__).parents[2] / "shared" / "data"
REAL = ("Online Retail", "CDNOW")
MAKINGS = {
    "middling": Making(),
    "middling, weeks shared": Making(shock=0.2),
    "middling, growing 30 %": Making(growth=0.3),
    "large": Making(customers=250),
    "large, weeks shared": Making(customers=250, shock=0.2),
    "small": Making(customers=15),
    "tiny": Making(customers=3),
}
FAR = date(2023, 3, 1)  # of the made-up shops: a like year is known for some weeks
QUARTERS = date(2023, 4, 1)


@dataclass(frozen=True)
class Daily:
    """A shop's days: orders by day and market, sales by day."""

    first: date
    markets: list[str]
    orders: np.ndarray
    sold: np.ndarray

    @classmethod
    def of(cls, table: pd.DataFrame) -> "Daily":
        """From orders: `ordered_on`, `market`, `total`, a row each; a negative total is no order."""
        days = pd.to_datetime(table["ordered_on"])
        first, count = days.min(), (days.max() - days.min()).days + 1
        markets = sorted(table["market"].unique())
        at = (days - first).dt.days.to_numpy()
        place = pd.Categorical(table["market"], categories=markets).codes
        counted, sold = np.zeros((count, len(markets))), np.zeros(count)
        np.add.at(counted, (at, place), (table["total"] > 0).to_numpy(dtype=float))
        np.add.at(sold, at, table["total"].to_numpy(dtype=float))
        return cls(first.date(), markets, counted, sold)


def eves(daily: Daily, since: date, draw: np.random.Generator, months: int = 1) -> Iterator[dict[str, object]]:
    """A row per month, or quarter, and eve: the probability said, the naive one, and what came."""
    start = since
    while (end := (months_later(start, months) - daily.first).days) <= len(daily.sold):
        begin = (start - daily.first).days
        target = months * _month_before(daily, start) * float(np.exp(draw.normal(0, DRAW)))
        for passed in PASSED[months]:
            at = begin + passed
            path = courses(daily.first, daily.orders[:at], daily.markets, end - at)
            if (rest := ahead(daily.sold[:at], path, end - at)) is not None:
                yield judged(daily, rest, (begin, at, end), target)
        start = months_later(start, months)


def _month_before(daily: Daily, start: date) -> float:
    """The mean of the three months before one."""
    return float(daily.sold[(months_later(start, -3) - daily.first).days : (start - daily.first).days].sum() / 3)


def judged(daily: Daily, rest: Ahead, span: tuple[int, int, int], target: float) -> dict[str, object]:
    """One forecast against what came."""
    begin, at, end = span
    past, came = daily.sold[begin:at].sum(), daily.sold[at:end].sum()
    bounds = {share: (rest.quantile((1 - share) / 2), rest.quantile((1 + share) / 2)) for share in (0.8, 0.95)}
    return {
        "said": rest.exceeds(target - past),
        "naive": naive(daily, span, target),
        "made": past + came >= target,
        "in_80": bounds[0.8][0] <= came <= bounds[0.8][1],
        "in_95": bounds[0.95][0] <= came <= bounds[0.95][1],
        "width_80": (bounds[0.8][1] - bounds[0.8][0]) / max(past + rest.expected, 1.0),
        "days_left": end - at,
    }


def naive(daily: Daily, span: tuple[int, int, int], target: float) -> float:
    """The target's probability where the month is what was sold so far over the share of last year's month by then."""
    begin, at, end = span
    ratio = _projected(daily, begin, at, end)
    errors = []
    for back in range(1, 13):
        month = months_later(daily.first + timedelta(days=begin), -back)
        start, stop = (month - daily.first).days, (months_later(month, 1) - daily.first).days
        if start >= 0:
            whole = daily.sold[start:stop].sum()
            errors.append(
                _projected(daily, start, min(start + at - begin, stop), stop) / whole - 1 if whole > 0 else 0.0
            )
    spread = max(float(np.sqrt(np.mean(np.square(errors)))) if errors else 0.2, 0.01)
    return float(norm.sf((target - ratio) / max(spread * ratio, 1e-9)))


def _projected(daily: Daily, begin: int, at: int, end: int) -> float:
    """What was sold over last year's share by then; over the share of days where that is not known."""
    then = daily.sold[max(begin - 364, 0) : max(end - 364, 0)] if begin >= 364 else np.ones(end - begin)
    share = then[: at - begin].sum() / then.sum() if then.sum() > 0 else (at - begin) / (end - begin)
    return float(daily.sold[begin:at].sum() / max(share, 0.01))


def real() -> Iterator[tuple[str, pd.DataFrame]]:
    """Orders of shops that nobody here made."""
    if (file := DATA / "online_retail" / "online_retail_i.parquet").exists():
        lines = pd.read_parquet(file)
        lines = lines.assign(total=lines["p"] * lines["q"], ordered_on=lines["ts"].dt.normalize())
        yield "Online Retail", lines.groupby(["inv", "ordered_on"])["total"].sum().reset_index().assign(market="GB")
    if (file := DATA / "cdnow" / "CDNOW_master.txt").exists():
        bought = pd.read_csv(file, sep=r"\s+", skiprows=1, names=["customer", "day", "units", "total"])
        yield "CDNOW", bought.assign(ordered_on=pd.to_datetime(bought["day"], format="%Y%m%d"), market="US")


def table() -> str:
    """Coverage, Brier scores and widths by shop, and the reliability of what was said, by bins."""
    rows: list[dict[str, object]] = []
    for name, making in MAKINGS.items():
        for number in range(SHOPS):
            seed = SEED + number
            daily = Daily.of(orders(making, seed))
            rows += [{"shop": name, "of": 1, **row} for row in eves(daily, FAR, np.random.default_rng(seed))]
            whole = eves(daily, QUARTERS, np.random.default_rng(seed), 3)
            rows += [{"shop": name, "of": 3, **row} for row in whole]
    for name, told in real():
        daily = Daily.of(told)
        since = months_later(month_start(daily.first), 4)
        for turn in range(20):  # targets are drawn, months are what they are
            drawn = eves(daily, since, np.random.default_rng(SEED + turn))
            rows += [{"shop": name, "of": 1, **row} for row in drawn]
    frame = pd.DataFrame(rows)
    frame = frame.assign(brier=(frame["said"] - frame["made"]) ** 2, brier_naive=(frame["naive"] - frame["made"]) ** 2)
    columns = ["in_80", "in_95", "width_80", "made", "brier", "brier_naive"]
    quarters, frame = frame[frame["of"] == 3], frame[frame["of"] == 1]
    by_shop = frame.groupby("shop", sort=False)[columns].mean().assign(cases=frame.groupby("shop").size())
    left = pd.cut(frame["days_left"], [0, 7, 12, 17, 22, 31])
    by_days = frame[~frame["shop"].isin(REAL)].groupby(left, observed=True)[columns].mean()
    made_up = ~frame["shop"].isin(REAL)
    by_quarter = quarters.groupby("shop", sort=False)[columns].mean().assign(cases=quarters.groupby("shop").size())
    parts = [
        by_shop.round(3),
        by_quarter.round(3),
        reliability(quarters),
        by_days.round(3),
        reliability(frame[made_up]),
        reliability(frame[~made_up]),
    ]
    return "\n\n".join(part.to_string() for part in parts if len(part))


def reliability(frame: pd.DataFrame) -> pd.DataFrame:
    """By what was said: how many, the mean said, the share that came true with its binomial interval; beside it the naive way."""
    rows = []
    for low, high in pairwise(BINS):
        row: dict[str, object] = {"from": low, "to": high}
        for way in ("said", "naive"):
            held = frame[(frame[way] >= low) & ((frame[way] < high) | (high == 1.0))]
            if len(held):
                least, most = wilson(np.array([held["made"].sum()]), np.array([len(held)]))
                row |= {f"{way}_n": len(held), way: held[way].mean(), f"{way}_true": held["made"].mean()}
                row |= {f"{way}_low": float(least[0]), f"{way}_high": float(most[0])}
        rows.append(row)
    return pd.DataFrame(rows).round(3)
