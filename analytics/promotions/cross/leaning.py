"""Extra pieces of each part, leaning on "nothing changed" as far as the data leave that open."""

from dataclasses import dataclass

import numpy as np

from analytics.promotions.cross.pieces import Pieces
from analytics.promotions.effect.score import Numbers
from data.late import late

special = late("scipy.special")

DRAWS = 4_000
UNTOUCHED = 1 / 3  # prior probability that the others are left as they were: as likely as a halo and as cannibalisation
HARDLY = 0.002  # scatter of shares where they are
USUAL = 0.2  # what other categories commonly gain or lose, as a share of their sales: scale of the half-Cauchy prior
LATER = 0.3  # the same in the days after, over that while it ran
ALIKE = 0.5  # correlation of what the other parts gain or lose
WIDE = 10.0  # prior deviation of the promoted part, as a share of its sales: as good as flat
STEPS, SCALES = 12, 7
LEAST = 0.5  # pieces expected, of which a share is a share at least


@dataclass(frozen=True)
class Leaning:
    """Draws of the extra pieces, (draws, 2, parts): while it ran, and after.

    Attributes:
        likely: of all that is possible, that the others are as they were included; for probabilities.
        touched: where something changed, so that an interval is not drawn to nought by a belief; for intervals.
    """

    likely: Numbers
    touched: Numbers


def leaning(pieces: Pieces, covered: np.ndarray, seed: int = 0) -> Leaning:
    """What the data leave open.

    Shares of what would have been sold: those of the parts that are not promoted are normal about nought, alike as far as `ALIKE`, with a
    scatter that has a half-Cauchy prior (Gelman 2006) and is integrated on a grid, or, with a prior probability of a third, is none to speak
    of; the promoted part is free. The covariance of the
    data is known from few dates: its scale is integrated over the chi-square of its degrees of freedom, which gives Student's tails, and
    its correlations lean on their mean (Ledoit and Wolf 2003) by as much as there are parts to a date.
    """
    per = np.maximum(pieces.expected, LEAST).ravel()
    share = pieces.extra.ravel() / per
    spread = steady(pieces.errors, pieces.freedom, covered) / np.outer(per, per)
    free = np.tile(covered, 2)
    tied = _tied(covered)
    middles = (np.arange(STEPS) + 0.5) / STEPS
    scatters = [HARDLY, *(USUAL * np.tan(np.pi / 2 * middles))]
    likely = np.log([UNTOUCHED, *np.full(STEPS, (1 - UNTOUCHED) / STEPS)])
    quantiles = (np.arange(SCALES) + 0.5) / SCALES
    scales = pieces.freedom / special.chdtri(pieces.freedom, 1 - quantiles)
    fits = [
        _fit(share, spread * scale, np.where(np.outer(free, free), 0.0, tied * scatter**2) + np.diag(free * WIDE**2))
        for scatter in scatters
        for scale in scales
    ]
    evidence = np.array([fit[0] for fit in fits]) + np.repeat(likely, SCALES)
    chance = np.exp(evidence - evidence.max())
    draw = np.random.default_rng(seed)
    untouched = np.arange(len(fits)) < SCALES
    shape = (-1, 2, len(covered))
    seen = np.array([1.0, float(pieces.sees_after)])[:, None]
    each = [_drawn(fits, one, draw) * per for one in (chance, np.where(untouched, 0.0, chance))]
    return Leaning(each[0].reshape(shape) * seen, each[1].reshape(shape) * seen)


def _drawn(fits: list[tuple[float, Numbers, Numbers]], chance: Numbers, draw: np.random.Generator) -> Numbers:
    """Draws of the shares, each fit as often as it is likely."""
    taken = np.bincount(draw.choice(len(fits), DRAWS, p=chance / chance.sum()), minlength=len(fits))
    drawn = [
        mean + draw.normal(size=(many, len(mean))) @ root.T
        for (_, mean, root), many in zip(fits, taken, strict=True)
        if many
    ]
    made: Numbers = np.concatenate(drawn)
    draw.shuffle(made)
    return made


def alone(pieces: Pieces, covered: np.ndarray, seed: int = 1) -> Numbers:
    """The same without any leaning: what the data say by themselves."""
    draw = np.random.default_rng(seed)
    both = pieces.extra.size
    scale = np.sqrt(pieces.freedom / draw.chisquare(pieces.freedom, size=(DRAWS, 1)))
    errors = draw.normal(size=(DRAWS, both)) @ _root(steady(pieces.errors, pieces.freedom, covered)).T
    made: Numbers = (pieces.extra.ravel() + scale * errors).reshape(-1, *pieces.extra.shape)
    found: Numbers = made * np.array([1.0, float(pieces.sees_after)])[:, None]
    return found


def steady(errors: Numbers, freedom: float, covered: np.ndarray) -> Numbers:
    """The covariance with its correlations within a window drawn towards their mean, and between both left out but for the promoted part.

    What is seen in the days after would else be taken as the error of what was seen before, by a correlation that few dates hardly show.
    """
    size = len(errors)
    deviation = np.sqrt(np.maximum(np.diag(errors), 1e-12))
    alike = errors / np.outer(deviation, deviation)
    half = size // 2
    kept = np.diag(np.where(covered, np.diag(alike[:half, half:]), 0.0))
    weight = size / (size + freedom)
    found = np.block([[np.eye(half), kept], [kept, np.eye(half)]])
    apart = ~np.eye(half, dtype=bool)
    for rows in (slice(0, half), slice(half, size)):
        block = alike[rows, rows]
        found[rows, rows][apart] = (1 - weight) * block[apart] + weight * (block[apart].mean() if half > 1 else 0.0)
    root = _root(found)
    leant: Numbers = root @ root.T * np.outer(deviation, deviation)
    return leant


def _root(covariance: Numbers) -> Numbers:
    """A root of it, of its part that is a covariance."""
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    root: Numbers = vectors * np.sqrt(np.maximum(values, 0.0))
    return root


def _tied(covered: np.ndarray) -> Numbers:
    """Covariance of the parts that are not promoted, in squares of their scatter, window by window; nought for the promoted."""
    parts = len(covered)
    within = np.where(np.eye(parts, dtype=bool), 1.0, ALIKE) * np.outer(~covered, ~covered)
    tied: Numbers = np.kron(np.diag([1.0, LATER**2]), within)
    return tied


def _fit(share: Numbers, spread: Numbers, prior: Numbers) -> tuple[float, Numbers, Numbers]:
    """Log evidence, posterior mean and a root of the posterior covariance."""
    total = prior + spread + 1e-12 * np.eye(len(share))
    root = np.linalg.cholesky(total)
    left = np.linalg.solve(root, share)
    evidence = float(-0.5 * left @ left - np.log(np.diag(root)).sum())
    gain = np.linalg.solve(total, prior).T
    covariance = prior - gain @ prior
    return evidence, gain @ share, _root(covariance)
