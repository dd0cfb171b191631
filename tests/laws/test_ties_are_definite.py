"""Law: what the engine happens to read first decides nothing. Of things said twice, and of equals, one rule chooses.

Broken once: a product that a till named in two ways took one name or the other, and the title of one line with the brand
of another, from load to load of the same file.
"""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.data.loading import loaded

# Not among them: the made-up shop, whose groups hold one value each.
SOURCES = sorted(
    file
    for folder in ("data/landing", "data/marts", "data/store", "data/sources", "analytics")
    for file in (ROOT / folder).rglob("*")
    if file.suffix in (".py", ".sql")
)
UNSETTLED = re.compile(
    r"\bany_value\(|\b(?:list|string_agg|array_agg|first|last)\((?![^()]*\border by\b)[^()]*\) +as\b"
)


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_answer_is_left_to_what_is_read_first(file: Path) -> None:
    assert UNSETTLED.findall(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "file",
    [file for file in SOURCES if file.parent.name in ("marts", "sql")],
    ids=lambda file: str(file.relative_to(ROOT)),
)
def test_rows_are_numbered_in_an_order_that_is_said(file: Path) -> None:
    """Broken once: a cluster numbers its rows anew each time they are read, so a payment took the contract of another."""
    windows = re.findall(
        r"(?:row_number|rank|dense_rank|ntile|lag|lead)\([^()]*\) over \(([^()]*(?:\([^()]*\)[^()]*)*)\)",
        file.read_text("utf-8"),
    )
    if "sources" not in file.parts:  # a file's own rows are numbered as they stand
        assert [window for window in windows if "order by" not in window] == []


def test_a_product_named_twice_is_what_the_file_says_first(tmp_path: Path) -> None:
    head = "Negozio;Scontrino;Data;Ora;Articolo;Descrizione;Marca;Reparto;Fascia;Qta;Prezzo;Sconto;Tessera;Nazione"
    rows = [
        f"MI01;{row};03/01/2023;10:05;SKU{row % 200};{brand} bag;{brand};Borse;Alto;1;100,00;0,00;;IT"
        for place, brand in enumerate(("Alba", "Brenta", "Cividale"))
        for row in range(place * 200, place * 200 + 200)
    ]
    (file := tmp_path / "till.csv").write_text("\n".join((head, *rows, "")), encoding="utf-8")
    store, (report,) = loaded(tmp_path, file)
    assert report.rows_loaded == 600
    assert store.query("select distinct brand, title from products").to_dict("list") == {
        "brand": ["Alba"],
        "title": ["Alba bag"],
    }
