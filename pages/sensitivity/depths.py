"""What depth and price do: the response to a discount, elasticities, and who seeks discounts."""

import numpy as np
import pandas as pd

from analytics.promotions.audience.seekers import discount_seekers
from analytics.promotions.depth.response import FEWEST
from analytics.promotions.depth.shop_response import DiscountResponse
from analytics.promotions.elasticity.shop_elasticity import PriceElasticity, price_elasticity
from analytics.results import Reason
from sheets.choice import Chosen
from ui import charts, export, filters, levels, states, tables, url
from ui.cache import ask
from ui.faults import Fault
from ui.models import answered, sides, unanswered
from ui.screen import st
from ui.text import markdown
from words import formats, labels
from words.messages import _

DEPTHS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)


def response(answer: DiscountResponse | Reason | Fault, chosen: Chosen) -> None:
    """Extra orders by depth of the discount, tier by tier, market beside market."""
    title = _("Extra orders by size of discount")
    if not isinstance(answer, DiscountResponse):
        st.subheader(title, anchor=False)
        unanswered(answer)
        return
    table = answer.response.at(np.array(DEPTHS))
    note = levels.note("experiment", _("Extra orders per customer reached."))
    export.heading(title, levels.labelled(table, "experiment"), "response", chosen, note=note)
    levels.badge("experiment")
    present = [tier for tier in labels.TIERS if tier in set(table["tier"]) and tier in _tiers(chosen)]
    markets = [market for market in sides(chosen) if market in set(table["market"])]
    if not present or not markets:
        unanswered(Reason("no_depth_tried", needed=FEWEST))
        return
    default = "core" if "core" in present else present[0]
    tier = url.one(
        st.segmented_control, _("Price tier"), present, "sensitivity_tier", default, format_func=labels.naming("tier")
    )
    for column, market in zip(st.columns(len(markets), gap="medium"), markets, strict=True):
        with column:
            _curve(table, market, tier)
    _strengths(table, markets, present)
    _power(answer)


def _tiers(chosen: Chosen) -> tuple[str, ...]:
    return chosen.choice.tier or labels.TIERS


def _curve(table: pd.DataFrame, market: str, tier: str) -> None:
    own = table[(table["market"] == market) & (table["tier"] == tier)]
    own = own.assign(
        depth=own["depth"] * 100, estimate=own["extra"] * 100, low=own["low"] * 100, high=own["high"] * 100
    )
    st.markdown(markdown("**{market} · {tier}**", market=labels.market(market), tier=labels.named("tier", tier)))
    line = own.drop(columns="extra").reset_index(drop=True)
    if line.empty:
        states.empty(_("Fewer than thirty customers in a group: not enough data."))
    else:
        names = {"estimate": _("Extra orders per 100 customers")}
        charts.band(line, "depth", names, "number", f"response_{market}")
    st.caption(_("X axis: discount in %."))


def _strengths(table: pd.DataFrame, markets: list[str], present: list[str]) -> None:
    """All tiers of both markets at the usual depth, on one axis."""
    at = table[np.isclose(table["depth"], 0.2) & table["market"].isin(markets) & table["tier"].isin(present)]
    order = {code: place for place, code in enumerate([*labels.TIERS, *markets])}
    at = at.sort_values(["tier", "market"], key=lambda codes: codes.map(order))
    names = [f"{labels.named('tier', row.tier)} · {labels.market(row.market)}" for row in at.itertuples()]
    rows = at.assign(name=names, estimate=at["extra"] * 100, low=at["low"] * 100, high=at["high"] * 100)
    charts.intervals(rows, "name", "number", "strengths")
    st.caption(_("All tiers at a 20% discount, extra orders per 100 customers. Coloured: clearly different from zero."))


def _power(answer: DiscountResponse) -> None:
    power, borrowed = answer.response.power, answer.borrowed
    told = _(
        "Extra orders grow with the discount to the power of {power}, 95% interval {span}: at 1, twice the discount "
        "brings twice the orders; at 0, its size does not matter.",
        power=formats.number(power.estimate, 1),
        span=formats.interval(formats.number(power.low, 1), formats.number(power.high, 1)),
    )
    if not formats.missing(borrowed.estimate):
        told += " " + _(
            "{share} of the extra orders are missing in the six weeks after, 95% interval {span}.",
            share=formats.percent(borrowed.estimate, 0),
            span=formats.interval(formats.percent(borrowed.low, 0), formats.percent(borrowed.high, 0)),
        )
    st.markdown(told)


def elasticity(chosen: Chosen) -> None:
    """Pieces sold per percent of price, by market and tier."""
    with st.spinner(_("Comparing brands and weeks by price …")):
        found = answered(price_elasticity)
    title = _("How prices move sales")
    if not isinstance(found, PriceElasticity):
        st.subheader(title, anchor=False)
        unanswered(found)
        return
    cells = found.cells[found.cells["market"].isin(sides(chosen)) & found.cells["tier"].isin(_tiers(chosen))]
    if cells.empty:
        st.subheader(title, anchor=False)
        states.empty(_("No brand sells often enough, at prices that move, for an estimate."))
        return
    export.heading(
        title, levels.labelled(found.cells, found.evidence), "elasticity", chosen, note=levels.note(found.evidence)
    )
    levels.badge(found.evidence)
    order = {tier: place for place, tier in enumerate(labels.TIERS)}
    rows = cells.sort_values(["market", "tier"], key=lambda codes: codes.map(order) if codes.name == "tier" else codes)
    names = [f"{labels.market(row.market)} · {labels.named('tier', row.tier)}" for row in rows.itertuples()]
    charts.intervals(rows.assign(name=names), "name", "number", "elasticity")
    ten = [formats.change(0.9**slope - 1, 0) for slope in (found.own.estimate, found.own.high, found.own.low)]
    told = _(
        "Change in units, in %, per 1% of price. Overall, a price 10% lower changes units by {change}, 95% interval "
        "{span}.",
        change=ten[0],
        span=formats.interval(ten[1], ten[2]),
    )
    if found.evidence == "association":
        told += " " + _("Prices follow the sales of the weeks before; with these held constant this is an association.")
    borrowed = found.pull_forward
    if borrowed.low > 0:
        told += " " + _("{share} of it is missing in the next four weeks.", share=formats.percent(borrowed.estimate, 0))
    st.caption(told)


def seekers(chosen: Chosen) -> None:
    """Who buys on discount more, or less, than the discounts they met explain."""
    table = ask(discount_seekers, chosen.choice, until=filters.bounds()[1])
    title = _("Discount seekers")
    note = levels.note("association")
    export.heading(title, levels.labelled(table, "association"), "discount_seekers", chosen, note=note)
    levels.badge("association")
    shown = table[table["market"].isin(sides(chosen))] if len(table) else table
    if shown.empty:
        states.empty(_("No customer has enough orders."))
        return
    shown = shown.assign(
        where=[labels.market(code) for code in shown["market"]],
        said=[labels.named("leaning", code) for code in shown["leaning"]],
    )
    tables.show(
        shown,
        "discount_seekers",
        where=(_("Market"), "text"),
        said=(_("Customers"), "text"),
        customers=(_("How many"), "number"),
        share=(_("Share"), "percent"),
        on_discount=(_("On discount"), "percent"),
        expected=(_("Expected"), "percent"),
    )
    st.caption(_("Expected: if they had bought as others did in the same market, channel, tier and month."))
