"""Against next to nothing every ratio is without end: a tier that sells now and then was told a fading part of 10^137 euro, or overflowed."""

import numpy as np
import pandas as pd
import pytest

from analytics.rebound.answer.rebound import rebound
from analytics.rebound.series.windows import Shock, Windows

WEEKS = pd.date_range("2017-09-04", periods=180, freq="7D")
ASKED = {"IT": Windows((Shock(WEEKS[130], WEEKS[140]),), until=WEEKS[175], horizon=26)}


def sales(seed: int) -> pd.DataFrame:
    """A steady tier, and one with a sale or a return in one week of twelve."""
    rng = np.random.default_rng(seed)
    steady = 900 * np.exp(rng.normal(0, 0.06, len(WEEKS)))
    size, side = rng.lognormal(7, 1, len(WEEKS)), np.where(rng.uniform(size=len(WEEKS)) < 0.3, -1, 1)
    seldom = np.where(rng.uniform(size=len(WEEKS)) < 0.08, size * side, 0.0)
    parts = (("core", steady), ("haute", seldom))
    rows = {"week": WEEKS, "market": "IT", "channel": "boutique"}
    return pd.concat([pd.DataFrame(rows | {"tier": tier, "net_constant_eur": sold}) for tier, sold in parts])


@pytest.mark.parametrize("seed", [141, 143, 145, 149])
def test_no_part_is_larger_than_all_that_was_sold(seed: int) -> None:
    sold = sales(seed)
    largest = 10 * float(sold["net_constant_eur"].abs().sum())
    found = rebound(sold, ASKED)
    for name, answer in found.answers.items():
        for part in ("suppressed", "excess", "released", "beyond", "pulled_forward", "transient"):
            told = getattr(answer, part)
            if told is not None:
                ends = np.array([told.low, told.estimate, told.high])
                assert np.isfinite(ends).all() and np.abs(ends).max() < largest, f"{part} of {name}: {told}"
        if answer.lasting is None:
            assert answer.transient is None, "what fades, fades to a level"
