"""Is it getting better? What a line over cohorts says, and when it says nothing."""

from dataclasses import replace

import pandas as pd
import pytest

from analytics.cohorts import Cohorts
from sheets.choice import Chosen
from sheets.cohorts.met import met
from sheets.cohorts.over_time import ages, over_time
from sheets.reading import Reading


@pytest.fixture
def found(reading: Reading, chosen: Chosen) -> Cohorts:
    return met(reading, chosen)


def rising(found: Cohorts, by: float) -> Cohorts:
    """Cohorts a year apart, of which each retains more, with narrow intervals."""
    years = found.table["cohort"].rank(method="dense") - 1
    cohort = pd.Timestamp("2020-01-01") + pd.to_timedelta(years * 365.25, unit="D")
    share = 0.2 + by * years
    bounds = {"retention_low": share - 0.01, "retention_high": share + 0.01}
    return replace(found, table=found.table.assign(cohort=cohort, retention=share, **bounds), new_from=None)


def test_a_point_a_cohort_at_the_age_that_is_asked(found: Cohorts) -> None:
    part = over_time(found, "retention", 2, "all")
    assert part.drawn.set_index("name")["estimate"].to_dict() == {"2024-01": 0.25, "2024-02": 0.0, "2024-03": 0.4}
    assert part.title == "Is it getting better? Retention, period 2 after the first purchase"


def test_ages_are_those_that_any_cohort_has_reached(found: Cohorts) -> None:
    assert ages(found, "retention")[:3] == [1, 2, 3]
    short = replace(found, table=found.table[found.table["k"] < 3])
    assert ages(short, "retention") == [1, 2]


def test_five_points_more_each_year_is_said_as_points(found: Cohorts) -> None:
    said = over_time(rising(found, 0.05), "retention", 2, "all").captions[0]
    assert said.startswith("It changes by +5.0 pp a year, 95% interval [+")


def test_no_clear_direction_is_said_where_the_interval_holds_nothing(found: Cohorts) -> None:
    said = over_time(rising(found, 0.0), "retention", 2, "all").captions[0]
    assert said.startswith("No clear direction: 0.0 pp a year, 95% interval [−")


def test_an_amount_changes_in_the_shop_s_currency(found: Cohorts) -> None:
    years = found.table["cohort"].rank(method="dense") - 1
    value = 100.0 + 20 * years
    table = rising(found, 0.0).table.assign(ltv=value, ltv_low=value - 1, ltv_high=value + 1)
    said = over_time(replace(found, table=table, new_from=None), "ltv", 2, "all").captions[0]
    assert said.startswith("It changes by +€20 a year")


def test_two_cohorts_are_drawn_and_no_line_is_laid_through_them(found: Cohorts) -> None:
    two = replace(found, table=found.table[found.table["name"] != "2024-03"])
    part = over_time(two, "retention", 2, "all")
    assert len(part.drawn) == 2 and part.captions == ("Too few cohorts to see a trend.",)


def test_one_cohort_is_taken_along_and_not_drawn(found: Cohorts) -> None:
    one = replace(found, table=found.table[found.table["name"] == "2024-01"])
    part = over_time(one, "retention", 2, "all")
    assert len(part.table) == 1 and part.drawn.empty and part.captions == ()
    assert part.empty == "Fewer than two cohorts have reached that period."


def test_cohorts_from_before_customers_can_be_called_new_are_named_as_left_out(found: Cohorts) -> None:
    mixed = replace(found, new_from=pd.Timestamp("2024-02-01").date())
    part = over_time(mixed, "retention", 2, "all")
    assert part.drawn["is_new"].tolist() == [False, True, True]
    assert part.captions[1].startswith("Cohorts that began before 1 Feb 2024 are shown and left out of this")
