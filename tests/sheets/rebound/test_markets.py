"""Market by market and tier by tier: in order, with every verdict, and blank where it could be chance."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.rebound.check import verdict
from analytics.rebound.shop import MarketRebounds
from sheets.rebound import markets
from sheets.rebound.markets import ALL

PARTS = ("suppressed", "excess", "lasting", "relative")


def cut(market: str, tier: str = ALL, channel: str = ALL, lost: float = 100.0, **told: Any) -> dict[str, Any]:
    """A cut that lost something, with intervals of a tenth either way; what came back and stays is nothing for sure."""
    row: dict[str, Any] = {
        "market": market,
        "tier": tier,
        "channel": channel,
        "rebound": verdict.NONE,
        "level": verdict.BACK,
    }
    for part, value in {"suppressed": lost, "excess": 0.0, "lasting": 0.0, "relative": 0.0}.items():
        middle = told.pop(part, value)
        row |= {part: middle, f"{part}_low": middle - 0.1, f"{part}_high": middle + 0.1}
    return row | told


def cuts(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


TWO = (cut("IT", lost=5e5), cut("IT", "core", lost=2e5), cut("CN", lost=9e5), cut("CN", "core"), cut("CN", "entry"))
TOGETHER = cut(ALL, lost=14e5, excess=3e5, rebound=verdict.RELEASED)


def test_markets_stand_by_what_they_lost_and_tiers_from_low_to_high() -> None:
    rows = markets.ordered(cuts(*TWO, TOGETHER))
    assert rows[["market", "tier"]].to_numpy().tolist() == [
        [ALL, ALL],
        ["CN", ALL],
        ["CN", "entry"],
        ["CN", "core"],
        ["IT", ALL],
        ["IT", "core"],
    ]


def test_of_one_market_there_is_no_sum() -> None:
    one = cuts(cut("IT"), cut(ALL))
    assert markets.ordered(one)["market"].tolist() == ["IT"]
    assert markets.together(one) == ""


def test_a_market_whose_loss_is_unknown_stands_with_those_that_lost_nothing() -> None:
    rows = markets.ordered(cuts(cut("IT", lost=np.nan), cut("CN", lost=5.0), cut("FR", lost=-5.0)))
    assert rows["market"].tolist() == ["CN", "IT", "FR"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (verdict.BEYOND, "Overall this was revenge spending."),
        (verdict.RELEASED, "Overall this was pent-up demand, not revenge spending."),
        (verdict.NONE, "Overall there was no rebound."),
        (verdict.UNKNOWN, "Whether overall more was recovered than lost is unclear."),
    ],
)
def test_all_markets_are_one_sentence_with_its_verdict(code: str, said: str) -> None:
    found = markets.together(cuts(*TWO, TOGETHER | {"rebound": code}))
    assert found.startswith("All closed markets, each at its own dates: lost €1.4M [") and "recovered €300K [" in found
    assert found.endswith(said)


def test_the_table_sums_channels_up_and_the_export_has_them() -> None:
    every = cuts(*TWO, cut("IT", channel="boutique"))
    part = markets.table(every)
    assert len(part.table) == 6 and len(part.drawn) == 5
    assert part.drawn["market"].tolist()[0] == "China" and part.drawn["tier"].tolist()[:2] == ["All tiers", "Entry"]


def test_a_cut_without_a_verdict_says_whether_the_figure_is_known() -> None:
    unknown = dict.fromkeys(("excess", "lasting"), np.nan)
    part = markets.table(
        cuts(
            cut("IT", rebound=verdict.UNKNOWN, level=verdict.UNKNOWN),
            cut("CN", lost=1.0, rebound=verdict.UNKNOWN, level=verdict.UNKNOWN, **unknown),
        )
    )
    known, blind = part.drawn.to_dict("records")
    assert (known["rebound"], known["level"]) == ("No clear effect", "No clear effect")
    assert (blind["rebound"], blind["level"]) == ("Not enough data to tell", "Not enough data to tell")
    assert (blind["excess"], blind["lasting"]) == ("–", "–")


def test_a_grid_is_blank_where_it_could_be_chance() -> None:
    part = markets.grid(
        cuts(
            cut("IT", relative=0.05),
            cut("IT", "core", relative=0.5),
            cut("CN", relative=0.02),
            cut("FR", relative=-0.3),
        ),
        "relative",
    )
    shares = {(row["market"], row["tier"]): row["share"] for row in part.drawn.to_dict("records")}
    assert shares.pop(("Italy", "Core")) == 0.5 and shares.pop(("France", "All tiers")) == -0.3
    assert all(np.isnan(share) for share in shares.values())
    assert "China" not in {market for market, _tier in shares}, "a market without a clear change is not listed"


def test_a_grid_without_a_clear_change_says_so() -> None:
    part = markets.grid(cuts(*TWO), "lasting")
    assert part.drawn.empty and part.empty == "No market or tier shows a clear change."


def test_of_the_sample_shop_tiers_add_up_to_markets_and_markets_to_the_total(rebounds: MarketRebounds) -> None:
    rows = markets.ordered(rebounds.rebound.cuts[rebounds.rebound.cuts["channel"] == ALL])
    of_markets = rows[(rows["tier"] == ALL) & (rows["market"] != ALL)]
    (total,) = rows.loc[(rows["tier"] == ALL) & (rows["market"] == ALL), "suppressed"]
    assert of_markets["suppressed"].sum() == pytest.approx(total, rel=0.05)
    assert len(markets.table(rebounds.rebound.cuts).drawn) == len(rows)
    assert set(markets.grids()) == {"relative", "lasting"}
