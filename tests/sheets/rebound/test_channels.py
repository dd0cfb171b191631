"""Between channels: what is drawn adds up, and every sentence says what its interval holds."""

from dataclasses import replace

import pytest

from analytics.interval import Interval
from analytics.rebound.answer.rebound import rebound
from analytics.rebound.answer.substitution import BACK, BOTH, GAINED, IN_PART, MORE, MOVED, NOTHING, OPEN, Balance
from analytics.rebound.series.windows import Shock, Windows
from analytics.rebound.shop import MarketRebounds
from sheets.rebound import channels
from sheets.rebound.shock import Shown
from tests.analytics.rebound.shops import RESHUT, RESHUT_WEEKS, two_channels
from words.messages import speaking

LOST = Interval(-100.0, -120.0, -80.0)


PART = Interval(0.4, 0.2, 0.6)


def balance(verdict: str, taken_up: Interval | None = PART) -> Balance:
    chances, taken = {"down": 0.7, "within": 0.2, "up": 0.1}, {"little": 0.1, "part": 0.6, "most": 0.3}
    return Balance(
        shops=LOST, others=LOST, whole=LOST, taken_up=taken_up, relative=Interval(-0.3, -0.5, -0.1),
        taken_chances=taken, chances=chances, verdict=verdict,
    )  # fmt: skip


@pytest.fixture(scope="module")
def split(rebounds: MarketRebounds, shown: Shown) -> MarketRebounds:
    """The answer of a market that sells enough to be looked at by channel, under the name of the one shown."""
    sales, _planted = two_channels(36, moved=0.5, lower=0.2, stays=0.5)
    windows = {shown.market: Windows((Shock(*RESHUT),), until=RESHUT_WEEKS[175], horizon=26)}
    return replace(rebounds, rebound=rebound(sales.assign(market=shown.market), windows, sensitivity=False))


def test_parts_add_up_and_are_exported_with_their_probabilities(split: MarketRebounds, shown: Shown) -> None:
    part = channels.channels(split, shown)
    assert len(part.drawn) == 6 and part.table["phase"].tolist() == ["closed", "since"]
    for _name, row in part.table.iterrows():
        assert row["shops"] + row["others"] == pytest.approx(row["whole"])
        assert row[["together_down", "together_within", "together_up"]].sum() == pytest.approx(1)
        assert row[["taken_little", "taken_part", "taken_most"]].sum() == pytest.approx(1)
    answer = split.of(shown.market)
    assert answer.suppressed is not None and answer.excess is not None
    assert part.table["whole"].tolist() == pytest.approx([-answer.suppressed.estimate, answer.excess.estimate])


def test_where_channels_sell_too_seldom_that_is_said(rebounds: MarketRebounds, shown: Shown) -> None:
    part = channels.channels(rebounds, shown)
    assert part.drawn.empty and part.empty == "Boutiques or other channels sell too seldom here to be looked at apart."


@pytest.mark.parametrize("verdict", [MOVED, IN_PART, MORE, GAINED, NOTHING, BOTH, OPEN])
def test_each_verdict_has_its_sentence_with_what_all_channels_came_to(verdict: str) -> None:
    said = {code: channels.sentence("closed", balance(code)) for code in (verdict, IN_PART, OPEN)}
    assert len(set(said.values())) == len(said)
    assert "All channels together: −30.0% [−50.0% … −10.0%]" in said[verdict]
    assert said[verdict].startswith("While shops were closed: ")
    assert "under a tenth 10%" in said[verdict] and "up by a tenth or more 10%" in said[verdict]


def test_without_a_sure_loss_nothing_is_said_of_a_share() -> None:
    for verdict in (OPEN, BACK):
        assert "40%" not in channels.sentence("since", balance(verdict, None)).partition("All channels")[0]
    with speaking("zh"):
        assert channels.sentence("since", balance(OPEN, None)).startswith("恢复营业以来：")
