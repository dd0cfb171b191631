"""Law: who kept what an earlier version told cannot work out from it and the next one what a few customers bought."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.measures import Cut, figures
from analytics.period import Period
from analytics.reach import UNCUT, Compared
from data.sample import build
from data.store import EVERYTHING, Rights, Store
from data.store.cells import Cube
from data.store.cells.grid import Grid
from tests.analytics.shop import line, opened, order, refund
from tests.laws.bounds import over_versions, pinned

FEWEST = 5
# The first day that a version does not have: a week on, over the turn of a month, a month on.
STEPS = {
    "week": (date(2024, 11, 11), date(2024, 11, 18)),
    "turn": (date(2024, 10, 21), date(2024, 11, 1)),
    "after": (date(2024, 11, 1), date(2024, 11, 11)),
}

ATTACKS = (
    (("market", "channel"), "orders"),
    (("market", "channel"), "net_eur"),
    (("store_id", "market"), "net_eur"),
)


def _shop(folder: Path, bought: pd.DataFrame, until: date, returned: date | None = None) -> Store:
    """The orders before a day, and the refunds that were known by then, or by an earlier day."""
    held = bought[bought["ordered_on"] < pd.Timestamp(until)].to_dict("records")
    rows = [
        order(
            row["order_id"],
            row["ordered_on"].date().isoformat(),
            row["customer_id"],
            row["total"],
            market=row["market"],
            channel=row["channel"],
            store_id=row["store_id"],
        )
        for row in held
    ]
    lines = [line(row["order_id"], gross=row["total"]) for row in held]
    back = [(row, row["ordered_on"].date() + timedelta(days=12)) for row in held if row["comes_back"]]
    refunds = [
        refund(f"r{row['order_id']}", row["order_id"], -10.0, day.isoformat())
        for row, day in back
        if day < (returned or until)
    ]
    return opened(folder, orders=rows, order_lines=lines, refunds=refunds)


@pytest.fixture(scope="module")
def bought(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """Of three years, so that a market is few in some months and enough in others."""
    folder = tmp_path_factory.mktemp("sold")
    build(folder, customers=1_200, seed=11)
    orders = Store.open(folder).query(
        "select order_id, ordered_on, customer_id, market, channel, store_id, round(net_eur + 20, 2) as total from orders_mart "
        "where is_sale and ordered_on >= date '2022-06-01' and net_eur > 0 order by order_id"
    )
    orders = orders.assign(
        customer_id=orders["customer_id"].astype(object).where(orders["customer_id"].notna(), None),
        store_id=orders["store_id"].astype(object).where(orders["store_id"].notna(), None),
        ordered_on=pd.to_datetime(orders["ordered_on"]),
    )
    ends = pd.to_datetime([day - timedelta(days=1) for days in STEPS.values() for day in days])  # so that none is quiet
    closing = pd.DataFrame({"order_id": [f"closing{place}" for place in range(len(ends))], "ordered_on": ends})
    shop = str(orders.loc[orders["market"] == "IT", "store_id"].mode().iloc[0])
    closing = closing.assign(customer_id="closing", market="IT", channel="boutique", store_id=shop, total=100.0)
    sold = pd.concat([orders, closing], ignore_index=True)
    return sold.assign(comes_back=sold.index % 17 == 0)


@pytest.fixture(scope="module", params=STEPS)
def versions(
    request: pytest.FixtureRequest, bought: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Store]]:
    folder = tmp_path_factory.mktemp(request.param)
    days = STEPS[request.param]  # what came back in between would change the money of cells that were told
    one, two = (_shop(folder / str(place), bought, day, days[0]) for place, day in enumerate(days))
    yield one, two


@pytest.mark.parametrize(
    ("pair", "figure"), ATTACKS, ids=lambda told: "-".join(told) if isinstance(told, tuple) else told
)
def test_no_part_of_few_customers_follows_from_two_versions(
    pair: tuple[str, str], figure: str, versions: tuple[Store, Store]
) -> None:
    one, two = versions
    stores = (one.seen_by(Rights(smallest=FEWEST)), two.seen_by(Rights(smallest=FEWEST)))
    assert [store.cube.grid.before for store in stores][1] == stores[0].cube.grid
    found = over_versions(stores, two, pair, 1, 6, figure)
    assert len(found) > 9 and np.isfinite(found["high"]).mean() > 0.5  # most are within something that is told
    assert ((found["low"] <= found["sum"] + 0.5) & (found["sum"] <= found["high"] + 0.5)).all()
    assert pinned(found, figure).empty, pinned(found, figure).to_string()


def test_a_load_within_a_week_changes_nothing_that_is_told(bought: pd.DataFrame, tmp_path: Path) -> None:
    """A day later nothing is told of that day: it is told with its week."""
    days = (date(2024, 11, 12), date(2024, 11, 13))
    one, two = (_shop(tmp_path / str(day), bought, day).seen_by(Rights(smallest=FEWEST)) for day in days)
    assert one.cube.grid == two.cube.grid and one.cube.grid.until == date(2024, 11, 11)
    assert one.cube.rows.sort_values(list(one.cube.rows)).equals(two.cube.rows.sort_values(list(two.cube.rows))) or len(
        one.cube.rows
    ) == len(two.cube.rows)
    assert one.ask("span")["data_to"].equals(two.ask("span")["data_to"])
    year = Period(date(2023, 11, 1), date(2024, 11, 1))
    asked = {"of": Compared(year, UNCUT, year.until)}
    first, second = (figures(each, EVERYTHING, ("net_eur", "orders"), asked, Cut(("channel",))) for each in (one, two))
    assert len(first) > 1 and first.equals(second)


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (date(2024, 11, 4), date(2024, 11, 1)),  # four days of a month are told with the week after them
        (date(2024, 11, 11), date(2024, 11, 11)),
        (date(2024, 11, 17), date(2024, 11, 11)),
        (date(2024, 11, 27), date(2024, 11, 18)),  # and what is left of it with the week before
        (date(2024, 12, 1), date(2024, 12, 1)),
    ],
)
def test_what_is_told_ends_with_a_week(until: date, told: date) -> None:
    assert Grid.told(date(2020, 1, 1), until).until == told


def test_a_total_that_would_tell_the_one_small_month_is_hidden() -> None:
    """Eleven months of nine customers were told; a twelfth of two is not to follow from the year."""
    first = date(2021, 1, 1)
    many = [
        (f"2022-{month:02}-05", f"{value}{n}", value)
        for month in range(1, 13)
        for value in ("IT", "FR", "DE")
        for n in range(9)
    ]
    before = [(day.replace("2022", "2021"), *rest) for day, *rest in many]
    few = [(f"2023-01-{day:02}", f"IT{n}", "IT") for n, day in enumerate((5, 6))]
    rest = [("2023-01-05", f"{value}{n}", value) for value in ("FR", "DE") for n in range(9)]
    rows = pd.DataFrame([*before, *many, *few, *rest], columns=["ordered_on", "customer_id", "market"])
    rows = rows.assign(channel="boutique", store_id="", tier="core", brand="", category="", money=10.0)
    grid = Grid(first, date(2023, 2, 1))
    told = Cube(rows, grid, FEWEST, Cube(rows, Grid(first, date(2023, 1, 1)), FEWEST))
    alone = Cube(rows, grid, FEWEST)
    assert (0, "IT", "") not in alone.hidden(("market",))["year"]
    assert (0, "IT", "") in told.hidden(("market",))["year"]
    assert sum(year == 0 for year, *_cell in told.hidden(("market",))["year"]) >= 2
