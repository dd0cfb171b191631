"""The fit: every candidate noise and belief weighed by its evidence, over all series of the shop together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.rebound.fit import noise as noises
from analytics.rebound.fit import season as seasonal
from analytics.rebound.fit.columns import NOTHING, Columns
from analytics.rebound.fit.holidays import EVENTS
from analytics.rebound.fit.noise import Noise
from analytics.rebound.fit.pooling import believed, weights
from analytics.rebound.fit.whitening import Posterior, Prior, Rows, Whitened
from analytics.rebound.series.arrays import Array

KEPT_NOISES = 14
# Of a series' movement, so little is left by rounding where season and drivers explain all.
MIN_LEFT = 1e-4
# Short-run movements beyond which a belief says no less, and its matrices no longer fit a computer's numbers.
WIDEST = 1e4
GROWTHS = {"no growth": NOTHING, "slow growth": 0.05, "growth": 0.2}
# "Mean" follows the donors' slow part alone, "as they are" their every move.
DONORS = ("no donors", "donors around zero", "donors around their mean", "donors as they are")
# Means and spreads of the coefficients of slow and fast parts, all donors together counting as one.
LEANING = {
    "donors around zero": (0.0, 0.6, 0.0, 0.5),
    "donors around their mean": (1.0, 0.35, 0.0, 0.05),
    "donors as they are": (1.0, 0.1, 1.0, 0.15),
}
# Who names controls believes that they share the trend; the evidence may disagree.
DONOR_BELIEF = dict(zip(DONORS, (0.12, 0.08, 0.4, 0.4), strict=True))
GROWTH_BELIEF = {"no growth": 0.2, "slow growth": 0.5, "growth": 0.3}
# A series that grows with its donors has little reason to outgrow them.
LEANING_GROWTH_BELIEF = {"no growth": 0.75, "slow growth": 0.2, "growth": 0.05}


@dataclass(frozen=True)
class Group:
    """Series observed in the same periods, in logs (or shares of their mean level).

    values: (series, periods); columns: what explains them; before: periods before the event; at: places on the clock.
    """

    names: tuple[str, ...]
    values: Array
    columns: Columns
    at: np.ndarray
    before: int
    per_year: float


@dataclass(frozen=True)
class Candidate:
    """One noise with one belief on growth and donors."""

    noise: Noise
    growth: str
    donors: str


@dataclass(frozen=True)
class Fitted:
    """A group with all its candidates whitened, and how likely each is for each series.

    rows: the group in units of `scale`; scale: (series,) short-run movement in model units;
    whitened: the rows by noise; weights, belief: (series, candidates), after and before the data.
    """

    group: Group
    rows: Rows
    scale: Array
    candidates: tuple[Candidate, ...]
    whitened: dict[Noise, Whitened]
    weights: Array
    belief: Array

    def prior(self, candidate: Candidate) -> Prior:
        """The beliefs on the coefficients under a candidate."""
        return prior(self.group.columns, candidate.growth, candidate.donors, self.scale)

    def posterior(self, candidate: Candidate, cut: int) -> Posterior:
        """The coefficients under a candidate from the periods before `cut`."""
        return self.posteriors(candidate, (cut,))[0]

    def posteriors(self, candidate: Candidate, cuts: Sequence[int]) -> list[Posterior]:
        """The same for several cuts."""
        return self.whitened[candidate.noise].posteriors(self.prior(candidate), cuts)


def prior(columns: Columns, growth: str, donors: str, scale: Array) -> Prior:
    """Beliefs in units of the series' scale; donors count together as one series, whatever their number."""
    spread = np.array(columns.spread, dtype=float)
    mean = np.zeros_like(spread)
    slow, fast = columns.of("slow"), columns.of("fast")
    spread[:, columns.of("growth")] = GROWTHS[growth]
    live = max(int(slow.sum()), 1)
    if donors == "no donors":
        spread[:, slow | fast] = NOTHING
    else:
        slow_mean, slow_spread, fast_mean, fast_spread = LEANING[donors]
        mean[:, slow], mean[:, fast] = slow_mean / live, fast_mean / live
        spread[:, slow], spread[:, fast] = slow_spread / np.sqrt(live), fast_spread / np.sqrt(live)
    # Donor columns are in the series' scale already (model units over scale), so their coefficients have no unit.
    unit = np.where(slow | fast, 1.0, scale[:, None])
    return Prior(mean, np.minimum(np.maximum(spread, NOTHING) / unit, WIDEST))


def scaled(group: Group) -> tuple[Rows, Array]:
    """The group in units of each series' short-run movement."""
    before, values = slice(0, group.before), group.values
    season = group.columns.values[:, before][:, :, group.columns.of("season", "weekday", "driver", *EVENTS)]
    scale = np.array([_movement(v[before], x) for v, x in zip(values, season, strict=True)])
    columns = np.array(group.columns.values)
    donors = group.columns.of("slow", "fast")
    columns[:, :, donors] /= scale[:, None, None]
    shifted = values - values[:, :1]
    return Rows(shifted / scale[:, None], columns, group.at, group.before, group.per_year), scale


def _movement(values: Array, season: Array) -> float:
    """Short-run movement of one series, without what season and drivers explain of it.

    Where they explain all, as a promotion does of a single sale, the movement itself is the unit: nothing else is known of it,
    and a unit near zero would make numbers that no matrix can hold.
    """
    steps, regular = np.diff(values), np.diff(season, axis=0)
    whole = _size(steps)
    if 2 * regular.shape[1] < len(steps):
        steps = steps - regular @ np.linalg.lstsq(regular, steps, rcond=None)[0]
    left = _size(steps)
    return max(left if left > MIN_LEFT * whole else whole, 1e-6)


def movement(values: Array) -> float:
    """Usual size of a step from one period to the next."""
    return _size(np.diff(values))


def _size(steps: Array) -> float:
    return float(np.sqrt(np.mean(steps**2))) if len(steps) else 0.0


def fit(groups: Sequence[Group], growths: Sequence[str] = tuple(GROWTHS)) -> list[Fitted]:
    """Weighs noises, growth and donors over all groups together."""
    groups = _seasoned(groups)
    ready = [scaled(group) for group in groups]
    kept = _kept_noises(groups, ready)
    donors = DONORS if any(group.columns.of("slow").any() for group in groups) else DONORS[:1]
    candidates = tuple(Candidate(n, g, d) for n in kept for g in growths for d in donors)
    whites = [{n: Whitened.of(rows, n) for n in kept} for rows, _ in ready]
    blank = [
        Fitted(g, *r, candidates, w, np.zeros(0), np.zeros(0)) for g, r, w in zip(groups, ready, whites, strict=True)
    ]
    evidence = [_evidence(fitted) for fitted in blank]
    shares = weights(believed(groups[0].per_year, [e for e, _ in evidence]), np.vstack([b for _, b in evidence]))
    parts = np.split(shares, np.cumsum([len(e) for e, _ in evidence])[:-1])
    return [replace(f, weights=part, belief=b) for f, part, (_, b) in zip(blank, parts, evidence, strict=True)]


def _evidence(fitted: Fitted) -> tuple[Array, Array]:
    """Evidence and belief (series, candidates) from the periods before the event."""
    evidence, belief = [], []
    for candidate in fitted.candidates:
        posterior = fitted.posterior(candidate, fitted.group.before)
        with_donors = candidate.donors != "no donors"
        growth = LEANING_GROWTH_BELIEF if with_donors else GROWTH_BELIEF
        plausible = _plausibility(candidate.noise, posterior, fitted.scale, fitted.group.per_year, with_donors)
        evidence.append(posterior.evidence)
        belief.append(plausible * growth[candidate.growth] * DONOR_BELIEF[candidate.donors])
    return np.array(evidence).T, np.array(belief).T


def _plausibility(noise: Noise, posterior: Posterior, scale: Array, per_year: float, with_donors: bool) -> Array:
    """(series,) prior weight of a noise, by how far it would make the level wander."""
    steps = noise.level / np.sqrt(noise.movement) * scale * np.sqrt(posterior.variance)
    return noises.wandering(steps, per_year, with_donors) * noises.plausible((noise,), per_year)


def _seasoned(groups: Sequence[Group]) -> list[Group]:
    """The groups with the strength of their season learnt over all series."""
    coefficients = []
    for group in groups:
        rows, scale = scaled(group)
        usual = max(noises.grid(), key=lambda noise: float(noises.plausible((noise,), group.per_year)[0]))
        belief = prior(group.columns, "growth", DONORS[2] if group.columns.of("slow").any() else DONORS[0], scale)
        coefficients.append(
            Whitened.of(rows.past(), usual).posterior(belief, rows.before).coefficients * scale[:, None]
        )
    spread = [seasonal.shrunk(group.columns.spread, group.columns.kinds, coefficients) for group in groups]
    return [replace(group, columns=replace(group.columns, spread=s)) for group, s in zip(groups, spread, strict=True)]


def _kept_noises(groups: Sequence[Group], ready: Sequence[tuple[Rows, Array]]) -> tuple[Noise, ...]:
    """The likely part of the grid, with a restless season or growth where the evidence of all series asks for it."""
    base = noises.grid()
    evidence, belief = _of_noises(groups, ready, base)
    first = weights(believed(groups[0].per_year, [evidence]), belief)
    order = np.argsort(-first.max(0))[:KEPT_NOISES]
    kept = [base[i] for i in order if first[:, i].max() > 0.01]
    best = base[int(np.argmax(first.sum(0)))]
    richer = noises.refinements(best)
    gain, _ = _of_noises(groups, ready, (best, *richer))
    for i in np.argsort(-gain.sum(0)):
        if i and gain[:, i].sum() > gain[:, 0].sum() + 2:
            extra = richer[i - 1]
            kept += [_with(noise, extra) for noise in kept[: KEPT_NOISES // 2]]
            break
    return tuple(dict.fromkeys(kept))


def _with(noise: Noise, extra: Noise) -> Noise:
    return Noise(noise.level, noise.memory, noise.share, extra.yearly, extra.turnover, extra.slope, extra.slope_years)


def _of_noises(
    groups: Sequence[Group], ready: Sequence[tuple[Rows, Array]], candidates: Sequence[Noise]
) -> tuple[Array, Array]:
    """Log evidence and belief (series, noises), with growth and, where there are donors, their mean."""
    evidence, belief = [], []
    for group, (rows, scale) in zip(groups, ready, strict=True):
        with_donors = bool(group.columns.of("slow").any())
        held = prior(group.columns, "slow growth", DONORS[2] if with_donors else DONORS[0], scale)
        posteriors = [Whitened.of(rows.past(), noise).posterior(held, rows.before) for noise in candidates]
        evidence.append(np.array([posterior.evidence for posterior in posteriors]).T)
        plausible = [
            _plausibility(n, posterior, scale, group.per_year, with_donors)
            for n, posterior in zip(candidates, posteriors, strict=True)
        ]
        belief.append(np.array(plausible).T)
    return np.vstack(evidence), np.vstack(belief)
