"""What a promotion of a shop did to other categories."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analytics.kept import kept
from analytics.promotions.cross.cover import cover
from analytics.promotions.cross.effects import COLUMNS, Used, effects
from analytics.promotions.effect.chances import SMALLEST
from analytics.promotions.effect.experiment import randomised, why_not
from analytics.promotions.effect.observed import Ran
from analytics.promotions.effect.scorecard import calendar_of, days_of, other_promotions
from analytics.promotions.questions import AFTER_DAYS, promotion_calendar, promotion_exposures, promotion_list
from analytics.results import CannotTell, Reason
from data.store import EVERYTHING, Choice, Store


@dataclass(frozen=True)
class CrossEffects:
    """What a promotion did to the goods it does not cover.

    Attributes:
        table: the columns of `effects`; no rows where that cannot be told.
        reason: why not; None where there are rows.
        evidence: "experiment" or "observational"; "none" without rows.
        source: who says what it covers: "stated" or "shown"; empty where it is not known.
        covers: what it covers, names in lower case.
        smallest_eur: the smallest margin that matters, 1 % of the promoted sales.
    """

    table: pd.DataFrame
    reason: Reason | None = None
    evidence: str = "none"
    source: str = ""
    covers: tuple[str, ...] = field(default=())
    smallest_eur: float = float("nan")


def promotion_goods(store: Store, choice: Choice = EVERYTHING, *, promotion_id: str) -> pd.DataFrame:
    """Lines sold on the days on which a promotion was used.

    Returns:
        One row per category, brand and tier, of its market and channel: `lines` on which it stands (in an order of one line, or
        of which other lines do not have it), `usual_lines` that no promotion touched.
    """
    return store.ask("promotion_goods", choice, promotion_id=promotion_id)


def category_sales(
    store: Store,
    choice: Choice = EVERYTHING,
    *,
    promotion_id: str,
    categories: str = "",
    brands: str = "",
    tiers: str = "",
) -> pd.DataFrame:
    """Pieces sold in a promotion's market and channel, and what they were worth.

    Args:
        categories, brands, tiers: covered, in lower case, separated by semicolons; empty: any.

    Returns:
        One row per day, category and `is_covered`: `units`, `net_eur`, `margin_eur`, `units_with_margin`; `net_squares` and
        `margin_squares`, euro a piece squared, summed over pieces; of lines with the promotion `net_used_eur`, and on what was kept
        `discount_eur`, whoever paid, and `given_eur`, of it what the shop paid, before VAT.
    """
    return store.ask(
        "category_sales", choice, promotion_id=promotion_id, categories=categories, brands=brands, tiers=tiers
    )


def category_exposures(
    store: Store,
    choice: Choice = EVERYTHING,
    *,
    promotion_id: str,
    after: int = AFTER_DAYS,
    categories: str = "",
    brands: str = "",
    tiers: str = "",
) -> pd.DataFrame:
    """What those of a promotion by lot bought.

    Returns:
        One row per customer, category and `is_covered`: `units_in` its window, `units_after`.
    """
    return store.ask(
        "category_exposures", choice, promotion_id=promotion_id, after=after, categories=categories, brands=brands, tiers=tiers,
    )  # fmt: skip


def cross_effects(store: Store, choice: Choice = EVERYTHING, *, promotion_id: str) -> CrossEffects:
    """What a promotion did to other categories; kept once computed."""
    return kept(store, CrossEffects, (choice, promotion_id), lambda: _told(store, choice, promotion_id))


def _told(store: Store, choice: Choice, promotion_id: str) -> CrossEffects:
    nothing = pd.DataFrame(columns=list(COLUMNS))
    listed = promotion_list(store, choice)
    own = listed[listed["promotion_id"] == promotion_id]
    if own.empty:
        return CrossEffects(nothing, Reason("days_unknown"))
    promotion = own.iloc[0]
    first, last = days_of(promotion)
    if pd.isna(first) or pd.isna(last):
        return CrossEffects(nothing, Reason("days_unknown"))
    try:
        covered = cover(dict(promotion), promotion_goods(store, choice, promotion_id=promotion_id))
    except CannotTell as cannot:
        return CrossEffects(nothing, cannot.reason)
    covers = (*covered.categories, *covered.brands, *covered.tiers)
    goods = category_sales(store, choice, promotion_id=promotion_id, **covered.asked())
    drawn = randomised(promotion_exposures(store, choice))
    drawn = drawn[drawn["promotion_id"] == promotion_id]
    lacking = why_not(drawn)
    bought = (
        category_exposures(store, choice, promotion_id=promotion_id, after=AFTER_DAYS, **covered.asked())
        if lacking is None
        else None
    )
    ran = Ran(
        first, last, pd.DataFrame(), calendar_of(promotion_calendar(store), promotion["market"]),
        other_promotions(listed, promotion), float(promotion["net_eur"]),
    )  # fmt: skip
    used = _used(goods, promotion, drawn if lacking is None else None)
    try:
        table = effects(goods, ran, used, None if bought is None else (drawn, bought))
    except CannotTell as cannot:
        return CrossEffects(nothing, cannot.reason, source=covered.source, covers=covers)
    level = "observational" if bought is None else "experiment"
    return CrossEffects(table, None, level, covered.source, covers, SMALLEST * used.net_eur)


def _used(goods: pd.DataFrame, promotion: pd.Series, drawn: pd.DataFrame | None) -> Used:
    """What its orders say; what it gave away is not known where none names it."""
    sums = goods[["net_used_eur", "discount_eur", "given_eur"]].astype(float).sum()
    is_known = bool(goods["net_used_eur"].notna().any())
    cost = float(promotion["contact_cost_eur"]) if pd.notna(promotion["contact_cost_eur"]) else 0.0
    contacts = (
        float(promotion["treated"]) * cost
        if drawn is None
        else float(drawn.loc[drawn["treated"].astype(bool), "contact_cost_eur"].fillna(0).sum())
    )
    return Used(
        float(sums["net_used_eur"]),
        float(sums["given_eur"]) if is_known else np.nan,
        float(sums["discount_eur"]) if is_known else np.nan,
        contacts,
    )
