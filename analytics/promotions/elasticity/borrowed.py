"""How many of a price cut's extra pieces are borrowed from the periods after it."""

from dataclasses import dataclass

import numpy as np

from analytics.interval import UNKNOWN, Interval
from analytics.promotions.elasticity.absorb import Numbers
from analytics.promotions.elasticity.panel import Panel
from analytics.promotions.elasticity.past import earlier
from analytics.promotions.elasticity.regression import Fit, poisson
from analytics.results import CannotTell, Reason

LAGS = 4
CUT = 0.05
FEWEST_CUTS = 20
WINDOW = 4
USUAL_QUANTILE = 0.75
MEDIAN_OF_HALF_NORMAL = 0.6745
STEPS = 12
SETTLED = 1e-4
LEAST = 0.05
STILL = 1e-9


def pull_forward(panel: Panel) -> Interval:
    """Share of a usual cut's extra pieces that the next four periods lack, 0 to 1; unknown where a cut sells nothing more.

    One estimand whatever the file: mean pieces, zeros included, at the median depth of its own cuts; by Poisson pseudo-likelihood with
    a level per unit and period. How the loss grows with the depth is not known, so two forms are fitted and the one
    nearer to the sales is taken: a share of the extra pieces (what stands in the cupboard is not bought), or a slope of its own on
    the four earlier periods' prices. Interval by Fieller (1954), cut to what a share can be; unknown where it lies outside,
    or where the extra pieces are not surely above 0.
    """
    try:
        cuts = _cuts(panel)
        if cuts is None:
            return UNKNOWN
        return min(_by_share(cuts), _by_slopes(cuts), key=lambda form: form.misfit).share
    except CannotTell:
        return UNKNOWN


@dataclass(frozen=True)
class _Form:
    """A way in which a loss may grow with the depth: the share it gives, and how far it is from the sales."""

    share: Interval
    misfit: float


NO_FORM = _Form(UNKNOWN, float("inf"))


@dataclass(frozen=True)
class _Cuts:
    """The rows whose four periods before are known: log price over the usual one, now and before, the usual one, the depth."""

    panel: Panel
    now: Numbers
    before: Numbers
    usual: Numbers
    depth: float


def _cuts(panel: Panel) -> _Cuts | None:
    """None below twenty cuts.

    Raises:
        CannotTell: no unit has five periods in a row.
    """
    depth, usual = usual_depth(panel), usual_price(panel)
    if not np.isfinite(depth):
        return None
    _, rows = past_prices(panel)
    move = panel.log_price - usual
    before = np.column_stack([earlier(panel, move, lag) for lag in range(1, LAGS + 1)])
    return _Cuts(panel.rows(rows), move[rows], before[rows], usual[rows], depth)


def _by_slopes(cuts: _Cuts) -> _Form:
    """A slope on each earlier price: a cut of log x leaves a later period exp(g x) of its level.

    Raises:
        CannotTell: no stable fit.
    """
    seen = cuts.panel
    regressors = np.column_stack([cuts.now, cuts.before, cuts.usual, seen.controls])
    fit = poisson(seen.quantity, regressors, seen.unit, seen.level, seen.cluster)
    slopes = fit.coefficient[: 1 + LAGS]
    if not np.isfinite(slopes).all():
        return NO_FORM
    cut = float(np.log(1 - cuts.depth))
    grown = np.exp(slopes * cut)
    more, lack = np.zeros(1 + LAGS), -cut * grown
    more[0], lack[0] = cut * grown[0], 0.0
    return _Form(_share(fit, (float((1 - grown[1:]).sum()), lack), (float(grown[0] - 1), more)), fit.misfit)


def _by_share(cuts: _Cuts) -> _Form:
    """A share d of the extra pieces: a period sells exp(b x) - sum of d (exp(b x') - 1) of its level, x' of the four before.

    By Gauss and Newton's steps, each a Poisson regression.

    Raises:
        CannotTell: a step has no stable fit.
    """
    seen, rest = cuts.panel, np.column_stack([cuts.usual, cuts.panel.controls])
    first = poisson(seen.quantity, np.column_stack([cuts.now, rest]), seen.unit, seen.level, seen.cluster)
    guess = np.r_[first.coefficient[0], np.zeros(LAGS)]
    for _ in range(STEPS):
        if not np.isfinite(guess).all():
            return NO_FORM
        level, slopes = _level(cuts, guess)
        known = np.log(level) - slopes @ guess
        fit = poisson(seen.quantity, np.column_stack([slopes, rest]), seen.unit, seen.level, seen.cluster, known)
        moved = fit.coefficient[: 1 + LAGS] - guess
        guess = guess + np.clip(moved, -2, 2)
        if np.abs(moved).max() < SETTLED:
            return _shared(fit, float(np.log(1 - cuts.depth)))
    return NO_FORM


def _shared(fit: Fit, cut: float) -> _Form:
    borrowed = float(fit.coefficient[1 : 1 + LAGS].sum())
    grown = float(np.exp(fit.coefficient[0] * cut))
    lack = np.r_[borrowed * cut * grown, np.full(LAGS, grown - 1)]
    more = np.r_[cut * grown, np.zeros(LAGS)]
    return _Form(_share(fit, (borrowed * (grown - 1), lack), (grown - 1, more)), fit.misfit)


def _level(cuts: _Cuts, guess: Numbers) -> tuple[Numbers, Numbers]:
    """What a period sells over its level, and the log's slope in each of the parameters (rows x 5)."""
    slope, borrowed = guess[0], guess[1:]
    grown, before = np.exp(slope * cuts.now), np.exp(slope * cuts.before)
    level = np.maximum(grown - (before - 1) @ borrowed, LEAST)
    own = cuts.now * grown - (cuts.before * before) @ borrowed
    # Where nothing is left to sell, no parameter moves anything.
    free = (level > LEAST)[:, None]
    return level, np.where(free, np.column_stack([own, 1 - before]) / level[:, None], 0.0)


def past_prices(panel: Panel, lags: int = LAGS) -> tuple[Numbers, np.ndarray]:
    """The unit's own log prices of the periods before (rows x lags), and the rows that have them all.

    Raises:
        CannotTell: no unit has that many consecutive periods.
    """
    before = np.column_stack([earlier(panel, panel.log_price, lag) for lag in range(1, lags + 1)])
    rows = np.flatnonzero(np.isfinite(before).all(axis=1))
    if not len(rows):
        raise CannotTell(Reason("no_run_of_periods", periods=lags + 1))
    return before[rows], rows


def usual_price(panel: Panel) -> Numbers:
    """Log price at which a unit is usually sold about that time: the upper quartile of the nine periods around."""
    around = [earlier(panel, panel.log_price, lag) for lag in range(-WINDOW, WINDOW + 1)]
    usual: Numbers = np.nanquantile(np.column_stack(around), USUAL_QUANTILE, axis=1)
    return usual


def usual_depth(panel: Panel) -> float:
    """Median depth of the file's cuts; nan below twenty.

    A cut is a price more than 5 % below the usual one, and by more than prices wander above it anyway.
    """
    move = panel.log_price - usual_price(panel)
    above = move[move > STILL]
    wander = float(np.median(above)) / MEDIAN_OF_HALF_NORMAL if len(above) else 0.0
    cuts = move[move < -(CUT + 2 * wander)]
    return float(1 - np.exp(np.median(cuts))) if len(cuts) >= FEWEST_CUTS else float("nan")


def _share(fit: Fit, lack: tuple[float, Numbers], more: tuple[float, Numbers]) -> Interval:
    """Pieces lacking over extra pieces, both per piece of an ordinary period, each with its slope in the coefficients."""
    spread = fit.covariance[: 1 + LAGS, : 1 + LAGS]
    doubt = float(more[1] @ spread @ more[1])
    if more[0] <= fit.quantile * np.sqrt(doubt):
        return UNKNOWN
    above = lack[0], float(lack[1] @ spread @ lack[1])
    return _within(fieller(above, (more[0], doubt), float(lack[1] @ spread @ more[1]), fit.quantile))


def fieller(above: tuple[float, float], below: tuple[float, float], covariance: float, reach: float) -> Interval:
    """The quotient of two estimates (value, variance): every value that `reach` errors do not exclude.

    The lower one has to differ from 0 by more than `reach` of its errors; the set is an interval then.
    """
    (top, spread), (bottom, doubt) = above, below
    square = bottom**2 - reach**2 * doubt
    middle = top * bottom - reach**2 * covariance
    left = middle**2 - square * (top**2 - reach**2 * spread)
    half = float(np.sqrt(max(left, 0.0)))
    return Interval(top / bottom, (middle - half) / square, (middle + half) / square)


def _within(share: Interval) -> Interval:
    """Cut to 0 and 1; unknown where no share lies inside."""
    if share.low > 1 or share.high < 0:
        return UNKNOWN
    return Interval(*(float(np.clip(end, 0, 1)) for end in (share.estimate, share.low, share.high)))
