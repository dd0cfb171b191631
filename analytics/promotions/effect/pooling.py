"""What campaigns share: each estimate leans on campaigns of the same market, mechanic and depth, as far as its own data are thin."""

from dataclasses import dataclass

import numpy as np

from analytics.promotions.effect.score import Numbers

STEPS = 9
WIDE = 100.0  # prior deviation of the common mean, in errors of a middling campaign: as good as flat
DRAWS = 4_000


@dataclass(frozen=True)
class Pooled:
    """What the campaigns allow, as draws.

    Attributes:
        own: (draws, campaigns), what each campaign did.
        like: (draws, campaigns), the mean over campaigns of its market, mechanic and depth.
        again: (draws, campaigns), what a new campaign like it would do.
    """

    own: Numbers
    like: Numbers
    again: Numbers


def pooled(estimate: Numbers, error: Numbers, traits: np.ndarray, seed: int = 0) -> Pooled:
    """Partial pooling with the scatter between campaigns integrated out.

    estimate_i ~ N(theta_i, error_i^2); theta_i ~ N(mean + market + mechanic + depth, tau^2), the three effects normal with one
    variance. Both scatters have half-Cauchy priors (Gelman 2006) as wide as a middling campaign's error and are integrated on
    a grid, so that few campaigns lend little and nobody pretends to know how alike they are. All in closed form but for the draws.

    Args:
        estimate, error: (campaigns,), finite; errors above 0.
        traits: (campaigns, traits) of codes; campaigns with equal codes share that trait's effect.

    Raises:
        ValueError: an estimate that is not finite, or an error that is not above 0.
    """
    if not (np.isfinite(estimate).all() and np.isfinite(error).all() and (error > 0).all()):
        raise ValueError("an estimate is not finite or its error is not above 0; leave such campaigns out")
    unit = float(np.median(error))
    scaled, variance = estimate / unit, (error / unit) ** 2
    alike = _alike(traits)
    grid, weight = _grid()
    fits = [_Fit(scaled, variance, alike, family, own) for family, own in grid]
    evidence = np.array([fit.evidence for fit in fits])
    chance = np.exp(evidence - evidence.max()) * weight
    chance /= chance.sum()
    draw = np.random.default_rng(seed)
    taken = np.bincount(draw.choice(len(fits), DRAWS, p=chance), minlength=len(fits))
    parts = [fit.draws(draw, int(many)) for fit, many in zip(fits, taken, strict=True) if many]
    own, like, again = (np.concatenate([part[place] for part in parts]) * unit for place in range(3))
    return Pooled(own, like, again)


def _alike(traits: np.ndarray) -> Numbers:
    """How alike campaigns are before any is seen: the share of traits they have in common."""
    same = traits[:, None, :] == traits[None, :, :]
    shares: Numbers = same.mean(axis=2).astype(float)
    return shares


def _grid() -> tuple[list[tuple[float, float]], Numbers]:
    """Scatter between kinds and within a kind, in errors of a middling campaign, and the prior weight of each pair."""
    middles = (np.arange(STEPS) + 0.5) / STEPS
    quantiles = np.tan(np.pi / 2 * middles)  # equal slices of a half-Cauchy of scale 1
    pairs = [(float(family), float(own)) for family in quantiles for own in quantiles]
    return pairs, np.ones(len(pairs))


class _Fit:
    """Everything given the two scatters, where all is normal."""

    def __init__(self, estimate: Numbers, variance: Numbers, alike: Numbers, family: float, own: float) -> None:
        count = len(estimate)
        self.own = own
        self.kind = family**2 * alike + WIDE**2
        self.each = self.kind + own**2 * np.eye(count)
        root = np.linalg.cholesky(self.each + np.diag(variance))
        left = np.linalg.solve(root, estimate)
        self.evidence = float(-0.5 * left @ left - np.log(np.diag(root)).sum())
        gain = np.linalg.solve(root.T, np.linalg.solve(root, np.column_stack([self.kind, self.each])))
        joint = np.block([[self.kind, self.kind], [self.kind, self.each]])
        both = np.vstack([self.kind, self.each])
        self.mean = gain.T @ estimate
        self.covariance = joint - both @ gain
        self.count = count

    def draws(self, draw: np.random.Generator, many: int) -> tuple[Numbers, Numbers, Numbers]:
        """Of what each did, of the mean of its kind, and of a new one of its kind."""
        values, vectors = np.linalg.eigh(self.covariance)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        both = self.mean + draw.normal(size=(many, 2 * self.count)) @ root.T
        like, own = both[:, : self.count], both[:, self.count :]
        return own, like, like + draw.normal(size=(many, self.count)) * self.own
