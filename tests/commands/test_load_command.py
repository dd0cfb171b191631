"""`vetrina load`: what the user says because no file does."""

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
