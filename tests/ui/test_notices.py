"""What is said above a page whatever page it is."""

import pytest

from tests.analytics.shop import line, opened, order, product
from tests.ui.page import page

RATES = "from ui import notices\nnotices.rates()"


@pytest.fixture
def selling(tmp_path, monkeypatch):
    def selling(*currencies: str) -> None:
        orders = [order(f"o{at}", "2026-03-01", currency=currency) for at, currency in enumerate(currencies)]
        lines = [line(f"o{at}") for at in range(len(currencies))]
        opened(
            tmp_path / "s", customers=[{"customer_id": "ann"}], products=[product()], orders=orders, order_lines=lines
        ).close()
        monkeypatch.setenv("VETRINA_STORE", str(tmp_path / "s"))

    return selling


def test_a_shop_with_all_its_rates_is_told_nothing(selling):
    selling("EUR", "EUR")
    assert not page(RATES).warning


def test_orders_without_a_rate_are_named_with_the_file_to_load(selling):
    selling("EUR", "USD", "USD")
    (box,) = page(RATES).warning
    assert "USD" in box.value and "`vetrina load eurofxref-hist.zip`" in box.value
    assert "--currency" not in box.value


def test_orders_of_no_stated_currency_are_to_be_loaded_again_with_one(selling):
    selling("EUR", "")
    (box,) = page(RATES).warning
    assert "`vetrina load --currency EUR FILE`" in box.value


def test_an_address_that_is_understood_draws_no_box():
    app = page("from ui import notices, refusals\nrefusals.start()\nnotices.address(st.empty())")
    assert not app.warning


def test_each_refusal_is_an_item_and_what_it_quotes_is_text():
    app = page(
        "from ui import notices, refusals\nrefusals.start()\n"
        "refusals.choice('a', 'Rank', '**x** [y](z)', 'first')\nrefusals.repeated('b', 'Market', 2)\n"
        "notices.address(st.empty())"
    )
    (box,) = app.warning
    intro, items = box.value.split("\n\n")
    assert intro == "Some choices in the address cannot be used as given:"
    assert [item[:2] for item in items.splitlines()] == ["- ", "- "]
    assert "\\*\\*x" in items and "y\\](z)" in items
