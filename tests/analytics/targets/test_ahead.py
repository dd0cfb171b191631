"""Days to come: what is expected of them, and how far they stray, from series whose course is known."""

from datetime import date

import numpy as np
import pytest
from scipy.stats import norm

from analytics.targets.ahead import Ahead, ahead
from analytics.targets.courses import courses

FLAT = {"weekdays": np.ones(530)}


def test_a_quiet_series_goes_on_as_it_was() -> None:
    found = ahead(np.full(500, 100.0), FLAT, 30)
    assert found is not None and found.expected == pytest.approx(3000)
    assert found.quantile(0.975) - found.quantile(0.025) < 0.02 * found.expected


def test_the_spread_is_that_of_the_days() -> None:
    days = np.random.default_rng(5).normal(100, 30, 500)
    found = ahead(days, FLAT, 30)
    assert found is not None
    # thirty days and the level of some hundred: 30 * sqrt(30 + 30^2 / 150)
    assert found.expected * found.variance**0.5 == pytest.approx(30 * (30 + 900 / 150) ** 0.5, rel=0.35)


def test_a_course_that_is_right_is_followed() -> None:
    course = 1 + 0.8 * np.sin(np.arange(530) / 30)
    found = ahead(100 * course[:500], {"weekdays": np.ones(530), "season": course}, 30)
    assert found is not None and found.course == "season"
    assert found.expected == pytest.approx(100 * course[500:].sum())


def test_probabilities_and_quantiles_say_the_same() -> None:
    found = Ahead(1000.0, 0.09, 12.0, "weekdays", 28.0)
    for share in (0.025, 0.1, 0.5, 0.9, 0.975):
        assert found.exceeds(found.quantile(share)) == pytest.approx(1 - share, abs=1e-6)
    assert found.exceeds(0) == found.exceeds(-5) == 1.0


def test_few_errors_make_wide_tails() -> None:
    few, many = (Ahead(1000.0, 0.04, freedom, "weekdays", 28.0) for freedom in (3.0, 1000.0))
    assert few.quantile(0.975) > many.quantile(0.975) > few.quantile(0.6)
    assert many.quantile(0.975) == pytest.approx(1000 + norm.ppf(0.975) * 200, rel=0.05)


def test_doubt_of_returns_widens_and_moves_nothing() -> None:
    found = Ahead(1000.0, 0.04, 12.0, "weekdays", 28.0)
    wider = found.doubted(40_000.0)
    assert wider.expected == 1000.0 and wider.variance == pytest.approx(0.08)


@pytest.mark.parametrize("sold", [np.full(30, 100.0), np.zeros(500)])
def test_too_little_says_nothing(sold: np.ndarray) -> None:
    assert ahead(sold, {"weekdays": np.ones(len(sold) + 30)}, 30) is None


def test_courses_follow_weekdays_and_the_like_days_of_a_year_ago() -> None:
    orders = np.full((430, 1), 7.0)
    orders[10] = 700.0  # 11 January 2024 is like 9 January 2025
    found = courses(date(2024, 1, 1), orders, ["US"], 30)
    assert {name: len(values) for name, values in found.items()} == dict.fromkeys(
        ("weekdays", "last_year", "season"), 460
    )
    assert found["last_year"][10 + 364] > 50 * found["last_year"][11 + 364]
    assert found["season"][10 + 364] < 10 * found["season"][40 + 364]
    assert np.isnan(found["last_year"][:300]).all() and found["weekdays"] == pytest.approx(np.ones(460))
