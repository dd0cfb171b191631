"""Law: an order that stands in a file more than once is one order in its furthest state, whichever copy comes first.

Broken once: in exports joined end to end the first copy's state counted, so that a refund in the second was lost, and
WooCommerce's lines were stored once a copy.
"""

from itertools import permutations
from pathlib import Path

import pytest

from data.load import Report
from data.staging import LoadOptions
from data.store import Store
from tests.data.loading import loaded

GRID = '"ID","Purchase Date","Grand Total (Base)","Subtotal","Total Refunded","Status"\n'
PAID = "1,2024-06-05 10:00:00,100.00,100.00,,processing\n"
REFUNDED = "1,2024-06-05 10:00:00,100.00,100.00,30.00,complete\n"
LINES = "Order Number,Order Status,Order Date,Order Total Amount,Order Refund Amount,SKU,Item Name,Quantity,Item Cost,Order Currency\n"
WIDE = "order_id,order_date,status,order_total,order_currency,order_subtotal,refund_items,line_item_1,line_item_2\n"


def lines(status: str, refund: str) -> str:
    row = f"77,{status},2024-06-05 10:00,150.00,{refund}"
    return f"{row},A,Bag,1,100.00,EUR\n{row},B,Belt,1,50.00,EUR\n"


def wide(status: str, refund: str) -> str:
    bag, belt = (f"name:{what}|sku:{what}|quantity:1|total:{cost}" for what, cost in (("Bag", 100), ("Belt", 50)))
    return f"77,2024-06-05 10:00:00,{status},150.00,EUR,150.00,amount:{refund}|date:2024-06-09 10:00:00,{bag},{belt}\n"


def told(folder: Path, text: str) -> tuple[Store, Report, float]:
    """The store of one file, its report, and what was given back."""
    folder.mkdir(exist_ok=True)
    file = folder / "joined.csv"
    file.write_text(text, encoding="utf-8")
    store, (report,) = loaded(folder, file, options=LoadOptions("Europe/Rome", "EUR"))
    assert report.rows_seen == report.rows_loaded + report.rows_duplicate + report.rows_rejected
    return store, report, float(store.query("select sum(refunded) as refunded from orders")["refunded"][0])


@pytest.mark.parametrize("border", [GRID, ""])
def test_a_refund_in_a_later_or_earlier_copy_counts(border: str, tmp_path: Path) -> None:
    for at, (first, second) in enumerate(permutations((PAID, REFUNDED))):
        _, report, refunded = told(tmp_path / str(at), GRID + first + border + second)
        assert (report.rows_loaded, report.rows_duplicate, refunded) == (1, 1, -30)


@pytest.mark.parametrize(("header", "row"), [(LINES, lines), (WIDE, wide)])
def test_the_lines_of_one_copy_are_stored(header: str, row: object, tmp_path: Path) -> None:
    assert callable(row)
    for at, (first, second) in enumerate(permutations((row("processing", "0"), row("completed", "50.00")))):
        store, report, refunded = told(tmp_path / str(at), header + first + header + second)
        assert (report.rows_loaded, report.rows_duplicate) == (report.rows_seen / 2, report.rows_seen / 2)
        assert refunded == -50
        sold = store.query("select sum(net) as net, count(*) as lines from order_lines")
        assert (float(sold["net"][0]), int(sold["lines"][0])) == (150, 2)
        assert float(store.query("select goods_gross from orders")["goods_gross"][0]) == 150


def test_two_pieces_of_one_article_are_two_lines(tmp_path: Path) -> None:
    bag = lines("Processing", "0").splitlines()[0].replace("150.00", "200.00") + "\n"
    store, report, _ = told(tmp_path, LINES + bag + bag)
    assert (report.rows_loaded, report.rows_duplicate) == (2, 0)
    assert float(store.query("select sum(net) as net from order_lines")["net"][0]) == 200


def test_lines_behind_the_border_of_two_exports_stay(tmp_path: Path) -> None:
    header = "Name,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price\n"
    first, rest = (
        "#1,paid,EUR,150.00,150.00,2024-06-05 10:00:00 +0200,1,Bag,100.00\n",
        "#1,,,,,2024-06-05 10:00:00 +0200,1,Belt,50.00\n",
    )
    store, report, _ = told(tmp_path, header + first + header + rest)
    assert report.rows_loaded == 2
    assert float(store.query("select sum(net) as net from order_lines")["net"][0]) == 150
