"""Law: what a donor that tracked the series shows of season, trend and accidents is no news of the series itself.

Broken once: in Google's geo experiment, 42 days of history beside a control that tracked at .997, a holiday both had was drawn out of
the series alone, and yearly waves that nobody can know from six weeks took the control's rise for its season: +286,900
[194,500, 379,000], where time-based regression gives +147,300.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.rebound.answer.answers import answers
from analytics.rebound.answer.result import Answer
from analytics.rebound.fit.simulation import simulation
from analytics.rebound.series.panel import panel
from analytics.rebound.series.prepared import prepared
from analytics.rebound.series.windows import Shock, Windows
from tests.analytics.rebound.shops import SHOCK, weekly

ACCIDENT = 60


def since(day: pd.Timestamp) -> Windows:
    return Windows((Shock(day),))


def asked(series: pd.DataFrame, controls: pd.DataFrame, shock: pd.Timestamp) -> Answer:
    return answers(panel(series, controls), since(shock), draws=400, sensitivity=False)[0]


def days(seed: int, effect: float) -> pd.DataFrame:
    """A hundred days of two markets that share weekdays, a rising season, and a feast on day 25; the shock comes on day 60."""
    rng, at = np.random.default_rng(seed), np.arange(100)
    shape = np.log([1.0, 1.1, 1.05, 1.0, 0.9, 0.5, 0.45])[at % 7]
    common = 10 + shape + 0.35 * np.sin(2 * np.pi * (at + 100) / 365) + np.cumsum(rng.normal(0, 0.01, 100))
    common[25] -= 0.9
    noise = rng.normal(0, 0.02, (2, 100))
    without = np.exp(0.3 + common + noise[0])
    index = pd.date_range("2015-01-05", periods=100, freq="D")
    actual = without * np.exp(effect * (at >= 60))
    return pd.DataFrame({"actual": actual, "without": without, "donor": np.exp(common + noise[1])}, index=index)


def test_a_control_that_tracked_answers_googles_geo_experiment(shared: Path) -> None:
    areas = pd.read_csv(shared / "cases/models/geo.csv", index_col="date", parse_dates=["date"])
    effect = asked(areas[["treatment"]], areas[["control"]], pd.Timestamp("2015-02-16")).effect.cumulative
    assert effect.holds(147_300)
    assert effect.estimate == pytest.approx(147_300, rel=0.05)
    assert effect.low > 100_000 and effect.high < 200_000


@pytest.mark.parametrize("effect", [0.0, 0.15])
@pytest.mark.parametrize("seed", range(4))
def test_two_months_beside_a_control_that_tracked_are_enough(seed: int, effect: float) -> None:
    market = days(seed, effect)
    shock = market.index[60]
    relative = asked(market[["actual"]], market[["donor"]], shock).effect.relative
    truth = market.loc[shock:, "actual"].sum() / market.loc[shock:, "without"].sum() - 1
    assert relative.holds(truth)
    assert relative.high - relative.low < 0.12


@pytest.mark.parametrize("seed", [6, 7])
def test_a_control_that_wanders_by_itself_makes_no_one_sure(seed: int) -> None:
    market, other = days(1, 0.0), days(2, 0.0)
    wander = np.cumsum(np.random.default_rng(seed).normal(0, 0.06, 100))
    found = asked(market[["actual"]], other[["donor"]] * np.exp(wander)[:, None], market.index[60])
    assert found.effect.relative.holds(0)
    assert found.effect.relative.high - found.effect.relative.low > 0.3


@pytest.mark.parametrize("together", [True, False])
def test_an_accident_that_the_control_had_too_is_none_of_the_series(together: bool) -> None:
    shop = weekly(2, height=0.0, drop=0.0)
    shop.iloc[ACCIDENT, [0, 2] if together else [0]] *= 0.3
    ready, placed = prepared(panel(shop[["actual"]], shop[["donor"]]), since(SHOCK))
    (laid,) = simulation(ready, placed, 50, calibrated=False).paths.laid
    drawn_in = laid.group.values[0, ACCIDENT] != pytest.approx(np.log(shop["actual"].iloc[ACCIDENT]))
    assert drawn_in is not together
