"""Which earlier days a period is held against: by hand, and by what must hold of every period."""

import random
from datetime import date, timedelta

import pytest

from analytics.compare import EVENTS, Basis, Comparison, compared, comparison, event_day
from analytics.period import Period
from analytics.reach import Reach
from analytics.results import CannotTell

DAY = timedelta(days=1)
KNOWN = Reach(date(2018, 1, 1), date(2026, 11, 22), date(2026, 11, 22), date(2026, 11, 22))


def span(first: str, last: str) -> Period:
    """Days from the first to the last, both counted."""
    return Period(date.fromisoformat(first), date.fromisoformat(last) + DAY)


def held(code: str, first: str, last: str, region: str = "") -> Comparison:
    return comparison(KNOWN, span(first, last), Basis.of(code), region)


BY_HAND = [
    # the same dates, whole months whole, leap days with the last of February
    ("last_year", ("2026-03-01", "2026-03-31"), ("2025-03-01", "2025-03-31")),
    ("last_year", ("2024-02-01", "2024-02-29"), ("2023-02-01", "2023-02-28")),
    ("last_year", ("2025-02-01", "2025-02-28"), ("2024-02-01", "2024-02-29")),
    ("last_year", ("2024-02-01", "2024-02-28"), ("2023-02-01", "2023-02-28")),
    ("last_year", ("2024-02-29", "2024-02-29"), ("2023-02-28", "2023-02-28")),
    ("last_year", ("2024-02-28", "2024-02-28"), ("2023-02-28", "2023-02-28")),
    # a Monday with a Monday
    ("weekday", ("2025-12-01", "2025-12-07"), ("2024-12-02", "2024-12-08")),
    ("weekday", ("2024-02-29", "2024-02-29"), ("2023-03-02", "2023-03-02")),
    ("weekday", ("2025-11-23", "2026-11-22"), ("2024-11-17", "2025-11-16")),  # 365 days: a week more, else they overlap
    # months with months, a month's first days with as many, else as many days
    ("previous", ("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28")),
    ("previous", ("2026-04-01", "2026-06-30"), ("2026-01-01", "2026-03-31")),
    ("previous", ("2026-10-01", "2026-10-14"), ("2026-09-01", "2026-09-14")),
    ("previous", ("2026-03-01", "2026-03-30"), ("2026-01-30", "2026-02-28")),  # February has no 30 days
    ("previous", ("2026-03-11", "2026-03-20"), ("2026-03-01", "2026-03-10")),
    # a named year: the period ends in it
    ("2019", ("2026-06-01", "2026-06-15"), ("2019-06-01", "2019-06-15")),
    ("2019", ("2025-12-01", "2026-02-28"), ("2018-12-01", "2019-02-28")),
    # as many days from a named one on
    ("2024-02-26", ("2026-03-01", "2026-03-07"), ("2024-02-26", "2024-03-03")),
    # the same days around the event
    ("qixi", ("2026-08-12", "2026-08-26"), ("2025-08-22", "2025-09-05")),  # 19 Aug 2026, 29 Aug 2025
    ("qixi-2020", ("2026-08-12", "2026-08-26"), ("2020-08-18", "2020-09-01")),  # 25 Aug 2020
    ("cny", ("2026-02-10", "2026-02-24"), ("2025-01-22", "2025-02-05")),  # 17 Feb 2026, 29 Jan 2025
    ("cny-2019", ("2026-01-18", "2026-02-16"), ("2019-01-06", "2019-02-04")),  # the thirty days before 5 Feb 2019
    ("11.11_first", ("2025-10-20", "2025-10-24"), ("2024-10-21", "2024-10-25")),
    ("11.11", ("2026-11-01", "2026-11-11"), ("2025-11-01", "2025-11-11")),
    ("black_friday", ("2025-11-24", "2025-12-01"), ("2024-11-25", "2024-12-02")),  # 28 Nov 2025, 29 Nov 2024
    ("saldi_winter", ("2026-01-03", "2026-01-09"), ("2025-01-04", "2025-01-10")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "days", "earlier"), BY_HAND)
def test_the_earlier_days_are_those_on_the_wall_calendar(
    code: str, days: tuple[str, str], earlier: tuple[str, str]
) -> None:
    made = held(code, *days)
    assert made.against == span(*earlier)
    assert made.period == span(*days) and made.code == code


def test_sales_of_a_boutique_are_counted_from_its_own_regions_day() -> None:
    national = held("saldi_summer", "2021-07-03", "2021-07-09")
    sicilian = held("saldi_summer", "2021-07-03", "2021-07-09", "Sicilia")
    assert national.against == span("2020-08-01", "2020-08-07")
    assert sicilian.against == span("2020-07-01", "2020-07-07")


def test_several_pasts_at_once_stand_in_the_order_asked() -> None:
    made = compared(
        KNOWN, span("2026-03-02", "2026-03-08"), [Basis.of(code) for code in ("weekday", "2019", "previous")]
    )
    assert [each.code for each in made] == ["weekday", "2019", "previous"]
    assert [str(each.against.since) for each in made] == ["2025-03-03", "2019-03-02", "2026-02-23"]


@pytest.mark.parametrize(
    ("code", "earlier"),
    [
        ("last_year", ("2025-11-01", "2025-11-22")),
        ("previous", ("2026-10-01", "2026-10-22")),
        ("weekday", ("2025-11-02", "2025-11-23")),
        ("2019", ("2019-11-01", "2019-11-22")),
    ],
)
def test_a_month_that_is_not_over_is_held_against_as_many_days(code: str, earlier: tuple[str, str]) -> None:
    made = held(code, "2026-11-01", "2026-11-30")
    assert made.period == span("2026-11-01", "2026-11-22")
    assert made.against == span(*earlier)


@pytest.mark.parametrize(
    ("code", "days", "reason"),
    [
        ("last_year", ("2026-11-23", "2026-11-30"), "period_after_data"),
        ("last_year", ("2024-01-01", "2025-12-31"), "baseline_overlaps"),
        ("weekday", ("2024-01-01", "2025-12-31"), "baseline_overlaps"),
        ("2026-03-01", ("2026-03-01", "2026-03-31"), "baseline_overlaps"),
        ("2026-02-15", ("2026-03-01", "2026-03-31"), "baseline_overlaps"),
        ("2026-04-01", ("2026-03-01", "2026-03-31"), "baseline_overlaps"),
        ("2026", ("2026-03-01", "2026-03-31"), "year_not_earlier"),
        ("2030", ("2026-03-01", "2026-03-31"), "year_not_earlier"),
        ("qixi-2027", ("2026-08-12", "2026-08-26"), "year_not_earlier"),
        ("2017", ("2026-03-01", "2026-03-31"), "baseline_before_data"),
        ("last_year", ("2018-06-01", "2018-06-30"), "baseline_before_data"),
        ("1950-01-01", ("2018-06-01", "2018-06-30"), "baseline_before_data"),
        ("qixi", ("2026-03-01", "2026-03-31"), "no_event_near"),
        ("11.11_first", ("2020-11-01", "2020-11-05"), "no_event_in_year"),
        ("qixi", ("2025-09-01", "2026-08-31"), "baseline_overlaps"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused_by_name(code: str, days: tuple[str, str], reason: str) -> None:
    with pytest.raises(CannotTell) as refused:
        held(code, *days)
    assert refused.value.reason.code == reason


def test_of_earlier_days_half_in_the_data_those_are_compared_that_are() -> None:
    shared = held("last_year", "2018-12-01", "2019-03-31").shared(KNOWN)
    assert (shared.period, shared.against) == (span("2019-01-01", "2019-03-31"), span("2018-01-01", "2018-03-31"))
    whole = held("last_year", "2019-01-01", "2019-03-31")
    assert whole.shared(KNOWN) is whole
    with pytest.raises(CannotTell, match="baseline_hardly_known"):
        held("last_year", "2018-12-01", "2019-01-06").shared(KNOWN)


def periods(number: int) -> list[Period]:
    """Periods of a day to a year, drawn anywhere in the data, leap days and ends of months among them."""
    draw = random.Random(7)
    lengths = [1, 7, 14, 28, 29, 30, 31, 90, 364, 365]
    firsts = [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2025, 2, 28), date(2023, 12, 31)]
    starts = [*firsts, *(date(2020, 1, 1) + draw.randrange(2100) * DAY for _ in range(number))]
    return [Period(start, start + draw.choice(lengths) * DAY) for start in starts]


def drawn(codes: tuple[str, ...]) -> list[Comparison]:
    """Every comparison of the drawn periods that can be made."""
    made = []
    for period in periods(400):
        for code in codes:
            try:
                made.append(comparison(KNOWN, period, Basis.of(code)))
            except CannotTell:
                continue
    assert len(made) > 300
    return made


ALL = ("last_year", "weekday", "previous", "2019", "2019-03-01", *EVENTS)


def test_no_past_reaches_into_its_period_or_behind_the_data_to_come() -> None:
    for made in drawn(ALL):
        assert made.against.until <= made.period.since, made
        assert made.period.until <= KNOWN.until


def test_what_is_counted_in_days_is_as_long() -> None:
    by_days = [made for made in drawn(ALL) if not made.months]
    assert {made.basis.kind for made in by_days} == {"weekday", "previous", "custom", "event"}
    assert all(made.against.days == made.period.days for made in by_days)


def test_the_same_dates_are_as_long_but_for_leap_days() -> None:
    for made in drawn(("last_year", "2019")):
        assert abs(made.against.days - made.period.days) <= 1
        leaps = [made.period, made.against]
        has_leap = [any(_is_leap_day(span.since + n * DAY) for n in range(span.days)) for span in leaps]
        if made.against.days != made.period.days:
            assert has_leap[0] != has_leap[1]
        assert (made.period.since.day, made.period.since.month) == (
            made.against.since.day,
            made.against.since.month,
        ) or (_is_leap_day(made.period.since))


def test_the_same_weekdays_are_the_same_weekdays() -> None:
    for made in drawn(("weekday",)):
        assert made.period.since.weekday() == made.against.since.weekday()
        assert made.days in (364, 371) and made.against.days == made.period.days


def test_a_day_around_an_event_stands_as_far_from_it_as_the_day_it_meets() -> None:
    for made in drawn(EVENTS):
        assert made.event_on is not None and made.event_then is not None
        assert made.event_then == event_day(made.basis.event, made.event_on.year - 1)
        for number in range(made.period.days):
            day = made.period.since + number * DAY
            assert day - made.event_on == made.earlier(day) - made.event_then


def _is_leap_day(day: date) -> bool:
    return (day.month, day.day) == (2, 29)
