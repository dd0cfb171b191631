import numpy as np
import pandas as pd
import pytest

from analytics.promotions.depth.response import response
from analytics.results import CannotTell
from tests.analytics.promotions.drawn import exposed, listed

STRENGTH = {"entry": 0.12, "core": 0.1, "premium": 0.06, "luxury": 0.02}


def promotions(power: float, size: int = 3_000, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Six promotions of three depths in four tiers; strength falls with the tier."""
    parts, lists = [], []
    for number, depth in enumerate((0.1, 0.2, 0.4, 0.1, 0.2, 0.4)):
        name = f"p{number}"
        for place, (tier, strength) in enumerate(STRENGTH.items()):
            extra = strength * (depth / 0.2) ** power
            parts.append(exposed(100 * seed + 10 * number + place, size, extra, name=name).assign(tier=tier))
        lists.append(listed(name, depth=depth))
    return pd.concat(parts, ignore_index=True), pd.concat(lists, ignore_index=True)


def test_strength_by_tier_and_power_of_depth_are_found():
    found = response(*promotions(power=0.8, size=6_000))
    assert found.power.holds(0.8)
    cells = found.cells.set_index("tier")
    for tier, strength in STRENGTH.items():
        assert cells.loc[tier, "low"] < strength < cells.loc[tier, "high"]
    assert found.evidence == "experiment"


def test_a_response_that_does_not_grow_with_depth_is_seen():
    found = response(*promotions(power=0.0, size=6_000))
    assert found.power.low < 0.1
    assert found.power.high < 0.6


def test_the_curve_rises_and_carries_its_interval():
    found = response(*promotions(power=1.0))
    curve = found.at(np.array([0.1, 0.2, 0.3]))
    assert len(curve) == 12
    core = curve[curve["tier"] == "core"]["extra"]
    assert core.is_monotonic_increasing
    assert (curve["low"] < curve["extra"]).all()
    assert (curve["extra"] < curve["high"]).all()


def test_intervals_hold_the_planted_strength_nineteen_times_in_twenty():
    held = []
    for seed in range(10):
        cells = response(*promotions(power=0.8, size=600, seed=seed + 1)).cells.set_index("tier")
        held += [cells.loc[tier, "low"] < strength < cells.loc[tier, "high"] for tier, strength in STRENGTH.items()]
    assert np.mean(held) > 0.85


def test_without_a_holdout_the_response_is_unknown():
    exposures, promotion = promotions(power=1.0, size=100)
    with pytest.raises(CannotTell, match="no_depth_tried needed=30"):
        response(exposures.assign(assignment="rule"), promotion)
