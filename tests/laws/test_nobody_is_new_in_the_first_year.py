"""Law: who was a customer before the files begin is not called new.

Broken once: a new share of 88 % and "it gets worse by 22.1 points a year" on a file of one year.
"""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.cohorts import cohorts, trend
from analytics.compare import Basis, comparison
from analytics.kpi_series import kpi_series
from analytics.kpis import kpis
from analytics.measures import newness
from analytics.period import Period
from analytics.reach import reach
from analytics.results import CannotTell
from analytics.sales_by import sales_by
from data.store import Choice, Store
from tests.analytics.shop import line, opened, order, product

REGULARS = [f"regular{n}" for n in range(40)]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Forty regulars who buy every quarter, from before the file begins on, and two new customers a quarter who come once."""
    days = [f"{year}-{month:02d}-10" for year in (2019, 2020, 2021) for month in (1, 4, 7, 10)]
    bought = [(day, who) for day in days for who in REGULARS] + [(day, f"new{day}{n}") for day in days for n in (1, 2)]
    orders = [order(f"o{i}", day, who) for i, (day, who) in enumerate(bought)]
    return opened(
        tmp_path_factory.mktemp("store"),
        orders=orders,
        order_lines=[line(row["order_id"]) for row in orders],
        products=[product()],
    )


@pytest.mark.parametrize("choice", [Choice(), Choice(market=("IT",)), Choice(tier=("luxury",))])
def test_the_first_year_has_no_new_customers_to_tell_and_the_second_has(shop: Store, choice: Choice) -> None:
    first, second = (kpis(shop, choice, period=Period.year(year)).loc["current"] for year in (2019, 2020))
    assert first[list(newness())].isna().all()
    later = kpis(shop, choice, period=Period(date(2020, 2, 1), date(2021, 2, 1))).loc["current"]
    assert (later["new_customers"], later["buyers"]) == (8, 48)
    assert later["new_share"] == 8 / 48
    assert second[list(newness())].isna().all()  # it begins nine days too early: the first order is of 10 January


def test_breakdowns_and_lines_are_blank_where_the_cards_are(shop: Store) -> None:
    cut = sales_by(shop, period=Period(date(2020, 2, 1), date(2021, 2, 1)), by="channel").set_index("period")
    assert cut.loc["current", "new_customers"] == 8 and pd.isna(cut.loc["last_year", "new_customers"])
    series = kpi_series(shop, period=Period(date(2019, 1, 1), date(2021, 1, 1)), grain="month").set_index("bucket")
    assert series.loc[:"2020-01-01", "new_share"].isna().all()
    assert series.loc["2020-04-01", "new_customers"] == 2


def test_cohorts_of_the_first_year_are_no_part_of_the_direction(shop: Store) -> None:
    found = cohorts(shop, grain="quarter", smallest=1)
    line_of = trend(found, "retention", k=1)
    assert found.new_from == date(2020, 1, 10)
    assert line_of.points.loc[line_of.points["is_new"], "cohort"].min() >= pd.Timestamp("2020-01-10")
    assert not line_of.points["is_new"].iloc[0]


def test_a_file_of_one_year_has_no_direction(tmp_path: Path) -> None:
    rows = [order(f"o{m}{who}", f"2020-{m:02d}-05", who) for m in range(1, 13) for who in REGULARS[: 40 - 3 * m]]
    young = opened(tmp_path, orders=rows, order_lines=[line(row["order_id"]) for row in rows])
    assert pd.isna(trend(cohorts(young, smallest=1), "retention", k=3).per_year)
    assert pd.isna(kpis(young, period=Period.year(2020)).loc["current", "new_share"])


def test_incomplete_years_are_compared_over_the_days_both_have(shop: Store) -> None:
    known = reach(shop)
    assert (known.first_on, known.data_to) == (date(2019, 1, 10), date(2021, 10, 10))
    shared = comparison(known, Period.year(2020), Basis("last_year")).shared(known)
    assert shared.period == Period(date(2020, 1, 10), date(2021, 1, 1))
    assert comparison(known, Period.year(2021), Basis("last_year")).period == Period(
        date(2021, 1, 1), date(2021, 10, 11)
    )
    week = Period(date(2020, 1, 1), date(2020, 1, 16))
    with pytest.raises(CannotTell, match="baseline_hardly_known"):
        comparison(known, week, Basis("last_year")).shared(known)
    both = kpis(shop, period=shared.period)
    assert both["is_covered"][["current", "last_year"]].all()


def test_a_year_that_the_data_end_in_is_held_against_as_many_days(shop: Store) -> None:
    found = kpis(shop, period=Period.year(2021))
    assert found.loc["current", "orders"] == found.loc["last_year", "orders"] == 4 * 42
    assert str(found.loc["last_year", "until"].date()) == "2020-10-11"
