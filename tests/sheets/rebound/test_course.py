"""One market through its shock: parts that stand on each other's figures, and sentences that go with them."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics.interval import Interval
from analytics.rebound.shop import MarketRebounds
from sheets.reading import Reading
from sheets.rebound import course
from sheets.rebound.shock import Shown, note
from tests.analytics.rebound.answers import ANSWER
from tests.sheets.conftest import chosen


def test_sales_around_the_shock_are_those_of_its_market_a_year_either_way(small: Reading, shown: Shown) -> None:
    part = course.sold(small, shown, chosen(small))
    weeks, first, last = pd.DatetimeIndex(part.drawn["week"]), shown.closures[0], shown.closures[-1]
    assert weeks.min().date() >= first.start - course.BEFORE - pd.Timedelta(days=6).to_pytimedelta()
    assert weeks.max().date() <= last.reopen + course.BEFORE
    assert weeks.is_unique and (part.drawn["net_constant_eur"].sum() > 0)
    of_another = course.sold(small, replace(shown, market="FR"), chosen(small))
    assert of_another.drawn["net_constant_eur"].sum() != pytest.approx(part.drawn["net_constant_eur"].sum())


def test_the_gap_is_what_actual_and_expected_sales_differ_by_added_up(rebounds: MarketRebounds, shown: Shown) -> None:
    weekly = course.course(rebounds, shown).drawn.dropna(subset=["estimate"])
    gap = course.gap(rebounds.of(shown.market), shown).drawn
    assert gap["week"].tolist() == weekly["week"].tolist()
    known = weekly["actual"].notna().to_numpy()
    added_up = (weekly["actual"] - weekly["estimate"])[known].cumsum().to_numpy()
    assert np.corrcoef(gap["estimate"].to_numpy()[known], added_up)[0, 1] > 0.99


@pytest.mark.parametrize(
    ("recovery", "said"),
    [
        (date(2020, 9, 1), "On the central estimate, all was recovered by 1 Sept 2020."),
        (None, "On the central estimate, it has not come back to zero."),
    ],
)
def test_the_gap_says_when_all_was_recovered(recovery: date | None, said: str, shown: Shown) -> None:
    assert course.gap(replace(ANSWER, recovery=recovery), shown).captions[0].endswith(said)


def test_a_rebound_is_made_of_amounts_and_shares_are_in_the_export_only(shown: Shown) -> None:
    part = course.decomposition(ANSWER, shown)
    assert part.drawn["name"].tolist() == [
        "Lost while closed",
        "Recovered since",
        "… pent-up demand released",
        "… beyond: revenge spending",
        "Pulled forward: missing later",
    ]
    assert part.drawn["estimate"].tolist() == [400e3, 900e3, 400e3, 500e3, 0.0]
    assert {"ratio", "lasting", "half_life", "transient"} <= set(part.table["part"])
    assert part.captions == ("Lasting level, once the temporary effect is gone: +5.0% [−20.0% … +30.0%].",)


def test_a_part_that_is_not_known_is_not_drawn_and_one_that_is_stands_where_it_belongs(shown: Shown) -> None:
    part = course.decomposition(replace(ANSWER, lasting=None, transient=Interval(1.0, 0.0, 2.0)), shown)
    assert part.captions == () and "… of which temporary" in part.drawn["name"].tolist()


def test_without_a_reopening_nothing_is_decomposed(shown: Shown) -> None:
    nothing = dict.fromkeys(("suppressed", "excess", "released", "beyond", "pulled_forward", "transient", "lasting"))
    part = course.decomposition(replace(ANSWER, **nothing), shown)
    assert part.drawn.empty and part.empty == "Shops had not reopened by the end of the data."


def test_the_weeks_ahead_follow_what_was_sold(rebounds: MarketRebounds, shown: Shown) -> None:
    part = course.scenario(rebounds, shown)
    assert part.drawn["week"].is_monotonic_increasing and "expected" not in part.drawn
    ahead = part.drawn.dropna(subset=["middle"])
    assert (ahead["low95"] <= ahead["middle"]).all() and (ahead["middle"] <= ahead["high95"]).all()
    assert part.drawn["middle"].isna().any(), "before the weeks ahead stands what was sold"
    assert part.captions[0].startswith("The weeks ahead if level and fading continue")


def test_a_fan_over_weeks_that_the_data_have_says_so(rebounds: MarketRebounds, shown: Shown) -> None:
    part = course.scenario(rebounds, shown)
    has_actual = part.drawn.dropna(subset=["middle"])["actual"].notna().any()
    assert ("Actual sales are drawn where the data have them" in part.captions[0]) == bool(has_actual)
    does_fade = rebounds.of(shown.market).half_life is not None
    assert ("How fast it fades cannot be estimated" in part.captions[0]) == (not does_fade)


def test_without_weeks_to_learn_from_there_is_no_fan(rebounds: MarketRebounds, shown: Shown) -> None:
    fans = rebounds.rebound.fans
    early = replace(rebounds, rebound=replace(rebounds.rebound, fans=fans[fans["name"] == "nowhere"]))
    part = course.scenario(early, shown)
    assert part.drawn.empty and part.empty.startswith("At least four weeks after the reopening")


def test_every_export_says_what_was_asked(rebounds: MarketRebounds, shown: Shown) -> None:
    answer = rebounds.of(shown.market)
    parts = [
        course.course(rebounds, shown),
        course.gap(answer, shown),
        course.decomposition(answer, shown),
        course.scenario(rebounds, shown),
    ]
    assert {part.note for part in parts} == {note(shown)}
    assert len({part.name for part in parts}) == len(parts), "each is a file of its own"
