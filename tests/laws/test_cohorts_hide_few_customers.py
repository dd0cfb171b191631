"""Law: who may not see persons is told of cohorts by cells of enough customers only, and the others cannot be worked out."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from analytics.cohorts import Cohorts, cohorts
from analytics.cohorts.pooled import pooled
from analytics.cohorts.table import SO_FAR
from data.errors import TooFew
from data.store import EVERYTHING, Choice, Rights, Store
from data.store.cells.first_met import FirstMet
from tests.laws.twins.detail import Detail

FEWEST = 5
WIDTHS = {"all": 1, "channel": 4, "market": 4, "tier": 4}


@pytest.fixture(scope="module")
def seen(detail: Detail) -> Iterator[Store]:
    yield detail.store.seen_by(Rights(smallest=FEWEST))


@pytest.fixture(scope="module")
def bought(detail: Detail) -> pd.DataFrame:
    """One row per customer and quarter with an order: `cohort` and `k` in quarters since year 0, `orders`, and the first order's place."""
    rows = detail.journeys
    quarter = rows["ordered_on"].dt.year * 4 + rows["ordered_on"].dt.quarter - 1
    cohort = rows["met_first_on"].dt.year * 4 + rows["met_first_on"].dt.quarter - 1
    rows = rows.assign(all="all", cohort=cohort, k=quarter - cohort, orders=(rows["nth"] > 0).astype(int))
    counted = rows[rows["orders"] > 0]
    return counted.groupby(["customer_id", "cohort", "k", *WIDTHS], as_index=False)["orders"].sum()


def _cells(bought: pd.DataFrame, by: str) -> pd.DataFrame:
    """By label, cohort as told and k: `customers`, `orders`."""
    placed = bought.assign(cohort=bought["cohort"] // WIDTHS[by] * WIDTHS[by])
    cells = placed.groupby([by, "cohort", "k"]).agg(customers=("customer_id", "nunique"), orders=("orders", "sum"))
    return cells.rename_axis(["label", "cohort", "k"])


def _answer(store: Store, by: str, choice: Choice = EVERYTHING) -> pd.DataFrame:
    return store.ask("cohorts", choice, by=by, months=3).set_index(["label", "cohort", "k"])


@pytest.mark.parametrize("by", WIDTHS)
def test_a_cell_that_is_shown_is_of_enough_customers_and_what_it_is(by: str, seen: Store, bought: pd.DataFrame) -> None:
    told, own = _answer(seen, by), _cells(bought, by)
    shown = told[told["active"].notna()].join(own["customers"]).fillna({"customers": 0})
    assert len(shown) and (shown["active"] == shown["customers"]).all()
    assert ((shown["customers"] >= FEWEST) | (shown["customers"] == 0)).all()
    small = own[own["customers"] < FEWEST].index
    assert told["active"].reindex(small).isna().all()
    assert told["active"].isna().any()


def test_no_hidden_cell_can_be_worked_out(seen: Store, bought: pd.DataFrame) -> None:
    """By all that is told of cohorts with and without markets, and by the customers of each calendar quarter."""
    fine = bought.groupby(["market", "cohort", "k"], as_index=False)["customer_id"].nunique()
    is_over = fine["cohort"] + fine["k"] < seen.first_met._settled
    fine = fine[is_over].reset_index(drop=True)
    unknown = fine["customer_id"].to_numpy(float)
    blocks = {"all": fine.assign(label="all"), "market": fine.assign(label=fine["market"])}
    equations, small = [], []
    for by, cells in blocks.items():
        told = _answer(seen, by)["active"]
        block = cells.assign(cohort=cells["cohort"] // WIDTHS[by] * WIDTHS[by])
        for cell, rows in block.groupby(["label", "cohort", "k"]):
            if cell[1] + WIDTHS[by] - 1 + cell[2] >= seen.first_met._settled:
                continue
            held = np.isin(fine.index, rows.index).astype(float)
            if pd.notna(told[cell]):
                equations.append((held, told[cell]))
            elif held @ unknown < FEWEST:
                small.append(held)
    for _quarter, rows in fine.groupby(fine["cohort"] + fine["k"]):
        held = np.isin(fine.index, rows.index).astype(float)
        equations.append((held, held @ unknown))
    matrix, right = np.array([held for held, _n in equations]), np.array([n for _held, n in equations])
    assert np.allclose(matrix @ unknown, right) and len(small) > 20
    for goal in small[:: len(small) // 10]:
        ends = [linprog(way * goal, A_eq=matrix, b_eq=right, method="highs") for way in (1, -1)]
        assert all(end.status == 0 for end in ends)
        assert -ends[1].fun - ends[0].fun > 0.5


def test_where_one_cell_of_a_line_is_small_a_second_is_hidden_with_it() -> None:
    """Two channels of one year: the first met in 2020 bought again in 2021, twelve in the one and two in the other."""
    met = [(n, channel) for channel, many in (("boutique", 12), ("wallet", 8)) for n in range(many)]
    again = [(n, channel) for n, channel in met if channel == "boutique" or n < 2]
    rows = pd.DataFrame(
        [
            (f"{channel}{n}", "IT", channel, "core", 2020 * 4, k, 1, 10.0)
            for k, who in ((0, met), (4, again))
            for n, channel in who
        ],
        columns=["customer_no", "market", "channel", "tier", "cohort", "k", "orders", "money"],
    )
    cells = FirstMet(rows, pd.Timestamp("2023-06-01").date(), 5).cells("channel").set_index(["value", "k"])
    assert cells["n"].to_dict() == {("boutique", 0): 12, ("boutique", 4): 12, ("wallet", 0): 8, ("wallet", 4): 2}
    assert cells["is_shown"].to_dict() == {
        ("boutique", 0): True,
        ("boutique", 4): False,
        ("wallet", 0): True,
        ("wallet", 4): False,
    }
    rows.loc[0, "money"] = 1_000.0
    assert not FirstMet(rows, pd.Timestamp("2023-06-01").date(), 5).cells("channel")["is_shown"].any()


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"by": "all", "months": 1}, "grid"),
        ({"by": "depth", "months": 3}, "filters"),
        ({"by": "market", "months": 3, "choice": Choice(channel=("boutique",))}, "filters"),
        ({"by": "all", "months": 3, "choice": Choice(store_id=("x",))}, "filters"),
    ],
)
def test_months_weeks_and_two_columns_are_refused(asked: dict[str, object], why: str, seen: Store) -> None:
    with pytest.raises(TooFew) as refused:
        seen.ask("cohorts", **{"choice": EVERYTHING, **asked})
    assert refused.value.why == why


def test_a_filter_of_several_values_tells_nothing_that_one_of_them_hides(seen: Store, bought: pd.DataFrame) -> None:
    values = tuple(bought["market"].value_counts().index[:2])
    both = _answer(seen, "all", Choice(market=values))["active"].droplevel("label")
    each = [_answer(seen, "market")["active"].loc[value] for value in values]
    hidden = pd.concat([one[one.isna()] for one in each]).index.unique()
    assert len(hidden) and both.reindex(hidden).isna().all()
    assert both.notna().any()


@pytest.mark.parametrize("by", ["all", "tier"])
def test_figures_shown_are_those_of_who_sees_all_and_sums_end_at_a_hidden_cell(
    by: str, detail: Detail, seen: Store
) -> None:
    mine: Cohorts = cohorts(seen, grain="quarter", by=by)
    assert mine.cells_hidden and mine.table["rolling_retention"].isna().all()
    if by == "all":
        theirs = cohorts(detail.store, grain="quarter", smallest=1).table.set_index(["label", "cohort", "k"])
        shown = mine.table[mine.table["retention"].notna()].set_index(["label", "cohort", "k"])
        for name in ("retention", "orders_per_customer", "net_per_customer", "active", "size"):
            pd.testing.assert_series_equal(shown[name], theirs[name].reindex(shown.index), check_dtype=False)
    closed = mine.table.assign(hidden=mine.table["active"].isna()).groupby(["label", "cohort"])["hidden"].cumsum() > 0
    assert mine.table.loc[closed, list(SO_FAR)].isna().all(axis=None)
    curve = pooled(mine, "ltv")
    first = {label: min(k for name, k in mine.withheld if name == label) for label, _k in mine.withheld}
    assert all(k < first.get(label, np.inf) for label, k in zip(curve["label"], curve["k"], strict=True))
