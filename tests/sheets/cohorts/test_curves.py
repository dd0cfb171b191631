"""All cohorts together, and how soon they buy again."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analytics.period import Period
from data.store import EVERYTHING
from sheets.choice import Chosen
from sheets.cohorts import curves
from sheets.cohorts.curves import again, by_age
from sheets.cohorts.met import met
from sheets.cohorts.on_paper import DAYS
from sheets.reading import Reading


def test_of_all_cohorts_together_everyone_weighs_the_same(reading: Reading, chosen: Chosen) -> None:
    drawn = by_age(met(reading, chosen), "retention").drawn.set_index("k")
    assert drawn.loc[1, "estimate"] == pytest.approx(6 / 80)
    assert drawn.loc[2, "estimate"] == pytest.approx((10 + 4) / 80)
    assert drawn.loc[2, "span"].startswith("[") and "…" in drawn.loc[2, "span"]


def test_retention_is_drawn_from_the_first_period_after_and_value_from_the_first_purchase(
    reading: Reading, chosen: Chosen
) -> None:
    found = met(reading, chosen)
    assert by_age(found, "retention").drawn["k"].min() == 1
    assert by_age(found, "ltv").drawn["k"].min() == 0


def test_groups_of_enough_customers_are_drawn_beside_each_other_the_largest_first(
    reading: Reading, chosen: Chosen
) -> None:
    part = by_age(met(reading, chosen, split="channel"), "retention")
    assert part.named("percent") == {"boutique": "Boutique", "ecommerce": "E-commerce"}
    shares = part.drawn.set_index("k")
    assert (shares.loc[2, "boutique"], shares.loc[1, "ecommerce"]) == (0.25, 0.2)
    assert part.captions == ("Groups of at least 30 customers at that period. Drawn: 2 of 3; the export has all.",)
    assert "wallet" in set(part.table["label"])


def test_where_every_group_is_too_small_nothing_is_drawn(
    reading: Reading, chosen: Chosen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(curves, "LEAST", 1000)
    part = by_age(met(reading, chosen, split="channel"), "retention")
    assert part.drawn.empty and len(part.table) > 0
    assert part.empty == "No group has 1000 customers at any period. Choose another split or widen the period."


def test_that_no_period_is_over_is_said_only_where_none_is(reading: Reading) -> None:
    late = Chosen(EVERYTHING, Period.year(2026))
    found = replace(met(reading, late), table=met(reading, Chosen(EVERYTHING, Period.year(2024))).table.query("k == 0"))
    assert by_age(found, "retention").empty == "No cohort has completed a period yet."


def test_a_quarter_of_the_boutique_s_customers_is_back_after_seventy_days(reading: Reading, chosen: Chosen) -> None:
    part = again(reading, chosen, "channel")
    shares = part.drawn.set_index("days")["boutique"]
    assert (shares[60], shares[70], shares[730]) == (0.0, 0.25, 0.25)
    assert part.named("percent") == {"boutique": "Boutique", "ecommerce": "E-commerce"}
    assert part.captions[0].endswith("Drawn: 2 of 3; the export has all.")


def test_what_is_taken_along_has_every_group_and_only_days_on_which_a_share_rises(
    reading: Reading, chosen: Chosen
) -> None:
    table = again(reading, chosen, "channel").table
    assert table.groupby("label")["days"].apply(list).to_dict() == {
        "boutique": [70.0],
        "ecommerce": [30.0],
        "wallet": [61.0],
    }


def test_a_curve_ends_where_nobody_was_watched_any_longer(reading: Reading) -> None:
    late = Chosen(EVERYTHING, Period.year(2026))
    assert again(reading, late).drawn["days"].tolist() == [0.0]


def test_paper_says_that_it_is_too_early_where_nobody_was_watched_for_its_first_days(reading: Reading) -> None:
    late = again(reading, Chosen(EVERYTHING, Period.year(2026)), days=DAYS)
    assert late.drawn.empty and late.empty == "Nobody has been observed for 30 days yet."


def test_a_quarter_s_customers_may_all_lie_outside_the_days_of_the_period(reading: Reading) -> None:
    few = Chosen(EVERYTHING, Period(date(2024, 3, 11), date(2024, 3, 31)))
    assert len(met(reading, few, grain="quarter").table)
    part = again(reading, few)
    assert part.table.empty and part.drawn.empty
    assert part.empty == "No new customers on the days of this period; the cohorts reach beyond it. Widen the period."


def test_curves_can_be_read_at_other_days(reading: Reading, chosen: Chosen) -> None:
    drawn = again(reading, chosen, days=(30, 365)).drawn
    assert drawn["days"].tolist() == [30.0, 365.0]
    pd.testing.assert_series_equal(drawn["all"], pd.Series([6 / 80, 20 / 80], name="all"))
