"""The sample shop's offers: what was planted lies in the intervals."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.promotions.audience.groups import groups
from analytics.promotions.depth.response import response
from analytics.promotions.effect.experiment import randomised
from analytics.promotions.effect.scorecard import scorecard
from analytics.promotions.elasticity.prices import price_response
from analytics.promotions.questions import (
    price_panel,
    promotion_calendar,
    promotion_exposures,
    promotion_list,
    promotion_sales,
)
from analytics.uplift import Experiment, interaction_logit, uplift
from data.sample.build import build
from data.store import Store


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    build(folder, customers=9_000, seed=5)
    return folder


@pytest.fixture(scope="module")
def store(home: Path) -> Store:
    return Store.open(home)


@pytest.fixture(scope="module")
def planted(home: Path) -> dict:
    return json.loads((home / "planted.json").read_text(encoding="utf-8"))


def test_planted_orders_lie_in_the_intervals_of_nine_offers_in_ten(store, planted):
    found = scorecard(
        promotion_list(store), promotion_exposures(store), promotion_sales(store), promotion_calendar(store)
    )
    offers = pd.DataFrame(planted["offers"]).groupby("promotion_id")[["extra_orders", "put_off_orders"]].sum()
    true = offers["extra_orders"] - offers["put_off_orders"]
    scored = [score for score in found.scores if score.evidence == "experiment"]
    assert len(scored) >= 12
    held = [score.orders.holds(true[score.promotion_id]) for score in scored]
    assert np.mean(held) >= 0.85
    always_on = [score for score in found.scores if score.promotion_id.startswith("markdown")]
    assert {score.verdict for score in always_on} == {"cannot be judged"}


def test_planted_strengths_by_market_and_tier_lie_in_their_intervals(store, planted):
    found = response(promotion_exposures(store), promotion_list(store))
    assert found.power.holds(0.8)
    offers = pd.DataFrame(planted["offers"])
    offers["strength"] = offers["expected_extra"] / (offers["depth"] / 0.2) ** 0.8
    sums = offers.groupby(["market", "tier"])[["strength", "treated"]].sum()
    true = sums["strength"] / sums["treated"]
    # who gave back all that was bought before has no tier in a shop's own figures
    known = [cell for cell in found.cells.itertuples() if cell.tier != "unknown"]
    held = [cell.low <= true[cell.market, cell.tier] <= cell.high for cell in known]
    assert len(held) >= 6
    assert np.mean(held) >= 0.75


def test_customers_of_all_offers_can_be_ranked_and_grouped(store):
    told = randomised(promotion_exposures(store))
    tiers = pd.get_dummies(told["tier"], dtype=float).to_numpy()
    bought = (told["orders_in"] > 0).to_numpy(dtype=float)
    treated = told["treated"].to_numpy(dtype=bool)
    trial = Experiment(
        tiers, treated, bought, told["p_treated"].to_numpy(dtype=float), pd.factorize(told["customer_id"])[0]
    )
    found = uplift(trial, learners={"interaction logit": interaction_logit})
    assert not found.average.holds(0)
    table = groups(found, bought, treated).table
    assert table["customers"].sum() == (found.judged if found.signal else len(bought))


def test_planted_elasticities_lie_in_their_intervals(store, planted):
    found = price_response(price_panel(store), by="market_tier")
    true = planted["elasticity"]
    cells = {name: value for name, value in found.by.items() if name.split()[0] in ("IT", "CN")}
    held = [value.holds(true.get(name.split()[0], true["elsewhere"])[name.split()[1]]) for name, value in cells.items()]
    assert len(held) >= 4
    assert np.mean(held) >= 0.75
