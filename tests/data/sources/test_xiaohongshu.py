"""Xiaohongshu: orders whose amounts repeat, and settlements by order and by article that tell one money."""

from pathlib import Path

import pytest

from data.load import load
from data.store import Store
from tests.data.sources.chinese import money, stored
from tests.data.sources.golden.pairs import FOLDER

SETTLED = {"payment": (2, 1415, -72), "refund": (1, -100, 5)}


def test_amounts_on_both_rows_of_an_order_count_once(tmp_path: Path) -> None:
    store = stored(tmp_path, "xiaohongshu/in_orders.csv")
    orders = store.query(
        "select goods_gross::double as goods, discount_merchant::double as shop, discount_platform::double as platform, total::double as total "
        "from orders order by source_order_id"
    )
    assert orders.values.tolist() == [[1000, 60, 40, 900], [1500, 0, 0, 1500]]
    # two pieces for 1000; what two articles of one amount cost each, nobody says
    assert store.query("select qty::double as qty, unit_price::double as price from order_lines").values.tolist() == [
        [2, 500]
    ]
    assert store.query("select sum(goods)::double as goods from paid_orders").goods[0] == 2500


@pytest.mark.parametrize("column", ["商品总价(元)", "用户应付金额(元)"])
def test_an_amount_below_nought_is_rejected_and_changes_no_other_row_of_the_order(column: str, tmp_path: Path) -> None:
    """Broken once: -1 beside 1500 made the order's amounts those of its rows, and its total 1499 over goods of 3000."""
    lines = [
        line.split(",") for line in (FOLDER / "xiaohongshu" / "in_orders.csv").read_text(encoding="utf-8").splitlines()
    ]
    lines[2][lines[0].index(column)] = "-1"
    file = tmp_path / "orders.csv"
    file.write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
    (report,) = load([file], tmp_path / "store")
    assert (report.ok, report.rows_seen) == (True, 3) and report.rows_rejected >= 1
    told = Store.open(tmp_path / "store").query(
        "select goods_gross::double as goods, total::double as total from orders order by goods"
    )
    assert told.values.tolist() in ([[1000, 900]], [[1000, 900], [1500, 1500]])


@pytest.mark.parametrize(
    "names",
    [
        ("in_settlement",),
        ("in_settlement", "in_settlement_items"),
        ("in_settlement_items", "in_settlement"),
        ("in_settlement", "in_flow"),
    ],
)
def test_settlements_by_order_and_by_article_tell_one_money(names: tuple[str, ...], tmp_path: Path) -> None:
    assert money(stored(tmp_path, *(f"xiaohongshu/{name}.csv" for name in names))) == SETTLED


def test_parts_that_do_not_come_to_the_amount_are_rejected(tmp_path: Path) -> None:
    store = stored(tmp_path, "xiaohongshu/in_settlement.csv")
    assert store.query("select row_no, reason from rejected_rows").values.tolist() == [
        [5, "its parts do not come to 动账金额"]
    ]
