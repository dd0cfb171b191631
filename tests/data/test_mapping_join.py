"""Files that a mapping reads together: heads with lines, orders with items and customers, payments with the day of their order."""

import zipfile
from pathlib import Path

import pytest

from data.errors import BadMapping
from data.mapping import layout
from data.rehearsal import rehearse
from data.staging import LoadOptions
from data.store import Home
from tests.data.loading import loaded

OLIST = Path(__file__).parents[3] / "shared" / "data" / "olist"
HEADS = """No.,Sell-to Customer No.,Posting Date,Location Code,Currency Code,Sell-to Country/Region Code
I1,C1,13/03/2024,MILANO,,IT
I2,C2,14/03/2024,MILANO,USD,US
"""
LINES = """Document No.,Line No.,Type,No.,Description,Quantity,Unit Price,Line Discount Amount,VAT %,Amount,Amount Including VAT
I1,10000,Item,B1,Bag,1,1000.00,100.00,22,900.00,1098.00
I1,20000,Item,S1,Scarf,2,50.00,0,22,100.00,122.00
I1,30000,,,a remark,0,0,0,0,0,0
I2,10000,Item,B1,Bag,1,1000.00,0,0,1000.00,1000.00
I9,10000,Item,B1,Bag,1,500.00,0,0,500.00,500.00
"""
ERP = LoadOptions(tz="Europe/Rome", currency="EUR")


def files(folder: Path, heads: str = HEADS, lines: str = LINES) -> tuple[Path, Path]:
    first, second = folder / "heads.csv", folder / "lines.csv"
    first.write_text(heads, encoding="utf-8")
    second.write_text(lines, encoding="utf-8")
    return first, second


def test_heads_and_lines_of_an_erp_are_orders_with_their_tax_whichever_comes_first(tmp_path: Path) -> None:
    heads, lines = files(tmp_path)
    store, reports = loaded(tmp_path, lines, heads, options=ERP)
    assert [(r.rows_seen, r.rows_loaded, r.rows_rejected) for r in reports] == [(5, 4, 1), (2, 2, 0)]
    assert "belongs to no row of erp_head_and_lines" in reports[0].message
    orders = store.query(
        "select source_order_id as ref, total::double as total, tax::double as tax, currency from orders order by 1"
    )
    assert orders.values.tolist() == [["I1", 1220.0, 220.0, "EUR"], ["I2", 1000.0, 0.0, "USD"]]
    assert store.query("select count(*) as n from order_lines").n[0] == 3

    store, again = loaded(tmp_path, heads, lines, options=ERP)
    assert [(r.rows_loaded, r.rows_rejected) for r in again] == [(0, 0), (0, 1)]


def test_other_lines_beside_the_same_heads_are_read(tmp_path: Path) -> None:
    loaded(tmp_path, *files(tmp_path), options=ERP)
    store, (heads, _) = loaded(
        tmp_path,
        *files(tmp_path, lines=LINES.replace("I2,10000,Item,B1,Bag,1,1000", "I2,10000,Item,B1,Bag,3,1000")),
        options=ERP,
    )
    assert (heads.rows_loaded, heads.rows_updated) == (1, 1)
    assert (
        store.query("select goods_gross::double as goods from orders where source_order_id = 'I2'").goods[0] == 3000.0
    )


def test_one_of_two_files_is_refused_with_the_columns_of_the_other(tmp_path: Path) -> None:
    heads, lines = files(tmp_path)
    _, (alone,) = loaded(tmp_path, heads, options=ERP)
    assert not alone.ok and "Document No., Line No., Quantity, Unit Price; load them in one command" in alone.message
    _, (alone,) = loaded(tmp_path, lines, options=ERP)
    assert not alone.ok and "Sell-to Customer No.; load them in one command" in alone.message


def test_a_rehearsal_shows_the_lines_as_they_would_load_and_stores_nothing(tmp_path: Path) -> None:
    lines, heads = reversed(files(tmp_path))
    told = rehearse([lines, heads], tmp_path / "store", ERP)
    alone, joined = told.tables
    assert joined.content.rows[["order_ref", "sku", "net"]].astype(str).values.tolist() == [
        ["I1", "B1", "900.0"], ["I1", "S1", "100.0"], ["I2", "B1", "1000.0"]
    ]  # fmt: skip
    assert [str(amount) for amount in joined.content.totals.query("kind == 'order'").amount] == [
        "1220.000000",
        "1000.000000",
    ]
    assert alone.content.rows.empty and alone.content.reasons.rows.tolist() == [1]
    assert (told.orders.more, told.publishes, Home(tmp_path / "store").version()) == (2, True, 0)


def test_both_files_may_lie_in_one_zip(tmp_path: Path) -> None:
    heads, lines = files(tmp_path)
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as archive:
        archive.write(lines, "lines.csv")
        archive.write(heads, "heads.csv")
    store, _ = loaded(tmp_path, tmp_path / "both.zip", options=ERP)
    assert store.query("select sum(total)::double as total from orders").total[0] == 2220.0


LOOKUP = """
name: pay
system: pay
grain: payment
match: [Payment, Order, Amount]
join: {orders: {match: [Number, Day], on: {Order: Number}}}
columns: {natural_key: Payment, merchant_ref: Order, occurred_at: {from: orders.Day, zone: Europe/Rome}, gross: Amount}
constants: {txn_type: payment, currency: EUR}
"""


def test_a_row_with_two_different_partners_is_rejected_and_the_same_row_twice_is_one(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(LOOKUP)
    (tmp_path / "pay.csv").write_text("Payment,Order,Amount\nP1,1,10\nP2,2,20\nP3,3,30\n")
    (tmp_path / "orders.csv").write_text(
        "Number,Day\n1,2024-03-01\n1,2024-03-01\n2,2024-03-01\n2,2024-03-02\n7,2024-03-07\n"
    )
    options = LoadOptions(mappings=(tmp_path / "m.yaml",))
    store, (pay, orders) = loaded(tmp_path, tmp_path / "pay.csv", tmp_path / "orders.csv", options=options)
    assert store.query("select gross::double as gross from wallet_transactions").gross.tolist() == [10.0]
    assert "two rows of orders that differ belong to it" in pay.message and "no occurred at" in pay.message
    assert (orders.rows_loaded, orders.rows_duplicate) == (4, 1) and "1 rows belong to none" in orders.message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("orders.Day", "Day"), "no column is read from orders"),
        (("on: {Order: Number}", "an: {Order: Number}"), "orders has an; it may have match, on, rows"),
        (
            ("[Number, Day], on: {Order: Number}", "[Number, Day], on: {Order: Number}, rows: some"),
            "rows is 'some'; it may be one or many",
        ),
        (("orders: {match", "a-b: {match"), "'a-b' is no name of a join"),
        (
            (
                "join: {orders:",
                "join: {more: {match: [A], on: [Order], rows: many}, x: {match: [A], on: [Order], rows: many}, orders:",
            ),
            "more and x both have several rows",
        ),
    ],
)
def test_a_wrong_join_says_what_may_stand_there(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    (tmp_path / "m.yaml").write_text(LOOKUP.replace(*change))
    with pytest.raises(BadMapping, match=said):
        layout(tmp_path / "m.yaml")


@pytest.mark.skipif(not OLIST.exists(), reason="the real tables of Olist are not on this machine")
def test_the_whole_of_olist_adds_up_to_what_is_known_of_it(tmp_path: Path) -> None:
    store, reports = loaded(tmp_path, *sorted(OLIST.glob("*.csv")))
    assert all(report.ok and not report.rows_rejected for report in reports)
    goods, shipping, total, orders = store.query(
        "select sum(goods_gross)::double, sum(shipping)::double, sum(total)::double, count(*) from orders"
    ).iloc[0]
    assert (round(goods, 2), orders) == (1_089_660.09, 8_000)
    assert round(goods + shipping, 2) == round(total, 2)
    paid = store.query(
        """select avg(case when abs(total - paid) <= 0.02 then 1 else 0 end) as share from orders
        join (select order_id, sum(gross) as paid from wallet_transactions group by order_id) using (order_id) where total > 0"""
    )
    assert 0.99 < paid.share[0] < 1.0
