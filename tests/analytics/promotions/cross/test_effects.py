"""Cross effects are found where planted, are not made of luck, and add up."""

import numpy as np
import pandas as pd
import pytest

from analytics.promotions.cross.effects import GAINED, LOST, OPEN, OTHER, OTHERS, PROMOTED, TOTAL, Used, effects
from analytics.promotions.effect.observed import Ran
from analytics.results import CannotTell
from tests.analytics.promotions.drawn import exposed, quiet_calendar

FIRST = pd.Timestamp("2024-03-04")
RAN = Ran(FIRST, FIRST + pd.Timedelta(days=27), pd.DataFrame(), quiet_calendar(), [], 0.0)
USED = Used(20_000.0, 3_000.0, 3_000.0, 50.0)
PER_WEEK = {"bags": 60.0, "shoes": 80.0, "dresses": 50.0}


def goods(seed: int = 0, **change: float) -> pd.DataFrame:
    """Four years of days; while the bags' promotion ran, categories sold so many times their usual. A piece is worth 200, margin 100."""
    draw = np.random.default_rng([seed, 3])
    days = pd.date_range("2021-01-04", periods=365 * 4)
    ran = (days >= RAN.first_on) & (days <= RAN.last_on)
    rows = []
    for name, weekly in PER_WEEK.items():
        units = draw.poisson(weekly / 7 * np.where(ran, change.get(name, 1.0), 1.0)).astype(float)
        rows.append(pd.DataFrame({
            "day": days, "category": name, "is_covered": name == "bags", "units": units, "net_eur": 200 * units, "margin_eur": 100 * units,
            "units_with_margin": units, "net_squares": 50_000 * units, "margin_squares": 12_500 * units,
        }))  # fmt: skip
    table = pd.concat(rows)
    return table[table["units"] > 0]


def arms(seed: int, size: int, **change: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Customers by lot, and the pieces they bought: .3 of each category while it ran, as many after."""
    draw = np.random.default_rng([seed, 4])
    told = exposed(seed, size)
    treated = told["treated"].to_numpy(dtype=bool)
    rows = [
        pd.DataFrame({
            "customer_id": told["customer_id"], "category": name, "is_covered": name == "bags",
            "units_in": draw.poisson(0.3 * np.where(treated, change.get(name, 1.0), 1.0)), "units_after": draw.poisson(0.3, size),
        })
        for name in PER_WEEK
    ]  # fmt: skip
    return told, pd.concat(rows)


def row(table: pd.DataFrame, kind: str, category: str = "") -> pd.Series:
    return table[(table["row"] == kind) & (table["category"] == category)].iloc[0]


@pytest.mark.parametrize(("times", "word"), [(1.6, GAINED), (0.4, LOST)])
@pytest.mark.parametrize("by_lot", [True, False])
def test_what_is_planted_is_found(times: float, word: str, by_lot: bool) -> None:
    change = {"bags": 1.5, "shoes": times, "dresses": times}
    table = effects(goods(1, **change), RAN, USED, arms(1, 4_000, **change) if by_lot else None)
    assert row(table, OTHERS)["verdict"] == word
    usual = 0.3 * exposed(1, 4_000)["treated"].sum() if by_lot else 4 * PER_WEEK["shoes"]
    shoes = row(table, OTHER, "shoes")
    assert shoes["pieces_low"] <= (times - 1) * usual <= shoes["pieces_high"]
    assert shoes["margin_eur"] == pytest.approx(100 * shoes["pieces"], rel=0.05)


def test_rows_add_up_and_probabilities_too() -> None:
    table = effects(goods(2, bags=1.5), RAN, USED, arms(2, 3_000, bags=1.5))
    others = table[table["row"] == OTHER]
    for name in ("pieces", "net_eur", "margin_eur", "expected"):
        assert row(table, OTHERS)[name] == pytest.approx(others[name].sum())
    whole = row(table, OTHERS)["margin_eur"] + row(table, PROMOTED)["margin_eur"] - USED.contact_cost
    assert row(table, TOTAL)["margin_eur"] == pytest.approx(whole)
    assert np.allclose(table[["p_lost", "p_within", "p_gained"]].sum(axis=1), 1)


@pytest.mark.parametrize("by_lot", [True, False])
def test_where_nothing_is_planted_nothing_is_said(by_lot: bool) -> None:
    for seed in range(20, 30):
        table = effects(goods(seed, bags=1.5), RAN, USED, arms(seed, 2_000, bags=1.5) if by_lot else None)
        assert row(table, OTHERS)["verdict"] == OPEN, seed


def test_what_hardly_anybody_bought_is_no_certainty() -> None:
    """Broken once: two dozen pieces in both arms, and "no effect, within a hundredth of a piece"."""
    told, bought = arms(3, 600)
    thin = bought.assign(units_in=bought["units_in"].where(bought["is_covered"], 0))
    thin.loc[~thin["is_covered"].to_numpy(dtype=bool), "units_after"] = 0
    one = thin[~thin["is_covered"].to_numpy(dtype=bool)].index[:12]
    assert len(one)
    with pytest.raises(CannotTell) as untold:
        effects(goods(3), RAN, USED, (told, thin[thin["is_covered"]]))
    assert untold.value.reason.code == "too_few_bought"
    table = effects(goods(3), RAN, USED, (told, bought[bought["customer_id"].isin([f"c{n}" for n in range(120)])]))
    shoes = row(table, OTHER, "shoes")
    assert shoes["pieces_high"] - shoes["pieces_low"] > 3


def test_a_discount_that_nobody_states_leaves_the_others_known() -> None:
    table = effects(goods(4), RAN, Used(20_000.0, np.nan, np.nan), None)
    assert np.isnan(row(table, TOTAL)["margin_eur"]) and np.isnan(row(table, PROMOTED)["p_lost"])
    assert np.isfinite(row(table, OTHERS)["margin_eur"])
