import json
import math
from pathlib import Path

import pandas as pd
import pytest

from analytics.__main__ import main
from tests.analytics.rebound.shops import REOPEN, SHOCK, weekly

INTERVALS = ("suppressed", "excess", "ratio", "released", "beyond", "pulled_forward", "lasting")


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    shop = pd.concat([weekly(1, lasting=0.4).add_prefix("a_"), weekly(2, height=0, drop=0).add_prefix("b_")], axis=1)
    shop.rename_axis("week").reset_index().to_csv(tmp_path / "wide.csv", index=False)
    return tmp_path / "wide.csv"


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict]:
    assert main(["rebound", *map(str, arguments), "--json"]) == 0
    printed = capsys.readouterr().out
    return json.loads(printed, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))["series"]


def dates(*more: str) -> list[str]:
    return ["--shock", str(SHOCK.date()), "--reopen", str(REOPEN.date()), *more]


def test_each_column_is_answered_with_every_part(wide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gain, nothing = told(capsys, wide, "--date", "week", "--value", "a_actual,b_actual", *dates("--horizon", "26"))
    assert (gain["name"], nothing["name"]) == ("a_actual", "b_actual")
    for name in INTERVALS:
        assert gain[name]["low"] <= gain[name]["estimate"] <= gain[name]["high"]
    assert gain["level"] == "lasting gain"
    assert (nothing["level"], nothing["rebound"], nothing["ratio"]) == ("back to level", "none", None)
    assert set(gain["effect"]) == {"average", "cumulative", "relative"}
    assert 0 <= gain["placebo"]["false_alarm_rate"] <= 1
    assert gain["seconds"] < 30


def test_a_long_parquet_file_gives_the_answers_of_the_wide_csv(
    wide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = pd.read_csv(wide, parse_dates=["week"])
    long = frame.melt("week", ["a_actual", "b_actual"], "segment", "sales").merge(frame[["week", "a_donor"]], on="week")
    long.sample(frac=1, random_state=0).to_parquet(tmp_path / "long.parquet")
    arguments = ["--controls", "a_donor", *dates()]
    by_column = told(capsys, wide, "--date", "week", "--value", "a_actual,b_actual", *arguments)
    by_row = told(
        capsys, tmp_path / "long.parquet", "--date", "week", "--value", "sales", "--panel", "segment", *arguments
    )
    for one, other in zip(by_column, by_row, strict=True):
        assert {k: v for k, v in one.items() if k != "seconds"} == {k: v for k, v in other.items() if k != "seconds"}


def test_a_series_of_the_panel_can_be_a_control(wide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = pd.read_csv(wide).melt("week", ["a_actual", "a_donor"], "segment", "sales")
    long.to_csv(tmp_path / "long.csv", index=False, sep=";")
    arguments = ["--date", "week", "--value", "sales", "--panel", "segment", "--controls", "a_donor", *dates()]
    (found,) = told(capsys, tmp_path / "long.csv", *arguments)
    assert found["name"] == "a_actual"
    assert found["donors"]["a_donor"] > 0.3


def test_without_a_reopening_what_depends_on_it_is_null(wide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = told(capsys, wide, "--date", "week", "--value", "a_actual", "--shock", SHOCK.date())
    assert [found[name] for name in INTERVALS if name != "lasting"] == [None] * 6
    assert found["rebound"] == "cannot be told"
    assert math.isfinite(found["effect"]["cumulative"]["estimate"])


def test_probabilities_add_to_one_or_are_null_with_a_reason(wide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    series = ["--date", "week", "--value", "a_actual", "--controls", "a_donor"]
    (found,) = told(capsys, wide, *series, *dates(), "--lang", "it")
    chances = found["probabilities"]
    for about in ("level", "regained"):
        assert sum(chances[about].values()) == pytest.approx(1)
    assert chances["unknown"] == []
    assert chances["level"]["up"] > 0.8 and found["level"] == "lasting gain"
    assert chances["sentences"][0].startswith("Probabilità del livello duraturo")
    assert chances["sentences"][0] in found["detail"]
    (still,) = told(capsys, wide, *series, "--shock", SHOCK.date())
    assert still["probabilities"]["regained"] is None
    assert [reason["code"] for reason in still["probabilities"]["unknown"]] == ["not_reopened"]


def test_years_and_quarters_are_read_as_dates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    years = pd.DataFrame({"year": range(1960, 2000), "v": [100 + y for y in range(30)] + [90 + y for y in range(10)]})
    years.to_csv(tmp_path / "years.csv", index=False)
    (found,) = told(capsys, tmp_path / "years.csv", "--date", "year", "--value", "v", "--shock", "1990")
    assert found["effect"]["relative"]["high"] < 0
    quarters = pd.DataFrame({"q": [f"{y}Q{q}" for y in range(2010, 2020) for q in range(1, 5)], "v": range(100, 140)})
    quarters.to_csv(tmp_path / "quarters.csv", index=False)
    (found,) = told(capsys, tmp_path / "quarters.csv", "--date", "q", "--value", "v", "--shock", "2018Q1")
    assert found["windows"][0]["shock"] == "2018-01-01"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--value", "none"], "no column none"),
        (["--value", "a_actual", "--controls", "none"], "no column none for --controls"),
        (["--value", "a_actual", "--shock", "soon"], "'soon' is not a date"),
        (["--value", "a_actual", "--shock", "2031-01-01"], "before the shock on 1 Jan 2031"),
        (["--value", "a_actual", "--reopen", "2019-01-01"], "not in order"),
        (["--value", "a_actual", "--horizon", "0"], "at least 1"),
        (["--value", "week"], "is not a number"),
        (["--value", "a_actual,b_actual", "--panel", "week"], "--panel goes with one --value"),
    ],
)
def test_bad_input_is_named_in_one_line(
    wide: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shock = [] if "--shock" in arguments else ["--shock", str(SHOCK.date())]
    assert main(["rebound", str(wide), "--date", "week", *arguments, *shock, "--json"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_two_rows_of_a_date_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    frame = weekly(1).rename_axis("week").reset_index()
    pd.concat([frame, frame.tail(1)]).to_csv(tmp_path / "twice.csv", index=False)
    assert (
        main(["rebound", str(tmp_path / "twice.csv"), "--date", "week", "--value", "actual", "--shock", "2020-03-02"])
        == 2
    )
    assert "more than one row" in capsys.readouterr().err


def test_doubled_prices_are_no_demand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = weekly(3, height=0, drop=0)
    shop["prices"] = 100.0
    shop.loc[REOPEN:, "prices"] = 200.0
    shop["actual"] *= shop["prices"] / 100
    shop.rename_axis("week").to_csv(tmp_path / "dear.csv")
    arguments = [tmp_path / "dear.csv", "--date", "week", "--value", "actual", *dates()]
    (nominal,) = told(capsys, *arguments)
    (real,) = told(capsys, *arguments, "--deflator", "prices")
    assert nominal["level"] == "lasting gain"
    assert real["lasting"]["low"] < 0 < real["lasting"]["high"]


def test_without_a_policy_date_the_reopening_is_read_off_the_series(
    wide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--date", "week", "--value", "a_actual", "--shock", SHOCK.date(), "--reopen", "auto"]
    (found,) = told(capsys, wide, *arguments)
    assert abs((pd.Timestamp(found["windows"][0]["reopen"]) - REOPEN).days) <= 7


def test_a_file_as_a_european_spreadsheet_saves_it_gives_the_same_answer(
    wide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = pd.read_csv(wide)[["week", "a_actual"]].round(2)
    frame.to_csv(tmp_path / "plain.csv", index=False)
    day = frame["week"] + "T00:30:00+08:00"
    saved = pd.concat([frame.assign(week=day), pd.DataFrame({"week": ["2204-01-05"], "a_actual": [1.5]})])
    saved.assign(città="Forlì").to_csv(tmp_path / "saved.csv", index=False, sep=";", decimal=",", encoding="cp1252")
    arguments = ["--date", "week", "--value", "a_actual", *dates("--horizon", "13")]
    (plain,) = told(capsys, tmp_path / "plain.csv", *arguments)
    assert main(["rebound", str(tmp_path / "saved.csv"), *arguments, "--json"]) == 0
    said = capsys.readouterr()
    (found,) = json.loads(said.out)["series"]
    assert found | {"seconds": 0} == plain | {"seconds": 0}
    assert "1 rows dated after today" in said.err


def test_of_two_controls_of_one_name_none_is_taken(
    wide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = pd.read_csv(wide)[["week", "a_actual", "a_donor", "b_actual"]]
    frame.set_axis(["week", "y", "x", "x"], axis="columns").to_csv(tmp_path / "twice.csv", index=False)
    file = str(tmp_path / "twice.csv")
    assert main(["rebound", file, "--date", "week", "--value", "y", "--controls", "x", *dates()]) == 2
    assert "no column x for --controls; the file has week, y, x (1), x (2)" in capsys.readouterr().err
