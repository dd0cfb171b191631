"""What is said of own sales beside trade as a whole: no difference is claimed that the intervals do not carry."""

from dataclasses import replace

import numpy as np

from analytics.interval import Interval
from analytics.rebound.shop.benchmarks import Benchmark, Standing
from sheets.rebound.comparison_sentences import sentences

NONE = np.array([], dtype="datetime64[D]")
TRADE = Standing(
    Interval(0.56, 0.55, 0.58), Interval(0.02, 0.01, 0.03), Interval(0.34, 0.22, 0.47), Interval(-0.1, -0.18, -0.06)
)
OWN = Standing(Interval(0.45, 0.35, 0.5), Interval(0.2, 0.1, 0.3), Interval(0.8, 0.6, 1.2), Interval(0.05, -0.02, 0.12))
RETAIL = Benchmark("Clothing retail", "IT", "index", NONE, NONE, np.array([]), (), TRADE, OWN, None)


def test_what_the_intervals_carry_is_said():
    lost, regained, level = sentences(RETAIL)
    assert lost == (
        "Clothing retail: while closed, the market lost 56% of its expected sales. You lost 45%. Your loss is the "
        "smaller one."
    )
    assert regained == ("The market recovered 34% of its loss. You recovered 80%. That is more than the market.")
    assert level.endswith("yours is higher.")


def test_what_they_do_not_carry_is_not():
    wide = replace(OWN, lost=Interval(0.45, 0.2, 0.7), ratio=Interval(0.8, 0.3, 1.2), lasting=Interval(0.05, -0.2, 0.3))
    told = sentences(replace(RETAIL, own=wide))
    assert all("is unclear" in sentence for sentence in told)
    assert not any(
        word in sentence for sentence in told for word in ("the smaller", "the larger", "That is", "yours is")
    )


def test_a_ratio_that_may_be_nothing_or_all_is_no_figure():
    told = sentences(replace(RETAIL, own=replace(OWN, ratio=Interval(0.55, -0.79, 2.79))))[1]
    assert told == "The market recovered 34% of its loss. How much of your loss you recovered is unclear."
    told = sentences(replace(RETAIL, own=replace(OWN, ratio=None), trade=replace(TRADE, ratio=None)))[1]
    assert told.startswith("How much of its loss the market recovered is unclear.")


def test_less_than_nothing_is_said_as_what_was_missing_and_a_doubtful_little_as_at_most():
    trade = replace(TRADE, ratio=Interval(-0.34, -0.47, -0.22))
    told = sentences(replace(RETAIL, trade=trade, own=replace(OWN, lost=Interval(0.12, -0.09, 0.3))))
    assert "You lost at most 30%." in told[0]
    assert told[1].startswith("The market recovered nothing: another 34% of its loss was missing afterwards.")
    assert told[1].endswith("You recovered 80%. That is more than the market.")


def test_while_still_closed_nothing_is_compared():
    nothing = Standing(None, None, None, None)
    told = sentences(replace(RETAIL, own=nothing, trade=nothing))
    assert told[0].startswith("Clothing retail: how much the market lost while closed is unclear.")
    assert told[2].startswith("It is too early")
