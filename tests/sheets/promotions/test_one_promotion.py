"""One promotion closely: which is shown first, what it brought, and no verdict that its interval does not carry."""

import pandas as pd
import pytest

from analytics.results import Reason
from sheets.promotions import one_promotion
from tests.sheets.promotions.made_up import promotion, scores


def row(**told: object) -> pd.Series:
    return one_promotion.row(scores(promotion("spring", **told)), "spring")


def test_the_best_evidence_comes_first_and_of_that_the_latest() -> None:
    old, new = pd.Timestamp("2024-01-01"), pd.Timestamp("2025-01-01")
    every = scores(
        promotion("none", None, first_on=new),
        promotion("observed", evidence="observational", first_on=new),
        promotion("old test", first_on=old),
        promotion("new test", first_on=new, name="Spring gift"),
    )
    names = one_promotion.by_evidence(every)
    assert list(names) == ["new test", "old test", "observed", "none"]
    assert names["new test"] == "Spring gift" and names["none"] == "none"


def test_the_row_is_that_of_the_promotion() -> None:
    every = scores(promotion("a", 1.0), promotion("b", 2.0))
    assert one_promotion.row(every, "b")["margin"] == 2.0


@pytest.mark.parametrize(
    ("verdict", "margin", "said"),
    [
        ("made margin", 300.0, "By itself it earned margin: at least +€250, 95% interval [+€250 … +€350]."),
        ("gave margin away", -300.0, "By itself it lost margin: the 95% interval [−€350 … −€250] lies below zero."),
        (
            "cannot be told from noise",
            10.0,
            "By itself no clear effect: the 95% interval [−€40 … +€60] includes zero. It is neither a success nor a failure.",
        ),
        ("cannot be judged", None, "It cannot be evaluated."),
    ],
)
def test_a_verdict_is_what_the_interval_carries(verdict: str, margin: float | None, said: str) -> None:
    assert one_promotion.verdict(row(margin=margin, verdict=verdict)) == said


def test_why_the_evidence_is_no_better_is_said_unless_its_level_says_so() -> None:
    reason = Reason("nobody_held_out")
    assert one_promotion.why_no_better(row()) == ""
    assert one_promotion.why_no_better(row(margin=None, reason=reason)) != ""
    assert one_promotion.why_no_better(row(evidence="observational", reason=reason)) == ""


def test_every_figure_has_its_interval_and_its_meaning() -> None:
    figures = one_promotion.figures(
        row(roi=1.234, roi_low=-0.5, roi_high=3.0, subsidy_share=0.25, subsidy_share_low=0.1, subsidy_share_high=0.4)
    )
    by_name = {figure.name: figure for figure in figures}
    assert len(by_name) == 6 and all(figure.meaning for figure in figures)
    assert (by_name["Incremental margin"].value, by_name["Incremental margin"].told) == ("+€100", "[+€50 … +€150]")
    assert by_name["Margin per euro"].value == "1.23"
    subsidy = by_name["Discount spent on people who would buy anyway"]
    assert (subsidy.value, subsidy.told) == ("25.0%", "[10.0% … 40.0%]")


def test_what_is_not_known_is_a_dash() -> None:
    lift = {figure.name: figure for figure in one_promotion.figures(row())}["Extra sales"]
    assert (lift.value, lift.told) == ("–", "not known")
