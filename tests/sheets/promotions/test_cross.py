"""What a promotion did to other categories, on the sample shop: a reason by name, or rows that add up with the finding first."""

import pandas as pd
import pytest

from analytics.promotions.cross.effects import COLUMNS
from analytics.promotions.cross.shop_effects import CrossEffects
from sheets.promotions import cross
from words.messages import speaking


def told(verdict: str, margin: float) -> CrossEffects:
    """Others that gained or lost, and a total."""
    row = dict.fromkeys(COLUMNS, 1.0) | {
        "row": "others", "category": "", "margin_eur": margin, "margin_low": margin - 50, "margin_high": margin + 50, "p_lost": 0.02,
        "p_within": 0.01, "p_gained": 0.97, "verdict": verdict,
    }  # fmt: skip
    total = row | {"row": "total", "margin_eur": 1_000.0, "margin_low": 400.0, "margin_high": 1_600.0}
    return CrossEffects(pd.DataFrame([row, total]), None, "experiment", "stated", ("bags",), 25.0)


@pytest.mark.parametrize(
    ("verdict", "word"),
    [("gained", "Halo"), ("lost", "Cannibalisation"), ("no effect", "left as they were"), ("open", "Open")],
)
def test_the_finding_says_the_word_and_the_total(verdict: str, word: str) -> None:
    with speaking("en"):
        said = cross.finding(told(verdict, 300.0))
    assert word in said and "1,000" in said and "400" in said


def test_what_it_covers_is_said_with_who_says_so() -> None:
    with speaking("en"):
        assert "It covers bags, as a file states." in cross.captions(told("open", 0.0))
        assert cross.captions(CrossEffects(pd.DataFrame(columns=list(COLUMNS)))) == []
