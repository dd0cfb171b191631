"""Revenge spending on paper: one shock, computed where nobody has asked before, and refused where there was none."""

from html import unescape

import pytest

from analytics.rebound.shop import MarketRebounds
from data.errors import BadRequest
from data.store import Choice
from sheets.reading import Reading
from sheets.rebound import on_paper, verdicts
from sheets.rebound.shock import Shown
from tests.sheets.conftest import chosen
from tests.sheets.printing import html_of
from words import labels
from words.messages import speaking

paper = html_of(on_paper.paper)


def test_it_tells_of_the_shock_that_the_screen_shows_first(
    small: Reading, shown: Shown, rebounds: MarketRebounds
) -> None:
    text = unescape(paper(small, chosen(small)).decode()).replace("\u2009", " ")
    for title in (
        "What the rebound is made of",
        f"{labels.market(shown.market)}: compared with the market",
        "Market by market",
        "Price tiers before, during and after",
        "Which tiers and channels changed permanently?",
        "Placebo test: dates with no event",
        "Robustness checks",
        "Comparison markets used",
    ):
        assert f"<h2>{title}</h2>" in text, title
    assert f"{labels.market(shown.market)} · closed · " in text and "Brackets are 95% intervals." in text
    assert text.count('class="card"') == 6
    assert verdicts.figures(rebounds.of(shown.market))[0].value in text

    with speaking("it"):
        italian = unescape(paper(small, chosen(small)).decode())
    assert "<h2>Market by market" not in italian and "<h2>What the rebound" not in italian


def test_a_market_that_was_never_closed_is_refused(small: Reading) -> None:
    with pytest.raises(BadRequest, match="no closed shops in this selection"):
        paper(small, chosen(small, Choice(market=("JP",))))


def test_a_selection_that_sells_too_little_is_refused(small: Reading) -> None:
    with pytest.raises(BadRequest):
        paper(small, chosen(small, Choice(market=("GB",), channel=("marketplace",), tier=("haute",))))
