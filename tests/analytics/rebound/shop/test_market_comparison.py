"""Own sales and trade on one scale."""

import numpy as np
import pandas as pd
import pytest

from analytics.interval import Interval
from analytics.rebound.shop import MarketRebounds, market_comparison
from analytics.rebound.shop.market_comparison import LESS, MORE, OWN, UNKNOWN, against
from tests.analytics.rebound.shop.test_market_rebounds import found  # noqa: F401  one market with an answer


def test_the_mean_of_the_year_before_the_shock_is_100_of_both(found: MarketRebounds):  # noqa: F811
    table = market_comparison.course(found, "IT")
    shock = pd.Timestamp(found.of("IT").curves.dates[0])
    year = table[table["starts_on"] + pd.offsets.MonthBegin() <= shock].tail(12)
    np.testing.assert_allclose(year[[OWN, "Retail"]].mean(), 100)
    assert (table["starts_on"].diff().dropna().dt.days.between(28, 31)).all()


def test_own_sales_of_a_month_are_its_days_of_each_week(found: MarketRebounds):  # noqa: F811
    table = market_comparison.course(found, "IT").set_index("starts_on")[OWN]
    daily = found.sold("IT").set_index("week")["actual"] / 7
    days = daily.reindex(pd.date_range(daily.index[0], daily.index[-1] + pd.Timedelta(days=6))).ffill()
    sums = days.groupby(days.index.to_period("M").to_timestamp()).sum()
    shown = table.dropna()
    ratio = shown / sums.reindex(shown.index)
    np.testing.assert_allclose(ratio, ratio.iloc[0], rtol=1e-6)


def test_a_market_without_series_has_no_table(found: MarketRebounds):  # noqa: F811
    assert market_comparison.course(found, "FR").empty
    assert market_comparison.comparison(found.benchmarks_of("FR")).empty


def test_series_of_like_periods_share_the_line_of_the_shop(found: MarketRebounds):  # noqa: F811
    (one,) = found.benchmarks_of("IT")
    table = market_comparison.comparison([one, one])
    assert table["who"].tolist() == [OWN, "Retail", "Retail"]
    assert table.loc[1, "lost"] == one.trade.lost.estimate


@pytest.mark.parametrize(
    ("own", "trade", "told"),
    [
        (Interval(0.2, 0.1, 0.3), Interval(0.5, 0.4, 0.6), LESS),
        (Interval(0.5, 0.4, 0.6), Interval(0.2, 0.1, 0.3), MORE),
        (Interval(0.2, 0.1, 0.4), Interval(0.5, 0.4, 0.6), UNKNOWN),
        (Interval(0.45, 0.42, 0.5), Interval(0.5, 0.4, 0.6), UNKNOWN),
        (None, Interval(0.5, 0.4, 0.6), UNKNOWN),
    ],
)
def test_a_difference_is_claimed_only_where_the_intervals_do_not_meet(own, trade, told):
    assert against(own, trade) == told
