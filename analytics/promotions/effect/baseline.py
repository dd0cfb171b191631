"""What a shop would have sold: a baseline that knows season, calendar and trend, week by week."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.promotions.effect.score import Numbers

STEPS = 25
AMOUNTS = ("net_eur", "net_full_price_eur", "margin_eur", "net_with_margin_eur")
WAVES = 3
STIFFNESS = 0.02
SHUT = ("lockdown", "travel_ban", "store_closure")
Spans = Sequence[tuple[pd.Timestamp, pd.Timestamp]]


@dataclass(frozen=True)
class Weeks:
    """Whole weeks counted from a promotion's first day, forwards and backwards.

    Attributes:
        starts: first day of each.
        sums: column of `promotion_sales` to its weekly sums.
        first: place of the week that begins with the promotion.
    """

    starts: pd.DatetimeIndex
    sums: dict[str, Numbers]
    first: int

    def __len__(self) -> int:
        return len(self.starts)


def weeks(sales: pd.DataFrame, anchor: pd.Timestamp, names: Sequence[str] = AMOUNTS) -> Weeks:
    """Sums daily sales by week from `anchor`; a week that the data cover only in part is left out."""
    daily = sales.groupby("day")[list(names)].sum()
    daily = daily.reindex(pd.date_range(daily.index.min(), daily.index.max()), fill_value=0.0)
    week = np.floor((pd.DatetimeIndex(daily.index) - anchor).days.to_numpy() / 7).astype(int)
    whole = pd.Series(week).map(pd.Series(week).value_counts()).to_numpy() == 7
    summed = daily[whole].groupby(week[whole]).sum()
    starts = anchor + pd.to_timedelta(summed.index * 7, unit="D")
    return Weeks(
        pd.DatetimeIndex(starts), {name: summed[name].to_numpy(dtype=float) for name in names}, int(-summed.index.min())
    )


def design(at: Weeks, calendar: pd.DataFrame, promotions: Spans) -> Numbers:
    """What the baseline knows of each week: trend with a bend a year, season, events, other promotions."""
    day = (at.starts - at.starts[0]).days.to_numpy() / 365.25
    bends = [np.maximum(day - bend, 0) for bend in range(1, int(day[-1]))]
    season = 2 * np.pi * (at.starts.day_of_year.to_numpy() + 3) / 365.25
    waves = [turn(season * wave) for wave in range(1, WAVES + 1) for turn in (np.sin, np.cos)]
    events = [weekly(at, part) for _, part in sorted(calendar.groupby("kind"), key=lambda pair: str(pair[0]))]
    covered = np.minimum(sum((overlap(at, span) for span in promotions), np.zeros(len(at))), 1.0)
    columns = [day, *bends, *waves, *events, covered]
    return np.column_stack([np.ones(len(at)), *[column for column in columns if np.ptp(column) > 0]])


def weekly(at: Weeks, days: pd.DataFrame) -> Numbers:
    """Mean intensity of an event over each week."""
    strength = days.groupby("day")["intensity"].max()
    place = np.floor((pd.DatetimeIndex(strength.index) - at.starts[0]).days / 7).astype(int)
    inside = (place >= 0) & (place < len(at))
    return np.bincount(place[inside], weights=strength.to_numpy(dtype=float)[inside], minlength=len(at)) / 7


def overlap(at: Weeks, span: tuple[pd.Timestamp, pd.Timestamp]) -> Numbers:
    """Share of each week's days that lie in the span, ends included."""
    begin = (span[0] - at.starts).days.to_numpy()
    end = (span[1] - at.starts).days.to_numpy()
    shares: Numbers = np.clip(np.minimum(end, 6) - np.maximum(begin, 0) + 1, 0, 7) / 7
    return shares


@dataclass(frozen=True)
class Course:
    """What was to be expected each week; `mean` is learnt from the weeks `learn`."""

    mean: Numbers
    sold: Numbers
    known: Numbers
    inverse: Numbers
    learn: np.ndarray

    def without(self, block: slice) -> Numbers:
        """The mean of these weeks had they not been learnt from themselves (one step of leave-block-out)."""
        mean, known, inside = self.mean[block], self.known[block], self.learn[block]
        if not inside.any():
            return mean
        pull = (known @ self.inverse @ known.T) * (mean * inside)
        missed = np.where(inside, self.sold[block] / mean - 1, 0.0)
        left = np.linalg.solve(np.eye(len(mean)) - pull, missed)
        unlearnt: Numbers = mean * np.exp(np.clip(-pull @ left, -2, 2))
        return unlearnt


def expected(sold: Numbers, known: Numbers, learn: np.ndarray) -> Course:
    """Weekly sales by a Poisson regression on the weeks `learn`, its slopes held back a little.

    A log link keeps effects in per cent and bears weeks without a sale; the mean comes out right whatever the noise.
    """
    sold = np.maximum(sold, 0.0)
    level = max(float(sold[learn].mean()), 1e-9)
    scaled = known.copy()
    spread = known[:, 1:].std(axis=0)
    scaled[:, 1:] = (known[:, 1:] - known[:, 1:].mean(axis=0)) / np.where(spread > 0, spread, 1)
    slope = np.zeros(known.shape[1])
    slope[0] = np.log(level)
    stiff = np.full(known.shape[1], STIFFNESS * learn.sum() * level)
    stiff[0] = 0.0
    for _ in range(STEPS):
        index = np.clip(scaled @ slope, np.log(level) - 6, np.log(level) + 6)
        mean = np.exp(index)
        weighted = scaled[learn] * mean[learn, None]
        target = weighted.T @ (index[learn] + sold[learn] / mean[learn] - 1)
        inverse = np.linalg.inv(weighted.T @ scaled[learn] + np.diag(stiff))
        step = inverse @ target - slope
        slope = slope + step
        if np.abs(step).max() < 1e-7:
            break
    mean = np.exp(np.clip(scaled @ slope, np.log(level) - 6, np.log(level) + 6))
    return Course(mean, sold, scaled, inverse, learn.copy())
