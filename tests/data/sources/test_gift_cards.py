"""Lists of gift cards: each entry is loaded, a duplicate, or rejected by its cell; what is owed is their sum, and the books agree."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from analytics.gift_cards import MOVEMENTS, gift_cards
from analytics.journal import journal
from analytics.period import Period
from data.intake import Report
from data.load import load
from data.rehearsal import rehearse
from data.staging import LoadOptions
from data.store import EVERYTHING, Store
from data.templates import template
from sheets import wallet
from sheets.choice import Chosen
from sheets.reading import Reading
from tests.analytics.shop import line, order, product
from tests.analytics.shop import opened as shop

HEADER = "entry_ref,day,movement,amount,currency,store"
ENTRIES = (
    "1,2026-01-05,issued,500.00,EUR,Milano",
    "2,2026-01-20,spent,-120.00,EUR,Milano",
    "3,2026-02-10,expired,-30.00,EUR,Milano",
    "4,2026-02-12,returned,25.50,EUR,Milano",
    "5,2026-02-20,adjusted,-0.50,EUR,Milano",
    "1,2026-02-21,issued,1000.00,CNY,Jesi",
)
MAPPING = """
name: cards
grain: gift_card
system: my_till
match: [N, Data, Causale, Importo]
columns:
  entry_ref: N
  day: {from: Data, format: "%d/%m/%Y"}
  movement: {from: Causale, values: {Emissione: issued, Utilizzo: spent}}
  amount: {compute: "if([Causale] = 'Utilizzo', -[Importo], [Importo])", decimal: ","}
"""
YEAR = Period.year(2026)


def written(folder: Path, *rows: str, name: str = "cards.csv", header: str = HEADER) -> Path:
    file = folder / name
    file.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return file


def opened(folder: Path, *rows: str) -> Store:
    (report,) = load([written(folder, *rows)], folder / "store")
    assert report.rows_rejected == 0
    return Store.open(folder / "store")


def reasons(home: Path) -> dict[int, str]:
    rows = Store.open(home).query("select row_no, reason from rejected_rows")
    return dict(zip(rows["row_no"], rows["reason"], strict=True))


def conserved(report: Report) -> bool:
    rows = report.rows_seen == report.rows_loaded + report.rows_duplicate + report.rows_rejected
    return rows and all(part.adds_up for part in report.money)


def test_the_template_is_the_header_of_its_layout() -> None:
    assert template("gift_cards").strip() == HEADER


def test_what_is_owed_is_the_sum_of_the_entries(tmp_path: Path) -> None:
    owed = gift_cards(opened(tmp_path, *ENTRIES), period=YEAR)
    assert [(row.month.month, row.currency) for row in owed.itertuples()] == [
        (1, "EUR"), (2, "CNY"), (2, "EUR"), (12, "CNY"), (12, "EUR"),
    ]  # fmt: skip
    cents = owed.set_index(["currency", "month"]).astype(float)
    assert list(cents.loc["EUR", "closing"]) == [380.0, 375.0, 375.0]
    assert list(cents.loc["EUR", "opening"]) == [0.0, 380.0, 375.0]
    assert list(cents.loc["CNY", "closing"]) == [1000.0, 1000.0]
    changed = cents["closing"] - cents["opening"] - cents[list(MOVEMENTS)].sum(axis=1)
    assert (changed.abs() < 1e-9).all()


def test_what_came_before_the_period_is_in_its_opening(tmp_path: Path) -> None:
    (february,) = gift_cards(opened(tmp_path, *ENTRIES[:3]), period=Period(date(2026, 2, 1), date(2026, 3, 1))).to_dict(
        "records"
    )
    assert (float(february["opening"]), float(february["expired"]), float(february["closing"])) == (380.0, -30.0, 350.0)


def test_what_is_owed_is_told_where_nothing_moved(tmp_path: Path) -> None:
    """A month without an entry is a month at whose end the cards are owed all the same."""
    store = opened(tmp_path, *ENTRIES, "8,2026-02-25,issued,10.00,USD,", "9,2026-02-26,spent,-10.00,USD,")
    april = gift_cards(store, period=Period(date(2026, 4, 10), date(2026, 5, 1)))
    assert [(row.month.month, row.currency, float(row.closing)) for row in april.itertuples()] == [
        (4, "CNY", 1000.0),
        (4, "EUR", 375.0),
    ]
    assert (april["opening"] == april["closing"]).all() and not april[list(MOVEMENTS)].astype(float).any(axis=None)
    year = gift_cards(store, period=YEAR)
    last = year.groupby("currency")["closing"].last().astype(float).to_dict()
    assert last == {"CNY": 1000.0, "EUR": 375.0, "USD": 0.0}
    assert gift_cards(store, period=Period.year(2025)).empty


def test_a_shop_of_another_spelling_is_the_same(tmp_path: Path) -> None:
    file = written(tmp_path, ENTRIES[0], ENTRIES[0].replace("Milano", "MILANO "), ENTRIES[0].replace("Milano", "Roma"))
    (report,) = load([file], tmp_path / "store")
    assert (report.rows_loaded, report.rows_duplicate) == (2, 1) and conserved(report)


def test_cards_are_told_where_no_wallet_paid(tmp_path: Path) -> None:
    """A shop that sells cards and takes no wallet has no other part of the page."""
    home = tmp_path / "store"
    shop(
        home,
        customers=[{"customer_id": "ann"}],
        products=[product()],
        orders=[order("o1", "2026-03-14")],
        order_lines=[line("o1")],
    ).close()
    load([written(tmp_path, *ENTRIES)], home)
    reading = Reading.of(Store.open(home))
    sheet = wallet.paper(reading, Chosen(EVERYTHING, YEAR))
    assert wallet.nothing() in sheet.lines
    assert [part.name for part in sheet.parts] == ["gift_cards"]


def test_a_card_sold_is_owed_and_a_card_spent_pays_what_is_sold(tmp_path: Path) -> None:
    booked = journal(opened(tmp_path, *ENTRIES), period=YEAR)
    sides = booked.groupby("currency")[["debit", "credit"]].sum()
    assert (sides["debit"] == sides["credit"]).all()
    euro = booked[booked["currency"] == "EUR"].groupby("role")[["debit", "credit"]].sum()
    held = euro["credit"] - euro["debit"]
    assert held.to_dict() == {
        "customers": Decimal("-405.50"), "gift_cards": Decimal("375.00"), "gift_cards_expired": Decimal("30.00"), "gift_cards_corrected": Decimal("0.50"),
    }  # fmt: skip


def test_an_entry_that_contradicts_itself_is_rejected_by_its_cell(tmp_path: Path) -> None:
    file = written(
        tmp_path, ENTRIES[0], ENTRIES[0],
        "2,2026-01-20,spent,120.00,EUR,", "3,2026-01-20,issued,-120.00,EUR,", "4,2026-01-20,melted,-1,EUR,", "5,2026-01-20,adjusted,0,EUR,",
        "6,2090-01-20,issued,1,EUR,", "7,2026-01-20,issued,1,,", "8,2026-01-20,issued,1,EUR,", "8,2026-01-20,issued,2,EUR,", ",2026-01-20,issued,1,EUR,",
    )  # fmt: skip
    (report,) = load([file], tmp_path / "store")
    assert (report.rows_seen, report.rows_loaded, report.rows_duplicate, report.rows_rejected) == (11, 1, 1, 9)
    assert conserved(report)
    said = reasons(tmp_path / "store")
    assert "lowers what is owed; write it below 0" in said[4] and "raises what is owed; write it above 0" in said[5]
    assert said[6].startswith("movement: ") and said[7].startswith("amount: nothing") and said[8].startswith("day: ")
    assert "say it with --currency EUR" in said[9]
    assert "row 11 too" in said[10] and "row 10 too" in said[11] and said[12] == "no entry ref"


def test_the_same_list_again_changes_nothing_and_a_later_one_corrects_it(tmp_path: Path) -> None:
    home = tmp_path / "store"
    first = written(tmp_path, *ENTRIES)
    load([first], home)
    longer = written(
        tmp_path,
        *ENTRIES[:1],
        "2,2026-01-20,spent,-125.00,EUR,Milano",
        "9,2026-03-01,spent,-5.00,EUR,Milano",
        name="march.csv",
    )
    (report,) = load([longer], home)
    assert (report.rows_loaded, report.rows_duplicate, report.rows_updated) == (2, 1, 1)
    (again,) = load([first], home)
    assert (again.rows_loaded, again.rows_duplicate) == (0, 6)
    held = Store.open(home).query("select sum(amount)::double as owed from gift_card_entries where currency = 'EUR'")
    assert held["owed"][0] == 365.0


def test_two_lists_that_reach_equally_far_and_differ_are_a_conflict(tmp_path: Path) -> None:
    home = tmp_path / "store"
    load([written(tmp_path, ENTRIES[0])], home)
    other = written(tmp_path, ENTRIES[0].replace("500.00", "550.00"), name="other.csv")
    (report,) = load([other], home)
    assert report.rows_rejected == 1
    assert "cards.csv, row 2" in reasons(home)[2] and "--as-of" in reasons(home)[2]
    (told,) = load([other], home, LoadOptions(as_of=date(2026, 2, 1)))
    assert (told.rows_loaded, told.rows_updated) == (1, 1)


@pytest.mark.parametrize("currency", ["EUR", None])
def test_a_mapping_turns_a_list_that_writes_all_amounts_above_nought(tmp_path: Path, currency: str | None) -> None:
    (tmp_path / "cards.yaml").write_text(MAPPING, encoding="utf-8")
    file = written(
        tmp_path, "21;05/03/2026;Emissione;1.000,00", "22;06/03/2026;Utilizzo;200,50", header="N;Data;Causale;Importo"
    )
    options = LoadOptions(currency=currency, mappings=(tmp_path / "cards.yaml",))
    (report,) = load([file], tmp_path / "store", options)
    assert conserved(report)
    assert (report.rows_loaded, report.rows_rejected) == ((2, 0) if currency else (0, 2))
    if currency:
        assert float(gift_cards(Store.open(tmp_path / "store"), period=YEAR)["closing"].iloc[-1]) == 799.5


def test_a_rehearsal_shows_entries_and_stores_nothing(tmp_path: Path) -> None:
    load([written(tmp_path, ENTRIES[0])], tmp_path / "store")
    before = Store.open(tmp_path / "store").version
    (told,) = rehearse([written(tmp_path, *ENTRIES, name="more.csv")], tmp_path / "store").tables
    assert sorted(told.content.rows["amount"].astype(float)) == [-120.0, -30.0, -0.5, 25.5, 1000.0]
    assert Store.open(tmp_path / "store").version == before
