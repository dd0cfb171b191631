"""A shock market by market and tier by tier: a grid of what can be told, and the table of everything."""

import pandas as pd

from analytics.rebound.check import verdict
from analytics.rebound.shop.tables import of_row
from pages.rebound import verdicts
from ui import charts, states, tables, url
from ui.screen import st
from words import labels
from words.messages import _

ALL = "all"
TIERS = (ALL, *labels.TIERS)
PARTS = ("suppressed", "excess", "lasting")


def shown(cuts: pd.DataFrame) -> None:
    """Grid and table.

    Args:
        cuts: `Rebound.cuts` summed over channels.
    """
    table = ordered(cuts)
    _grid(table)
    _table(table)
    st.caption(
        _(
            "All from one joint simulation, each market at its own dates: tiers add up to markets, and markets to the "
            "total."
        )
    )


def together(cuts: pd.DataFrame) -> str:
    """All markets in one sentence; empty where there is one."""
    rows = cuts[(cuts["market"] == ALL) & (cuts["tier"] == ALL) & (cuts["channel"] == ALL)]
    if rows.empty or cuts["market"].nunique() < 3:
        return ""
    row = rows.iloc[0].to_dict()
    lost, regained = (verdicts.money(of_row(row, part)) for part in ("suppressed", "excess"))
    amounts = _(
        "All closed markets, each at its own dates: lost {lost}, recovered {regained}.", lost=lost, regained=regained
    )
    return f"{amounts} {_verdict(str(row['rebound']))}"


def _verdict(code: str) -> str:
    names = {
        verdict.BEYOND: _("Overall this was revenge spending."),
        verdict.RELEASED: _("Overall this was pent-up demand, not revenge spending."),
        verdict.NONE: _("Overall there was no rebound."),
    }
    return names.get(code, _("Whether overall more was recovered than lost is unclear."))


def ordered(cuts: pd.DataFrame) -> pd.DataFrame:
    """Markets by what they lost, largest first, all together on top; within each, tiers from low to high."""
    rows = cuts if cuts["market"].nunique() > 2 else cuts[cuts["market"] != ALL]
    lost = rows[rows["tier"] == ALL].set_index("market")["suppressed"].fillna(0.0)
    places = {str(market): place for place, market in enumerate(lost.sort_values(ascending=False).index)} | {ALL: -1}
    tiers = {tier: place for place, tier in enumerate(TIERS)}
    keyed = rows.assign(place=rows["market"].map(places), step=rows["tier"].map(tiers))
    return keyed.sort_values(["place", "step"]).drop(columns=["place", "step"]).reset_index(drop=True)


def _grid(table: pd.DataFrame) -> None:
    names = {"relative": _("Total since the shock"), "lasting": _("Lasting level")}
    part = url.one(
        st.segmented_control, _("Shown"), list(names), "rebound_shown", "relative", format_func=names.__getitem__
    )
    sure = (table[f"{part}_low"] > 0) | (table[f"{part}_high"] < 0)
    if not sure.any():
        states.empty(_("No market or tier shows a clear change."))
        return
    tiers = [tier for tier in TIERS if tier in set(table["tier"])]
    known = [market for market in dict.fromkeys(table["market"]) if sure[table["market"] == market].any()]
    full = pd.MultiIndex.from_product([known, tiers], names=["market", "tier"])
    cells = table.assign(share=table[part].where(sure)).set_index(["market", "tier"]).reindex(full).reset_index()
    charts.heatmap(_named(cells), "tier", "market", "share", "percent", "rebound_heat", middle=0.0)
    st.caption(_("Compared with the no-shock scenario. Blank or not listed: could be chance."))


def _table(table: pd.DataFrame) -> None:
    named = _named(table).assign(
        rebound=[
            verdicts.rebound(c, known) for c, known in zip(table["rebound"], table["excess"].notna(), strict=True)
        ],
        level=[verdicts.level(c, known) for c, known in zip(table["level"], table["lasting"].notna(), strict=True)],
    )
    rows = table.to_dict("records")
    for part in PARTS:
        write = verdicts.money if part in ("suppressed", "excess") else verdicts.share
        named[part] = [write(of_row(row, part)) for row in rows]
    tables.show(
        named,
        "rebound_markets",
        market=(_("Market"), "text"),
        tier=(_("Price tier"), "text"),
        suppressed=(_("Lost while closed"), "text"),
        excess=(_("Recovered since"), "text"),
        rebound=(_("The rebound"), "text"),
        lasting=(_("Lasting level"), "text"),
        level=(_("The level"), "text"),
    )


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        market=[_("All closed markets") if code == ALL else labels.market(code) for code in rows["market"]],
        tier=[_("All tiers") if code == ALL else labels.named("tier", code) for code in rows["tier"]],
    )
