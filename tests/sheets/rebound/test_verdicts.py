"""The verdicts and figures of a rebound: none where the data carry none."""

from analytics.rebound.check import verdict
from sheets.rebound import verdicts


def test_without_a_verdict_a_known_figure_has_no_clear_effect_and_an_unknown_one_not_enough_data() -> None:
    assert verdicts.rebound(verdict.UNKNOWN, True) == verdicts.level(verdict.UNKNOWN, True) == "No clear effect"
    assert (
        verdicts.rebound(verdict.UNKNOWN, False) == verdicts.level(verdict.UNKNOWN, False) == "Not enough data to tell"
    )
    assert verdicts.rebound(verdict.NONE, True) == "No rebound"
