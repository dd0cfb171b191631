"""Sales below list price in the days when an Italian region forbids promotions, before its sales begin."""

import pandas as pd

from analytics.period import Period
from data.calendar.events import ban_days
from data.store import EVERYTHING, Choice, Store

PLACES = ("boutique", "phygital_lab")  # where a customer walks in


def ban_sales(store: Store, choice: Choice = EVERYTHING, *, period: Period) -> pd.DataFrame:
    """What boutiques sold in the days when their own region forbids promotions, and what of it below list price.

    Returns:
        One row per boutique and ban with a sale in it: `store_id`, `region`, `sales_event` (saldi_winter, saldi_summer), `sales_year`
        of the sales that follow, `orders`, `orders_marked` (with a piece more than 1 % below list price), `units`, `units_marked`,
        `net_eur`, `net_marked_eur`, `marked_share` of net sales (empty where these are not above nought).
    """
    table = store.ask("ban_sales", choice, **period.bounds())
    net, marked = table["net_eur"].astype(float), table["net_marked_eur"].astype(float)
    return table.assign(net_eur=net, net_marked_eur=marked, marked_share=marked / net.where(net > 0))


def ruled_regions(store: Store) -> tuple[str, ...]:
    """Italian regions of the shop's boutiques that the table of bans has a row for, be it that they forbid nothing."""
    return tuple(sorted(region for region in _regions(store) if region.lower() in _known()))


def unruled_regions(store: Store) -> tuple[str, ...]:
    """Those that it has no row for; an empty text where the country or region of a boutique is not on file."""
    return tuple(sorted(region for region in _regions(store) if region.lower() not in _known()))


def _known() -> set[str]:
    return {region.lower() for region in ban_days()}


def _regions(store: Store) -> set[str]:
    """Regions of boutiques in Italy, and of those whose country nobody states."""
    table = store.ask("store_spans")
    here = table[table["country"].isin(["IT", ""]) & table["channel"].isin(PLACES)]
    return {str(region).strip() for region in here["region"]}
