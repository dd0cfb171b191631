"""Rows of one shop are not independent evidence: who was treated, and what sold, may be the shop's and not the customer's."""

import numpy as np
import pandas as pd
import pytest

from analytics.promotions.elasticity.elasticity import elasticity
from analytics.promotions.elasticity.panel import Roles, panel
from analytics.uplift import Design, adjusted_effect, answer, repeated_customer
from analytics.uplift.balance import balance
from analytics.uplift.experiment import Experiment


def asked(frame, treated, outcome, identities=(), **design):
    columns = [name for name in frame.columns if name not in identities]
    return answer(frame, columns, Design(treated, **design), outcome, name="y", identities=identities)


def shops_that_differ(seed: int, many: int, size: int = 4_000):
    """Who is treated and what is sold both depend on the shop, and on nothing else."""
    draw = np.random.default_rng([seed, many])
    shop, level = draw.integers(0, many, size), draw.random(many)
    treated = draw.random(size) < 0.2 + 0.6 * level[shop]
    frame = pd.DataFrame({"shop": [f"S{code:03d}" for code in shop], "z": draw.normal(size=size)})
    return frame, treated, draw.poisson(0.5 + level[shop]).astype(float)


@pytest.mark.parametrize("known_as", ["a column", "an identifier", "a number"])
def test_eighty_shops_treated_unequally_are_an_association_that_holds_the_shop_constant(known_as):
    frame, treated, outcome = shops_that_differ(3, 80)
    if known_as == "a number":
        frame["shop"] = 1_000 + np.random.default_rng(0).permutation(80)[frame["shop"].str[1:].astype(int)]
    found = asked(frame, treated, outcome, ["shop"] if known_as == "an identifier" else [])
    assert found.evidence == "association"
    assert found.balance.by_value == ("shop",)
    assert not found.difference.holds(0)
    assert found.effect.holds(0)


@pytest.mark.parametrize("numbers", [False, True])
def test_shops_treated_whole_have_no_like_unless_they_are_named_as_clusters(numbers):
    draw = np.random.default_rng(5)
    shop = draw.integers(0, 24, 3_000)
    treated = (draw.permutation(24) < 12)[shop]
    outcome = draw.normal(0, 0.5, 24)[shop] + draw.normal(size=3_000)
    frame = pd.DataFrame({"shop": shop if numbers else [f"S{code}" for code in shop], "z": draw.normal(size=3_000)})
    found = asked(frame, treated, outcome)
    assert (found.evidence, found.conclusion) == ("association", "unknown")
    named = asked(frame[["z"]], treated, outcome, cluster=shop)
    assert named.evidence == "clustered"
    assert named.effect.holds(0)


def test_an_identifier_assigned_whole_is_the_cluster_however_many_rows_it_has():
    draw = np.random.default_rng(6)
    who = draw.integers(0, 300, 2_000)
    treated = (draw.random(300) < 0.5)[who]
    rows = pd.DataFrame({"email": [f"c{code}@x.it" for code in who], "z": draw.normal(size=2_000)})
    assert repeated_customer(rows, treated) == "email"
    assert repeated_customer(rows, draw.random(2_000) < 0.5) is None


def test_honest_draws_are_seldom_called_different_from_value_to_value():
    called = 0
    for seed in range(150):
        draw = np.random.default_rng([seed, 9])
        frame = pd.DataFrame({
            "city": draw.choice([f"C{code}" for code in range(60)], 900), "age": draw.integers(18, 80, 900),
            "shop_id": draw.integers(0, 40, 900), "name": draw.choice([f"N{code}" for code in range(500)], 900),
        })  # fmt: skip
        found = asked_balance(frame, draw.random(900) < 0.4)
        called += bool(found.by_value)
    assert called <= 2


def asked_balance(frame, treated):
    return balance(frame, ["city", "age"], Design(treated), ["shop_id", "name"])


def test_strata_explain_the_shares_that_they_made():
    frame, treated, outcome = shops_that_differ(4, 12)
    stratum = pd.factorize(frame["shop"])[0].astype(np.int64)
    found = asked(frame[["z"]], treated, outcome, stratum=stratum)
    assert found.evidence == "stratified"
    assert found.effect.holds(0)


def test_a_confounder_that_is_a_product_is_in_the_interval():
    held = []
    for seed in range(3):
        draw = np.random.default_rng([seed, 11])
        frame = pd.DataFrame(draw.normal(size=(3_000, 2)), columns=["x", "z"])
        both = (frame["x"] * frame["z"] > 0).to_numpy()
        treated = draw.random(3_000) < np.where(both, 0.75, 0.25)
        found = asked(frame, treated, 50.0 * both + draw.exponential(100, 3_000))
        held.append(found.evidence == "association" and found.effect.holds(0))
    assert sum(held) >= 2


def test_an_arm_that_never_bought_is_as_uncertain_once_it_is_adjusted():
    draw = np.random.default_rng(7)
    treated, outcome = np.arange(6_000) < 60, (np.arange(6_000) % 200 == 100).astype(float)
    outcome[treated] = 0
    found = adjusted_effect(Experiment(draw.normal(size=(6_000, 1)), treated, outcome, 0.01))
    assert found.holds(0)


@pytest.mark.parametrize(("shops", "skus", "weeks"), [(4, 8, 40), (8, 5, 26)])
def test_products_of_a_few_shops_are_no_evidence_of_their_own(shops, skus, weeks):
    held = []
    for seed in range(20):
        draw = np.random.default_rng([seed, shops])
        price = draw.normal(0, 0.1, (shops, 1, weeks)) + draw.normal(0, 0.02, (shops, skus, weeks))
        shock = draw.normal(0, 0.3, (shops, 1, weeks))
        shop, sku, week = np.meshgrid(np.arange(shops), np.arange(skus), np.arange(weeks), indexing="ij")
        frame = pd.DataFrame({
            "shop": shop.ravel(), "sku": sku.ravel(), "week": week.ravel(), "price": 50 * np.exp(price.ravel()),
            "sold": draw.poisson(np.exp(4 + shock - price)).ravel(),
        })  # fmt: skip
        held.append(elasticity(panel(frame, Roles(["shop", "sku"], "week", "price", "sold"))).own.holds(-1))
    assert np.mean(held) >= 0.8
