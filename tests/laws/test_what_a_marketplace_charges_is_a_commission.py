"""Law: whether a charge is a commission follows from what its layout or mapping says of its system, and from no list of names."""

import re
from pathlib import Path

import pytest

from analytics.journal import parts
from analytics.period import Period
from data.errors import BadMapping
from data.load import load
from data.mapping import layout
from data.sources import layouts
from data.staging import LoadOptions
from data.store import Store

YEAR = Period.year(2024)
PAYMENTS = """
name: bazaar_payments
system: bazaar
grain: payment
columns:
  natural_key: Id
  txn_type: Kind
  occurred_at: {from: At, zone: Europe/Rome}
  gross: Gross
  fee: Fee
"""
ORDERS = """
name: bazaar_orders
system: bazaar
grain: order
columns: {order_ref: Order, ordered_at: {from: At, zone: Europe/Rome}, total: Total}
"""
MONEY = "Id,Kind,At,Gross,Fee\n1,payment,2024-03-05 10:00,100,-12\n2,fee,2024-03-06 10:00,-3,0\n"
SALES = "Order,At,Total\nA,2024-03-05 09:00,100\n"


def charged(folder: Path, payments: str, orders: str = "") -> dict[str, float]:
    """What is booked as fees and commissions of a shop whose money and orders two mappings tell."""
    folder.mkdir()
    files, mappings = [], []
    for name, mapping, rows in (("orders", orders, SALES), ("payments", payments, MONEY)):
        if mapping:
            (folder / f"{name}.yaml").write_text(mapping, encoding="utf-8")
            (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
            mappings.append(folder / f"{name}.yaml")
            files.append(folder / f"{name}.csv")
    reports = load(files, folder / "store", LoadOptions(mappings=tuple(mappings)))
    assert all(report.rows_rejected == 0 and report.rows_loaded for report in reports), reports
    store = Store.open(folder / "store")
    table = parts(store, YEAR)
    store.close()
    found = table[table["kind"].isin(["fee", "commission"])]
    return dict(zip(found["kind"], found["amount"].astype(float), strict=True))


def test_a_marketplace_that_a_mapping_names_takes_commissions(tmp_path: Path) -> None:
    in_euro = "constants: {currency: EUR}"
    sold_there = "constants: {currency: EUR, channel: marketplace}"
    assert charged(tmp_path / "plain", PAYMENTS + in_euro) == {"fee": -15.0}
    assert charged(tmp_path / "told", PAYMENTS + sold_there) == {"commission": -15.0}
    assert charged(tmp_path / "till", PAYMENTS + in_euro.replace("EUR", "EUR, channel: boutique")) == {"fee": -15.0}
    assert charged(tmp_path / "orders", PAYMENTS + in_euro, ORDERS + sold_there) == {"commission": -15.0}


def test_a_channel_that_is_none_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(PAYMENTS + "constants: {currency: EUR, channel: bazaar}", encoding="utf-8")
    with pytest.raises(BadMapping, match="marketplace"):
        layout(file)


def test_layouts_of_a_system_agree_and_those_of_marketplaces_say_so() -> None:
    channels: dict[str, set[str | None]] = {}
    sells: set[str] = set()
    for one in layouts():
        if not one.is_mapped:
            channels.setdefault(one.system, set()).add(one.channel)
            if one.landing == "order" and re.search(r"'marketplace'(?: end)? as channel", one.select):
                sells.add(one.system)
    assert all(len(told) == 1 for told in channels.values()), channels
    assert sells and all(channels[system] == {"marketplace"} for system in sells)


def test_no_marketplace_is_named_by_the_mart() -> None:
    text = (Path(__file__).parents[2] / "data" / "marts" / "marketplaces.sql").read_text(encoding="utf-8")
    assert set(re.findall(r"'([^']*)'", re.sub(r"--.*", "", text))) == {"marketplace"}
