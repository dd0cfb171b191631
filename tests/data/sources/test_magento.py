"""Magento's order grid."""

from pathlib import Path

import pandas as pd

from data.load import load
from data.staging import LoadOptions
from data.store import Store
from tests.data.sources.landing import Read, read

ROME = LoadOptions(tz="Europe/Rome", currency="EUR")
COLUMNS = (
    "ID", "Purchase Point", "Purchase Date", "Bill-to Name", "Ship-to Name", "Grand Total (Base)", "Grand Total (Purchased)", "Status",
    "Shipping Information", "Customer Email", "Customer Group", "Subtotal", "Shipping and Handling", "Customer Name", "Payment Method",
    "Total Refunded", "Coupon Code",
)  # fmt: skip
ORDER = {
    "ID": "000000123", "Purchase Point": "Main Website\n    Main Website Store\n        China Store View",
    "Purchase Date": "Jun 5, 2020, 6:22:10 PM", "Grand Total (Base)": "960.0000", "Grand Total (Purchased)": "7680.0000",
    "Status": "complete", "Customer Email": "a@example.com", "Subtotal": "1050.0000", "Shipping and Handling": "15.0000",
    "Payment Method": "alipay", "Total Refunded": "0.0000", "Coupon Code": "ESTATE10",
}  # fmt: skip


def grid(folder: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS, name: str = "export.csv") -> Path:
    lines = [",".join(f'"{name}"' for name in columns)]
    lines += [",".join(f'"{row.get(name, "")}"' for name in columns) for row in rows]
    file = folder / name
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    return file


def export(folder: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Read:
    return read(grid(folder, *rows, columns=columns), ROME)


def test_the_grid_in_italian_reads_as_the_english_one(tmp_path: Path) -> None:
    columns = ("ID", "Punto Acquisto", "Data di acquisto", "Totale complessivo (Base)", "Stato", "Totale rimborsato")
    rows = [
        ("1", "Main", "1 mar 2024, 10:00:00", "1.234,56 €", "Completo", "234,56 €"),
        ("2", "Main", "02/03/2024 09:30", "80.50", "Annullato", "0"),
        ("3", "Main", "13 ottobre 2024 9:05", "1.200 €", "In lavorazione", ""),
        ("4", "Main", "31 foo 2024 9:05", "1,2,3", "In lavorazione", ""),
    ]
    found = read(grid(tmp_path, *(dict(zip(columns, row, strict=True)) for row in rows), columns=columns), ROME)
    assert found.layout == "magento_orders_it"
    good = [(one.order_ref, float(one.total), float(one.refunded), one.status) for one in found.good.itertuples()]
    assert good == [
        ("1", 1234.56, -234.56, "partially_refunded"),
        ("2", 80.5, 0.0, "cancelled"),
        ("3", 1200.0, 0.0, "paid"),
    ]
    assert [str(each)[:16] for each in found.good.ordered_at.dt.tz_convert("Europe/Rome")] == [
        "2024-03-01 10:00",
        "2024-03-02 09:30",
        "2024-10-13 09:05",
    ]
    assert len(found.rows) == 4 and "Purchase Date" in found.rows.problem.iloc[3]


def test_an_order_is_in_the_base_currency_and_keeps_its_zeros(tmp_path: Path) -> None:
    one = export(tmp_path, ORDER).good.iloc[0]
    assert (one.order_ref, one.total, one.currency, one.status) == ("000000123", 960, "EUR", "paid")
    assert (one.goods_gross, one.discount_merchant, one.shipping) == (1050, 105, 15)
    assert (one.store_name, one.payment_wallet, str(one.ordered_at)) == (
        "China Store View",
        "alipay",
        "2020-06-05 16:22:10+00:00",
    )


def test_dates_come_in_the_shapes_of_different_languages_and_years(tmp_path: Path) -> None:
    said = ["2020-06-05 18:22:10", "Jun 5, 2020 6:22:10 PM", "Jun 5, 2020, 6:22:10\u202fPM", "5 Jun 2020, 18:22:10"]
    rows = export(tmp_path, *[ORDER | {"ID": str(at), "Purchase Date": each} for at, each in enumerate(said)]).good
    assert [str(moment) for moment in rows.ordered_at] == ["2020-06-05 16:22:10+00:00"] * 4


def test_a_date_of_no_known_shape_is_rejected(tmp_path: Path) -> None:
    assert "Purchase Date" in export(tmp_path, ORDER | {"Purchase Date": "soon"}).rows.iloc[0].problem


def test_status_and_refund_in_base_currency(tmp_path: Path) -> None:
    told = [
        (
            {"Total Refunded": "768.0000"},
            "partially_refunded",
            -96,
        ),  # a tenth of what was paid, in the shopper's currency
        ({"Status": "closed", "Total Refunded": "7680.0000"}, "refunded", -960),
        ({"Grand Total (Purchased)": "960.0000", "Total Refunded": "60.0000"}, "partially_refunded", -60),
        ({"Status": "canceled"}, "cancelled", 0),
        ({"Status": "pending_payment"}, "unpaid", 0),
        ({"Status": "holded"}, "authorised", 0),
        ({"Status": "fraud"}, "unknown", 0),
    ]
    rows = export(tmp_path, *[ORDER | each[0] | {"ID": str(at)} for at, each in enumerate(told)]).good
    assert list(zip(rows.status, rows.refunded.astype(float), strict=True)) == [each[1:] for each in told]


def test_a_total_above_goods_and_shipping_is_added_tax(tmp_path: Path) -> None:
    one = export(tmp_path, ORDER | {"Grand Total (Base)": "1299.3000", "Coupon Code": ""}).good.iloc[0]
    assert (one.discount_merchant, float(one.tax), bool(one.tax_included)) == (0, 234.3, False)


def test_a_tax_column_tells_discount_and_tax_apart(tmp_path: Path) -> None:
    columns = (*COLUMNS, "Order Tax")
    one = export(
        tmp_path, ORDER | {"Grand Total (Base)": "1171.2000", "Order Tax": "211.2000"}, columns=columns
    ).good.iloc[0]
    assert (float(one.discount_merchant), float(one.tax)) == (105, 211.2)


def test_orders_without_lines_are_stored_whole(tmp_path: Path) -> None:
    load([grid(tmp_path, ORDER)], tmp_path / "store", ROME)
    (one,) = Store.open(tmp_path / "store").query(
        "select order_name, cast(total as double) as total, currency, (select count(*) from order_lines) as lines from orders"
    ).itertuples(index=False, name=None)  # fmt: skip
    assert one == ("000000123", 960.0, "EUR", 0)


def test_the_public_sample_loads(shared: Path) -> None:
    rows = read(shared / "formats/samples/magento/export.csv", ROME).good
    assert list(rows.order_ref) == ["000000123", "000000124"]
    assert (float(rows.total.sum()), float(rows.refunded.sum()), list(rows.status)) == (
        1160,
        -200,
        ["paid", "refunded"],
    )
    assert pd.isna(rows.market).all()
