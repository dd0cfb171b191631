"""Mapping files: configured, not coded, and clear when wrong."""

from pathlib import Path

import pytest

from data.mapping import BadMapping, layout, mapped
from data.staging import Asked
from tests.data.loading import loaded

GOOD = """
name: till
system: till
grain: line
columns: {order_ref: No, ordered_at: {from: When, format: "%m/%d/%Y", zone: America/New_York}, qty: Q, unit_price: P}
constants: {channel: boutique, currency: USD, status: paid}
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "m.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_mapping_makes_an_unknown_file_loadable(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("No,When,Q,P\nA1,12/31/2025,2,10.50\n")
    store, (report,) = loaded(tmp_path, file, asked=Asked(mappings=(written(tmp_path, GOOD),)))
    assert (report.system, report.rows_loaded) == ("till", 1)
    assert store.query(
        "select total::double as total, ordered_on::varchar as day, currency from orders"
    ).values.tolist() == [[21.0, "2025-12-31", "USD"]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("grain: line", "grain: row"), "grain is 'row'; it may be line, order, payment, entry"),
        (("qty: Q", "quantity: Q"), "quantity is no column of line rows"),
        (("unit_price: P", "title: P"), "unit_price is not mapped"),
        (("America/New_York", "New York"), "zone 'New York'"),
        (("format:", "pattern:"), "pattern; it may have"),
        (("name: till", "nome: till"), "nome; it may have"),
        (("columns:", "columns: ["), "cannot be read as YAML"),
    ],
)
def test_a_wrong_mapping_says_what_may_stand_there(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    with pytest.raises(BadMapping, match=said):
        layout(written(tmp_path, GOOD.replace(*change)))


def test_the_shipped_mappings_are_sound() -> None:
    assert {each.name for each in mapped()} >= {"boutique_pos", "phygital_lab", "online_retail"}
