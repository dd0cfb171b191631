"""Law: a name or a value that came with a file is data. It never becomes SQL, and never meets a name of ours.

Broken once: a parquet column named `x" from read_parquet(...)) to '...` ran as `copy ... to` and wrote a file; a user's
column named `currency` made every file of a shipped mapping fail with "Ambiguous reference".
"""

import ast
from pathlib import Path

import pandas as pd
import pytest
import yaml

from data.errors import BadMapping
from data.mapping import SHIPPED, ZONE_COLUMNS, layout
from data.staging import LoadOptions
from tests.conftest import ROOT
from tests.data.loading import TILL, loaded

SOURCES = sorted([*(ROOT / "data").rglob("*.py"), *(ROOT / "analytics").rglob("*.py")])
OURS = ("row_no", "file_name", "tz", "currency", "account_id", "minor_units", "staged", "file", "c0", "m0", "problem")
TILL_YAML = """
name: till_of_{n}
system: till
grain: line
match: [No, When, Q, P, "{header}"]
columns: {{order_ref: No, ordered_at: {{from: When, zone: Europe/Rome}}, qty: Q, unit_price: P, title: "{header}"}}
constants: {{channel: boutique, currency: EUR, status: paid}}
"""


def quoted_names(file: Path) -> list[int]:
    """Lines on which an f-string puts a value between bare double quotes."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "\0" for part in node.values)
            found += [node.lineno] if '"\0"' in text else []
    return found


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_f_string_puts_a_name_between_bare_double_quotes(file: Path) -> None:
    assert quoted_names(file) == []


ALONE = [file for file in sorted(SHIPPED.glob("*.yaml")) if "\njoin:" not in file.read_text(encoding="utf-8")]


@pytest.mark.parametrize("mapping", ALONE, ids=lambda mapping: mapping.stem)
def test_every_shipped_mapping_of_one_file_loads_one_of_exactly_its_columns(mapping: Path, tmp_path: Path) -> None:
    known = layout(mapping)
    written = yaml.load(mapping.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    said = written["columns"]
    cells = {"qty": "1", "unit_price": "10", "line_discount": "0", "currency": "EUR"}
    row = dict.fromkeys(known.places.keys() - set(ZONE_COLUMNS), "7") | written.get("keep_where", {})
    for name, entry in said.items():
        sources = entry["from"] if isinstance(entry, dict) else entry
        for header in sources if isinstance(sources, list) else [sources]:
            row[str(header)] = cells.get(name, row[str(header)])
    when = said["ordered_at"]["from"]
    if isinstance(when, list):
        row |= {when[0]: "31/12/2025", when[1]: "10:30"}
    else:
        row |= {when: "2025-12-31 10:30:00"}
    file = tmp_path / "a.csv"
    pd.DataFrame([row]).to_csv(file, index=False)
    store, (report,) = loaded(tmp_path, file, options=LoadOptions(tz="Europe/Rome", currency="EUR"))
    assert (report.layout, report.rows_loaded, report.message) == (known.name, 1, "loaded")
    assert float(store.query("select sum(total) as total from orders")["total"][0]) == 10


@pytest.mark.parametrize("header", [*OURS, "select", "x; drop table orders", "it's", "a) || (select 1", "价格"])
def test_a_mapped_column_may_bear_any_name(header: str, tmp_path: Path) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text(TILL_YAML.format(n="any", header=header), encoding="utf-8")
    file = tmp_path / "a.csv"
    file.write_text(f'No,When,Q,P,"{header}"\n1,2025-12-31 10:30:00,2,5.00,Borsa\n', encoding="utf-8")
    store, (report,) = loaded(tmp_path, file, options=LoadOptions(mappings=(mapping,)))
    assert (report.rows_loaded, report.message) == (1, "loaded")
    assert store.query("select title from order_lines")["title"].tolist() == ["Borsa"]


def test_columns_nobody_asked_for_may_bear_our_names(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    more = ";".join((*OURS, 'x"); drop table orders; --', "words", "Qta"))
    file.write_text(
        TILL.rstrip("\n") + f";{more}\nMI01;7;31/12/2025;23:30;B1;Borsa;1;10,00;0,00;C1;IT" + ";x" * 14 + "\n",
        encoding="utf-8",
    )
    store, (report,) = loaded(tmp_path, file)
    assert (report.rows_loaded, report.message) == (1, "loaded")
    assert float(store.query("select total from orders")["total"][0]) == 10


def test_a_parquet_column_that_closes_the_quote_writes_nothing(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    inner = tmp_path / "inner.parquet"
    pd.DataFrame({"x": ["1"]}).to_parquet(inner)
    hostile = (
        f"x\" from read_parquet('{inner}')) to '{canary}",
        f"x\"; copy (select 1) to '{canary}'; --",
        f"x' from read_parquet('{inner}')) to '{canary}",
        '"',
        "x\n",
    )
    rows = {"InvoiceNo": "1", "StockCode": "B1", "Quantity": 1, "UnitPrice": 10.0, "CustomerID": "7"}
    rows |= {"InvoiceDate": "2025-12-31 10:30:00", "Description": "Borsa", "Country": "Italy"}
    for number, name in enumerate(hostile):
        file = tmp_path / f"{number}.parquet"
        pd.DataFrame([{**rows, "InvoiceNo": str(number), name: "x"}]).to_parquet(file)
        _, (report,) = loaded(tmp_path, file)
        assert (report.rows_loaded, report.message) == (1, "loaded"), name
        assert not canary.exists()


@pytest.mark.parametrize("value", ["'); drop table orders; --", "it's", "\\'; select 1; --"])
def test_what_a_mapping_says_of_a_cell_is_a_value(value: str, tmp_path: Path) -> None:
    said = yaml.load(TILL_YAML.format(n="values", header="Colour"), Loader=yaml.BaseLoader)
    said["columns"]["title"] = {"from": ["Colour", "No"], "join": value, "values": {"Rosso": value, "*": value}}
    said["columns"]["sku"] = {"from": "No", "strip": value.replace("(", "").replace(")", "")}
    said["columns"]["ordered_at"]["format"] = ["%Y-%m-%d %H:%M:%S", f"%d {value}"]
    mapping = tmp_path / "m.yaml"
    mapping.write_text(yaml.safe_dump(said), encoding="utf-8")
    file = tmp_path / "a.csv"
    file.write_text("No,When,Q,P,Colour\n1,2025-12-31 10:30:00,2,5.00,Rosso\n", encoding="utf-8")
    store, (report,) = loaded(tmp_path, file, options=LoadOptions(mappings=(mapping,)))
    assert report.rows_loaded == 1
    assert store.query("select title from order_lines")["title"].tolist() == [value]


HOSTILE = {
    "tag": 'name: !!python/object/apply:os.system ["touch {canary}"]\nsystem: pos\ngrain: line\ncolumns: {a: A}\n',
    "system": 'name: x\nsystem: "pos\'; drop table orders; --"\ngrain: line\ncolumns: {a: A}\n',
    "list": "name: x\nsystem: y\ngrain: payment\ncolumns: [A, B]\n",
    "number": "name: x\nsystem: y\ngrain: payment\ncolumns: 7\n",
    "nested": "name: {a: b}\nsystem: y\ngrain: payment\ncolumns: {a: A}\n",
    "twice": "name: x\nname: y\nsystem: y\ngrain: line\ncolumns: {a: A}\n",
    "growing": "name: x\nsystem: y\ngrain: line\ncolumns:\n  a: &a [x,x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"  {b}: &{b} [{','.join(['*' + a] * 10)}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)),
    "itself": "name: x\nsystem: y\ngrain: line\ncolumns: &a {order_ref: *a}\n",
    "deep": "name: " + "[" * 3000 + "]" * 3000 + "\n",
    "channel": TILL_YAML.format(n="x", header="T").replace("boutique", '"boutique\'); drop table orders; --"'),
    "currency": TILL_YAML.format(n="x", header="T").replace("EUR", '"E\'U\\"R"'),
    "pattern": TILL_YAML.format(n="x", header="T").replace("unit_price: P", 'unit_price: {from: P, strip: "("}'),
    "values": TILL_YAML.format(n="x", header="T").replace("qty: Q", "qty: {from: Q, values: {one: '1'}}"),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_mapping_is_refused_in_a_sentence_at_once(text: str, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    file = tmp_path / "m.yaml"
    file.write_text(text.replace("{canary}", str(canary)), encoding="utf-8")
    with pytest.raises(BadMapping) as refused:
        layout(file)
    assert "m.yaml" in str(refused.value) and len(str(refused.value)) < 600
    assert not canary.exists()


def test_the_hostile_mappings_beside_the_project_are_refused(shared: Path) -> None:
    for file in sorted((shared / "cases/hostile_mappings").glob("*.yaml")):
        with pytest.raises(BadMapping, match=file.name):
            layout(file)


def test_hostile_names_of_a_till_are_loaded_as_they_stand(shared: Path, tmp_path: Path) -> None:
    store, (report,) = loaded(tmp_path, shared / "cases/hostile_names/till.csv")
    assert (report.rows_loaded, report.rows_rejected) == (432, 0)
    assert store.query("select count(*) as n from products where brand like '%; drop table orders; --'")["n"][0] > 0
