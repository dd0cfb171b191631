"""Law: what trails a time (an offset, AM or PM, a zone's name, any word) is read or its row is rejected; it is never dropped.

Broken once: 10:00:00Z was read as 10:00 in Rome, 10:00:00 PM as 10:00, and 01/03/2022 as 3 January.
"""

from pathlib import Path

import pytest

from data.landing import account  # noqa: F401  the tables of one kind of row
from data.staging import LoadOptions, prepare
from data.store import writing
from tests.data.loading import loaded

MAPPING = """name: till
system: till
grain: order
columns: {order_ref: Id, ordered_at: {from: Created, zone: Europe/Rome}, total: Total}
constants: {currency: EUR}
"""


def instants(folder: Path, *times: str) -> list[str | None]:
    """The UTC instant of each time, as a mapped column of Rome reads it; None where its row is rejected."""
    mapping, file = folder / "till.yaml", folder / "till.csv"
    mapping.write_text(MAPPING, encoding="utf-8")
    rows = [f'{number},"{time}",{number}.00\n' for number, time in enumerate(times, start=1)]
    file.write_text("Id,Created,Total\n" + "".join(rows), encoding="utf-8")
    store, (report,) = loaded(folder, file, options=LoadOptions(mappings=(mapping,)))
    assert report.rows_seen == len(times) == report.rows_loaded + report.rows_rejected
    kept = store.query("select source_order_id, ordered_at from orders")
    found = dict(zip(kept["source_order_id"], kept["ordered_at"], strict=True))
    return [
        found[key].strftime("%d %H:%M") if (key := str(number)) in found else None
        for number in range(1, len(times) + 1)
    ]


def test_an_offset_is_the_times_own(tmp_path: Path) -> None:
    times = (
        "2024-06-05T10:00:00Z",
        "2024-06-05T10:00:00+08:00",
        "2024-06-05 10:00 -0400",
        "2024-06-05 10:00:00.250+00",
        "2024-06-05 10:00:00",
    )
    assert instants(tmp_path, *times) == ["05 10:00", "05 02:00", "05 14:00", "05 10:00", "05 08:00"]


def test_the_afternoon_is_not_the_morning(tmp_path: Path) -> None:
    assert instants(tmp_path, "2024-06-05 10:00:00 PM", "2024-06-05 10:00 am", "2024-06-05 12:30:00 AM") == [
        "05 20:00",
        "05 08:00",
        "04 22:30",
    ]


def test_any_other_word_rejects_the_row(tmp_path: Path) -> None:
    times = (
        "2024-06-05 10:00:00 EDT",
        "2024-06-05 10:00:00 pippo",
        "2024-06-05 10:00:00 +",
        "2024-06-05 10:00:00",
        "2024-06-05 22:00:00 PM",
        "2024-06-05T10:00:00+25:00",
        "2024-06-05T10:00:00+0890",
    )
    assert instants(tmp_path, *times) == [None, None, None, "05 08:00", None, None, None]


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (["01/03/2022 10:00", "13/03/2022 10:00"], ["2022-03-01", "2022-03-13"]),
        (["01/03/2022 10:00", "12/26/2021 0:55"], ["2022-01-03", "2021-12-26"]),
        (["01/03/2022 10:00", "02/03/2022"], [None, None]),
        (["13/03/2022 10:00", "12/26/2021 0:55"], [None, None]),
    ],
)
def test_a_files_own_days_tell_whether_the_day_stands_first(
    days: list[str], read: list[str | None], tmp_path: Path
) -> None:
    with writing(tmp_path / "store") as writer:
        prepare(writer)
        listed = ", ".join(f"('{day}')" for day in days)
        rows = writer.execute(
            f"""with given(cell) as (values {listed}), days as (select is_day_first(cell) as day_first from given)
            select slashed_clock(cell, day_first)::date::varchar from given, days"""
        )
    assert [row[0] for row in rows] == read


def test_a_mapping_with_both_orders_reads_a_file_in_one(tmp_path: Path) -> None:
    file = tmp_path / "retail.csv"
    file.write_text(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        "536365,85123A,HOLDER,6,01/12/2010 08:26,2.55,17850,United Kingdom\n"
        "536366,85123A,HOLDER,6,13/12/2010 08:26,2.55,17850,United Kingdom\n",
        encoding="utf-8",
    )
    store, _ = loaded(tmp_path, file)
    assert {str(day)[:10] for day in store.query("select ordered_on from orders")["ordered_on"]} == {
        "2010-12-01",
        "2010-12-13",
    }


@pytest.mark.parametrize(
    ("day", "time"),
    [
        ("Day", "2026-03-04 10:00"),
        ("{from: Day, format: '%d.%m.%Y %H:%M'}", "04.03.2026 10:00"),
        ("{from: Day, format: ['%d/%m/%Y %H:%M', '%m/%d/%Y %H:%M']}", "24/03/2026 10:00"),
    ],
)
def test_a_time_that_lacks_nothing_but_its_zone_says_so(day: str, time: str, tmp_path: Path) -> None:
    """Broken once: without `zone` and `needs` such a time was 'a date that does not exist'."""
    mapping, file = tmp_path / "m.yaml", tmp_path / "a.csv"
    mapping.write_text(
        f"name: shop\nsystem: shop\ngrain: order\nconstants: {{currency: EUR}}\ncolumns: {{order_ref: Id, ordered_at: {day}, total: Total}}\n",
        encoding="utf-8",
    )
    file.write_text(f"Id,Day,Total\n1,{time},10.00\n2,31/31/2026,10.00\n", encoding="utf-8")
    _, (report,) = loaded(tmp_path, file, options=LoadOptions(mappings=(mapping,)))
    assert (
        "Day: a time without a zone; say it with --tz Europe/Rome, or in the mapping by zone: Europe/Rome"
        in report.message
    )
    assert "Day: a date that does not exist" in report.message
    store, (report,) = loaded(tmp_path, file, options=LoadOptions(mappings=(mapping,), tz="Europe/Rome"))
    assert report.rows_loaded == 1
    assert store.query("select epoch(ordered_at)::bigint % 86400 as second from orders")["second"][0] == 9 * 3600
