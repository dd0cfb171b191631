"""Law: refunds that a till or an ERP exports by themselves are taken off their orders once, on their own days, whichever file comes first and
however often; the younger content of one number counts, and every unit of money is accounted for.
"""

from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from analytics.journal import undated_refunds
from data.intake import Report
from data.load import load
from data.staging import LoadOptions
from data.store import Store

ORDERS = """
name: erp_orders
system: erp
grain: order
match: [Numero, Data, Totale]
columns:
  order_ref: Numero
  ordered_at: {from: Data, format: "%d/%m/%Y", zone: Europe/Rome}
  total: {from: Totale, decimal: ","}
  refunded: {from: Rimborsato, decimal: ","}
  refunded_at: {from: Data rimborso, format: "%d/%m/%Y", zone: Europe/Rome}
constants: {currency: EUR, status: paid, channel: boutique, tax_included: "true"}
"""
REFUNDS = """
name: erp_refunds
system: erp
grain: refund
match: [Ordine, Data, Importo]
columns:
  order_ref: Ordine
  refund_id: Reso
  source_line_id: Articolo
  refunded_at: {from: Data, format: "%d/%m/%Y", zone: Europe/Rome}
  amount: {from: Importo, decimal: ",", sign: "-"}
  currency: Valuta
"""
SOLD = "Numero;Data;Totale\n1;10/03/2024;1.000,00\n2;11/03/2024;300,00\n"
BACK = "Ordine;Reso;Data;Importo\n1;R1;05/04/2024;250,00\n1;R2;06/05/2024;100,00\n2;R3;11/03/2024;300,00\n"
DAYS = [["1", "2024-04-05", -250.0], ["1", "2024-05-06", -100.0], ["2", "2024-03-11", -300.0]]
names = count()


def told(folder: Path, text: str, shop: str | None = None) -> Report:
    """What became of one file of orders or refunds."""
    for name, mapping in (("orders", ORDERS), ("refunds", REFUNDS)):
        (folder / f"{name}.yaml").write_text(mapping, encoding="utf-8")
    file = folder / f"{next(names)}.csv"
    file.write_text(text, encoding="utf-8")
    options = LoadOptions(mappings=(folder / "orders.yaml", folder / "refunds.yaml"), shop=shop)
    (report,) = load([file], folder / "store", options)
    assert all(part.adds_up for part in report.money)
    return report


def stored(folder: Path) -> list[list[object]]:
    """The refunds as they stand, with their orders or without."""
    return (
        Store.open(folder / "store")
        .query(
            "select order_id, refunded_on::varchar as refunded_on, amount::double as amount from refunds order by all"
        )
        .values.tolist()
    )


def days(folder: Path) -> list[list[object]]:
    """What went back of each order on each day."""
    return (
        Store.open(folder / "store")
        .query(
            """select source_order_id, refunded_on::varchar as refunded_on, amount::double as amount from refund_days join orders using (order_id)
            order by all"""
        )
        .values.tolist()
    )


@pytest.mark.parametrize("places", ["orr", "ror"])
def test_a_refund_counts_once_on_its_day_whichever_file_comes_first(tmp_path: Path, places: str) -> None:
    for at, place in enumerate(places):
        report = told(tmp_path, {"o": SOLD, "r": BACK}[place] + "\n" * at)
        assert report.rows_rejected == 0
        assert report.rows_loaded == (0 if place in places[:at] else report.rows_seen)
        assert ("3 refunds count in no total until a file brings their orders" in report.message) == (
            "o" not in places[: at + 1]
        )
    assert days(tmp_path) == DAYS
    store = Store.open(tmp_path / "store")
    sales = store.query("select sum(net_eur)::double as net, sum(returns_eur)::double as back from sales")
    assert sales.values.tolist() == [[650.0, -650.0]]
    months = store.query(
        """select strftime(day, '%Y-%m') as month, sum(returns_rd_eur)::double as back from daily
        group by 1 having sum(returns_rd_eur) <> 0 order by 1"""
    )
    assert months.values.tolist() == [["2024-03", -300.0], ["2024-04", -250.0], ["2024-05", -100.0]]
    assert undated_refunds(store, until=date(2024, 6, 1)).empty


def test_what_is_missing_damaged_or_of_the_wrong_sign_is_rejected_and_its_money_said(tmp_path: Path) -> None:
    report = told(
        tmp_path,
        "Ordine;Reso;Data;Importo;Valuta\n;R1;05/04/2024;1,00;EUR\n1;R2;;2,00;EUR\n1;R3;boh;4,00;EUR\n1;R4;05/04/2024;;EUR\n"
        "1;R5;05/04/2024;x;EUR\n1;R6;05/04/2024;-8,00;EUR\n1;R7;05/04/2024;0;EUR\n1;R8;05/04/2024;16,00;EUR\n1;R8;05/04/2024;16,00;EUR\n"
        "1;R9;05/04/2024;32,00;EUR\n1;R9;05/04/2024;64,00;EUR\n1;R10;01/01/1970;128,00;EUR\n",
    )
    assert (report.rows_loaded, report.rows_duplicate, report.rows_rejected) == (1, 1, 10)
    (euro,) = report.money
    assert (euro.loaded, euro.duplicate, euro.rejected) == (Decimal(-16), Decimal(-16), Decimal(-223))
    reasons = " ".join(
        Store.open(tmp_path / "store").query("select reason from rejected_rows order by row_no")["reason"].tolist()
    )
    for said in (
        "no order ref",
        "no refunded at",
        "Data: text where a date belongs",
        "no amount",
        "Importo: text where an amount belongs",
        "amount is above nought",
        "amount is nought",
        "its number stands on row 12 too",
        "its number stands on row 11 too",
        "refunded_at is outside the years",
    ):
        assert said in reasons


@pytest.mark.parametrize("turned", [False, True])
def test_a_refund_told_anew_is_as_its_younger_file_says(tmp_path: Path, turned: bool) -> None:
    old = "Ordine;Reso;Data;Importo\n1;R1;05/04/2024;250,00\n2;R2;06/04/2024;30,00\n"
    new = "Ordine;Reso;Data;Importo\n1;R1;05/04/2024;200,00\n2;R2;08/04/2024;30,00\n2;R9;01/06/2024;1,00\n"
    for text in (new, old) if turned else (old, new):
        assert told(tmp_path, text).rows_rejected == 0
    assert stored(tmp_path) == [
        ["erp||1", "2024-04-05", -200.0],
        ["erp||2", "2024-04-08", -30.0],
        ["erp||2", "2024-06-01", -1.0],
    ]


def test_where_no_date_says_which_is_newer_the_later_file_is_rejected_and_names_the_other(tmp_path: Path) -> None:
    first = told(tmp_path, "Ordine;Reso;Data;Importo\n1;R1;05/04/2024;250,00\n")
    second = told(tmp_path, "Ordine;Reso;Data;Importo\n1;R1;05/04/2024;200,00\n")
    assert second.rows_rejected == 1 and f"(from {Path(first.file).name})" in second.message
    assert stored(tmp_path) == [["erp||1", "2024-04-05", -250.0]]


def test_what_bears_no_number_is_told_apart_by_its_count_and_lines_of_one_number_by_their_own(tmp_path: Path) -> None:
    head = "Ordine;Reso;Data;Importo;Articolo\n"
    rows = "1;;05/04/2024;50,00;\n1;;05/04/2024;50,00;\n2;R1;05/04/2024;250,00;BAG\n2;R1;05/04/2024;100,00;BELT\n"
    assert told(tmp_path, head + rows).rows_loaded == 4
    again = told(tmp_path, head + rows + "1;;06/04/2024;7,00;\n" + head + rows)  # two exports joined end to end
    assert (again.rows_loaded, again.rows_duplicate) == (1, 8)
    assert sum(amount for _, _, amount in stored(tmp_path)) == -457


@pytest.mark.parametrize("turned", [False, True])
def test_what_the_orders_own_row_says_of_it_is_not_taken_off_again(tmp_path: Path, turned: bool) -> None:
    own = {  # all of it, dated or not; more than the refunds tell; less; in another currency
        "1": ("350,00;06/05/2024", [350]),
        "2": ("350,00;", [350]),
        "3": ("400,00;07/05/2024", [350, 50]),
        "4": ("100,00;06/05/2024", [350]),
        "5": ("0,00;", []),
    }
    orders = "Numero;Data;Totale;Rimborsato;Data rimborso\n"
    refunds = "Ordine;Reso;Data;Importo;Valuta\n"
    for number, (said, _) in own.items():
        orders += f"{number};10/03/2024;1.000,00;{said}\n"
        currency = "USD" if number == "5" else "EUR"
        refunds += f"{number};R1;05/04/2024;250,00;{currency}\n{number};R2;06/05/2024;100,00;{currency}\n"
    for text in (refunds, orders) if turned else (orders, refunds):
        told(tmp_path, text)
    expected: list[list[object]] = []
    for number, (_, amounts) in own.items():
        expected += [[number, "2024-04-05", -250.0], [number, "2024-05-06", -100.0]] if amounts else []
        expected += [[number, "2024-05-07", -50.0]] if amounts[1:] else []
    assert days(tmp_path) == expected
    (check,) = Store.open(tmp_path / "store").ask("checks").query("name == 'refund_currency'").to_dict("records")
    assert check["rows"] == 2


def test_refunds_find_the_orders_of_their_shop(tmp_path: Path) -> None:
    told(tmp_path, BACK)
    told(tmp_path, SOLD, "Milan")  # goes on with what came before without a shop
    told(tmp_path, "Ordine;Reso;Data;Importo\n1;R1;07/04/2024;40,00\n", "Rome")
    assert days(tmp_path) == DAYS and ["erp|Rome|1", "2024-04-07", -40.0] in stored(tmp_path)
    report = told(tmp_path, "Ordine;Reso;Data;Importo\n2;R8;07/04/2024;40,00\n")
    assert not report.ok and "--shop NAME" in report.message
