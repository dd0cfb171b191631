"""`vetrina elasticity`: one object for programs, a table for people, and errors that say what to do."""

import json

import numpy as np
import pandas as pd
import pytest

from analytics.__main__ import main
from tests.analytics.promotions.elasticity.drawn import Market, Shelf

COLUMNS = ["--unit", "shop,sku", "--time", "week", "--price", "price", "--quantity", "sold", "--flags", "flag"]


@pytest.fixture
def asked(tmp_path, capsys):
    """Writes a frame, asks the command about it, returns exit code, stdout and stderr."""

    def ask(frame: pd.DataFrame, *arguments: str, columns=COLUMNS, suffix: str = ".csv") -> tuple[int, str, str]:
        file = tmp_path / f"panel{suffix}"
        frame.to_csv(file, index=False) if suffix == ".csv" else frame.to_parquet(file, index=False)
        code = main(["elasticity", str(file), *columns, *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ask


def test_json_is_one_strict_object_of_the_promised_shape(asked):
    frame = Market(shops=30, borrowed=0.5).frame()
    code, out, said = asked(frame, "--by", "tier", "--json")
    found = json.loads(out, parse_constant=pytest.fail)
    assert code == 0
    assert {"elasticity", "by", "pull_forward", "rows", "summary", "seconds"} <= set(found)
    assert found["rows"] == len(frame)
    assert found["elasticity"]["low"] < -2 < found["elasticity"]["high"]
    assert 0 < found["pull_forward"]["low"] < found["pull_forward"]["high"] < 0.6
    assert found["evidence"] == "panel"
    assert found["price_follows_sales"]["p"] > 0.01
    assert set(found["by"]) == {"t0", "t1", "t2", "t3"}
    assert "the other units' mean log price" in said


def test_dates_logs_and_parquet_are_one_answer(asked):
    frame = Market().frame()
    dated = frame.assign(week=pd.Timestamp("2024-01-01") + pd.to_timedelta(frame["week"] * 7, unit="D"))
    logged = frame.assign(price=np.log(frame["price"]), sold=np.log(frame["sold"]))
    answers = [
        json.loads(asked(frame, "--json")[1]),
        json.loads(asked(dated, "--json")[1]),
        json.loads(asked(logged, "--logs", "price,sold", "--json", suffix=".parquet")[1]),
    ]
    for name in ("elasticity", "pull_forward"):
        assert answers[1][name] == answers[0][name]
        assert answers[2][name]["low"] == pytest.approx(answers[0][name]["low"], rel=1e-3)


def test_zeros_are_counted_and_told(asked):
    frame = Market(level=-0.5).frame()
    frame["sold"] = np.random.default_rng(0).poisson(frame["sold"])
    code, out, said = asked(frame, "--json")
    found = json.loads(out, parse_constant=pytest.fail)
    assert code == 0
    assert found["method"] == "Poisson"
    assert "of the quantities are 0" in said
    assert found["cross_check"] == {"estimate": None, "low": None, "high": None}


def test_a_table_for_people(asked):
    code, out, _ = asked(Market(weeks=20).frame(), "--by", "tier")
    assert code == 0
    assert "cross-check" in out
    assert "A price 10% lower" in out


@pytest.mark.parametrize(
    ("change", "options", "complaint"),
    [
        ({"price": -1.0}, [], "column price, data row 1: -1 is not a price above 0"),
        ({"sold": "many"}, [], "column sold, data row 1: 'many' is not a number"),
        ({"flag": np.nan}, [], "column flag, data row 1: empty"),
        ({"week": "soon"}, [], "column week, data row 1: 'soon' is not a date"),
        ({"sku": 1}, [], "repeats shop 0, sku 1, week 0"),
        ({"price": 4.0}, [], "No price moves independently"),
        ({"sold": 7}, [], "Every item sells as much in every period"),
        ({"sold": 0}, [], "Nothing is sold in any period"),
        ({}, ["--price", "cost"], "has no column cost"),
        ({}, ["--logs", "week"], "--logs names week"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_one_line(asked, change, options, complaint):
    code, out, said = asked(Market(shops=3, weeks=12).frame().assign(**change), *options, "--json")
    assert code == 2
    assert out == ""
    assert complaint in said
    assert "Traceback" not in said


def test_prices_that_follow_sales_are_said_in_sentence_and_json(asked):
    columns = ["--unit", "shop,sku", "--time", "week", "--price", "price", "--quantity", "sold"]
    frame = Shelf(follows=0.5, lasting=0.8).frame(1)
    code, out, said = asked(frame, "--json", columns=columns)
    found = json.loads(out, parse_constant=pytest.fail)
    assert (code, found["evidence"]) == (0, "association")
    assert found["price_follows_sales"]["follows"]
    assert found["price_follows_sales"]["plain"]["low"] > -2
    assert found["elasticity"]["low"] < -2 < found["elasticity"]["high"]
    assert found["pull_forward"] == {"estimate": None, "low": None, "high": None}
    assert "association" in found["summary"]
    assert "would have been seen four times in five" in said
    assert "un'associazione" in json.loads(asked(frame, "--json", "--lang", "it", columns=columns)[1])["summary"]


def test_a_file_as_a_european_spreadsheet_saves_it_gives_the_same_answer(asked, tmp_path, capsys):
    frame = Market(shops=8).frame().round(2)
    weeks = pd.Timestamp("2024-01-01") + pd.to_timedelta(7 * frame["week"].astype(int), unit="D")
    frame = frame.assign(week=weeks.dt.strftime("%Y-%m-%d"))
    plain = json.loads(asked(frame, "--json")[1])
    later = frame.head(1).assign(week="2204-01-05")
    saved = pd.concat([frame.assign(week=frame["week"] + "T00:30:00+08:00"), later]).assign(city="Forlì")
    file = tmp_path / "saved.csv"
    saved.to_csv(file, index=False, sep=";", decimal=",", encoding="cp1252")
    assert main(["elasticity", str(file), *COLUMNS, "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) | {"seconds": 0} == plain | {"seconds": 0}
    assert "1 rows dated after today" in said.err
