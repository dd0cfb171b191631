"""Changes of figures from one period to another, each with what it could also be."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.compare import Comparison, spans
from analytics.doubt.blocks import Blocks, blocks, spread
from analytics.doubt.scale import is_share, scaled, unscaled
from analytics.doubt.weeks import MIN_WEEKS, Wander, wander
from analytics.measures import Cut, counts_lines, is_amount, is_of_persons
from analytics.period import Period
from analytics.reach import Compared, reach
from data.late import late
from data.store import EVERYTHING, Choice, Store

special = late("scipy.special")

MIN_ORDERS = 30  # in either period; below, a percentage is a play of numbers
LEVEL = 0.95
NOW = "current"
COLUMNS = (
    *("against", "figure", "now", "then", "orders", "orders_then"),
    *("change", "change_low", "change_high", "is_clear"),
)


def changes(
    store: Store,
    choice: Choice = EVERYTHING,
    *,
    period: Period,
    names: tuple[str, ...],
    by: tuple[str, ...] = (),
    against: tuple[Comparison, ...] | None = None,
) -> pd.DataFrame:
    """How figures changed on earlier days, with 95 % intervals.

    The figures themselves are exact. The interval says how much of a change may be the accident of who happened to shop
    (delete-a-group jackknife over persons) and of what moves all shoppers of a week alike (learned from the shop's own weeks):
    a change whose interval holds nought is none that would be sure to show with other shoppers in other weeks.
    The interval of an amount also holds what orders without an exchange rate may have been worth.

    Args:
        names: figures of sales; those that cannot be split by persons are left out.
        by: columns that sales are cut by.
        against: one or several comparisons; by default the period before and the same dates last year.

    Returns:
        One row per (`against`, slice, `figure`) that both periods have, `against` being the code of a comparison whose days
        the data cover: the columns of `by`, `now`, `then`, `orders`, `orders_then`, `change` (share of before; points 0 to 1 of
        a share) with `change_low` and `change_high`, `is_clear` whether the interval lies on one side of nought. Empty (NaN)
        where either value is not positive or unknown, and where either period has fewer than 30 orders.
    """
    known = reach(store)
    seen = {
        name: span for name, span in spans(known, period, against).items() if name == NOW or known.covers(span.period)
    }
    on_lines = counts_lines(choice, by)
    names = tuple(name for name in dict.fromkeys(names) if is_of_persons(name, on_lines))
    held = blocks(store, choice, (*names, "orders"), seen, Cut(by))
    learned = wander(store)
    told = [_changed(held, names, by, (code, seen), learned, choice) for code in seen if code != NOW]
    return pd.concat(told, ignore_index=True) if told else pd.DataFrame(columns=[*by, *COLUMNS])


def changes_between(
    store: Store,
    choice: Choice = EVERYTHING,
    *,
    names: tuple[str, ...],
    spans: Mapping[str, Compared],
    pairs: Sequence[tuple[str, str]],
) -> pd.DataFrame:
    """How figures changed from some periods to others, each seen as it is stated; with the doubt of `changes`.

    Args:
        spans: periods by name.
        pairs: of their names, (now, then).

    Returns:
        One row per pair and figure: `period` (now), and the columns of `changes`, `against` being the name of then.
    """
    names = tuple(name for name in dict.fromkeys(names) if is_of_persons(name, counts_lines(choice)))
    if not pairs:
        return pd.DataFrame(columns=["period", *COLUMNS])
    held, learned, told = blocks(store, choice, (*names, "orders"), spans, Cut()), wander(store), []
    for now, then in pairs:
        renamed = replace(held, keys=held.keys.assign(period=held.keys["period"].replace({now: NOW})))
        seen = {NOW: spans[now], then: spans[then]}
        told.append(_changed(renamed, names, (), (then, seen), learned, choice).assign(period=now))
    return pd.concat(told, ignore_index=True)[["period", *COLUMNS]]


def _changed(
    held: Blocks,
    names: tuple[str, ...],
    by: tuple[str, ...],
    pair: tuple[str, Mapping[str, Compared]],
    learned: Wander,
    choice: Choice,
) -> pd.DataFrame:
    """One row per slice and figure of the current period and of another, given by its name among the spans."""
    against, seen = pair
    both = _matched(held, list(by), against)
    figures = held.figures((*names, "orders", "orders_with_rate"))
    now, then = (figures[both[side].to_numpy(dtype=int)] for side in ("now_at", "then_at"))
    moved = scaled(now[..., :-2], names) - scaled(then[..., :-2], names)
    variance, freedom = spread(np.moveaxis(moved[:, 1:], 1, -1))
    only = choice.channel[0] if len(choice.channel) == 1 else None
    channels = both["channel"] if "channel" in both else [only] * len(both)
    of_a_week = np.array([[learned.of(name, channel) for name in names] for channel in channels])
    half = half_width(variance, freedom, of_a_week.reshape(-1, len(names)) * weeks(seen[NOW], seen[against]))
    orders, orders_then = now[:, 0, -2], then[:, 0, -2]
    is_told = (np.minimum(orders, orders_then) >= MIN_ORDERS)[:, None] & (variance > 0)
    share = np.array([is_share(name) for name in names])
    amount = np.array([is_amount(name) for name in names])
    aside = (-half - amount * missing(then)[:, None], 0.0, half + amount * missing(now)[:, None])
    low, middle, high = (np.where(is_told, unscaled(moved[:, 0] + way, share), np.nan) for way in aside)
    rows = both[list(by)].loc[both.index.repeat(len(names))].reset_index(drop=True)
    return rows.assign(
        against=against,
        figure=np.tile(np.array(names, dtype=object), len(both)),
        now=now[:, 0, :-2].ravel(),
        then=then[:, 0, :-2].ravel(),
        orders=np.repeat(orders, len(names)),
        orders_then=np.repeat(orders_then, len(names)),
        change=middle.ravel(),
        change_low=low.ravel(),
        change_high=high.ravel(),
        is_clear=((low > 0) | (high < 0)).ravel(),
    )[[*by, *COLUMNS]]


def missing(figures: np.ndarray) -> np.ndarray:
    """By how much, as a log, amounts of slices would be more if orders without an exchange rate were worth what others are.

    Args:
        figures: array (slice, 1 + part, figure), the last two `orders` and `orders_with_rate`.
    """
    orders, rated = figures[:, 0, -2], figures[:, 0, -1]
    return np.log(np.where(rated > 0, orders, 1.0) / np.where(rated > 0, rated, 1.0))


def _matched(held: Blocks, by: list[str], against: str) -> pd.DataFrame:
    """One row a slice of both periods: its columns, and its places `now_at` and `then_at` among the slices held."""
    now, then = (
        held.keys.loc[held.keys["period"] == period, by].assign(**{side: np.flatnonzero(held.keys["period"] == period)})
        for period, side in ((NOW, "now_at"), (against, "then_at"))
    )
    return now.merge(then, on=by) if by else now.merge(then, how="cross")


def weeks(*spans: Compared) -> float:
    """In how many weeks' variances a change between periods wanders: a long one evens out, a day is as restless as its week."""
    return sum(1 / max(span.period.days / 7, 1.0) for span in spans)


def half_width(variance: np.ndarray, freedom: np.ndarray, common: np.ndarray) -> np.ndarray:
    """Half of a 95 % interval from the variance by persons with its degrees of freedom and the one by what weeks share.

    Student's, with Satterthwaite's degrees of freedom of the sum.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        joined = (variance + common) ** 2 / (variance**2 / freedom + common**2 / (2 * MIN_WEEKS))
    joined = np.where(np.isfinite(joined), joined, 1.0)
    return np.asarray(special.stdtrit(joined, (1 + LEVEL) / 2) * np.sqrt(variance + common))


def interval_of(replicates: np.ndarray, common: float) -> tuple[float, float]:
    """The 95 % interval of a number.

    Args:
        replicates: the number, then what it is with each part of the persons left out.
        common: the variance that comes on top, of what weeks share.
    """
    variance, freedom = spread(replicates[1:])
    half = float(half_width(variance, freedom, np.asarray(common)))
    return float(replicates[0]) - half, float(replicates[0]) + half
