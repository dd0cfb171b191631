"""Douyin: orders by sub-order with discounts by who bears them, and one money source for the shop's account."""

from pathlib import Path

import pytest

from tests.data.sources.chinese import money, stored

MOVED = {
    "payment": (1, 910, -110),
    "refund": (1, -100, 0),
    "fee": (2, 0, 10),
    "transfer": (1, -500, 0),
    "payout": (1, -210, 0),
}


def test_an_order_is_the_sum_of_its_sub_orders(tmp_path: Path) -> None:
    store = stored(tmp_path, "douyin/in_orders.csv")
    orders = store.query(
        """select goods_gross::double as goods, discount_merchant::double as shop, discount_platform::double as platform,
            discount_unknown::double as creator, shipping::double as freight, total::double as total, status
        from orders order by source_order_id"""
    )
    # 2 x 500 - 80 - 50 - 20 + 10 freight = 860; the second was paid and given back, the third never paid
    assert orders.iloc[0].tolist() == [1000, 80, 50, 20, 10, 860, "paid"]
    assert orders.status.tolist() == ["paid", "refunded", "cancelled"]
    assert store.query("select count(*) as n from paid_orders").n[0] == 2
    assert store.query("select sum(amount)::double as back from refunds").back[0] == -3000
    assert store.query("select count(*) as n from identity_links").n[0] == 0


@pytest.mark.parametrize(
    "names",
    [
        ("in_movements",),
        ("in_settlement", "in_movements"),
        ("in_movements", "in_settlement"),
        ("in_settlement", "in_movements", "in_settlement", "in_flow"),
    ],
)
def test_settlement_bill_and_movements_tell_one_money(names: tuple[str, ...], tmp_path: Path) -> None:
    assert money(stored(tmp_path, *(f"douyin/{name}.csv" for name in names))) == MOVED


def test_a_settlement_bill_alone_tells_what_was_settled(tmp_path: Path) -> None:
    assert money(stored(tmp_path, "douyin/in_settlement.csv")) == {"payment": (1, 910, -110), "refund": (1, -100, 0)}


def test_the_flow_is_evidence_and_no_second_money(tmp_path: Path) -> None:
    store = stored(tmp_path, "douyin/in_flow.csv")
    assert money(store) == {}
    assert store.query("select sum(amount)::double as moved from settlements").moved[0] == 700


def test_what_was_settled_is_the_orders_money(tmp_path: Path) -> None:
    store = stored(tmp_path, "douyin/in_orders.csv", "douyin/in_movements.csv")
    found = store.query("select distinct order_id from wallet_transactions where txn_type in ('payment', 'refund')")
    assert found.order_id.tolist() == ["douyin||6900000000000000001"]
