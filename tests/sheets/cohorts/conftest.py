"""A shop whose customers one can count: forty first met in January 2024 in the boutique, thirty in February on the web in
China, ten in March through the wallet.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from analytics.period import Period
from data.store import EVERYTHING
from sheets.choice import Chosen
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order, product

MET = {
    "j": (40, {"channel": "boutique", "market": "IT"}, "2024-01-10"),
    "f": (30, {"channel": "ecommerce", "market": "CN"}, "2024-02-10"),
    "m": (10, {"channel": "wallet", "market": "CN"}, "2024-03-10"),
}
# who of them comes back, when and where: ten of January in March, six of February in March, four of March in May
BACK = {"j": (10, "2024-03-20", "boutique"), "f": (6, "2024-03-11", "boutique"), "m": (4, "2024-05-10", "wallet")}


def orders() -> Iterator[dict[str, Any]]:
    """The first lies far enough back to call the others new; the last lets two years pass."""
    yield order("first", "2022-01-05", "old")
    for name, (n, where, day) in MET.items():
        yield from (order(f"{name}{i}", day, f"{name}{i}", **where) for i in range(n))
    for name, (n, day, channel) in BACK.items():
        more = MET[name][1] | {"channel": channel}
        yield from (order(f"{name}{i} again", day, f"{name}{i}", total=50.0, **more) for i in range(n))
    yield order("last", "2026-01-31", "late")


@pytest.fixture(scope="package")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    rows = list(orders())
    store = opened(
        tmp_path_factory.mktemp("cohorts"),
        customers=[{"customer_id": name} for name in dict.fromkeys(row["customer_id"] for row in rows)],
        products=[product()],
        orders=rows,
        order_lines=[line(row["order_id"], gross=row["total"]) for row in rows],
    )
    return Reading.of(store)


@pytest.fixture
def chosen() -> Chosen:
    """The year in which they were first met."""
    return Chosen(EVERYTHING, Period.year(2024))
