"""What a period is held against, as a reader reads it."""

from datetime import date, timedelta

import pytest

from analytics.compare import EVENTS, PLAIN, Basis, comparison
from analytics.period import Period
from analytics.reach import Reach
from words import comparisons
from words.messages import speaking

KNOWN = Reach(date(2018, 1, 1), date(2026, 11, 22), date(2026, 11, 22), date(2026, 11, 22))


def said(code: str, first: str, last: str) -> str:
    period = Period(date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1))
    return comparisons.beside(comparison(KNOWN, period, Basis.of(code))).replace("\u2009", " ")


@pytest.mark.parametrize(
    ("code", "days", "words"),
    [
        ("weekday", ("2025-12-01", "2025-12-07"), "vs the same week last year, 2–8 Dec 2024"),
        ("weekday", ("2025-12-02", "2025-12-08"), "vs the same weekdays last year, 3–9 Dec 2024"),
        ("last_year", ("2025-12-01", "2025-12-07"), "vs last year, 1–7 Dec 2024"),
        ("previous", ("2026-03-01", "2026-03-31"), "vs the month before, 1–28 Feb 2026"),
        ("previous", ("2026-03-01", "2026-03-14"), "vs the same days of the month before, 1–14 Feb 2026"),
        ("previous", ("2026-03-14", "2026-03-14"), "vs the day before, 13 Mar 2026"),
        ("previous", ("2026-03-09", "2026-03-15"), "vs the week before, 2–8 Mar 2026"),
        ("previous", ("2026-04-01", "2026-06-30"), "vs the period before, 1 Jan – 31 Mar 2026"),
        ("2019", ("2026-03-09", "2026-03-15"), "vs 2019, 9–15 Mar 2019"),
        ("qixi", ("2026-08-12", "2026-08-26"), "vs Qixi 2025, 22 Aug – 5 Sept 2025"),
        ("2025-01-01", ("2026-03-09", "2026-03-10"), "vs the days chosen, 1–2 Jan 2025"),
    ],
)
def test_the_earlier_days_are_called_what_people_call_them(code: str, days: tuple[str, str], words: str) -> None:
    assert said(code, *days) == words


@pytest.mark.parametrize("lang", ["it", "zh"])
def test_every_choice_of_the_picker_is_in_the_readers_words(lang: str) -> None:
    codes = [*PLAIN, "custom", *EVENTS]
    with speaking(lang):
        found = [comparisons.option(code) for code in codes]
    assert len(set(found)) == len(codes)
    assert not set(found) & {comparisons.option(code) for code in codes}


def test_a_year_is_its_own_word() -> None:
    assert comparisons.option("2019") == "2019" and comparisons.option("qixi-2019") == "Qixi 2019"
