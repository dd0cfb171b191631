"""The table of events: rules, facts, and facts that override a rule."""

import csv
from datetime import date
from pathlib import Path

import duckdb
import pytest

from data.calendar import days, events, fill, spans
from data.calendar.events import FOLDER, Event, facts, write

ALL = events()


def starts(name: str, market: str) -> dict[int, date]:
    return {event.start.year: event.start for event in spans(ALL, name, market)}


def test_the_saldi_that_broke_the_rule_stand_as_they_were() -> None:
    summer = starts("saldi summer", "IT")
    assert summer[2020] == date(2020, 8, 1) and summer[2023] == date(2023, 7, 6)
    assert summer[2022] == date(2022, 7, 2)
    regional = {
        event.region: event.start for event in ALL if event.event == "saldi summer" and event.start.year == 2020
    }
    assert regional["Sicilia"] == regional["Calabria"] == date(2020, 7, 1)


def test_each_year_has_one_national_start_of_each_sale() -> None:
    for name, market in (
        ("saldi winter", "IT"),
        ("saldi summer", "IT"),
        ("soldes winter", "FR"),
        ("soldes summer", "FR"),
    ):
        found = [event.start.year for event in spans(ALL, name, market)]
        assert found == sorted(set(found)) == list(range(2017, 2031))


def test_qixi_is_the_seventh_of_the_seventh() -> None:
    qixi = starts("Qixi", "CN")
    assert (qixi[2020], qixi[2026], qixi[2030]) == (date(2020, 8, 25), date(2026, 8, 19), date(2030, 8, 5))


def test_lockdowns_end_the_day_before_they_reopen() -> None:
    for market, day in (("IT", date(2020, 5, 18)), ("CN", date(2020, 4, 8)), ("FR", date(2020, 5, 11))):
        closed, opened = spans(ALL, "lockdown", market), spans(ALL, "reopening", market)
        assert opened[0].start == day
        assert (opened[0].start - closed[0].end).days == 1


def test_promotions_are_banned_before_the_saldi_as_long_as_the_region_says() -> None:
    bans = {
        event.region: event
        for event in ALL
        if event.event == "no promotions before saldi summer" and event.start.year == 2022
    }
    assert bans["Lombardia"].start == date(2022, 6, 2) and bans["Lombardia"].end == date(2022, 7, 1)
    assert (bans["Liguria"].end - bans["Liguria"].start).days == 39
    assert "Sicilia" not in bans


def test_days_are_unique_by_market_and_event_and_inside_the_span() -> None:
    rows = list(days(date(2020, 1, 1), date(2021, 1, 1)))
    assert len({row[:3] for row in rows}) == len(rows)
    assert all(date(2020, 1, 1) <= row[0] < date(2021, 1, 1) for row in rows)
    assert sum(row[1] == "IT" and row[3] == "lockdown" for row in rows) == 70


def test_an_event_that_began_the_year_before_reaches_into_this_one() -> None:
    assert any(row[2] == "lockdown winter" and row[1] == "DE" for row in days(date(2021, 1, 1), date(2021, 1, 2)))


def test_the_store_takes_every_event_and_filling_twice_changes_nothing() -> None:
    connection = duckdb.connect()
    connection.execute((FOLDER.parent / "schema.sql").read_text(encoding="utf-8"))
    counts = []
    for _ in range(2):
        fill(lambda sql, params: connection.execute(sql, params).fetchall(), 2018, 2020)
        counts.append(connection.execute("select count(*) from market_calendar").fetchall())
    assert counts[0] == counts[1] != [(0,)]


def test_the_written_table_is_the_current_one(tmp_path: Path) -> None:
    write(tmp_path / "events.csv")
    assert (tmp_path / "events.csv").read_text(encoding="utf-8") == (FOLDER / "events.csv").read_text(encoding="utf-8")
    with (FOLDER / "events.csv").open(encoding="utf-8", newline="") as lines:
        assert all(row["source"] for row in csv.DictReader(lines))


def test_a_fact_that_runs_backwards_is_refused_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "facts.csv"
    broken.write_text("event,market,region,start,end,kind,source\nx,IT,,2020-02-02,2020-02-01,other,test\n")
    with pytest.raises(ValueError, match=r"facts.csv line 2: ends on 2020-02-01, before it starts"):
        facts(broken)
    broken.write_text("event,market,region,start,end,kind,source\nx,IT,,2.2.2020,2020-02-01,other,test\n")
    with pytest.raises(ValueError, match="write days as 2020-03-09"):
        facts(broken)


def test_a_regional_event_names_its_region() -> None:
    assert (
        Event("lockdown", "CN", "Shanghai", date(2022, 4, 1), date(2022, 5, 31), "lockdown", "x").label
        == "lockdown (Shanghai)"
    )
