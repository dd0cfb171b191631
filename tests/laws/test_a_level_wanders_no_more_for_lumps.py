"""Law: that few customers buy much makes single weeks uncertain, not the level: it is no reason to let the level wander.

Broken once: how far the level wanders was believed in proportion to how much weeks differ. A shop of ten orders a week, whose weeks vary by
half for chance alone, was answered with intervals twice as wide as its errors: 95 % ones held the truth in 99 %.
"""

import numpy as np

from analytics.rebound.fit.noise import LUMPY, grid, plausible, usual

WEEKS = 52


def believed_step(scale: float) -> float:
    """The step of the level, in logs a week, that is believed on the average of a series that moves by `scale` a week."""
    steps = np.array([noise.level / np.sqrt(noise.movement) * scale for noise in grid()])
    weight = np.array([plausible(noise, WEEKS, np.array([scale]))[0] for noise in grid()])
    return float(np.exp((weight * np.log(steps)).sum() / weight.sum()))


def test_a_lumpy_series_is_believed_to_wander_no_more_than_a_smooth_one() -> None:
    assert believed_step(4 * LUMPY) < 2 * believed_step(LUMPY)


def test_a_smooth_series_wanders_in_proportion_to_its_weeks() -> None:
    assert np.isclose(believed_step(LUMPY / 2), believed_step(LUMPY) / 2)


def test_each_series_of_a_panel_is_believed_by_its_own_movement() -> None:
    for noise in usual(WEEKS)[:4]:
        smooth, lumpy = plausible(noise, WEEKS, np.array([LUMPY / 2, 8 * LUMPY]))
        assert smooth == plausible(noise, WEEKS, np.array([LUMPY]))[0]
        assert lumpy < smooth
