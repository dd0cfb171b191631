"""Law: who may not see persons is told what is unusual by steps that the cube shows them, and of nothing else."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from analytics.measures import Cut, figures
from analytics.period import Period, week_start
from analytics.reach import UNCUT, Compared, reach
from analytics.unusual import unusual
from analytics.unusual.on_grid import COLUMNS, on_grid
from data.errors import TooFew
from data.store import EVERYTHING, Choice, Rights, Store
from sheets import unusual as sheet
from sheets.choice import Chosen
from sheets.reading import Reading
from tests.analytics.doubt.shops import FIRST, WEEKS, Making, opened, orders
from tests.laws.twins.detail import Detail

FEWEST = 5
LAST = FIRST + timedelta(weeks=WEEKS - 1)


def _rows(store: Store, choice: Choice = EVERYTHING) -> pd.DataFrame:
    known = reach(store)
    return pd.DataFrame(on_grid(store, choice, known, week_start(known.until)))


@pytest.fixture(scope="module")
def halted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A large shop of two markets whose wallet sold a fifth of what it was to sell in the last week."""
    made = orders(Making(customers=1500), 11)
    made["market"] = made["market"].where(made["market"] == "US", "IT")
    is_lost = (made["ordered_on"] >= LAST) & (made["channel"] == "wallet") & (made.index.to_numpy() % 5 > 0)
    store = opened(tmp_path_factory.mktemp("halted"), made[~is_lost].reset_index(drop=True))
    yield store.seen_by(Rights(smallest=FEWEST))


def test_a_channel_that_stood_still_for_a_week_is_told_to_who_may_not_see_persons(halted: Store) -> None:
    first = unusual(halted).rows.iloc[0]
    assert first["channel"] == "wallet" and first[["market", "store_id"]].isna().all()
    assert first["value"] < first["expected_low"]
    part = sheet.week(Reading.of(halted), Chosen(EVERYTHING, Period(LAST - timedelta(days=364), LAST)))
    assert "channel=wallet" in part.drawn["address"].iloc[0] and "one market, channel or boutique" in part.captions[0]


@pytest.mark.parametrize("fewest", [FEWEST, 20])
def test_each_slice_is_of_one_column_and_of_enough_customers(fewest: int, halted: Store) -> None:
    whole = Store(halted.path)
    rows = _rows(whole.seen_by(Rights(smallest=fewest)))
    assert rows["by"].nunique() > 1
    assert (rows[list(COLUMNS)].notna().sum(axis=1) <= 1).all()
    for row in rows.to_dict("records"):
        where = {column: row[column] for column in COLUMNS if pd.notna(row[column])}
        held_by = [f"{column} = '{value}'" for column, value in where.items()]
        told = " and ".join([*held_by, f"ordered_on >= '{row['since']}'", f"ordered_on < '{row['until']}'"])
        customers = whole.query(f"select count(distinct customer_id) as n from orders_mart where {told}")["n"][0]
        assert customers >= fewest, row
        span = Compared(Period(row["since"], row["until"]), UNCUT, row["until"])
        choice = Choice.of({column: (value,) for column, value in where.items()})
        figure = figures(whole, choice, (row["figure"],), {"of": span}, Cut())[row["figure"]][0]
        assert row["value"] == pytest.approx(figure)


def test_two_columns_are_told_by_month_where_they_are_shown_and_else_refused(detail: Detail) -> None:
    seen = detail.store.seen_by(Rights(smallest=FEWEST))
    few = [cell for _year, *cell in seen.cube.hidden(("market",))["month"]]
    assert few
    with pytest.raises(TooFew):
        _rows(seen, Choice(market=(few[0][0],), channel=("boutique",)))


def test_where_weeks_are_of_few_the_last_month_that_is_over_is_judged(tmp_path: Path) -> None:
    made = orders(Making(customers=250), 12).assign(market="IT")
    earlier = made.assign(ordered_on=made["ordered_on"] - timedelta(days=728))
    both = pd.concat([earlier, made], ignore_index=True)
    both = both[both["ordered_on"] < date(2023, 12, 12)].reset_index(drop=True)
    whole = opened(tmp_path, both)
    rows = _rows(whole.seen_by(Rights(smallest=20)))
    of_channels = rows[rows["by"] == "channel"]
    assert len(of_channels) and set(of_channels["since"]) == {date(2023, 11, 1)}
    assert set(of_channels["until"]) == {date(2023, 12, 1)}
