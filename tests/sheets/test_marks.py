"""Marks of the calendar: which days, of which markets, on which step of a chart."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data import day_notes
from data.calendar import fill
from data.store import EVERYTHING, Choice, Store, writing
from sheets.marks import CLOSED, MOST, CalendarMark, Steps, countries, marks, noted
from sheets.part import Part
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order, product

CHINA, ITALY, FRANCE = Choice(market=("CN",)), Choice(market=("IT",)), Choice(market=("FR",))


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A shop with boutiques in Milan and Florence and its days of 2019 to 2021 in the calendar: 6 orders from China, 5 Italy, 1 Japan."""
    home = tmp_path_factory.mktemp("marked")
    stores = [
        {"store_id": code, "channel": "boutique", "region": region, "country": "IT", "tz": "Europe/Rome"}
        for code, region in (("mi1", "Lombardia"), ("fi1", "Toscana"))
    ]
    bought = ["CN"] * 6 + ["IT"] * 5 + ["JP"]
    orders = [
        order(f"o{i}", f"2020-{i + 1:02d}-02", market=code, store_id=("mi1", "fi1")[i % 2])
        for i, code in enumerate(bought)
    ]
    lines = [line(f"o{i}") for i in range(len(bought))]
    opened(home, stores=stores, products=[product()], orders=orders, order_lines=lines).close()
    with writing(home) as writer:
        fill(writer.execute, 2019, 2021)
        writer.touched.add("market_calendar")
    return Reading.of(Store.open(home))


def days(first: str, last: str, step: str = "D") -> pd.Series:
    return pd.Series(pd.date_range(first, last, freq=step))


def told(found: list[CalendarMark]) -> dict[str, str]:
    return {str(mark.on): " / ".join(mark.told) for mark in found}


def test_a_mark_falls_on_the_step_that_holds_its_day(reading: Reading) -> None:
    qixi = date(2020, 8, 25)
    for step, on in (("D", qixi), ("W-MON", date(2020, 8, 24)), ("MS", date(2020, 8, 1))):
        (found,) = marks(reading, CHINA, days("2020-08-01", "2020-09-10", step))
        assert (found.on, found.until, found.label) == (on, None, "Qixi")
        assert found.told == ("Qixi · 25 Aug 2020",)


def test_the_last_step_holds_all_of_its_days_and_no_more(reading: Reading) -> None:
    months = days("2020-06-01", "2020-08-01", "MS")
    assert [mark.label for mark in marks(reading, CHINA, months)][-1] == "Qixi"
    weeks = days("2020-07-27", "2020-08-17", "W-MON")
    assert marks(reading, CHINA, weeks) == []


def test_what_meets_on_one_step_is_one_mark_that_tells_all(reading: Reading) -> None:
    found = marks(reading, CHINA, days("2020-10-01", "2020-12-01", "MS"))
    november = next(mark for mark in found if mark.on == date(2020, 11, 1))
    assert november.label == "11.11"
    assert [line.split(" · ")[0] for line in november.told] == ["11.11", "11.11, first wave", "11.11, second wave"]


def test_a_closure_is_a_stretch_with_its_place(reading: Reading) -> None:
    found = marks(reading, ITALY, days("2020-03-01", "2020-06-01"))
    lockdown, reopening = (next(mark for mark in found if mark.label == name) for name in ("Lockdown", "Reopening"))
    assert (lockdown.on, lockdown.until) == (date(2020, 3, 9), date(2020, 5, 17))
    assert lockdown.told[0].startswith("Lockdown · Italy · 9") and reopening.on == date(2020, 5, 18)
    assert not marks(reading, ITALY, days("2020-03-01", "2020-06-01"), without=CLOSED)


def test_one_that_began_before_the_chart_begins_with_it(reading: Reading) -> None:
    (lockdown,) = [mark for mark in marks(reading, ITALY, days("2020-04-01", "2020-05-10")) if mark.until]
    assert (lockdown.on, lockdown.until) == (date(2020, 4, 1), date(2020, 5, 10))


def test_another_market_has_other_days(reading: Reading) -> None:
    span = days("2020-07-01", "2020-08-31")
    assert told(marks(reading, FRANCE, span)) == {"2020-07-15": "French summer sales · 15 Jul 2020"}
    assert told(marks(reading, ITALY, span)) == {"2020-08-01": "Summer sales · 1 Aug 2020"}
    assert marks(reading, Choice(market=("JP",)), span) == []


def test_without_a_choice_the_main_markets_count(reading: Reading) -> None:
    assert countries(reading, EVERYTHING) == ("CN", "IT")  # one order in twelve is no tenth
    assert list(told(marks(reading, EVERYTHING, days("2020-07-20", "2020-08-31")))) == ["2020-08-01", "2020-08-25"]


def test_sales_are_those_of_the_chosen_boutiques_region(reading: Reading) -> None:
    span = days("2021-01-01", "2021-02-05")
    for store, day in (("mi1", "2021-01-07"), ("fi1", "2021-01-30")):
        found = told(marks(reading, Choice(market=("JP",), store_id=(store,)), span))
        assert [on for on, text in found.items() if "Winter sales" in text] == [day]


def test_more_than_a_telephone_holds_leaves_out_whole_kinds(reading: Reading) -> None:
    short = marks(reading, EVERYTHING, days("2020-01-01", "2020-12-31"))
    whole = marks(reading, EVERYTHING, days("2019-01-01", "2021-12-31"))
    assert len(short) <= MOST and len(whole) <= MOST
    names = [mark.label for mark in whole]
    assert names.count("Chinese New Year") == 3 and names.count("11.11") == 3 and "520" not in names


@pytest.mark.parametrize("steps", [[], [pd.NaT], ["2020-08-25"], ["2020-08-25", "2020-08-25"]])
def test_what_is_no_line_through_time_has_no_marks(reading: Reading, steps: list[object]) -> None:
    assert Steps.of(steps) is None and marks(reading, CHINA, steps) == []


def test_a_shop_without_orders_has_none(tmp_path: Path) -> None:
    with writing(tmp_path):
        pass
    empty = Reading.of(Store.open(tmp_path))
    assert marks(empty, EVERYTHING, days("2020-01-01", "2020-12-31")) == []


@pytest.fixture
def noted_shop(tmp_path: Path) -> Reading:
    """A shop with three notes: of June 2020 on all, on China, and on Italy's boutiques."""
    rows = [order("a", "2020-05-01", market="CN"), order("b", "2020-08-01")]
    opened(tmp_path, products=[product()], orders=rows, order_lines=[line("a"), line("b")]).close()
    day_notes.add(tmp_path, date(2020, 6, 3), "Window <b>display</b>")
    day_notes.add(tmp_path, date(2020, 6, 5), "Live stream", "CN")
    day_notes.add(tmp_path, date(2020, 7, 1), "New manager", "IT", "boutique")
    return Reading.of(Store.open(tmp_path))


def own(found: list[CalendarMark]) -> dict[str, tuple[str, ...]]:
    return {str(mark.on): mark.told for mark in found if mark.is_note}


def test_a_note_is_a_mark_on_its_step_with_what_it_is_of(noted_shop: Reading) -> None:
    months = days("2020-05-01", "2020-08-01", "MS")
    assert own(marks(noted_shop, EVERYTHING, months)) == {
        "2020-06-01": ("Window <b>display</b> · 3 Jun 2020", "Live stream · China · 5 Jun 2020"),
        "2020-07-01": ("New manager · Italy · Boutique · 1 Jul 2020",),
    }
    assert list(own(marks(noted_shop, CHINA, months))) == ["2020-06-01"]
    assert own(marks(noted_shop, Choice(market=("IT",), channel=("ecommerce",)), months)) == {
        "2020-06-01": ("Window <b>display</b> · 3 Jun 2020",)
    }


def test_a_series_is_exported_with_the_notes_of_its_steps(noted_shop: Reading) -> None:
    table = pd.DataFrame({"month": pd.date_range("2020-05-01", periods=4, freq="MS"), "net_eur": 1.0})
    part = noted(noted_shop, CHINA, Part("", "x", table, table), "month")
    assert part.table["notes"].tolist() == [
        "",
        "Window <b>display</b> · 3 Jun 2020; Live stream · China · 5 Jun 2020",
        "",
        "",
    ]
    early = table.assign(month=table["month"] - pd.DateOffset(years=1))
    assert "notes" not in noted(noted_shop, CHINA, Part("", "x", early, early), "month").table


def test_a_day_in_a_hole_of_a_chart_is_of_no_step_beside_it(noted_shop: Reading) -> None:
    months = pd.Series(pd.to_datetime(["2020-03-01", "2020-04-01", "2020-05-01", "2020-08-01"]))
    assert list(own(marks(noted_shop, EVERYTHING, months))) == ["2020-06-03", "2020-06-05", "2020-07-01"]
    table = pd.DataFrame({"month": months, "net_eur": 1.0})
    assert (
        noted(noted_shop, EVERYTHING, Part("", "x", table, table), "month")
        .table.get("notes", pd.Series(""))
        .eq("")
        .all()
    )


def test_steps_of_four_weeks_are_no_months() -> None:
    weeks, months = Steps.of(days("2020-01-06", "2020-06-30", "28D")), Steps.of(days("2020-01-01", "2020-02-29", "MS"))
    assert weeks is not None and (weeks.period.until - weeks.starts[-1]).days == 28
    assert months is not None and months.period.until == date(2020, 3, 1)
