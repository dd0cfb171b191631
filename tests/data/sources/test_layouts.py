"""What holds for the layout of every source."""

import re
from pathlib import Path

import pytest

from data import staging
from data.sources import layouts
from data.sources.layout import Layout
from data.store import Writer
from data.store.engine import connect

LOADED = [layout for layout in layouts() if not layout.refuse]
# words that selects use for what they compute: a file may have columns of these names too
INNER = (
    "kind",
    "sign",
    "state",
    "fee",
    "net",
    "amount",
    "zone",
    "unit",
    "request",
    "ref",
    "paid",
    "price",
    "worth",
    "entry",
    "id",
)


def landed(layout: Layout, extra: tuple[str, ...] = ()) -> int:
    """Rows that the select makes of one empty row whose file has the layout's columns and `extra` ones."""
    known = {name.lower() for name in layout.required | layout.optional}
    names = [*(layout.required | layout.optional), *(name for name in extra if name not in known)]
    columns = ", ".join(f'null::varchar as "{name}"' for name in names)
    with connect(":memory:", read_only=False) as connection:
        writer = Writer(connection, 1, Path())
        staging.prepare(writer)
        writer.execute(
            "create table fx_rates (rate_on date, base varchar, quote varchar, rate decimal(24, 12), source varchar)"
        )
        writer.execute(f"create temp view staged as select 1::bigint as row_no, {columns}")
        writer.execute(
            """create temp table file as select 'x.csv' as file_name, null::varchar as account_id, 'UTC' as tz,
            null::varchar as currency, null::boolean as minor_units, null::varchar as payout_ref,
            null::date as first_on, null::date as last_on, null::date as payout_on"""
        )
        writer.execute((staging.LANDING / f"{layout.landing}.sql").read_text(encoding="utf-8"))
        writer.execute(f"insert into landing_{layout.landing} by name {layout.select}")
        return int(writer.execute(f"select count(*) from landing_{layout.landing}")[0][0])


@pytest.mark.parametrize("layout", LOADED, ids=lambda layout: layout.name)
def test_a_select_reads_only_headers_its_layout_names_and_bears_others_beside_them(layout: Layout) -> None:
    assert landed(layout, INNER if layout.landing in {"wallet", "settlement"} else ()) <= 1


def test_names_are_unique_and_sayable() -> None:
    names = [layout.name for layout in layouts()]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names)


def test_a_refusal_says_what_to_load_instead() -> None:
    refused = [layout for layout in layouts() if layout.refuse]
    assert {layout.system for layout in refused} >= {"alipay_cn", "wechat"}
    assert all(re.search(r"export|download|load|use", layout.refuse or "") for layout in refused)
