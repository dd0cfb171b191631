"""The verdicts and figures of a rebound: none where the data carry none."""

from dataclasses import replace

from analytics.interval import Interval
from analytics.rebound.check import verdict
from sheets.rebound import amounts, verdicts
from tests.analytics.rebound.answers import ANSWER


def test_without_a_verdict_a_known_figure_has_no_clear_effect_and_an_unknown_one_not_enough_data() -> None:
    assert verdicts.rebound(verdict.UNKNOWN, True) == verdicts.level(verdict.UNKNOWN, True) == "No clear effect"
    assert (
        verdicts.rebound(verdict.UNKNOWN, False) == verdicts.level(verdict.UNKNOWN, False) == "Not enough data to tell"
    )
    assert verdicts.rebound(verdict.NONE, True) == "No rebound"


def test_six_figures_say_what_was_lost_what_came_back_and_what_stays() -> None:
    told = {figure.name: (figure.value, figure.told) for figure in verdicts.figures(ANSWER)}
    assert told == {
        "Lost while closed": ("€400K", "[€300K … €500K]"),
        "Recovered since": ("€900K", "[€600K … €1.2M]"),
        "Recovered over lost": ("225%", "[140% … 300%]"),
        "The rebound": ("Revenge spending", "beyond what was lost: €500K [€100K … €800K]"),
        "The level": ("No clear effect", "+5.0% [−20.0% … +30.0%]"),
        "Halves in": ("Cannot be estimated", "no interval"),
    }


def test_a_rebound_that_fades_says_in_how_many_weeks() -> None:
    fades = verdicts.figures(replace(ANSWER, half_life=Interval(6.25, 3.0, 12.0)))[5]
    assert (fades.value, fades.told) == ("6.2 weeks", "[3.0 … 12.0]")


def test_while_shops_are_closed_no_figure_is_a_zero() -> None:
    nothing = dict.fromkeys(("suppressed", "excess", "ratio", "beyond", "lasting"))
    closed = replace(ANSWER, rebound=verdict.UNKNOWN, **nothing)
    assert [(figure.value, figure.told) for figure in verdicts.figures(closed)][:5] == [
        ("–", "no interval"),
        ("–", "no interval"),
        ("No clear effect", "the loss itself is in doubt"),
        ("Not enough data to tell", "no interval"),
        ("Not enough data to tell", "no interval"),
    ]


def test_amounts_and_changes_have_their_bounds_and_what_is_unknown_is_a_dash() -> None:
    assert amounts.money(Interval(1.5e6, -2e4, 3e6)) == "€1.5M [−€20K … €3M]"
    assert amounts.change(Interval(0.05, -0.2, 0.3)) == "+5.0% [−20.0% … +30.0%]"
    assert amounts.share(Interval(0.305, 0.2, 0.4)).endswith("[20% … 40%]")
    assert amounts.money(None) == amounts.change(None) == "–"
