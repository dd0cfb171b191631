"""Law: of two exports that tell an order differently, the one with the younger content counts, in whatever order they are loaded; where no date
tells which that is, the later one is rejected and names the other. The file's own clock is never asked.

Broken once: whichever was loaded last won, unless money had been given back. Broken once more: an export of refunded orders alone reaches less far
than one of all orders, which then took its refunds back.
"""

import itertools
import os
from pathlib import Path

import pytest

from data.load import Report, load
from data.staging import LoadOptions
from data.store import Store

ROME = LoadOptions("Europe/Rome", "EUR")
HEAD = "Name,Financial Status,Paid at,Currency,Total,Refunded Amount,Cancelled at,Created at,Lineitem quantity,Lineitem name,Lineitem price,Id\n"


def row(
    number: int, created: str, total: str, paid: str = "", cancelled: str = "", back: str = "0.00", status: str = "paid"
) -> str:
    instants = [f"{each} +0100" if each else "" for each in (paid, cancelled, created)]
    return f"#{number},{status},{instants[0]},EUR,{total},{back},{instants[1]},{instants[2]},1,Bag,{total},{number}"


def export(folder: Path, name: str, *rows: str) -> Path:
    file = folder / f"{name}.csv"
    file.write_text(HEAD + "".join(f"{each}\n" for each in rows), encoding="utf-8")
    return file


def of_one(folder: Path, files: tuple[Path, ...], number: int = 1) -> tuple[str, float, float]:
    for at, file in enumerate(files):
        os.utime(file, (at, at))
        load([file], folder / "store", ROME)
    store = Store.open(folder / "store")
    found = store.query("select status, total, refunded from orders where source_order_id = $n", {"n": str(number)})
    store.close()
    ((status, total, refunded),) = found.itertuples(index=False)
    return str(status), float(total), float(refunded)


BOUGHT, LATER = "2024-03-10 11:00:00", "2024-03-20 11:00:00"


@pytest.mark.parametrize("turned", [False, True])
def test_a_later_instant_of_the_order_decides(tmp_path: Path, turned: bool) -> None:
    old = export(tmp_path, "old", row(1, BOUGHT, "100.00", status="pending"))
    new = export(tmp_path, "new", row(1, BOUGHT, "90.00", paid=LATER))
    assert of_one(tmp_path, (new, old) if turned else (old, new)) == ("paid", 90.0, 0.0)


@pytest.mark.parametrize("turned", [False, True])
def test_where_it_is_the_same_the_end_of_what_the_file_covers_decides(tmp_path: Path, turned: bool) -> None:
    old = export(tmp_path, "old", row(1, BOUGHT, "100.00", paid=BOUGHT), row(2, "2024-03-11 09:00:00", "5.00"))
    new = export(tmp_path, "new", row(1, BOUGHT, "80.00", paid=BOUGHT), row(3, "2024-06-11 09:00:00", "5.00"))
    assert of_one(tmp_path, (new, old) if turned else (old, new)) == ("paid", 80.0, 0.0)


@pytest.mark.parametrize("turned", [False, True])
def test_where_no_date_tells_another_total_is_a_conflict_that_names_the_stored_row(
    tmp_path: Path, turned: bool
) -> None:
    one = export(tmp_path, "one", row(1, BOUGHT, "100.00", paid=BOUGHT))
    two = export(tmp_path, "two", row(1, BOUGHT, "80.00", paid=BOUGHT))
    first, second = (two, one) if turned else (one, two)
    load([first], tmp_path / "store", ROME)
    (report,) = load([second], tmp_path / "store", ROME)
    assert (report.rows_loaded, report.rows_rejected) == (0, 1)
    assert "another total (row 2 of its file)" in report.message
    assert of_one(tmp_path, ())[1] == (80.0 if turned else 100.0)


@pytest.mark.parametrize("turned", [False, True])
def test_how_far_a_file_reaches_takes_no_refund_back(tmp_path: Path, turned: bool) -> None:
    refunds = export(tmp_path, "refunds", row(1, BOUGHT, "100.00", back="100.00", status="refunded"))
    everything = export(tmp_path, "all", row(1, BOUGHT, "100.00"), row(2, LATER, "5.00"))
    files = (everything, refunds) if turned else (refunds, everything)
    assert of_one(tmp_path, files) == ("refunded", 100.0, -100.0)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_three_exports_in_any_order_end_alike(tmp_path: Path, order: tuple[int, ...]) -> None:
    exports = (
        export(tmp_path, "march", row(1, BOUGHT, "100.00", status="pending")),
        export(tmp_path, "april", row(1, BOUGHT, "100.00", paid=LATER), row(2, "2024-04-01 10:00:00", "7.00")),
        export(
            tmp_path,
            "june",
            row(1, BOUGHT, "100.00", paid=LATER, back="100.00", status="refunded"),
            row(4, "2024-06-01 10:00:00", "7.00"),
        ),
    )
    assert of_one(tmp_path, tuple(exports[at] for at in order)) == ("refunded", 100.0, -100.0)


def test_a_file_loaded_again_changes_nothing(tmp_path: Path) -> None:
    file = export(tmp_path, "one", row(1, BOUGHT, "100.00", paid=BOUGHT))
    load([file], tmp_path / "store", ROME)
    (report,) = load([file], tmp_path / "store", ROME)
    assert isinstance(report, Report) and report.rows_duplicate == 1 and report.rows_updated == 0
