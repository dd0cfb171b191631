from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.interval import Interval
from analytics.kept import kept, read, written
from data.store import Store
from tests.analytics.shop import opened, order


@dataclass(frozen=True)
class Told:
    table: pd.DataFrame
    effect: Interval
    by: dict[str, Interval]
    rows: int
    verdict: str


def answer() -> Told:
    table = pd.DataFrame(
        {
            "name": ["春日", None],
            "day": pd.to_datetime(["2024-03-01", None]),
            "eur": [1.5, np.nan],
            "count": [1, 2],
            "sure": [True, False],
        }
    )
    unknown = Interval(float("nan"), float("nan"), float("nan"))
    return Told(table, Interval(1.0, -0.5, 2.5), {"30": unknown}, 7, "signal")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return opened(tmp_path, orders=[order("o1", "2024-01-01")])


def test_an_answer_comes_back_as_it_was_given(store: Store) -> None:
    first, again = (kept(store, Told, ("IT",), answer) for _ in range(2))
    for found in (first, again):
        pd.testing.assert_frame_equal(found.table, answer().table)
        assert (found.effect, found.rows, found.verdict) == (answer().effect, 7, "signal")
        assert np.isnan(found.by["30"].estimate)


def test_an_answer_is_computed_once_for_each_key(store: Store) -> None:
    asked: list[str] = []

    def make() -> Told:
        asked.append("once")
        return answer()

    for key in ("IT", "IT", "CN", "CN"):
        kept(store, Told, (key,), make)
    assert len(asked) == 2


def test_an_empty_table_stays_a_table() -> None:
    assert read(written(pd.DataFrame())).empty
    columns = pd.DataFrame({"a": pd.Series(dtype=float), "b": pd.Series(dtype="str")})
    pd.testing.assert_frame_equal(read(written(columns)), columns)


def test_days_and_numpy_numbers_become_text_and_numbers() -> None:
    assert written(date(2024, 2, 29)) == "2024-02-29"
    assert written(np.float64("inf")) is None
    assert written(np.int64(3)) == 3


def test_what_cannot_be_read_again_is_refused() -> None:
    with pytest.raises(TypeError, match="keep tables, intervals, numbers and words"):
        written(object())
