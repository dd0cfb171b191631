"""Law: every breakdown of amounts on a screen and in the report adds up to its total.

Broken once: *By market* dropped all but eight bars without a word; Hong Kong, EUR 304,990, was on no screen.
"""

import base64
import re
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.kpis import kpis
from analytics.period import Period
from analytics.sales_by import sales_by
from data.store import EVERYTHING, Choice, Store
from sheets import breakdown, overview, wallet
from tests.analytics.shop import line, opened, order, product
from tests.pages.test_every_page import charts_of

MARKETS = ("IT", "CN", "US", "JP", "KR", "DE", "FR", "HK", "GB", "CH", "AE", "SG")
YEAR = Period.year(2025)
SHEET = """
import streamlit as st
from pages.overview import HEEDS
from sheets import as_html, overview
from ui import cache, filters, frame
def page():
    chosen = filters.bar(*HEEDS)
    st.session_state["sheet"] = as_html.page(overview.paper(cache.reading(), chosen))
frame.around(page, HEEDS)
"""


@pytest.fixture(scope="session")
def worldwide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve markets, the more the earlier they stand; the last sold last year only, another is new."""
    home = tmp_path_factory.mktemp("worldwide") / "store"
    orders = [
        *(order(f"a{code}", "2025-06-01", total=100.0 * (20 - i), market=code) for i, code in enumerate(MARKETS[:-1])),
        *(order(f"b{code}", "2024-06-01", total=70.0 * (20 - i), market=code) for i, code in enumerate(MARKETS) if i),
        order("first", "2023-12-01"),
        order("last", "2025-12-31", market="CN"),
    ]
    lines = [line(each["order_id"], gross=each["total"]) for each in orders]
    customers = [{"customer_id": "ann"}]
    opened(home, customers=customers, products=[product()], orders=orders, order_lines=lines).close()
    return home


def bars(app, label: str) -> list[dict]:
    """The traces of the chart that has a bar of this name, without the unseen one that carries the written values."""
    drawn = next(spec["data"] for spec in charts_of(app) if any(label in trace.get("y", []) for trace in spec["data"]))
    return [trace for trace in drawn if trace.get("yaxis") != "y2"]


def numbers(column: list | dict) -> np.ndarray:
    """The lengths of bars as plotly was sent them."""
    if isinstance(column, dict):
        return np.frombuffer(base64.b64decode(column["bdata"]), dtype=column["dtype"])
    return np.asarray(column, dtype=float)


def net(home: Path, period: Period, choice: Choice = EVERYTHING) -> tuple[float, float]:
    """Net sales of a period, and of last year as it stood at the same age."""
    store = Store.open(home)
    found = kpis(store, choice, period=period)["net_eur"]
    store.close()
    return float(found["current"]), float(found["last_year"])


def test_bars_and_ticks_of_twelve_markets_add_up_to_both_years(screen, worldwide):
    app = screen("overview", worldwide, period="custom", since="2025-01-01", to="2025-12-31", parted="market")
    bar, tick = bars(app, "Italy")
    assert len(bar["y"]) == 8 and "All other (5)" in bar["y"]
    sums = (numbers(bar["x"]).sum(), np.nansum(numbers(tick["x"])))
    assert sums == pytest.approx(net(worldwide, YEAR))


def test_bars_of_twelve_markets_add_up_also_where_there_is_no_year_before(screen, worldwide):
    (bar,) = bars(screen("overview", worldwide, period="last_year", parted="market"), "China")
    assert numbers(bar["x"]).sum() == pytest.approx(net(worldwide, Period.year(2024))[0])


def test_all_other_markets_stand_last_however_much_they_are_together(screen, worldwide):
    bar = bars(screen("overview", worldwide, period="last_year", parted="market"), "China")[0]
    amounts = numbers(bar["x"])
    assert bar["y"][-1].startswith("All other") and amounts[-1] > amounts[-2]
    assert list(amounts[:-1]) == sorted(amounts[:-1], reverse=True)


@pytest.mark.parametrize("choice", [EVERYTHING, Choice(tier=("luxury", "core")), Choice(channel=("boutique",))])
@pytest.mark.parametrize("by", ["channel", "market", "tier"])
def test_every_cut_of_the_overview_and_of_the_report_adds_up(sample, by, choice):
    store = Store.open(sample)
    for period in (Period.year(2025), Period(date(2026, 10, 1), date(2026, 11, 1))):
        rows = overview.slices(sales_by(store, choice, period=period, by=by), by, "last_year")
        assert len(rows) <= 8
        assert (rows["sales"].sum(), rows["before"].sum()) == pytest.approx(net(sample, period, choice))
    store.close()


def test_the_report_names_all_other_markets(monkeypatch, worldwide):
    app = AppTest.from_string(SHEET, default_timeout=300)
    monkeypatch.setenv("VETRINA_STORE", str(worldwide))
    app.query_params["period"] = "last_year"
    app.run()
    assert not app.exception and not app.error
    text = app.session_state["sheet"].decode()
    cut = text.split("By market")[1].split("</section>")[0]
    assert len(re.findall("<tr>", cut)) == 1 + 8 and "All other (4)" in cut


def test_every_row_of_the_wallet_table_adds_up_from_ordered_to_paid(screen, sample):
    table = screen("wallet", sample, period="all").dataframe[0].value
    steps = [name for name in wallet.STEPS if name in table]
    for _i, row in table.iterrows():
        assert row["order_amount_eur"] + row[steps].sum() == pytest.approx(row["wallet_amount_eur"], abs=0.5)
    *states, whole = table.to_dict("records")
    for column in ("rows", "row_share", "order_amount_eur", *steps, "wallet_amount_eur"):
        assert sum(row[column] for row in states) == pytest.approx(whole[column])
    assert whole["row_share"] == pytest.approx(1)


def test_segments_of_customers_add_up_to_all_net_sales_and_to_one(screen, sample):
    app = screen("customers", sample, period="all")
    segments = next(each.value for each in app.dataframe if "customers_before" in each.value)
    assert segments["share"].sum() == pytest.approx(1)
    assert (segments["customers"] - segments["customers_before"] - segments["change"]).abs().max() == 0


@pytest.mark.parametrize(("places", "named"), [(1, 0), (3, 2), (4, 4), (9, 4)])
def test_what_is_not_named_is_summed_up(places, named):
    rows = pd.DataFrame({"name": list("abcd"), "net": [4.0, 3.0, 2.0, -1.0], "then": [1.0, np.nan, np.nan, np.nan]})
    short = breakdown.summed(rows, ("net", "then"), places)
    assert len(short) == min(places, 4) and short["net"].sum() == 8
    assert short["name"].tolist()[:named] == list("abcd")[:named]
    assert (f"All other ({4 - named})" in short["name"].tolist()) == (places < 4)


def test_a_sum_of_unknown_amounts_is_unknown():
    rows = pd.DataFrame({"name": list("abc"), "net": [1.0, np.nan, np.nan]})
    assert np.isnan(breakdown.summed(rows, ("net",), 2)["net"].iloc[-1])
