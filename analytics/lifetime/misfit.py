"""Which of the models' assumptions the log contradicts, by how much it matters and not by a test alone."""

from typing import Any

import numpy as np

from analytics.lifetime.calibrate import Calibration
from analytics.lifetime.fit import Fitted
from analytics.lifetime.frequencies import Frequencies
from analytics.lifetime.gamma_gamma import GammaGamma
from analytics.lifetime.generations import Generations
from analytics.lifetime.mbg_cnbd import MBGCNBD
from analytics.lifetime.regularity import Regularity
from analytics.results import Reason

# A doubling of frequency that moves the mean value by 15 % or more is no longer independence for any practical end.
_TILT = 0.2
_CLUMPS, _STANDARD_ERRORS = 0.75, 4.0


def timing(candidates: dict[str, Fitted[Any]], gaps: Regularity) -> Reason | None:
    """Poisson timing fails where gaps between purchases are plainly more regular, or plainly less."""
    regular = candidates.get(MBGCNBD.name)
    if regular is not None:
        gain = regular.log_likelihood - candidates["mbg_nbd"].log_likelihood
        return Reason("poisson_timing_regular", steps=regular.model.steps, gain=round(gain))
    if gaps.shape < _CLUMPS and gaps.z < -_STANDARD_ERRORS:
        return Reason("poisson_timing_clumps", shape=gaps.shape)
    return None


def independence(money: GammaGamma | None) -> Reason | None:
    """The value model supposes that how much does not depend on how often."""
    if money is None or abs(money.tilt.estimate) < _TILT or money.tilt.low <= 0 <= money.tilt.high:
        return None
    return Reason("value_independence", change=2**money.tilt.estimate - 1)


def tail(money: GammaGamma | None) -> Reason | None:
    """A mean value exists only where the tail across customers is light enough."""
    if money is None or money.has_mean:
        return None
    return Reason("value_tail", q=money.q)


def heterogeneity(compared: Frequencies) -> Reason | None:
    """Rates that are gamma across customers imply how many buy once, twice, and so on."""
    if not compared.refuted:
        return None
    return Reason("gamma_heterogeneity", share=compared.misplaced)


def one_population(apart: Generations | None) -> Reason | None:
    """Customers met early and late are forecast as one population; some generations leave at once."""
    if apart is None:
        return None
    return Reason("one_population", weeks=round(apart.weeks), older=apart.older, newer=apart.newer)


def stability(calibration: Calibration) -> Reason | None:
    """Rates that never change leave no bias at earlier moments."""
    bias, spread = calibration.log_factor, float(np.sqrt(calibration.variance))
    if abs(bias) < np.log(1.25) or abs(bias) < spread:
        return None
    return Reason("stable_rates_fewer" if bias > 0 else "stable_rates_more", factor=np.exp(abs(bias)))


def failed(*checks: Reason | None) -> tuple[Reason, ...]:
    """The assumptions that failed, of those looked at."""
    return tuple(reason for reason in checks if reason is not None)
