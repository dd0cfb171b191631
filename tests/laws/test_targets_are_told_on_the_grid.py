"""Law: who may not see persons is told targets of whole months against sales that the cube shows, and how the month ends in round figures."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from analytics.measures import Cut, figures
from analytics.period import Period, months_later
from analytics.reach import UNCUT, Compared
from analytics.targets import outlook, targets
from data.errors import TooFew
from data.sample import build
from data.store import EVERYTHING, Choice, Rights, Store
from data.store.cells import HIDDEN
from sheets import targets as sheet
from sheets.choice import Chosen
from sheets.past import past
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order
from tests.analytics.targets.test_targets import budget

FEWEST = 5
BY = ("channel", "market", "store_id")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("shop")
    build(folder, customers=8_000, seed=11)
    return Store.open(folder)


@pytest.fixture(scope="module")
def seen(whole: Store) -> Iterator[Store]:
    yield whole.seen_by(Rights(smallest=FEWEST))


@pytest.fixture(scope="module")
def year(seen: Store) -> Period:
    return Period(months_later(seen.cube.grid.anchor, -12), seen.cube.grid.anchor)


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("months", [1, 12])
def test_sales_against_a_target_are_those_that_are_told(by: str, months: int, seen: Store, year: Period) -> None:
    span = Period(months_later(year.until, -months), year.until)
    try:
        told = figures(seen, EVERYTHING, ("net_eur",), {"of": Compared(span, UNCUT, span.until)}, Cut((by,)))
    except TooFew:
        with pytest.raises(TooFew):
            targets(seen, period=span, by=by)
        return
    found = targets(seen, period=span, by=by)
    assert found.reason is None
    sold = told.assign(slice=told[by].fillna("")).groupby("slice")["net_eur"].sum()
    for row in found.rows.to_dict("records"):
        assert row["sold_eur"] == pytest.approx(sold[row["slice"]], abs=0.01)
    slices = {row["slice"] for row in found.rows.to_dict("records")}
    assert len(slices) > 1
    if slices == set(sold.index):
        of_all = targets(seen, period=span)
        assert found.rows["target_eur"].sum() == pytest.approx(of_all.rows["target_eur"].sum())


def test_the_whole_shops_target_is_that_of_who_sees_persons(whole: Store, seen: Store, year: Period) -> None:
    mine, theirs = targets(seen, period=year), targets(whole, period=year)
    assert mine.rows["target_eur"].tolist() == theirs.rows["target_eur"].tolist()
    apart = mine.rows["sold_eur"][0] - theirs.rows["sold_eur"][0]
    assert apart == pytest.approx(theirs.outside_eur, abs=0.1)
    assert mine.counts_all == bool(theirs.outside_eur) or not apart


def test_the_month_that_runs_is_due_in_whole_percents_of_the_whole_shops_course(seen: Store) -> None:
    grid = seen.cube.grid
    month = Period(grid.anchor, months_later(grid.anchor, 1))
    row = targets(seen, period=month).rows.iloc[0]
    share = row["due_eur"] / row["target_eur"]
    assert 0 < share < 1 and share * 100 == pytest.approx(round(share * 100), abs=1e-6)


@pytest.mark.parametrize("days", [(0, 7), (3, 30)])
def test_weeks_and_parts_of_months_have_no_target(days: tuple[int, int], seen: Store, year: Period) -> None:
    monday = year.since + timedelta(days=-year.since.weekday() % 7)
    span = Period(monday + timedelta(days=days[0]), monday + timedelta(days=days[1]))
    found = targets(seen, period=span)
    assert found.rows.empty and found.reason is not None and found.reason.code == "budget_told_by_month"


@pytest.mark.parametrize("span", ["month", "quarter"])
def test_how_the_month_ends_is_told_in_round_figures(span: str, whole: Store, seen: Store) -> None:
    mine, theirs = outlook(seen, span=span), outlook(whole, span=span)
    assert mine.reason == theirs.reason
    if mine.reason is not None:
        return
    unit = 10.0 ** (np.floor(np.log10(theirs.expected_eur)) - 2)
    for name in ("sold_eur", "to_return_eur", "expected_eur", "low_95_eur", "high_95_eur"):
        told = getattr(mine, name)
        assert abs(told - getattr(theirs, name)) <= unit / 2 + 1e-6 and told % unit == pytest.approx(0, abs=1e-3)
    assert mine.probability * 100 == pytest.approx(round(mine.probability * 100))
    assert abs(mine.probability - theirs.probability) <= 0.025 + 1e-9


def test_a_choice_of_few_in_a_month_has_no_outlook(seen: Store) -> None:
    few = [a for year, a, _b in seen.cube.hidden(("market",))["month"] if year == 0]
    assert few
    with pytest.raises(TooFew):
        outlook(seen, Choice(market=(few[0],)))


def test_how_the_month_ends_stands_under_the_twelve_months_before_it(seen: Store, year: Period) -> None:
    reading = Reading.of(seen)
    chosen = Chosen(EVERYTHING, year)
    assert sheet.ends(reading, chosen, past(reading, chosen)) is not None


def test_a_row_of_hidden_values_has_no_target_beside_it(seen: Store, year: Period) -> None:
    reading = Reading.of(seen)
    table, columns, _said = sheet.beside(reading, past(reading, Chosen(EVERYTHING, year)), "channel")
    assert columns and HIDDEN not in set(table["slice"])
    assert isinstance(year.since, date)


def test_a_budget_of_one_channel_is_held_against_that_channel_alone(tmp_path: Path) -> None:
    days = [date(2024, 10, 1) + timedelta(days=number) for number in range(400)]
    orders = [
        order(f"{where}{day}", str(day), f"{where}{day}", 100.0, channel=where)
        for day in days
        for where in ("boutique", "ecommerce")
    ]
    lines = [line(row["order_id"]) for row in orders]
    shop = opened(
        tmp_path / "store", orders=orders, order_lines=lines, budgets=[budget("2025-09", 3000, channel="boutique")]
    )
    seen = shop.seen_by(Rights(smallest=FEWEST))
    september = Period(date(2025, 9, 1), date(2025, 10, 1))
    found = targets(seen, period=september)
    assert found.rows[["target_eur", "sold_eur"]].to_numpy().tolist() == [[3000, 3000]] and found.outside_eur == 3000
    quarter = targets(seen, period=Period(date(2025, 7, 1), date(2025, 10, 1)))
    assert quarter.rows["sold_eur"].tolist() == [3000] and len(quarter.lacking) == 2
    assert targets(seen, period=september, by="channel").rows["slice"].tolist() == ["boutique"]
