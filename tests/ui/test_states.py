"""What a reader sees when there is nothing to see, or when it is broken."""

import pytest

from data.store import DamagedPointer, NewerStore, OldStore, StoreError
from tests.analytics.shop import line, opened, order, product
from tests.ui.page import page

NOTHING = "from ui import filters, states\nfilters.draw(('market', 'period'))\nstates.nothing(filters.bar('market', 'period'), SENTENCE)"


def nothing(sentence: str = "", **address: str) -> str:
    (info,) = page(NOTHING.replace("SENTENCE", repr(sentence)), **address).info
    return info.value


def test_a_selection_without_orders_says_what_to_do(shop):
    assert nothing(market="IT", period="30d") == "No orders in this selection. Widen the period or clear a filter."


def test_a_page_may_say_it_in_its_own_words(shop):
    assert nothing("No voucher was claimed.", market="IT", period="30d") == "No voucher was claimed."


def test_orders_that_leave_nothing_are_not_called_no_orders(shop):
    assert nothing(period="30d").startswith("The orders of this selection leave nothing to show")


def test_orders_without_an_exchange_rate_are_counted_and_never_called_no_orders(tmp_path, monkeypatch):
    orders = [
        order("a", "2026-03-01", currency="USD"),
        order("b", "2026-03-02", currency="GBP"),
        order("c", "2025-01-01"),
    ]
    opened(
        tmp_path / "s",
        customers=[{"customer_id": "ann"}],
        products=[product()],
        orders=orders,
        order_lines=[line(o["order_id"]) for o in orders],
    ).close()
    monkeypatch.setenv("VETRINA_STORE", str(tmp_path / "s"))
    assert nothing("Another sentence.", period="30d").startswith("2 orders of this selection have no exchange rate")


def test_where_there_is_no_store_the_commands_that_make_one_stand_there():
    app = page("from ui import states\nstates.no_store('nowhere')")
    assert app.info[0].value.startswith("There are no data yet")
    assert app.code[0].value == "vetrina sample\nvetrina load FILES..."
    assert not app.error


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (DamagedPointer, "The store cannot say which of its versions is the newest, so nothing is shown."),
        (OldStore, "The store was built by an earlier version of Vetrina. Bring it up to date, then reload this page."),
        (NewerStore, "The store was built by a newer version of Vetrina. Update Vetrina, then reload this page."),
        (StoreError, "The store cannot be read."),
    ],
)
def test_a_store_that_cannot_be_read_is_an_error_with_the_command_that_mends_it(error, sentence):
    app = page(
        f"from data.store import {error.__name__}\nfrom ui import states\nstates.unusable_store({error.__name__}('why', 'vetrina renew'))"
    )
    assert app.error[0].value == sentence
    assert app.code[0].value == "vetrina renew"
    assert not app.info


def test_what_breaks_is_a_fault_with_a_number_and_the_page_goes_on(caplog):
    app = page("from ui import states\nwith states.guarded():\n    1 / 0\nst.title('still here')")
    sentence = app.error[0].value
    assert sentence.startswith("This part could not be computed") and "ZeroDivisionError" not in sentence
    number = sentence.rstrip(".").split()[-1]
    assert any(number in record.getMessage() and record.exc_info for record in caplog.records)
    assert app.title[0].value == "still here"


def test_streamlit_s_own_stop_is_no_fault():
    app = page(
        "import streamlit\nfrom ui import states\nwith states.guarded():\n    streamlit.stop()\nst.title('never')"
    )
    assert not app.error and not app.title
