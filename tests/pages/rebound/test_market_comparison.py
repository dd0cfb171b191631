"""What is said of own sales beside trade as a whole: no difference is claimed that the intervals do not carry."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from analytics.interval import Interval
from analytics.rebound.shop.benchmarks import Benchmark, Standing
from analytics.rebound.shop.controls import trade_code
from analytics.results import Reason
from pages.rebound import market_comparison
from words import explanations

NONE = np.array([], dtype="datetime64[D]")
TRADE = Standing(
    Interval(0.56, 0.55, 0.58), Interval(0.02, 0.01, 0.03), Interval(0.34, 0.22, 0.47), Interval(-0.1, -0.18, -0.06)
)
OWN = Standing(Interval(0.45, 0.35, 0.5), Interval(0.2, 0.1, 0.3), Interval(0.8, 0.6, 1.2), Interval(0.05, -0.02, 0.12))
RETAIL = Benchmark("Clothing retail", "IT", "index", NONE, NONE, np.array([]), (), TRADE, OWN, None)


def test_what_the_intervals_carry_is_said():
    lost, regained, level = market_comparison.sentences(RETAIL)
    assert lost == (
        "Clothing retail: while closed, the market lost 56% of its expected sales. You lost 45%. Your loss is the "
        "smaller one."
    )
    assert regained == ("The market recovered 34% of its loss. You recovered 80%. That is more than the market.")
    assert level.endswith("yours is higher.")


def test_what_they_do_not_carry_is_not():
    wide = replace(OWN, lost=Interval(0.45, 0.2, 0.7), ratio=Interval(0.8, 0.3, 1.2), lasting=Interval(0.05, -0.2, 0.3))
    told = market_comparison.sentences(replace(RETAIL, own=wide))
    assert all("is unclear" in sentence for sentence in told)
    assert not any(
        word in sentence for sentence in told for word in ("the smaller", "the larger", "That is", "yours is")
    )


def test_a_ratio_that_may_be_nothing_or_all_is_no_figure():
    told = market_comparison.sentences(replace(RETAIL, own=replace(OWN, ratio=Interval(0.55, -0.79, 2.79))))[1]
    assert told == "The market recovered 34% of its loss. How much of your loss you recovered is unclear."
    told = market_comparison.sentences(replace(RETAIL, own=replace(OWN, ratio=None), trade=replace(TRADE, ratio=None)))[
        1
    ]
    assert told.startswith("How much of its loss the market recovered is unclear.")


def test_less_than_nothing_is_said_as_what_was_missing_and_a_doubtful_little_as_at_most():
    trade = replace(TRADE, ratio=Interval(-0.34, -0.47, -0.22))
    told = market_comparison.sentences(replace(RETAIL, trade=trade, own=replace(OWN, lost=Interval(0.12, -0.09, 0.3))))
    assert "You lost at most 30%." in told[0]
    assert told[1].startswith("The market recovered nothing: another 34% of its loss was missing afterwards.")
    assert told[1].endswith("You recovered 80%. That is more than the market.")


def test_while_still_closed_nothing_is_compared():
    nothing = Standing(None, None, None, None)
    told = market_comparison.sentences(replace(RETAIL, own=nothing, trade=nothing))
    assert told[0].startswith("Clothing retail: how much the market lost while closed is unclear.")
    assert told[2].startswith("It is too early")


@pytest.mark.parametrize(
    ("unit", "counts"),
    [
        ("index of volume", False),
        ("index", None),
        ("", None),
        ("EUR", True),
        ("Turnover index", True),
        ("不变价", False),
    ],
)
def test_a_unit_says_whether_prices_count(unit, counts):
    assert market_comparison.counts_prices(unit) is counts


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        (
            Reason("begins_too_late", begins_on=date(2019, 6, 1), known=(9, "month"), needed=(12, "month")),
            "It begins on 1 Jun 2019, 9 months before the closure; at least 12 months are needed to learn from.",
        ),
        (Reason("gaps_before_shock", share=0.6), "Only 60% of its periods before the closure are known."),
        (
            Reason("ends_before_reopening", reopen_on=date(2020, 5, 18), last_on=date(2020, 4, 1)),
            "The selected data end with the period of 1 Apr 2020; "
            "no whole period follows the reopening on 18 May 2020.",
        ),
    ],
)
def test_a_series_that_is_not_compared_says_why(why: Reason, sentence: str) -> None:
    assert market_comparison.refused("Clothing", why) == f"Clothing is not compared. {sentence}"


def test_trade_compared_with_is_named_with_its_country() -> None:
    trade = trade_code("Clothing retail", "JP")
    assert explanations.series(trade) == "Clothing retail (Japan)"
    assert explanations.series("JP") == "Japan"
    sentence = explanations.sentence(Reason("controls_hardly_known", names=["KR", trade]))
    assert sentence == "Not used, because too little of them is known: South Korea, Clothing retail (Japan)."


def alone() -> None:
    import pandas as pd

    from analytics.closures import Closure
    from analytics.rebound.answer.rebound import Rebound
    from analytics.rebound.shop import MarketRebounds, Question
    from pages.rebound import market_comparison
    from pages.rebound.shocks import Shown
    from tests.pages.rebound.test_market_comparison import SPRING

    empty = pd.DataFrame()
    found = MarketRebounds(Rebound(empty, {}, empty, empty, 1.0, ()), empty, (), ())
    shown = Shown("IT", (Closure(*SPRING),), Question())
    market_comparison.shown(found, shown, None, "")


SPRING = (date(2020, 3, 9), date(2020, 5, 18))


def test_without_a_series_one_line_says_how_to_load_one():
    app = AppTest.from_function(alone).run()
    assert not app.exception and not app.header
    (line,) = app.caption
    assert "`vetrina template market_series`" in line.value
