"""Dates as the model takes them."""

from datetime import date

import pandas as pd
import pytest

from analytics.closures import Closure
from analytics.rebound.series.clock import BadSeries
from analytics.rebound.shop import Question
from analytics.rebound.shop.question import alongside

SPRING = Closure(date(2020, 3, 9), date(2020, 5, 18))
AUTUMN = Closure(date(2020, 10, 30), date(2020, 11, 28))
FAR = date(2026, 1, 31)


def test_weeks_are_looked_at_until_the_weeks_watched_are_over():
    found = Question(closures=(("IT", (SPRING,)),), counted=26, watched=52).windows(FAR)["IT"]
    assert found.horizon == 26
    assert found.until == pd.Timestamp("2021-05-10"), "the last Monday whose week ends by 17 May 2021"
    assert found.shocks[0].reopen == pd.Timestamp("2020-05-18")


def test_weeks_whose_returns_may_still_come_in_are_not_looked_at():
    found = Question(closures=(("IT", (SPRING,)),)).windows(date(2020, 8, 1))["IT"]
    assert found.until == pd.Timestamp("2020-07-20"), "the week of 27 July is not over on 1 August"


def test_a_reopening_after_the_data_is_none():
    found = Question(closures=(("IT", (SPRING,)),)).windows(date(2020, 5, 24))["IT"]
    assert found.shocks[0].reopen is None


def test_a_closure_that_began_after_the_data_is_not_asked_about():
    late = Question(closures=(("FR", (SPRING, AUTUMN)), ("IT", (AUTUMN,))))
    windows = late.windows(date(2020, 9, 1))
    assert list(windows) == ["FR"]
    assert [shock.start for shock in windows["FR"].shocks] == [pd.Timestamp(SPRING.start)]


def test_an_earlier_closure_keeps_its_reopening_however_near_the_data_end():
    first, second = Closure(date(2020, 3, 9), date(2020, 5, 18)), Closure(date(2020, 5, 25), date(2020, 9, 1))
    shocks = Question(closures=(("FR", (first, second)),)).windows(date(2020, 5, 28))["FR"].shocks
    assert [shock.reopen for shock in shocks] == [pd.Timestamp(first.reopen), None]


def test_the_weeks_begin_to_be_watched_after_the_last_reopening():
    found = Question(closures=(("FR", (SPRING, AUTUMN)),), watched=8).windows(FAR)["FR"]
    assert len(found.shocks) == 2 and found.until == pd.Timestamp("2021-01-11")


def test_dates_out_of_order_are_refused():
    with pytest.raises(BadSeries, match="not in order"):
        Question(closures=(("FR", (AUTUMN, SPRING)),)).windows(FAR)


def test_other_markets_are_asked_at_their_own_dates_around_it_and_the_rest_left_alone():
    own = {
        "CN": [Closure(date(2020, 1, 23), date(2020, 4, 8)), Closure(date(2022, 4, 1), date(2022, 6, 1))],
        "FR": [SPRING, AUTUMN],
        "IT": [SPRING],
    }
    moved = Closure(date(2020, 3, 16), date(2020, 5, 18))
    assert alongside("IT", (moved,), own, 52) == (("CN", (own["CN"][0],)), ("FR", (SPRING, AUTUMN)), ("IT", (moved,)))
    assert alongside("CN", (own["CN"][1],), own, 52) == (("CN", (own["CN"][1],)),)
