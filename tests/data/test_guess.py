"""Mappings guessed from cells: they load as they stand, or say what is to be filled."""

from contextlib import closing
from pathlib import Path

import pytest

from commands.vetrina import main
from data.errors import BadRequest
from data.guess import guess
from data.load import load
from data.mapping import BadMapping, layout
from data.staging import LoadOptions
from data.store import Store
from tests.data.loading import loaded

TILL = """Punto vendita;N. scontrino;Data;Ora;Cod. articolo;Descrizione;Qtà;Prezzo unitario;Tessera
Milano;1;13/06/2024;10:05;B1;Borsa;1;1.250,00;T1
Milano;2;13/06/2024;11:00;S1;Sciarpa;2;99,50;
Roma;1;14/06/2024;09:30;B1;Borsa;-1;1.250,00;T2
"""
PROVIDER = """Data operazione;ID movimento;Tipo;Importo lordo;Commissione;Valuta;Rif. ordine
13/04/2026 10:15;N1;Pagamento;1.250,00;12,50;EUR;#1001
14/04/2026 09:00;N2;Rimborso;250,00;0,00;EUR;#1001
15/04/2026 09:00;N3;Pagamento;abc;0,00;EUR;#1002
"""


def guessed(folder: Path, text: str, *queries: str) -> list[list[object]]:
    """The answers of a store into which a file was loaded by the mapping that was guessed from it."""
    file, mapping = folder / "export.csv", folder / "guessed.yaml"
    file.write_text(text, encoding="utf-8")
    made = guess([file])
    assert not made.open
    mapping.write_text(made.text, encoding="utf-8")
    store, _ = loaded(folder, file, options=LoadOptions(tz="Europe/Rome", currency="EUR", mappings=(mapping,)))
    return [store.query(query).values.tolist() for query in queries]


def test_a_till_whose_numbers_begin_anew_is_keyed_by_boutique_and_day_too(tmp_path: Path) -> None:
    orders, lines = guessed(
        tmp_path,
        TILL,
        "select source_order_id, total::double, ordered_at::varchar from orders order by 1",
        "select sku, qty::double, unit_price::double from order_lines order by sku, qty",
    )
    assert orders == [
        ["Milano|13/06/2024|1", 1250.0, "2024-06-13 08:05:00+00"],
        ["Milano|13/06/2024|2", 199.0, "2024-06-13 09:00:00+00"],
        ["Roma|14/06/2024|1", -1250.0, "2024-06-14 07:30:00+00"],
    ]
    assert lines == [["B1", -1.0, 1250.0], ["B1", 1.0, 1250.0], ["S1", 2.0, 99.5]]


def test_a_providers_refunds_without_a_sign_are_given_one_and_fees_are_costs(tmp_path: Path) -> None:
    (payments,) = guessed(
        tmp_path,
        PROVIDER,
        "select txn_type, merchant_ref, gross::double, fee::double from wallet_transactions order by gross",
    )
    assert payments == [["refund", "#1001", -250.0, 0.0], ["payment", "#1001", 1250.0, -12.5]]


def test_a_file_of_refunds_is_guessed_as_such_with_its_sign(tmp_path: Path) -> None:
    text = "Numero ordine;Numero reso;Data reso;Importo rimborsato;Motivo\nA1;R1;13/04/2026;1.250,00;taglia\nA2;R2;14/04/2026;99,50;altro\n"
    (refunds,) = guessed(
        tmp_path,
        text,
        "select order_id, txn_id, refunded_on::varchar, amount::double, currency from refunds order by amount",
    )
    assert refunds == [
        ["export||A1", "number|R1", "2026-04-13", -1250.0, "EUR"],
        ["export||A2", "number|R2", "2026-04-14", -99.5, "EUR"],
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Order number,Date,Total,Refund\n1,2024-04-13,10,2\n2,2024-04-14,20,0\n",
        "Order number,Order date,Total,Refunded amount,Refund date\n1,2024-04-13,10,2,2024-04-20\n2,2024-04-14,20,0,\n",
        "Order number,Date,Amount\n1,2024-04-13,10\n2,2024-04-14,20\n",
    ],
)
def test_orders_that_say_what_was_given_back_stay_orders(tmp_path: Path, head: str) -> None:
    (tmp_path / "x.csv").write_text(head)
    assert "grain: order " in guess([tmp_path / "x.csv"]).text


def test_a_list_of_prices_holds_from_its_days_on(tmp_path: Path) -> None:
    text = "Codice articolo,Prodotto,Prezzo di listino,Costo,Valido dal,Valuta\nB1,Borsa,1000,400,13/01/2024,EUR\nB1,Borsa,1100,400,13/06/2024,EUR\n"
    (products,) = guessed(
        tmp_path,
        text,
        "select product_id, valid_from::varchar, list_price_eur::double, unit_cost_eur::double from products order by valid_from",
    )
    assert products == [["B1", "2024-01-13", 1000.0, 400.0], ["B1", "2024-06-13", 1100.0, 400.0]]


def test_what_no_column_tells_is_left_to_be_filled_and_refused_until_it_is(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Cosa,Quando,Totale\nBorsa,2024-06-05,10\nSciarpa,2024-06-06,20\n")
    made = guess([tmp_path / "x.csv"])
    assert made.open == ("order_ref", "ordered_at")
    (tmp_path / "m.yaml").write_text(made.text)
    with pytest.raises(
        BadMapping, match=r"m.yaml line \d+: order_ref is to be filled: write the column of the file in place of \?\?\?"
    ):
        layout(tmp_path / "m.yaml")


def test_a_date_that_may_be_either_way_round_keeps_both_formats_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Order number,Date,Total\n1,03/04/2024,10\n2,05/06/2024,20\n")
    assert 'format: ["%d/%m/%Y", "%m/%d/%Y"]}  # no date tells' in guess([tmp_path / "x.csv"]).text


def test_the_command_prints_a_mapping_and_says_what_would_load(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "export.csv").write_text(PROVIDER, encoding="utf-8")
    assert main(["template", "mapping", str(tmp_path / "export.csv")]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("# Guessed from the cells of 7 columns") and "needs: [tz]" in printed.out
    assert (
        "as it stands 2 of 3 rows would load" in printed.err
        and "Importo lordo: text where an amount belongs" in printed.err
    )


def test_files_of_two_layouts_are_no_one_mapping(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Order number,Date,Total\n1,2024-01-02,3\n")
    (tmp_path / "b.csv").write_text("Payment,Day,Sum\n1,2024-01-02,3\n")
    with pytest.raises(BadRequest, match="these are 2 layouts"):
        guess([tmp_path / "a.csv", tmp_path / "b.csv"])


def test_a_list_of_customers_is_one_and_loads_as_it_is_guessed(tmp_path: Path) -> None:
    (tmp_path / "crm.csv").write_text(
        "Tessera;Nome;E-mail;Nazione;Livello;Consenso marketing;Totale speso;Data modifica\n"
        "10001;Anna Rossi;anna@example.com;Italia;Gold;Sì;1.200,00;03/02/2026\n"
        "10002;Li Wei;wei@example.cn;Cina;Platinum;No;15,00;28/02/2026\n",
        encoding="utf-8",
    )
    made = guess([tmp_path / "crm.csv"])
    assert not made.open and "grain: customer" in made.text and "currency" not in made.text
    (tmp_path / "m.yaml").write_text(made.text, encoding="utf-8")
    options = LoadOptions("Europe/Rome", mappings=(tmp_path / "m.yaml",))
    (report,) = load([tmp_path / "crm.csv"], tmp_path / "store", options)
    assert (report.rows_loaded, report.rows_rejected) == (2, 0)
    with closing(Store.open(tmp_path / "store")) as store:
        facts = store.query(
            "select distinct home_market, loyalty_tier, marketing_consent from customer_facts order by 1"
        )
    assert facts.to_numpy().tolist() == [["CN", "Platinum", False], ["IT", "Gold", True]]
