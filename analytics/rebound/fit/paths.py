"""Joint simulated paths of what would have come, for all series of the shop at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.rebound.fit.forecast import likely
from analytics.rebound.fit.model import Fitted
from analytics.rebound.fit.whitening import Posterior, Whitened
from analytics.rebound.series.arrays import Array

# Weight of "all series alike" against the sample correlation of their surprises.
SHRINK = 0.5
# Periods in a block over which surprises are averaged, and how many blocks that takes.
BLOCK, MIN_BLOCKS = 8, 8


@dataclass(frozen=True)
class Risk:
    """Level breaks to come: how often per period, and their standard deviation in model units."""

    rate: float
    size: float


@dataclass(frozen=True)
class Chance:
    """Standard normal and chi-square draws that groups share, so that like series err together.

    surprises: (draws, series, periods from the first event on); coefficients: (draws, series, columns); uniform: (draws,).
    """

    surprises: Array
    coefficients: Array
    uniform: Array
    seed: int


def likeness(groups: Sequence[Fitted], members: Sequence[np.ndarray]) -> Array:
    """Correlation (series, series) of the surprises before the event, shrunk to the same for every pair."""
    series = sum(len(places) for places in members)
    periods = max(int(fitted.rows.at[-1]) for fitted in groups) + 1
    surprises = np.full((series, periods), np.nan)
    for fitted, places in zip(groups, members, strict=True):
        best = fitted.candidates[likely(fitted)[0]]
        before = fitted.group.before
        one_step = fitted.whitened[best.noise].surprise(fitted.posterior(best, before), slice(0, before))
        surprises[np.ix_(places, fitted.rows.at[:before])] = one_step
    return _shrunk(surprises)


def _blocks(surprises: Array) -> Array:
    """Means over blocks of periods: what series share is the slow trend, and single periods hardly show it."""
    count = surprises.shape[1] // BLOCK
    if count < MIN_BLOCKS:
        return surprises
    cut = surprises[:, surprises.shape[1] - count * BLOCK :].reshape(len(surprises), count, BLOCK)
    seen = np.isfinite(cut)
    mean = np.where(seen, cut, 0.0).sum(2) / np.maximum(seen.sum(2), 1)
    return np.where(seen.mean(2) > 0.5, mean, np.nan)


def _shrunk(surprises: Array) -> Array:
    series = len(surprises)
    if series == 1:
        return np.ones((1, 1))
    surprises = _blocks(surprises)
    seen = np.isfinite(surprises).astype(float)
    plain = np.nan_to_num(surprises)
    both = np.maximum(seen @ seen.T, 1)
    spread = np.sqrt((plain**2).sum(1) / np.maximum(seen.sum(1), 1))
    sample = np.clip(plain @ plain.T / both / np.maximum(np.outer(spread, spread), 1e-12), -1, 1)
    usual = max((sample.sum() - np.trace(sample)) / (series * (series - 1)), 0.0)
    mixed = (1 - SHRINK) * sample + SHRINK * usual
    np.fill_diagonal(mixed, 1.0)
    low = np.linalg.eigvalsh(mixed)[0]
    lifted: Array = mixed if low > 1e-6 else (mixed + (1e-6 - low) * np.eye(series)) / (1 + 1e-6 - low)
    return lifted


def chance(alike: Array, draws: int, periods: int, columns: int, seed: int) -> Chance:
    """Draws for series whose surprises correlate as `alike`."""
    rng = np.random.default_rng(seed)
    mix = np.linalg.cholesky(alike)
    surprises = np.einsum("ij,djt->dit", mix, rng.standard_normal((draws, len(alike), periods)))
    coefficients = np.einsum("ij,djp->dip", mix, rng.standard_normal((draws, len(alike), columns)))
    # Systematic draws of the candidates, in random order: no candidate is over- or under-used by chance.
    uniform = rng.permutation((np.arange(draws) + rng.uniform()) / draws)
    return Chance(surprises, coefficients, uniform, seed)


def paths(fitted: Fitted, members: np.ndarray, chance: Chance, stretch: float, risk: Risk) -> Array:
    """(draws, series, periods from the event on) in model units, spread `stretch` times as wide as the model claims."""
    before = fitted.group.before
    periods = fitted.group.values.shape[1] - before
    surprises = chance.surprises[:, :, chance.surprises.shape[2] - periods :]
    draws, chosen = len(surprises), likely(fitted)
    share = fitted.weights[:, chosen] / fitted.weights[:, chosen].sum(1, keepdims=True)
    turn = np.cumsum(share, 1)
    drawn = np.zeros((draws, len(members), periods))
    for place, index in enumerate(chosen):
        candidate = fitted.candidates[index]
        white, posterior = fitted.whitened[candidate.noise], fitted.posterior(candidate, before)
        expected = expectation(fitted, white, posterior)
        for series, member in enumerate(members):
            floor = turn[series, place - 1] if place else 0.0
            mine = (chance.uniform >= floor) & (chance.uniform < turn[series, place])
            if mine.any():
                path = _drawn(white, posterior, series, surprises[mine, member], chance.coefficients[mine, member])
                drawn[mine, series] = expected[series] + path
    drawn = drawn * fitted.scale[None, :, None] + fitted.group.values[None, :, :1]
    middle = drawn.mean(0)
    stretched: Array = middle + stretch * (drawn - middle) + _breaks(risk, drawn.shape, chance.seed)
    return stretched


def expectation(fitted: Fitted, white: Whitened, posterior: Posterior) -> Array:
    """(series, periods) best guess from the event on, in the scale of `Rows.values`."""
    before = fitted.group.before
    past = white.surprise(posterior, slice(0, before))
    regular = np.einsum("ntp,np->nt", fitted.rows.columns[:, before:], posterior.coefficients)
    return np.asarray(regular + past @ white.factor[before:, :before].T)


def _drawn(white: Whitened, posterior: Posterior, series: int, surprises: Array, coefficients: Array) -> Array:
    """Departures from the best guess (draws, periods): new surprises, and coefficients other than estimated."""
    before = white.factor.shape[0] - surprises.shape[1]
    root = _root(posterior.covariance[series])
    other = coefficients[:, : root.shape[0]] @ root.T
    moved = surprises + other @ white.columns[series, before:].T
    freedom = posterior.freedom[series]
    spread = np.sqrt(posterior.variance[series] * freedom / max(freedom - 2, 1))
    return np.asarray(spread * (moved @ white.factor[before:, before:].T))


def _root(covariance: Array) -> Array:
    """What takes independent draws to draws that vary so, also where rounding leaves a direction without any variance."""
    try:
        return np.asarray(np.linalg.cholesky(covariance + 1e-12 * np.eye(len(covariance))))
    except np.linalg.LinAlgError:
        spread = np.sqrt(np.diag(covariance).clip(1e-300))
        values, vectors = np.linalg.eigh((covariance + covariance.T) / 2 / np.outer(spread, spread))
        return np.asarray(spread[:, None] * vectors * np.sqrt(values.clip(0)))


def _breaks(risk: Risk, shape: tuple[int, ...], seed: int) -> Array:
    """Steps to come, at the rate and of the size the shop has known."""
    if risk.rate <= 0:
        return np.zeros(shape)
    rng = np.random.default_rng(seed + 1)
    return np.asarray(np.cumsum((rng.uniform(size=shape) < risk.rate) * rng.normal(0, risk.size, shape), axis=2))
