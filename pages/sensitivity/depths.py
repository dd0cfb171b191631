"""Extra orders by depth of the discount, market beside market."""

import pandas as pd

from analytics.promotions.depth.response import FEWEST
from analytics.promotions.depth.shop_response import DiscountResponse
from analytics.results import Reason
from sheets.choice import Chosen
from sheets.part import Part
from sheets.sensitivity import depths as sheet
from sheets.sides import sides
from ui import cache, charts, export, levels, parts, states, url
from ui.faults import Fault
from ui.models import unanswered
from ui.screen import st
from ui.text import markdown
from words import labels
from words.messages import _


def response(answer: DiscountResponse | Reason | Fault, chosen: Chosen) -> None:
    """A curve a market for the tier the reader picks, all tiers at one depth, and the shape in words."""
    if not isinstance(answer, DiscountResponse):
        st.subheader(sheet.response_title(), anchor=False)
        unanswered(answer)
        return
    part = sheet.response(answer)
    export.part(part, chosen)
    levels.badge("experiment")
    tiers = sheet.tiers(part.drawn, chosen)
    markets = [market for market in sides(cache.reading(), chosen) if market in set(part.drawn["market"])]
    if not tiers or not markets:
        unanswered(Reason("no_depth_tried", needed=FEWEST))
        return
    _curves(part.drawn, markets, _tier(tiers))
    strengths = sheet.strengths(part.drawn, markets, tiers)
    charts.intervals(strengths.drawn, "name", "number", strengths.name)
    parts.captions(strengths)
    st.markdown(sheet.shape(answer))


def _tier(tiers: list[str]) -> str:
    default, naming = "core" if "core" in tiers else tiers[0], labels.naming("tier")
    return str(url.one(st.segmented_control, _("Price tier"), tiers, "sensitivity_tier", default, format_func=naming))


def _curves(table: pd.DataFrame, markets: list[str], tier: str) -> None:
    for column, market in zip(st.columns(len(markets), gap="medium"), markets, strict=True):
        with column:
            _curve(sheet.curve(table, market, tier))


def _curve(part: Part) -> None:
    st.markdown(markdown("**{name}**", name=part.title))
    if part.drawn.empty:
        states.empty(part.empty)
    else:
        names = {"estimate": _("Extra orders per 100 customers")}
        charts.band(part.drawn, "depth", names, "number", part.name)
    parts.captions(part)
