"""A shop of five orders with a few troubles, and two files of which one was partly refused; and a clean one."""

from datetime import UTC, datetime
from typing import Any

import pytest

from sheets.reading import Reading
from tests.analytics.shop import line, opened, order, product


def file(name: str, day: int, **told: Any) -> dict[str, Any]:
    """A loaded file of three rows."""
    row = {
        "file_id": name, "batch_id": 1, "file_name": f"{name}.csv", "system": "till", "layout": "plain", "rows_seen": 3,
        "rows_loaded": 3, "rows_duplicate": 0, "rows_rejected": 0, "message": "",
        "loaded_at": datetime(2020, 4, day, 9, 30, tzinfo=UTC),
    }  # fmt: skip
    return row | told


@pytest.fixture(scope="package")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    names = ("fine", "off", "test", "again", "stranger")
    store = opened(
        tmp_path_factory.mktemp("health"),
        customers=[{"customer_id": "ann"}],
        products=[product()],
        orders=[
            order("fine", "2020-03-02"),
            order("stranger", "2020-03-02", None),
            order("off", "2020-03-03", total=90.0),
            order("test", "2020-03-06", is_test=True),
            order("again", "2020-03-06", duplicate_of="fine"),
        ],
        order_lines=[line(name, unit_cost=30.0) for name in names],
        source_files=[
            file("february", 1),
            file("march", 2, rows_seen=5, rows_rejected=2, declared_matches=False, message="a | pipe"),
        ],
        rejected_rows=[
            {"file_id": "march", "row_no": 4, "reason": 'Amount is "abc", not an amount'},
            {"file_id": "march", "row_no": 2, "reason": 'Amount is "x", not an amount'},
        ],
    )
    return Reading.of(store)


@pytest.fixture(scope="package")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A store that nobody has loaded a file into."""
    return Reading.of(opened(tmp_path_factory.mktemp("clean")))
