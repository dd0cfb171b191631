"""Law: what stood out at a time of the year that was seen once may come again or not, and the interval holds both.

Broken once: with twenty months of history, the one December of three times the usual was drawn in as an accident, and the next December
was forecast at the height of other months: the interval held the truth in none of eight shops, the estimate was two thirds off.
"""

import numpy as np
import pandas as pd
import pytest

from analytics.rebound.answer.answers import answers
from analytics.rebound.answer.result import Answer
from analytics.rebound.series.panel import panel
from analytics.rebound.series.windows import Shock, Windows

SHOCK = "2019-11-01"
HEIGHT = 3.0


def asked(begins_on: str, decembers: dict[int, float], seed: int) -> Answer:
    """The effect of nothing from November 2019 to January 2020, on months that stand out as told."""
    months = pd.date_range(begins_on, "2020-01-01", freq="MS")
    rng = np.random.default_rng(seed)
    logs = 7 + rng.normal(0, 0.05, len(months)) + np.cumsum(rng.normal(0, 0.06 / np.sqrt(12), len(months)))
    lift = [decembers.get(month.year, 1.0) if month.month == 12 else 1.0 for month in months]
    sales = pd.DataFrame({"sales": np.exp(logs) * lift}, index=months)
    return answers(panel(sales), Windows((Shock(pd.Timestamp(SHOCK)),)), draws=400, sensitivity=False)[0]


@pytest.mark.parametrize("begins_on", ["2018-01-01", "2018-03-01"])
@pytest.mark.parametrize(("next_one", "shops"), [(HEIGHT, 7), (1.0, 6)])
def test_one_december_is_a_season_or_an_accident(begins_on: str, next_one: float, shops: int) -> None:
    told = [asked(begins_on, {2018: HEIGHT, 2019: next_one}, seed).effect.relative for seed in range(5100, 5108)]
    assert sum(relative.holds(0) for relative in told) >= shops


@pytest.mark.parametrize("seed", range(5108, 5111))
def test_where_no_december_stood_out_nothing_is_wider(seed: int) -> None:
    relative = asked("2018-03-01", {}, seed).effect.relative
    assert relative.high - relative.low < 0.4


@pytest.mark.parametrize("seed", range(5111, 5114))
def test_two_decembers_carry_the_height(seed: int) -> None:
    relative = asked("2017-11-01", {2017: HEIGHT, 2018: HEIGHT, 2019: HEIGHT}, seed).effect.relative
    assert relative.high - relative.low < 0.8
