"""Tills (Square, SumUp, Lightspeed, Loyverse, Cegid) through the whole load: three views of the same money are counted once."""

from pathlib import Path

import pytest

from data.load import load
from data.staging import LoadOptions
from data.store import Store

ROME = LoadOptions(tz="Europe/Rome", currency="EUR")
LIGHTSPEED = (
    "Sale Date,Sale Time,Invoice Number,Line Type,Customer Code,Quantity,Price,Tax,Discount,Loyalty,Total,Paid,Details,Register,"
    "User,Status,Product Sku"
)
LOYVERSE = (
    "Date,Receipt number,Receipt type,Gross sales,Discounts,Net sales,Taxes,Total collected,Payment type,Store,Status"
)
SQUARE = "Date,Time,Time Zone,Gross Sales,Total Collected,Fees,Net Total,Transaction ID,Payment ID,Event Type,Location,Deposit ID,Deposit Date"
ITEMS = (
    "Date,Time,Time Zone,Category,Item,Qty,SKU,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Event Type,Location"
)
SUMUP = "Date,Transaction ID,Transaction type,Status,Card type,Total,Fee,Payout,Payout date,Payout ID"


def loaded(
    folder: Path, header: str, *rows: str, options: LoadOptions = ROME, name: str = "till.csv"
) -> tuple[Store, str]:
    file = folder / name
    file.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    (report,) = load([file], folder / "store", options)
    assert report.ok, report.message
    return Store.open(folder / "store"), report.message


def orders(store: Store) -> list[tuple[str, float, str]]:
    rows = store.query("select source_order_id as ref, total::double as total, status from orders order by 1")
    return [(row.ref, row.total, row.status) for row in rows.itertuples()]


def test_lightspeeds_sale_lines_and_payments_are_one_order(tmp_path: Path) -> None:
    store, _ = loaded(
        tmp_path,
        LIGHTSPEED,
        "2026-06-01, 10:15:00,A-1,Sale,C-1,3,263.94,58.06,10.00,0,322.00,322.00,1 X Bag + 2 X Hat,T,U,CLOSED,,,",
        "2026-06-01, 10:15:00,A-1,Sale Line,,1,163.94,36.06,10.00,0,200.00,,Bag,T,U,,BAG,,",
        "2026-06-01, 10:15:00,A-1,Sale Line,,2,50.00,11.00,0,0,122.00,,Hat,T,U,,HAT,,",
        "2026-06-01, 10:15:00,A-1,Payment,,,,,,0,,222.00,Visa card,T,U,,,,",
        "2026-06-01, 10:15:00,A-1,Payment,,,,,,0,,100.00,Cash,T,U,,,,",
        "2026-06-01, 11:00:00,A-2,Sale,WALKIN,1,10.00,2.20,0,0,12.20,12.20,1 X Pin,T,U,VOIDED,,,",
    )
    assert orders(store) == [("A-1", 322.0, "paid"), ("A-2", 12.2, "cancelled")]
    lines = store.query(
        "select sku, qty::double as qty, gross::double as gross, net::double as net from order_lines order by sku"
    )
    assert lines.values.tolist() == [["BAG", 1.0, 173.94, 163.94], ["HAT", 2.0, 100.0, 100.0]]
    assert store.query(
        "select payment_method, ordered_on::varchar as day from orders order by source_order_id"
    ).values.tolist()[0] == [
        "card + cash",
        "2026-06-01",
    ]


def test_invoice_numbers_of_two_outlets_are_told_apart_by_the_file_names(tmp_path: Path) -> None:
    for outlet, goods in (("milano", "x"), ("roma", "y")):
        row = f"2026-06-01, 10:15:00,A-1,Sale,,1,8.20,1.80,0,0,10.00,10.00,{goods},T,U,CLOSED,"
        store, _ = loaded(tmp_path, LIGHTSPEED, row, name=f"sales_history_shop_{outlet}_f2026-06-01_t2026-06-02.csv")
    assert [total for _, total, _ in orders(store)] == [10.0, 10.0]


@pytest.mark.parametrize("net", ["-150.00", "150.00", "-50.00"])
def test_a_loyverse_refund_is_negative_whatever_sign_is_printed(tmp_path: Path, net: str) -> None:
    store, _ = loaded(
        tmp_path,
        LOYVERSE,
        "9/28/26 1:33 PM,4-1,Sale,150.00,0.00,150.00,0.00,150.00,Card,Uno,Closed",
        f"9/28/26 1:40 PM,4-2,Refund,150.00,0.00,{net},0.00,{net},Card,Uno,Closed",
        "9/28/26 1:50 PM,4-1,Sale,60.00,0.00,60.00,0.00,60.00,Cash,Due,Closed",
        "9/28/26 1:55 PM,4-3,Sale,60.00,0.00,60.00,0.00,60.00,Cash,Due,Cancelled",
    )
    assert orders(store) == [
        ("Due|4-1", 60.0, "paid"),
        ("Due|4-3", 60.0, "cancelled"),
        ("Uno|4-1", 150.0, "paid"),
        ("Uno|4-2", -abs(float(net)), "paid"),
    ]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("01/10/2026 23:50", None),
        ("31/12/2025 14:05", "2025-12-31"),
        ("2025-12-31 14:05", "2025-12-31"),
        ("7/8/26 1:33 PM", "2026-07-08"),
    ],
)
def test_loyverses_dates_follow_the_screens_language(tmp_path: Path, written: str, day: str | None) -> None:
    store, message = loaded(tmp_path, LOYVERSE, f"{written},1-1,Sale,1.00,0.00,1.00,0.00,1.00,Card,Uno,Closed")
    found = (
        store.query("select ordered_on::varchar as day from orders order by source_order_id").day.tolist()
        if day
        else []
    )
    assert found == ([day] if day else [])
    assert day or "either way round" in message


def test_squares_transactions_are_payments_and_its_items_the_orders_they_pay(tmp_path: Path) -> None:
    dollars = LoadOptions(currency="USD")
    when = "2026-07-18,23:59:01,Eastern Time (US & Canada)"
    loaded(
        tmp_path,
        SQUARE,
        f'{when},"$1,600.00","$1,744.00",-$45.50,"$1,698.50",T1,P1,Payment,NY,D1,2026-07-19',
        "7/19/2026,11:00:00,Eastern Time (US & Canada),-$70.00,-$76.30,$0.00,-$76.30,T2,P2,Refund,NY,,",
        options=dollars,
    )
    store, _ = loaded(
        tmp_path,
        ITEMS,
        f'{when},Coats,"Coat, long",1.0,B,"$1,500.00",-$100.00,"$1,400.00",$126.00,T1,Payment,NY',
        f"{when},Gloves,Glove,2.0,S,$200.00,$0.00,$200.00,$18.00,T1,Payment,NY",
        "2026-07-19,11:00:00,Eastern Time (US & Canada),Belts,Belt,-1.0,C,-$70.00,$0.00,-$70.00,-$6.30,T2,Refund,NY",
        options=dollars,
        name="items.csv",
    )
    assert orders(store) == [("T1", 1744.0, "paid"), ("T2", -76.3, "paid")]
    money = store.query(
        "select gross::double as gross, fee::double as fee, occurred_on::varchar as day from wallet_transactions order by 1"
    )
    assert money.values.tolist() == [[-76.3, 0.0, "2026-07-19"], [1744.0, -45.5, "2026-07-18"]]
    links = store.query("select count(order_id)::integer as n from wallet_links")
    assert links.n.tolist() == [2]


def test_a_dollar_sign_is_no_currency(tmp_path: Path) -> None:
    _, message = loaded(
        tmp_path, SQUARE, "2026-07-18,10:00:00,Rome,$1.00,$1.00,$0.00,$1.00,T1,P1,Payment,R,,", options=LoadOptions()
    )
    assert "say it with --currency" in message


def test_a_pound_sign_on_any_amount_of_the_file_is_one(tmp_path: Path) -> None:
    rows = (
        "2026-07-18,10:00:00,London,£1.00,£1.00,£0.00,£1.00,T1,P1,Payment,R,,",
        "2026-07-18,11:00:00,London,-£1.00,-£1.00,£0.00,-£1.00,T2,P2,Refund,R,,",
    )
    store, _ = loaded(tmp_path, SQUARE, *rows, options=LoadOptions())
    assert store.query("select currency from wallet_transactions").currency.tolist() == ["GBP", "GBP"]


def test_a_sumup_sale_and_its_payout_are_one_payment_in_one_file_or_two(tmp_path: Path) -> None:
    sale = "2026-05-11 11:40:10,X1,Sale,Successful,VISA,200.00,,,,"
    payout = "2026-05-11 11:40:10,X1,Payout,Paid out,VISA,200.00,4.00,196.00,2026-05-14,P1"
    failed = "2026-05-11 11:50:00,X2,Sale,Failed,VISA,300.00,,,,"
    refund = "2026-05-12 09:30:00,X3,Refund,Paid out,VISA,22.00,0.00,22.00,2026-05-14,P1"
    for folder, files in (("one", [[sale, payout, failed, refund]]), ("two", [[sale, failed], [payout, refund]])):
        (tmp_path / folder).mkdir()
        for at, rows in enumerate(files):
            store, _ = loaded(tmp_path / folder, SUMUP, *rows, name=f"{at}.csv")
        found = store.query(
            "select txn_type, gross::double as gross, fee::double as fee, status from wallet_transactions order by 1"
        )
        assert found.values.tolist() == [["payment", 200.0, -4.0, "settled"], ["refund", -22.0, 0.0, "settled"]]


def test_a_cegid_ticket_is_its_lines_and_its_tenders_are_beside_them(tmp_path: Path) -> None:
    lines = (
        "GL_NATUREPIECEG,GL_SOUCHE,GL_DATEPIECE,GL_ETABLISSEMENT,GL_NUMERO,GL_NUMLIGNE,GL_INDICEG,GL_CODEARTICLE,GL_LIBELLE,GL_TIERS,\
GL_QTEFACT,GL_PUTTCBASE,GL_TOTALTTC,GL_TOTALHT,GP_TICKETANNULE,GP_HEURECREATION_HHMMSS,GL_TYPELIGNE"
    )
    tenders = "GPE_NATUREPIECEG,GPE_DATEPIECE,GP_ETABLISSEMENT,GPE_CAISSE,GPE_SOUCHE,C5,GPE_NUMERO,GPE_MONTANTECHE,GP_TICKETANNULE,GPE_HEURECREATION_HHMMSS"
    store, message = loaded(
        tmp_path,
        lines,
        "FFO,9,28/02/2026,005,12,1,0,BAG,Bag,C1,1,610.00,610.00,500.00,-,101500,ART",
        "FFO,9,28/02/2026,005,12,2,0,HAT,Hat,C1,2,366.00,366.00,300.00,-,101500,ART",
        "FFO,9,28/02/2026,005,12,3,0,NOTE,Gift wrap,C1,1,0.00,0.00,0.00,-,101500,COM",
        "FFO,9,28/02/2026,005,13,1,0,HAT,Hat,99000,-1,183.00,-183.00,-150.00,-,183000,ART",
        "FFO,9,28/02/2026,005,14,1,0,HAT,Hat,99000,1,183.00,183.00,150.00,X,190000,ART",
    )
    assert "1 row adds no money: the mapping leaves rows out whose GL_TYPELIGNE is not ART" in message
    assert orders(store) == [
        ("FFO|9|12|0", 976.0, "paid"),
        ("FFO|9|13|0", -183.0, "paid"),
        ("FFO|9|14|0", 183.0, "cancelled"),
    ]
    assert len(store.query("select * from identities where id_type = 'pos_card'")) == 1
    store, _ = loaded(
        tmp_path,
        tenders,
        "FFO,28/02/2026,005,1,9,CB,12,700.00,-,101500",
        "FFO,28/02/2026,005,1,9,ESP,12,276.00,-,101500",
        "FFO,28/02/2026,005,1,9,ESP,13,-183.00,-,183000",
        "FFO,28/02/2026,005,1,9,ESP,14,183.00,X,190000",
        name="tenders.csv",
    )
    assert [total for _, total, _ in orders(store)] == [976.0, -183.0, 183.0]
    money = store.query("select txn_type, sum(gross)::double as gross from wallet_transactions group by 1 order by 1")
    assert money.values.tolist() == [["payment", 976.0], ["refund", -183.0]]
    assert store.query("select count(order_id)::integer as n from wallet_links").n.tolist() == [3]
