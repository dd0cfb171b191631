"""What may be said of an interval: one place, so that no sentence says more than the figures beside it."""

import numpy as np

from analytics.interval import Interval
from analytics.results import Reason
from analytics.uplift.judgement import Uplift

NO_MATTER = 0.1
TOP = 30


def excluded(effect: Interval) -> float:
    """The smallest size from which on an effect, in either direction, is excluded; nan where nothing is."""
    return max(abs(effect.low), abs(effect.high))


def conclusion(effect: Interval, usual: float) -> str:
    """What an interval says of its effect.

    Args:
        usual: what a customer does without the treatment.

    Returns:
        "effect" where 0 lies outside; "no effect" where every effect of a tenth of the usual is excluded; "not enough
        data" where one is not; "unknown" without an interval.
    """
    if not np.isfinite([effect.estimate, effect.low, effect.high]).all():
        return "unknown"
    if not effect.holds(0):
        return "effect"
    return "no effect" if excluded(effect) <= NO_MATTER * abs(usual) else "not enough data"


def effect_claim(effect: Interval, usual: float, outcome: str) -> Reason:
    """The effect of a treatment assigned at random, in the words its interval allows."""
    match conclusion(effect, usual):
        case "unknown":
            return Reason("effect_unknown", name=outcome)
        case "effect":
            return Reason("effect_clear", name=outcome, **_ends(effect))
        case "no effect":
            return Reason("effect_none", name=outcome, **_ends(effect), excluded=excluded(effect))
    return Reason("effect_open", name=outcome, **_ends(effect), excluded=excluded(effect))


def difference_claim(effect: Interval, usual: float, outcome: str) -> Reason:
    """The same of a treatment that was not assigned at random: a difference, not an effect."""
    match conclusion(effect, usual):
        case "unknown":
            return Reason("difference_unknown", name=outcome)
        case "effect":
            return Reason("difference_clear", name=outcome, **_ends(effect))
        case "no effect":
            return Reason("difference_none", name=outcome, **_ends(effect), excluded=excluded(effect))
    return Reason("difference_open", name=outcome, **_ends(effect), excluded=excluded(effect))


def ranking_claim(ranking: Uplift | None) -> Reason:
    """Whether ranking customers pays, and whether that shows among those ranked highest."""
    if ranking is None:
        return Reason("ranking_needs_assignment")
    if not ranking.judged:
        return Reason("ranking_too_few")
    if not ranking.signal:
        return Reason("ranking_none")
    top = ranking.at[TOP]
    if top.low > 0:
        return Reason("ranking_pays", **_ends(top))
    if top.high < 0:
        return Reason("ranking_loses", **_ends(top))
    if np.isfinite(top.estimate):
        return Reason("ranking_open_at_top", **_ends(top))
    return Reason("ranking_none")


def _ends(effect: Interval) -> dict[str, float]:
    return {"effect": effect.estimate, "low": effect.low, "high": effect.high}
