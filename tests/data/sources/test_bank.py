"""Bank statements: what came from wallets is kept, to the cent; nobody's name, account number or words are."""

from pathlib import Path

import pytest

from data.load import load
from data.staging import LoadOptions
from data.store import Store

IBAN = "IT60X0542811101000000123456"
BALANCE = (
    "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>"
)
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><Stmt>
<Acct><Id><IBAN>IT60X0542811101000000123456</IBAN></Id></Acct>{balances}{entries}</Stmt></BkToCstmrStmt></Document>"""
ENTRY = """<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{more}<Sts>{state}</Sts><BookgDt><Dt>{day}</Dt></BookgDt>
<NtryDtls><TxDtls>{words}</TxDtls></NtryDtls></Ntry>"""
HEADER = (
    "settlement-id settlement-start-date settlement-end-date deposit-date total-amount currency transaction-type order-id "
    "merchant-order-id adjustment-id shipment-id marketplace-name amount-type amount-description amount fulfillment-id "
    "posted-date posted-date-time order-item-code merchant-order-item-id merchant-adjustment-item-id sku quantity-purchased "
    "promotion-id"
)
MT940 = """:20:STARTUMS
:25:IT60X0542811101000000123456
:28C:1/1
:60F:C260317EUR1000,00
:61:2603180318C118,40NTRFNONREF//REF1
:86:Amazon Payments Europe AMZ99887766
:61:2603190319RC10,00NTRFNONREF//REF2
:86:storno
:61:2603200320D25,00NTRFNONREF//REF3
:86:BONIFICO MARIO ROSSI RSSMRA85T10A562S
:62F:C260331EUR1083,40
-
"""


def entry(amount: str, side: str, words: str, day: str = "2026-03-18", state: str = "BOOK", more: str = "") -> str:
    return ENTRY.format(amount=amount, side=side, words=words, day=day, state=state, more=more)


def camt(folder: Path, *entries: str, opening: str = "1000.00", closing: str = "", version: str = "02") -> Path:
    balances = BALANCE.format(code="OPBD", amount=opening) + BALANCE.format(code="CLBD", amount=closing)
    file = folder / "statement.xml"
    file.write_text(
        CAMT.format(version=version, balances=balances if closing else "", entries="".join(entries)), encoding="utf-8"
    )
    return file


def held(home: Path) -> list[tuple[object, ...]]:
    said = "select strftime(booked_on, '%Y-%m-%d'), amount::double, currency, payer, reference from bank_lines order by all"
    return list(Store.open(home).query(said).itertuples(index=False, name=None))


@pytest.mark.parametrize("version", ["02", "08", "13"])
def test_a_camt_statement_keeps_what_came_from_a_provider_and_its_number(tmp_path: Path, version: str) -> None:
    file = camt(
        tmp_path,
        entry("118.40", "CRDT", "<RltdPties><Dbtr><Nm>Amazon Payments</Nm></Dbtr></RltdPties><RmtInf><Ustrd>AMZ99887766</Ustrd></RmtInf>"),
        entry("25.00", "DBIT", "<RmtInf><Ustrd>stipendio Mario Rossi RSSMRA85T10A562S</Ustrd></RmtInf>"),
        closing="1093.40",
        version=version,
    )  # fmt: skip
    (report,) = load([file], tmp_path / "store")
    assert (report.layout, report.rows_seen, report.rows_loaded, report.rows_duplicate) == ("bank_statement", 2, 1, 1)
    assert report.declared_matches is True
    assert "1 entry names no wallet, provider or payout and is not kept" in report.message
    assert held(tmp_path / "store") == [("2026-03-18", 118.4, "EUR", "amazon", "AMZ99887766")]


def test_an_entry_that_takes_another_back_counts_on_the_side_it_says(tmp_path: Path) -> None:
    words = "<RmtInf><Ustrd>PAYPAL TRANSFER 1234567890</Ustrd></RmtInf>"
    file = camt(tmp_path, entry("40.00", "CRDT", words, more="<RvslInd>true</RvslInd>"), closing="1040.00")
    (report,) = load([file], tmp_path / "store")
    assert report.declared_matches is True and held(tmp_path / "store")[0][1] == 40.0


def test_what_is_only_expected_is_not_booked(tmp_path: Path) -> None:
    words = "<RmtInf><Ustrd>PAYPAL TRANSFER 1234567890</Ustrd></RmtInf>"
    (report,) = load([camt(tmp_path, entry("40.00", "CRDT", words, state="PDNG"))], tmp_path / "store")
    assert (report.rows_seen, report.rows_loaded, report.rows_duplicate) == (1, 0, 1) and held(tmp_path / "store") == []
    assert "an entry that is only expected, not booked yet" in report.message
    assert [(part.aside, part.adds_up) for part in report.money] == [(40, True)]


def test_payments_booked_in_one_sum_are_entries_of_their_own(tmp_path: Path) -> None:
    def part(amount: str, words: str) -> str:
        return f"<Amt Ccy='EUR'>{amount}</Amt><RmtInf><Ustrd>{words}</Ustrd></RmtInf>"

    both = f"{part('100.00', 'KLARNA AB12345678')}</TxDtls><TxDtls>{part('50.00', 'Adyen batch 7654321')}"
    (report,) = load([camt(tmp_path, entry("150.00", "CRDT", both), closing="1150.00")], tmp_path / "store")
    assert report.declared_matches is True
    assert [(row[1], row[3]) for row in held(tmp_path / "store")] == [(50.0, "adyen"), (100.0, "klarna")]


def test_an_mt940_statement_adds_up_with_a_credit_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "march.sta"
    file.write_text(MT940, encoding="utf-8")
    (report,) = load([file], tmp_path / "store")
    assert report.declared == {"movement EUR": {"declared": "83.40", "found": "83.400000"}}
    assert report.declared_matches is True and report.rows_seen == 3
    assert [row[:4] for row in held(tmp_path / "store")] == [("2026-03-18", 118.4, "EUR", "amazon")]


def test_an_entry_told_by_both_kinds_of_statement_is_one(tmp_path: Path) -> None:
    file = tmp_path / "march.sta"
    file.write_text(MT940, encoding="utf-8")
    other = camt(tmp_path, entry("118.40", "CRDT", "<RmtInf><Ustrd>Amazon Payments AMZ99887766</Ustrd></RmtInf>"))
    load([file, other], tmp_path / "store")
    assert len(held(tmp_path / "store")) == 1


def test_nothing_of_persons_or_account_numbers_is_in_the_store(tmp_path: Path) -> None:
    file = tmp_path / "march.sta"
    file.write_text(MT940.replace("AMZ99887766", f"AMZ99887766 {IBAN} RSSMRA85T10A562S Mario Rossi"), encoding="utf-8")
    load([file], tmp_path / "store")
    raw = b"".join(path.read_bytes() for path in (tmp_path / "store").rglob("*.duckdb"))
    assert b"AMZ99887766" in raw
    for word in (IBAN, "Mario", "Rossi", "RSSMRA85T10A562S", "stipendio"):
        assert word.encode() not in raw


def test_entities_are_refused_before_they_grow(tmp_path: Path) -> None:
    file = tmp_path / "bomb.xml"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        "<Document><BkToCstmrStmt><Stmt>&b;</Stmt></BkToCstmrStmt></Document>",
        encoding="utf-8",
    )
    (report,) = load([file], tmp_path / "store")
    assert not report.ok and "declares entities" in report.message


def test_a_notice_of_the_bank_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "notice.xml"
    file.write_text("<Document><BkToCstmrDbtCdtNtfctn/></Document>", encoding="utf-8")
    (report,) = load([file], tmp_path / "store")
    assert not report.ok and "camt.054" in report.message


def test_a_statement_cut_short_is_refused(tmp_path: Path) -> None:
    file = camt(tmp_path, entry("118.40", "CRDT", "Amazon"))
    file.write_text(file.read_text(encoding="utf-8")[:-80], encoding="utf-8")
    (report,) = load([file], tmp_path / "store")
    assert not report.ok and "damaged or cut short" in report.message


def test_a_mapping_describes_the_banks_own_list(tmp_path: Path) -> None:
    mapping, file = tmp_path / "bank.yaml", tmp_path / "movimenti.csv"
    mapping.write_text(
        "name: our_bank\nsystem: our bank\ngrain: bank\ncolumns:\n  booked_on: {from: Data, format: '%d/%m/%Y'}\n"
        "  amount: {from: Importo, decimal: ','}\n  text: Descrizione\nconstants: {currency: EUR, account_id: main}\n",
        encoding="utf-8",
    )
    file.write_text(
        "Data;Importo;Descrizione\n18/03/2026;118,40;Bonifico da PayPal REF12345678\n19/03/2026;-9,90;canone\n",
        encoding="utf-8",
    )
    (report,) = load([file], tmp_path / "store", LoadOptions(mappings=(mapping,)))
    assert (report.rows_loaded, report.rows_duplicate, report.rows_rejected) == (1, 1, 0)
    assert held(tmp_path / "store") == [("2026-03-18", 118.4, "EUR", "paypal", "REF12345678")]


def test_a_payout_loaded_later_makes_its_nameless_entry_known(tmp_path: Path) -> None:
    statement = camt(tmp_path, entry("118.40", "CRDT", "<RmtInf><Ustrd>15872443112</Ustrd></RmtInf>"))
    home = tmp_path / "store"
    (first,) = load([statement], home)
    assert first.rows_loaded == 0
    settlement = tmp_path / "amazon.txt"
    header = HEADER.replace(" ", "\t")
    total = (
        "15872443112\t2026-03-01 00:00:00 UTC\t2026-03-15 00:00:00 UTC\t2026-03-17 00:00:00 UTC\t118.40\tEUR"
        + "\t" * 18
    )
    sale = "15872443112\t\t\t\t\t\tOrder\t1\t1\t\t\tAmazon.it\tItemPrice\tPrincipal\t118.40\t\t2026-03-10\t2026-03-10 10:00:00 UTC\t1\t\t\tS\t1\t"
    settlement.write_text("\n".join([header, total, sale, ""]), encoding="utf-8")
    load([settlement], home)
    (again,) = load([statement], home)
    assert again.rows_loaded == 1
    (state,) = Store.open(home).query("select state from bank_matches")["state"]
    assert state == "in_bank"


WORDS = "<RmtInf><Ustrd>PAYPAL TRANSFER 1234567890</Ustrd></RmtInf>"


def test_one_entry_that_cannot_be_read_costs_no_other(tmp_path: Path) -> None:
    """Broken once: one amount that is no number, and the whole statement was refused."""
    bad = [entry("12,50", "CRDT", WORDS), entry("5.00", "CRDT", WORDS, day="2026-02-30"), entry("", "DBIT", WORDS)]
    (report,) = load([camt(tmp_path, entry("40.00", "CRDT", WORDS), *bad, closing="1040.00")], tmp_path / "store")
    assert (report.ok, report.rows_seen, report.rows_loaded, report.rows_rejected) == (True, 4, 1, 3)
    assert "amount: a number written another way" in report.message and "no amount" in report.message
    assert [row[1] for row in held(tmp_path / "store")] == [40.0]


@pytest.mark.parametrize("line", [":61:26031G0318C5,00NTRFX", ":61:2603200320D1.025,00NTRFNONREF//REF3", ":61:"])
def test_one_line_of_an_mt940_that_cannot_be_read_costs_no_other(
    line: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Broken once: the file was refused, the library wrote the bank's words to the screen, and 1.025,00 was read as 1."""
    file = tmp_path / "march.sta"
    file.write_text(MT940.replace(":61:2603200320D25,00NTRFNONREF//REF3", line), encoding="utf-8")
    (report,) = load([file], tmp_path / "store")
    assert (report.rows_seen, report.rows_loaded, report.rows_rejected, report.rows_duplicate) == (3, 1, 1, 1)
    assert "an entry that cannot be read as one of a statement" in report.message
    assert "the file says movement EUR 83.40, its rows make 108.4" in report.message
    assert "MARIO" not in caplog.text + "".join(capsys.readouterr())


def test_what_one_account_does_not_state_is_not_missed_in_another(tmp_path: Path) -> None:
    file = tmp_path / "march.sta"
    untold = MT940.replace(":62F:C260331EUR1083,40\n", "").replace(IBAN, "DE89370400440532013000").rstrip("-\n")
    file.write_text(f"{{1:F01BANKXXXX}}{{4:\n{untold}\n-}}{MT940}", encoding="utf-8")
    (report,) = load([file], tmp_path / "store")
    assert report.declared is None and report.rows_seen == 6 and "the file says" not in report.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_camt_statement_in_wide_characters(encoding: str, tmp_path: Path) -> None:
    file = camt(tmp_path, entry("40.00", "CRDT", WORDS), closing="1040.00")
    file.write_text(file.read_text(encoding="utf-8").replace("UTF-8", encoding.removesuffix("-sig")), encoding=encoding)
    (report,) = load([file], tmp_path / "store")
    assert (report.rows_loaded, report.declared_matches) == (1, True)


def test_what_is_not_kept_is_no_duplicate_in_money(tmp_path: Path) -> None:
    file = camt(tmp_path, entry("40.00", "CRDT", WORDS), entry("25.00", "DBIT", "<RmtInf><Ustrd>x</Ustrd></RmtInf>"))
    (report,) = load([file], tmp_path / "store")
    assert [(p.read, p.loaded, p.duplicate, p.aside, p.adds_up) for p in report.money] == [(15, 40, 0, -25, True)]
