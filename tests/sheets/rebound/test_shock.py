"""Which shock is asked about: closures of the calendar, those that follow, and dates that make no question."""

from datetime import date, timedelta

import pytest

from analytics.closures import Closure
from analytics.rebound.shop import NET, REAL, Question
from data.store import Choice
from sheets.choice import bounds
from sheets.reading import Reading
from sheets.rebound import shock
from sheets.rebound.shock import HISTORY, MOST, Shown
from tests.sheets.conftest import chosen

FIRST, LAST = date(2018, 1, 1), date(2025, 12, 31)
SPRING = Closure(date(2020, 3, 9), date(2020, 5, 18))
AUTUMN = Closure(date(2020, 11, 6), date(2020, 12, 4))
WINTER = Closure(date(2021, 1, 6), date(2021, 2, 1))
NEXT = Closure(date(2021, 3, 15), date(2021, 4, 7))
LATER = Closure(date(2023, 1, 1), date(2023, 2, 1))
KNOWN = [SPRING, AUTUMN, WINTER, NEXT, LATER]


@pytest.mark.parametrize(
    ("place", "watched", "found"),
    [
        (1, 8, [SPRING]),
        (1, 52, [SPRING, AUTUMN, WINTER]),
        (2, 26, [AUTUMN, WINTER, NEXT]),
        (4, 52, [NEXT]),
        (5, 156, [LATER]),
    ],
)
def test_closures_that_follow_while_the_rebound_is_watched_belong_to_it(
    place: int, watched: int, found: list[Closure]
) -> None:
    assert shock.usual(KNOWN, place, watched, LAST) == found
    assert len(found) <= MOST


def test_a_closure_that_begins_with_the_day_after_the_last_watched_week_does_not_belong_to_it() -> None:
    weeks = (AUTUMN.start - SPRING.reopen) // timedelta(weeks=1)
    edge = Closure(SPRING.reopen + timedelta(weeks=weeks), AUTUMN.reopen)
    assert shock.usual([SPRING, edge], 1, weeks, LAST) == [SPRING]
    assert shock.usual([SPRING, edge], 1, weeks + 1, LAST) == [SPRING, edge]


def test_without_a_closure_eight_weeks_of_last_year_are_proposed() -> None:
    (found,) = shock.usual([], 0, 52, LAST)
    assert found.reopen - found.start == timedelta(weeks=8) and LAST - found.start == timedelta(weeks=52)


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ([SPRING], ""),
        ([SPRING, AUTUMN], ""),
        ([Closure(SPRING.reopen, SPRING.start)], "These dates are not in order"),
        ([Closure(SPRING.start, SPRING.start)], "These dates are not in order"),
        ([AUTUMN, SPRING], "These dates are not in order"),
        (
            [Closure(FIRST, SPRING.reopen)],
            "The first closing is 1 Jan 2018; give a day between 12 Mar 2018 and 31 Dec 2025",
        ),
        ([Closure(FIRST + HISTORY, SPRING.reopen)], ""),
        ([Closure(LAST, LAST + timedelta(days=9))], ""),
        ([Closure(LAST + timedelta(days=1), LAST + timedelta(days=9))], "The first closing is 1 Jan 2026"),
    ],
)
def test_dates_that_make_no_question_are_refused_with_what_to_give(dates: list[Closure], said: str) -> None:
    found = shock.wrong(dates, FIRST, LAST)
    assert found.startswith(said) if said else found == ""


def test_closures_are_those_of_the_calendar_with_weeks_to_learn_from_before(small: Reading) -> None:
    first, last = bounds(small)
    closed = shock.closures(small, chosen(small))
    assert {"CN", "IT", "FR"} <= set(closed) and "JP" not in closed, "no shop was closed in Japan"
    assert all(first + HISTORY <= one.start <= last for each in closed.values() for one in each)
    assert closed["IT"][0].start.year == 2020


def test_one_may_choose_the_markets_that_were_closed_else_all(small: Reading) -> None:
    closed = shock.closures(small, chosen(small))
    names = shock.choosable(small, chosen(small), closed)
    assert set(names) == set(closed), "those that were open are not offered"
    japan = chosen(small, Choice(market=("JP",)))
    assert shock.choosable(small, japan, shock.closures(small, japan)) == ["JP"]
    two = chosen(small, Choice(market=("FR", "JP")))
    assert shock.choosable(small, two, shock.closures(small, two)) == ["FR"]


def test_a_shop_that_was_never_closed_asks_nothing_by_default(small: Reading) -> None:
    assert shock.by_default(small, chosen(small, Choice(market=("JP",)))) is None


def test_by_default_the_first_closure_of_the_market_that_sells_most_is_asked_about(
    small: Reading, shown: Shown
) -> None:
    closed = shock.closures(small, chosen(small))
    assert shown.market == shock.choosable(small, chosen(small), closed)[0]
    assert shown.closures[0] == closed[shown.market][0]
    assert (shown.question.measure, shown.question.counted, shown.question.watched) == (REAL, 26, 52)
    assert shown.market in shown.question.markets and len(shown.question.markets) > 1, "the others are asked along"


def test_a_note_says_what_is_asked() -> None:
    said = shock.note(Shown("IT", (SPRING, AUTUMN), Question(measure=NET, counted=20, watched=40)))
    assert said.replace("\u2009", " ") == (
        "Italy, Net sales; closed: 9 Mar – 17 May 2020, 6 Nov – 3 Dec 2020; weeks counted: 20, weeks observed: 40; "
        "95% intervals."
    )


def test_the_basis_says_whether_prices_count() -> None:
    assert shock.basis(Question(measure=REAL)).startswith("Constant prices")
    assert shock.basis(Question(measure=NET)).startswith("Net sales at constant exchange rates")
    for measure in (REAL, NET):
        assert shock.basis(Question(measure=measure)).endswith("Brackets are 95% intervals.")
        assert shock.measure_name(measure)
