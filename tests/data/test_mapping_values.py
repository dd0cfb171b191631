"""Values a mapping works out: formulas, zones row by row, a column a tender, prices from a day on."""

from pathlib import Path

import pytest

from data.errors import BadMapping
from data.mapping import layout
from data.mapping_page import page, words
from data.staging import LoadOptions
from tests.data.loading import loaded

PAYMENTS = """
name: bill
system: bill
grain: payment
columns:
  natural_key: Id
  txn_type: {from: Tipo, values: {Vendita: payment, Reso: refund}}
  occurred_at: {from: Data, format: "%d/%m/%Y %H:%M"}
  tz: Fuso
  gross: {compute: "if([Tipo] = 'Reso', -[Importo], [Importo])", decimal: ","}
  fee: {compute: "-round([Importo] * first([Pct], 1) / 100, 2)", decimal: ","}
  currency: Valuta
"""
TENDERS = """
name: tenders
system: till
grain: payment
spread: {Contanti: cash, Carta: card, Alipay: alipay}
columns:
  natural_key: {from: [Scontrino, "* name"], join: "|"}
  merchant_ref: Scontrino
  wallet: "* name"
  occurred_at: {from: Data, format: "%d/%m/%Y", zone: Europe/Rome}
  gross: {from: "*", decimal: ","}
  txn_type: {compute: "if([Totale] < 0, 'refund', 'payment')", decimal: ","}
constants: {currency: EUR}
"""
ROOT = Path(__file__).parents[2]


def answers(folder: Path, mapping: str, text: str, query: str) -> tuple[list[list[object]], str]:
    (folder / "m.yaml").write_text(mapping, encoding="utf-8")
    (folder / "x.csv").write_text(text, encoding="utf-8")
    store, (report,) = loaded(folder, folder / "x.csv", options=LoadOptions(mappings=(folder / "m.yaml",)))
    return store.query(query).values.tolist(), report.message


def test_a_condition_signs_refunds_and_each_row_has_its_zone_and_currency(tmp_path: Path) -> None:
    rows, message = answers(
        tmp_path,
        PAYMENTS,
        "Id;Tipo;Data;Importo;Fuso;Pct;Valuta\n"
        "1;Vendita;10/03/2024 10:00;1.000,00;PST;1,2;EUR\n2;Reso;13/03/2024 10:00;400,00;Europe/Rome;;USD\n"
        "3;Reso;13/03/2024 10:00;abc;CET;1;USD\n4;Reso;13/03/2024 10:00;5;IST;1;USD\n",
        "select txn_type, gross::double, fee::double, currency, occurred_at::varchar, tz from wallet_transactions order by gross",
    )
    assert rows == [
        ["refund", -400.0, -4.0, "USD", "2024-03-13 09:00:00+00", "Europe/Rome"],
        ["payment", 1000.0, -12.0, "EUR", "2024-03-10 18:00:00+00", "America/Los_Angeles"],
    ]
    assert "Importo: text where an amount belongs" in message and "Fuso: no zone that is known" in message


# Ways to pay that nobody lists are kept as `other`: a till's free words may name a person.
def test_a_column_a_tender_is_a_row_a_tender(tmp_path: Path) -> None:
    rows, _ = answers(
        tmp_path,
        TENDERS,
        "Scontrino;Data;Totale;Contanti;Carta;Alipay\n1;13/03/2024;100,00;50,00;50,00;0\n2;13/03/2024;-30,00;0,00;;-30,00\n",
        "select merchant_ref, wallet, txn_type, gross::double from wallet_transactions order by all",
    )
    assert rows == [["1", "card", "payment", 50.0], ["1", "other", "payment", 50.0], ["2", "alipay", "refund", -30.0]]


def test_vat_by_the_line_adds_up_to_the_orders(tmp_path: Path) -> None:
    mapping = """
name: vat
system: vat
grain: line
columns:
  order_ref: No
  ordered_at: {from: Day, zone: Europe/Rome}
  qty: Q
  unit_price: P
  line_shipping: S
  line_tax: {compute: "round([P] * [Q] * [V] / (100 + [V]), 2)"}
constants: {currency: EUR, status: paid, tax_included: true}
"""
    rows, _ = answers(
        tmp_path,
        mapping,
        "No,Day,Q,P,V,S\n1,2024-03-01,1,122,22,5\n1,2024-03-01,2,55,10,0\n",
        "select tax::double, shipping::double, total::double from orders",
    )
    assert rows == [[32.0, 5.0, 237.0]]


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("__import__('os')", "is not understood; columns stand in"),
        ("eval([Importo])", "'eval' is no function"),
        ("[Importo]; drop table orders", "is not understood"),
        ("[Importo] +", "it ends too early"),
        ("'a' + [Importo]", "an amount is wanted where 'a' stands"),
        ("if([Importo], 1, 2)", "a condition is wanted where 'importo' stands"),
        ("if([Tipo] = 'Reso')", "1 values are given"),
        ("(" * 60 + "[Importo]" + ")" * 60, "lie too deep"),
        ("12", "names no column"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_place(tmp_path: Path, formula: str, said: str) -> None:
    (tmp_path / "m.yaml").write_text(PAYMENTS.replace("if([Tipo] = 'Reso', -[Importo], [Importo])", formula))
    with pytest.raises(BadMapping, match=f"(?i)m.yaml line 10: gross: compute.*{said}"):
        layout(tmp_path / "m.yaml")


def test_quotes_in_a_text_stay_text(tmp_path: Path) -> None:
    sharp = PAYMENTS.replace("[Tipo] = 'Reso'", "[Tipo] = 'x\\\\ or 1=1 --'")
    rows, _ = answers(
        tmp_path,
        sharp,
        "Id;Tipo;Data;Importo;Fuso;Pct;Valuta\n1;Vendita;13/03/2024 10:00;1,00;CET;0;EUR\n",
        "select gross::double from wallet_transactions",
    )
    assert rows == [[1.0]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('[Scontrino, "* name"]', "[Scontrino, Data]"), "a row is several: join"),
        (('gross: {from: "*", decimal: ","}', "gross: Totale"), "with spread, write"),
        (("grain: payment", "grain: order"), "spread has no effect on order rows"),
    ],
)
def test_a_wrong_spread_says_what_may_stand_there(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    text = TENDERS.replace(*change)
    if "order" in change[1]:
        text = text.replace("natural_key", "order_ref").replace("occurred_at", "ordered_at").replace("gross", "total")
        text = "\n".join(
            line
            for line in text.splitlines()
            if "merchant_ref" not in line and "wallet" not in line and "txn_type" not in line
        )
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(BadMapping, match=said):
        layout(tmp_path / "m.yaml")


def test_the_page_of_mappings_is_the_one_that_the_code_makes() -> None:
    assert (ROOT / "docs" / "mapping.md").read_text(encoding="utf-8") == page(), "run make docs"


def test_every_word_of_the_page_is_of_a_column_that_is() -> None:
    told = page()
    assert not [
        name
        for section in words().values()
        for name in section
        if f"| {name} |" not in told and f"| `{name}` |" not in told
    ]
