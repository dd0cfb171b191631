"""What the wallet questions say of a handful of payments."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.lags import lag_quantiles, refund_lag, settlement_lag
from analytics.period import Period
from analytics.reconciliation import STATES, recon_rate, reconciliation, reconciliation_list, reconciliation_trend
from analytics.wallet_costs import wallet_costs
from analytics.wallet_kpis import wallet_kpis
from data.store import Choice, Store
from tests.analytics.shop import fixing, opened, order, refund, txn

YEAR = Period.year(2020)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    def bought(order_id: str, day: str, total: float = 100.0, **told: object) -> dict[str, object]:
        return order(order_id, day, order_id, total, payment_wallet="alipay", **told)

    def settled(day: str) -> pd.Timestamp:
        return pd.Timestamp(day, tz="UTC")

    return opened(
        tmp_path_factory.mktemp("store"),
        orders=[
            bought("a", "2020-03-10"),
            bought("b", "2020-03-11", 50, refunded=-50),
            bought("c", "2020-04-02"),
            bought("d", "2020-04-03", 300, channel="wallet"),
        ],
        refunds=[refund("r", "b", -50, "2020-03-21")],
        wallet_transactions=[
            txn("1", "2020-03-10", 100, "a", fee=-1.2, settled_at=settled("2020-03-12")),
            txn("2", "2020-03-11", 50, "b", fee=-0.6, settled_at=settled("2020-03-12")),
            txn("2r", "2020-03-21", -50, "b", fee=0.6),
            txn("3", "2020-04-02", 90, "c", fee=-1),
            txn("4", "2020-05-02", 7, "stray", buyer_amount=55.0, buyer_currency="CNY", fee=-0.07),
        ],
        fx_rates=[fixing("2020-05-01", "CNY", 7.7)],
    )


def test_every_state_is_there_even_when_empty(shop: Store) -> None:
    found = reconciliation(shop, period=YEAR)
    assert tuple(found["state"]) == STATES
    assert found["rows"].tolist() == [2, 1, 0, 1, 1]
    assert found["row_share"].sum() == pytest.approx(1)
    assert found["value_share"].sum() == pytest.approx(1)


def test_the_reconciled_share_is_by_value_and_sees_money_without_an_order(shop: Store) -> None:
    assert recon_rate(reconciliation(shop, period=YEAR)) == pytest.approx(150 / (550 + 7))


def test_a_share_of_nothing_is_no_number(shop: Store) -> None:
    empty = reconciliation(shop, period=Period.year(2010))
    assert pd.isna(recon_rate(empty))
    assert empty["row_share"].isna().all()


def test_the_list_names_the_largest_difference_first(shop: Store) -> None:
    found = reconciliation_list(shop, period=YEAR)
    assert found["difference_eur"].tolist() == [-300, -10, 7]
    assert found["reason"].tolist() == [
        "no_payment",
        "paid_less",
        "no_order",
    ]


def test_a_filter_reaches_the_roll_up_and_the_list(shop: Store) -> None:
    only = Choice(channel=("wallet",))
    assert reconciliation(shop, only, period=YEAR)["rows"].sum() == 1
    assert reconciliation_list(shop, only, period=YEAR)["order_id"].tolist() == ["d"]


def test_wallets_have_no_tier_and_say_so(shop: Store) -> None:
    with pytest.raises(ValueError, match="no tier; clear the tier filter"):
        reconciliation(shop, Choice(tier=("luxury",)), period=YEAR)


def test_agreement_month_by_month_adds_up(shop: Store) -> None:
    found = reconciliation_trend(shop, period=YEAR)
    assert found["rows"].sum() == 5
    assert found.loc[found["month"] == "2020-03-01", "recon_rate"].tolist() == [1]


def test_a_fee_given_back_with_a_refund_costs_nothing(shop: Store) -> None:
    march = wallet_costs(shop, period=YEAR).set_index("month").loc["2020-03-01"]
    assert march["settled_eur"] == 150
    assert march["take_rate"] == pytest.approx(1.2 / 150)
    assert pd.isna(march["fx_drag"])


def test_the_exchange_rate_takes_its_part(shop: Store) -> None:
    may = wallet_costs(shop, period=YEAR).set_index("month").loc["2020-05-01"]
    at_mid = 55 / 7.7
    assert may["fx_drag"] == pytest.approx(1 - 7 / at_mid)
    assert may["effective_cost"] == pytest.approx(1 - (7 - 0.07) / at_mid)


def test_half_of_the_payments_are_settled_within_a_day(shop: Store) -> None:
    found = lag_quantiles(settlement_lag(shop, period=YEAR), "payments", "wallet").iloc[0]
    assert (found["known"], found["unknown"], found["p50"], found["p95"]) == (2, 2, 1, 2)


def test_a_refund_took_ten_days(shop: Store) -> None:
    found = refund_lag(shop, period=Period(date(2020, 3, 1), date(2020, 4, 1)))
    assert found[["dated_by", "days", "refunds", "returns_eur"]].values.tolist() == [["order", 10, 1, -50]]


def test_quantiles_of_no_event_are_empty() -> None:
    none = pd.DataFrame({"wallet": ["alipay"], "days": [float("nan")], "payments": [3]})
    found = lag_quantiles(none, "payments", "wallet").iloc[0]
    assert (found["known"], found["unknown"]) == (0, 3)
    assert pd.isna(found["p50"])


def test_fees_over_money_that_went_back_are_no_rate(tmp_path: Path) -> None:
    shop = opened(tmp_path, wallet_transactions=[txn("1", "2020-03-10", -50, "a", txn_type="payment", fee=-1.0)])
    costs = wallet_costs(shop, period=YEAR)
    assert costs["settled_eur"].tolist() == [-50]
    assert costs["take_rate"].isna().all()
    assert pd.isna(wallet_kpis(shop, period=YEAR).loc["current", "take_rate"])
