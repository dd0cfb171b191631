"""Law: over the same choice one word is one number, on every page, in the report and in every export.

Broken once: 3,319 buyers on the overview were 3,218 on *Customers*, and 1,156 customers first met stood under a period
that holds 1,075 new customers.
"""

import re
from collections import defaultdict
from datetime import date, timedelta
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from analytics.kpis import kpis, span
from analytics.period import Period, months_later
from data.store import Choice, Store
from tests.pages.test_every_page import PAGES
from tests.pages.test_parts_add_up import SHEET
from words import formats

ADDRESSES = ({}, {"period": "custom", "since": "2025-03-10", "to": "2026-02-17", "channel": "boutique"})
CARD = re.compile(r'<div class="card">([^<]+)<b>([^<]+)</b>')


@pytest.fixture(scope="session")
def report():
    """The report of a store at an address, as text."""

    def report(home, **address) -> str:
        app = AppTest.from_string(SHEET, default_timeout=300)
        for name, value in address.items():
            app.query_params[name] = value
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("VETRINA_STORE", str(home))
            app.run()
        return app.session_state["sheet"].decode()

    return report


@pytest.mark.parametrize("address", ADDRESSES, ids=["whole", "boutiques"])
def test_a_card_s_name_has_one_value_on_all_pages_and_in_the_report(screen, report, sample, address):
    values = defaultdict(set)
    for page in (page for page in PAGES if page != "calendar"):  # whose cards are of an event's own days
        for card in screen(page, sample, **address).metric:
            values[card.label].add(card.value)
    for name, value in CARD.findall(report(sample, **address)):
        values[unescape(name)].add(unescape(value))
    assert len(values) > 30
    assert {name: found for name, found in values.items() if len(found) > 1} == {}


@pytest.mark.parametrize("address", ADDRESSES, ids=["whole", "boutiques"])
def test_new_customers_and_buyers_are_those_of_the_headline_question(screen, sample, address):
    new = next(card.value for card in screen("cohorts", sample, **address).metric if card.label == "New customers")
    buyers = next(card.value for card in screen("customers", sample, **address).metric if card.label == "Buyers")
    store = Store.open(sample)
    chosen = {name: (address[name],) for name in ("market", "channel") if name in address}
    until = span(store)[1] + timedelta(days=1)
    period = (
        Period(date(2025, 3, 10), date(2026, 2, 18)) if "since" in address else Period(months_later(until, -12), until)
    )
    row = kpis(store, Choice(**chosen), period=period).loc["current"]
    store.close()
    assert (new, buyers) == (formats.number(row["new_customers"]), formats.number(row["buyers"]))


@pytest.mark.parametrize("page", PAGES)
def test_no_card_s_name_stands_twice_on_a_page(screen, sample, page):
    names = [card.label for card in screen(page, sample).metric]
    assert len(names) == len(set(names))
