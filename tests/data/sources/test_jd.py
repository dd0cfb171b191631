"""JD: orders whose amounts stand on every row, and one money told by a statement and by the wallet's daily bill."""

from pathlib import Path

import pytest

from data.load import load
from data.store import Store
from tests.data.sources.chinese import money, stored

STATEMENT = """订单编号,父单号,订单状态,订单下单时间,订单完成时间,售后服务单号,售后退款时间,商品编号,商品名称,费用名称,\
应结金额,币种,收支方向,结算状态,到账时间,商户订单号
32001,,完成,2026-07-01 10:00:00,,,,2001,领带,货款,600.00,CNY,收入,已结算,2026-07-09 12:00:00,B-1
32001,,完成,2026-07-01 10:00:00,,,,2001,领带,佣金,-30.00,CNY,支出,已结算,2026-07-09 12:00:00,B-1
32001,,完成,2026-07-01 10:00:00,,AS1,2026-07-08 09:00:00,2001,领带,货款,-200.00,CNY,支出,已结算,2026-07-09 12:00:00,B-1
"""
BILL = """订单编号,单据编号,单据类型,商品编号,商户订单号,结算状态,费用发生时间,费用结算时间,费用项,金额,币种,收支方向
="32001",="32001",订单,="2001",="B-1",已结算,2026-07-01 10:00:00,2026-07-09 02:00:00,货款,600.00,CNY,收入
="32001",="32001",订单,="2001",="B-1",已结算,2026-07-01 10:00:00,2026-07-09 02:00:00,佣金,-30.00,CNY,支出
="32001",="AS1",售后服务单,="2001",="B-1",已结算,2026-07-08 09:00:00,2026-07-09 02:00:00,货款,-200.00,CNY,支出
="32009",="32009",订单,="2001",="B-2",已结算,2026-07-10 10:00:00,2026-07-19 02:00:00,货款,600.00,CNY,收入
"""


def test_an_order_of_two_articles_is_worth_its_amount_once(tmp_path: Path) -> None:
    store = stored(tmp_path, "jd/in_orders.csv")
    orders = store.query(
        "select goods_gross::double as goods, discount_unknown::double as off, total::double as total, status, paid_at::date::varchar as paid "
        "from orders order by source_order_id"
    )
    # 600 + 2 x 200 = 1000 of goods, 850 paid and 50 from the balance; the second order was deleted unpaid, its freight counted in
    assert (
        orders.goods.tolist() == [1000, 600] and orders.total.tolist() == [900, 610] and orders.off.tolist() == [100, 0]
    )
    assert orders.status.tolist() == ["paid", "cancelled"]
    lines = store.query("select sum(net)::double as net from order_lines where order_id like '%310000000001'")
    assert lines.net[0] == 900
    assert store.query("select count(*) as n from paid_orders").n[0] == 1


def test_an_unmasked_login_is_a_key_and_a_masked_one_is_none(tmp_path: Path) -> None:
    links = stored(tmp_path, "jd/in_orders.csv").query("select id_type, id_hash from identity_links")
    assert links.id_type.tolist() == ["platform_buyer_id"] and "jd_invented" not in links.id_hash[0]


@pytest.mark.parametrize("files", [(STATEMENT, BILL), (BILL, STATEMENT), (BILL, STATEMENT, BILL)])
def test_statement_and_bill_tell_one_money(files: tuple[str, ...], tmp_path: Path) -> None:
    for at, text in enumerate(files):
        (tmp_path / f"{at}.csv").write_text(text, encoding="utf-8")
        (report,) = load([tmp_path / f"{at}.csv"], tmp_path / "store")
        assert report.ok and report.rows_rejected == 0, report.message
    assert money(Store.open(tmp_path / "store")) == {
        "payment": (2, 1200, 0),
        "refund": (1, -200, 0),
        "fee": (1, 0, -30),
    }


def test_what_is_not_settled_is_no_money_yet(tmp_path: Path) -> None:
    assert money(stored(tmp_path, "jd/in_statement.csv")) == {
        "payment": (1, 600, 0),
        "refund": (1, -200, 0),
        "fee": (1, 0, -30),
    }


def test_a_spreadsheets_number_of_days_is_a_time(tmp_path: Path) -> None:
    times = stored(tmp_path, "jd/in_wallet_bill.csv").query(
        "select distinct (settled_at at time zone 'Asia/Shanghai')::varchar as at, store_key from wallet_transactions"
    )
    assert times["at"].tolist() == ["2026-07-09 12:00:00"] and times.store_key.tolist() == ["MI-01"]
