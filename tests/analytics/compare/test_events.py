"""The day of each event, against the calendar on the wall."""

import re
from datetime import date
from pathlib import Path

import pytest

from analytics.compare import EVENTS, FAR, event_day, nearest
from analytics.period import Period

DAYS = {
    "cny": ("2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17"),
    "qixi": ("2018-08-17", "2019-08-07", "2020-08-25", "2021-08-14", "2022-08-04", "2023-08-22", "2024-08-10", "2025-08-29", "2026-08-19"),
    "black_friday": ("2018-11-23", "2019-11-29", "2023-11-24", "2024-11-29", "2025-11-28", "2026-11-27"),
    "saldi_winter": ("2018-01-05", "2019-01-05", "2020-01-04", "2025-01-04", "2026-01-03"),
    "saldi_summer": ("2020-08-01", "2023-07-06", "2026-07-04"),
    "golden_week": ("2019-10-01", "2026-10-01"),
    "520": ("2019-05-20", "2026-05-20"),
    "618": ("2019-06-18", "2026-06-18"),
    "11.11": ("2019-11-11", "2026-11-11"),
    "11.11_first": ("2022-10-31", "2024-10-21"),
    "11.11_second": ("2022-11-10", "2025-10-31"),
    "soldes_winter": ("2018-01-10", "2020-01-08", "2021-01-20", "2026-01-07"),
    "soldes_summer": ("2018-06-27", "2020-07-15", "2021-06-30", "2026-06-24"),
}  # fmt: skip


def test_no_event_is_left_out() -> None:
    assert set(DAYS) == set(EVENTS)


@pytest.mark.parametrize(("event", "day"), [(event, day) for event, days in DAYS.items() for day in days])
def test_an_event_falls_on_its_day(event: str, day: str) -> None:
    assert str(event_day(event, int(day[:4]))) == day


def test_the_lunar_days_that_were_measured_are_ours(shared: Path) -> None:
    text = (shared / "calendars.md").read_text(encoding="utf-8")
    measured = re.search(r"Qixi \(([\d, -]+)\)", text)
    assert measured is not None
    assert [str(event_day("qixi", int(day[:4]))) for day in measured[1].split(", ")] == measured[1].split(", ")
    assert "2030: CNY 3 Feb" in text and event_day("cny", 2030) == date(2030, 2, 3)


def test_sales_begin_on_the_day_of_the_region() -> None:
    assert event_day("saldi_summer", 2020, "Sicilia") == date(2020, 7, 1)
    assert event_day("saldi_summer", 2020, "Lombardia") == date(2020, 8, 1)
    assert event_day("saldi_winter", 2021, "Toscana") == date(2021, 1, 30)
    assert event_day("saldi_winter", 2026, "Valle d'Aosta") == date(2026, 1, 2)


def test_a_year_without_a_first_wave_has_none() -> None:
    assert event_day("11.11_first", 2019) is None and event_day("qixi", 2016) is None


def test_an_event_of_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="halloween is no event of the calendar; choose one of cny"):
        event_day("halloween", 2026)


def test_the_nearest_new_year_is_that_of_the_year_after_in_december() -> None:
    assert nearest("cny", Period(date(2025, 12, 20), date(2026, 1, 4))) == date(2026, 2, 17)
    assert nearest("cny", Period(date(2025, 2, 1), date(2025, 3, 1))) == date(2025, 1, 29)


@pytest.mark.parametrize(("gap", "is_near"), [(FAR, True), (FAR + 1, False)])
def test_an_event_is_near_up_to_two_months_away(gap: int, is_near: bool) -> None:
    day = date(2026, 8, 19)
    after = date.fromordinal(day.toordinal() + gap)
    before = date.fromordinal(day.toordinal() - gap)
    assert (nearest("qixi", Period(after, date.fromordinal(after.toordinal() + 1))) == day) == is_near
    assert (
        nearest("qixi", Period(date.fromordinal(before.toordinal() - 3), date.fromordinal(before.toordinal() + 1)))
        == day
    ) == is_near
