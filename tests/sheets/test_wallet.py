"""Wallet and settlement as parts: what is said where there is nothing."""

from pathlib import Path

from data.store import EVERYTHING
from sheets import wallet
from sheets.choice import Chosen, bounds, stretch
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order, product


def test_an_order_without_payment_or_refund_is_not_called_a_file_without_days(tmp_path: Path) -> None:
    store = opened(
        tmp_path,
        customers=[{"customer_id": "ann"}],
        products=[product()],
        orders=[order("o1", "2026-03-14", channel="wallet")],
        order_lines=[line("o1")],
    )
    reading = Reading.of(store)
    part = wallet.times(reading, Chosen(EVERYTHING, stretch("all", *bounds(reading))))
    assert part.drawn.empty and part.empty == "No wallet payments and no refunds in this selection."
