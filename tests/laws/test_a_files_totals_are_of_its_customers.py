"""Law: who may not see persons is told no total of a file: a bill of a day, or of an hour, is of as few customers as bought in it."""

import json
from pathlib import Path

import pytest

from analytics.health import loads
from data.load import load
from data.store import Rights, Store
from data.store.cells import DECLARED
from sheets.health.loaded import files
from sheets.reading import Reading
from tests.data.sources.test_wechat import ALL, TOTALS, line

TOLD = "5393.27"


@pytest.fixture(params=[TOLD, "5393.28"], ids=["agreeing", "differing"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A bill with one payment, and a total that is its amount, or a cent beside it."""
    row = line(应结订单金额=TOLD, 订单金额=TOLD)
    totals = ",".join(f"`{cell}" for cell in ("1", request.param, "0.00", "0.00", "0.60000", request.param, "0.00"))
    file = tmp_path / "bill.csv"
    file.write_text("\n".join([ALL, row, TOTALS, totals]) + "\n", encoding="utf-8")
    (report,) = load([file], tmp_path / "store")
    assert report.rows_loaded == 1 and report.declared, report
    return Store.open(tmp_path / "store")


def test_its_totals_stand_in_no_open_answer(store: Store) -> None:
    assert TOLD in str(json.loads(loads(store)["declared"][0])), "who sees all is told"
    seen = store.seen_by(Rights(smallest=10))
    for question, told in DECLARED.items():
        if told.is_open and question != "day_notes":
            assert "5393" not in seen.ask(question).to_csv(), question


def test_its_totals_stand_in_no_export(store: Store) -> None:
    part = files(Reading.of(store.seen_by(Rights(smallest=10))))
    assert len(part.table) == 1 and "5393" not in part.table.to_csv() + part.drawn.to_csv()
