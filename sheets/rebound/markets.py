"""A shock market by market and tier by tier: a grid of what can be told, and the table of everything."""

import pandas as pd

from analytics.rebound.check import verdict
from analytics.rebound.shop.tables import of_row
from sheets.columns import Columns
from sheets.part import Part
from sheets.rebound import amounts, verdicts
from words import labels
from words.messages import _

ALL = "all"
TIERS = (ALL, *labels.TIERS)


def title() -> str:
    """What all of this is called, also while there is no answer."""
    return _("Market by market")


def too_little() -> str:
    """What is said of a market of which nothing can be told."""
    return _("Too little is sold in this market to say anything. Widen the selection.")


def together(cuts: pd.DataFrame) -> str:
    """All markets in one sentence; empty where there is one.

    Args:
        cuts: `Rebound.cuts`.
    """
    rows = cuts[(cuts["market"] == ALL) & (cuts["tier"] == ALL) & (cuts["channel"] == ALL)]
    if rows.empty or cuts["market"].nunique() < 3:
        return ""
    row = rows.iloc[0].to_dict()
    lost, recovered = (amounts.money(of_row(row, part)) for part in ("suppressed", "excess"))
    sums = _(
        "All closed markets, each at its own dates: lost {lost}, recovered {regained}.", lost=lost, regained=recovered
    )
    return f"{sums} {_verdict(str(row['rebound']))}"


def _verdict(code: str) -> str:
    names = {
        verdict.BEYOND: _("Overall this was revenge spending."),
        verdict.RELEASED: _("Overall this was pent-up demand, not revenge spending."),
        verdict.NONE: _("Overall there was no rebound."),
    }
    return names.get(code, _("Whether overall more was recovered than lost is unclear."))


def table(cuts: pd.DataFrame) -> Part:
    """What each market and tier lost and recovered, channels summed up; exported with channels.

    Args:
        cuts: `Rebound.cuts`.
    """
    rows = ordered(cuts[cuts["channel"] == ALL])
    of_parts = {
        part: [write(of_row(row, part)) for row in rows.to_dict("records")]
        for part, write in (("suppressed", amounts.money), ("excess", amounts.money), ("lasting", amounts.change))
    }
    drawn = _named(rows).assign(
        rebound=[
            verdicts.rebound(code, known) for code, known in zip(rows["rebound"], rows["excess"].notna(), strict=True)
        ],
        level=[verdicts.level(code, known) for code, known in zip(rows["level"], rows["lasting"].notna(), strict=True)],
        **of_parts,
    )
    joint = _(
        "All from one joint simulation, each market at its own dates: tiers add up to markets, and markets to the "
        "total."
    )
    return Part(title(), "rebound_markets", cuts, drawn, columns=_columns(), captions=(joint,))


def _columns() -> Columns:
    return {
        "market": (_("Market"), "text"),
        "tier": (_("Price tier"), "text"),
        "suppressed": (_("Lost while closed"), "text"),
        "excess": (_("Recovered since"), "text"),
        "rebound": (_("The rebound"), "text"),
        "lasting": (_("Lasting level"), "text"),
        "level": (_("The level"), "text"),
    }


def grids() -> dict[str, str]:
    """What a grid can show: columns of `Rebound.cuts` with their names."""
    return {"relative": _("Total since the shock"), "lasting": _("Lasting level")}


def grid(cuts: pd.DataFrame, column: str) -> Part:
    """One of `grids` by market and tier; blank where it could be chance, and only markets where it is not everywhere."""
    rows = ordered(cuts[cuts["channel"] == ALL])
    is_sure = (rows[f"{column}_low"] > 0) | (rows[f"{column}_high"] < 0)
    tiers = [tier for tier in TIERS if tier in set(rows["tier"])]
    known = [market for market in dict.fromkeys(rows["market"]) if is_sure[rows["market"] == market].any()]
    full = pd.MultiIndex.from_product([known, tiers], names=["market", "tier"])
    cells = rows.assign(share=rows[column].where(is_sure)).set_index(["market", "tier"]).reindex(full).reset_index()
    return Part(
        grids()[column],
        "rebound_heat",
        rows,
        _named(cells),
        columns={
            "market": (_("Market"), "text"),
            "tier": (_("Price tier"), "text"),
            "share": (grids()[column], "percent"),
        },
        empty=_("No market or tier shows a clear change."),
        captions=(_("Compared with the no-shock scenario. Blank or not listed: could be chance."),),
    )


def ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """Markets by what they lost, largest first, all together on top; within each, tiers from low to high.

    Args:
        rows: of `Rebound.cuts`, channels summed up.
    """
    rows = rows if rows["market"].nunique() > 2 else rows[rows["market"] != ALL]
    lost = rows[rows["tier"] == ALL].set_index("market")["suppressed"].fillna(0.0)
    places = {str(market): place for place, market in enumerate(lost.sort_values(ascending=False).index)} | {ALL: -1}
    tiers = {tier: place for place, tier in enumerate(TIERS)}
    keyed = rows.assign(place=rows["market"].map(places), step=rows["tier"].map(tiers))
    return keyed.sort_values(["place", "step"]).drop(columns=["place", "step"]).reset_index(drop=True)


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        market=[_("All closed markets") if code == ALL else labels.market(code) for code in rows["market"]],
        tier=[_("All tiers") if code == ALL else labels.named("tier", code) for code in rows["tier"]],
    )
