"""A reason is a code with values: equal by them, kept as JSON, refused where the codes do not know it."""

import json
import pickle
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.results import CODES, CannotTell, Kind, Reason
from tests.words.examples import EXAMPLES, example


def test_reasons_are_equal_and_hashed_by_code_and_values() -> None:
    one, same = (Reason("shock_earlier", by=(2, "week")) for _ in range(2))
    assert one == same and len({one, same}) == 1
    assert one != Reason("shock_earlier", by=(3, "week"))


def test_numpy_and_pandas_values_become_plain_ones() -> None:
    given = {"begins_on": pd.Timestamp("2020-03-09"), "known": (np.int64(5), "week"), "needed": (53, "week")}
    reason = Reason("begins_too_late", **given)
    assert reason.values == {"begins_on": date(2020, 3, 9), "known": (5, "week"), "needed": (53, "week")}
    assert {type(value) for value in reason.values.values()} == {date, tuple}


@pytest.mark.parametrize("code", CODES)
def test_every_reason_comes_back_from_json_and_from_a_pickle(code: str) -> None:
    reason = example(code)
    assert Reason.of_json(json.loads(json.dumps(reason.json(), allow_nan=False))) == reason
    assert pickle.loads(pickle.dumps(reason)) == reason


@pytest.mark.parametrize(
    ("code", "values", "message"),
    [
        ("bad_weather", {}, "no code of a reason"),
        ("ran_too_long", {}, "give \\['days'\\]"),
        ("too_little_sold", {"days": 3}, "give \\[\\]"),
        ("value_tail", {"q": float("nan")}, "give a finite number"),
        ("shock_earlier", {"by": (2, "fortnight")}, "is no period"),
    ],
)
def test_what_the_codes_do_not_know_is_a_fault_of_the_program(code: str, values: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Reason(code, **values)


def test_that_the_data_cannot_tell_is_no_value_error() -> None:
    assert not issubclass(CannotTell, ValueError)
    untold = CannotTell(Reason("too_few_drawn", customers=12, needed=200))
    assert str(untold) == "too_few_drawn customers=12 needed=200"
    assert pickle.loads(pickle.dumps(untold)).reason == untold.reason


def test_there_is_an_example_of_every_kind() -> None:
    assert set(EXAMPLES) == set(Kind)
