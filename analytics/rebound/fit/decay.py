"""How the level stands after reopening: a lasting part and a transient one that halves every H periods.

The step and decay interventions of Box & Tiao (1975), by generalised least squares under a normal prior on each path.
"""

from dataclasses import dataclass

import numpy as np

from analytics.interval import Interval
from analytics.rebound.series.arrays import Array

# Standard deviations believed for the lasting and the transient part, in logs.
SPREAD = np.array([0.5, 0.5])
HALF_LIVES = 28
MIN_SPAN = 4
# The half-life is published when the span seen is at least this many times its estimate.
SPANS_OF_HALF_LIFE = 3.0
# A level whose 95 % interval reaches from one number to more than so many times that number says nothing; nor does one that
# stands at more than so many times what would have been, since that was next to nothing.
WIDEST = 50.0


@dataclass(frozen=True)
class Decay:
    """log(actual / counterfactual) = lasting + transient * 2^(-t / half_life), fitted on each path.

    lasting, transient: (paths,) in logs; half_life: in periods, of the paths that hold a transient part, NaN elsewhere;
    published: the half-life's interval, None where it is not identified;
    evidence: how likely each form is: "level", "decay", "level and decay";
    peak: the transient part at reopening, over the forms that have one.
    """

    lasting: Array
    transient: Array
    half_life: Array
    published: Interval | None
    evidence: dict[str, float]
    peak: float

    def share(self) -> Array | None:
        """(paths,) the lasting change as a share of the level; None where the data leave it open by more than `WIDEST` times,
        or where it is told against a level more than `WIDEST` times smaller."""
        return np.expm1(self.lasting) if _told(self.lasting[1:]) else None

    @property
    def is_told(self) -> bool:
        """Whether the data tell both levels, the one that stays and the one at reopening, in the sense of `share`."""
        return _told(self.lasting[1:]) and _told(self.lasting[1:] + self.transient[1:])

    def curve(self, periods: Array) -> Array:
        """(paths, periods) the fitted log ratio at these periods after reopening."""
        fade = np.exp2(-periods[None, :] / np.where(np.isfinite(self.half_life), self.half_life, 1.0)[:, None])
        return np.asarray(self.lasting[:, None] + self.transient[:, None] * fade)


def _told(levels: Array) -> bool:
    low, middle, high = np.quantile(levels, [0.025, 0.5, 0.975])
    return bool(max(high - low, middle) <= np.log(WIDEST))


@dataclass(frozen=True)
class _Form:
    """One form of the curve with one half-life: log evidence, and what takes a path to its coefficients."""

    name: str
    half_life: float
    evidence: float
    solve: Array


def decay(ratios: Array, covariance: Array, periods: Array, seed: int) -> Decay | None:
    """Fits the curve to each path by generalised least squares, the half-life drawn from its posterior.

    Weighing the periods by the forecast's covariance gives the same answer as the curve inside the state space model.

    Args:
        ratios: (paths, periods) log of actual over counterfactual, the first path being the point estimate.
        covariance: (periods, periods) of the forecast, in logs.
        periods: places after reopening, 0 for the first.

    Returns:
        None when fewer than four periods are seen.
    """
    if len(periods) < MIN_SPAN:
        return None
    span = float(periods[-1] - periods[0] + 1)
    scale = np.trace(covariance) / len(covariance)
    precision = np.linalg.inv(covariance + 1e-6 * scale * np.eye(len(covariance)))
    forms = _forms(ratios.mean(0), precision, periods, np.geomspace(1.0, max(span, 4.0), HALF_LIVES))
    weight = _weights(forms)
    both = np.array([form.name != "decay" for form in forms])
    lasting = np.where(both, weight, 0) / weight[both].sum()
    picked = np.random.default_rng(seed).choice(len(forms), len(ratios), p=lasting)
    picked[0] = int(np.argmax(lasting))
    level, transient, half_life = _solved(ratios, forms, picked)
    level[0], transient[0] = _average(ratios[0], forms, lasting)
    evidence = {name: float(sum(w for w, f in zip(weight, forms, strict=True) if f.name == name)) for name in NAMES}
    peak = sum(w * (f.solve @ ratios[0])[-1] for w, f in zip(weight, forms, strict=True) if f.name != "level")
    return Decay(level, transient, half_life, _published(forms, weight, span), evidence, float(peak))


NAMES = ("level", "decay", "level and decay")


def _forms(mean: Array, precision: Array, periods: Array, half_lives: Array) -> list[_Form]:
    ones = np.ones(len(periods))
    forms = [_form("level", np.nan, ones[:, None], SPREAD[:1], mean, precision)]
    for half_life in half_lives:
        fade = np.exp2(-periods / half_life)
        forms.append(_form("decay", half_life, fade[:, None], SPREAD[1:], mean, precision))
        forms.append(_form("level and decay", half_life, np.column_stack([ones, fade]), SPREAD, mean, precision))
    return forms


def _form(name: str, half_life: float, shape: Array, spread: Array, mean: Array, precision: Array) -> _Form:
    weighted = shape.T @ precision
    inverse = np.linalg.inv(weighted @ shape + np.diag(spread**-2.0))
    solve = inverse @ weighted
    fit = solve @ mean
    gain = 0.5 * fit @ np.linalg.solve(inverse, fit) + 0.5 * np.linalg.slogdet(inverse)[1] - np.log(spread).sum()
    return _Form(name, half_life, float(gain), solve)


def _weights(forms: list[_Form]) -> Array:
    """Posterior of the forms: each name equally likely before, its half-lives (log-uniform) sharing that."""
    count = {name: sum(form.name == name for form in forms) for name in NAMES}
    log = np.array([form.evidence - np.log(count[form.name]) for form in forms])
    weight = np.exp(log - log.max())
    return np.asarray(weight / weight.sum())


def _solved(ratios: Array, forms: list[_Form], picked: np.ndarray) -> tuple[Array, Array, Array]:
    level, transient, half_life = np.zeros(len(ratios)), np.zeros(len(ratios)), np.full(len(ratios), np.nan)
    for index in np.unique(picked):
        mine, form = picked == index, forms[index]
        coefficients = ratios[mine] @ form.solve.T
        level[mine] = coefficients[:, 0]
        if form.name == "level and decay":
            transient[mine], half_life[mine] = coefficients[:, 1], form.half_life
    return level, transient, half_life


def _average(ratio: Array, forms: list[_Form], weight: Array) -> tuple[float, float]:
    """The point estimate: coefficients averaged over the forms."""
    coefficients = [form.solve @ ratio for form in forms]
    level = sum(w * f[0] for w, f in zip(weight, coefficients, strict=True))
    transient = sum(w * (f[1] if len(f) > 1 else 0.0) for w, f in zip(weight, coefficients, strict=True))
    return float(level), float(transient)


def _published(forms: list[_Form], weight: Array, span: float) -> Interval | None:
    """The half-life's interval, when there is a decay, the span holds three of them and no bound is touched."""
    fading = np.array([form.name != "level" for form in forms])
    if weight[fading].sum() < 0.95:
        return None
    lives = np.array([form.half_life for form in forms])[fading]
    grid = np.unique(lives)
    share = np.array([weight[fading][lives == life].sum() for life in grid]) / weight[fading].sum()
    # Each half-life of the grid stands for all up to half-way to its neighbours.
    edges = np.sqrt(grid[:-1] * grid[1:])
    edges = np.concatenate([grid[:1], edges, grid[-1:]])
    reached = np.concatenate([[0.0], np.cumsum(share)])
    low, middle, high = (float(np.interp(q, reached, edges)) for q in (0.025, 0.5, 0.975))
    inside = low > edges[1] and high < edges[-2]
    return Interval(middle, low, high) if inside and span >= SPANS_OF_HALF_LIFE * middle else None
