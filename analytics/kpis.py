"""The shop's headline numbers over a period."""

from datetime import date
from typing import Any

import pandas as pd

from analytics.period import Period
from analytics.reach import RETURN_WINDOW_DAYS, Compared, compared, reach
from data.store import EVERYTHING, Choice, Store

# each ratio's part and whole, of the sums a question returns: both of the same orders
RATIOS = {
    "aov_eur": ("net_eur", "orders_with_rate"),
    "spend_per_buyer_eur": ("gmv_known_eur", "payers"),
    "orders_per_buyer": ("orders_known", "buyers"),
    "upt": ("units", "orders_with_units"),
    "asp_eur": ("net_with_units_eur", "units_with_rate"),
    "markdown_depth": ("discount_eur", "gross_eur"),
    "full_price_share": ("sold_full_price_eur", "sold_eur"),
    "refund_rate": ("matured_refunds_eur", "matured_sold_eur"),
    "refunded_orders_share": ("matured_orders_refunded", "matured_orders"),
    "new_share": ("new_customers", "buyers"),
    "returning_share": ("sold_returning_eur", "sold_eur"),
    "guest_share": ("sold_guest_eur", "sold_eur"),
    "wallet_share": ("sold_wallet_eur", "sold_eur"),
    "margin_rate": ("margin_eur", "net_with_margin_eur"),
    "margin_coverage": ("sold_with_margin_eur", "sold_eur"),
}
NEWNESS = ("new_customers", "new_share", "sold_returning_eur", "returning_share")  # rest on who is new


def kpis(
    store: Store, choice: Choice = EVERYTHING, *, period: Period, return_window: int = RETURN_WINDOW_DAYS
) -> pd.DataFrame:
    """Headline numbers of a period, of the one before and of the same dates last year.

    Brand, category and tier count on order lines (an order belongs to every tier it holds); all else on the roll-up.
    The two other periods are seen at the age the first has today: returns that came later are not deducted.

    Args:
        return_window: days after which an order counts as final in the refund rate.

    Returns:
        One row per period, indexed `current`, `previous`, `last_year`, columns as in analytics/metrics.toml: amounts
        in euro (`_eur`), shares 0 to 1 (`_share`, `_rate`), counts. Empty (NaN) where the denominator is not positive,
        and what rests on who is new in a period that begins less than a year after the data. `since`, `until` say which
        days; `is_covered` whether the store has data for all of them.
    """
    known = reach(store)
    periods = compared(known, period, return_window)
    # of a year, the period before is last year: asked once
    sums = {each: _sums(store, choice, each) for each in dict.fromkeys(periods.values())}
    rows = {
        name: without_newness(measured(sums[each]), each.period.since < known.new_from).assign(
            since=pd.Timestamp(each.period.since),
            until=pd.Timestamp(each.period.until),
            is_covered=known.covers(each.period),
        )
        for name, each in periods.items()
    }
    return pd.concat(rows).droplevel(1).rename_axis("period")


def span(store: Store) -> tuple[date, date]:
    """The first and the last day with an order, over all the store; today's date for both when it is empty."""
    known = reach(store)
    return known.first_on, known.data_to


def counts_lines(choice: Choice) -> bool:
    """Whether the choice needs order lines: the roll-up has no brand, and keeps an order under one tier only."""
    return bool(choice.brand or choice.category or choice.tier)


def measured(sums: pd.DataFrame) -> pd.DataFrame:
    """Adds every ratio to rows of sums; the formulas are those of analytics/metrics.toml."""
    s = _filled(sums.astype(float))
    s = s.assign(sold_eur=s["gross_eur"] - s["discount_eur"], orders_with_rate=s["orders"] - s["orders_without_rate"])
    ratios = {name: _over(s[part], s[whole]) for name, (part, whole) in RATIOS.items() if part in s and whole in s}
    return s.assign(**ratios)


def without_newness(table: pd.DataFrame, is_unknown: Any) -> pd.DataFrame:
    """The table, blank in what rests on who is new where that is unknown (one truth for all rows, or one a row)."""
    known = ~pd.Series(is_unknown, index=table.index)
    return table.assign(**{name: table[name].where(known) for name in NEWNESS if name in table})


def _filled(sums: pd.DataFrame) -> pd.DataFrame:
    """Nought where nothing was sold; unknown where nothing sold could be converted, or no cost is known."""
    filled = sums.fillna({name: 0.0 for name in sums.columns if name not in {"margin_eur", "net_ex_vat_eur"}})
    blind = (filled["orders"] > 0) & (filled["orders_without_rate"] >= filled["orders"])
    if blind.any():
        amounts = [name for name in filled.columns if name.endswith("_eur")]
        filled[amounts] = filled[amounts].mask(blind)
    return filled


def _sums(store: Store, choice: Choice, each: Compared) -> pd.DataFrame:
    asked = {**each.bounds(), "matured_until": each.matured_until}
    if counts_lines(choice):
        return store.ask("kpis_lines", choice, **asked)
    sums = store.ask("kpis", choice, **asked)
    if sums[["buyers", "payers"]].isna().any(axis=None):  # a part of the shop: persons are counted anew
        people = store.ask("kpi_people", choice, **each.period.bounds())
        sums[people.columns] = people
    return sums


def _over(part: pd.Series | float, whole: pd.Series) -> pd.Series:
    return part / whole.where(whole > 0)
