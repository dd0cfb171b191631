"""Spans of days and what they are compared with."""

from datetime import date

import pytest

from analytics.period import Period, months_later


def test_the_month_before_march_is_february_however_long() -> None:
    assert Period.month(2020, 3).previous == Period(date(2020, 2, 1), date(2020, 3, 1))


def test_ten_days_are_held_against_the_ten_before() -> None:
    assert Period(date(2020, 3, 11), date(2020, 3, 21)).previous == Period(date(2020, 3, 1), date(2020, 3, 11))


def test_a_leap_day_alone_has_a_day_to_stand_beside() -> None:
    assert Period(date(2020, 2, 29), date(2020, 3, 1)).last_year == Period(date(2019, 2, 28), date(2019, 3, 1))


def test_the_end_of_march_less_a_month_is_the_end_of_february() -> None:
    assert months_later(date(2021, 3, 31), -1) == date(2021, 2, 28)
    assert months_later(date(2021, 11, 15), 3) == date(2022, 2, 15)


def test_a_period_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="from 2020-01-02 until 2020-01-02 has no day"):
        Period(date(2020, 1, 2), date(2020, 1, 2))
