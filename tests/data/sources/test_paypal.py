"""PayPal's activity and statement, by language: what is money, what goes with it, and what waits."""

from pathlib import Path

import pytest

from data.load import load
from data.staging import LoadOptions
from data.store import Store
from tests.data.sources.landing import Read, read

ENGLISH = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID,Invoice Number,Balance Impact"


def line(number: str = "A1", **told: str) -> str:
    cells = {
        "Date": "15/03/2026",
        "Time": "10:20:30",
        "TimeZone": "CET",
        "Name": "N",
        "Type": "Website Payment",
        "Status": "Completed",
        "Currency": "EUR",
        "Gross": "100.00",
        "Fee": "-3.00",
        "Net": "97.00",
        "Transaction ID": number,
        "Reference Txn ID": "",
        "Invoice Number": "V-1",
        "Balance Impact": "Credit",
    }
    return ",".join(f'"{cell}"' for cell in (cells | told).values())


def export(folder: Path, *rows: str, header: str = ENGLISH) -> Read:
    file = folder / "Download.CSV"
    file.write_text("\n".join(["\ufeff" + header, *rows, ""]), encoding="utf-8")
    return read(file)


def moved(gross: str, **told: str) -> dict[str, str]:
    return {"Gross": gross, "Fee": "0.00", "Net": gross, **told}


KINDS = [
    (moved("-40.00", Type="Ein neues Wort", **{"Reference Txn ID": "A1"}), "refund"),
    (moved("-40.00", Type="Rimborso di pagamento"), "refund"),
    (moved("-40.00", Type="Payment Hold", **{"Reference Txn ID": "A1"}), "transfer"),
    (moved("-40.00", Type="Blocco saldo per revisione contestazione", **{"Reference Txn ID": "A1"}), "transfer"),
    (moved("40.00", Type="Annullamento blocco per risoluzione contestazione"), "transfer"),
    (moved("-40.00", Type="Trasferimento avviato dall'utente"), "payout"),
    (moved("40.00", Type="Versamento generico con carta"), "transfer"),
    (moved("-40.00", Type="Allgemeine Währungsumrechnung", **{"Reference Txn ID": "A1"}), "fx"),
    (moved("-40.00", Type="Chargeback", **{"Reference Txn ID": "A1"}), "dispute"),
    (moved("-40.00", Type="Payment Reversal", **{"Reference Txn ID": "A1"}), "reversal"),
    (moved("-40.00", Type="PreApproved Payment Bill User Payment"), "adjustment"),
    (moved("40.00", Type="Pagamento preautorizzato utenza"), "payment"),
]


@pytest.mark.parametrize(("told", "txn_type"), KINDS, ids=[told["Type"] for told, _ in KINDS])
def test_what_an_event_is(tmp_path: Path, told: dict[str, str], txn_type: str) -> None:
    found = export(tmp_path, line("A1"), line("A2", **told)).good
    assert list(found.txn_type) == ["payment", txn_type]


def test_of_a_sale_in_foreign_money_the_first_of_three_rows_is_revenue(tmp_path: Path) -> None:
    rows = (
        line("A1", Currency="USD", Gross="2,000.00", Fee="-70.00", Net="1,930.00"),
        line(
            "A2", Type="General Currency Conversion", Currency="USD", **{"Reference Txn ID": "A1"}, **moved("-1,930.00")
        ),
        line("A3", Type="General Currency Conversion", **{"Reference Txn ID": "A1"}, **moved("1,700.00")),
    )
    found = export(tmp_path, *rows).good
    assert [(one.txn_type, one.gross, one.currency) for one in found.itertuples()] == [
        ("payment", 2000, "USD"),
        ("fx", -1930, "USD"),
        ("fx", 1700, "EUR"),
    ]


@pytest.mark.parametrize(
    "told",
    [
        {"Status": "Pending"},
        {"Status": "In sospeso"},
        {"Status": "Ausstehend"},
        {"Balance Impact": "Memo"},
        {"Type": "General Authorization"},
    ],
    ids=str,
)
def test_what_is_no_money_yet_is_set_aside_with_a_reason(tmp_path: Path, told: dict[str, str]) -> None:
    found = export(tmp_path, line("A1"), line("A2", **told))
    assert list(found.good.natural_key) == ["A1"] and found.rows.aside.notna().tolist() == [False, True]


def test_the_report_says_what_was_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "Download.csv"
    file.write_text("\n".join([ENGLISH, line("A1"), line("A2", Status="Pending"), ""]), encoding="utf-8")
    (report,) = load([file], tmp_path / "store")
    assert (report.rows_seen, report.rows_loaded, report.rows_duplicate, report.rows_rejected) == (2, 1, 1, 0)
    assert report.message == "1 row adds no money: not completed, counts once an export says that it is"
    assert len(Store.open(tmp_path / "store").query("select * from wallet_transactions")) == 1


def test_a_state_nobody_knows_is_rejected_and_not_counted(tmp_path: Path) -> None:
    found = export(tmp_path, line("A1", Status="Etwas"))
    assert "does not say whether money moved" in found.rows.problem.iloc[0]


def test_days_and_months_that_nothing_tells_apart_are_rejected_in_english(tmp_path: Path) -> None:
    assert "either way round" in export(tmp_path, line(Date="03/04/2026")).rows.problem.iloc[0]
    said = [
        read(tmp_path / "Download.CSV", LoadOptions(day_first=first)).good.occurred_at.iloc[0]
        for first in (True, False)
    ]
    assert [str(each)[:10] for each in said] == ["2026-04-03", "2026-03-04"]
    both = export(tmp_path, line("A1", Date="03/04/2026"), line("A2", Date="03/25/2026")).good
    assert [str(each)[:10] for each in both.occurred_at] == ["2026-03-04", "2026-03-25"]


def test_headers_with_a_blank_after_each_comma_are_the_same_headers(tmp_path: Path) -> None:
    old = ENGLISH.replace("TimeZone", "Time Zone").replace(",", ", ")
    one = export(tmp_path, line(), header=old).good.iloc[0]
    assert (one.gross, one.fee, one.merchant_ref) == (100, -3, "V-1")


def test_german_numbers_and_dates(tmp_path: Path) -> None:
    header = "Datum,Uhrzeit,Zeitzone,Name,Typ,Status,Währung,Brutto,Gebühr,Netto,Transaktionscode,Zugehöriger Transaktionscode,Rechnungsnummer"
    row = '01.07.2026,00:15:00,CEST,N,PayPal Express-Zahlung,Abgeschlossen,EUR,"1.234,56","-40,00","1.194,56",D1,,R-1'
    found = export(tmp_path, row, header=header)
    one = found.good.iloc[0]
    assert (found.layout, float(one.gross), float(one.fee)) == ("paypal_activity_de", 1234.56, -40)
    assert one.occurred_at.isoformat() == "2026-06-30T22:15:00+00:00"


def test_a_personal_account_is_refused(tmp_path: Path) -> None:
    header = "Date,Time,Time Zone,Name,Type,Status,Currency,Amount,Fees,Total,Exchange Rate"
    found = export(tmp_path, "1/31/2020,10:00:00,PST,N,Payment,Completed,USD,1.00,0.00,1.00,", header=header)
    assert found.refuse and "personal PayPal account" in found.refuse
