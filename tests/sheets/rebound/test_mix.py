"""Tiers and channels: shares of each phase add up, and a change is claimed only where it is sure."""

import pandas as pd
import pytest

from analytics.rebound.shop import MarketRebounds
from sheets.rebound import mix
from sheets.rebound.markets import ALL
from sheets.rebound.shock import Shown
from words.messages import speaking


def after(*rows: tuple[str, float, float, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["tier", "shift", "shift_low", "shift_high"])
    return table.assign(window="after")


def test_only_shares_that_have_surely_changed_are_named() -> None:
    rows = after(("core", -0.04, -0.06, -0.01), ("luxury", 0.05, 0.02, 0.08), ("haute", 0.01, -0.01, 0.03))
    assert mix.shifted(rows) == (
        "Compared with the same weeks without the shock, these shares have clearly changed: Core −4.0 pp, Luxury +5.0 pp."
    )


def test_where_none_has_changed_that_is_said() -> None:
    said = "Compared with the same weeks without the shock, no tier's share has clearly changed."
    assert mix.shifted(after(("core", 0.04, -0.01, 0.09))) == said
    assert mix.shifted(after(("core", 0.04, 0.01, 0.09)).assign(window="before")) == said, (
        "before a shock nothing changes"
    )


def test_the_shares_of_every_phase_add_up_to_all_sales(rebounds: MarketRebounds, shown: Shown) -> None:
    part = mix.tiers(rebounds, shown)
    assert part.drawn["phase"].tolist() == ["Before", "Closed", "Rebound", "Without shock"]
    assert part.drawn[list(part.named("percent"))].sum(axis=1).tolist() == pytest.approx([1.0] * 4)
    assert set(part.table["market"]) == {shown.market}


def test_levels_are_of_the_market_shown_tiers_first_and_then_channels(rebounds: MarketRebounds, shown: Shown) -> None:
    part, cuts = mix.lasting(rebounds, shown), rebounds.rebound.cuts
    own = cuts[(cuts["market"] == shown.market) & cuts["lasting"].notna()]
    one_way = own[(own["tier"] != ALL) ^ (own["channel"] != ALL)]
    assert len(part.drawn) == len(one_way) and sorted(part.table["estimate"]) == sorted(one_way["lasting"])
    tiers = [name for name in part.drawn["name"] if name in ("Entry", "Core", "Premium", "Luxury", "Haute")]
    assert (
        part.drawn["name"].tolist()[: len(tiers)]
        == tiers
        == [name for name in ("Entry", "Core", "Premium", "Luxury", "Haute") if name in tiers]
    )
    assert list(part.table.columns) == ["name", "estimate", "low", "high"], "what is exported is figures"


def test_tiers_are_named_in_the_reader_s_language(rebounds: MarketRebounds, shown: Shown) -> None:
    with speaking("it"):
        part = mix.tiers(rebounds, shown)
        assert part.title == "Fasce di prezzo prima, durante e dopo" and "Prima" in part.drawn["phase"].tolist()
