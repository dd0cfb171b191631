"""Law: what went back is taken off once, whichever of a shop's lists tell of it.

Broken once: an order list that states what was left after refunds, with the item list beside it that states the refund: the refund became a
discount and was taken off a second time.
"""

from pathlib import Path

import pytest

from data.load import load
from data.store import Store

CHOSEN = "订单编号,支付单号,支付详情,买家实付金额,订单状态,订单付款时间\n71,P1,支付方式：支付宝,{left},交易成功,2026-07-01 10:00:00\n"
WHOLE = (
    "订单编号,支付单号,买家应付货款,买家应付邮费,总金额,买家实付金额,订单状态,订单创建时间,订单付款时间,退款金额\n"
    "71,P1,1800.00,0,1800.00,1300.00,交易成功,2026-07-01 09:59:00,2026-07-01 10:00:00,500.00\n"
)
ITEMS = (
    "子订单编号,主订单编号,商品标题,商品价格,购买数量,商家编码,买家应付货款,买家实付金额,退款状态,退款金额\n"
    "711,71,丝巾,1000.00,1,SC,900.00,900.00,无退款,无退款申请\n712,71,皮带,1000.00,1,BE,900.00,900.00,退款成功,500.00\n"
)
REFUNDS = (
    "订单编号,退款编号,支付单号,买家实际支付金额,退款完结时间,买家退款金额,退款状态\n"
    "71,R1,P1,1800.00,2026-07-05 12:00:00,500.00,退款成功\n"
)
LISTS = {"net": CHOSEN.format(left="1300.00"), "before": CHOSEN.format(left="1800.00"), "whole": WHOLE}


@pytest.mark.parametrize(
    ("orders", "places"),
    [
        ("net", "oi"),
        ("net", "rio"),
        ("net", "oio"),
        ("before", "io"),
        ("before", "oi"),
        ("whole", "oi"),
        ("whole", "rio"),
    ],
)
def test_lists_of_one_order_agree_whichever_comes_first(orders: str, places: str, tmp_path: Path) -> None:
    texts = {"o": LISTS[orders], "i": ITEMS, "r": REFUNDS}
    for at, place in enumerate(places):
        (tmp_path / f"{at}.csv").write_text(texts[place] + "\n" * at, encoding="utf-8")
        (report,) = load([tmp_path / f"{at}.csv"], tmp_path / "store")
        assert report.ok and report.rows_rejected == 0, report.message
    (order,) = (
        Store.open(tmp_path / "store")
        .query("select goods::double as goods, discount::double as off, net::double as net from paid_orders")
        .to_dict("records")
    )
    # two pieces of 1000, 100 off each, 500 of one given back
    assert order == {"goods": 2000, "off": 200, "net": 1300}
