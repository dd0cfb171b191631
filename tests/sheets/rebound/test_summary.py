"""What is said of a rebound: whole sentences, and no verdict where there is none."""

from dataclasses import replace

import pytest

from analytics.interval import Interval
from analytics.rebound.check import verdict
from analytics.results import Reason
from sheets.rebound import summary
from tests.analytics.rebound.answers import ANSWER
from words import explanations


def test_a_rebound_beyond_the_loss_is_called_revenge_spending():
    told = summary.executive(ANSWER)
    assert "The closure cost €400K of sales" in told
    assert "€900K came back above normal, more than was lost: revenge spending." in told
    assert "No clear lasting change of the level" in told


@pytest.mark.parametrize("code", [verdict.RELEASED, verdict.NONE, verdict.UNKNOWN])
def test_no_other_rebound_is_called_revenge_spending(code):
    assert "revenge" not in summary.executive(replace(ANSWER, rebound=code)).lower()


def test_what_holds_zero_is_not_told_as_a_number():
    unsure = replace(
        ANSWER, suppressed=Interval(10e3, -50e3, 60e3), excess=Interval(5e3, -9e3, 20e3), rebound="cannot be told"
    )
    told = summary.executive(unsure)
    assert "No clear loss of sales from the closure" in told
    assert "Whether anything came back above normal is unclear" in told


def test_without_a_reopening_only_the_effect_is_told():
    open_ended = replace(ANSWER, suppressed=None, excess=None, lasting=None)
    assert summary.executive(open_ended).startswith("No clear change in sales since the shock")
    assert "too early" in summary.executive(open_ended)


def test_the_analyst_hears_of_quiet_dates_errors_and_what_is_not_identified():
    told = summary.analyst(replace(ANSWER, notes=(Reason("intervals_widened", times=1.2),)))
    assert "Tested on 20 dates with no event before the shock, false alarms: 5%; for the shock, p = 0.04." in told
    assert "its error was 6.0%; “same as last year” was off by 10.0%" in told
    assert "How fast the rebound fades cannot be estimated." in told
    assert "Intervals were widened by a factor of 1.2" in told


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        (Reason("shock_earlier", by=(2, "week")), "Closed 2 weeks earlier"),
        (Reason("shock_earlier", by=(1, "week")), "Closed 1 week earlier"),
        (Reason("reopening_later", by=(2, "week")), "Open again 2 weeks later"),
        (Reason("half_history"), "Half the history"),
    ],
)
def test_other_ways_of_asking_have_words(changed: Reason, shown: str) -> None:
    assert explanations.sentence(changed) == shown


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        (
            Reason("parts_left_out", parts=[("haute", "all channels"), ("core", "ecommerce")]),
            "Not in any total, as hardly sold before the shock, or always the same: Haute / Tiers not split by channel, Core / E-commerce.",
        ),
        (Reason("periods_unseen", periods=(1, "week")), "1 week since the shock is unknown and not in any total."),
        (Reason("periods_unseen", periods=(3, "week")), "3 weeks since the shock are unknown and not in any total."),
    ],
)
def test_what_is_in_no_sum_is_said_in_words(note: Reason, sentence: str) -> None:
    assert explanations.sentence(note) == sentence


@pytest.mark.parametrize(
    ("low", "said"),
    [
        (6e5, "Since then €900K came back above normal; whether more than was lost is unclear."),
        (-1e5, "Whether anything came back above normal is unclear: [−€100K … €1.2M]."),
    ],
)
def test_without_a_verdict_what_surely_came_back_is_said_and_no_more(low: float, said: str) -> None:
    found = replace(ANSWER, rebound=verdict.UNKNOWN, excess=Interval(9e5, low, 1.2e6))
    assert said in summary.executive(found)
