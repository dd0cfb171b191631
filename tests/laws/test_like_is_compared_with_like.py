"""Law: two sides of a comparison are of the same days of a period, of the same stores, and one number wherever they are shown.

Broken once: a month of which 14 days are over stood against the last 14 days of the month before, and the 1st to the 28th of
February of a leap year against 27 days.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from analytics.bridge import bridge
from analytics.compare import Basis, comparable, compared, comparison
from analytics.kpi_series import sales_trend
from analytics.kpis import kpis
from analytics.period import Period
from analytics.reach import reach
from analytics.sales_by import sales_by
from data.store import EVERYTHING, Choice, Store
from sheets.choice import Chosen, days_of
from sheets.past import past
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order, product

BASES = ("last_year", "weekday", "previous", "2024", "2024-10-07", "11.11")
NOVEMBER = Period.month(2025, 11)


def daily(home: Path, since: date, until: date, **told: object) -> Store:
    """One order of 100 a day, by two stores in turn; a third opens in 2025."""
    days = [stamp.date() for stamp in pd.date_range(since, until - timedelta(days=1))]
    stores = ("milano", "roma")
    orders = [order(f"o{day}", str(day), store_id=stores[day.toordinal() % 2]) for day in days]
    orders += [order(f"n{day}", str(day), store_id="new") for day in days if day.year == 2025]
    return opened(
        home, orders=orders, order_lines=[line(each["order_id"]) for each in orders], products=[product()], **told
    )


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return daily(tmp_path_factory.mktemp("store"), date(2023, 9, 1), date(2025, 11, 15))


@pytest.mark.parametrize("code", ["last_year", "previous", "weekday", "2024", "11.11"])
def test_a_month_of_which_fourteen_days_are_over_is_held_against_fourteen(shop: Store, code: str) -> None:
    held = comparison(reach(shop), NOVEMBER, Basis.of(code))
    found = kpis(shop, Choice(store_id=("milano", "roma")), period=NOVEMBER, against=(held,))
    assert found["orders"].to_dict() == {"current": 14, code: 14}


@pytest.mark.parametrize("code", ["last_year", "2024"])
def test_the_first_28_days_of_february_are_28_days_in_each_year(shop: Store, code: str) -> None:
    leap = Period(date(2024, 2, 1), date(2024, 2, 29))
    assert leap.last_year == Period(date(2023, 2, 1), date(2023, 3, 1))
    plain = comparison(reach(shop), Period(date(2025, 2, 1), date(2025, 3, 1)), Basis.of(code))
    assert plain.against == Period.month(2024, 2)


@pytest.mark.parametrize("code", BASES)
def test_the_earlier_days_are_one_number_in_cards_breakdowns_bridge_and_line(shop: Store, code: str) -> None:
    held = comparison(reach(shop), NOVEMBER, Basis.of(code))
    card = kpis(shop, period=held.period, against=(held,)).loc[code, "net_eur"]
    cut = sales_by(shop, period=held.period, by="store_id", against=(held,)).set_index("period").loc[[code], "net_eur"]
    parts = bridge(shop, period=held.period, against=held.against)
    assert card > 0 and cut.sum() == pytest.approx(card) and parts.before == pytest.approx(card)
    for grain in ("day", "week", "month"):
        trend = sales_trend(shop, period=held.period, grain=grain, against=held)
        assert trend["net_before_eur"].sum() == pytest.approx(card), grain


def test_several_pasts_at_once_are_each_what_they_are_alone(shop: Store) -> None:
    several = compared(reach(shop), NOVEMBER, [Basis.of(code) for code in BASES])
    together = kpis(shop, period=NOVEMBER, against=several)
    assert list(together.index) == ["current", *BASES]
    for held in several:
        alone = kpis(shop, period=NOVEMBER, against=(held,))
        pd.testing.assert_series_equal(together.loc[held.code], alone.loc[held.code])


def test_a_day_is_held_against_the_day_the_line_shows_it_with(tmp_path: Path) -> None:
    days = {"2024-08-10": 10.0, "2024-08-11": 20.0, "2025-08-29": 30.0, "2025-08-30": 40.0}  # Qixi and the day after
    orders = [order(day, day, total=total) for day, total in days.items()]
    lines = [line(each["order_id"], gross=each["total"]) for each in orders]
    pair = opened(tmp_path, orders=orders, order_lines=lines, products=[product()])
    held = comparison(reach(pair), Period(date(2025, 8, 29), date(2025, 8, 31)), Basis.of("qixi"))
    trend = sales_trend(pair, period=held.period, grain="day", against=held)
    assert trend[["net_eur", "net_before_eur"]].to_numpy().tolist() == [[30, 10], [40, 20]]


@pytest.mark.parametrize("code", BASES)
def test_under_the_switch_both_sides_are_of_the_same_stores(shop: Store, code: str) -> None:
    chosen = Chosen(EVERYTHING, NOVEMBER, compare=code, same_stores=True)
    held = past(Reading.of(shop), chosen)
    found = sales_by(shop, held.choice, period=held.period, by="store_id", against=held.against)
    sides = {name: set(rows["slice"]) for name, rows in found.groupby("period")}
    assert sides["current"] == sides[code] == set(held.stores)
    assert ("new" in held.stores) == (code == "previous")


def test_without_the_switch_every_store_counts(shop: Store) -> None:
    held = past(Reading.of(shop), Chosen(EVERYTHING, NOVEMBER))
    found = sales_by(shop, held.choice, period=held.period, by="store_id", against=held.against)
    assert set(found.loc[found["period"] == "current", "slice"]) == {"milano", "roma", "new"}


def test_a_day_that_was_not_over_when_it_was_loaded_is_compared_with_nothing(tmp_path: Path) -> None:
    today = datetime.now(UTC).date()
    young = daily(tmp_path, today - timedelta(days=800), today + timedelta(days=1))
    known = reach(young)
    assert (known.data_to, known.complete_to) == (today, today - timedelta(days=1))
    reading = Reading.of(young)
    period = Period(today - timedelta(days=6), today + timedelta(days=1))
    held = past(reading, Chosen(EVERYTHING, period, compare="weekday"))
    assert held.comparison is not None and held.period == held.comparison.period
    assert held.period.days == held.comparison.against.days == 6
    yesterday, everything = (days_of(reading, code, EVERYTHING) for code in ("yesterday", "all"))
    assert yesterday == Period(today - timedelta(days=1), today)
    assert everything is not None and everything.until == today + timedelta(days=1)
    alone = past(reading, Chosen(EVERYTHING, everything))
    assert alone.comparison is None and alone.period == everything


def test_a_shop_loaded_after_its_last_day_knows_all_of_it(shop: Store) -> None:
    assert reach(shop).complete_to == reach(shop).data_to == date(2025, 11, 14)


def test_earlier_days_before_the_first_are_missing_and_never_nought(shop: Store) -> None:
    reading = Reading.of(shop)
    nowhere = past(reading, Chosen(EVERYTHING, Period.month(2023, 10)))
    assert nowhere.comparison is None and nowhere.reason is not None and nowhere.reason.code == "baseline_before_data"
    partly = past(reading, Chosen(EVERYTHING, Period(date(2024, 8, 1), date(2024, 10, 1))))
    assert partly.comparison is not None and not partly.is_whole and partly.shared is not None
    assert partly.shared.period == Period(date(2024, 9, 1), date(2024, 10, 1))
    trend = sales_trend(shop, period=partly.period, grain="month", against=partly.comparison)
    assert pd.isna(trend["net_before_eur"].iloc[0]) and trend["net_before_eur"].iloc[1] == 3000
    assert not kpis(shop, period=partly.period, against=partly.against).loc["last_year", "is_covered"]


def test_comparable_stores_are_asked_of_the_whole_shop(shop: Store) -> None:
    held = comparison(reach(shop), NOVEMBER, Basis.of("last_year"))
    assert comparable(shop, held) == ("milano", "roma")
