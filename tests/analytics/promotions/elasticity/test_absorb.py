import numpy as np
import pytest

from analytics.promotions.elasticity.absorb import absorber


def gappy(seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Some rows of a panel, units and periods that do not all meet, and a part that meets no other."""
    draw = np.random.default_rng(seed)
    unit, time = draw.integers(0, 12, 90), draw.integers(0, 7, 90)
    unit, time = np.r_[unit, [12, 12, 13]], np.r_[time, [7, 8, 8]]
    return np.unique(unit, return_inverse=True)[1], np.unique(time, return_inverse=True)[1], draw.normal(size=(93, 2))


def dummies(code: np.ndarray) -> np.ndarray:
    return (code[:, None] == np.arange(code.max() + 1)) * 1.0


@pytest.mark.parametrize("weighted", [False, True])
def test_what_is_left_is_what_a_regression_on_all_dummies_leaves(weighted):
    unit, time, columns = gappy()
    weight = np.random.default_rng(1).uniform(0.2, 3, len(unit)) if weighted else np.ones(len(unit))
    design = np.column_stack([dummies(unit), dummies(time)])
    root = np.sqrt(weight)[:, None]
    twin = columns - design @ np.linalg.lstsq(root * design, root * columns)[0]
    assert absorber(unit, time, weight)(columns) == pytest.approx(twin, abs=1e-9)


def test_levels_themselves_leave_nothing():
    unit, time, _ = gappy(1)
    levels = np.column_stack([unit * 3.0, time**2.0, unit - time])
    assert absorber(unit, time)(levels) == pytest.approx(0, abs=1e-9)


def test_units_and_periods_may_change_places():
    unit, time, columns = gappy(2)
    assert absorber(time, unit)(columns) == pytest.approx(absorber(unit, time)(columns), abs=1e-9)
