"""Series the event did not touch: their slow part says where demand was going, their fast part what the weather did."""

from dataclasses import dataclass, replace

import numpy as np

from analytics.rebound.fit.columns import DONOR, Columns, Group
from analytics.rebound.fit.forecast import likely, moments
from analytics.rebound.fit.model import Fitted, fit
from analytics.rebound.fit.noise import Noise, covariance
from analytics.rebound.series.arrays import Array
from data.late import late

cho_solve = late("scipy.linalg", "cho_solve")
special = late("scipy.special")

# Chance that a donor the event did not touch is left out, all donors together.
WRONGLY_LEFT_OUT = 0.01
# A donor hit too falls at once; a slower turn is what donors are there to show. Looked at: so many weeks from the event.
FIRST_WEEKS = (2, 4, 8)


@dataclass(frozen=True)
class Donors:
    """What the donors offer a target.

    names: all that were offered; touched: standard errors from their own forecast at the event, the largest of a few spans;
    kept: those not touched; slow, fast: (periods, kept) parts in model units, season taken out (where less than a year was seen,
    the slow part holds it); whole: (periods, kept) the donors themselves, around their mean before the event.
    """

    names: tuple[str, ...]
    touched: Array
    kept: tuple[str, ...]
    slow: Array
    fast: Array
    whole: Array

    def columns(self, series: int) -> Columns:
        """The parts as columns for so many series."""
        count = len(self.kept)
        offered = np.hstack([self.slow, self.fast, self.whole])
        values = np.broadcast_to(offered, (series, *offered.shape))
        spread = np.full((series, 3 * count), 0.5 / np.sqrt(max(count, 1)))
        return Columns(values, tuple(kind for kind in DONOR for _ in range(count)), spread)


def donors(group: Group, span: int) -> Donors:
    """The donors split in slow and fast parts, without those the event touched.

    Args:
        group: the donors, `before` periods of them before the event.
        span: periods of the shock, or of what is looked at when it has no end.
    """
    touched = _touched(fit([group])[0], span)
    keep = np.abs(touched) < bound(len(touched))
    names = tuple(name for name, kept in zip(group.names, keep, strict=True) if kept)
    empty = np.zeros((group.values.shape[1], 0))
    if not keep.any():
        return Donors(group.names, touched, (), empty, empty, empty)
    columns = group.columns.some(keep)
    if group.is_young:
        columns = columns.without("season", "turning")
    values = group.values[keep]
    slow, fast = _parts(fit([replace(group, names=names, values=values, columns=columns, before=values.shape[1])])[0])
    around = values - values[:, : group.before].mean(1, keepdims=True)
    return Donors(group.names, touched, names, slow.T, fast.T, around.T)


def bound(donors: int) -> float:
    """Standard errors beyond which one of so many donors counts as touched."""
    return float(-special.ndtri(WRONGLY_LEFT_OUT / 2 / donors))


def _touched(fitted: Fitted, span: int) -> Array:
    """Signed largest standardised forecast error over the first periods of the event."""
    start = fitted.group.before
    room = min(span, fitted.group.values.shape[1] - start)
    spans = sorted({min(max(round(weeks * fitted.group.per_year / 52), 1), room) for weeks in FIRST_WEEKS})
    length = spans[-1]
    summaries = np.array([[1 / s if i < s else 0.0 for i in range(length)] for s in spans])
    standard = moments(fitted, slice(start, start + length), summaries).standard
    return np.asarray(standard[np.arange(len(standard)), np.abs(standard).argmax(1)])


def _parts(fitted: Fitted) -> tuple[Array, Array]:
    """Level with growth, and what is left beside season; (donors, periods) each, from all periods at once."""
    periods = fitted.group.values.shape[1]
    slow, fast = np.zeros_like(fitted.rows.values), np.zeros_like(fitted.rows.values)
    chosen = likely(fitted)
    share = fitted.weights[:, chosen] / fitted.weights[:, chosen].sum(1, keepdims=True)
    growth = fitted.group.columns.of("growth")
    for weight, index in zip(share.T, chosen, strict=True):
        candidate = fitted.candidates[index]
        white = fitted.whitened[candidate.noise]
        posterior = fitted.posterior(candidate, periods)
        rest = fitted.rows.values - np.einsum("ntp,np->nt", fitted.rows.columns, posterior.coefficients)
        lasting = _level_share(fitted, candidate.noise)
        level = cho_solve((white.factor, True), rest.T).T @ lasting
        grown = np.einsum("ntp,np->nt", fitted.rows.columns[:, :, growth], posterior.coefficients[:, growth])
        slow += weight[:, None] * (level + grown)
        fast += weight[:, None] * (rest - level)
    return slow * fitted.scale[:, None], fast * fitted.scale[:, None]


def _level_share(fitted: Fitted, noise: Noise) -> Array:
    """The part of the noise's covariance that belongs to the level and its wandering growth."""
    short = replace(noise, level=0.0, slope=0.0)
    at, per_year = fitted.rows.at, fitted.rows.per_year
    return covariance(noise, at, per_year) - covariance(short, at, per_year)
