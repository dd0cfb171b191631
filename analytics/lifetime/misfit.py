"""Which of the models' assumptions the log contradicts, by how much it matters and not by a test alone."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from analytics.lifetime.calibrate import Calibration
from analytics.lifetime.fit import Fitted
from analytics.lifetime.gamma_gamma import GammaGamma
from analytics.lifetime.histories import Histories
from analytics.lifetime.mbg_cnbd import MBGCNBD

_DRAWS = 60_000
_SEED = 19_970_101
# A doubling of frequency that moves the mean value by 15 % or more is no longer independence for any practical end.
_TILT = 0.2
_SHARE_MISPLACED = 0.04
_CUTS = np.array([0.5, 1.5, 2.5, 3.5, 5.5, 9.5, 19.5])


def timing(candidates: dict[str, Fitted[Any]]) -> str | None:
    """Poisson timing fails where gaps between purchases are plainly more regular."""
    regular = candidates.get(MBGCNBD.name)
    if regular is None:
        return None
    gain = regular.log_likelihood - candidates["mbg_nbd"].log_likelihood
    return (
        f"poisson_timing: purchases are more regular than Poisson, gaps are Erlang-{regular.model.steps} "
        f"(log likelihood higher by {gain:.0f})"
    )


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


def heterogeneity(fit: Fitted[Any], histories: Histories) -> str | None:
    """Rates that are gamma across customers imply how many buy once, twice, and so on."""
    rng = np.random.default_rng(_SEED)
    share = histories.customers / histories.size
    rows = rng.choice(len(histories), size=_DRAWS, p=share)
    nothing, newcomers = np.zeros(_DRAWS), np.zeros(_DRAWS)
    fresh = Histories(nothing, nothing, newcomers, np.ones(_DRAWS))
    drawn = fit.model.draw(fresh, histories.age[rows], rng)
    modelled = np.bincount(np.searchsorted(_CUTS, drawn), minlength=len(_CUTS) + 1) / _DRAWS
    seen = np.bincount(np.searchsorted(_CUTS, histories.frequency), histories.customers, len(_CUTS) + 1)
    misplaced = float(np.abs(seen / histories.size - modelled).sum() / 2)
    variance = np.maximum(modelled * (1 - modelled), 1 / _DRAWS) * (1 / histories.size + 1 / _DRAWS)
    furthest = float(np.max(np.abs(seen / histories.size - modelled) / np.sqrt(variance)))
    if misplaced < _SHARE_MISPLACED or furthest < 4:
        return None
    return (
        f"gamma_heterogeneity: {misplaced:.0%} of customers bought another number of times than "
        f"{fit.model.name} gives for this log"
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
