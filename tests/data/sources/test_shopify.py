"""Shopify's orders export, in the header generations it has had."""

import csv
from pathlib import Path

import pandas as pd

from data.load import load
from data.staging import LoadOptions
from data.store import Store
from tests.data.sources.landing import Read, read

# The columns of the shortest generation; later ones add more, in between as well as at the end.
OLD = [
    "Name",
    "Email",
    "Financial Status",
    "Paid at",
    "Fulfillment Status",
    "Fulfilled at",
    "Accepts Marketing",
    "Currency",
    "Subtotal",
    "Shipping",
    "Taxes",
    "Total",
    "Discount Code",
    "Discount Amount",
    "Shipping Method",
    "Created at",
    "Lineitem quantity",
    "Lineitem name",
    "Lineitem price",
    "Lineitem compare at price",
    "Lineitem sku",
    "Billing Country",
    "Shipping Country",
    "Cancelled at",
    "Payment Method",
    "Payment Reference",
    "Refunded Amount",
    "Vendor",
    "Id",
    "Tags",
    "Source",
    "Lineitem discount",
    "Phone",
    "Billing Phone",
]
NEW = [*OLD[:28], "Outstanding Balance", "Employee", "Location", "Device ID", *OLD[28:], "Duties", "Payment ID"]

ORDER = {
    "Name": "#1001", "Email": "ada@example.com", "Financial Status": "paid", "Paid at": "2024-03-31 00:10:00 +0100",
    "Currency": "EUR", "Subtotal": "300.00", "Shipping": "15.00", "Taxes": "0.00", "Total": "315.00",
    "Discount Amount": "0.00", "Created at": "2024-03-31 00:09:00 +0100", "Lineitem quantity": "1",
    "Lineitem name": "Borsa", "Lineitem price": "300.00", "Lineitem sku": "BAG-1", "Shipping Country": "IT",
    "Payment Method": "Shopify Payments", "Payment Reference": "c1.1", "Refunded Amount": "0.00", "Vendor": "Maison",
    "Id": "5001234567890", "Source": "web", "Lineitem discount": "0.00",
}  # fmt: skip
MORE = {"Email": "ada@example.com", "Lineitem quantity": "2", "Lineitem name": "Foulard", "Lineitem price": "50.00"}


def order(**told: str) -> dict[str, str]:
    return ORDER | {name.replace("_", " "): value for name, value in told.items()}


def line(**told: str) -> dict[str, str]:
    named = {"Name": "#1001", "Created at": "2024-03-31 00:09:00 +0100"} | MORE
    return named | {name.replace("_", " "): value for name, value in told.items()}


def written(folder: Path, *rows: dict[str, str], columns: list[str] = NEW, name: str = "orders_export.csv") -> Path:
    file = folder / name
    with file.open("w", newline="", encoding="utf-8") as sink:
        writer = csv.DictWriter(sink, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return file


def export(folder: Path, *rows: dict[str, str], columns: list[str] = NEW, options: LoadOptions | None = None) -> Read:
    return read(written(folder, *rows, columns=columns), options)


def test_an_order_of_two_lines_has_its_amounts_once(tmp_path: Path) -> None:
    rows = export(tmp_path, order(Subtotal="400.00", Total="415.00"), line()).good
    first, second = rows.iloc[0], rows.iloc[1]
    assert list(rows.order_ref) == ["5001234567890", "5001234567890"]
    assert (first.goods_gross, first.discount_merchant, first.shipping, first.total) == (400, 0, 15, 415)
    assert second[["goods_gross", "total", "status", "channel"]].isna().all()
    assert (first.qty, first.unit_price, second.qty, second.unit_price) == (1, 300, 2, 50)


def test_the_day_is_the_shops_own_although_the_offset_changes_within_the_file(tmp_path: Path) -> None:
    winter = order(Created_at="2024-03-31 00:30:00 +0100")
    summer = order(Name="#1002", Id="5001234567891", Created_at="2024-04-01 00:30:00 +0200")
    rows = export(tmp_path, winter, summer).good
    assert [str(moment) for moment in rows.ordered_at] == ["2024-03-30 23:30:00+00:00", "2024-03-31 22:30:00+00:00"]
    assert list(rows.tz) == ["GMT+01:00", "GMT+02:00"]


def test_every_generation_of_the_header_is_the_same_layout(tmp_path: Path) -> None:
    for columns in (OLD, [*sorted(NEW), "Something Shopify adds next year"]):
        made = export(tmp_path, order(), columns=columns)
        assert (made.layout, made.good.iloc[0].total, made.good.iloc[0].email) == (
            "shopify_orders",
            315,
            "ada@example.com",
        )


def test_a_discount_falls_on_goods_as_far_as_the_subtotal_shows_it(tmp_path: Path) -> None:
    one = export(tmp_path, order(Subtotal="270.00", Discount_Amount="30.00", Total="285.00")).good.iloc[0]
    assert (one.goods_gross, one.discount_merchant, one.discount_shipping) == (300, 30, 0)


def test_a_discount_that_the_subtotal_does_not_show_paid_the_shipping(tmp_path: Path) -> None:
    one = export(tmp_path, order(Discount_Amount="15.00", Total="300.00", Discount_Code="FREESHIP")).good.iloc[0]
    assert (one.discount_merchant, one.discount_shipping, one.tags) == (0, 15, None)


def test_a_subtotal_that_no_discount_explains_flags_an_edited_order_and_invents_no_discount(tmp_path: Path) -> None:
    one = export(tmp_path, order(Subtotal="290.00")).good.iloc[0]
    assert (one.goods_gross, one.discount_merchant, one.tags) == (300, 0, "edited")


def test_the_total_tells_whether_prices_include_tax(tmp_path: Path) -> None:
    told = [("54.10", "315.00"), ("63.00", "378.00"), ("0.00", "315.00")]
    orders = [order(Name=f"#{at}", Id=str(at), Taxes=tax, Total=total) for at, (tax, total) in enumerate(told)]
    included = export(tmp_path, *orders).good.tax_included
    assert (bool(included.iloc[0]), bool(included.iloc[1]), pd.isna(included.iloc[2])) == (True, False, True)


def test_the_financial_status_is_the_orders(tmp_path: Path) -> None:
    meant = {
        "paid": "paid", "partially_refunded": "partially_refunded", "refunded": "refunded", "pending": "unpaid",
        "voided": "cancelled", "authorized": "authorised", "partially_paid": "authorised", "expired": "unpaid",
        "something new": "unknown",
    }  # fmt: skip
    rows = export(tmp_path, *[order(Name=f"#{at}", Id=str(at), Financial_Status=said) for at, said in enumerate(meant)])
    assert list(rows.good.status) == list(meant.values())


def test_source_and_location_tell_the_channel(tmp_path: Path) -> None:
    told = [
        ({"Source": "web"}, "ecommerce", ""),
        ({"Source": "580111"}, "ecommerce", ""),
        ({"Source": "pos", "Location": "Via Spiga"}, "boutique", "Via Spiga"),
        ({"Source": "shopify_draft_order", "Location": "Via Spiga"}, "boutique", "Via Spiga"),
        ({"Source": "shopify_draft_order"}, "other", ""),
        ({"Source": "tiktok"}, "marketplace", ""),
    ]
    rows = export(tmp_path, *[order(Name=f"#{at}", Id=str(at), **said) for at, (said, _, _) in enumerate(told)]).good
    assert list(zip(rows.channel, rows.store_key.fillna(""), strict=True)) == [(each[1], each[2]) for each in told]


def test_a_re_imported_marketplace_order_names_its_original(tmp_path: Path) -> None:
    one = export(tmp_path, order(Tags="vip, TikTokOrderID:576489001234, gift")).good.iloc[0]
    assert (one.foreign_order_id, one.channel, one.platform) == ("tiktok|576489001234", "marketplace", "tiktok")


def test_an_id_that_a_spreadsheet_destroyed_gives_way_to_the_name(tmp_path: Path) -> None:
    rows = export(tmp_path, order(Id="5.00123E+12"), line()).good
    assert list(rows.order_ref) == ["#1001", "#1001"]


def test_refunds_are_negative_and_undated(tmp_path: Path) -> None:
    one = export(tmp_path, order(Financial_Status="partially_refunded", Refunded_Amount="100.00")).good.iloc[0]
    assert one.refunded == -100 and "refunded_at" not in export(tmp_path, order()).rows.dropna(axis=1).columns


def test_market_is_where_it_was_shipped_else_billed(tmp_path: Path) -> None:
    rows = export(
        tmp_path, order(Shipping_Country="CN", Billing_Country="IT"),
        order(Name="#1002", Id="2", Shipping_Country="", Billing_Country="it"),
        order(Name="#1003", Id="3", Shipping_Country="", Billing_Country="Italy"),
    ).good  # fmt: skip
    assert list(rows.market.fillna("")) == ["CN", "IT", ""]


def test_a_wallet_is_seen_among_several_payment_methods(tmp_path: Path) -> None:
    rows = export(
        tmp_path, order(Payment_Method="Gift Card + Alipay Global"), order(Name="#2", Id="2", Payment_Method="AlipayHK"),
        order(Name="#3", Id="3", Payment_Method="Stripe + PayPal Express Checkout"), order(Name="#4", Id="4"),
    ).good  # fmt: skip
    assert list(rows.payment_wallet.fillna("")) == ["alipay", "alipayhk", "paypal", ""]


def test_a_test_gateway_makes_a_test_order(tmp_path: Path) -> None:
    assert bool(export(tmp_path, order(Payment_Method="(for testing) Bogus Gateway")).good.iloc[0].is_test)


def test_a_continuation_without_its_order_is_rejected_and_says_why(tmp_path: Path) -> None:
    rows = export(tmp_path, line(Name="#0999"), order()).rows
    assert rows.iloc[0].problem == "the file has no row with the totals of this order"
    assert pd.isna(rows.iloc[1].problem)


def test_a_decimal_comma_is_refused_not_multiplied_by_a_hundred(tmp_path: Path) -> None:
    one = export(tmp_path, order(Lineitem_price="300,00")).rows.iloc[0]
    assert one.problem == "Lineitem price: a number written another way" and one.unit_price != 30000


def test_a_time_without_offset_asks_for_the_zone(tmp_path: Path) -> None:
    told = order(Created_at="2024-03-31 00:09:00", Paid_at="")
    assert "--tz" in export(tmp_path, told).rows.iloc[0].problem
    one = export(tmp_path, told, options=LoadOptions(tz="Europe/Rome")).good.iloc[0]
    assert (str(one.ordered_at), one.tz) == ("2024-03-30 23:09:00+00:00", "Europe/Rome")


def test_exports_joined_end_to_end_count_an_order_once_in_its_last_state(tmp_path: Path) -> None:
    before = [order(Subtotal="400.00", Total="415.00"), line()]
    after = [order(Subtotal="400.00", Total="415.00", Financial_Status="refunded", Refunded_Amount="415.00"), line()]
    made = export(tmp_path, *before, *after)
    assert list(made.rows.problem.notna()) == [True, True, False, False]
    assert (made.good.iloc[0].status, made.good.iloc[0].goods_gross) == ("refunded", 400)


def test_lines_of_a_discounted_order_add_up_to_the_cent_in_the_store(tmp_path: Path) -> None:
    rows = [
        order(Subtotal="333.33", Discount_Amount="66.67", Total="348.33", Lineitem_price="133.34"),
        line(Lineitem_price="133.33"),
    ]
    load([written(tmp_path, *rows)], tmp_path / "store")
    (kept,) = Store.open(tmp_path / "store").query(
        """select cast(sum(net) as double) as net, any_value(cast(goods_gross - discount_merchant as double)) as due,
            count(*) as lines from orders join order_lines using (order_id)"""
    ).itertuples(index=False)  # fmt: skip
    assert (kept.net, kept.due, kept.lines) == (333.33, 333.33, 2)


def test_a_later_export_of_the_same_order_updates_it_and_adds_none(tmp_path: Path) -> None:
    home = tmp_path / "store"
    (first,) = load([written(tmp_path, order(), line(Lineitem_price="0.00"))], home)
    later = written(tmp_path, order(Financial_Status="refunded", Refunded_Amount="315.00"), line(Lineitem_price="0.00"),
                    order(Name="#1002", Id="2"), name="later.csv")  # fmt: skip
    (second,) = load([later], home)
    assert (first.rows_loaded, second.rows_loaded, second.rows_updated, second.rows_rejected) == (2, 3, 2, 0)
    orders = Store.open(home).query("select order_name, status from orders order by order_name")
    assert list(orders.itertuples(index=False, name=None)) == [("#1001", "refunded"), ("#1002", "paid")]


def test_public_samples_give_the_expected_sums(shared: Path) -> None:
    expected = {
        "orders_export_eur_71cols.csv": (15, 15, 74.85, 0.0, 89.85, 0.0),
        "orders_export_usd_73cols.csv": (67, 30, 6803.0, 1344.55, 5548.45, -1141.4),
        "pos_like_orders_export_pkr_79cols.csv": (24, 20, 1117690.0, 7600.0, 1111590.0, -23940.0),
    }
    for name, sums in expected.items():
        made = read(shared / "formats/samples/shopify" / name)
        good = made.good
        money = [
            float(good[column].astype(float).sum())
            for column in ("goods_gross", "discount_merchant", "total", "refunded")
        ]
        assert (made.seen, good.order_ref.nunique(), *[round(value, 2) for value in money]) == sums


def test_a_payout_without_a_number_is_told_by_its_day(tmp_path: Path) -> None:
    file = Path(__file__).parent / "golden" / "shopify" / "in_payments.csv"
    load([file], tmp_path / "store")
    paid = Store.open(tmp_path / "store").query(
        "select settlement_batch, amount::double as amount, batch_amount::double as batch, state from payouts"
    )
    assert paid[["settlement_batch", "amount", "batch"]].to_numpy().tolist() == [["2023-03-30", 2173.0, 2173.0]]
