"""`vetrina uplift`: one object for programs, a table for people, and errors that say what to do."""

import json

import numpy as np
import pandas as pd
import pytest

from analytics.__main__ import main

COLUMNS = ["--treatment", "arm", "--treated", "mail", "--control", "none", "--outcome", "visit"]


@pytest.fixture(scope="module")
def mailed() -> pd.DataFrame:
    draw = np.random.default_rng(0)
    size = 9_000
    arm = draw.choice(["mail", "none", "call"], size)
    keen = draw.normal(size=size)
    visit = draw.random(size) < 0.15 + 0.2 * (arm == "mail") * (keen > 0)
    spend = visit * draw.integers(10, 90, size)
    city = draw.choice(["Milan", "Rome"], size)
    return pd.DataFrame({
        "customer": [f"{number:06d}" for number in range(size)], "arm": arm, "keen": keen, "city": city,
        "visit": visit.astype(int), "spend": spend,
    })  # fmt: skip


@pytest.fixture
def asked(tmp_path, capsys):
    """Writes a frame, asks the command about it, returns exit code, stdout and stderr."""

    def ask(frame: pd.DataFrame, *arguments: str, columns=COLUMNS, suffix: str = ".csv") -> tuple[int, str, str]:
        file = tmp_path / f"mailed{suffix}"
        frame.to_csv(file, index=False) if suffix == ".csv" else frame.to_parquet(file, index=False)
        code = main(["uplift", str(file), *columns, *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ask


def test_json_is_one_strict_object_of_the_promised_shape(mailed, asked):
    code, out, said = asked(mailed, "--json")
    found = json.loads(out, parse_constant=pytest.fail)
    assert code == 0
    assert {"rows", "ate", "adjusted_ate", "qini", "uplift_at", "learner", "verdict", "summary", "seconds"} <= set(
        found
    )
    assert found["rows"] == int(mailed["arm"].isin(["mail", "none"]).sum())
    assert found["other_arms_rows"] == int((mailed["arm"] == "call").sum())
    assert set(found["uplift_at"]) == {"10", "20", "30"}
    assert found["ate"]["low"] < 0.1 < found["ate"]["high"]
    assert found["verdict"] == "signal"
    assert found["features"] == ["keen", "city"]
    assert "spend is not used as a feature" in said
    assert "customer is not used as a feature" in said


def test_parquet_and_csv_and_truth_values_are_one_answer(mailed, asked):
    two = mailed[mailed["arm"] != "call"]
    flagged = two.assign(arm=two["arm"] == "mail", visit=two["visit"] == 1)
    columns = ["--treatment", "arm", "--treated", "1", "--control", "0", "--outcome", "visit", "--json"]
    answers = [
        json.loads(asked(two, "--json")[1]),
        json.loads(asked(flagged, columns=columns)[1]),
        json.loads(asked(flagged, columns=columns, suffix=".parquet")[1]),
    ]
    assert answers[0]["qini"] == answers[1]["qini"] == answers[2]["qini"]


def test_named_features_are_the_only_ones_and_the_seed_is_obeyed(mailed, asked):
    once = json.loads(asked(mailed, "--features", "city", "--seed", "3", "--json")[1])
    again = json.loads(asked(mailed, "--features", "city", "--seed", "3", "--json")[1])
    assert once["features"] == ["city"]
    assert once["verdict"] == "no signal"
    assert once["qini"] == again["qini"]
    assert once["qini"] != json.loads(asked(mailed, "--features", "city", "--seed", "4", "--json")[1])["qini"]


def test_a_table_for_people_ends_with_the_verdict(mailed, asked):
    code, out, _ = asked(mailed)
    assert code == 0
    assert out.strip().splitlines()[-1].startswith("signal (")


def test_an_experiment_too_small_to_rank_still_has_its_average(mailed, asked):
    found = json.loads(asked(mailed.head(60), "--json")[1], parse_constant=pytest.fail)
    assert found["qini"] == {"estimate": None, "low": None, "high": None}
    assert found["ate"]["low"] is not None


@pytest.mark.parametrize(
    ("change", "options", "complaint"),
    [
        ({}, ["--treated", "post"], "column arm has 0 rows with --treated 'post'; it has 'mail' ("),
        ({}, ["--treated", "none"], "--treated and --control are both 'none'"),
        ({}, ["--outcome", "sales"], "has no column sales"),
        ({}, ["--features", "keen,visit"], "--features names visit, which has another part"),
        ({"visit": 1}, [], "column visit is 1 on every row"),
        ({"visit": ["x"] + [0] * 8_999}, ["--treated", "mail"], "column visit, data row 1: 'x' is not a number"),
        ({"visit": np.r_[np.nan, np.zeros(8_998), 1]}, [], "column visit is empty in"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_line(mailed, asked, change, options, complaint):
    frame = mailed.assign(arm=np.r_[["mail"], mailed["arm"].to_numpy()[1:]], **change)
    code, out, said = asked(frame, *options, "--json")
    assert code == 2
    assert out == ""
    assert complaint in said
    assert "Traceback" not in said


def test_an_answer_says_in_sentence_and_json_what_kind_it_is(mailed, asked):
    told = json.loads(asked(mailed, "--json")[1])
    assert told["evidence"] == "experiment"
    draw = np.random.default_rng(5)
    keen = draw.random(len(mailed)) < 1 / (1 + np.exp(-mailed["keen"]))
    chosen = mailed.assign(arm=np.where(keen, "mail", "none"), visit=(draw.random(len(mailed)) < 0.2 + 0.1 * keen) * 1)
    found = json.loads(asked(chosen.drop(columns="spend"), "--json")[1], parse_constant=pytest.fail)
    assert found["evidence"] == "association"
    assert found["balance"]["columns"] == ["keen"]
    assert "association" in found["summary"]
    assert found["qini"]["estimate"] is None
    assert "keen" in found["features"]
    assert "un'associazione" in json.loads(asked(chosen, "--json", "--lang", "it")[1])["summary"]


def test_strata_chance_and_cluster_are_named_by_column(mailed, asked):
    two = mailed[mailed["arm"] != "call"].drop(columns="spend").assign(odds=0.5)
    assert json.loads(asked(two, "--strata", "city", "--json")[1])["evidence"] == "stratified"
    assert json.loads(asked(two, "--chance", "odds", "--json")[1])["evidence"] == "chance known"
    assert json.loads(asked(two, "--cluster", "customer", "--json")[1])["evidence"] == "clustered"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--strata", "city", "--chance", "keen"], "give one of them"),
        (["--chance", "keen"], "is no chance between 0 and 1"),
        (["--strata", "customer"], "no value of column customer has two rows of each arm"),
        (["--cluster", "shop"], "has no column shop"),
        (["--cluster", "city"], "column city has 2 values"),
        (["--strata", "city", "--features", "city"], "which has another part in the file"),
    ],
)
def test_a_design_that_cannot_be_is_refused(mailed, asked, options, complaint):
    code, out, said = asked(mailed, *options, "--json")
    assert (code, out) == (2, "")
    assert complaint in said


def test_rows_pasted_twice_are_refused_in_one_line(mailed, asked):
    code, out, said = asked(pd.concat([mailed, mailed.head(3_000)]), "--json")
    assert (code, out) == (2, "")
    assert "repeat other rows whole" in said and "Traceback" not in said


def test_a_column_left_out_in_which_the_groups_differ_is_said(mailed, asked):
    keen = np.random.default_rng(5).random(len(mailed)) < 1 / (1 + np.exp(-mailed["keen"]))
    chosen = mailed.drop(columns="spend").assign(arm=np.where(keen, "mail", "none"))
    found = json.loads(asked(chosen, "--features", "city", "--json")[1])
    assert found["reasons"][0]["code"] == "left_out_differ"
    assert found["reasons"][0]["values"]["names"] == ["keen"]


def test_features_with_decimal_commas_are_numbers(mailed, asked, tmp_path, capsys):
    frame = mailed.head(3_000).round(3)
    plain = json.loads(asked(frame, "--json")[1])
    file = tmp_path / "saved.csv"
    frame.to_csv(file, index=False, sep=";", decimal=",", encoding="utf-16")
    assert main(["uplift", str(file), *COLUMNS, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) | {"seconds": 0} == plain | {"seconds": 0}
