"""How much the whole shop, or a channel, moves from week to week by causes that all shoppers share: weather, a fair, a viral post.

Who happened to shop says nothing of these: they move all persons at once. They are what weeks differ by from their two
neighbours beyond what the persons of those weeks account for, by the median, so that sales and feasts are no yardstick.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd

from analytics.doubt.blocks import Blocks, blocks, spread
from analytics.doubt.scale import scaled
from analytics.kept import kept
from analytics.measures import Cut, is_of_persons
from analytics.measures.catalogue import catalogue
from analytics.period import Period, week_start
from analytics.reach import UNCUT, Compared, reach
from data.late import late
from data.store import EVERYTHING, Store

brentq = late("scipy.optimize", "brentq")

WEEKS = 104
PARTS = 16  # of persons, in a week: more would be empty
MIN_WEEKS = 26  # to learn from
MIN_ORDERS = 5  # a week; thinner series are lumps
NEIGHBOURS = 1.5  # variance of a week less the mean of its two neighbours, in variances of a week
MEDIAN = 0.45493642311957283  # of a chi-squared with one degree of freedom
ALL = ""
WEEK = np.timedelta64(7, "D")


@dataclass(frozen=True)
class Wander:
    """Variances of a week by figure, learned for the shop and each of its channels; of logs, or of points for shares.

    Attributes:
        by_channel: figure -> channel -> variance; under "" that of the whole shop.
    """

    by_channel: dict[str, dict[str, float]]

    def of(self, figure: str, channel: str | None = None) -> float:
        """That of a figure in a channel; the shop's where the channel's is not known, nought where none is."""
        known = self.by_channel.get(figure, {})
        return known.get(channel or ALL, known.get(ALL, 0.0))


def wander(store: Store) -> Wander:
    """What all of the shop's shoppers share, from its last two years; kept beside the version."""
    return kept(store, Wander, ("wander",), lambda: _learned(store))


def _learned(store: Store) -> Wander:
    known = reach(store)
    names = tuple(name for name in catalogue().names if is_of_persons(name, on_lines=False))
    until = week_start(known.until)
    since = max(until - timedelta(weeks=WEEKS), week_start(known.first_on + timedelta(days=6)))
    if until - since < timedelta(weeks=MIN_WEEKS):
        return Wander({})
    span = Compared(Period(since, until), UNCUT, known.until)
    held = blocks(store, EVERYTHING, names, {"weeks": span}, Cut(("channel",), "week"), PARTS, is_inner=True)
    found: dict[str, dict[str, float]] = {name: {} for name in names}
    for group, rows in _groups(held.keys).items():
        for name, variance in _shared(*_series(held, rows, names), names).items():
            # no channel is calmer than the shop: what moves all moves each
            found[name][group] = max(variance, found[name].get(ALL, 0.0))
    return Wander({name: _at_least_of_orders(found, name) for name in names})


def _at_least_of_orders(variances: dict[str, dict[str, float]], name: str) -> dict[str, float]:
    """What a figure was learned to wander; an amount or a count at least as much as the orders it is of, which tell it best."""
    if name in catalogue().ratios:
        return variances[name]
    orders, own = variances["orders"], variances[name]
    return {group: max(own.get(group, 0.0), orders.get(group, 0.0)) for group in {**orders, **own}}


def _groups(keys: pd.DataFrame) -> dict[str, np.ndarray]:
    """The rows of the whole shop, first, and of each channel."""
    channels = {str(channel): rows.index.to_numpy() for channel, rows in keys.groupby("channel", sort=True)}
    return {ALL: np.arange(len(keys)), **channels}


def _series(held: Blocks, rows: np.ndarray, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Arrays (week, figure) on the scale of changes: the figure, and the variance that its persons account for."""
    week = held.keys["bucket"].to_numpy()[rows]
    weeks, place = np.unique(week, return_inverse=True)
    every = np.arange(weeks[0], weeks[-1] + WEEK, WEEK)
    parts = np.zeros((len(every), PARTS, len(held.names)))
    np.add.at(parts, np.searchsorted(every, weeks)[place], held.parts[rows])
    whole = Blocks(
        pd.DataFrame({"bucket": every}), held.names, parts, np.ones((len(every), len(held.names)), dtype=bool)
    )
    values = scaled(whole.figures(names), names)
    noise, _ = spread(np.moveaxis(values[:, 1:], 1, -1))
    is_thin = parts[:, :, held.names.index("orders")].sum(axis=1) < MIN_ORDERS
    return np.where(is_thin[:, None], np.nan, values[:, 0]), noise


def _shared(values: np.ndarray, noise: np.ndarray, names: Sequence[str]) -> dict[str, float]:
    """By figure the variance of a week that its persons do not account for; absent where too few weeks tell."""
    moved = values[1:-1] - (values[:-2] + values[2:]) / 2
    own = noise[1:-1] + (noise[:-2] + noise[2:]) / 4
    is_told = np.isfinite(moved) & np.isfinite(own) & (own > 0)
    return {
        name: beyond(moved[told, place], own[told, place])
        for place, name in enumerate(names)
        if (told := is_told[:, place]).sum() >= MIN_WEEKS
    }


def beyond(moved: np.ndarray, own: np.ndarray) -> float:
    """The variance of a week beyond its persons' that makes the middle week's distance from its neighbours an ordinary one.

    Args:
        moved: distances of weeks from the mean of their neighbours.
        own: the variance of each that its persons account for.
    """

    def excess(variance: float) -> float:
        return float(np.median(moved**2 / (NEIGHBOURS * variance + own))) - MEDIAN

    if excess(0.0) <= 0:
        return 0.0
    return float(brentq(excess, 0.0, float(np.max(moved**2)) + 1e-12))
