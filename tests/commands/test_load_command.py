"""`vetrina load`: what the user says because no file does."""

import json
from pathlib import Path

import pytest

from commands.vetrina import main
from data.store import Store

HEADER = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID"


@pytest.mark.parametrize(("said", "day"), [("yes", "2026-04-03"), ("no", "2026-03-04")])
def test_a_date_that_may_be_either_way_round_is_read_as_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], said: str, day: str
) -> None:
    file = tmp_path / "Download.csv"
    file.write_text(f"{HEADER}\n03/04/2026,10:00:00,CET,N,Payment,Completed,EUR,9.00,-1.00,8.00,A1\n", encoding="utf-8")
    home = ["--store", str(tmp_path / "store")]
    main(["load", str(file), *home])
    assert "say it with --day-first" in capsys.readouterr().out
    main(["load", str(file), "--day-first", said, *home])
    days = Store.open(tmp_path / "store").query("select occurred_on::varchar as day from wallet_transactions").day
    assert days.tolist() == [day]


def test_a_dry_run_tells_rows_and_totals_and_stores_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "Download.csv"
    rows = "13/04/2026,10:00:00,CET,N,Payment,Completed,EUR,9.00,-1.00,8.00,A1\n13/04/2026,,CET,N,Payment,Completed,EUR,x,,,A2\n"
    file.write_text(f"{HEADER}\n{rows}", encoding="utf-8")
    home = tmp_path / "store"
    assert main(["load", "--dry-run", str(file), "--store", str(home)]) == 0
    told = capsys.readouterr().out
    assert "payment: 1 rows, EUR 9.00, fees -1.00" in told
    assert "from 2026-04-13 to 2026-04-13" in told
    assert "+1 wallet transactions" in told and "Nothing was stored" in told
    assert not home.exists()
    main(["load", "--dry-run", "--json", str(file), "--store", str(home)])
    table, batch = map(json.loads, capsys.readouterr().out.splitlines())
    assert table["tables"][0]["totals"] == [
        {"kind": "payment", "currency": "EUR", "rows": 1, "amount": "9.000000", "fee": "-1.000000"}
    ]
    assert table["tables"][0]["reasons"][0]["rows"] == table["rows_rejected"] == 1
    assert batch["wallet_transactions"] == {"before": 0, "after": 1}


def test_a_dry_run_with_a_file_that_nothing_claims_ends_in_one(tmp_path: Path) -> None:
    file = tmp_path / "notes.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    assert main(["load", "--dry-run", str(file), "--store", str(tmp_path / "store")]) == 1
