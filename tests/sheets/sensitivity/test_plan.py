"""The discount plan: what it gains, and whether it matters who gets how much."""

from dataclasses import replace

import pandas as pd
import pytest

from analytics.interval import Interval
from analytics.promotions.depth.planner import Chances, Plan
from analytics.promotions.depth.shop_plan import DiscountPlan, discount_plan, promotion_audience
from analytics.promotions.depth.shop_response import discount_response
from sheets.reading import Reading
from sheets.sensitivity import plan
from tests.sheets.sensitivity.test_depths import response

ROWS = pd.DataFrame(
    {
        "market": ["IT", "CN"],
        "tier": ["core", "luxury"],
        "customers": [100, 50],
        "depth": [0.2, 0.0],
        "extra_orders": [10.0, 0.0],
        "spent_eur": [500.0, 0.0],
        "gain_eur": [900.0, 0.0],
        "gain_low": [100.0, 0.0],
        "gain_high": [1700.0, 0.0],
    }
)
CHANCES = Chances(0.9998, 0.8, 910.0, 10.0)
MATTERS = DiscountPlan(
    Plan(ROWS, Interval(900.0, 100.0, 1700.0), Interval(300.0, 50.0, 600.0), 0.15, 1.0, 500.0, "experiment", CHANCES),
    ROWS,
    0,
)
HARDLY = replace(MATTERS, plan=replace(MATTERS.plan, over_everybody=Interval(20.0, -60.0, 100.0)))
SAME = replace(MATTERS, plan=replace(MATTERS.plan, chances=replace(CHANCES, over_everybody=float("nan"))))
NOTHING = replace(MATTERS, plan=replace(MATTERS.plan, allocation=ROWS.assign(depth=0.0)))


@pytest.mark.parametrize(
    ("discounts", "said"),
    [
        (
            MATTERS,
            "Expected gain vs no promotion: +€900, 95% interval [+€100 … +€1,700]. "
            "Vs one discount for all: +€300, [+€50 … +€600]. "
            "Probability that it gains anything: 99%; that it gains more than one discount for all: 80%. "
            "Against sending nothing, expected gain €910, expected loss €10.",
        ),
        (
            SAME,
            "Expected gain vs no promotion: +€900, 95% interval [+€100 … +€1,700]. "
            "Vs one discount for all: +€300, [+€50 … +€600]. Probability that it gains anything: 99%. "
            "Against sending nothing, expected gain €910, expected loss €10.",
        ),
        (
            HARDLY,
            "Expected gain vs no promotion: +€900, 95% interval [+€100 … +€1,700]. "
            "Targeting hardly matters here: [−€60 … +€100] vs one discount for all. "
            "Probability that it gains anything: 99%; that it gains more than one discount for all: 80%. "
            "Against sending nothing, expected gain €910, expected loss €10.",
        ),
        (NOTHING, "No discount level is expected to pay for itself: don't send any."),
    ],
)
def test_a_plan_says_whether_it_matters(discounts: DiscountPlan, said: str) -> None:
    assert plan.verdict(discounts) == said
    assert plan.plan(discounts).note.endswith(said), "an export says so too"


def test_three_figures_say_what_it_gains_and_spends() -> None:
    gain, more, spent = plan.figures(MATTERS)
    assert (gain.value, gain.told) == ("+€900", "[+€100 … +€1,700]")
    assert (more.value, more.told) == ("+€300", "[+€50 … +€600]")
    assert (spent.value, spent.told) == ("€500", "one discount for all: 15%")


def test_who_gets_nothing_has_no_interval() -> None:
    drawn = plan.plan(MATTERS).drawn
    assert drawn["send"].tolist() == ["20%", "nothing"] and drawn["span"].tolist() == ["[€100 … €1,700]", "–"]
    assert drawn["where"].tolist() == ["Italy", "China"] and drawn["which"].tolist() == ["Core", "Luxury"]


def test_whom_it_leaves_out_is_counted() -> None:
    assert "left out" not in plan.plan(MATTERS).captions[0]
    said = plan.plan(replace(MATTERS, left_out=1)).captions[0]
    assert said.endswith("1 customer is left out: no experiment in their market and tier.")
    assert "1,200 customers are left out" in plan.plan(replace(MATTERS, left_out=1200)).captions[0]


@pytest.mark.parametrize(
    ("share", "percent"), [(0.35, 35), (0.36, 35), (0.38, 40), (-0.2, 0), (1.7, 100), (float("nan"), 0)]
)
def test_what_is_borrowed_is_proposed_in_steps_of_five_percent(share: float, percent: int) -> None:
    answer = response(Interval(share, share, share))
    assert plan.usual_borrowed(answer) == percent
    assert plan.usual_wish(answer).borrowed == percent / 100


def test_a_plan_that_nobody_touched_keeps_to_its_budget(small: Reading) -> None:
    answer = discount_response(small.store)
    found = discount_plan(promotion_audience(small.store, days=plan.days(plan.MONTHS)), answer, plan.usual_wish(answer))
    assert found is not None and found.plan.spent_eur <= plan.BUDGET
    part = plan.plan(found)
    assert part.table["spent_eur"].sum() == pytest.approx(found.plan.spent_eur)
    assert set(part.table["depth"]) <= {0.0, *plan.LADDER}


def test_where_nobody_can_be_planned_for_it_says_why() -> None:
    assert plan.no_plan().drawn.empty and plan.no_plan().empty.startswith("No plan is possible here")
