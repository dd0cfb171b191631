"""A date with a year of two digits is of our century, or unread: `1/2/26 1:05 PM` was once the 26th of February in the year 1."""

from pathlib import Path

import pytest

from data.staging import prepare
from data.store import Writer
from data.store.engine import connect

DATES = [
    "1/2/26 1:05 PM",
    "1/2/26 13:05",
    "12/26/18 0:55",
    "1/2/26",
    "01/02/2026 13:05",
    "1/2/2026 1:05:09 PM",
    "2026/1/2 1:05 PM",
]


@pytest.mark.parametrize("cell", DATES)
def test_no_reading_of_a_date_is_of_the_first_century(cell: str) -> None:
    with connect(":memory:", read_only=False) as connection:
        writer = Writer(connection, 1, Path())
        prepare(writer)
        ((plain, day_first, month_first),) = writer.execute(
            "select clock($cell), slashed_clock($cell, true), slashed_clock($cell, false)", {"cell": cell}
        )
    read = [each for each in (plain, day_first, month_first) if each is not None]
    assert read and all(2018 <= each.year <= 2026 for each in read)
