"""What is planted in the sample shop's money, found by the questions: contracts, disputes, reserves, commissions, payouts, daigou."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analytics.contract_costs import contract_costs
from analytics.journal import parts
from analytics.launch import Opening
from analytics.launch.economics import economics
from analytics.payouts import payout_list, payout_position
from analytics.period import Period
from analytics.reconciliation import reconciliation_list
from data.sample import build
from data.store import Choice, Store

WHOLE = Period(date(2018, 1, 1), date(2026, 11, 23))
LAST = date(2026, 11, 22)
MARKETPLACES = ["yunshang", "piazza"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("money")
    build(folder, customers=5_000, seed=31)
    return folder


@pytest.fixture(scope="module")
def shop(home: Path) -> Store:
    return Store.open(home)


@pytest.fixture(scope="module")
def planted(home: Path) -> dict:
    return json.loads((home / "planted.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def booked(shop: Store) -> pd.DataFrame:
    table = parts(shop, WHOLE)
    return table.assign(amount=table["amount"].astype(float))


def test_a_contract_not_kept_is_found_with_the_euros_at_stake(shop: Store, planted: dict) -> None:
    (weeks,) = planted["money"]["charged_above_contract"]
    costs = contract_costs(shop, period=WHOLE).assign(month=lambda table: pd.to_datetime(table["month"]))
    own = costs[(costs["wallet"] == "alipay") & (costs["market"] == "CN")]
    foreign = own[own["currency"] == "EUR"]
    assert len(foreign) > 12 and foreign["agreed"].notna().all(), (
        "abroad it costs twice what it does at home, as agreed"
    )
    told = own[(own["currency"] == "CNY") & own["month"].isin(pd.date_range("2024-09-01", "2024-11-01", freq="MS"))]
    # the months hold days before and after the ten weeks, which are charged as agreed, to the cent
    assert float(told["over_eur"].sum()) == pytest.approx(weeks["over_eur"], abs=0.05)
    elsewhere = costs.drop(told.index)
    kept = elsewhere[elsewhere["agreed"].notna()]
    gap = (kept["charged"] - kept["agreed"]).astype(float).abs()
    whole = kept["currency"].isin(["JPY", "KRW"])  # no cents: half a unit a payment
    assert (gap <= kept["payments"] * np.where(whole, 0.5, 0.005) + 1e-6).all()


def test_a_dated_change_of_contract_is_seen_as_no_difference(shop: Store) -> None:
    year = contract_costs(shop, Choice(market=("IT",)), period=Period.year(2025))
    cards = year[(year["wallet"] == "card") & (year["currency"] == "EUR")].sort_values("month")
    share = cards["cost_share"].astype(float).to_numpy()
    assert share[0] > share[2:].max() and abs(cards["over_eur"].astype(float).sum()) < 1


def test_the_reserve_is_kept_back_and_not_receivable(shop: Store, planted: dict) -> None:
    position = payout_position(shop, on=LAST).set_index(["wallet", "currency"])
    for one in planted["money"]["reserve"]:
        row = position.loc[("corallo", one["currency"])]
        assert float(row["held"]) == pytest.approx(-one["kept"], abs=1e-6)
    before = payout_position(shop, on=date(2023, 11, 30)).set_index(["wallet", "currency"])
    assert (before.loc["corallo", "held"].astype(float) == 0).all()


def test_disputes_of_a_month_are_in_its_journal(shop: Store, planted: dict) -> None:
    told = pd.DataFrame(planted["money"]["disputes"]).assign(
        opened_on=lambda table: pd.to_datetime(table["opened_on"]),
        decided_on=lambda table: pd.to_datetime(table["decided_on"]),
    )
    month = told["opened_on"].dt.to_period("M").mode()[0]
    table = parts(shop, Period.month(month.year, month.month))
    found = table[table["kind"] == "dispute"].set_index("currency")["amount"].astype(float)
    opened = told[told["opened_on"].dt.to_period("M") == month].groupby("currency")["amount"].sum()
    won = told[(told["decided_on"].dt.to_period("M") == month) & (told["outcome"] == "won")]
    wanted = won.groupby("currency")["amount"].sum().sub(opened, fill_value=0)
    assert found.to_dict() == pytest.approx(wanted[wanted != 0].to_dict(), abs=0.005)


def test_lost_and_open_disputes_are_what_the_journal_keeps(booked: pd.DataFrame, planted: dict) -> None:
    told = pd.DataFrame(planted["money"]["disputes"])
    kept = -told[told["outcome"] != "won"].groupby("currency")["amount"].sum()
    found = booked[booked["kind"] == "dispute"].groupby("currency")["amount"].sum()
    assert found.reindex(kept.index).to_dict() == pytest.approx(kept.to_dict(), abs=0.005)
    assert (found.drop(kept.index) == 0).all()


def test_commissions_are_booked_as_such_and_fees_as_fees(booked: pd.DataFrame, planted: dict) -> None:
    found = booked[booked["kind"] == "commission"].set_index("wallet")["amount"]
    wanted = {one["marketplace"]: one["given_back"] - one["charged"] for one in planted["money"]["commissions"]}
    assert found.to_dict() == pytest.approx(wanted, abs=0.005)
    assert not booked.loc[booked["kind"] == "fee", "wallet"].isin(MARKETPLACES).any()


def test_what_a_marketplace_leaves_is_its_margin_less_its_commission(shop: Store, planted: dict) -> None:
    """The share of sales that a launch takes off a marketplace's margin is the commission that was planted."""
    opening = Opening("marketplace", date(2021, 1, 4))
    period = Period(date(2021, 1, 4), date(2024, 1, 1))
    sold = shop.query("""
        select sum(net_eur)::double as net from orders_mart
        where channel = 'marketplace' and ordered_on >= date '2021-01-04' and ordered_on < date '2024-01-01'
    """)["net"][0]
    fee = economics(shop, opening, ("marketplace",), period, sold).fee
    assert fee is not None
    # 5.5 % in China, 20 % in Europe, of what stays, goods and shipping
    share = shop.query("""
        select sum(net_eur) filter (market = 'IT')::double / sum(net_eur)::double as europe from orders_mart
        where channel = 'marketplace' and ordered_on >= date '2021-01-04' and ordered_on < date '2024-01-01'
    """)["europe"][0]
    assert fee == pytest.approx(0.055 + (0.2 - 0.055) * share, abs=0.006)


def test_short_payouts_and_lone_refunds_are_found_and_no_others(shop: Store, planted: dict) -> None:
    money, books = planted["money"], planted["books"]
    found = payout_list(shop, period=WHOLE, rows=1_000)
    differs = found[found["state"] == "differs"].set_index("payout")["difference"].astype(float)
    assert differs.to_dict() == {one["payout"]: -one["short"] for one in money["short_payouts"]}
    states = found["state"].value_counts()
    assert states["bank_differs"] == books["short_at_bank"] and states["not_in_bank"] == books["not_at_bank"]
    assert set(states.index) == {"differs", "bank_differs", "not_in_bank"}
    lone = reconciliation_list(shop, period=WHOLE, rows=1_000)
    lone = lone[(lone["state"] == "missing_order") & (lone["system"] == "corallo")].set_index("merchant_ref")
    wanted = {one["reference"]: one["amount"] for one in money["lone_refunds"]}
    assert lone["difference"].astype(float).to_dict() == pytest.approx(wanted) and len(wanted) == 4


def test_an_order_is_followed_to_the_bank_to_the_cent(shop: Store, planted: dict) -> None:
    """Card orders of a batch: payments, refunds, chargebacks, fees and reserve are its payout, less what was planted, and that is at the bank."""
    chain = shop.query("""
        select settlement_batch, moved.net, -paid.amount as paid_out, bank.amount as at_bank
        from (
            select settlement_batch, sum(net) as net from wallet_transactions where system in ('corallo', 'yunshang', 'piazza')
            group by settlement_batch
        ) as moved
        join settlements as paid using (settlement_batch)
        left join bank_lines as bank on bank.reference = settlement_batch and bank.currency = paid.currency
    """)
    short = {one["payout"]: one["short"] for one in planted["money"]["short_payouts"]}
    arrived = chain[chain["at_bank"].notna()]
    assert len(chain) - len(arrived) <= 10 and len(arrived) > 500  # on their way on the last day
    assert (arrived["paid_out"] == arrived["at_bank"]).all()
    less = chain["settlement_batch"].map(lambda batch: short.get(batch, 0.0))
    assert (chain["net"] - less - chain["paid_out"]).abs().max() < 1e-6


def test_daigou_are_each_a_customer_and_stand_out_among_the_best(shop: Store, planted: dict) -> None:
    told = pd.DataFrame(planted["daigou"]).set_index("customer_id")
    assert len(told) == 2
    found = shop.query(
        "select customer_id, count(*) as orders from orders_mart where customer_id is not null group by customer_id"
    )
    found = found.set_index("customer_id")["orders"]
    assert found.reindex(told.index).to_dict() == told["orders"].to_dict()
    assert set(told.index) < set(found.nlargest(len(found) // 100).index)
