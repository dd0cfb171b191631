"""Orders of boutiques by weekday and hour: each on its own clock, what has no time of day apart."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.order_hours import order_hours
from analytics.period import Period
from data.store import Choice, Store
from sheets import hours
from sheets.past import past
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order, product
from tests.sheets.conftest import chosen
from words import formats
from words.messages import speaking

YEAR = Period.year(2024)


@pytest.fixture
def shop(tmp_path: Path) -> Store:
    """Monday 4 March 2024, 09:30 UTC: half past ten in Milano, half past five in Shanghai; a Sunday of which no hour is known; an order online."""
    stores = [
        {"store_id": "mi", "channel": "boutique", "name": "Milano", "tz": "Europe/Rome"},
        {"store_id": "sh", "channel": "boutique", "name": "Shanghai", "tz": "Asia/Shanghai"},
    ]
    at, midnight = datetime(2024, 3, 4, 9, 30, tzinfo=UTC), datetime(2024, 3, 9, 23, tzinfo=UTC)
    orders = [
        order("a", "2024-03-04", store_id="mi", ordered_at=at, total=200.0),
        order("b", "2024-03-04", store_id="sh", ordered_at=at),
        order("c", "2024-03-10", store_id="mi", ordered_at=midnight),
        order("d", "2024-03-04", channel="ecommerce", ordered_at=at),
        order("e", "2024-03-05", ordered_at=at),  # of no boutique, whose clock would say when
        # entered as of Friday, placed on Thursday at the boutique's own clock
        order("f", "2024-03-15", store_id="mi", ordered_at=datetime(2024, 3, 14, 17, 30, tzinfo=UTC)),
    ]
    lines = [line("a"), line("a", 2), line("b"), line("c"), line("d"), line("e"), line("f")]
    return opened(tmp_path, stores=stores, products=[product()], orders=orders, order_lines=lines)


def test_each_boutique_is_on_its_own_clock(shop: Store) -> None:
    found = order_hours(shop, period=YEAR)
    assert found[found["hour"].notna()].to_numpy().tolist() == [[1, 10, 1], [1, 17, 1], [4, 18, 1]]
    assert found.loc[found["hour"].isna(), ["weekday", "orders"]].to_numpy().tolist() == [[2, 1], [7, 1]]
    assert order_hours(shop, Choice(channel=("ecommerce",)), period=YEAR).empty


def test_every_hour_between_the_first_and_the_last_is_drawn(shop: Store) -> None:
    reading = Reading.of(shop)
    part = hours.hours(reading, past(reading, chosen(reading)))
    assert len(part.drawn) == 7 * 9 and part.drawn["orders"].sum() == 3
    assert part.captions[-1] == "2 orders are left out that have no time of day or name no boutique."
    printed = hours.on_paper(part)
    assert printed.drawn["day"].tolist() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert printed.drawn["10:00"].tolist() == [1, 0, 0, 0, 0, 0, 0] and set(printed.columns) == set(printed.drawn)


def test_where_no_boutique_sold_it_says_so(small: Reading) -> None:
    part = hours.hours(small, past(small, chosen(small, Choice(channel=("ecommerce",)), "12m")))
    assert part.drawn.empty and part.empty == "No boutique sold anything in this selection."
    assert hours.on_paper(part) is part


@pytest.mark.parametrize(("lang", "written"), [("en", "Mon"), ("it", "lun"), ("zh", "周一")])
def test_a_weekday_is_in_the_readers_language(lang: str, written: str) -> None:
    with speaking(lang):
        assert formats.weekday(1) == written
