"""Own sales beside trade as a whole: which units count prices, and why a series is not compared."""

from datetime import date

import pytest

from analytics.rebound.shop.controls import trade_code
from analytics.results import Reason
from sheets.rebound import market_comparison
from words import explanations


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
