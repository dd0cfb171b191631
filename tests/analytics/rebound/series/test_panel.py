import numpy as np
import pandas as pd
import pytest

from analytics.rebound.series.clock import BadSeries
from analytics.rebound.series.panel import panel


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


def test_weeks_of_a_control_before_and_after_the_series_are_left_out():
    weeks = pd.date_range("2018-01-01", periods=120, freq="7D")
    sales = pd.DataFrame({"haute": np.arange(100.0)}, index=weeks[10:110])
    found = panel(sales, pd.DataFrame({"other": np.arange(120.0)}, index=weeks))
    assert found.controls.tolist() == [np.arange(10.0, 110.0).tolist()]
