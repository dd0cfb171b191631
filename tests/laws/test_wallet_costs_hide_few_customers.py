"""Law: who may not see persons is told what payments cost by whole months, wallets of few customers together, and it adds up."""

from datetime import date

import pandas as pd
import pytest

from analytics.period import Period
from analytics.wallet_costs import wallet_costs
from data.errors import TooFew
from data.store import EVERYTHING, Choice, Rights
from data.store.cells import HIDDEN, Joined, Paid
from data.store.reader import QUESTIONS
from tests.laws.twins.detail import Detail

FEWEST = 5
LAST = date(2023, 3, 1)


def _rows(held: dict[tuple[str, str], int], **converted: int) -> pd.DataFrame:
    """By month and wallet, so many customers who paid 10 each; of those of `alipay` in January so many in another currency."""
    rows = [
        (
            f"2023-{month}-01",
            wallet,
            f"{wallet}{n}",
            wallet == "alipay" and month == "01" and n < converted.get("of", 0),
            10.0,
        )
        for (month, wallet), many in held.items()
        for n in range(many)
    ]
    return pd.DataFrame(rows, columns=["month", "wallet", "customer_id", "is_converted", "money"])


def _joined(rows: pd.DataFrame) -> list[str]:
    cells = Paid(rows, LAST, FEWEST).joined("q", {}, date(2023, 1, 1), LAST)
    return [wallet for each in cells for (wallet,) in each.cells]


def test_a_wallet_with_a_month_of_few_is_joined_with_another_and_with_more_where_both_are_few() -> None:
    many = {(month, wallet): 9 for month in ("01", "02") for wallet in ("alipay", "paypal")}
    assert _joined(_rows(many)) == []
    # the running month counts for nothing: it would change what is told from one version to the next
    assert _joined(_rows({**many, ("03", "alipay"): 1})) == []
    assert _joined(_rows({**many, ("01", "wechat"): 6, ("02", "wechat"): 2})) == ["alipay", "wechat"]
    few = {**many, ("01", "wechat"): 2, ("02", "wechat"): 2}
    assert len(_joined(_rows(few))) == 2 and "wechat" in _joined(_rows(few))
    with pytest.raises(TooFew) as refused:
        _joined(_rows({("01", "wechat"): 2, ("02", "alipay"): 9}))
    assert refused.value.why == "few"


def test_one_customers_money_hides_a_wallet_as_few_customers_do() -> None:
    rows = _rows({(month, wallet): 9 for month in ("01", "02") for wallet in ("alipay", "paypal")})
    rows.loc[0, "money"] = 1_000.0
    with pytest.raises(TooFew):  # and all together it is still most of a month
        _joined(rows)


@pytest.mark.parametrize(("of", "is_told"), [(0, True), (2, False), (6, False), (5, False), (9, True)])
def test_a_part_paid_in_another_currency_is_blank_where_it_or_the_rest_is_of_few(of: int, is_told: bool) -> None:
    paid = Paid(_rows({("01", "alipay"): 9, ("02", "alipay"): 9}, of=of), LAST, FEWEST)
    answer = pd.DataFrame({"month": ["2023-01-01"], "wallet": ["alipay"], "settled_eur": [90.0]})
    told = paid.without_few(answer.assign(converted_eur=1.0, mid_eur=1.0, fx_drag=0.0, effective_cost=0.0), (), HIDDEN)
    assert told["converted_eur"].notna().tolist() == [is_told] and told["settled_eur"].tolist() == [90.0]


@pytest.mark.parametrize(
    ("choice", "period", "why"),
    [
        (Choice(market=("CN",)), ("2024-01-01", "2024-07-01"), "wallets"),
        (Choice(), ("2024-01-01", "2024-06-17"), "grid"),
        (Choice(), ("2024-01-01", "2100-01-01"), "grid"),
    ],
)
def test_filters_parts_of_months_and_the_running_one_are_refused(
    choice: Choice, period: tuple[str, str], why: str, detail: Detail
) -> None:
    seen = detail.store.seen_by(Rights(smallest=FEWEST))
    with pytest.raises(TooFew) as refused:
        wallet_costs(seen, choice, period=Period(*map(date.fromisoformat, period)))
    assert refused.value.why == why


def test_wallets_that_are_joined_add_up_to_what_they_were(detail: Detail) -> None:
    sql = (QUESTIONS / "wallet_costs.sql").read_text(encoding="utf-8")
    joined = (Joined(("wallet",), (("alipay",), ("wechat",))),)
    days = {"since": date(2022, 1, 1), "until": date(2025, 1, 1)}
    told = detail.store._answer("wallet_costs", sql, EVERYTHING, joined, days)
    own = detail.store.ask("wallet_costs", **days)
    assert not {"alipay", "wechat"} & set(told["wallet"]) and HIDDEN in set(told["wallet"])
    for name in ("payments", "settled_eur", "fee_eur", "converted_eur", "mid_eur"):
        assert told.groupby("month")[name].sum().tolist() == pytest.approx(own.groupby("month")[name].sum().tolist())
