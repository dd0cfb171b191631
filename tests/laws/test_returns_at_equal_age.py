"""Law: two periods are compared with the returns that were known when they were equally old.

Broken once: the last 30 days stood at +36.4 % on last year, as last year's returns were all in and this year's were not; at equal age it was +34.8 %.
"""

from datetime import date
from pathlib import Path

import pytest

from analytics.bridge import bridge
from analytics.compare import Basis, comparison
from analytics.kpi_series import kpi_series, sales_trend
from analytics.kpis import kpis
from analytics.period import Period
from analytics.reach import reach
from analytics.sales_by import sales_by
from data.store import Choice, Store
from tests.analytics.shop import line, opened, order, product, refund

NOVEMBER = Period(date(2020, 11, 1), date(2020, 12, 1))  # the data end with it
ALL_TIERS = Choice(tier=("luxury",))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two Novembers alike: 300 sold, 100 of it given back, half within the month and half in December. This year's December is to come."""
    rows = {"then": 2019, "now": 2020}
    return opened(
        tmp_path_factory.mktemp("store"),
        orders=[
            *(
                order(f"{name}{i}", f"{year}-11-{day}", "ann")
                for name, year in rows.items()
                for i, day in ((1, "05"), (2, "20"))
            ),
            *(order(f"{name}3", f"{year}-11-30", None) for name, year in rows.items()),
            order("first", "2018-10-01", "eve"),
        ],
        order_lines=[line(name) for name in ("then1", "then2", "then3", "now1", "now2", "now3", "first")],
        refunds=[
            refund("a", "then1", -50, "2019-11-12"),
            refund("b", "then2", -30, "2019-12-10"),
            refund("c", "then3", -20, "2019-12-15"),
            refund("d", "now1", -50, "2020-11-12"),
        ],
        products=[product()],
    )


@pytest.mark.parametrize("choice", [Choice(), Choice(market=("IT",)), ALL_TIERS])
def test_two_months_alike_are_alike_although_only_one_has_all_of_its_returns(shop: Store, choice: Choice) -> None:
    found = kpis(shop, choice, period=NOVEMBER)
    for name in ("net_eur", "returns_eur", "net_constant_eur", "net_ex_vat_eur", "aov_eur", "asp_eur"):
        assert found.loc["last_year", name] == pytest.approx(found.loc["current", name]), name
    assert found.loc["current", "net_eur"] == 250


def test_a_month_by_itself_has_all_of_its_returns(shop: Store) -> None:
    assert kpis(shop, period=NOVEMBER.last_year).loc["current", "net_eur"] == 200


def test_cards_bridge_breakdowns_and_lines_cut_returns_alike(shop: Store) -> None:
    change = bridge(shop, period=NOVEMBER, against=NOVEMBER.last_year)
    assert (change.before, change.after) == (250, 250)
    assert sum(change.parts.values()) == pytest.approx(0)
    for by in ("channel", "tier"):
        cut = sales_by(shop, period=NOVEMBER, by=by).set_index("period")["net_eur"]
        assert (cut["last_year"], cut["current"]) == (250, 250)
    held = comparison(reach(shop), NOVEMBER, Basis("last_year"))
    for grain in ("day", "week", "month"):
        trend = sales_trend(shop, period=NOVEMBER, grain=grain, against=held)
        assert (trend["net_eur"].sum(), trend["net_before_eur"].sum()) == (250, 250)
    assert kpi_series(shop, period=NOVEMBER.last_year, grain="month")["net_eur"].sum() == 200


@pytest.mark.parametrize("code", ["2019", "weekday", "2019-11-02"])
def test_whatever_the_past_its_returns_are_as_old(shop: Store, code: str) -> None:
    held = comparison(reach(shop), NOVEMBER, Basis.of(code))
    found = kpis(shop, period=NOVEMBER, against=(held,))["net_eur"]
    assert found.to_dict() == {"current": 250, code: 250}
    assert bridge(shop, period=held.period, against=held.against).before == 250


def test_refund_rates_are_of_orders_equally_old(shop: Store) -> None:
    found = kpis(shop, period=NOVEMBER, return_window=15)
    assert found["matured_sold_eur"].to_dict() == {"current": 100, "previous": 0, "last_year": 100}
    assert found.loc["last_year", "refund_rate"] == found.loc["current", "refund_rate"] == 0.5
    assert found.loc["last_year", "refunded_orders_share"] == found.loc["current", "refunded_orders_share"] == 1


def test_once_all_returns_are_in_the_comparison_is_what_last_year_shows(tmp_path: Path) -> None:
    grown = opened(
        tmp_path,
        orders=[order("a", "2019-03-01"), order("b", "2020-03-01"), order("c", "2020-12-31")],
        order_lines=[line("a"), line("b"), line("c")],
        refunds=[refund("r", "a", -40, "2019-03-20")],
    )
    march = Period.month(2020, 3)
    assert kpis(grown, period=march).loc["last_year", "net_eur"] == 60
    assert kpis(grown, period=march.last_year).loc["current", "net_eur"] == 60
