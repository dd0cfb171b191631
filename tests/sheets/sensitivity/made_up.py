"""What promotions did to whom, by hand: two groups of customers, half of them in the test."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.promotions.audience.needs import Needs

COLUMNS = {
    "curve": ["share", "gain", "random", "low", "high"],
    "deciles": ["decile", "customers", "predicted", "found", "low", "high"],
}


def group(code: str, customers: int, effect: float = 0.1, confirmed: bool = True) -> dict[str, Any]:
    """A group of customers by need; of a hundred, `effect` times that many buy more."""
    row = {"group": code, "customers": customers, "untreated_low": 0.05, "untreated_high": 0.08, "confirmed": confirmed}
    row |= {"effect": effect, "effect_low": effect - 0.05, "effect_high": effect + 0.05}
    return row | {"moved": effect * customers, "moved_low": 0.0, "moved_high": 2 * effect * customers}


NEEDS = Needs(
    rows=1500,
    judged=750,
    promotions=2,
    average=Interval(0.048, 0.036, 0.06),
    adjusted=Interval(0.049, 0.037, 0.061),
    qini=Interval(0.02, -0.01, 0.05),
    at={"30": Interval(0.09, 0.06, 0.12)},
    verdict="signal",
    learner="trees",
    curve=pd.DataFrame(
        {
            "share": [0.0, 0.5, 1.0],
            "gain": [0.0, 0.03, 0.04],
            "random": [0.0, 0.02, 0.04],
            "low": [0.0, 0.01, 0.02],
            "high": [0.0, 0.05, 0.06],
        }
    ),
    deciles=pd.DataFrame(
        {
            "decile": [1, 2],
            "customers": [75, 75],
            "predicted": [0.2, 0.1],
            "found": [0.12, -0.01],
            "low": [0.06, -0.05],
            "high": [0.18, 0.03],
        }
    ),
    groups=pd.DataFrame([group("needs it", 600), group("buys anyway", 40, 0.0), group("never", 9, 0.0, False)]),
    rule=None,
    break_even=0.26,
)
NOISE = replace(NEEDS, verdict="no signal")
UNJUDGED = replace(
    NEEDS,
    verdict="no signal",
    judged=0,
    at={},
    **{name: pd.DataFrame(columns=columns) for name, columns in COLUMNS.items()},
)
UNKNOWN = Interval(np.nan, np.nan, np.nan)
