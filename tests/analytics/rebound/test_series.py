import numpy as np
import pandas as pd
import pytest

from analytics.rebound.blocks import weekly
from analytics.rebound.clock import BadSeries
from analytics.rebound.series import modelled, panel


def test_months_published_together_become_half_each() -> None:
    months = pd.date_range("2018-01-01", periods=36, freq="MS")
    sales = pd.Series(100.0, months)
    sales[months.month == 1] = np.nan
    sales[months.month == 2] = 220.0
    (values,) = panel(sales.to_frame("China")).values
    assert values[[0, 1, 12, 13]].tolist() == [110.0] * 4
    assert values[2] == 100.0


def test_a_january_without_a_joint_february_stays_missing() -> None:
    months = pd.date_range("2018-01-01", periods=36, freq="MS")
    sales = pd.Series(100.0, months)
    sales[months.month == 1] = np.nan
    (values,) = panel(sales.to_frame("shop")).values
    assert np.isnan(values[[0, 12, 24]]).all()


def test_a_date_twice_is_refused() -> None:
    days = pd.DatetimeIndex(["2020-01-01", "2020-02-01", "2020-02-01", "2020-03-01"])
    with pytest.raises(BadSeries, match="2020-02-01 has more than one row"):
        panel(pd.DataFrame({"a": [1.0, 2, 3, 4]}, index=days))


def test_positive_series_are_logs_and_others_shares_of_their_size() -> None:
    logs, is_log = modelled(np.array([1.0, np.e, 1, 1, 1, 1, 1, 1, 1, 1, 0.0]), 10)
    assert is_log
    assert logs[1] == pytest.approx(1.0)
    assert logs[-1] == pytest.approx(np.log(0.2))
    shares, is_log = modelled(np.array([-10.0, 30.0, 30, 10, 30, 10, 40.0]), 6)
    assert not is_log
    assert shares.tolist() == [-0.5, 1.5, 1.5, 0.5, 1.5, 0.5, 2.0]


def test_weeks_of_days_keep_every_sale_and_straddle_no_date() -> None:
    rng = np.random.default_rng(3)
    days = pd.date_range("2019-01-03", periods=400, freq="D")
    given = panel(pd.Series(rng.uniform(50, 150, 400), days).to_frame("shop"))
    weeks = weekly(given, [303, 331, 340], 303)
    assert {days[303], days[331], days[340]} <= set(weeks.dates)
    kept = given.values[0, 303 % 7 :]
    assert weeks.amounts.sum() == pytest.approx(kept.sum())
    assert weeks.unit == 7


def test_a_week_with_the_usual_closing_day_is_a_whole_week() -> None:
    days = pd.date_range("2019-01-07", periods=364, freq="D")
    sales = pd.Series(100.0, days).where(days.day_of_week < 6)
    weeks = weekly(panel(sales.to_frame("shop")), [301], 301)
    assert weeks.values[0].tolist() == pytest.approx([600.0] * 52)
    assert weeks.seen[0].tolist() == pytest.approx([1.0] * 52)
