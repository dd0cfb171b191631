"""The fit: every candidate noise and belief weighed by its evidence, over all series of the shop together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.rebound.fit import noise as noises
from analytics.rebound.fit import season as seasonal
from analytics.rebound.fit.beliefs import DONORS, GROWTHS, REGRESSION, belief_in, growths_with, prior
from analytics.rebound.fit.columns import DONOR, Group
from analytics.rebound.fit.holidays import EVENTS
from analytics.rebound.fit.noise import Noise
from analytics.rebound.fit.pooling import believed, weights
from analytics.rebound.fit.whitening import Posterior, Prior, Rows, Whitened
from analytics.rebound.series.arrays import Array

KEPT_NOISES = 14
# Of a series' movement, so little is left by rounding where season and drivers explain all.
MIN_LEFT = 1e-4


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
        return prior(self.group, candidate.growth, candidate.donors, self.scale)

    def posterior(self, candidate: Candidate, cut: int) -> Posterior:
        """The coefficients under a candidate from the periods before `cut`."""
        return self.posteriors(candidate, (cut,))[0]

    def posteriors(self, candidate: Candidate, cuts: Sequence[int]) -> list[Posterior]:
        """The same for several cuts."""
        return self.whitened[candidate.noise].posteriors(self.prior(candidate), cuts)


def scaled(group: Group) -> tuple[Rows, Array]:
    """The group in units of each series' short-run movement."""
    before, values = slice(0, group.before), group.values
    past = group.columns.values[:, before]
    season = past[:, :, group.columns.of("season", "weekday", "driver", *EVENTS)]
    carrying = past[:, :, group.columns.of(*(("whole",) if group.is_young else ()))]
    scale = np.array([_movement(v[before], x, d) for v, x, d in zip(values, season, carrying, strict=True)])
    columns = np.array(group.columns.values)
    donors = group.columns.of(*DONOR)
    columns[:, :, donors] /= scale[:, None, None]
    shifted = values - values[:, :1]
    return Rows(shifted / scale[:, None], columns, group.at, group.before, group.per_year), scale


def _movement(values: Array, season: Array, donors: Array) -> float:
    """Short-run movement of one series, without what season and drivers, then the donors of a young series, explain of it.

    Where they explain all, as a promotion does of a single sale, the movement itself is the unit: nothing else is known of it,
    and a unit near zero would make numbers that no matrix can hold.
    """
    steps = np.diff(values)
    whole = _size(steps)
    for explaining in (np.diff(season, axis=0), np.diff(donors, axis=0)):
        if 2 * explaining.shape[1] < len(steps):
            steps = steps - explaining @ np.linalg.lstsq(explaining, steps, rcond=None)[0]
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
    candidates = tuple(Candidate(n, g, d) for n in kept for d in donors for g in growths_with(d, growths))
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
        plausible = _plausibility(candidate.noise, posterior, fitted.scale, fitted.group.per_year, with_donors)
        evidence.append(posterior.evidence)
        belief.append(plausible * belief_in(candidate.growth, candidate.donors))
    return np.array(evidence).T, np.array(belief).T


def _plausibility(noise: Noise, posterior: Posterior, scale: Array, per_year: float, with_donors: bool) -> Array:
    """(series,) prior weight of a noise, by how far it would make the level wander."""
    steps = noise.level / np.sqrt(noise.movement) * scale * np.sqrt(posterior.variance)
    return noises.wandering(steps, per_year, with_donors) * noises.plausible(noise, per_year, scale)


def _seasoned(groups: Sequence[Group]) -> list[Group]:
    """The groups with the strength of their season learnt over all series."""
    coefficients = []
    for group in groups:
        rows, scale = scaled(group)
        usual = noises.usual(group.per_year)[0]
        belief = prior(group, "growth", DONORS[0] if group.is_young else _stances(group)[0], scale)
        coefficients.append(
            Whitened.of(rows.past(), usual).posterior(belief, rows.before).coefficients * scale[:, None]
        )
    spread = [seasonal.shrunk(group.columns.spread, group.columns.kinds, coefficients) for group in groups]
    return [replace(group, columns=replace(group.columns, spread=s)) for group, s in zip(groups, spread, strict=True)]


def _kept_noises(groups: Sequence[Group], ready: Sequence[tuple[Rows, Array]]) -> tuple[Noise, ...]:
    """The likely part of the grid, with a restless season or growth where the evidence of all series asks for it."""
    base = noises.grid()
    usual, *others = max(map(_stances, groups), key=len)
    first = _weighed(groups, ready, base, usual)
    kept = _likely(base, first, KEPT_NOISES)
    best = base[int(np.argmax(first.sum(0)))]
    richer = noises.refinements(best)
    gain, _ = _of_noises(groups, ready, (best, *richer), usual)
    for i in np.argsort(-gain.sum(0)):
        if i and gain[:, i].sum() > gain[:, 0].sum() + 2:
            extra = richer[i - 1]
            kept += [_with(noise, extra) for noise in kept[: KEPT_NOISES // 2]]
            break
    for stance in others:
        kept += _likely(base, _weighed(groups, ready, base, stance), KEPT_NOISES // 2)
    return tuple(dict.fromkeys(kept))


def _stances(group: Group) -> tuple[str, ...]:
    """The choices of donors under which noises are looked for."""
    return (DONORS[2], REGRESSION) if group.columns.of("slow").any() else DONORS[:1]


def _weighed(groups: Sequence[Group], ready: Sequence[tuple[Rows, Array]], base: Sequence[Noise], stance: str) -> Array:
    evidence, belief = _of_noises(groups, ready, base, stance)
    return weights(believed(groups[0].per_year, [evidence]), belief)


def _likely(base: Sequence[Noise], weight: Array, most: int) -> list[Noise]:
    order = np.argsort(-weight.max(0))[:most]
    return [base[i] for i in order if weight[:, i].max() > 0.01]


def _with(noise: Noise, extra: Noise) -> Noise:
    return Noise(noise.level, noise.memory, noise.share, extra.yearly, extra.turnover, extra.slope, extra.slope_years)


def _of_noises(
    groups: Sequence[Group], ready: Sequence[tuple[Rows, Array]], candidates: Sequence[Noise], stance: str
) -> tuple[Array, Array]:
    """Log evidence and belief (series, noises), with growth and, in the groups that have donors, this choice of them."""
    evidence, belief = [], []
    for group, (rows, scale) in zip(groups, ready, strict=True):
        with_donors = bool(group.columns.of("slow").any())
        held = prior(group, "slow growth", stance if with_donors else DONORS[0], scale)
        posteriors = [Whitened.of(rows.past(), noise).posterior(held, rows.before) for noise in candidates]
        evidence.append(np.array([posterior.evidence for posterior in posteriors]).T)
        plausible = [
            _plausibility(n, posterior, scale, group.per_year, with_donors)
            for n, posterior in zip(candidates, posteriors, strict=True)
        ]
        belief.append(np.array(plausible).T)
    return np.vstack(evidence), np.vstack(belief)
