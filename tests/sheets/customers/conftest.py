"""A shop of five customers at the end of 2025: one of each habit, one of whom spends half of all."""

from pathlib import Path
from typing import Any

import pytest

from analytics.period import Period
from data.store import EVERYTHING, Store
from sheets.choice import Chosen
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order, product
from tests.sample_shops import sample_shop

ORDERS = [
    *(order(f"often{month}", f"2025-{month:02d}-05", "often", total=400.0) for month in range(1, 11)),
    order("lately", "2025-12-20", "lately", total=1000.0),
    *(order(f"once often{month}", f"2022-{month:02d}-05", "once often", total=100.0) for month in range(1, 6)),
    order("long ago", "2021-05-05", "long ago", total=500.0),
    order("a year ago", "2024-11-05", "a year ago", total=2000.0),
    order("and now", "2025-11-05", "a year ago", total=1000.0),
]


@pytest.fixture(scope="package")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return of_orders(tmp_path_factory.mktemp("customers"), ORDERS)


def of_orders(home: Path, orders: list[dict[str, Any]], **tables: Any) -> Reading:
    """A shop of these orders, whose last day is that of the last of them."""
    customers = [{"customer_id": name} for name in dict.fromkeys(row["customer_id"] for row in orders)]
    lines = [line(row["order_id"], gross=row["total"]) for row in orders]
    held = {"customers": customers, "products": [product()], "orders": orders, "order_lines": lines}
    return Reading.of(opened(home, **(held | tables)))


@pytest.fixture(scope="package")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A sample shop, whose customers come back often enough to forecast them."""
    return Reading.of(Store.open(sample_shop(tmp_path_factory, 3_500)))


@pytest.fixture
def chosen() -> Chosen:
    return Chosen(EVERYTHING, Period.year(2025))
