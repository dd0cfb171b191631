"""Pareto/NBD: Poisson purchasing until an exponential lifetime ends, both rates gamma across customers.

Schmittlein, Morrison & Colombo (1987); likelihood as in Fader & Hardie (2005), "A note on deriving the Pareto/NBD".
The usual Gaussian hypergeometric functions stand for an integral over the unseen moment of leaving; here that
integral is taken by quadrature in a variable in which it is almost constant, which gives the gradient as well and
neither overflows nor cancels for any parameters.
"""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from analytics.lifetime.histories import Floats, Histories
from analytics.lifetime.model import PurchaseModel
from data.late import late

digamma = late("scipy.special", "digamma")
exprel = late("scipy.special", "exprel")
gammaln = late("scipy.special", "gammaln")

_CHUNK = 2048  # rows at a time, so that the quadrature stays in the processor's cache


def _graded(nodes: int) -> tuple[Floats, Floats]:
    """Gauss-Legendre on (0, 1) in the fourth root, as columns: dense near 0, where the integrand is least smooth."""
    at, weight = np.polynomial.legendre.leggauss(nodes)
    root = (at[:, None] + 1) / 2
    return root**4, weight[:, None] * 2 * root**3


_NODES, _WEIGHTS = _graded(12)


class _Left(NamedTuple):
    """Of customers who have left: log likelihood of the history, and means over the moment u of leaving; each (rows,)."""

    log_density: Floats
    log_alpha_u: Floats
    log_beta_u: Floats
    over_alpha_u: Floats
    over_beta_u: Floats


@dataclass(frozen=True)
class ParetoNBD(PurchaseModel):
    """Rates of purchase ~ Gamma(r, alpha), of leaving ~ Gamma(s, beta); alpha and beta in weeks."""

    r: float
    alpha: float
    s: float
    beta: float

    name: ClassVar[str] = "pareto_nbd"
    parameters: ClassVar[tuple[str, ...]] = ("r", "alpha", "s", "beta")

    @classmethod
    def start(cls, histories: Histories) -> Floats:
        rate = max(histories.repeats, 0.5) / (histories.mean_age * histories.size)
        return np.log([0.6, 0.6 / (1.5 * rate), 0.6, 0.5 * histories.mean_age])

    @classmethod
    def likelihood(cls, theta: Floats, histories: Histories) -> tuple[float, Floats]:
        model = cls.of(theta)
        value, gradient = model._of_frequency_alone(histories)
        for first in range(0, len(histories), _CHUNK):
            part, slope = model._of_moments(histories, slice(first, first + _CHUNK))
            value += part
            gradient += slope
        return value, gradient * np.exp(theta)

    def _of_frequency_alone(self, histories: Histories) -> tuple[float, Floats]:
        x = histories.by_frequency.values
        customers = histories.by_frequency.total(histories.customers)
        known = gammaln(self.r + x) - gammaln(self.r) + self.r * np.log(self.alpha) + self.s * np.log(self.beta)
        by_r = digamma(self.r + x) - digamma(self.r) + np.log(self.alpha)
        total = histories.size
        slope = [customers @ by_r, total * self.r / self.alpha, total * np.log(self.beta), total * self.s / self.beta]
        return float(customers @ known), np.array(slope)

    def _of_moments(self, histories: Histories, rows: slice) -> tuple[float, Floats]:
        x, age, customers = histories.frequency[rows], histories.age[rows], histories.customers[rows]
        log_alive, left = self._alive_and_left(x, histories.recency[rows], age)
        log_sum = np.logaddexp(log_alive, left.log_density)
        alive = customers * np.exp(log_alive - log_sum)
        gone = customers - alive
        slope = [
            -(alive @ np.log(self.alpha + age)) - gone @ left.log_alpha_u,
            -(alive @ ((self.r + x) / (self.alpha + age))) - gone @ ((self.r + x) * left.over_alpha_u),
            -(alive @ np.log(self.beta + age)) + gone @ (1 / self.s - left.log_beta_u),
            -(alive @ (self.s / (self.beta + age))) - gone @ ((self.s + 1) * left.over_beta_u),
        ]
        return float(customers @ log_sum), np.array(slope)

    def _alive_and_left(self, x: Floats, recency: Floats, age: Floats) -> tuple[Floats, _Left]:
        alive = -(self.r + x) * np.log(self.alpha + age) - self.s * np.log(self.beta + age)
        return alive, self._left(x, recency, age)

    def _left(self, x: Floats, recency: Floats, age: Floats) -> _Left:
        """The integral of s (alpha+u)^-(r+x) (beta+u)^-(s+1) over u from the last purchase to the end of observation.

        The integrand falls like (A+u)^-C, A and C from its first two logarithmic derivatives at the last purchase;
        in y = ((A+recency)/(A+u))^power it is nearly constant.

        Args:
            x, recency, age: (rows,); the nodes of the quadrature add a first axis, (12, rows), which is summed away.
        """
        by_alpha, by_beta = (self.r + x) / (self.alpha + recency), (self.s + 1) / (self.beta + recency)
        bend = by_alpha**2 / (self.r + x) + by_beta**2 / (self.s + 1)
        scale = (by_alpha + by_beta) / bend
        power = np.maximum((by_alpha + by_beta) * scale - 1, 0.3)
        last = np.exp(-power * np.log1p((age - recency) / scale))
        y = last + (1 - last) * _NODES
        since = scale * np.expm1(-np.log(y) / power)
        alpha_u, beta_u = (self.alpha + recency) + since, (self.beta + recency) + since
        log_alpha_u, log_beta_u = np.log(alpha_u), np.log(beta_u)
        jacobian = np.log1p(since / scale) - np.log(y) + np.log(scale / power)
        log_integrand = -(self.r + x) * log_alpha_u - (self.s + 1) * log_beta_u + jacobian
        top = log_integrand.max(axis=0)
        weight = _WEIGHTS * np.exp(log_integrand - top)
        total = weight.sum(axis=0)
        with np.errstate(divide="ignore"):
            log_density = np.log(self.s) + np.log(total) + top + np.log1p(-last)
        weight /= total
        means = [(weight * of_u).sum(axis=0) for of_u in (log_alpha_u, log_beta_u, 1 / alpha_u, 1 / beta_u)]
        return _Left(log_density, *means)

    def p_alive(self, histories: Histories) -> Floats:
        parts = []
        for first in range(0, len(histories), _CHUNK):
            rows = slice(first, first + _CHUNK)
            columns = (histories.frequency[rows], histories.recency[rows], histories.age[rows])
            log_alive, left = self._alive_and_left(*columns)
            parts.append(1 / (1 + np.exp(left.log_density - log_alive)))
        return np.concatenate(parts)

    def expected_if_alive(self, histories: Histories, weeks: float) -> Floats:
        rate = (self.r + histories.frequency) / (self.alpha + histories.age)
        return rate * self._weeks_alive(self.beta + histories.age, weeks)

    def repeats(self, weeks: Floats) -> Floats:
        return self.r / self.alpha * self._weeks_alive(self.beta, weeks)

    def _weeks_alive(self, beta: Floats | float, weeks: Floats | float) -> Floats:
        """Expected weeks alive of the next `weeks` for a customer alive now whose leaving rate ~ Gamma(s, beta)."""
        shrink = -np.log1p(weeks / beta)
        return np.asarray(-beta * shrink * exprel((self.s - 1) * shrink))

    def draw(self, histories: Histories, weeks: Floats | float, rng: np.random.Generator) -> Floats:
        alive = rng.random(len(histories)) < self.p_alive(histories)
        rate = rng.gamma(self.r + histories.frequency) / (self.alpha + histories.age)
        leaving = rng.gamma(self.s, size=len(histories)) / (self.beta + histories.age)
        active = np.minimum(rng.exponential(size=len(histories)) / np.maximum(leaving, 1e-300), weeks)
        return np.asarray(np.where(alive, rng.poisson(rate * active), 0), dtype=float)
