"""Wallets against their contracts by month: only those that charged more or less than agreed are drawn."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.period import Period
from sheets import contracts
from sheets.reading import Reading
from tests.sheets.conftest import chosen

CHARGED_MORE = Period(
    date(2024, 9, 1), date(2025, 1, 1)
)  # holds the ten weeks in which Alipay took 1 % where .55 % was agreed
KEPT = Period(date(2022, 1, 1), date(2023, 1, 1))


def test_who_charged_above_contract_is_drawn_and_nobody_else(small: Reading) -> None:
    part = contracts.trend(small, replace(chosen(small), period=CHARGED_MORE))
    (line,) = [name for name in part.named("percent") if name == "Alipay CNY"]
    above = part.drawn.set_index("month")[line].astype(float)
    assert above.iloc[1] == pytest.approx(0.0045, abs=2e-4), "October lies within those weeks"
    assert above.iloc[-1] == pytest.approx(0.0, abs=2e-4)
    drawn = part.table[part.table["above"].abs() >= contracts.NOTICED]
    assert len(part.named("percent")) == len(drawn.groupby(["wallet", "currency"]))
    assert "Alipay CNY" in part.captions[0] and "not drawn" in part.captions[1]


def test_where_all_contracts_were_kept_that_is_said(small: Reading) -> None:
    part = contracts.trend(small, replace(chosen(small), period=KEPT))
    known = part.table.dropna(subset=["above"])
    if (known["above"].abs() < contracts.NOTICED).all():
        assert part.drawn.empty and part.empty == "Every wallet with a contract charged what it says, in every month."
    else:
        assert set(part.named("percent"))


def test_its_table_has_what_was_charged_of_all_payments(small: Reading) -> None:
    part = contracts.trend(small, replace(chosen(small), period=CHARGED_MORE))
    whole = contracts.agreed(small, replace(chosen(small), period=CHARGED_MORE)).table
    assert part.table["charged"].sum() == pytest.approx(whole["charged"].astype(float).sum())
    assert (part.table["share"] * part.table["paid"]).sum() == pytest.approx(part.table["charged"].sum())
