"""One rule for the log of both commands: which rows count, on which day, for how much."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.__main__ import main
from tests.analytics.lifetime.logs import Shop

BOTH = pytest.mark.parametrize("command", ["cohorts", "lifetime"])


def written(folder: Path, text: str) -> str:
    file = folder / "log.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def asked(command: str, file: str, *more: str) -> int:
    return main([command, file, "--customer", "c", "--date", "d", *more])


def cohorts(file: str, capsys: pytest.CaptureFixture[str], *more: str) -> dict:
    assert asked("cohorts", file, "--json", *more) == 0
    return json.loads(capsys.readouterr().out)


@BOTH
@pytest.mark.parametrize(
    ("text", "more", "message"),
    [
        ("c,d\nA,2024\nB,2025\n", [], "data row 1: '2024' is not a day"),
        ("c,d\nA,2024-01-05\nB,2024-02\n", [], "data row 2: '2024-02' is not a day"),
        ("c,d,d\nA,2024-01-05,2024-02-02\n", [], "more than one column d"),
        ("c,d\nA,2024-01-05,7,8\nB,2024-01-07\n", [], "data row 1: 4 cells where the header has 2"),
        ("c,d,v\nA,2024-01-05,-1\nB,2024-01-07,1\n", ["--value", "v"], "net them from their purchases with --net-ret"),
        ("c,d,v\nA,2024-01-05,\nB,2024-01-07,\n", ["--value", "v"], "column v is empty"),
        ("c,d,v\nA,2024-01-05,inf\nB,2024-01-07,1\n", ["--value", "v"], "data row 1: inf is not an amount"),
        ("c,d\nA,2204-01-05\n", [], "every date is after today"),
        ("c,d\nA,2024-01-05\n", ["--net-returns"], "--net-returns nets amounts; name their column with --value"),
        ("c,d,v\nA,2024-01-05,-1\n", ["--value", "v", "--net-returns"], "nothing is left once returns are netted"),
    ],
)
def test_both_commands_refuse_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, text: str, more: list[str], message: str
) -> None:
    assert asked(command, written(tmp_path, text), *more) == 2
    assert message in capsys.readouterr().err.splitlines()[-1]


@BOTH
def test_days_after_today_are_named_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    tomorrow = date.today() + timedelta(days=1)
    log = Shop(300, 26, 70).frame(4).rename(columns={"customer": "c", "on": "d"})[["c", "d"]]
    log = log.assign(d=log["d"].dt.strftime("%Y-%m-%d"))
    file = tmp_path / "plain.csv"
    log.to_csv(file, index=False)
    assert asked(command, str(file), "--json") == 0
    plain = json.loads(capsys.readouterr().out)
    log.loc[len(log)] = [log["c"].iloc[0], f"{tomorrow}"]
    log.to_csv(file, index=False)
    assert asked(command, str(file), "--json") == 0
    said = capsys.readouterr()
    assert (
        f"1 rows dated after today ({date.today()}) left out, the first {tomorrow} in data row {len(log)}" in said.err
    )
    assert json.loads(said.out) | {"seconds": 0} == plain | {"seconds": 0}


def test_no_period_is_observed_because_of_a_day_to_come(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, "c,d\nA,2024-01-05\nA,2204-02-05\nB,2024-02-05\n")
    found = cohorts(file, capsys)
    assert found["data_to"] == "2024-02-05"
    assert [period["observed"] for period in found["cohorts"][0]["periods"]] == [True, False]


def test_nothing_is_known_of_an_end_to_come(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("cohorts", written(tmp_path, "c,d\nA,2024-01-05\n"), "--until", "2204-01-01") == 2
    assert "--until is 2204-01-01, after today" in capsys.readouterr().err


def test_the_cohort_is_of_the_shops_own_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ("A,2024-02-01T00:30:00+08:00", "A,2024-03-01 00:30", "B,2024-02-10", "B,2024-04-30T23:59:59Z")
    found = cohorts(written(tmp_path, "\n".join(["c,d", *rows, ""])), capsys)
    assert [(cohort["name"], cohort["size"]) for cohort in found["cohorts"]] == [("2024-02", 2)]
    assert found["data_to"] == "2024-04-30"


def test_a_return_of_the_same_day_leaves_no_purchase(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ("A,2024-01-05,100", "A,2024-01-05,-100", "B,2024-01-07,50", "B,2024-02-07,50", "B,2024-03-03,5")
    file = written(tmp_path, "\n".join(["c,d,v", *rows, ""]))
    found = cohorts(file, capsys, "--value", "v", "--net-returns")
    assert (found["customers"], found["purchases"]) == (1, 3)
    assert [period["ltv"] and period["ltv"]["estimate"] for period in found["cohorts"][0]["periods"]] == [50, 100, None]


def test_a_later_return_is_taken_from_the_latest_purchase_before_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = ("A,2024-01-05,100", "A,2024-02-05,30", "A,2024-03-05,-50", "B,2024-01-05,10", "B,2024-01-04,-3",
            "B,2024-04-01,1")  # fmt: skip
    file = written(tmp_path, "\n".join(["c,d,v", *rows, ""]))
    assert asked("cohorts", file, "--value", "v", "--net-returns", "--json") == 0
    said = capsys.readouterr()
    assert "2 rows of returns netted; 1 purchases returned in full are none" in said.err
    assert "1 days of returns exceed what the customer had bought by then" in said.err
    found = json.loads(said.out)
    assert found["purchases"] == 3
    assert [period["net"] for period in found["cohorts"][0]["periods"]] == [90, 0, 0, None]


def test_an_unknown_value_is_a_purchase_and_no_nought(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ("A,2024-01-05,100", "A,2024-02-05,", "B,2024-02-05,7", "B,2024-05-01,7")
    found = cohorts(written(tmp_path, "\n".join(["c,d,v", *rows, ""])), capsys, "--value", "v")
    january, february = (cohort["periods"] for cohort in found["cohorts"])
    assert [period["active"] for period in january] == [1, 1, 0, 0, None]
    assert [period["net"] for period in january] == [100, None, None, None, None]
    assert [period["ltv"] and period["ltv"]["estimate"] for period in january][:2] == [100, None]
    assert [period["net"] for period in february] == [7, 0, 0, None]


def test_a_forecast_says_what_its_value_is_net_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Forty customers buy 100 three times and give half of the second back; one gives back more than was bought."""
    lines = ["c,d,v"]
    for n in range(40):
        first = date(2022, 1, 1) + timedelta(days=n)
        days = [first, first + timedelta(days=60 + n), first + timedelta(days=200 + 2 * n)]
        lines += [f"{n},{day},{100 + n}" for day in days] + [f"{n},{days[1] + timedelta(days=3)},{-(100 + n) / 2}"]
    lines += ["x,2022-03-01,50", "x,2022-03-02,-80"]
    file = written(tmp_path, "\n".join(lines) + "\n")
    assert asked("lifetime", file, "--value", "v", "--net-returns", "--json") == 0
    told = json.loads(capsys.readouterr().out)["returns"]
    half = sum(100 + n for n in range(40)) / 2
    bought = 6 * half + 50
    assert told == {
        "rows": 41,
        "amount": pytest.approx(half + 50),
        "share": pytest.approx((half + 50) / bought),
        "emptied": 1,
        "unmatched": 1,
    }
    assert asked("lifetime", file, "--value", "v", "--net-returns") == 0
    assert "value is net of returns: 41 rows of returns took 2,440" in capsys.readouterr().out
