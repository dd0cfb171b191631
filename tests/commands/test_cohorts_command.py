"""The command on a file of one's own."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analytics.__main__ import main

ROWS = [
    ("ann", "2020-01-05", 100.0),
    ("bob", "2020-01-20", 50.0),
    ("ann", "2020-03-05", 30.0),
    ("cho", "2020-03-07", 30.0),
    ("cho", "2020-05-31", 10.0),
]


def written(tmp_path: Path, rows: list[tuple], name: str = "log.csv") -> str:
    file = tmp_path / name
    frame = pd.DataFrame(rows, columns=["who", "when", "spent"])
    frame.to_parquet(file) if file.suffix == ".parquet" else frame.to_csv(file, index=False)
    return str(file)


def asked(file: str, *more: str) -> list[str]:
    return ["cohorts", file, "--customer", "who", "--date", "when", *more]


def answer(capsys: pytest.CaptureFixture[str], *argv: str) -> dict:
    assert main(list(argv)) == 0

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    return json.loads(capsys.readouterr().out, parse_constant=refuse)


def test_the_answer_can_be_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, *asked(written(tmp_path, ROWS), "--value", "spent", "--json"))
    assert (found["customers"], found["repeat_customers"], found["purchases"]) == (3, 2, 5)
    january = found["cohorts"][0]
    assert (january["cohort"], january["size"]) == ("2020-01-01", 2)
    shares = [period["retention"] and period["retention"]["estimate"] for period in january["periods"]]
    assert shares == [1, 0, 0.5, 0, 0]
    assert january["periods"][2]["ltv"]["estimate"] == 90
    march = found["cohorts"][1]
    assert [period["active"] for period in march["periods"]] == [1, 0, 1]


def test_a_period_not_lived_through_is_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, *asked(written(tmp_path, ROWS[:4]), "--json"))
    last = found["cohorts"][0]["periods"][-1]
    assert (last["period"], last["observed"], last["retention"], last["active"]) == (2, False, None, None)


def test_a_later_end_of_the_log_makes_it_observed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, *asked(written(tmp_path, ROWS[:4]), "--until", "2020-03-31", "--json"))
    assert found["cohorts"][0]["periods"][2]["retention"]["estimate"] == 0.5


def test_parquet_and_csv_answer_alike(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = [
        answer(capsys, *asked(written(tmp_path, ROWS, name), "--value", "spent", "--grain", "week", "--json"))
        for name in ("log.csv", "log.parquet")
    ]
    assert answers[0] | {"seconds": 0} == answers[1] | {"seconds": 0}


def test_without_json_a_person_can_read_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(written(tmp_path, ROWS), "--value", "spent")) == 0
    text = capsys.readouterr().out
    assert "3 customers, 5 purchases up to 2020-05-31" in text
    assert "50.0%" in text


@pytest.mark.parametrize(
    ("rows", "argv", "message"),
    [
        (ROWS, ["--value", "price"], "has no column price; it has who, when, spent"),
        ([*ROWS, ("dan", "soon", 1.0)], [], "'soon' is not a date"),
        ([*ROWS, ("dan", "2020-05-01", -1.0)], ["--value", "spent"], "data row 6: -1 is not an amount of 0 or more"),
        (ROWS, ["--until", "2019-01-01"], "--until is 2019-01-01, before the first row"),
        (ROWS, ["--smallest", "0"], "--smallest is 0; give 1 or more"),
        (ROWS * 2, [], "duplicate rows"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: list[tuple], argv: list[str], message: str
) -> None:
    assert main(asked(written(tmp_path, rows), *argv)) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert message in told.err.splitlines()[-1]


def test_cdnow_has_its_known_customers(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = pd.read_csv(shared / "data/cdnow/CDNOW_sample.txt", sep=r"\s+", header=None, dtype=str)
    file = tmp_path / "sample.csv"
    log.set_axis(["id", "number", "date", "cds", "value"], axis="columns").to_csv(file, index=False)
    found = answer(capsys, "cohorts", str(file), "--customer", "number", "--date", "date", "--value", "value", "--json")
    assert found["customers"] == 2357
    assert [cohort["name"] for cohort in found["cohorts"]] == ["1997-01", "1997-02", "1997-03"]
    assert sum(cohort["size"] for cohort in found["cohorts"]) == 2357
    first, second = log[2].groupby(log[1]).min(), log.drop_duplicates([1, 2]).sort_values(2).groupby(1)[2].nth(1)
    met = first[first < "19970201"].index
    back = log[log[1].isin(met) & log[2].between("19970401", "19970430")][1].nunique()
    assert found["cohorts"][0]["periods"][3]["active"] == back
    assert found["second_purchase"]["events"] == len(second)
