import numpy as np
import pandas as pd
import pytest

from analytics.rebound.series.panel import panel
from analytics.rebound.series.weeks import weekly


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
