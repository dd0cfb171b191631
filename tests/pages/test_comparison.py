"""Law: an incomplete last year is compared over the days that both years have, and the screen says which."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.kpis import kpis
from analytics.period import Period
from data.store import Store
from tests.analytics.shop import line, opened, order, product
from tests.pages.test_every_page import charts_of, shown


@pytest.fixture(scope="session")
def fifteen_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop whose files begin on 1 November 2024 and end on 31 January 2026, two orders a week."""
    home = tmp_path_factory.mktemp("fifteen") / "store"
    days = [*pd.date_range("2024-11-01", "2026-01-31", freq="84h").strftime("%Y-%m-%d"), "2026-01-31"]
    orders = [order(f"o{i}", day, f"c{i % 9}", total=100.0 + i) for i, day in enumerate(days)]
    opened(
        home,
        customers=[{"customer_id": f"c{i}"} for i in range(9)],
        products=[product()],
        orders=orders,
        order_lines=[line(each["order_id"], gross=each["total"]) for each in orders],
    ).close()
    return home


def test_three_months_of_last_year_are_compared_with_the_same_three_of_this(screen, fifteen_months):
    app = screen("overview", fifteen_months)
    assert (
        "Only the days that both sides have are compared: 1 Nov 2025 – 31 Jan 2026 with 1 Nov 2024 – 31 Jan 2025."
        in shown(app)
    )
    bar = next(
        t for spec in charts_of(app) for t in spec["data"] if "These days" in t.get("y", []) and t["type"] == "bar"
    )
    store = Store.open(fifteen_months)
    both = Period(date(2025, 11, 1), date(2026, 2, 1))
    now, then = (kpis(store, period=period).loc["current", "net_eur"] for period in (both, both.last_year))
    store.close()
    assert [bar["base"][end] + bar["x"][end] for end in (0, -1)] == pytest.approx([then, now])
    assert bar["base"][1] + sum(bar["x"][1:-1]) == pytest.approx(now)


def test_no_card_shows_a_change_on_a_year_that_is_not_whole(screen, fifteen_months):
    app = screen("overview", fifteen_months)
    assert not any(card.delta for card in app.metric) and "so no card shows a change." in shown(app)


def test_a_shop_of_one_day_compares_nothing(screen, one_order):
    assert "lie before the shop's first day in the data, 14 Mar 2026" in shown(screen("overview", one_order))
