"""Shops in which shares go wrong: of one order, of returns only, of credit notes in the thick, of the world as it is."""

from pathlib import Path

import numpy as np
import pandas as pd

from data.load import load
from data.sample import build
from data.store import Store, writing
from tests.analytics.made_up import drawn, made_up
from tests.analytics.shop import fixing, line, opened, order, txn


def sample(home: Path) -> Store:
    """The sample shop, small."""
    build(home, customers=300, seed=3)
    return Store.open(home)


def one_order(home: Path) -> Store:
    """A single order at full price."""
    return opened(home, orders=[order("1", "2020-05-05")], order_lines=[line("1")])


def returns_only(home: Path) -> Store:
    """Nothing but credit notes of sales that no file holds."""
    backs = [(str(i), f"2020-05-{i:02d}", customer) for i, customer in enumerate(["ann", "bob", None], start=1)]
    return opened(
        home,
        orders=[order(name, day, customer, -50.0, goods_gross=None) for name, day, customer in backs],
        order_lines=[line(name, gross=-50.0, qty=-1, list_price=50.0, unit_price=50.0) for name, _, _ in backs],
        wallet_transactions=[txn("r", "2020-05-01", -50, "1")],
    )


def drawn_at_random(home: Path, seed: int) -> Store:
    """Orders, returns, guests; a third of the orders are credit notes, a tenth has no exchange rate, some are paid by wallet."""
    tables, rng = drawn(seed, orders=80, customers=25), np.random.default_rng(seed)
    notes = {row["order_id"] for row in tables["orders"] if rng.random() < 0.33}
    for row in tables["orders"]:
        if row["order_id"] in notes:
            row |= {
                "goods_gross": None,
                "discount_merchant": 0.0,
                "discount_platform": 0.0,
                "refunded": 0.0,
                "total": -row["total"],
            }
        row["currency"] = "KRW" if rng.random() < 0.1 else row["currency"]
        row["payment_wallet"] = "alipay" if row["channel"] == "wallet" else None
    for row in tables["order_lines"]:
        if row["order_id"] in notes:
            row |= {"qty": -1, "gross": -row["gross"], "order_discount_share": 0.0, "net": -row["gross"]}
    currencies = {row["order_id"]: row["currency"] for row in tables["orders"]}
    tables["refunds"] = [
        row | {"currency": currencies[row["order_id"]]} for row in tables["refunds"] if row["order_id"] not in notes
    ]
    paid = [row for row in tables["orders"] if row["payment_wallet"]]
    tables["wallet_transactions"] = [
        txn(f"t{i}", str(row["ordered_on"]), row["total"] * rng.choice([1, 1, 1, 0.5, 2]), rng.choice([row["order_id"], "lost"]), currency=row["currency"])
        for i, row in enumerate(paid)
    ]  # fmt: skip
    return made_up(home, tables)


def online_retail(home: Path, shared: Path) -> Store:
    """Every tenth customer of a British web shop of 2010 and 2011, who sends goods back by invoices of their own."""
    table = pd.read_parquet(shared / "data/online_retail/online_retail_i.parquet")
    of_tenth = (table["cid"] % 10 == 0) | (table["cid"].isna() & table["inv"].str.endswith("0"))
    part = table[of_tenth]
    file = home / "part.parquet"
    part.to_parquet(file)
    reports = load([file], home / "store")
    assert all(report.ok for report in reports), reports
    with writing(home / "store") as writer:
        days = pd.date_range("2009-11-25", "2012-01-31", freq="4D")
        writer.insert("fx_rates", pd.DataFrame([fixing(f"{day:%Y-%m-%d}", "GBP", 0.87) for day in days]))
    return Store.open(home / "store")
