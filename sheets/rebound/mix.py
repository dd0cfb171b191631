"""What became of price tiers and channels: their shares before, during and after a shock, and levels that stay."""

import pandas as pd

from analytics.rebound.shop import MarketRebounds
from analytics.rebound.shop.tables import PHASES, of_row, phases
from sheets import intervals
from sheets.columns import Columns
from sheets.part import Part
from sheets.rebound.markets import ALL
from sheets.rebound.shock import Shown, note
from words import explanations, formats, labels
from words.messages import _


def tiers(rebounds: MarketRebounds, shown: Shown) -> Part:
    """Shares of the tiers by phase; drawn as a row a `phase` and a column a tier."""
    mix = rebounds.rebound.mix
    mix = mix[mix["market"] == shown.market]
    names = dict(zip(PHASES, (_("Before"), _("Closed"), _("Rebound"), _("Without shock")), strict=True))
    shares = phases(mix).pivot(index="phase", columns="tier", values="share")
    shares = shares.reindex([phase for phase in PHASES if phase in shares.index]).fillna(0.0).reset_index()
    of_tiers: Columns = {tier: (labels.named("tier", tier), "percent") for tier in labels.TIERS if tier in shares}
    return Part(
        _("Price tiers before, during and after"),
        "rebound_mix",
        mix,
        shares.assign(phase=shares["phase"].map(names)),
        note(shown),
        columns={"phase": (_("Period"), "text"), **of_tiers},
        captions=(shifted(mix),),
    )


def shifted(mix: pd.DataFrame) -> str:
    """Which tiers gained or lost share after the shock, beyond doubt."""
    after = mix[mix["window"] == "after"]
    sure = after[(after["shift_low"] > 0) | (after["shift_high"] < 0)]
    if sure.empty:
        return _("Compared with the same weeks without the shock, no tier's share has clearly changed.")
    changes = [
        f"{labels.named('tier', tier)} {formats.points(shift)}"
        for tier, shift in zip(sure["tier"], sure["shift"], strict=True)
    ]
    return _(
        "Compared with the same weeks without the shock, these shares have clearly changed: {tiers}.",
        tiers=", ".join(changes),
    )


def lasting(rebounds: MarketRebounds, shown: Shown) -> Part:
    """Where the level of each tier and channel stays, those known; rows of `name`, `estimate`, `low`, `high`."""
    own = rebounds.rebound.cuts
    own = own[own["market"] == shown.market]
    by_tier = own[(own["tier"] != ALL) & (own["channel"] == ALL)]
    places = {tier: place for place, tier in enumerate(labels.TIERS)}
    by_tier = by_tier.sort_values("tier", key=lambda codes: codes.map(places))
    by_channel = own[(own["tier"] == ALL) & (own["channel"] != ALL)]
    levels = [(labels.named("tier", row["tier"]), of_row(row, "lasting")) for row in by_tier.to_dict("records")]
    levels += [(explanations.channel(row["channel"]), of_row(row, "lasting")) for row in by_channel.to_dict("records")]
    known = [(name, level.estimate, level.low, level.high) for name, level in levels if level is not None]
    table = pd.DataFrame(known, columns=["name", "estimate", "low", "high"])
    return Part(
        _("Which tiers and channels changed permanently?"),
        "rebound_lasting",
        table,
        table.assign(span=intervals.spans(table["low"], table["high"], formats.change)),
        note(shown),
        columns={
            "name": (_("Part"), "text"),
            "estimate": (_("Lasting level"), "percent"),
            "span": (_("95% interval"), "text"),
        },
        empty=_("It is too early to say, or too little is sold."),
        captions=(
            _(
                "Lasting level against the no-shock scenario; not coloured: no clear change. A channel may gain what "
                "another loses: only the sum of all channels is a verdict."
            ),
        ),
    )
