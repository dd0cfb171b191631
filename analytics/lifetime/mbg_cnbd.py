"""MBG/CNBD-k: as MBG/NBD, with purchases more regular than Poisson: the gaps are Erlang-k.

Platzer & Reutterer (2016), "Ticking away the moments". A purchase takes k steps, the steps are Poisson; k = 1 is
MBG/NBD. The steps done since the last purchase are unseen, so what is expected of a customer is a mixture over them;
it is summed exactly here, where the literature approximates.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar

import numpy as np

from analytics.lifetime.histories import Floats, Histories
from analytics.lifetime.mbg_nbd import MBGNBD
from data.late import late

digamma = late("scipy.special", "digamma")
expit = late("scipy.special", "expit")
gammaln = late("scipy.special", "gammaln")


@dataclass(frozen=True)
class MBGCNBD(MBGNBD):
    """Rates of steps ~ Gamma(r, alpha), alpha in weeks; k steps a purchase; chances of leaving ~ Beta(a, b).

    The class attribute `steps` is k; `regular(k)` makes the class for a k.
    """

    name: ClassVar[str] = "mbg_cnbd_k"

    @classmethod
    def likelihood(cls, theta: Floats, histories: Histories) -> tuple[float, Floats]:
        model = cls.of(theta)
        value, gradient = model._of_staying(histories)
        odds, longer = model._log_odds_left(histories)
        log_stages, by_r, by_alpha = model._stages(histories)
        odds = odds - log_stages
        left = histories.customers * expit(odds)
        alive = histories.customers - left
        value += float(histories.customers @ (log_stages + np.logaddexp(0.0, odds)))
        gradient += model._slopes_of_leaving(histories, left, longer)
        gradient[:2] += [alive @ by_r, alive @ by_alpha]
        return value + model._of_gaps(histories), gradient * np.exp(theta)

    def _of_gaps(self, histories: Histories) -> float:
        if np.isnan(histories.log_gaps):
            return 0.0
        return float((self.steps - 1) * histories.log_gaps - histories.repeats * gammaln(self.steps))

    def _stage_terms(self, histories: Histories) -> Iterator[Floats]:
        """For j = 0 .. k-1, the weight of j steps done since the last purchase, relative to none, if alive."""
        term = np.ones(len(histories))
        passed = (histories.age - histories.recency) / (self.alpha + histories.age)
        for done in range(self.steps):
            yield term
            term = term * (self._shape(histories.frequency) + done) / (done + 1) * passed

    def _stages(self, histories: Histories) -> tuple[Floats, Floats, Floats]:
        """Log of the sum of the stage terms, and its derivatives in r and alpha."""
        shape = self._shape(histories.frequency)
        terms = list(self._stage_terms(histories))
        total = np.sum(terms, axis=0)
        by_r = sum(term * (digamma(shape + j) - digamma(shape)) for j, term in enumerate(terms)) / total
        by_alpha = -sum(term * j for j, term in enumerate(terms)) / total / (self.alpha + histories.age)
        return np.log(total), by_r, by_alpha

    def p_alive(self, histories: Histories) -> Floats:
        return np.asarray(expit(self._stages(histories)[0] - self._log_odds_left(histories)[0]))

    def expected_if_alive(self, histories: Histories, weeks: float) -> Floats:
        terms = list(self._stage_terms(histories))
        pairs, total = histories.by_frequency_and_age, np.sum(terms, axis=0)
        mean = np.zeros(len(histories))
        for done, term in enumerate(terms):
            mean += term / total * self._there(pairs.frequency, pairs.age, done).expected(weeks)[pairs.codes]
        return mean

    def draw(self, histories: Histories, weeks: Floats | float, rng: np.random.Generator) -> Floats:
        alive = rng.random(len(histories)) < self.p_alive(histories)
        reached = np.cumsum(list(self._stage_terms(histories)), axis=0)
        done = (rng.random(len(histories)) * reached[-1] > reached).sum(axis=0)
        there = self._there(histories.frequency, histories.age)
        there = replace(there, shape=there.shape + done)
        return np.where(alive, there.draw(weeks, done, rng), 0.0)


@cache
def regular(steps: int) -> type[MBGCNBD]:
    """The family of models whose purchases take `steps` Poisson steps."""
    return type(f"MBGCNBD{steps}", (MBGCNBD,), {"steps": steps, "__doc__": MBGCNBD.__doc__})
