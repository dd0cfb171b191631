"""Budgets: loaded once, restated by months and markets, never counted twice; what a file adds up to is said."""

from decimal import Decimal
from pathlib import Path

import pytest

from data.load import load
from data.mapping import BadMapping
from data.staging import LoadOptions
from data.store import Store
from data.templates import template

HEADER = "month,market,channel,store,currency,net_sales,vat"


def written(folder: Path, *lines: str, name: str = "budgets.csv") -> Path:
    file = folder / name
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return file


def held(home: Path) -> list[tuple[object, ...]]:
    said = "select strftime(month, '%Y-%m'), market, channel, store_key, currency, net_sales::double, with_vat from budgets order by all"
    return list(Store.open(home).query(said).itertuples(index=False, name=None))


def reasons(home: Path) -> list[str]:
    return Store.open(home).query("select reason from rejected_rows order by row_no")["reason"].tolist()


def test_the_template_is_loaded_and_what_it_adds_up_to_is_said(tmp_path: Path) -> None:
    header = template("budgets").strip()
    file = written(
        tmp_path, header,
        "2026-01,IT,boutique,MI01,EUR,120000.00,included", "2026-02,IT,boutique,MI01,EUR,80500.55,included", "2026-02,CN,,,EUR,1000,included",
    )  # fmt: skip
    (report,) = load([file], tmp_path / "store")
    assert (report.layout, report.rows_loaded, report.rows_rejected) == ("budgets", 3, 0)
    assert "the file adds up to 201,500.55 EUR with VAT, 2026-01 to 2026-02" in report.message
    assert held(tmp_path / "store") == [
        ("2026-01", "IT", "boutique", "MI01", "EUR", 120000.0, True),
        ("2026-02", "CN", "", "", "EUR", 1000.0, True),
        ("2026-02", "IT", "boutique", "MI01", "EUR", 80500.55, True),
    ]
    (again,) = load([file], tmp_path / "store")
    assert (again.rows_loaded, again.rows_duplicate) == (0, 3)


def test_the_wide_form_holds_what_the_long_form_holds(tmp_path: Path) -> None:
    months = ",".join(str(100 + number) for number in range(12))
    wide = written(tmp_path, template("budgets_by_year").strip(), f"2026,IT,,,EUR,excluded,{months}", name="wide.csv")
    long = written(
        tmp_path, HEADER, *(f"2026-{number + 1:02},IT,,,EUR,{100 + number},excluded" for number in range(12))
    )
    load([wide], tmp_path / "wide")
    load([long], tmp_path / "long")
    assert held(tmp_path / "wide") == held(tmp_path / "long")
    assert len(held(tmp_path / "wide")) == 12


def test_a_later_file_takes_the_place_of_the_months_and_markets_that_it_states(tmp_path: Path) -> None:
    home = tmp_path / "store"
    first = written(
        tmp_path, HEADER,
        "2026-01,IT,boutique,MI01,EUR,100,included", "2026-01,IT,boutique,RM01,EUR,50,included", "2026-01,CN,,,EUR,70,included",
        "2026-02,IT,,,EUR,90,included",
    )  # fmt: skip
    later = written(tmp_path, HEADER, "2026-01,IT,boutique,MI01,EUR,110,included", name="later.csv")
    load([first], home)
    (report,) = load([later], home)
    assert (report.rows_loaded, report.rows_updated) == (1, 1)
    assert "1 row of earlier files for these months and markets gave way" in report.message
    assert [(row[0], row[1], row[3], row[5]) for row in held(home)] == [
        ("2026-01", "CN", "", 70.0),
        ("2026-01", "IT", "MI01", 110.0),
        ("2026-02", "IT", "", 90.0),
    ]


def test_the_file_loaded_last_counts_also_where_it_was_loaded_before(tmp_path: Path) -> None:
    home = tmp_path / "store"
    first = written(tmp_path, HEADER, "2026-01,IT,,,EUR,100,included")
    second = written(tmp_path, HEADER, "2026-01,IT,,,EUR,200,included", name="second.csv")
    for file, amount in ((first, 100.0), (second, 200.0), (first, 100.0)):
        load([file], home)
        assert [row[5] for row in held(home)] == [amount]


def test_a_total_beside_its_parts_counts_once(tmp_path: Path) -> None:
    file = written(
        tmp_path, HEADER,
        "2026-01,,,,EUR,151,included", "2026-01,IT,,,EUR,100,included", "2026-01,IT,boutique,,EUR,60,included",
        "2026-01,IT,ecommerce,,EUR,40.4,included", "2026-01,CN,,,EUR,50,included",
    )  # fmt: skip
    (report,) = load([file], tmp_path / "store")
    assert (report.rows_loaded, report.rows_duplicate, report.rows_rejected) == (3, 2, 0)
    assert "2 totals stand beside their parts, which count in their place" in report.message
    assert "adds up to 150.40 EUR" in report.message
    assert sum(Decimal(str(row[5])) for row in held(tmp_path / "store")) == Decimal("150.4")


def test_a_total_that_its_parts_do_not_make_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, HEADER, "2026-01,IT,,,EUR,100,included", "2026-01,IT,boutique,,EUR,60,included")
    (report,) = load([file], tmp_path / "store")
    assert (report.rows_loaded, report.rows_rejected) == (1, 1)
    assert reasons(tmp_path / "store") == [
        "a total beside its parts, which add up to 60.00: give all of its parts, or the total alone"
    ]


def test_rows_that_share_sales_are_refused(tmp_path: Path) -> None:
    file = written(
        tmp_path, HEADER,
        "2026-01,IT,,,EUR,100,included", "2026-01,,boutique,,EUR,60,included", "2026-02,IT,,,EUR,100,included",
    )  # fmt: skip
    load([file], tmp_path / "store")
    assert [row[0] for row in held(tmp_path / "store")] == ["2026-02"]
    assert all("a sale can be of this row and of another one" in reason for reason in reasons(tmp_path / "store"))


def test_a_row_that_cannot_be_meant_is_rejected(tmp_path: Path) -> None:
    told = {
        "2026-01,IT,boutique,,EUR,1000.5,included": None,
        "2026-Q1,IT,boutique,,EUR,1,included": "month: text where a month belongs; write 2026-03",
        "2026,IT,boutique,,EUR,1,included": "month: a number where a month belongs",
        "2026-03,Atlantis,boutique,,EUR,1,included": "market: text where a country or its two letters may stand",
        "2026-03,IT,kiosk,,EUR,1,included": "channel: text where boutique",
        "2026-04,IT,boutique,,EUR,-1,included": "net_sales: a number below 0",
        "2026-05,IT,boutique,,EUR,lots,included": "net_sales: text where an amount belongs",
        "2026-06,IT,boutique,,,1,included": "no currency",
        "2026-07,IT,boutique,,EUR,1,": "vat is empty: write included or excluded",
        "2026-08,IT,boutique,,EUR,1,22%": "vat: ",
        "2026-09,IT,boutique,,EUR,,included": "no net sales",
        "2026-10,IT,boutique,,EUR,1,included": "another row has this month",
        "2026-10,IT,boutique,,EUR,2,included": "another row has this month",
    }
    (report,) = load([written(tmp_path, HEADER, *told)], tmp_path / "store")
    found = reasons(tmp_path / "store")
    assert (report.rows_loaded, report.rows_rejected) == (1, 12)
    wanted = [part for part in told.values() if part]
    assert [part in reason for part, reason in zip(wanted, found, strict=True)] == [True] * 12


MAPPING = """
name: planning
system: planning
grain: budget
columns:
  market: {from: Paese}
  store_key: Negozio
  net_sales: {from: "*", decimal: ","}
months: {Gen 26: 2026-01, Feb 26: 2026-02}
constants: {currency: EUR, with_vat: "true", channel: boutique}
"""


def test_a_shop_maps_its_own_file_with_a_column_a_month(tmp_path: Path) -> None:
    mapping = written(tmp_path, MAPPING, name="planning.yaml")
    file = written(
        tmp_path, "Paese;Negozio;Gen 26;Feb 26", "Italia;MI01;1.200,50;900", "Italia;RM01;;700", name="own.csv"
    )
    (report,) = load([file], tmp_path / "store", LoadOptions(mappings=(mapping,)))
    assert (report.layout, report.rows_loaded, report.rows_rejected) == ("planning", 2, 0)
    assert held(tmp_path / "store") == [
        ("2026-01", "IT", "boutique", "MI01", "EUR", 1200.5, True),
        ("2026-02", "IT", "boutique", "MI01", "EUR", 900.0, True),
        ("2026-02", "IT", "boutique", "RM01", "EUR", 700.0, True),
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("2026-02}", "Feb}", "write a month such as 2026-03"),
        ('{from: "*", decimal: ","}', "Gen 26", "with months, write"),
        ("  store_key: Negozio", "  month: Mese", "keep one of them"),
        ("grain: budget", "grain: series", "months has no effect on series rows"),
        ('with_vat: "true"', "with_vat: inclusa", "write true where the budget holds VAT"),
    ],
)
def test_a_mapping_of_months_that_means_nothing_is_refused(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    mapping = written(tmp_path, MAPPING.replace(was, becomes), name="planning.yaml")
    with pytest.raises(BadMapping, match=said):
        load([written(tmp_path, "a,b", "1,2")], tmp_path / "store", LoadOptions(mappings=(mapping,)))


def test_the_mart_knows_boutiques_by_what_they_are_called_and_converts_at_the_rate_before_the_month(
    tmp_path: Path,
) -> None:
    home = tmp_path / "store"
    till = written(
        tmp_path, "Negozio;Scontrino;Data;Ora;Articolo;Descrizione;Qta;Prezzo;Sconto;Tessera;Nazione",
        "MI01;7;31/03/2024;12:30;BAG-1;Borsa;1;1.200,00;0,00;C1;IT", name="till.csv",
    )  # fmt: skip
    rates = written(
        tmp_path, "Date,USD,JPY,GBP,CHF,CNY", "2024-05-20,1,1,1,1,7.5", "2024-03-28,1,1,1,1,8.0", name="rates.csv"
    )
    file = written(
        tmp_path, HEADER,
        "2024-04,IT,,mi01,EUR,100,included", "2024-04,CN,,,CNY,800,included", "2024-06,CN,,,CNY,750,included",
        "2024-01,CN,,,CNY,750,included", "2024-04,FR,boutique,Paris,EUR,1,included",
    )  # fmt: skip
    load([till, rates, file], home)
    rows = Store.open(home).query(
        "select strftime(month, '%m') as m, market, channel, store_id, is_known, net_sales::double as n from budget_cells order by all"
    )
    assert rows.astype(object).where(rows.notna(), None).values.tolist() == [
        ["01", "CN", "", "", True, None],
        ["04", "CN", "", "", True, 100.0],
        ["04", "FR", "boutique", "Paris", False, 1.0],
        ["04", "IT", "boutique", "pos|MI01", True, 100.0],
        ["06", "CN", "", "", True, 100.0],
    ]


def test_a_mapping_reads_months_and_vat_as_people_write_them(tmp_path: Path) -> None:
    text = """
name: long
system: planning
grain: budget
columns: {month: Mese, market: Paese, net_sales: {from: Importo, decimal: ","}, with_vat: IVA}
constants: {currency: EUR}
"""
    mapping = written(tmp_path, text, name="long.yaml")
    file = written(
        tmp_path, "Mese;Paese;Importo;IVA", "marzo 2026;IT;100,5;esclusa", "2026-Q1;IT;1;esclusa", "2026-04;IT;2;forse", name="own.csv"
    )  # fmt: skip
    load([file], tmp_path / "store", LoadOptions(mappings=(mapping,)))
    assert held(tmp_path / "store") == [("2026-03", "IT", "", "", "EUR", 100.5, False)]
    assert len(reasons(tmp_path / "store")) == 2
