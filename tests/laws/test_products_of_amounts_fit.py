"""Law: what two amounts make together is worked out with room for it; a dear order loads like a cheap one.

Broken once: the engine keeps a product of two short decimals as short as they are, so a refund of 5,000 of an order of 9,600 in a
Magento grid, discounted lines of 12,000 in a WooCommerce export or two pieces at five billion rupiah were "a value the store cannot hold".
"""

from pathlib import Path

import pytest

from data.staging import LoadOptions
from tests.data.loading import loaded
from tests.data.sources import test_magento, test_woocommerce
from tests.laws.test_a_shops_words_and_keys_stay import shopify

ROME = LoadOptions("Europe/Rome", "EUR")


def test_a_dear_order_of_magento_that_was_given_back_in_part_is_loaded(tmp_path: Path) -> None:
    order = test_magento.ORDER | {"Grand Total (Base)": "9600.0000", "Grand Total (Purchased)": "76800.0000"}
    order |= {"Subtotal": "9600.0000", "Shipping and Handling": "0.0000", "Total Refunded": "38400.0000"}
    store, (report,) = loaded(tmp_path, test_magento.grid(tmp_path, order), options=ROME)
    assert (report.rows_loaded, report.rows_rejected) == (1, 0), report.message
    assert store.query("select total::double as total from orders")["total"].tolist() == [9600]
    assert store.query("select amount::double as amount from refunds")["amount"].abs().tolist() == [4800]


def test_dear_discounted_lines_of_woocommerce_are_loaded_at_their_price(tmp_path: Path) -> None:
    order = test_woocommerce.LINE | {"Order Subtotal Amount": "12000", "Cart Discount Amount": "1200"}
    order |= {"Order Total Amount": "10800", "Order Shipping Amount": "0", "Item Cost": "10800"}
    file = test_woocommerce.written(tmp_path, order, columns=test_woocommerce.LONG)
    store, (report,) = loaded(tmp_path, file, options=ROME)
    assert (report.rows_loaded, report.rows_rejected) == (1, 0), report.message
    lines = store.query("select gross::double as gross, net::double as net from order_lines")
    assert lines.to_dict("records") == [{"gross": 12000.0, "net": 10800.0}]


@pytest.mark.parametrize("pieces", [1, 2])
def test_pieces_at_billions_of_a_small_currency_are_loaded(pieces: int, tmp_path: Path) -> None:
    price, total = 5_000_000_000, 5_000_000_000 * pieces
    cells = {"Currency": "IDR", "Subtotal": f"{total}", "Total": f"{total}", "Lineitem price": f"{price}"}
    store, (report,) = loaded(tmp_path, shopify(tmp_path, cells | {"Lineitem quantity": f"{pieces}"}))
    # Two make ten billion, where an amount ends: the row is rejected by a reason that says so, never by the engine.
    assert "cannot hold" not in report.message
    assert (report.rows_loaded, report.rows_rejected) == ((1, 0) if pieces == 1 else (0, 1)), report.message
    assert store.query("select count(*) as n from orders")["n"].tolist() == [2 - pieces]
