"""What stayed open and may be leaned on."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analytics.closures import Closure
from analytics.rebound.fit.donors import donors
from analytics.rebound.fit.groups import complete, donor_group
from analytics.rebound.series.panel import panel
from analytics.rebound.shop import Question
from analytics.rebound.shop.controls import MOST, is_rate, trade, trade_code, trade_of, weekly
from analytics.rebound.shop.feed import feed
from data.sample import Plan
from data.sample.places import MARKETS
from data.sample.trade import trade as indexes
from data.store import Choice
from tests.analytics.shop import line, opened, order

WEEKS = pd.date_range("2019-01-07", periods=60, freq="7D")


def months(values: list[float], first: str = "2019-01-01", unit: str = "index") -> pd.DataFrame:
    starts = pd.date_range(first, periods=len(values), freq="MS")
    ends = starts + pd.offsets.MonthBegin()
    return pd.DataFrame({"starts_on": starts, "until_on": ends, "value": values, "unit": unit})


def test_a_week_has_the_value_of_the_month_its_thursday_lies_in():
    drawn = weekly(months([100, 121, 90], "2019-02-01"), WEEKS)
    thursdays = WEEKS + pd.Timedelta(days=3)
    told = {2: 100.0, 3: 121.0, 4: 90.0}
    for value, day in zip(drawn, thursdays, strict=True):
        assert np.isnan(value) if day.month not in told or day.year > 2019 else value == told[day.month]


def test_a_month_s_amount_counts_by_the_day_and_an_index_as_it_stands():
    days = [31, 28, 31, 30, 31, 30]
    amounts = weekly(months([1000.0 * n for n in days], unit="EUR"), WEEKS)
    np.testing.assert_allclose(amounts[np.isfinite(amounts)], 1000.0)
    plain = weekly(months([100.0] * 6), WEEKS)
    np.testing.assert_allclose(plain[np.isfinite(plain)], 100.0)
    assert [is_rate(unit) for unit in ("", "index", "Index, 2015=100", "指数", "EUR", "CNY 100m")] == [True] * 4 + [
        False
    ] * 2


def test_months_that_are_not_published_and_values_of_nothing_are_holes():
    part = months([100.0] * 12)
    holed = weekly(
        part[~part["starts_on"].dt.month.isin([4, 5])].assign(
            value=lambda p: p["value"].where(p["starts_on"] != "2019-08-01", 0)
        ),
        WEEKS,
    )
    assert set((WEEKS + pd.Timedelta(days=3))[np.isnan(holed)].strftime("%Y-%m")) == {
        "2019-04",
        "2019-05",
        "2019-08",
        "2020-01",
        "2020-02",
    }


def test_days_are_put_together_to_weeks():
    days = pd.date_range("2019-01-07", periods=14, freq="D")
    part = pd.DataFrame(
        {"starts_on": days, "until_on": days + pd.Timedelta(days=1), "value": np.arange(1.0, 15), "unit": "index"}
    )
    assert weekly(part, WEEKS)[:2].tolist() == [4.0, 11.0]


def test_trade_that_nothing_has_touched_is_hardly_ever_taken_for_touched():
    """The chance that any of three is left out wrongly is one in a hundred by design; a January event is the hardest."""
    start = pd.Timestamp("2020-01-20")
    weeks = pd.date_range("2018-01-01", start + pd.Timedelta(weeks=62), freq="7D")
    before, left_out = int(weeks.searchsorted(start)), 0
    for seed in range(3):
        drawn = indexes(Plan(seed=seed).with_nothing_planted())
        rows = [
            months(list(drawn.values[row]), "2015-01-01").assign(series="Retail", market=MARKETS[row].code)
            for row in (4, 6, 8)
        ]
        offered, short = complete(panel(pd.DataFrame({"x": 1.0}, index=weeks), trade(pd.concat(rows), weeks)), before)
        assert not short
        left_out += 3 - len(donors(donor_group(offered, before), 10).kept)
    assert left_out <= 1


def test_so_many_series_tell_no_more_and_their_codes_tell_series_and_market():
    many = pd.concat([months([100.0] * 14).assign(series=f"Retail, {i:02}", market="JP") for i in range(MOST + 3)])
    table = trade(many, WEEKS)
    assert table.shape == (60, MOST) and trade_of(table.columns[0]) == ("Retail, 00", "JP")
    assert trade_of(trade_code("Clothing: all (KR)", "KR")) == ("Clothing: all (KR)", "KR")
    assert trade_of("KR") is None
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
    assert list(found.controls.columns) == ["JP", trade_code("Retail", "JP"), trade_code("Retail", "KR")]
    assert set(found.trade["market"]) == {"IT"}


def test_a_filter_of_channels_leaves_trade_alone(shop):
    asked = Question(
        Choice(market=("IT",), channel=("boutique",)),
        closures=(("IT", (Closure(date(2020, 3, 9), date(2020, 5, 18)),)),),
    )
    assert len(feed(shop, asked).trade) == 36
