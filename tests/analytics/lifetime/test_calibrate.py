"""What earlier holdouts may and may not do to a forecast."""

import numpy as np
import pytest

from analytics.lifetime.calibrate import Window, calibration, wander
from analytics.lifetime.trial import Total

AHEAD = Window(40.0, 30.0, 30.0, True)


def total(actual: float, parameters: float = 0.001, chance: float = 0.001) -> Total:
    return Total(100.0, actual, parameters, chance)


def earlier(on: float) -> Window:
    return Window(on, 40.0 - on, on, False)


def test_without_earlier_holdouts_nothing_is_corrected_and_the_interval_is_widest():
    alone = calibration([AHEAD], [total(np.nan)], 0.1)
    told = calibration([earlier(15), earlier(25), AHEAD], [total(100), total(100), total(np.nan)], 0.1)
    assert alone.log_factor == 0
    assert alone.variance > told.variance


def test_forecasts_that_came_true_are_left_alone():
    assert calibration([earlier(20), AHEAD], [total(100), total(np.nan)], 0.1).factor == pytest.approx(1.0)


def test_a_bias_seen_before_is_corrected_in_part_and_more_if_seen_often():
    apart = [Window(on, 8.0, 8.0, False) for on in (10.0, 18.0, 26.0)]
    once = calibration([apart[2], AHEAD], [total(120), total(np.nan)], 0.1).factor
    often = calibration([*apart, AHEAD], [total(120)] * 3 + [total(np.nan)], 0.1).factor
    assert 1.0 < once < often < 1.2


def test_too_much_and_too_little_are_treated_alike():
    windows = [earlier(15), earlier(25), AHEAD]
    more = calibration(windows, [total(125), total(130), total(np.nan)], 0.1).log_factor
    less = calibration(windows, [total(100 / 1.25), total(100 / 1.3), total(np.nan)], 0.1).log_factor
    assert more == pytest.approx(-less)


def test_an_uncertain_holdout_moves_less():
    sure = calibration([earlier(20), AHEAD], [total(130), total(np.nan)], 0.05).factor
    unsure = calibration([earlier(20), AHEAD], [total(130, parameters=0.05), total(np.nan)], 0.05).factor
    assert 1.0 < unsure < sure


def test_the_same_weeks_a_year_earlier_tell_the_season():
    ahead, other = Window(120.0, 8.0, 60.0, True), Window(60.0, 8.0, 40.0, False)
    same = Window(68.0, 8.0, 40.0, True)
    seasonal = calibration([other, same, ahead], [total(100), total(140), total(np.nan)], 0.15).factor
    elsewhere = calibration([other, same, ahead], [total(140), total(100), total(np.nan)], 0.15).factor
    assert seasonal > elsewhere


def test_a_log_shorter_than_a_year_cannot_know_the_season():
    young, old = Window(30.0, 13.0, 20.0, True), Window(80.0, 13.0, 20.0, True)
    assert calibration([young], [total(np.nan)], 0.05).variance > calibration([old], [total(np.nan)], 0.05).variance


def test_chance_alone_is_no_wandering_calendar_and_campaigns_are():
    rng = np.random.default_rng(0)
    expected = np.full(364, 20.0)
    steady = rng.poisson(expected).astype(float)
    campaigns = rng.poisson(expected * np.repeat(rng.lognormal(0, 0.3, 13), 28)).astype(float)
    assert wander(steady, expected) < 0.05
    assert 0.1 < wander(campaigns, expected) < 0.5


def test_a_steady_trend_is_bias_and_no_calendar():
    expected = np.full(364, 200.0)
    assert wander(expected * np.linspace(1.3, 0.8, 364), expected) < 0.05
