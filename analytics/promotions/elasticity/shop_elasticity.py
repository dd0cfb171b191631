"""How much more is sold when a price falls, by market and tier: the shop's own weeks, no experiment."""

from dataclasses import dataclass

import pandas as pd

from analytics.interval import Interval
from analytics.kept import kept
from analytics.promotions.elasticity.prices import price_response
from analytics.promotions.questions import price_panel
from analytics.results import CannotTell, Reason
from data.store import EVERYTHING, Choice, Store


@dataclass(frozen=True)
class PriceElasticity:
    """Elasticities of a shop.

    Attributes:
        rows: unit-weeks used.
        own: of the whole.
        cells: one row per market and tier: `market`, `tier`, `estimate`, `low`, `high`.
        pull_forward: share of a usual cut's extra pieces that the next four weeks lack.
        evidence: "panel", or "association" where prices follow past sales and that changes the answer.
    """

    rows: int
    own: Interval
    cells: pd.DataFrame
    pull_forward: Interval
    evidence: str


def price_elasticity(store: Store, choice: Choice = EVERYTHING) -> PriceElasticity:
    """Two-way fixed effects on brands, markets and weeks; kept once computed.

    Raises:
        CannotTell: no price moves apart from season and shop.
    """
    return kept(store, PriceElasticity, (choice,), lambda: _found(store, choice))


def _found(store: Store, choice: Choice) -> PriceElasticity:
    asked = price_panel(store, choice)
    if asked.empty:
        raise CannotTell(Reason("no_list_price"))
    found = price_response(asked, by="market_tier")
    rows = [(*name.split(" ", 1), told.estimate, told.low, told.high) for name, told in found.by.items()]
    cells = pd.DataFrame(rows, columns=["market", "tier", "estimate", "low", "high"])
    return PriceElasticity(found.rows, found.own, cells, found.pull_forward, found.evidence)
