"""One promotion week by week: against the control group, the usual course, the calendar and dates without it."""

from pathlib import Path

import pandas as pd
import pytest

from analytics.promotions.effect.scores import PromotionScores, promotion_scores
from data.sample import build
from data.store import Store
from sheets.promotions import course, one_promotion
from sheets.reading import Reading
from tests.sheets.conftest import chosen
from tests.sheets.promotions.made_up import promotion, scores


@pytest.fixture(scope="module")
def found(small: Reading) -> PromotionScores:
    return promotion_scores(small.store)


def of(found: PromotionScores, evidence: str) -> pd.Series:
    """The first promotion with this evidence."""
    return one_promotion.row(found, found.table.loc[found.table["evidence"] == evidence, "promotion_id"].iloc[0])


def test_a_promotion_with_a_control_group_is_drawn_against_no_difference(
    small: Reading, found: PromotionScores
) -> None:
    part = course.lift_and_dip(small, of(found, "experiment"), chosen(small))
    assert len(part.drawn) > 4 and (part.drawn["estimate"] == 0).all()
    # The export keeps the two arms; what is drawn is their difference.
    assert part.drawn["actual"].tolist() == pytest.approx((part.table["treated"] - part.table["holdout"]).tolist())
    assert set(part.table["evidence"]) == {"experiment"} and part.note.startswith("Experiment: A random control group")


def test_without_a_control_group_there_is_nothing_to_compare_with(small: Reading, found: PromotionScores) -> None:
    part = course.lift_and_dip(small, of(found, "none"), chosen(small))
    assert part.drawn.empty and part.empty.startswith("There was no control group")


def test_a_test_too_small_to_judge_by_is_drawn_nowhere_as_an_experiment(small: Reading, found: PromotionScores) -> None:
    judged = of(found, "experiment")
    part = course.lift_and_dip(small, judged.replace("experiment", "observational"), chosen(small))
    assert part.drawn.empty and part.table.empty and "too small" in part.empty


def test_a_promotion_that_always_runs_has_no_usual_course(small: Reading, found: PromotionScores) -> None:
    part = course.around(small, of(found, "none"), chosen(small))
    assert part.drawn.empty and "ran too long" in part.empty


def test_the_usual_course_is_observed_and_says_so_in_every_row(tmp_path: Path) -> None:
    build(tmp_path / "few", customers=1_500)  # a dozen held out of the offer to one tier: too few to be an experiment
    few = Reading.of(Store.open(tmp_path / "few"))
    part = course.around(few, of(promotion_scores(few.store), "observational"), chosen(few))
    assert set(part.table["evidence"]) == {"observational"}
    assert {"week", "actual", "estimate", "low", "high"} <= set(part.drawn.columns)


@pytest.mark.parametrize(
    ("last", "weeks"), [("2025-03-01", 1), ("2025-03-04", 1), ("2025-03-14", 2), ("2025-03-29", 4)]
)
def test_a_promotion_runs_for_one_week_at_least(last: str, weeks: int) -> None:
    table = scores(promotion("a", first_on=pd.Timestamp("2025-03-01"), last_on=pd.Timestamp(last)))
    assert course.weeks(one_promotion.row(table, "a")) == weeks


def test_dates_without_a_promotion_are_those_of_this_one_and_their_share_is_said() -> None:
    dates = pd.DataFrame(
        {
            "promotion_id": ["a", "a", "b"],
            "start": pd.to_datetime(["2024-01-01", "2024-02-01", "2024-03-01"]),
            "lift": [0.1, -0.1, 0.5],
        }
    )
    every = scores(promotion("a", evidence="observational", placebo_rank=0.25), placebos=dates)
    part = course.placebos(every, one_promotion.row(every, "a"))
    assert part.drawn["lift"].tolist() == [0.1, -0.1]
    assert part.note.startswith("The same calculation on 2 dates with no promotion: 25% of them show as much.")


def test_where_no_date_was_tried_there_is_nothing_to_show() -> None:
    every = scores(promotion("a"), placebos=pd.DataFrame())
    assert course.placebos(every, one_promotion.row(every, "a")).drawn.empty
