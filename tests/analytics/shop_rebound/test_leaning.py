"""What stayed open and may be leaned on."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analytics.closures import Closure
from analytics.shop_rebound import Question
from analytics.shop_rebound.feed import feed
from analytics.shop_rebound.leaning import MOST, is_rate, named, trade, weekly
from data.store import Choice
from tests.analytics.shop import line, opened, order

WEEKS = pd.date_range("2019-01-07", periods=60, freq="7D")


def months(values: list[float], first: str = "2019-01-01", unit: str = "index") -> pd.DataFrame:
    starts = pd.date_range(first, periods=len(values), freq="MS")
    ends = starts + pd.offsets.MonthBegin()
    return pd.DataFrame({"starts_on": starts, "until_on": ends, "value": values, "unit": unit})


def test_weeks_lie_on_straight_lines_in_logs_between_the_middles_of_months():
    line_drawn = weekly(months([100, 121, 100]), WEEKS)
    # Middles: 16 January 12:00, 15 February 0:00, 16 March 12:00; the week of 21 January has its middle on 24 January 12:00.
    between = (24.5 - 16.5) / (46.0 - 16.5)
    assert line_drawn[2] == pytest.approx(100 * 1.21**between)
    assert np.isnan(line_drawn[0]), "its middle lies before that of January"
    assert np.isfinite(line_drawn[1:10]).all() and line_drawn[1:10].max() < 121
    assert np.isnan(line_drawn[10:]).all(), "nothing is said after the middle of the last month"


def test_a_month_s_amount_counts_by_the_day_and_an_index_as_it_stands():
    days = [31, 28, 31, 30, 31, 30]
    amounts = weekly(months([1000.0 * n for n in days], unit="EUR"), WEEKS)
    np.testing.assert_allclose(amounts[np.isfinite(amounts)], 1000.0)
    plain = weekly(months([100.0] * 6), WEEKS)
    np.testing.assert_allclose(plain[np.isfinite(plain)], 100.0)
    assert [is_rate(unit) for unit in ("", "index", "Index, 2015=100", "指数", "EUR", "CNY 100m")] == [True] * 4 + [
        False
    ] * 2


def test_january_and_february_are_bridged_and_a_longer_hole_is_not():
    part = months([100.0] * 12)
    bridged = weekly(part[~part["starts_on"].dt.month.isin([4, 5])], WEEKS)
    assert np.isfinite(bridged[2:45]).all()
    holed = weekly(part[~part["starts_on"].dt.month.isin([4, 5, 6])], WEEKS)
    assert np.isnan(holed[12:23]).all() and np.isfinite(holed[30])


def test_the_mean_over_the_weeks_of_a_month_is_near_its_value():
    values = list(100 + 10 * np.sin(np.arange(13) / 2))
    drawn = pd.Series(weekly(months(values), WEEKS), WEEKS + pd.Timedelta(days=3))
    means = drawn.groupby(drawn.index.to_period("M")).mean().iloc[1:11]
    np.testing.assert_allclose(means, values[1:11], rtol=0.02)


def test_so_many_series_tell_no_more_and_names_bear_no_comma():
    many = pd.concat([months([100.0] * 14).assign(series=f"Retail, {i:02}", market="JP") for i in range(MOST + 3)])
    table = trade(many, WEEKS)
    assert table.shape == (60, MOST) and table.columns[0] == "Retail – 00 (JP)"
    assert named("Clothing", "KR") == "Clothing (KR)"
    assert trade(many, pd.DatetimeIndex([])).empty


def lockdown(market: str, first: date, days: int) -> list[dict[str, object]]:
    told = {"market": market, "event": "lockdown", "kind": "lockdown"}
    return [{"day": first + timedelta(days=i), **told} for i in range(days)]


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """Italy and Japan sell; Italy, France and Germany were closed in spring 2020; trade is known of many markets."""
    orders, lines = [], []
    for market in ("IT", "JP"):
        for week in range(100):
            name = f"{market}{week}"
            orders.append(order(name, str(date(2019, 1, 1) + timedelta(weeks=week)), market=market))
            lines.append(line(name))
    calendar = [row for market in ("IT", "FR", "DE") for row in lockdown(market, date(2020, 3, 9), 70)]
    calendar += [
        {"day": date(2020, 11, 11), "market": market, "event": "11.11", "kind": "shopping_festival"}
        for market in ("JP", "KR")
    ]
    series = [
        {"series": "Retail", "market": market, "starts_on": month.date(), "value": 100.0, "unit": "index"}
        for market in ("IT", "FR", "JP", "KR", "BR", "")
        for month in pd.date_range("2018-01-01", "2020-12-01", freq="MS")
    ]
    home = tmp_path_factory.mktemp("leaning") / "store"
    store = opened(home, orders=orders, order_lines=lines, market_calendar=calendar, market_series=series)
    yield store
    store.close()


def test_trade_is_leaned_on_only_where_the_calendar_knows_that_shops_stayed_open(shop):
    asked = Question(Choice(market=("IT",)), closures=(("IT", (Closure(date(2020, 3, 9), date(2020, 5, 18)),)),))
    found = feed(shop, asked)
    # France was closed though nothing is sold there, Brazil is unknown to the calendar, Italy is asked about.
    assert list(found.controls.columns) == ["JP", "Retail (JP)", "Retail (KR)"]
    assert set(found.trade["market"]) == {"IT"}


def test_a_filter_of_channels_leaves_trade_alone(shop):
    asked = Question(
        Choice(market=("IT",), channel=("boutique",)),
        closures=(("IT", (Closure(date(2020, 3, 9), date(2020, 5, 18)),)),),
    )
    assert len(feed(shop, asked).trade) == 36
