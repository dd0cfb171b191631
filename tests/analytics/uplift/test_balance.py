import numpy as np
import pandas as pd
import pytest

from analytics.uplift import Design
from analytics.uplift.balance import balance
from tests.analytics.uplift.files import assigned, confounded, customers

KINDS = ("experiment", "stratified", "chance known", "clustered")


@pytest.mark.parametrize("kind", KINDS)
def test_arms_assigned_at_random_are_called_different_in_their_nominal_share(kind):
    found = []
    for seed in range(40):
        frame, design = assigned(kind, seed)
        found.append(balance(frame, [name for name in frame if name not in ("stratum", "shop")], design).p)
    assert np.mean(np.array(found) < 0.05) <= 0.15
    assert np.mean(np.array(found) < 0.01) <= 0.075


@pytest.mark.parametrize("shape", ["straight", "bent", "joint", "grouped"])
def test_arms_that_follow_a_column_are_found_out_whatever_the_shape(shape):
    frame, treated, _ = confounded(1, shape=shape)
    found = balance(frame, list(frame.columns), Design(treated))
    assert not found.alike
    assert set(found.columns) <= ({"city"} if shape == "grouped" else {"x", "z"})


def test_one_column_in_thirty_is_enough():
    draw = np.random.default_rng(2)
    frame = pd.DataFrame(draw.normal(size=(2_000, 30)), columns=[f"c{number}" for number in range(30)])
    treated = draw.random(2_000) < 1 / (1 + np.exp(-0.5 * frame["c7"]))
    assert balance(frame, list(frame.columns), Design(treated.to_numpy())).columns == ("c7",)


def test_gaps_that_follow_the_arm_are_a_difference():
    draw = np.random.default_rng(3)
    treated = draw.random(1_000) < 0.5
    age = np.where(draw.random(1_000) < 0.1 + 0.2 * treated, np.nan, draw.normal(40, 9, 1_000))
    assert not balance(pd.DataFrame({"age": age}), ["age"], Design(treated)).alike


def test_strata_and_chances_explain_the_difference_they_made():
    draw = np.random.default_rng(4)
    stratum = draw.integers(0, 2, 3_000)
    chance = np.where(stratum == 1, 0.8, 0.2)
    treated = draw.random(3_000) < chance
    frame = pd.DataFrame({"level": stratum + draw.normal(size=3_000)})
    assert not balance(frame, ["level"], Design(treated)).alike
    assert balance(frame, ["level"], Design(treated, stratum=stratum)).alike
    assert balance(frame, ["level"], Design(treated, chance=chance)).alike
    assert not balance(frame, ["level"], Design(treated, chance=np.full(3_000, 0.5))).alike


def test_shops_assigned_whole_differ_as_shops_do():
    draw = np.random.default_rng(5)
    shop = np.repeat(np.arange(24), 100)
    level = draw.normal(size=24)[shop] + draw.normal(size=2_400)
    treated = draw.permutation(np.arange(24) % 2 == 0)[shop]
    frame = pd.DataFrame({"level": level})
    assert balance(frame, ["level"], Design(treated)).p < balance(frame, ["level"], Design(treated, cluster=shop)).p
    assert balance(frame, ["level"], Design(treated, cluster=shop)).alike


def test_the_order_of_the_rows_changes_nothing():
    frame = customers(6, 500)
    treated = np.random.default_rng(6).random(500) < 0.5
    mixed = np.random.default_rng(7).permutation(500)
    once = balance(frame, list(frame.columns), Design(treated))
    again = balance(frame.iloc[mixed].reset_index(drop=True), list(frame.columns), Design(treated[mixed]))
    assert once == again
