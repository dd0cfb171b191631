"""Personal data is looked for in values: whatever cell of a file it stands in, it is nowhere in the store, in no report and no log."""

import csv
import io
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data import faults
from data.__main__ import main
from data.export import csv as exported
from data.files import decode, header, rows, unpack
from data.load import load
from data.sources import layouts
from data.staging import LoadOptions
from data.store import Store
from tests.data.loading import TILL, loaded
from tests.data.sources.golden import pairs as golden

ROME = LoadOptions(tz="Europe/Rome", currency="EUR")
# Invented; and as any reading might leave it: without blanks, as a number.
DETAILS = {
    "maria.nascosti@secret.example": ("nascosti@secret", "secret.example"),
    "+39 335 765 4321": ("335 765 4321", "3357654321"),
    "IT60X0542811101000000123456": ("x0542811101",),
    "4111 1111 1111 1111": ("4111 1111", "4111111111111111"),
    "RSSMRA80A01H501U": ("rssmra80a01",),
    "11010519491231002X": ("11010519491231002",),
    "tel. 335-7654321, grazie": ("335-7654321", "3357654321"),
}
SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Payment Method,Payment Reference,Vendor,Location,Id\n"
    "#{at},a@x.example,paid,2026-01-05 10:00:00 +0100,EUR,100.00,0.00,0.00,100.00,,0.00,2026-01-05 10:00:00 +0100,"
    "1,Bag,100.00,SKU-1,A B,card,ref-{at},Brand,Milano,90{at}\n"
)


def everything(home: Path) -> str:
    """All that a store keeps as text, lower case: every row of every table, the names of its files and what stands in those beside."""
    store = Store.open(home)
    tables = store.query("select table_name from information_schema.tables")["table_name"]
    kept = [
        store.query(f'select to_json(t)::varchar as row from "{name}" t')["row"].str.cat(sep="\n") for name in tables
    ]
    beside = [file.read_bytes().decode("latin-1") for file in home.rglob("*") if file.is_file()]
    return "\n".join([*kept, *beside, *map(str, home.rglob("*"))]).lower()


def left(text: str, needles: object) -> list[str]:
    """Those of the needles that stand in the text."""
    return [needle for needle in needles if needle in text]  # type: ignore[attr-defined]


def planted(head: list[str], row: list[str]) -> str:
    """A file in which each detail stands once in each column; what looks like a number of a row is another one in each."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(head)
    cells = ((column, detail) for column in range(len(head)) for detail in DETAILS)
    for at, (column, detail) in enumerate(cells):
        fresh = [f"{cell[:-4]}{at:04}" if _is_number(cell) else cell for cell in row]
        writer.writerow([*fresh[:column], detail, *fresh[column + 1 :]])
    return sink.getvalue()


def _is_number(cell: str) -> bool:
    return cell.strip("#`\t").isalnum() and cell[-4:].isdigit() and len(cell) > 4


def samples(files: Sequence[Path], scratch: Path) -> dict[str, tuple[list[str], list[str]]]:
    """The header and first row of a sample of each layout."""
    found = {}
    for file in files:
        for piece in unpack.pieces(file, scratch):
            text = decode.decoded(piece.path, scratch, piece.file.name).path
            claim = header.find(text, layouts())
            split, claim = rows.read(text, claim, layouts(), piece.file.name, scratch)
            with split.path.open(encoding="utf-8") as handle:
                first = next(csv.reader(handle), None)
            if first and not claim.layout.refuse:
                found.setdefault(claim.layout.name, (list(claim.names), first[1:]))
    return found


def test_a_detail_in_any_cell_of_any_layout_is_nowhere_in_the_store(tmp_path: Path, shared: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    given = sorted(
        file for file in (shared / "formats" / "samples").rglob("*") if file.suffix in {".csv", ".zip", ".txt"}
    )
    kinds = samples(golden.files(), scratch) | samples(given, scratch)
    assert len(kinds) >= 40
    files = []
    for name, (head, row) in kinds.items():
        files.append(tmp_path / f"{name}.csv")
        files[-1].write_text(planted(head, row), encoding="utf-8")
    reports = load(files, tmp_path / "store", ROME)
    assert sum(report.rows_seen for report in reports) > 1000
    found = everything(tmp_path / "store") + str(reports).lower()
    assert left(found, (needle for needles in DETAILS.values() for needle in needles)) == []


def test_a_detail_in_any_cell_of_a_mapped_till_is_nowhere_in_the_store(tmp_path: Path) -> None:
    head = TILL.strip().split(";")
    row = ["MI01", "10007", "31/12/2025", "23:30", "BAG-1001", "Borsa", "1", "100,00", "0,00", "C10001", "IT"]
    file = tmp_path / "till.csv"
    file.write_text(planted(head, row), encoding="utf-8")
    _store, (report,) = loaded(tmp_path, file)
    assert report.rows_seen == len(head) * len(DETAILS) and report.rows_loaded > 20
    found = everything(tmp_path / "store") + str(report).lower()
    assert left(found, (needle for needles in DETAILS.values() for needle in needles)) == []


@pytest.mark.parametrize("name", ["free_text.csv", "shifted.csv"])
def test_the_known_leaks_are_closed(tmp_path: Path, shared: Path, name: str) -> None:
    load([shared / "cases" / "privacy" / name], tmp_path / "store")
    needles = (
        "segreti",
        "nascost",
        "secret.example",
        "tags.example",
        "risk.example",
        "source.example",
        "cur.example",
        "cancel.example",
    )
    numbers = (
        "3331112223",
        "333 111 2223",
        "3391234567",
        "338 111 2222",
        "335 999 0001",
        "333 222 1111",
        "333 777 8889",
        "0542811101",
    )
    assert left(everything(tmp_path / "store"), (*needles, *numbers)) == []


def test_a_row_whose_cells_have_moved_says_column_and_kind_and_keeps_its_numbers(tmp_path: Path) -> None:
    moved = SHOPIFY.format(at=1).replace(",1,Bag,100.00,", ",1,Bag,Maria Segreti,")
    store, (report,) = loaded(tmp_path, _file(tmp_path, moved))
    (row,) = store.query("select row_no, reason, payload::varchar as payload from rejected_rows").to_dict("records")
    assert (row["row_no"], row["reason"]) == (2, "Lineitem price: text where an amount belongs")
    assert '"Total":"100.00"' in row["payload"] and '"Lineitem price":"text (13 characters)"' in row["payload"]
    assert "Segreti" not in str(report)


def test_an_address_as_order_number_joins_its_payment_by_one_hash(tmp_path: Path) -> None:
    text = SHOPIFY.format(at=1).replace(",SKU-1,", ",maria@x.example,").replace("ref-1", "Maria@X.example")
    store, _ = loaded(tmp_path, _file(tmp_path, text))
    sku, reference = store.query("select sku, payment_ref from orders join order_lines using (order_id)").iloc[0]
    assert sku == reference and len(sku) == 32


def test_a_plain_string_of_digits_stays_a_key(tmp_path: Path) -> None:
    text = SHOPIFY.format(at=1).replace(",SKU-1,", ",8012345678901,").replace("ref-1", "2088000000000013912345678901")
    store, _ = loaded(tmp_path, _file(tmp_path, text))
    assert store.query("select sku, payment_ref from orders join order_lines using (order_id)").iloc[0].tolist() == [
        "8012345678901",
        "2088000000000013912345678901",
    ]


@pytest.mark.parametrize(("given", "kept"), [("eur", "EUR"), ("RMB", "CNY"), ("€", "EUR"), ("hrk", "HRK")])
def test_a_currency_is_its_code_in_any_spelling(tmp_path: Path, given: str, kept: str) -> None:
    store, (report,) = loaded(tmp_path, _file(tmp_path, SHOPIFY.format(at=1).replace(",EUR,", f",{given},")))
    assert report.rows_loaded == 1 and store.query("select currency from orders")["currency"].tolist() == [kept]


@pytest.mark.parametrize("given", ["maria@cur.example", "XXX", "Lire"])
def test_a_row_without_a_real_currency_is_rejected_and_not_quoted(tmp_path: Path, given: str) -> None:
    store, (report,) = loaded(tmp_path, _file(tmp_path, SHOPIFY.format(at=1).replace(",EUR,", f",{given},")))
    assert report.rows_rejected == 1
    reason = store.query("select reason from rejected_rows")["reason"][0]
    assert "where a currency code such as EUR may stand" in reason and given not in reason


def test_a_payment_method_is_one_of_a_list(tmp_path: Path) -> None:
    texts = {
        "bonifico Maria Segreti": "bank_transfer",
        "Cash on Delivery (COD)": "cash_on_delivery",
        "Maria Segreti": "other",
    }
    head, row = SHOPIFY.splitlines()
    lines = [row.format(at=at).replace(",card,", f",{text},") for at, text in enumerate(texts, 1)]
    store, _ = loaded(tmp_path, _file(tmp_path, "\n".join([head, *lines]) + "\n"))
    assert store.query("select payment_method from orders order by order_name")["payment_method"].tolist() == list(
        texts.values()
    )


def test_a_file_named_after_a_person_is_not_named_so_in_the_store_or_on_the_terminal(tmp_path: Path) -> None:
    file = _file(tmp_path, SHOPIFY.format(at=1), "orders of maria.segreti@secret.example.csv")
    command = [sys.executable, "-m", "data", "load", "--store", str(tmp_path / "store"), "--json", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    text = everything(tmp_path / "store") + said.stdout + said.stderr
    assert left(text, ("segreti", "secret.example")) == [] and "orders of [e-mail]" in text


def test_what_a_screen_exports_of_rejected_rows_names_nobody(tmp_path: Path) -> None:
    moved = SHOPIFY.format(at=1).replace(",1,Bag,100.00,", ",1,Bag,maria@secret.example,")
    store, _ = loaded(tmp_path, _file(tmp_path, moved))
    sheets = (exported(store.ask(question)) for question in ("rejects", "loads"))
    assert left(b"".join(sheets).decode().lower(), ("maria", "secret")) == []


@pytest.mark.parametrize("given", ["maria@cur.example", "XXX", "EURO", "LIR"])
def test_a_currency_that_is_none_is_refused_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    file = _file(tmp_path, SHOPIFY.format(at=1))
    assert main(["load", "--store", str(tmp_path / "store"), "--currency", given, str(file)]) != 0
    assert "no currency in use" in capsys.readouterr().err and not (tmp_path / "store").exists()


def test_no_command_log_or_screen_shows_a_planted_detail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    head, row = SHOPIFY.strip().split("\n")
    orders = _file(
        tmp_path, planted(head.split(","), row.format(at=1000).split(",")), "maria.nascosti@secret.example.csv"
    )
    damaged = tmp_path / "tel. 335-7654321, grazie.xlsx"
    damaged.write_bytes(b"no workbook")
    home = str(tmp_path / "store")
    files = [str(orders), str(damaged), *map(str, (shared / "cases" / "privacy").glob("*.csv"))]
    printed = ""
    for command in (["load", "--json", *files], ["load", *files], ["status"]):
        run = subprocess.run(
            [sys.executable, "-m", "data", *command, "--store", home], capture_output=True, text=True, check=False
        )
        assert "Traceback" not in run.stderr
        printed += run.stdout + run.stderr
    printed += faults.record(
        ValueError("maria.nascosti@secret.example"), "fault 1: maria.nascosti@secret.example.csv", tmp_path / "store"
    )
    monkeypatch.setenv("VETRINA_STORE", home)
    app = AppTest.from_string(
        "from pages import health\nfrom ui import frame\nframe.around(health.render, health.HEEDS)", default_timeout=120
    )
    app.run()
    assert not app.exception and app.title
    shown = [str(getattr(part, "value", "")) for part in app.main] + [str(part.proto) for part in _parts(app)]
    tables = [frame.value.to_csv() for frame in app.dataframe]
    needles = [needle for detail in DETAILS.values() for needle in detail]
    text = "\n".join([printed, *shown, *tables]).lower()
    assert left(text + everything(tmp_path / "store"), [*needles, "segreti", "nascost"]) == []


def _parts(app: AppTest) -> list[Any]:
    return [
        *app.markdown,
        *app.caption,
        *app.info,
        *app.warning,
        *app.error,
        *app.metric,
        *app.get("plotly_chart"),
        *app.get("download_button"),
    ]


def _file(folder: Path, text: str, name: str = "orders.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file
