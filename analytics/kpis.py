"""The shop's headline numbers over a period."""

from datetime import date, timedelta

import pandas as pd

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store

# each ratio's part and whole, of the sums a question returns
RATIOS = {
    "aov_eur": ("net_eur", "orders"),
    "spend_per_buyer_eur": ("gmv_known_eur", "payers"),
    "orders_per_buyer": ("orders_known", "buyers"),
    "upt": ("units", "orders_with_units"),
    "asp_eur": ("net_with_units_eur", "units"),
    "markdown_depth": ("discount_eur", "gross_eur"),
    "full_price_share": ("net_full_price_eur", "net_eur"),
    "refund_rate": ("matured_refunds_eur", "matured_sold_eur"),
    "refunded_orders_share": ("matured_orders_refunded", "matured_orders"),
    "new_share": ("new_customers", "buyers"),
    "returning_share": ("net_returning_eur", "net_eur"),
    "guest_share": ("net_guest_eur", "net_eur"),
    "wallet_share": ("net_wallet_eur", "net_eur"),
    "margin_rate": ("margin_eur", "net_with_margin_eur"),
    "margin_coverage": ("net_with_margin_eur", "net_eur"),
}
RETURN_WINDOW_DAYS = 30  # after so many days a return is rare enough for an order to be final


def kpis(
    store: Store, choice: Choice = EVERYTHING, *, period: Period, return_window: int = RETURN_WINDOW_DAYS
) -> pd.DataFrame:
    """Headline numbers of a period, of the one before and of the same dates last year.

    Brand, category and tier count on order lines (an order belongs to every tier it holds); all else on the roll-up.

    Args:
        return_window: days after which an order counts as final in the refund rate.

    Returns:
        One row per period, indexed `current`, `previous`, `last_year`, columns as in analytics/metrics.toml: amounts
        in euro (`_eur`), shares 0 to 1 (`_share`, `_rate`), counts. Empty (NaN) where the denominator is zero. `since`,
        `until` say which days; `is_covered` whether the store has data for all of them.
    """
    first, data_to = span(store)
    matured_until = data_to - timedelta(days=return_window - 1)
    rows = {
        name: measured(_sums(store, choice, each, matured_until)).assign(
            since=pd.Timestamp(each.since),
            until=pd.Timestamp(each.until),
            is_covered=first <= each.since and each.until <= data_to + timedelta(days=1),
        )
        for name, each in period.compared().items()
    }
    return pd.concat(rows).droplevel(1).rename_axis("period")


def span(store: Store) -> tuple[date, date]:
    """The first and the last day with an order, over all the store; today's date for both when it is empty."""
    frame = store.ask("span")
    if frame["first_on"].isna().all():
        return date.today(), date.today()
    return frame["first_on"].iloc[0].date(), frame["data_to"].iloc[0].date()


def counts_lines(choice: Choice) -> bool:
    """Whether the choice needs order lines: the roll-up has no brand, and keeps an order under one tier only."""
    return bool(choice.brand or choice.category or choice.tier)


def measured(sums: pd.DataFrame) -> pd.DataFrame:
    """Adds every ratio to rows of sums; the formulas are those of analytics/metrics.toml."""
    s = _filled(sums.astype(float))
    ratios = {name: _over(s[part], s[whole]) for name, (part, whole) in RATIOS.items() if part in s and whole in s}
    return s.assign(**ratios)


def _filled(sums: pd.DataFrame) -> pd.DataFrame:
    """Nought where nothing was sold; unknown where nothing sold could be converted, or no cost is known."""
    filled = sums.fillna({name: 0.0 for name in sums.columns if name not in {"margin_eur", "net_ex_vat_eur"}})
    blind = (filled["orders"] > 0) & (filled["orders_without_rate"] >= filled["orders"])
    if blind.any():
        amounts = [name for name in filled.columns if name.endswith("_eur")]
        filled[amounts] = filled[amounts].mask(blind)
    return filled


def _sums(store: Store, choice: Choice, period: Period, matured_until: date) -> pd.DataFrame:
    asked = {**period.bounds(), "matured_until": matured_until}
    if counts_lines(choice):
        return store.ask("kpis_lines", choice, **asked)
    sums = store.ask("kpis", choice, **asked)
    if sums[["buyers", "payers"]].isna().any(axis=None):  # a part of the shop: persons are counted anew
        people = store.ask("kpi_people", choice, **period.bounds())
        sums[people.columns] = people
    return sums


def _over(part: pd.Series | float, whole: pd.Series) -> pd.Series:
    return part / whole.where(whole != 0)
