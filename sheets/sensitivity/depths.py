"""Extra orders by depth of the discount: a curve a market and tier, all tiers at one depth, and the shape in words."""

import numpy as np
import pandas as pd

from analytics.promotions.depth.shop_response import DiscountResponse
from sheets import evidence, intervals
from sheets.choice import Chosen
from sheets.part import Part
from words import formats, labels
from words.messages import _

DEPTHS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
USUAL = 0.2  # the depth at which all tiers stand on one axis


def response(answer: DiscountResponse) -> Part:
    """Extra orders per customer at each depth, of all markets and tiers."""
    table = answer.response.at(np.array(DEPTHS))
    return Part(
        response_title(),
        "response",
        evidence.labelled(table, "experiment"),
        table,
        evidence.note("experiment", _("Extra orders per customer reached.")),
    )


def response_title() -> str:
    """What the response is called, also where there is none."""
    return _("Extra orders by size of discount")


def tiers(table: pd.DataFrame, chosen: Chosen) -> list[str]:
    """The price tiers of the response that are chosen, from low to high."""
    known = set(table["tier"])
    return [tier for tier in labels.TIERS if tier in known and tier in (chosen.choice.tier or labels.TIERS)]


def curve(table: pd.DataFrame, market: str, tier: str) -> Part:
    """One market and tier: depth in percent, extra orders per 100 customers."""
    own = table[(table["market"] == market) & (table["tier"] == tier)]
    drawn = _per_hundred(own).assign(depth=own["depth"] * 100).drop(columns="extra").reset_index(drop=True)
    return Part(
        f"{labels.market(market)} · {labels.named('tier', tier)}",
        f"response_{market}",
        own,
        drawn,
        empty=_("Fewer than thirty customers in a group: not enough data."),
        captions=(_("X axis: discount in %."),),
    )


def strengths(table: pd.DataFrame, markets: list[str], tiers: list[str]) -> Part:
    """All tiers of some markets at the usual depth, on one axis."""
    usual = table[np.isclose(table["depth"], USUAL) & table["market"].isin(markets) & table["tier"].isin(tiers)]
    places = {code: place for place, code in enumerate([*labels.TIERS, *markets])}
    usual = usual.sort_values(["tier", "market"], key=lambda codes: codes.map(places))
    drawn = _per_hundred(usual)
    return Part(
        response_title(),
        "strengths",
        usual,
        drawn.assign(
            name=[
                f"{labels.named('tier', tier)} · {labels.market(market)}"
                for tier, market in zip(usual["tier"], usual["market"], strict=True)
            ],
            orders=[formats.number(extra, 1) for extra in drawn["estimate"]],
            span=intervals.spans(drawn["low"], drawn["high"], _one_digit),
        ),
        columns={
            "name": (_("Price tier"), "text"),
            "orders": (_("Extra orders per 100 customers"), "text"),
            "span": (_("95% interval"), "text"),
        },
        captions=(
            _("All tiers at a 20% discount, extra orders per 100 customers. Coloured: clearly different from zero."),
        ),
    )


def _per_hundred(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(estimate=table["extra"] * 100, low=table["low"] * 100, high=table["high"] * 100)


def shape(answer: DiscountResponse) -> str:
    """How extra orders grow with depth, and how many of them are missing later, where that is known."""
    power, borrowed = answer.response.power, answer.borrowed
    grows = _(
        "Extra orders grow with the discount to the power of {power}, 95% interval {span}: at 1, twice the discount "
        "brings twice the orders; at 0, its size does not matter.",
        power=_one_digit(power.estimate),
        span=intervals.span(power, _one_digit),
    )
    if formats.missing(borrowed.estimate):
        return grows
    missing = _(
        "{share} of the extra orders are missing in the six weeks after, 95% interval {span}.",
        share=_whole_percent(borrowed.estimate),
        span=intervals.span(borrowed, _whole_percent),
    )
    return f"{grows} {missing}"


def _one_digit(value: float) -> str:
    return formats.number(value, 1)


def _whole_percent(share: float) -> str:
    return formats.percent(share, 0)
