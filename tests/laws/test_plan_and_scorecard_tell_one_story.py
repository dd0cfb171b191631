"""Law: what a page recommends is held against what another page says of the same promotions.

Broken once: the planner recommended discounts with a gain whose interval lay above nought, while *Promotions* said that campaigns at those
depths had lost margin; neither page had a word of the other.
"""

from dataclasses import replace

import pytest

from analytics.promotions.depth.tried import DIFFER, SURER, UNTRIED, standing, tried
from sheets.promotions import likely
from sheets.sensitivity import plan, scorecard
from tests.sheets.promotions.made_up import promotion, scores
from tests.sheets.sensitivity.test_plan import MATTERS, NOTHING

AT_20 = {"depth": 0.2, "tier": None, "market": "IT"}  # where the plan sends core customers in Italy 20 %
UNSURE = replace(MATTERS, plan=replace(MATTERS.plan, chances=replace(MATTERS.plan.chances, gain=0.7)))
TRY = (
    "Try the plan on half of those chosen and hold out the others at random; `vetrina design` says how many that takes."
)


def test_a_plan_where_campaigns_like_it_lost_says_so_and_how_to_find_out() -> None:
    lost = scores(
        promotion("a", -300.0, **AT_20, ladder="lost margin"),
        promotion("b", 100.0, **AT_20),
        promotion("c", None, **AT_20),
    )
    said = scorecard.sentences(MATTERS, lost)
    assert said == [
        "What promotions earned so far (page Promotions): Of 2 promotions with a known margin, 0 very likely earned margin and 1 very likely lost it.",
        "At the plan's depths and in its markets, of 2 promotions 0 very likely earned margin and 1 very likely lost it. "
        # Half widths of 50 each add up in squares: 50 * sqrt(2) = 71.
        "Those with a control group came to −€200 together, 95% interval [−€271 … −€129].",
        f"The two differ: the plan expects a gain where promotions like it lost margin on balance. {TRY}",
    ]
    assert likely.counted(lost) in said[0] and likely.counted(lost) in likely.finding(lost)
    assert plan.plan(MATTERS, lost).note.endswith(" ".join(said)), "exports and paper say it too"


@pytest.mark.parametrize(
    ("told", "discounts", "against"),
    [
        ({"ladder": "earned margin"}, MATTERS, ""),
        ({"ladder": "open"}, MATTERS, SURER),
        ({"ladder": "open"}, UNSURE, ""),
        ({"ladder": "lost margin"}, UNSURE, DIFFER),  # though its own margin is above nought: leaning on others it lost
        ({"depth": 0.1}, MATTERS, UNTRIED),
        ({"depth": 0.19}, MATTERS, SURER),  # 20 %, to the nearest 5 %
        ({"depth": None}, MATTERS, UNTRIED),
        ({"market": "CN"}, MATTERS, UNTRIED),
        ({"market": None}, MATTERS, SURER),
        ({"tier": "luxury"}, MATTERS, UNTRIED),
        ({"tier": "core"}, MATTERS, SURER),
    ],
)
def test_what_speaks_against_following_a_plan_at_once(told: dict, discounts: plan.DiscountPlan, against: str) -> None:
    card = scores(promotion("a", 100.0, **{**AT_20, "ladder": "open", **told}))
    assert standing(discounts.plan, tried(discounts.plan, card)) == scorecard.against(discounts, card) == against
    assert (TRY in " ".join(scorecard.sentences(discounts, card))) is bool(against)


def test_campaigns_without_a_control_group_have_no_sum() -> None:
    card = scores(promotion("a", -100.0, **AT_20, evidence="observational"))
    found = tried(MATTERS.plan, card)
    assert found.known == 1 and not found.margin.is_known and not found.lost_money
    assert "together" not in scorecard.sentences(MATTERS, card)[1]


def test_a_plan_that_sends_nothing_is_held_against_the_counts_alone() -> None:
    card = scores(promotion("a", -300.0, **AT_20, ladder="lost margin"))
    (said,) = scorecard.sentences(NOTHING, card)
    assert likely.counted(card) in said and scorecard.against(NOTHING, card) == ""


def test_without_a_known_margin_there_is_nothing_to_say() -> None:
    for card in (None, scores(), scores(promotion("a", None, **AT_20))):
        assert (scorecard.sentences(MATTERS, card), scorecard.against(MATTERS, card)) == ([], "")
