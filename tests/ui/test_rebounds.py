"""What is said of a rebound: whole sentences, and no verdict where there is none."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from analytics.interval import Interval
from analytics.rebound import verdict
from analytics.rebound.result import Answer, Backtest, Curves, Effect, Placebo
from ui import rebound_told, rebounds

NOTHING = np.zeros(0)
ANSWER = Answer(
    name="IT",
    suppressed=Interval(400e3, 300e3, 500e3),
    excess=Interval(900e3, 600e3, 1.2e6),
    ratio=Interval(2.25, 1.4, 3.0),
    released=Interval(400e3, 300e3, 500e3),
    beyond=Interval(500e3, 100e3, 800e3),
    pulled_forward=Interval(0, 0, 50e3),
    lasting=Interval(0.05, -0.2, 0.3),
    transient=None,
    half_life=None,
    recovery=date(2020, 9, 1),
    effect=Effect(Interval(1, 0, 2), Interval(50, 0, 100), Interval(0.1, -0.05, 0.3)),
    placebo=Placebo(false_alarm_rate=0.05, credible=0.05, p=0.04, dates=20, effects=()),
    backtest=Backtest(0.06, 0.1),
    level=verdict.UNKNOWN,
    rebound=verdict.BEYOND,
    windows=(),
    donors={},
    models={},
    variants=(),
    notes=(),
    summary="",
    detail="",
    curves=Curves(*(NOTHING,) * 8),
    seconds=0.0,
)


def test_a_rebound_beyond_the_loss_is_called_revenge_spending():
    told = rebounds.executive(ANSWER)
    assert "The closure cost €400K of sales" in told
    assert "€900K came back beyond the ordinary, more than was lost: revenge spending." in told
    assert "Whether the level has changed for good cannot be told" in told


@pytest.mark.parametrize("code", [verdict.RELEASED, verdict.NONE, verdict.UNKNOWN])
def test_no_other_rebound_is_called_revenge_spending(code):
    assert "revenge" not in rebounds.executive(replace(ANSWER, rebound=code)).lower()


def test_what_holds_zero_is_not_told_as_a_number():
    unsure = replace(
        ANSWER, suppressed=Interval(10e3, -50e3, 60e3), excess=Interval(5e3, -9e3, 20e3), rebound="cannot be told"
    )
    told = rebounds.executive(unsure)
    assert "Whether the closure cost any sales cannot be told" in told
    assert "Whether anything came back beyond the ordinary cannot be told" in told


def test_without_a_reopening_only_the_effect_is_told():
    open_ended = replace(ANSWER, suppressed=None, excess=None, lasting=None)
    assert rebounds.executive(open_ended).startswith("Whether sales have moved since the shock cannot be told")
    assert "too early" in rebounds.executive(open_ended)


def test_the_analyst_hears_of_quiet_dates_errors_and_what_is_not_identified():
    told = rebounds.analyst(replace(ANSWER, notes=("intervals widened 1.20 times so that they hold at placebo dates",)))
    assert "Asked at 20 quiet dates before the shock, the model cried wolf at 5%; the shock ranks at p = 0.04." in told
    assert "its error was 6.0%; “same as last year” missed by 10.0%" in told
    assert "How fast the rebound fades is not identified." in told
    assert "Intervals were widened 1.20 times" in told


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("shock 2 weeks earlier", "Closed 2 weeks earlier"),
        ("shock 1 week earlier", "Closed 1 week earlier"),
        ("reopening 2 weeks later", "Open again 2 weeks later"),
        ("half the history", "Half the history"),
        ("something new", "something new"),
    ],
)
def test_other_ways_of_asking_have_words(told, shown):
    assert rebound_told.changed(told) == shown


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("in no sum, because hardly sold before the shock: haute / all channels", "Haute"),
        ("1 weeks since the shock have no value and are left out of every sum", "1 week since the shock is unknown"),
    ],
)
def test_what_is_in_no_sum_is_said_in_words(told: str, words: str) -> None:
    assert words in rebound_told.note(told)


@pytest.mark.parametrize(
    "told",
    [
        "hardly anything was sold in IT before the shock; nothing can be compared with it",
        "3 periods before the shock on 2020-03-09; at least 8 are needed (the series begins 2020-02-17)",
        "no period between the reopening on 2020-05-18 and 2020-05-11, the last looked at",
        "no sales in FR; choose markets that sold before the shock",
    ],
)
def test_a_refusal_is_a_sentence_for_the_reader(told: str) -> None:
    assert rebound_told.refusal(told) not in ("", told)
