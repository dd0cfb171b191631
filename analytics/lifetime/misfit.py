"""Which of the models' assumptions the log contradicts, by how much it matters and not by a test alone."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from analytics.lifetime.calibrate import Calibration
from analytics.lifetime.fit import Fitted
from analytics.lifetime.frequencies import Frequencies
from analytics.lifetime.gamma_gamma import GammaGamma
from analytics.lifetime.mbg_cnbd import MBGCNBD
from analytics.lifetime.regularity import Regularity

# A doubling of frequency that moves the mean value by 15 % or more is no longer independence for any practical end.
_TILT = 0.2
_CLUMPS, _STANDARD_ERRORS = 0.75, 4.0


def timing(candidates: dict[str, Fitted[Any]], gaps: Regularity) -> str | None:
    """Poisson timing fails where gaps between purchases are plainly more regular, or plainly less."""
    regular = candidates.get(MBGCNBD.name)
    if regular is not None:
        gain = regular.log_likelihood - candidates["mbg_nbd"].log_likelihood
        return (
            f"poisson_timing: purchases are more regular than Poisson, gaps are Erlang-{regular.model.steps} "
            f"(log likelihood higher by {gain:.0f})"
        )
    if gaps.shape < _CLUMPS and gaps.z < -_STANDARD_ERRORS:
        return f"poisson_timing: purchases come in clumps, gaps have gamma shape {gaps.shape:.2f} where Poisson has 1"
    return None


def independence(money: GammaGamma | None) -> str | None:
    """The value model supposes that how much does not depend on how often."""
    if money is None or abs(money.tilt.estimate) < _TILT or money.tilt.low <= 0 <= money.tilt.high:
        return None
    change = 2**money.tilt.estimate - 1
    return (
        f"value_independence: customers with twice the purchases spend {change:+.0%} a purchase, "
        "Gamma-Gamma supposes no difference"
    )


def tail(money: GammaGamma | None) -> str | None:
    """A mean value exists only where the tail across customers is light enough."""
    if money is None or money.q > 1:
        return None
    return f"value_tail: mean values scatter so widely across customers (q {money.q:.2f} <= 1) that they have no mean"


def heterogeneity(chosen: str, compared: Frequencies) -> str | None:
    """Rates that are gamma across customers imply how many buy once, twice, and so on."""
    if not compared.refuted:
        return None
    return (
        f"gamma_heterogeneity: {compared.misplaced:.0%} of customers bought another number of times than "
        f"{chosen} gives for this log"
    )


def stability(calibration: Calibration) -> str | None:
    """Rates that never change leave no bias at earlier moments."""
    bias, spread = calibration.log_factor, float(np.sqrt(calibration.variance))
    if abs(bias) < np.log(1.25) or abs(bias) < spread:
        return None
    way = "fewer" if bias > 0 else "more"
    return (
        f"stable_rates: earlier forecasts came out with {way} purchases than were made, by a factor {np.exp(bias):.2f}"
    )


def named(*found: str | None) -> str | None:
    """The misfits in one line, or None where no assumption failed."""
    return "; ".join(_only(found)) or None


def _only(found: tuple[str | None, ...]) -> Iterator[str]:
    return (text for text in found if text is not None)
