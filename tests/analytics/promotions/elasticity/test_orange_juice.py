"""Dominick's orange juice: slopes and errors others have published or measured on it."""

import numpy as np
import pandas as pd
import pytest

from analytics.promotions.elasticity.borrowed import pull_forward
from analytics.promotions.elasticity.elasticity import by_group, fit, lagged
from analytics.promotions.elasticity.panel import Panel, Roles, panel
from analytics.promotions.elasticity.regression import linear
from analytics.promotions.elasticity.shrinkage import shrunk

BRANDS = [f"price{brand}" for brand in range(1, 12)]
ROLES = Roles(["store", "brand"], "week", "price", "sold", ["deal", "feat"], "brand")


@pytest.fixture(scope="module")
def juice(shared) -> pd.DataFrame:
    table = pd.read_parquet(shared / "data/orange_juice/oj_yx.parquet")
    prices = table[BRANDS].to_numpy()
    own = prices[np.arange(len(table)), table["brand"].to_numpy(dtype=int) - 1]
    told = table[["store", "brand", "week", "deal", "feat"]].astype(float)
    return told.assign(price=own, sold=np.exp(table["logmove"].to_numpy()))


@pytest.fixture(scope="module")
def seen(juice) -> Panel:
    return panel(juice, ROLES)


def test_levels_per_unit_and_week_and_rivals_prices(seen):
    found = fit(seen)
    assert found.coefficient[0] == pytest.approx(-3.1550, abs=5e-5)
    assert found.error() == pytest.approx(0.0497, abs=5e-5)
    assert found.coefficient[2] == pytest.approx(0.7294, abs=5e-5)


def test_levels_per_unit_alone(seen):
    flags = np.column_stack([seen.log_price, seen.controls[:, :2]])
    found = linear(np.log(seen.quantity), flags, seen.unit, np.zeros(len(seen), dtype=np.int64), seen.cluster)
    assert found.coefficient[0] == pytest.approx(-2.5278, abs=5e-5)


def test_an_eighth_of_the_promotion_is_borrowed(seen):
    found = lagged(seen)
    assert found.rows == 93_698
    assert found.coefficient[:2] == pytest.approx([-3.2988, 0.4156], abs=5e-5)
    assert found.error() == pytest.approx(0.0469, abs=5e-5)
    assert -found.coefficient[1:5].sum() / found.coefficient[0] == pytest.approx(0.129, abs=5e-4)
    # Pieces are another estimand: large shops count for more, and a cut grows pieces by more than its slope.
    pieces = pull_forward(seen)
    assert 0.1 < pieces.low < pieces.high < 0.25


def test_the_cheapest_brand_is_the_least_elastic(seen):
    slopes = {group: value.estimate for group, value in by_group(seen).items()}
    assert max(slopes, key=slopes.__getitem__) == "11.0"
    assert all(value < -1 for value in slopes.values())


def test_the_textbook_regression_of_three_brands(juice):
    three = juice[juice["brand"].isin([10, 5, 1])]
    price = np.log(three["price"] * 64)
    brands = np.column_stack([three["brand"] == brand for brand in (5, 1)]) * 1.0
    design = np.column_stack([np.ones(len(three)), brands, price, price.to_numpy()[:, None] * brands])
    slopes = np.linalg.lstsq(design, np.log(three["sold"]).to_numpy())[0]
    assert slopes[[0, 3]] == pytest.approx([10.95468, -3.37753], abs=5e-6)
    assert slopes[[4, 5]] == pytest.approx([0.05679, 0.66576], abs=5e-4)  # the textbook's file rounds prices to cents


def test_shrinkage_makes_half_a_year_of_a_shop_usable(juice):
    errors = holdout(juice, weeks=26)
    assert errors["shrunk"] == pytest.approx(0.5690, abs=0.01)
    assert errors["own"] == pytest.approx(0.6429, abs=0.01)
    assert errors["shrunk"] < errors["pooled"] < errors["own"]


def holdout(juice: pd.DataFrame, weeks: int) -> dict[str, float]:
    """Error of within-shop log quantity after the 75 % week, from slopes learnt in the `weeks` before it."""
    cut = juice["week"].quantile(0.75)
    told = juice.assign(unit=juice["store"] * 100 + juice["brand"], x=np.log(juice["price"]), y=np.log(juice["sold"]))
    learn = _within(told[(told["week"] <= cut) & (told["week"] > cut - weeks)])
    test = _within(told[told["week"] > cut])
    sums = learn.groupby("unit").agg(
        brand=("brand", "first"), xx=("xx", "sum"), xy=("xy", "sum"), yy=("yy", "sum"), n=("x", "size")
    )
    sums = sums[(sums["xx"] > 1e-9) & (sums["n"] > 3)]
    sums["own"] = sums["xy"] / sums["xx"]
    sums["error"] = np.sqrt(np.maximum(sums["yy"] - sums["own"] * sums["xy"], 1e-6) / (sums["n"] - 2) / sums["xx"])
    for _, rows in sums.groupby("brand"):
        sums.loc[rows.index, "shrunk"] = shrunk(rows["own"].to_numpy(), rows["error"].to_numpy())[0]
    sums["pooled"] = sums["xy"].sum() / sums["xx"].sum()
    joined = test.join(sums[["own", "shrunk", "pooled"]], on="unit", how="inner")
    return {
        name: float(np.sqrt(((joined["y"] - joined[name] * joined["x"]) ** 2).mean()))
        for name in ("own", "shrunk", "pooled")
    }


def _within(rows: pd.DataFrame) -> pd.DataFrame:
    means = rows.groupby("unit")[["x", "y"]].transform("mean")
    x, y = rows["x"] - means["x"], rows["y"] - means["y"]
    return rows.assign(x=x, y=y, xx=x * x, xy=x * y, yy=y * y)
