"""Every text column of the store has a class that says what it may hold."""

from pathlib import Path

import pytest

from data import closed
from data.classes import kept
from data.mapping import landing_columns
from data.store import Store, writing

LANDINGS = Path(__file__).parents[2] / "data" / "landing"


def test_every_text_column_of_the_store_and_its_marts_has_a_class(tmp_path: Path) -> None:
    with writing(tmp_path):
        pass
    columns = Store.open(tmp_path).query(
        "select table_name, column_name from information_schema.columns "
        "where data_type like '%VARCHAR%' or data_type like '%JSON%' order by all"
    )
    assert len(columns) > 300
    assert all(kept(table, column) for table, column in columns.itertuples(index=False))


@pytest.mark.parametrize(
    "landing",
    [
        "order",
        "refund",
        "wallet",
        "settlement",
        "fx",
        "exposure",
        "spend",
        "product",
        "series",
        "budget",
        "bank",
        "contract",
    ],
)
def test_every_text_column_of_a_landing_table_has_a_class(landing: str) -> None:
    texts = [name for name, kind in landing_columns(landing).items() if kind == "VARCHAR"]  # type: ignore[arg-type]
    assert texts and all(kept(f"landing_{landing}", name) for name in texts)


def test_a_column_without_a_class_is_an_error_that_names_it() -> None:
    with pytest.raises(KeyError, match=r"orders\.gossip has no class"):
        kept("orders", "gossip")


def test_the_closed_lists_are_those_the_schema_checks(tmp_path: Path) -> None:
    with writing(tmp_path):
        pass
    checks = Store.open(tmp_path).query(
        "select table_name, constraint_column_names[1] as name, constraint_text from duckdb_constraints() "
        "where constraint_type = 'CHECK' and len(constraint_column_names) = 1 and constraint_text like '% IN %'"
    )
    listed = checks[checks["name"].isin(["status", "txn_type", "entry_type", "arm", "assignment", "channel", "tier"])]
    assert len(listed) >= 6
    for table, name, text in listed.itertuples(index=False):
        assert set(text.split("'")[1::2]) == set(closed.words()[kept(table, name).list]), (table, name)


def test_a_currency_is_a_code_that_was_money_since_the_euro_began() -> None:
    assert {"EUR", "CNY", "HRK", "ROL", "TRL", "JPY"} <= closed.currencies()
    assert closed.currencies().isdisjoint({"YUD", "XXX", "XAU", "BTC", "EU", "CNH"})
