"""What a euro of sales leaves: margins of the new channel and of the others, and what the channel takes."""

from dataclasses import dataclass, replace

from analytics.launch.question import Opening
from analytics.measures import Cut, figures
from analytics.period import Period
from analytics.reach import UNCUT, Compared
from analytics.wallet_costs import wallet_costs
from data.store import Store

ALL = "all"


@dataclass(frozen=True)
class Economics:
    """Shares of net sales, by (market, tier), (market, "all") and ("all", "all"); empty where no cost is known.

    own: margin of the new channel before fees; others: of all other channels; fee: charged for the channel's payments, None
    where none are loaded.
    """

    own: dict[tuple[str, str], float]
    others: dict[tuple[str, str], float]
    fee: float | None

    @property
    def is_known(self) -> bool:
        """Whether margins are."""
        return bool(self.own) and bool(self.others)

    def of(self, side: dict[tuple[str, str], float], market: str, tier: str) -> float:
        """The margin of a market and tier; of its market or of all where it has none of its own."""
        return next(side[key] for key in ((market, tier), (market, ALL), (ALL, ALL)) if key in side)


def economics(store: Store, opening: Opening, channels: tuple[str, ...], period: Period, sold_eur: float) -> Economics:
    """Margins and fees of a period.

    Args:
        channels: all others that sold; sold_eur: net sales of the new one, in all tiers of the markets asked about.
    """
    if opening.margin is not None:
        given = {(ALL, ALL): opening.margin}
        return Economics(given, given, _fee(store, opening, period, sold_eur))
    own, others = (_margins(store, opening, side, period) for side in ((opening.channel,), channels))
    return Economics(own, others, _fee(store, opening, period, sold_eur))


def _margins(store: Store, opening: Opening, channels: tuple[str, ...], period: Period) -> dict[tuple[str, str], float]:
    if not channels:
        return {}
    choice = replace(opening.choice, channel=channels)
    seen = {"since": Compared(period, UNCUT, period.until)}
    table = figures(store, choice, ["margin_eur", "margin_rate"], seen, Cut(("market", "tier")))
    sums = ["margin_eur", "net_with_margin_eur"]
    known = table[table["net_with_margin_eur"] > 0]
    by_market = known.groupby("market")[sums].sum()
    cells = {
        (str(market), str(tier)): float(rate)
        for market, tier, rate in zip(known["market"], known["tier"], known["margin_rate"], strict=True)
    }
    cells |= {
        (str(market), ALL): float(row["margin_eur"] / row["net_with_margin_eur"])
        for market, row in by_market.iterrows()
    }
    if len(known):
        cells[ALL, ALL] = float(known["margin_eur"].sum() / known["net_with_margin_eur"].sum())
    return cells


def _fee(store: Store, opening: Opening, period: Period, sold_eur: float) -> float | None:
    """What was charged for payments in the channel, as a share of its net sales."""
    choice = replace(opening.choice, channel=(opening.channel,), tier=(), brand=(), category=())
    charged = wallet_costs(store, choice, period=period)["fee_eur"].astype(float)
    return None if charged.dropna().empty or sold_eur <= 0 else -float(charged.sum()) / sold_eur


def break_even(money: Economics, place: tuple[str, str], sold: float, fee: float, once: float) -> float:
    """Share of the channel's sales that must be extra for the margin to be where it would have been without it.

    Args:
        place: market and tier; sold: by the channel; fee: share of its sales that is taken; once: cost of joining.
    """
    if not money.is_known or sold <= 0:
        return float("nan")
    own, others = money.of(money.own, *place), money.of(money.others, *place)
    return 1 - (own - fee - once / sold) / others if others > 0 else float("nan")
