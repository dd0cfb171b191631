"""What is said where an assumption of the purchase models fails."""

import pytest

from analytics.lifetime.calibrate import Calibration
from analytics.lifetime.misfit import failed, one_population, stability


@pytest.mark.parametrize(("bias", "code"), [(0.5, "stable_rates_fewer"), (-0.5, "stable_rates_more")])
def test_forecasts_that_were_off_were_so_by_a_factor_above_one(bias: float, code: str) -> None:
    reason = stability(Calibration(bias, 0.01, 0.0, (bias,)))
    assert reason is not None and reason.code == code
    assert reason.values["factor"] == pytest.approx(1.65, abs=0.01)


@pytest.mark.parametrize(("bias", "variance"), [(0.1, 0.0001), (-0.5, 0.49)])
def test_a_bias_that_is_small_or_within_its_own_spread_is_not_named(bias: float, variance: float) -> None:
    assert stability(Calibration(bias, variance, 0.0, (bias,))) is None


def test_checks_that_passed_are_left_out() -> None:
    assert failed(None, one_population(None)) == ()
