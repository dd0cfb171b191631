import numpy as np
import pandas as pd
import pytest

from analytics.results import Reason
from analytics.uplift import encoding, suspects


def test_numbers_stay_text_becomes_levels_and_gaps_are_flagged():
    frame = pd.DataFrame({"age": ["30", "", "50"], "city": ["Milan", "Rome", None], "same": ["x", "x", "x"]})
    told = encoding(frame, ["age", "city", "same"])
    assert told.names == ["age", "age missing", "city=(missing)", "city=Milan", "city=Rome"]
    assert told.matrix(frame).tolist() == [[30, 0, 0, 1, 0], [40, 1, 0, 0, 1], [50, 0, 1, 0, 0]]


def test_a_level_never_seen_before_is_none_of_the_known_ones():
    told = encoding(pd.DataFrame({"city": ["Milan", "Rome"]}), ["city"])
    assert told.matrix(pd.DataFrame({"city": ["Turin"]})).tolist() == [[0, 0]]


def shop(size: int = 4_000) -> tuple[pd.DataFrame, np.ndarray]:
    draw = np.random.default_rng(0)
    treated = draw.random(size) < 0.5
    visit = draw.random(size) < 0.2 + 0.1 * treated
    frame = pd.DataFrame({
        "customer_id": [f"c{number}" for number in range(size)],
        "row": np.arange(size),
        "recency": draw.integers(1, 12, size),
        "city": draw.choice(["Milan", "Rome"], size),
        "visit": visit.astype(int),
        "basket": visit * (draw.random(size) < 0.3) * 1.0,
        "points": visit * 10 + draw.normal(size=size) * 0.1,
        "note": [f"text {number}" for number in range(size)],
        "since": pd.Timestamp("2024-01-01"),
    })  # fmt: skip
    return frame, visit.astype(float)


def test_what_was_measured_with_the_outcome_is_found_out():
    frame, visit = shop()
    found = suspects(frame, [name for name in frame.columns if name != "visit"], visit)
    codes = {name: reason.code for name, reason in found.items()}
    assert codes == {
        "basket": "column_settles_outcome",
        "customer_id": "column_identifies",
        "row": "column_counts_rows",
        "points": "column_is_outcome",
        "note": "column_is_text",
        "since": "column_is_date",
    }


def test_an_outcome_twin_is_found_out_even_when_the_treatment_did_nothing():
    draw = np.random.default_rng(1)
    bought = (draw.random(5_000) < 0.3) * 1.0
    frame = pd.DataFrame({"spend": bought * draw.integers(20, 90, 5_000)})
    found = suspects(frame, ["spend"], bought)
    assert found == {"spend": Reason("column_settles_outcome")}


@pytest.mark.parametrize("level", ["text", "number"])
def test_a_constant_column_is_no_feature(level):
    told = encoding(pd.DataFrame({"same": ["x", "x"] if level == "text" else [1, 1]}), ["same"])
    assert told.matrix(pd.DataFrame({"same": [1, 2, 3]})).shape == (3, 0)
