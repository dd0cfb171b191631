"""What the model is fed."""

from datetime import date, timedelta

import pandas as pd
import pytest

from analytics.closures import Closure
from analytics.rebound.shop import NET, REAL, Question
from analytics.rebound.shop.feed import feed, measured
from data.store import Choice
from tests.analytics.shop import line, opened, order

START = pd.Timestamp("2020-03-09")


def rows(*told: tuple[str, str, str, float, float]) -> pd.DataFrame:
    """Week, market, tier, units, net sales."""
    frame = pd.DataFrame(told, columns=["week", "market", "tier", "units", "net_constant_eur"])
    return frame.assign(week=pd.to_datetime(frame["week"]))


def test_in_real_terms_a_unit_counts_what_its_tier_brought_in_the_year_before():
    sales = rows(
        ("2019-01-07", "IT", "core", 9, 9000),  # more than a year before: no part of the price
        ("2019-06-03", "IT", "core", 2, 400),
        ("2019-07-01", "IT", "core", 2, 200),
        ("2019-07-01", "IT", "luxury", 1, 5000),
        ("2020-06-01", "IT", "core", 4, 1000),
        ("2020-06-01", "IT", "luxury", 2, 14000),
    )
    assert measured(sales, REAL, START)["value"].tolist() == [1350, 300, 300, 5000, 600, 10000]
    assert measured(sales, NET, START)["value"].tolist() == sales["net_constant_eur"].tolist()


def test_a_rise_of_prices_alone_leaves_real_sales_as_they_were():
    sales = rows(("2019-06-03", "IT", "core", 2, 400), ("2020-06-01", "IT", "core", 2, 800))
    assert measured(sales, REAL, START)["value"].tolist() == [400, 400]


def test_a_tier_new_in_a_market_takes_the_price_it_has_elsewhere_and_orders_without_lines_their_amount():
    sales = rows(
        ("2019-06-03", "CN", "core", 1, 300),
        ("2020-06-01", "IT", "core", 3, 500),
        ("2020-06-01", "IT", "unknown", 0, 120),
    )
    assert measured(sales, REAL, START)["value"].tolist() == [300, 900, 120]


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """Three markets that sell every week of 2019 and 2020; Italy and France were closed in spring 2020."""
    orders, lines = [], []
    for market in ("IT", "FR", "JP"):
        for week in range(100):
            name = f"{market}{week}"
            orders.append(order(name, str(date(2019, 1, 1) + timedelta(weeks=week)), market=market))
            lines.append(line(name))
    calendar = [
        {"day": date(2020, 3, 9) + timedelta(days=i), "market": market, "event": "lockdown", "kind": "lockdown"}
        for i in range(70)
        for market in ("IT", "FR")
    ]
    home = tmp_path_factory.mktemp("feed") / "store"
    store = opened(home, orders=orders, order_lines=lines, market_calendar=calendar)
    yield store
    store.close()


CLOSED = (("IT", (Closure(date(2020, 3, 9), date(2020, 5, 18)),)),)


def test_markets_that_stayed_open_are_leaned_on_and_closed_ones_named(shop):
    found = feed(shop, Question(Choice(market=("IT",)), closures=CLOSED))
    assert set(found.sales["market"]) == {"IT"}
    assert list(found.controls.columns) == ["JP"]
    assert found.shut == ("FR",)


def test_nothing_after_the_returns_have_come_in_is_asked_for(shop):
    found = feed(shop, Question(closures=CLOSED))
    last = date(2019, 1, 1) + timedelta(weeks=99)
    assert found.mature == last - timedelta(days=30)
    assert (found.sales["week"] + pd.Timedelta(days=6)).max() <= pd.Timestamp(last), "whole weeks only"
