"""One promotion week by week: against the control group, the usual course, the calendar and dates without it."""

from itertools import pairwise

import pandas as pd
import pytest

from analytics.promotions.effect.scores import PromotionScores, promotion_scores
from analytics.promotions.questions import promotion_calendar
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


def test_the_usual_course_is_observed_and_says_so_in_every_row(small: Reading, found: PromotionScores) -> None:
    part = course.around(small, of(found, "observational"), chosen(small))
    assert set(part.table["evidence"]) == {"observational"}
    assert {"week", "actual", "estimate", "low", "high"} <= set(part.drawn.columns)


@pytest.mark.parametrize(
    ("last", "weeks"), [("2025-03-01", 1), ("2025-03-04", 1), ("2025-03-14", 2), ("2025-03-29", 4)]
)
def test_a_promotion_runs_for_one_week_at_least(last: str, weeks: int) -> None:
    table = scores(promotion("a", first_on=pd.Timestamp("2025-03-01"), last_on=pd.Timestamp(last)))
    assert course.weeks(one_promotion.row(table, "a")) == weeks


def test_an_event_is_named_on_its_first_day_and_near_ones_together(small: Reading) -> None:
    china = one_promotion.row(scores(promotion("a", market="CN")), "a")
    weeks = pd.Series(pd.date_range("2024-01-01", "2024-12-30", freq="7D"))
    events = course.events(small, china, weeks)
    days = promotion_calendar(small.store)
    own = days[(days["market"] == "CN") & days["day"].between(weeks.iloc[0], weeks.iloc[-1])]
    assert events and set(events) <= set(own["day"])
    marks = sorted(events)
    assert all((later - earlier).days > course.APART for earlier, later in pairwise(marks))
    assert len(events) < len(own), "a stretch of days is one event"


def test_a_season_of_months_is_named_once_where_it_begins(small: Reading) -> None:
    italy = one_promotion.row(scores(promotion("a", market="IT")), "a")
    events = course.events(small, italy, pd.Series(pd.date_range("2024-01-01", "2024-12-30", freq="7D")))
    days = promotion_calendar(small.store)
    season = days.loc[(days["market"] == "IT") & (days["kind"] == "sale_season") & (days["day"].dt.year == 2024), "day"]
    summer = season[season.dt.month >= 6]
    named = [day for day, name in events.items() if "Sale season" in name]
    assert len(season) > 100 and len(named) == 2, "winter and summer"
    assert max(named) == summer.min()


def test_events_of_other_markets_and_other_weeks_are_not_shown(small: Reading) -> None:
    weeks = pd.Series(pd.date_range("2024-01-01", "2024-12-30", freq="7D"))
    nowhere = one_promotion.row(scores(promotion("a", market="XX")), "a")
    assert course.events(small, nowhere, weeks) == {}
    china = one_promotion.row(scores(promotion("a", market="CN")), "a")
    assert course.events(small, china, weeks + pd.Timedelta(days=365 * 60)) == {}


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
