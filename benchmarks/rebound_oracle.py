"""The bound: a filter that knows the generator's variances and drift, and must learn the rest from the same weeks as all others."""

from collections.abc import Callable
from functools import partial

import numpy as np

from analytics.rebound.series.arrays import Array
from benchmarks.rebound_shops import BEFORE, PERIODS, Shop, Traits, christmas, lunar, waves

# Variances of what is not known before: the constant of a series in logs, and its answer to season, feasts and promotions.
LEVEL, REGULAR, DEPTH = 25.0, 1.0, 9.0
DRAWS = 400


def oracle(shop: Shop, segment: int, donors: bool = False) -> Array:
    """(draws, weeks from the shock on) of the segment's sales without the shock.

    Args:
        donors: whether it sees the donors; it knows which of them were hit, and does not look at those from the shock on.
    """
    others = range(len(shop.actual), len(shop.actual) + len(shop.donors)) if donors else ()
    chosen = (segment, *others)
    drift = (shop.drift * np.arange(PERIODS)).astype(float)
    logs = np.concatenate([np.log(_sales(shop, one)) - drift for one in chosen])
    seen = np.concatenate([_seen(shop, one) for one in chosen])
    return _drawn(_covariance(shop, chosen), logs, seen, drift[BEFORE:], segment)


def bound(shop: Shop, segment: int) -> Array:
    """The same by a filter that knows the season, the promotions and the common trend as well: no forecast can do better."""
    known: Array = shop.known[segment] + shop.trend
    logs = np.log(shop.without[segment]) - known
    return _drawn(_own(shop, segment) + LEVEL, logs, np.arange(PERIODS) < BEFORE, known[BEFORE:], segment)


def _sales(shop: Shop, series: int) -> Array:
    segments = len(shop.actual)
    sales: Array = shop.without[series] if series < segments else shop.donors[series - segments]
    return sales


def _seen(shop: Shop, series: int) -> np.ndarray:
    open_all_along = series >= len(shop.actual) and not shop.hit
    return np.ones(PERIODS, dtype=bool) if open_all_along else np.arange(PERIODS) < BEFORE


def _covariance(shop: Shop, chosen: tuple[int, ...]) -> Array:
    """Of all weeks of all series: a trend they share, and what each has of its own."""
    weeks = np.minimum.outer(np.arange(PERIODS), np.arange(PERIODS)) + 1.0
    whole = np.kron(np.ones((len(chosen), len(chosen))), Traits().common ** 2 * weeks)
    for place, series in enumerate(chosen):
        own = slice(place * PERIODS, (place + 1) * PERIODS)
        whole[own, own] += _own(shop, series) + LEVEL + _regular(shop, series)
    return np.asarray(whole)


def _own(shop: Shop, series: int) -> Array:
    traits, at = Traits(), np.arange(PERIODS)
    steps = traits.own**2 + traits.breaks * traits.break_size**2
    short = traits.short**2 * shop.persistence[series] ** np.abs(np.subtract.outer(at, at))
    return np.asarray(steps * (np.minimum.outer(at, at) + 1.0) + short)


def _regular(shop: Shop, series: int) -> Array:
    """Of season, feasts and promotions, whose shape is known and whose size is not."""
    years, depth = np.arange(PERIODS) / 52.18, shop.depth[series]
    yearly = np.vstack([waves(), christmas(shop.dates)])
    lifts = np.vstack([yearly, yearly * years, lunar(shop.dates)])
    before = np.concatenate([[0.0], depth[:-1]])
    return np.asarray(REGULAR * lifts.T @ lifts + DEPTH * (np.outer(depth, depth) + np.outer(before, before)))


def _drawn(covariance: Array, logs: Array, seen: np.ndarray, known: Array, seed: int) -> Array:
    """Draws of the first series from the shock on, given all that is seen."""
    wanted = slice(BEFORE, PERIODS)
    middle = logs[:BEFORE].mean()
    gain = np.linalg.solve(covariance[np.ix_(seen, seen)], covariance[seen, wanted]).T
    expected = known + middle + gain @ (logs[seen] - middle)
    left = covariance[wanted, wanted] - gain @ covariance[seen, wanted]
    root = np.linalg.cholesky(left + 1e-9 * np.eye(len(left)))
    draws = np.random.default_rng(seed).standard_normal((DRAWS, PERIODS - BEFORE))
    return np.asarray(np.exp(expected + draws @ root.T))


BOUNDS: dict[str, Callable[[Shop, int], Array]] = {
    "oracle: variances and drift known": oracle,
    "oracle + donors that were not hit": partial(oracle, donors=True),
    "bound: season, promotions and common trend known too": bound,
}
