"""The customer's samples of Chinese systems, loaded into a store: what is stored comes to what is expected of each."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data.load import load
from data.store import Store

FOLDER = Path("formats") / "samples_more" / "china"
MONEY = (
    "alipay_trade_20260508_业务明细.csv",
    "alipay_account_202605_账务明细.csv",
    "alipay_portal_账务组合查询_22cols.csv",
    "alipay_portal_资金流水_15cols.csv",
    "1900000001_fundflow_BASIC_20260918.csv",
    "1500000081REFUND_partner_2018-08-21.csv",
    "千牛_动账.xlsx",
    "jd_对账_22列.xlsx",
    "jd_钱包日账单_23列.csv",
    "DL202610010000000001_抖店结算账单.csv",
    "抖店_动账明细.csv",
    "小红书_订单结算明细.xlsx",
    "微信小店_资金流水.xlsx",
    "有赞_对账单.csv",
    "pdd_店铺账务明细.csv",
    "INN26050888ZM_777290000000001",
    "唯品会_销售明细.xlsx",
)
# What a list of orders states, as a sum over what is stored of it.
ORDERS = {
    "tmall_订单导出_9列.xlsx": {
        "paid_net_of_refund": "sum(total)",
        "closed_orders": "count(*) filter (source_status = '交易关闭')",
    },
    "jd_订单导出_30列.csv": {"orders": "count(*)", "order_amount": "sum(goods_gross)", "payable": "sum(total)"},
    "1791430000_demo_抖店订单.csv": {
        "orders": "count(*)",
        "list_gross": "sum(goods_gross)",
        "disc_platform": "sum(discount_platform)",
        "disc_merchant": "sum(discount_merchant)",
        "disc_creator": "sum(discount_unknown)",
        "payable": "sum(total)",
        "closed_refunded_payable": "-sum(refunded)",
    },
    "小红书_订单明细.xlsx": {
        "orders": "count(*)",
        "list_gross": "sum(goods_gross)",
        "disc_platform": "sum(discount_platform)",
        "disc_merchant": "sum(discount_merchant)",
        "buyer_payable": "sum(total)",
        "merchant_receivable": "sum(total + discount_platform)",
        "cancelled_receivable": "sum(total + discount_platform) filter (status = 'cancelled')",
    },
    "微信小店_订单.xlsx": {
        "orders": "count(*)",
        "list_gross": "sum(goods_gross)",
        "paid": "sum(total)",
        "disc_merchant": "sum(discount_merchant)",
        "disc_platform": "sum(discount_platform)",
        "refunded": "sum(refunded)",
    },
    "有赞_订单.csv": {
        "orders": "count(*)",
        "paid_orders": "count(paid_at)",
        "list_gross_paid": "sum(goods_gross) filter (paid_at is not null)",
        "disc_merchant": "sum(discount_merchant)",
        "disc_platform": "sum(discount_platform)",
        "receivable_paid": "sum(total + discount_platform) filter (paid_at is not null)",
        "buyer_paid": "sum(total) filter (paid_at is not null)",
        "refunded": "sum(refunded)",
    },
    "拼多多_订单.csv": {
        "paid_orders": "count(paid_at)",
        "list_gross_paid": "sum(goods_gross)",
        "disc_merchant": "sum(discount_merchant)",
        "disc_platform": "sum(discount_platform)",
        "buyer_paid": "sum(total)",
        "merchant_receivable": "sum(total + discount_platform)",
        "refund_success_receivable": "sum(total + discount_platform) filter (status = 'refunded')",
    },
}


def expected(shared: Path, name: str) -> dict[str, Any]:
    text = (shared / FOLDER / "EXPECTED.json").read_text(encoding="utf-8")
    return dict(json.loads(text)["files"][name])


def stored(shared: Path, home: Path, name: str) -> Store:
    (report,) = load([shared / FOLDER / name], home)
    assert report.ok and report.rows_rejected == 0, report.message
    assert report.rows_seen == expected(shared, name)["data_rows"] and report.declared_matches is not False
    return Store.open(home)


@pytest.mark.parametrize("name", MONEY)
def test_money_comes_to_what_is_expected(name: str, shared: Path, tmp_path: Path) -> None:
    rows = stored(shared, tmp_path, name).query(
        """select currency, txn_type as kind, count(*) as n, sum(gross) as gross, sum(fee) as fee, sum(net) as net
        from wallet_transactions group by all
        union all
        select currency, entry_type, count(*), sum(gross), sum(fee), sum(amount) from settlements group by all"""
    )
    found = {
        (row.currency, row.kind, int(row.n), *(f"{Decimal(str(each)):.2f}" for each in (row.gross, row.fee, row.net)))
        for row in rows.itertuples()
    }
    assert found == {
        (each["currency"], each["type"], each["rows"], each["gross"], each["fee"], each["net"])
        for each in expected(shared, name)["totals"]
    }


@pytest.mark.parametrize("name", ["tmall_订单导出_9列.xlsx", "拼多多_订单.csv"])
def test_what_was_not_paid_and_has_no_day_is_set_aside(name: str, shared: Path, tmp_path: Path) -> None:
    (report,) = load([shared / FOLDER / name], tmp_path)
    said = expected(shared, name)
    unpaid = said["unpaid_orders"] if "unpaid_orders" in said else said["orders"] - said["paid_orders"]
    assert report.rows_duplicate == unpaid and "not paid" in report.message


def test_articles_of_orders_are_counted_apart(shared: Path, tmp_path: Path) -> None:
    name = "1791430000_demo_抖店订单.csv"
    lines = stored(shared, tmp_path, name).query("select count(*) as lines from order_lines").lines[0]
    assert lines == expected(shared, name)["sub_orders"]


def test_what_a_bill_declares_is_held_against_its_rows(shared: Path, tmp_path: Path) -> None:
    name = "1900000001_fundflow_BASIC_20260918.csv"
    (report,) = load([shared / FOLDER / name], tmp_path)
    declared, said = report.declared or {}, expected(shared, name)["declared"]
    found = {key: Decimal(declared[word]["found"]) for key, word in (("income", "收入金额"), ("expense", "支出金额"))}
    assert report.declared_matches and found == {key: Decimal(said[key]) for key in found}
    assert Decimal(declared["资金流水总笔数"]["found"]) == said["rows"]


def test_who_pays_the_discounts_of_the_bill(shared: Path, tmp_path: Path) -> None:
    name = "alipay_trade_20260508_业务明细.csv"
    (row,) = (
        stored(shared, tmp_path, name)
        .query(
            "select sum(disc_platform) as platform, sum(disc_merchant) as merchant_payments from wallet_transactions where txn_type = 'payment'"
        )
        .to_dict("records")
    )
    assert {key: Decimal(str(value)) for key, value in row.items()} == {
        key: Decimal(value) for key, value in expected(shared, name)["discounts"].items()
    }


@pytest.mark.parametrize("name", ORDERS)
def test_orders_come_to_what_is_expected(name: str, shared: Path, tmp_path: Path) -> None:
    sums = ", ".join(f"coalesce({sql}, 0) as {key}" for key, sql in ORDERS[name].items())
    store = stored(shared, tmp_path, name)
    assert set(store.query("select currency from orders").currency) == {expected(shared, name)["currency"]}
    (row,) = store.query(f"select {sums} from orders").to_dict("records")
    found = {key: Decimal(str(value)) for key, value in row.items()}
    assert found == {key: Decimal(str(expected(shared, name)[key])) for key in ORDERS[name]}


def test_members_are_known_by_their_phones(shared: Path, tmp_path: Path) -> None:
    name = "有赞_客户.csv"
    (report,) = load([shared / FOLDER / name], tmp_path)
    facts = Store.open(tmp_path).query("select distinct id_type, id_hash from customer_facts")
    found = {
        "data_rows": report.rows_seen,
        "customers": report.rows_seen,
        "distinct_full_phones": len(facts),
        "masked_phones": report.rows_rejected,
    }
    assert set(facts.id_type) == {"phone"} and "masked" in report.message
    assert found == {key: expected(shared, name)[key] for key in found}


def test_a_member_is_the_buyer_of_the_orders_with_their_phone(shared: Path, tmp_path: Path) -> None:
    members, orders = ((shared / FOLDER / name).read_text("utf-8-sig") for name in ("有赞_客户.csv", "有赞_订单.csv"))
    (tmp_path / "m.csv").write_text(
        members.replace("132****0002,,其他,,否,,,", "13200000002,,其他,,否,,金卡,"), "utf-8"
    )
    (tmp_path / "o.csv").write_text(orders.replace("132****0002", "13200000002"), "utf-8")
    load([tmp_path / "m.csv", tmp_path / "o.csv"], tmp_path / "store")
    rows = Store.open(tmp_path / "store").query(
        "select loyalty_tier, source_order_id from customers join orders using (customer_id) where loyalty_tier is not null"
    )
    assert rows.values.tolist() == [["金卡", "E20260619110000000000002"]]


def test_items_are_lines_of_their_orders(shared: Path, tmp_path: Path) -> None:
    name = "tmall_宝贝明细.xlsx"
    (row,) = (
        stored(shared, tmp_path, name)
        .query(
            "select count(distinct order_id) as orders, sum(gross) as list_gross, sum(refunded) as refunded from order_lines"
        )
        .to_dict("records")
    )
    assert {key: Decimal(str(value)) for key, value in row.items()} == {
        key: Decimal(str(expected(shared, name)[key])) for key in row
    }


def test_only_refunds_that_succeeded_are_money(shared: Path, tmp_path: Path) -> None:
    name = "tmall_退款管理_42列.xlsx"
    rows = stored(shared, tmp_path, name).query("select sum(amount) as amount from settlements")
    assert Decimal(str(rows.amount[0])) == Decimal(expected(shared, name)["refunded_success"])


def test_coupons_are_used_and_given_back(shared: Path, tmp_path: Path) -> None:
    name = "wechat_coupon_useflow.csv"
    rows = stored(shared, tmp_path, name).query(
        """select sum(face_value) filter (redeemed_at is not null) as used, sum(face_value) filter (reversed_at is not null) as returned
        from exposures join promotions using (promotion_id)"""
    )
    assert (Decimal(str(rows.used[0])), Decimal(str(rows.returned[0]))) == tuple(
        Decimal(expected(shared, name)[key]) for key in ("used", "returned")
    )


def test_a_month_that_the_statistics_leave_empty_is_not_nought(shared: Path, tmp_path: Path) -> None:
    rows = stored(shared, tmp_path, "nbs_月度数据_retail.csv").query(
        "select starts_on, value, unit, market from market_series order by starts_on"
    )
    assert [(str(row.starts_on)[:7], row.unit, row.market) for row in rows.itertuples()] == [
        ("2026-03", "亿元", "CN"),
        ("2026-04", "亿元", "CN"),
    ]


@pytest.mark.parametrize(("name", "words"), [("【生意参谋平台】商品_全部_2026-05-13.xlsx", "生意参谋")])
def test_what_has_no_place_here_is_refused_by_name(name: str, words: str, shared: Path, tmp_path: Path) -> None:
    (report,) = load([shared / FOLDER / name], tmp_path)
    assert not report.ok and words in report.message and report.rows_loaded == 0


# Compared above, per file; else why a store cannot be held against it.
LEFT = {
    "format": "the dictionary's name of the layout",
    "kind": "which table the rows are looked for in",
    "note": "words for people",
    "unit": "amounts are compared in the unit of the store",
    "paid_out": "what the platform paid out is no part of an order; the account's bill tells it",
    "paid_gross": "an article is stored before the order's discount, which comes with the order",
    "requested_all": "what was asked back and not given is no money",
    "spent_total": "what a list of members says was spent is never read",
    "paid": "the product report is refused",
    "visitors_must_not_be_summed": "the product report is refused",
    "months": "a month that is empty is not stored",
}


def test_every_expectation_is_looked_at_or_left_with_a_reason(shared: Path) -> None:
    text = (shared / FOLDER / "EXPECTED.json").read_text(encoding="utf-8")
    looked_at = {key for sums in ORDERS.values() for key in sums} | {
        *(
            "data_rows",
            "totals",
            "currency",
            "discounts",
            "declared",
            "refunded_success",
            "used",
            "returned",
            "unpaid_orders",
            "sub_orders",
        ),
        *("customers", "distinct_full_phones", "masked_phones"),
    }
    assert {key for each in json.loads(text)["files"].values() for key in each} == looked_at | set(LEFT)
