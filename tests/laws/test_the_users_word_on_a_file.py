"""Law: what the user describes is how the file is read; what the file says row by row is not overruled by what holds for all of it."""

from pathlib import Path

from data.staging import LoadOptions
from tests.data.loading import loaded

SQUARE = """
name: till_of_milan
system: square
grain: order
match: [Gross Sales, Net Sales, Total Collected, Transaction ID]
columns:
  order_ref: Transaction ID
  ordered_at: {from: [Date, Time], format: "%m/%d/%y %H:%M:%S", zone: Europe/Rome}
  goods_gross: Gross Sales
  discount_merchant: Discounts
  total: Net Sales
constants: {currency: EUR, channel: boutique, status: paid, tax_included: true}
"""
LIGHTSPEED = """
name: my_lightspeed
system: lightspeed
grain: line
match: [Receipt Number, Line Type, Register]
columns: {order_ref: Receipt Number, ordered_at: {from: Date, zone: Europe/Rome}, qty: Quantity, unit_price: Total}
constants: {currency: EUR, channel: boutique, status: paid}
"""
SALES = (
    "Date,Receipt Number,Line Type,Customer Code,Quantity,Subtotal,Sales Tax,Discount,Total,Paid,Details,Register,Status,Sku\n"
    "2024-06-05 10:00:00,1,Sale,C1,1,245.90,54.10,20.00,300.00,300.00,Bag,T1,CLOSED,\n"
    "2024-06-05 10:00:00,1,Sale Line,C1,1,245.90,54.10,20.00,300.00,,Bag,T1,,B1\n"
    "2024-06-05 10:00:00,1,Payment,C1,,,,,,100.00,Gift Card,T1,,\n"
    "2024-06-05 10:00:00,1,Payment,C1,,,,,,200.00,Alipay,T1,,\n"
)
PAYPAL = """
name: bill
system: bill
grain: payment
columns: {natural_key: Id, occurred_at: {from: Day, zone: Europe/Rome}, gross: Amount}
constants: {txn_type: payment, status: succeeded, currency: EUR}
"""


def options(folder: Path, mapping: str) -> LoadOptions:
    (folder / "m.yaml").write_text(mapping, encoding="utf-8")
    return LoadOptions(mappings=(folder / "m.yaml",))


def test_a_mapping_reads_a_file_that_a_layout_knows_as_something_else(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,Tax,Total Collected,Fees,Net Total,Transaction ID,Payment ID,Event Type\n"
        '06/05/24,10:00:00,Rome,"€1,300.00",-€100.00,"€1,200.00",€216.39,"€1,210.00",-€12.00,"€1,198.00",TX1,P1,Payment\n'
        "06/06/24,10:00:00,Rome,-€400.00,€0.00,-€400.00,-€72.13,-€400.00,€0.00,-€400.00,TX2,P2,Refund\n",
        encoding="utf-8",
    )
    store, (report,) = loaded(tmp_path, tmp_path / "a.csv", options=options(tmp_path, SQUARE))
    assert report.layout == "till_of_milan" and report.rows_loaded == 2
    sums = store.query("select sum(gross_eur), sum(discount_eur), sum(returns_eur), sum(net_eur) from sales")
    assert sums.astype(float).values.tolist() == [[1300.0, 100.0, -400.0, 800.0]]


def test_a_layout_that_knows_the_same_rows_better_says_so_and_takes_the_currency(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(SALES, encoding="utf-8")
    store, (report,) = loaded(tmp_path, tmp_path / "a.csv", options=options(tmp_path, LIGHTSPEED))
    assert "read as lightspeed_sales, which knows more of its columns than the mapping my_lightspeed" in report.message
    rows = store.query("select total::double, currency, payment_method, payment_wallet from orders").values.tolist()
    assert rows == [[300.0, "EUR", "alipay + gift_card", "alipay"]]


def test_a_system_of_its_own_has_the_mapping_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(SALES, encoding="utf-8")
    mapping = LIGHTSPEED.replace("system: lightspeed", "system: mine")
    _, (report,) = loaded(tmp_path, tmp_path / "a.csv", options=options(tmp_path, mapping))
    assert report.layout == "my_lightspeed"


def test_a_column_of_zones_is_heeded_though_the_mapping_says_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "Id,Day,Amount,Fuso orario\n1,2024-03-11 10:00:00,1,PST\n2,2024-07-01 10:00:00,2,America/Los_Angeles\n"
        "3,2024-07-01 10:00:00,3,\n4,2024-07-01 10:00:00,4,pippo\n5,2024-07-01T10:00:00Z,5,Europe/Rome\n",
        encoding="utf-8",
    )
    store, (report,) = loaded(tmp_path, tmp_path / "a.csv", options=options(tmp_path, PAYPAL))
    rows = store.query("select gross::integer, occurred_at::varchar, tz from wallet_transactions order by 1")
    assert rows.values.tolist() == [
        [1, "2024-03-11 18:00:00+00", "America/Los_Angeles"],
        [2, "2024-07-01 17:00:00+00", "America/Los_Angeles"],
        [3, "2024-07-01 08:00:00+00", "Europe/Rome"],
        [5, "2024-07-01 10:00:00+00", "Europe/Rome"],
    ]
    assert "1 rejected: the row's time zone: no zone that is known" in report.message
