"""The shops of WeChat, Youzan and Pinduoduo, VIP.com's suppliers, Tmall's own account."""

from pathlib import Path

import pytest

from data.load import load
from data.store import Store
from tests.data.sources.chinese import money, stored
from tests.data.sources.golden.pairs import FOLDER


def test_an_order_of_wechats_shop_gives_back_one_of_its_articles(tmp_path: Path) -> None:
    store = stored(tmp_path, "weixin_shop/in_orders.csv")
    (order,) = store.query(
        "select goods_gross::double as goods, total::double as total, refunded::double as back, status, payment_ref from orders"
    ).to_dict("records")
    assert order == {
        "goods": 1300,
        "total": 1200,
        "back": -280,
        "status": "partially_refunded",
        "payment_ref": "4200000000000000000000000021",
    }
    assert store.query("select sum(net)::double as net from order_lines").net[0] == 1200


def test_the_flow_of_wechats_shop_has_its_fees_as_entries_of_their_own(tmp_path: Path) -> None:
    assert money(stored(tmp_path, "weixin_shop/in_flow.csv")) == {
        "payment": (1, 1200, 0),
        "refund": (1, -280, 0),
        "fee": (1, 0, -60),
        "payout": (1, -860, 0),
    }


def test_a_youzan_order_is_what_the_buyer_paid_and_knows_him_by_an_unmasked_number(tmp_path: Path) -> None:
    store = stored(tmp_path, "youzan/in_orders.csv")
    orders = store.query(
        "select total::double as total, discount_merchant::double as shop, discount_platform::double as payer, status, channel "
        "from orders order by source_order_id"
    )
    # 1000 + 10 - 100 = 910 due, 20 borne by the means of payment
    assert orders.iloc[0].tolist() == [890, 100, 20, "partially_refunded", "ecommerce"]
    assert orders.status.tolist()[1] == "cancelled" and orders.channel.tolist()[1] == "boutique"
    assert store.query("select id_type from identity_links").id_type.tolist() == ["phone"]


def test_one_number_with_two_types_is_two_entries_of_youzans_bill(tmp_path: Path) -> None:
    assert money(stored(tmp_path, "youzan/in_bill.csv")) == {
        "payment": (1, 910, 0),
        "fee": (1, 0, -5.46),
        "refund": (1, -90, 0),
    }


def test_equal_entries_of_pinduoduos_bill_both_count_and_a_second_load_adds_none(tmp_path: Path) -> None:
    sums = {"payment": (1, 760, 0), "fee": (2, 0, -9.12), "refund": (1, -300, 0), "payout": (1, -400, 0)}
    assert money(stored(tmp_path, "pinduoduo/in_bill.csv")) == sums
    again = tmp_path / "again.csv"
    again.write_bytes((FOLDER / "pinduoduo/in_bill.csv").read_bytes() + b"\r\n")
    (report,) = load([again], tmp_path)
    assert (report.rows_loaded, report.rows_duplicate, report.declared_matches) == (0, 5, True)
    assert money(stored(tmp_path)) == sums


def test_a_pinduoduo_order_given_back_keeps_nothing_and_an_unpaid_one_is_set_aside(tmp_path: Path) -> None:
    store = stored(tmp_path, "pinduoduo/in_orders.csv", "pinduoduo/in_bill.csv")
    orders = store.query("select net::double as net, refunded_on::varchar as back from paid_orders order by order_id")
    assert orders.net.tolist() == [715, 0] and orders.back.tolist()[1][:10] == "2026-07-09"


def test_a_supplier_of_vip_is_paid_and_gives_back_without_orders(tmp_path: Path) -> None:
    store = stored(tmp_path, "vip/in_sales.csv", "vip/in_returns.csv")
    assert money(store) == {"payment": (2, 1469, 0), "refund": (1, -565, 0)}
    assert store.query("select count(*) as n from orders").n[0] == 0


def test_tmalls_own_account_tells_its_money_by_code_and_direction(tmp_path: Path) -> None:
    assert money(stored(tmp_path, "tmall/in_account.csv")) == {
        "payment": (1, 900, 0),
        "fee": (1, 0, -45),
        "refund": (1, -100, 0),
        "payout": (1, -755, 0),
    }


def test_a_list_without_what_was_ordered_counts_what_was_paid(tmp_path: Path) -> None:
    store = stored(tmp_path, "tmall/in_chosen.csv")
    orders = store.query("select total::double as total, status from orders order by source_order_id")
    assert orders.values.tolist() == [[900, "paid"], [0, "refunded"]]


def test_a_refund_list_is_evidence_beside_orders_that_are_net_of_refunds(tmp_path: Path) -> None:
    store = stored(tmp_path, "tmall/in_chosen_19.csv", "tmall/in_refunds.csv")
    assert store.query("select net::double as net from paid_orders").net.tolist() == [800]
    assert store.query("select amount::double as amount from settlements").amount.tolist() == [-200]


def test_a_bill_net_of_its_fee_has_it_put_back(tmp_path: Path) -> None:
    assert money(stored(tmp_path, "alipay_cn/in_net_of_fee.csv")) == {
        "payment": (2, 280, -1.8),
        "refund": (1, -30, 0.18),
    }


@pytest.mark.parametrize(
    ("files", "order"),
    [
        # 725 paid by the buyer, 35 borne by the platform, 760 handed on
        (("pinduoduo/in_orders.csv", "pinduoduo/in_bill.csv"), "260701-000000000000001"),
        # 860 by the buyer, 50 by the platform: the movement says which is which
        (("douyin/in_orders.csv", "douyin/in_movements.csv"), "6900000000000000001"),
        (("douyin/in_orders.csv", "douyin/in_settlement.csv"), "6900000000000000001"),
        # 900 by the buyer, 40 by the platform
        (("xiaohongshu/in_orders.csv", "xiaohongshu/in_settlement.csv"), "P700000000000000001"),
    ],
)
def test_money_with_the_platforms_part_in_it_is_its_orders(files: tuple[str, str], order: str, tmp_path: Path) -> None:
    goods, paid = files
    encoding = "gb18030" if "pinduoduo" in paid else "utf-8"
    lines = (FOLDER / paid).read_text(encoding=encoding).splitlines()
    (tmp_path / "paid.csv").write_text(
        "\n".join(line for line in lines if "退款" not in line or "时间" in line), encoding="utf-8"
    )
    load([FOLDER / goods, tmp_path / "paid.csv"], tmp_path / "store")
    (match,) = (
        Store.open(tmp_path / "store")
        .query(f"select state, reason from wallet_matches where order_id like '%|{order}'")
        .to_dict("records")
    )
    assert match == {"state": "matched", "reason": "agrees"}
