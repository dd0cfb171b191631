"""WooCommerce orders as its two export plugins write them."""

import csv
from pathlib import Path

import pandas as pd

from data.load import load
from data.staging import LoadOptions
from data.store import Store
from tests.data.sources.landing import Read, read

ROME = LoadOptions(tz="Europe/Rome", currency="EUR")
WIDE = [
    "order_id",
    "order_number",
    "order_date",
    "paid_date",
    "status",
    "shipping_total",
    "fee_total",
    "tax_total",
    "cart_discount",
    "order_discount",
    "discount_total",
    "order_total",
    "order_subtotal",
    "order_currency",
    "payment_method",
    "payment_method_title",
    "transaction_id",
    "customer_id",
    "customer_email",
    "billing_email",
    "billing_phone",
    "billing_country",
    "shipping_country",
    "coupon_items",
    "refund_items",
    "line_item_1",
    "line_item_2",
    "line_item_11",
]
BAG = "name:Borsa | nera|product_id:77|sku:BAG-77|quantity:1|total:810.00|sub_total:900.00|tax:146.07|refund:0.00"
SCARF = "name:Foulard &amp; spilla|product_id:78|sku:SCF-78|quantity:3|total:135.00|sub_total:150.00|tax:24.34"
ORDER = {
    "order_id": "10231", "order_number": "2020-231", "order_date": "2020-06-05 00:22:10", "paid_date": "2020-06-05 00:23:01",
    "status": "wc-completed", "shipping_total": "15.00", "tax_total": "170.41", "discount_total": "105.00", "order_total": "960.00",
    "order_subtotal": "1050.00", "order_currency": "EUR", "payment_method": "ppcp-gateway", "payment_method_title": "PayPal",
    "transaction_id": "ch_1", "customer_id": "51", "billing_email": "c1@example.com", "billing_country": "IT",
    "coupon_items": "code:ESTATE10|amount:70.00;code:VIP|amount:35.00", "line_item_1": BAG, "line_item_2": SCARF,
}  # fmt: skip


def written(folder: Path, *rows: dict[str, str], columns: list[str] = WIDE, name: str = "orders.csv") -> Path:
    file = folder / name
    with file.open("w", newline="", encoding="utf-8") as sink:
        writer = csv.DictWriter(sink, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return file


def export(folder: Path, *rows: dict[str, str], columns: list[str] = WIDE) -> Read:
    return read(written(folder, *rows, columns=columns), ROME)


def test_one_row_holds_an_order_and_all_of_its_lines(tmp_path: Path) -> None:
    rows = export(tmp_path, ORDER | {"line_item_11": "name:Guanti|sku:GLV|quantity:2|total:0.00|sub_total:0.00"}).good
    assert list(rows.sku) == ["BAG-77", "SCF-78", "GLV"]
    assert list(rows.title) == ["Borsa | nera", "Foulard & spilla", "Guanti"]
    assert [(float(q), float(p), float(d)) for q, p, d in zip(rows.qty, rows.unit_price, rows.line_discount, strict=True)] == [
        (1, 900, 90), (3, 50, 15), (2, 0, 0),
    ]  # fmt: skip
    one = rows.iloc[0]
    assert (one.order_ref, one.order_name, one.goods_gross, one.discount_merchant, one.total) == (
        "10231",
        "2020-231",
        1050,
        105,
        960,
    )
    assert (one.discount_code, one.payment_wallet, one.shop_customer, one.email) == (
        "ESTATE10,VIP",
        "paypal",
        "51",
        "c1@example.com",
    )


def test_times_are_the_sites_own(tmp_path: Path) -> None:
    one = export(tmp_path, ORDER).good.iloc[0]
    assert (str(one.ordered_at), one.tz) == ("2020-06-04 22:22:10+00:00", "Europe/Rome")


def several(folder: Path, told: list[dict[str, str]]) -> pd.DataFrame:
    rows = export(folder, *[ORDER | each | {"order_id": str(at)} for at, each in enumerate(told)]).good
    return rows.drop_duplicates("order_ref")


def test_the_total_tells_whether_prices_include_tax(tmp_path: Path) -> None:
    included = several(tmp_path, [{"order_total": total} for total in ("960.00", "1130.41", "1000.00")]).tax_included
    assert (bool(included.iloc[0]), bool(included.iloc[1]), pd.isna(included.iloc[2])) == (True, False, True)


def test_status_and_refunds(tmp_path: Path) -> None:
    two = "amount:60.00|date:2020-06-12 11:00:00;amount:900.00|date:2020-07-01 09:00:00"
    told = [
        ({}, "paid", 0, False),
        ({"status": "processing"}, "paid", 0, False),
        ({"status": "refunded"}, "refunded", -960, False),
        ({"refund_items": "amount:60.00|reason:|date:2020-06-12 11:00:00"}, "partially_refunded", -60, True),
        ({"refund_items": two}, "refunded", -960, False),
        ({"status": "on-hold"}, "unpaid", 0, False),
        ({"status": "cancelled"}, "cancelled", 0, False),
        ({"status": "failed"}, "unpaid", 0, False),
    ]
    rows = several(tmp_path, [each[0] for each in told])
    assert list(zip(rows.status, rows.refunded, rows.refunded_at.notna(), strict=True)) == [each[1:] for each in told]


def test_a_line_without_numbers_is_rejected(tmp_path: Path) -> None:
    one = export(tmp_path, ORDER | {"line_item_2": "name:Foulard|quantity:x|total:1"}).rows
    assert one.problem.notna().sum() == 1 and "no quantity and total as numbers" in one.problem.dropna().iloc[0]


def test_lines_of_a_row_stay_apart_in_the_store_and_the_row_counts_once(tmp_path: Path) -> None:
    home = tmp_path / "store"
    (first,) = load([written(tmp_path, ORDER)], home, ROME)
    (again,) = load([written(tmp_path, ORDER, ORDER | {"order_id": "10232"}, name="longer.csv")], home, ROME)
    assert (first.rows_seen, first.rows_loaded) == (1, 1)
    assert (again.rows_loaded, again.rows_duplicate) == (1, 1)
    lines = Store.open(home).query(
        "select sku, cast(net as double) as net from order_lines where order_id like '%10231' order by line_no"
    )
    assert list(lines.itertuples(index=False, name=None)) == [("BAG-77", 810.0), ("SCF-78", 135.0)]


LONG = [
    "Order Number",
    "Order Status",
    "Order Date",
    "Customer Note",
    "Email (Billing)",
    "Phone (Billing)",
    "Country Code (Billing)",
    "Country Code (Shipping)",
    "Payment Method Title",
    "Cart Discount Amount",
    "Order Subtotal Amount",
    "Order Shipping Amount",
    "Order Refund Amount",
    "Order Total Amount",
    "Order Total Tax Amount",
    "SKU",
    "Item Name",
    "Quantity (- Refund)",
    "Item Cost",
    "Coupon Code",
]
LINE = {
    "Order Number": "881", "Order Status": "Completato", "Order Date": "2020-06-05 18:22", "Email (Billing)": "c1@example.com",
    "Country Code (Billing)": "IT", "Payment Method Title": "Alipay", "Cart Discount Amount": "105", "Order Subtotal Amount": "1050",
    "Order Shipping Amount": "15", "Order Refund Amount": "0", "Order Total Amount": "960", "Order Total Tax Amount": "0",
    "SKU": "BAG-77", "Item Name": "Borsa", "Quantity (- Refund)": "1", "Item Cost": "810",
}  # fmt: skip


def test_one_row_a_line_brings_costs_after_discount_back_to_before_it(tmp_path: Path) -> None:
    second = LINE | {"SKU": "SCF-78", "Item Name": "Foulard", "Quantity (- Refund)": "3", "Item Cost": "45"}
    made = export(tmp_path, LINE, second, columns=LONG)
    rows = made.good
    assert (made.layout, list(rows.order_ref), list(rows.status)) == (
        "woocommerce_lines",
        ["881", "881"],
        ["paid", "paid"],
    )
    assert [float(price) for price in rows.unit_price] == [900, 50]
    one = rows.iloc[0]
    assert (one.goods_gross, one.discount_merchant, one.total, one.currency) == (1050, 105, 960, "EUR")
    assert (one.payment_wallet, one.market) == ("alipay", "IT")


def test_costs_before_discount_stay_as_they_are(tmp_path: Path) -> None:
    rows = export(tmp_path, LINE | {"Item Cost": "1050"}, columns=LONG).good
    assert float(rows.iloc[0].unit_price) == 1050


def test_the_public_sample_gives_what_its_lines_say(shared: Path) -> None:
    rows = read(shared / "formats/samples/woocommerce/order_export_webtoffee.csv", ROME).good
    heads = rows.drop_duplicates("order_ref")
    assert (len(rows), len(heads)) == (3, 2)
    assert (float(heads.total.sum()), float(heads.refunded.sum()), float(rows.line_discount.sum())) == (1160, -200, 105)
