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
    return kept(store, PriceElasticity, (choice,), lambda: _elasticity(store, choice))


def _elasticity(store: Store, choice: Choice) -> PriceElasticity:
    panel = price_panel(store, choice)
    if panel.empty:
        raise CannotTell(Reason("no_list_price"))
    response = price_response(panel, by="market_tier")
    rows = [
        (*name.split(" ", 1), interval.estimate, interval.low, interval.high) for name, interval in response.by.items()
    ]
    cells = pd.DataFrame(rows, columns=["market", "tier", "estimate", "low", "high"])
    return PriceElasticity(response.rows, response.own, cells, response.pull_forward, response.evidence)
