"""Rules against days that were published."""

from datetime import date

import pytest

from data.calendar import rules


@pytest.mark.parametrize("day", ["2018-01-05", "2019-01-05", "2020-01-04", "2022-01-05", "2025-01-04", "2026-01-03"])
def test_winter_saldi_start_on_the_working_day_before_epiphany_never_on_a_monday(day: str) -> None:
    assert rules.saldi_winter(int(day[:4])) == date.fromisoformat(day)


@pytest.mark.parametrize("day", ["2018-07-07", "2019-07-06", "2021-07-03", "2022-07-02", "2024-07-06", "2026-07-04"])
def test_summer_saldi_start_on_the_first_saturday_of_july(day: str) -> None:
    assert rules.saldi_summer(int(day[:4])) == date.fromisoformat(day)


def test_french_sales_start_on_wednesdays() -> None:
    assert rules.soldes_winter(2019) == date(2019, 1, 9)
    assert rules.soldes_winter(2022) == date(2022, 1, 12)
    assert rules.soldes_winter(2024) == date(2024, 1, 10)
    assert rules.soldes_summer(2022) == date(2022, 6, 22)
    assert rules.soldes_summer(2023) == date(2023, 6, 28)


def test_black_friday_follows_the_fourth_thursday() -> None:
    assert [rules.black_friday(year).day for year in (2018, 2019, 2024)] == [23, 29, 29]


@pytest.mark.parametrize("day", ["2018-02-16", "2020-01-25", "2023-01-22", "2025-01-29", "2026-02-17", "2030-02-03"])
def test_the_spring_festival_is_the_lunar_new_year_not_its_eve(day: str) -> None:
    assert rules.spring_festival(int(day[:4])) == date.fromisoformat(day)


def test_lunar_feasts() -> None:
    assert rules.mid_autumn(2020) == date(2020, 10, 1)
    assert rules.mid_autumn(2024) == date(2024, 9, 17)
    assert rules.dragon_boat(2024) == date(2024, 6, 10)


def test_china_works_on_make_up_days_and_rests_on_swapped_ones() -> None:
    assert rules.is_workday(date(2024, 2, 18), "CN")  # a Sunday
    assert not rules.is_workday(date(2024, 2, 16), "CN")  # a Friday
    assert not rules.is_workday(date(2024, 2, 24), "CN")
    assert len(rules.make_up_workdays(2024)) == 8


def test_a_city_has_its_own_saint() -> None:
    assert not rules.is_workday(date(2023, 12, 7), "IT", "MI")
    assert rules.is_workday(date(2023, 12, 7), "IT", "TO")


def test_a_market_the_library_does_not_know_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        rules.public_holidays("ZZ", 2020)


@pytest.mark.parametrize(("nth", "day"), [(1, 3), (2, 10), (-1, 31), (-2, 24)])
def test_tuesdays_are_counted_from_either_end(nth: int, day: int) -> None:
    assert rules.weekday_of_month(2024, 12, 1, nth) == date(2024, 12, day)
