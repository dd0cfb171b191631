"""Which days a choice of period means, and what a page is told that it cannot heed."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.analytics.shop import line, opened, order, product

PAGE = """
import streamlit as st
from ui import filters
filters.draw(("market", "channel", "period"))
st.session_state["got"] = filters.bar("market", "channel", "period")
"""


@pytest.fixture
def chosen(tmp_path, monkeypatch):
    days = ["2024-02-29", "2025-12-31", "2026-03-14"]
    orders = [order(f"o{i}", day, market="CN" if i else "IT") for i, day in enumerate(days)]
    lines = [line(f"o{i}") for i in range(3)]
    opened(tmp_path, orders=orders, order_lines=lines, products=[product()], customers=[{"customer_id": "ann"}]).close()
    monkeypatch.setenv("VETRINA_STORE", str(tmp_path))

    def chosen(**address):
        app = AppTest.from_string(PAGE)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception, app.exception
        return app.session_state["got"]

    return chosen


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        ("12m", date(2025, 3, 15), date(2026, 3, 15)),
        ("ytd", date(2026, 1, 1), date(2026, 3, 15)),
        ("90d", date(2025, 12, 15), date(2026, 3, 15)),
        ("30d", date(2026, 2, 13), date(2026, 3, 15)),
        ("last_year", date(2025, 1, 1), date(2026, 1, 1)),
        ("all", date(2024, 2, 29), date(2026, 3, 15)),
        ("nonsense", date(2025, 3, 15), date(2026, 3, 15)),
    ],
)
def test_a_period_ends_with_the_data_not_with_today(chosen, period, since, until):
    got = chosen(period=period)
    assert (got.since, got.until) == (since, until)


def test_other_dates_include_the_last_day_and_may_be_given_the_wrong_way_round(chosen):
    got = chosen(period="custom", since="2025-06-30", to="2025-06-01")
    assert (got.since, got.until) == (date(2025, 6, 1), date(2025, 7, 1))


def test_a_value_the_store_does_not_have_is_dropped(chosen):
    assert chosen(market="CN,ZZ").choice.market == ("CN",)


def test_a_filter_that_a_page_cannot_heed_is_not_applied_and_is_told(chosen):
    got = chosen(tier="luxury")
    assert got.choice.tier == ()
    assert got.ignored == ("tier",)


def test_a_day_that_does_not_exist_gives_way_to_the_usual_one(chosen):
    got = chosen(period="custom", since="2026-02-30", to="2026-03-10")
    assert (got.since, got.until) == (date(2025, 3, 15), date(2026, 3, 11))


def test_markets_are_chosen_in_any_order_and_once(chosen):
    assert chosen(market="IT,CN,IT").choice == chosen(market="CN,IT").choice


def test_a_click_goes_to_the_address_and_to_the_page(tmp_path, monkeypatch):
    opened(
        tmp_path,
        orders=[order("a", "2026-03-14")],
        order_lines=[line("a")],
        products=[product()],
        customers=[{"customer_id": "ann"}],
    ).close()
    monkeypatch.setenv("VETRINA_STORE", str(tmp_path))
    app = AppTest.from_string(PAGE).run()
    app.multiselect(key="pick_market_en").set_value(["IT"])
    app.run()
    assert app.session_state["got"].choice.market == ("IT",)
    assert app.query_params["market"] in ("IT", ["IT"])


def test_a_page_without_filters_says_so_and_covers_all_days(tmp_path, monkeypatch):
    days = ["2024-02-29", "2026-03-14"]
    orders = [order(f"o{at}", day) for at, day in enumerate(days)]
    opened(
        tmp_path,
        orders=orders,
        order_lines=[line("o0"), line("o1")],
        products=[product()],
        customers=[{"customer_id": "ann"}],
    ).close()
    monkeypatch.setenv("VETRINA_STORE", str(tmp_path))
    app = AppTest.from_string(
        "import streamlit as st\nfrom ui import filters\nfilters.draw(())\nst.session_state['got'] = filters.bar()"
    ).run()
    got = app.session_state["got"]
    assert (got.since, got.until) == (date(2024, 2, 29), date(2026, 3, 15))
    assert app.caption[0].value.startswith("No filter applies to this page")
    assert all(box.disabled for box in app.multiselect)
