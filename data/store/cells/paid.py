"""Which wallets are not told apart in what payments cost month by month, and which parts of a month are not told at all.

A wallet is told where each of its months that are over has enough customers, none of them with more than 75 % of the money; all others are
one, of two wallets at least and of enough customers in every month: else more are joined. Payments without a known customer are all of one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from data.errors import TooFew
from data.store.cells.gate import Joined
from data.store.cells.hiding import DOMINANT

PAYERS = """
select
    cast(date_trunc('month', wallet_matches.paid_on) as date) as month,
    wallet_matches.wallet,
    coalesce(orders_mart.customer_id, '') as customer_id,
    coalesce(wallet_matches.fx_applied > 0 and wallet_matches.fx_mid > 0, false) as is_converted,
    cast(sum(abs(coalesce(wallet_matches.settled_amount_eur, 0))) as double) as money
from wallet_matches
left join orders_mart on orders_mart.order_id = wallet_matches.order_id
where wallet_matches.paid_on is not null and wallet_matches.payments > 0
group by
    cast(date_trunc('month', wallet_matches.paid_on) as date),
    wallet_matches.wallet,
    coalesce(orders_mart.customer_id, ''),
    coalesce(wallet_matches.fx_applied > 0 and wallet_matches.fx_mid > 0, false)
"""
CONVERTED = ("converted_eur", "mid_eur", "fx_drag", "effective_cost")  # of a part of a row's payments
CELL = ["month", "wallet"]


@dataclass(frozen=True)
class Paid:
    """Of a version.

    Attributes:
        rows: the answer of `PAYERS`.
        anchor: first of the month that is not over.
        smallest: the fewest customers of a cell that is shown.
    """

    rows: pd.DataFrame
    anchor: date
    smallest: int

    def joined(self, question: str, chosen: Mapping[str, Any], since: date, until: date) -> tuple[Joined, ...]:
        """The wallets that are called hidden in the answer of a question by month of payment and wallet.

        Raises:
            TooFew: under a filter, of no whole months that are over, or where even all wallets together are of few.
        """
        if chosen:
            raise TooFew(f"the question {question} is filtered; clear the filters", "wallets")
        if since.day != 1 or until.day != 1 or until > self.anchor:
            raise TooFew(f"the question {question} is of whole months that are over", "grid")
        held = self.rows[pd.to_datetime(self.rows["month"]) < pd.Timestamp(self.anchor)]
        size = held.groupby("wallet")["customer_id"].nunique().sort_values()
        closed = [wallet for wallet in size.index if not self._is_safe(held[held["wallet"] == wallet]).all()]
        while closed and (len(closed) < 2 or not self._is_safe(held[held["wallet"].isin(closed)]).all()):
            wider = next((wallet for wallet in size.index if wallet not in closed), None)
            if wider is None:
                raise TooFew.of(f"the question {question}", self.smallest, "month")
            closed.append(wider)
        return (Joined(("wallet",), tuple((wallet,) for wallet in sorted(closed))),) if closed else ()

    def without_few(self, answer: pd.DataFrame, joined: tuple[Joined, ...], hidden: str) -> pd.DataFrame:
        """The answer with what is told of converted payments left empty in months in which these, or the others, are of few."""
        names = {wallet: hidden for each in joined for (wallet,) in each.cells}
        rows = self.rows.assign(wallet=self.rows["wallet"].replace(names))
        rows = rows.assign(month=pd.to_datetime(rows["month"]))
        parts = rows.groupby([*CELL, "is_converted"])
        cells = self._judged(parts)
        apart = cells[~cells].reset_index()[CELL].drop_duplicates()
        whole = rows.groupby(CELL)["is_converted"].nunique().eq(1)  # all of them, or none: no part that is told
        months = apart.loc[~apart.set_index(CELL).index.isin(whole[whole].index), "month"]
        left = answer.astype(dict.fromkeys(CONVERTED, float))
        left.loc[pd.to_datetime(left["month"]).isin(months), [*CONVERTED]] = np.nan
        return left

    def _is_safe(self, rows: pd.DataFrame) -> pd.Series:
        """Whether each month has enough customers."""
        return self._judged(rows.groupby("month"))

    def _judged(self, cells: Any) -> pd.Series:
        def judged(rows: pd.DataFrame) -> bool:
            money = rows.groupby("customer_id")["money"].sum()
            return len(money) >= self.smallest and money.max() <= DOMINANT * money.sum()

        safe: pd.Series = cells[["customer_id", "money"]].apply(judged)
        return safe
