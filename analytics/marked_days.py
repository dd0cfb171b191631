"""Days that any line through time is read beside: feasts and sales events of markets, closures and reopenings."""

import re
from dataclasses import dataclass
from datetime import date

from analytics.compare import EVENTS, event_day
from analytics.health import choices
from analytics.period import Period
from data.store import Store

MAIN = 0.1  # of all orders, from which on a market is one of the shop's main ones
MARKETS = {
    **dict.fromkeys(("520", "618", "qixi", "golden_week", "11.11_first", "11.11_second", "11.11"), ("CN",)),
    "cny": ("CN", "HK"),
    "black_friday": ("IT", "FR", "DE", "GB", "US"),
    **dict.fromkeys(("saldi_winter", "saldi_summer"), ("IT",)),
    **dict.fromkeys(("soldes_winter", "soldes_summer"), ("FR",)),
}
# What is kept where there is no room for all: the first of these.
RANKS = (
    *("lockdown", "store_closure", "cny", "11.11", "black_friday", "saldi_winter", "saldi_summer", "golden_week"),
    *("qixi", "618", "520", "reopening", "soldes_winter", "soldes_summer", "11.11_first", "11.11_second"),
)
_PLACE = re.compile(r"\((?P<place>[^()]+)\)$")


@dataclass(frozen=True)
class MarkedDay:
    """Something that happened in a market.

    Attributes:
        code: one of `RANKS`.
        first_on, last_on: its first and last day; the same but of a closure.
        markets: where.
        place: the part of the market it was in; empty for all of it.
    """

    code: str
    first_on: date
    last_on: date
    markets: tuple[str, ...]
    place: str = ""

    @property
    def rank(self) -> int:
        """How far down it stands among what is kept; 0 is first."""
        return RANKS.index(self.code)

    @property
    def is_stretch(self) -> bool:
        """Whether it lasted."""
        return self.last_on > self.first_on


def marked_days(store: Store, *, period: Period, markets: tuple[str, ...], region: str = "") -> tuple[MarkedDay, ...]:
    """What happened in these markets on days of a period, in order.

    Args:
        markets: ISO codes of countries.
        region: Italian region whose sales are meant; empty for most regions' days.
    """
    found = [*_events(period, markets, region), *_closures(store, period, markets)]
    return tuple(sorted(found, key=lambda day: (day.first_on, day.rank, day.markets)))


def main_markets(store: Store) -> tuple[str, ...]:
    """The markets that a tenth or more of all orders are from, the largest first; the largest alone where none is."""
    table = choices(store)
    sold = table[table["filter"] == "market"].set_index("value")["sold"].astype(float)
    if sold.empty:
        return ()
    share = (sold / max(sold.sum(), 1.0)).sort_values(ascending=False, kind="stable")
    return tuple(map(str, share.index[share >= MAIN])) or (str(share.index[0]),)


def _events(period: Period, markets: tuple[str, ...], region: str) -> list[MarkedDay]:
    found = []
    for event in EVENTS:
        if not (where := tuple(market for market in MARKETS[event] if market in markets)):
            continue
        for year in range(period.since.year, period.until.year + 1):
            day = event_day(event, year, region)
            if day is not None and period.since <= day < period.until:
                found.append(MarkedDay(event, day, day, where))
    return found


def _closures(store: Store, period: Period, markets: tuple[str, ...]) -> list[MarkedDay]:
    """Closures, ends of closures: those of several markets on the same days are one."""
    together: dict[tuple[str, date, date, str], list[str]] = {}
    for row in store.ask("marked_days").to_dict("records"):
        first, last = row["first_on"].date(), row["last_on"].date()
        if row["market"] in markets and first < period.until and last >= period.since:
            place = _PLACE.search(row["event"])
            key = (str(row["kind"]), first, last, place["place"] if place else "")
            together.setdefault(key, []).append(str(row["market"]))
    return [MarkedDay(kind, first, last, tuple(where), place) for (kind, first, last, place), where in together.items()]
