"""How far the wallets' figures changed by more than the accident of who happened to pay."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from analytics.compare import Basis, comparison
from analytics.doubt import wallet_changes
from analytics.doubt.blocks import PARTS
from analytics.period import Period
from analytics.reach import reach
from analytics.wallet_kpis import wallet_kpis
from data.store import EVERYTHING, Choice, Store
from tests.analytics.shop import opened, order, txn

NOW = Period(date(2026, 1, 1), date(2026, 3, 1))
FIGURES = ["recon_rate", "unmatched", "gap_eur", "take_rate", "settlement_lag"]


def shop(home: Path, unpaid: tuple[int, int], lag: tuple[int, int], sold: int = 400) -> Store:
    """Orders of as many persons in January and February of two years; of every year some without a payment."""
    orders, moved = [], []
    for year, missing, days in ((2025, unpaid[0], lag[0]), (2026, unpaid[1], lag[1])):
        for n in range(sold):
            day = f"{year}-{1 + n % 2:02d}-{1 + n % 28:02d}"
            name = f"{year}-{n}"
            total = 100.0 + n % 7
            orders.append(order(name, day, f"c{n}", total, payment_wallet="alipay"))
            if n % (sold // missing) or n >= missing * (sold // missing):
                late = pd.Timestamp(day, tz="UTC") + pd.Timedelta(days=days + n % 3)
                moved.append(
                    txn(name, day, total, name, fee=-(1.0 + (n * 7919 + year * 31) % 13 / 13), settled_at=late)
                )
    moved.append(txn("last", "2026-03-05", 5, "last"))
    orders.append(order("last", "2026-03-05", "c0", 5.0, payment_wallet="alipay"))
    return opened(home, orders=orders, wallet_transactions=moved)


def moved(store: Store, choice: Choice = EVERYTHING, period: Period = NOW) -> pd.DataFrame:
    held = comparison(reach(store), period, Basis.of("2025"))
    return wallet_changes(store, choice, period=period, against=(held,)).set_index("figure")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Store]:
    return lambda name, *rest: shop(tmp_path_factory.mktemp(name) / "store", *rest)


@pytest.fixture(scope="module")
def worse(made: Callable[..., Store]) -> Store:
    return made("worse", (40, 100), (1, 4))


def test_what_doubled_is_clear_in_every_figure_it_moves(worse: Store) -> None:
    found = moved(worse)
    assert found.loc[["recon_rate", "unmatched", "gap_eur", "settlement_lag"], "is_clear"].all()
    assert found.loc["unmatched", "change"] == pytest.approx(1.5)
    assert found.loc["recon_rate", "change"] < 0 < found.loc["settlement_lag", "change"]
    assert not found.loc["take_rate", "is_clear"]


def test_what_hardly_moved_is_not_clear(made: Callable[..., Store]) -> None:
    found = moved(made("same", (40, 44), (2, 2)))
    assert not found.loc[FIGURES, "is_clear"].any()
    assert (found.loc[FIGURES[:4], "change_low"] < 0).all() and (found.loc[FIGURES[:4], "change_high"] > 0).all()
    lag = found.loc["settlement_lag"]
    assert lag["change_low"] <= 0 <= lag["change_high"]


def test_the_figures_are_those_of_the_cards(worse: Store) -> None:
    held = comparison(reach(worse), NOW, Basis.of("2025"))
    cards, found = wallet_kpis(worse, period=NOW, against=(held,)), moved(worse)
    for name in FIGURES:
        assert [found.loc[name, "now"], found.loc[name, "then"]] == pytest.approx(cards[name].tolist())


def test_fewer_than_thirty_have_no_percentage(made: Callable[..., Store]) -> None:
    found = moved(made("few", (20, 40), (2, 2)))
    assert found.loc[["unmatched", "gap_eur"], ["change", "change_low", "change_high"]].isna().all(axis=None)
    assert found.loc["unmatched", ["orders_then", "orders"]].tolist() == [20, 40]
    assert not found.loc["recon_rate", ["change_low"]].isna().any()


def test_the_interval_of_fees_by_leaving_out_each_part_by_hand(worse: Store) -> None:
    rows = worse.query("select * from wallet_matches where payments > 0 and paid_on < '2026-03-01'")
    sums = rows.assign(year=rows["paid_on"].dt.year, fee=-rows["fee_eur"]).groupby(["year", "block"])
    by = sums[["fee", "settled_amount_eur"]].sum()
    gaps = []
    for left in (None, *range(PARTS)):
        kept = by[by.index.get_level_values("block") != left].groupby("year").sum()
        rate = kept["fee"] / kept["settled_amount_eur"]
        gaps.append(rate[2026] - rate[2025])
    pull = np.array(gaps[1:]) - np.mean(gaps[1:])
    square = (pull**2).sum()
    freedom = np.clip(2 * square**2 / ((pull**4).sum() - square**2 / (pull != 0).sum()), 1, PARTS - 1)
    half = student.ppf(0.975, freedom) * np.sqrt(square * (PARTS - 1) / PARTS)
    found = moved(worse).loc["take_rate"]
    assert [found["change_low"], found["change_high"]] == pytest.approx([gaps[0] - half, gaps[0] + half], rel=1e-3)


def test_a_person_is_in_one_part_whether_an_order_or_a_payment_names_it(tmp_path: Path) -> None:
    store = opened(
        tmp_path / "store",
        orders=[order("a", "2026-01-02", "ann"), order("b", "2026-01-03", "ann")],
        wallet_transactions=[
            txn("1", "2026-01-02", 100, "a"),
            txn("2", "2026-01-03", 100, "b"),
            txn("3", "2026-01-04", 7, "stray", customer_id="ann"),
            txn("4", "2026-01-05", 7, "other"),
        ],
    )
    blocks = store.query("select merchant_ref, block from wallet_matches").set_index("merchant_ref")["block"]
    assert blocks.nunique() == 2 and blocks["stray"] == blocks["a"] == blocks["b"]
    assert blocks.between(0, 255).all()
