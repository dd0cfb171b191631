"""Periods as people ask for them."""

from datetime import date, timedelta

import pytest

from analytics.compare import EVENTS, PRESETS, latest_event, preset


@pytest.mark.parametrize(
    ("code", "last", "first_and_last"),
    [
        ("yesterday", "2026-11-22", ("2026-11-22", "2026-11-22")),
        ("last_week", "2026-11-22", ("2026-11-16", "2026-11-22")),  # a Sunday: the week is over
        ("last_week", "2026-11-24", ("2026-11-16", "2026-11-22")),
        ("mtd", "2026-11-22", ("2026-11-01", "2026-11-22")),
        ("mtd", "2024-02-29", ("2024-02-01", "2024-02-29")),
        ("month", "2026-11-22", ("2026-11-01", "2026-11-30")),
        ("last_month", "2026-03-31", ("2026-02-01", "2026-02-28")),
        ("last_month", "2026-01-05", ("2025-12-01", "2025-12-31")),
        ("season", "2026-11-22", ("2026-08-01", "2027-01-31")),
        ("season", "2027-01-31", ("2026-08-01", "2027-01-31")),
        ("season", "2026-02-01", ("2026-02-01", "2026-07-31")),
        ("last_season", "2026-11-22", ("2026-02-01", "2026-07-31")),
        ("last_season", "2026-03-01", ("2025-08-01", "2026-01-31")),
        ("qixi-2026", "2026-11-22", ("2026-08-12", "2026-08-26")),
        ("cny-2025", "2026-11-22", ("2025-01-22", "2025-02-05")),
        ("11.11-2025", "2026-11-22", ("2025-11-04", "2025-11-18")),
    ],
)
def test_a_preset_is_these_days(code: str, last: str, first_and_last: tuple[str, str]) -> None:
    period = preset(code, date.fromisoformat(last))
    assert period is not None
    assert (str(period.since), str(period.until - timedelta(days=1))) == first_and_last


def test_sales_of_a_region_are_around_its_own_day() -> None:
    period = preset("saldi_summer-2020", date(2026, 1, 1), "Sicilia")
    assert period is not None and period.since == date(2020, 6, 24)


@pytest.mark.parametrize("code", ["", "tomorrow", "qixi", "qixi-2016", "11.11_first-2019", "halloween-2020", "-2020"])
def test_what_names_no_days_is_none(code: str) -> None:
    assert preset(code, date(2026, 11, 22)) is None


def test_no_preset_but_seasons_and_the_month_reaches_past_the_last_day() -> None:
    for number in range(800):
        last = date(2024, 1, 1) + timedelta(days=number)
        for code in set(PRESETS) - {"month", "season"}:
            period = preset(code, last)
            assert period is not None and period.until <= last + timedelta(days=1), (code, last)


@pytest.mark.parametrize(
    ("event", "last", "code"),
    [
        ("qixi", "2026-08-11", "qixi-2025"),  # the days around the next begin on the 12th
        ("qixi", "2026-08-12", "qixi-2026"),
        ("saldi_winter", "2025-12-28", "saldi_winter-2026"),  # 3 January is a week away
        ("11.11_first", "2026-11-22", "11.11_first-2025"),
        ("qixi", "2010-01-01", ""),
    ],
)
def test_the_latest_event_is_the_last_whose_days_have_begun(event: str, last: str, code: str) -> None:
    assert latest_event(event, date.fromisoformat(last)) == code


def test_every_event_has_a_latest_one() -> None:
    assert all(latest_event(event, date(2026, 11, 22)).startswith(f"{event}-20") for event in EVENTS)
