"""`vetrina lifetime`: one object for programs, a table for people, and errors that say what to do."""

import json

import pandas as pd
import pytest

from analytics.__main__ import main
from tests.analytics.lifetime.logs import Shop

COLUMNS = ["--customer", "customer", "--date", "on", "--value", "value"]


@pytest.fixture(scope="module")
def shop() -> pd.DataFrame:
    return Shop(500, 26, 70).frame(4).sort_values(["customer", "on"], ignore_index=True)


@pytest.fixture
def asked(tmp_path, capsys):
    """Writes a frame, asks the command about it, returns exit code, stdout and stderr."""

    def ask(frame: pd.DataFrame, *arguments: str, columns=COLUMNS, suffix: str = ".csv") -> tuple[int, str, str]:
        file = tmp_path / f"log{suffix}"
        frame.to_csv(file, index=False) if suffix == ".csv" else frame.to_parquet(file, index=False)
        code = main(["lifetime", str(file), *columns, *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ask


def test_json_is_one_strict_object_of_the_promised_shape(shop, asked):
    code, out, _ = asked(shop, "--train-until", "2020-12-27", "--json")
    found = json.loads(out, parse_constant=pytest.fail)
    assert code == 0
    assert {
        "customers", "repeat_customers", "chosen", "models", "gamma_gamma", "forecast", "misfit", "seconds",
    } <= set(found)  # fmt: skip
    assert found["chosen"] in found["models"]
    for model, names in (("pareto_nbd", "r alpha s beta"), ("bg_nbd", "r alpha a b"), ("mbg_nbd", "r alpha a b")):
        assert list(found["models"][model]["parameters"]) == names.split()
        assert {"mae", "rmse", "predicted", "actual"} <= set(found["models"][model]["holdout"])
    for interval in (
        found["forecast"]["purchases"],
        found["forecast"]["value"],
        found["models"]["bg_nbd"]["parameters"]["r"],
    ):
        assert interval["low"] < interval["estimate"] < interval["high"]
    assert found["forecast"]["weeks"] == pytest.approx(
        (pd.Timestamp(shop["on"].max()) - pd.Timestamp("2020-12-27")).days / 7
    )


def test_the_holdout_counts_what_came_after_the_last_day_of_training(shop, asked):
    _, out, _ = asked(shop, "--train-until", "20201227", "--json")
    known = shop[shop["on"] <= "2020-12-27"]["customer"].unique()
    later = shop[(shop["on"] > "2020-12-27") & shop["customer"].isin(known)]
    actual = json.loads(out)["models"]["bg_nbd"]["holdout"]["actual"]
    assert actual == len(later.drop_duplicates(["customer", "on"]))


def test_parquet_and_csv_of_any_order_and_date_form_say_the_same(shop, asked):
    dates = shop.assign(on=shop["on"].dt.strftime("%Y%m%d").astype(int)).sample(frac=1, random_state=1)
    one = json.loads(asked(shop, "--json")[1])
    two = json.loads(asked(dates, "--json", suffix=".parquet")[1])
    assert {**one, "seconds": 0} == {**two, "seconds": 0}


def test_without_values_there_is_no_money(shop, asked):
    found = json.loads(asked(shop, "--json", columns=COLUMNS[:4])[1])
    assert found["gamma_gamma"] is None
    assert found["forecast"]["value"] is None


def test_people_read_a_table(shop, asked):
    code, out, _ = asked(shop, "--horizon", "26")
    assert code == 0
    assert "Next 26 weeks" in out
    assert "Misfit: none found" in out
    assert "*" in out


def test_purchases_of_one_day_are_added_up_and_it_is_said(shop, asked):
    split = pd.concat(
        [shop.iloc[:1].assign(value=shop["value"][0] - 1), shop.iloc[:1].assign(value=1.0), shop.iloc[1:]]
    )
    whole, two = asked(shop, "--json"), asked(split, "--json")
    assert json.loads(whole[1])["forecast"] == json.loads(two[1])["forecast"]
    assert "one per customer and day, values added up" in two[2]


def test_rows_without_a_customer_are_left_out_and_it_is_said(shop, asked):
    _, out, err = asked(shop.assign(customer=shop["customer"].astype("Int64").mask(shop["customer"] == 7)), "--json")
    assert json.loads(out)["customers"] == 499
    assert "without customer left out" in err


def test_rows_without_a_value_are_purchases(shop, asked):
    code, out, err = asked(shop.assign(value=shop["value"].mask(shop.index % 9 == 0)), "--json")
    assert code == 0
    assert json.loads(out)["customers"] == 500
    assert "of unknown value" in err


def broken(shop: pd.DataFrame, **changes) -> pd.DataFrame:
    frame = shop.astype({"on": str})
    for column, value in changes.items():
        frame.loc[3, column] = value
    return frame


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda shop: broken(shop, value=-5.0), "data row 4: -5 is not an amount of 0 or more"),
        (lambda shop: broken(shop.astype({"value": object}), value="abc"), "data row 4: 'abc' is not a number"),
        (lambda shop: broken(shop, on="soon"), "data row 4: 'soon' is not a date"),
        (lambda shop: broken(shop, on=None), "is not a date"),
        (lambda shop: shop.assign(value=float("nan")), "column value is empty"),
        (lambda shop: shop.assign(customer=float("nan")), "column customer is empty"),
        (lambda shop: shop.iloc[:0], "no rows"),
        (lambda shop: shop.drop(columns="value"), "no column value"),
        (lambda shop: shop.drop_duplicates("customer"), "0 customers bought again"),
        (lambda shop: pd.concat([shop, shop]), "every row stands at least twice"),
        (lambda shop: pd.concat([shop, shop.head(3)]), "duplicate rows: 3"),
        (lambda shop: pd.concat([shop, shop.head(1)]).sort_values("customer", kind="stable"), "duplicate rows: 1"),
    ],
)
def test_broken_files_are_refused_in_one_line(change, message, shop, asked):
    code, out, err = asked(change(shop), "--json")
    assert code == 2
    assert out == ""
    assert message in err.splitlines()[-1]
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--train-until", "2031-01-01"], "give a day between 2020-01-06 and"),
        (["--train-until", "2001-01-01"], "give a day between 2020-01-06 and"),
        (["--train-until", "yesterday"], "is not a date"),
        (["--horizon", "-4"], "give weeks above 0"),
        (["--horizon", "nan"], "give weeks above 0"),
        (["--discount", "-3"], "give a yearly rate"),
    ],
)
def test_impossible_questions_are_refused(arguments, message, shop, asked):
    code, _, err = asked(shop, *arguments)
    assert code == 2
    assert message in err


def test_two_of_a_kind_in_one_basket_are_no_double_load(shop, asked):
    lines = shop.loc[shop.index.repeat(2)].assign(value=shop["value"].repeat(2) / 2)
    lines.iloc[1::2, lines.columns.get_loc("value")] += 1.0
    twice = pd.concat([lines.iloc[:1], lines])
    code, _, err = asked(twice, "--json")
    assert code == 0
    assert "taken for two of a kind" in err


def test_an_order_number_that_comes_twice_is_a_double_load(shop, asked):
    lines = shop.loc[shop.index.repeat(2)].reset_index(drop=True)
    lines["line"] = range(len(lines))
    code, _, err = asked(pd.concat([lines.iloc[:1], lines]), "--json")
    assert code == 2
    assert "every line stands once" in err
