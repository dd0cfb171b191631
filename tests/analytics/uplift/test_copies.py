import numpy as np
import pandas as pd
import pytest

from analytics.results import CannotTell
from analytics.uplift import Design, refuse_copies, repeated_customer
from tests.analytics.uplift.files import customers


def drawn(seed: int, size: int = 600) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    draw = np.random.default_rng([seed, 21])
    treated, outcome = draw.random(size) < 0.5, (draw.random(size) < 0.2).astype(float)
    frame = customers(seed, size).assign(arm=treated * 1, y=outcome)
    return frame, treated, outcome


def refused(frame, treated, outcome, features=None) -> bool:
    try:
        refuse_copies(
            frame, features or [name for name in frame if name not in ("arm", "y", "id")], Design(treated), outcome
        )
    except CannotTell:
        return True
    return False


@pytest.mark.parametrize("pasted", [60, 200, 600])
def test_rows_pasted_twice_are_refused_without_a_column_that_names_them(pasted):
    frame, treated, outcome = drawn(1)
    frame = frame.assign(price=np.random.default_rng(1).normal(size=600))
    rows = np.r_[np.arange(600), np.arange(pasted)]
    assert not refused(frame, treated, outcome)
    assert refused(frame.iloc[rows].reset_index(drop=True), treated[rows], outcome[rows])


def test_one_copy_of_a_named_customer_is_enough():
    frame, treated, outcome = drawn(2)
    frame = frame.assign(id=[f"C{number}" for number in range(600)])
    rows = np.r_[np.arange(600), [17]]
    with pytest.raises(CannotTell, match="rows_repeat rows=1"):
        refuse_copies(frame.iloc[rows].reset_index(drop=True), ["age"], Design(treated[rows]), outcome[rows])


def test_honest_files_of_few_values_are_never_refused():
    for seed in range(60):
        draw = np.random.default_rng([seed, 22])
        size = int(draw.choice([100, 600, 3_000]))
        columns = {
            f"c{number}": draw.integers(0, draw.choice([2, 5, 50, 300]), size) for number in range(draw.integers(1, 4))
        }
        treated, outcome = draw.random(size) < draw.choice([0.1, 0.5]), (draw.random(size) < 0.05).astype(float)
        frame = pd.DataFrame(columns).assign(arm=treated * 1, y=outcome)
        assert not refused(frame, treated, outcome)


def test_shops_treated_whole_are_no_copies():
    draw = np.random.default_rng(23)
    shop = draw.integers(0, 40, 800)
    treated, outcome = (draw.random(40) < 0.5)[shop], (draw.random(800) < 0.1).astype(float)
    assert not refused(pd.DataFrame({"shop": shop, "arm": treated * 1, "y": outcome}), treated, outcome)


def test_a_customer_on_several_rows_is_recognised_and_a_shop_is_none():
    rows = pd.DataFrame({"customer_id": [1, 2, 3, 3], "shop_id": [1, 1, 1, 2], "age": [40, 50, 60, 60]})
    treated = np.array([True, False, True, True])
    assert repeated_customer(rows, treated) == "customer_id"
    assert repeated_customer(rows[["shop_id", "age"]], treated) is None
