import json
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.interval import Interval
from analytics.written import as_json, from_json


@dataclass(frozen=True)
class Part:
    day: date | None
    shares: np.ndarray
    days: np.ndarray
    spans: tuple[tuple[date, ...], ...]


@dataclass(frozen=True)
class Whole:
    name: str
    effect: Interval | None
    parts: dict[str, Part]
    table: pd.DataFrame
    rows: int


def whole() -> Whole:
    days = np.array(["2020-03-09", "2020-05-18"], dtype="datetime64[D]")
    spans = ((date(2020, 3, 9), date(2020, 5, 18)),)
    parts = {
        "IT": Part(date(2024, 2, 29), np.array([0.5, np.nan]), days, spans),
        "CN": Part(None, days[:0], days[:0], ()),
    }
    return Whole("春日", Interval(1.0, -0.5, float("inf")), parts, pd.DataFrame({"eur": [1.5, np.nan]}), 7)


def test_an_answer_of_answers_comes_back_as_it_was_given() -> None:
    told = json.loads(json.dumps(as_json(whole()), allow_nan=False))
    again = from_json(Whole, told)
    assert as_json(again) == told
    assert (again.name, again.rows, again.parts["IT"].spans) == ("春日", 7, whole().parts["IT"].spans)
    assert again.parts["IT"].days.dtype == "datetime64[D]" and np.isnan(again.parts["IT"].shares[1])
    assert again.parts["CN"].day is None
    assert again.effect is not None and again.effect.low == -0.5 and np.isnan(again.effect.high)
    pd.testing.assert_frame_equal(again.table, whole().table)


def test_nothing_stays_nothing() -> None:
    unknown = Whole("", None, {}, pd.DataFrame(), 0)
    assert from_json(Whole, as_json(unknown)).effect is None


def test_an_empty_table_stays_a_table() -> None:
    assert from_json(pd.DataFrame, as_json(pd.DataFrame())).empty
    columns = pd.DataFrame({"a": pd.Series(dtype=float), "b": pd.Series(dtype="str")})
    pd.testing.assert_frame_equal(from_json(pd.DataFrame, as_json(columns)), columns)


def test_days_and_numpy_numbers_become_text_and_numbers() -> None:
    assert as_json(date(2024, 2, 29)) == "2024-02-29"
    assert as_json(np.float64("inf")) is None
    assert as_json(np.int64(3)) == 3


def test_what_cannot_be_read_again_is_refused() -> None:
    with pytest.raises(TypeError, match="keep tables, arrays, intervals, numbers, days and words"):
        as_json(object())
