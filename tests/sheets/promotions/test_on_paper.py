"""Promotions on paper."""

from html import unescape

import pytest

from data.errors import BadRequest
from data.store import Choice
from sheets.promotions import on_paper
from sheets.promotions.on_paper import LEFT_OUT
from sheets.promotions.scorecard import league
from sheets.reading import Reading
from tests.sheets.conftest import chosen
from tests.sheets.printing import html_of
from tests.sheets.promotions.made_up import promotion, scores
from words.messages import speaking

paper = html_of(on_paper.paper)


def test_it_tells_of_all_promotions_and_closely_of_the_one_that_the_screen_shows_first(small: Reading) -> None:
    text = unescape(paper(small, chosen(small, period="12m")).decode())
    for title in (
        "Promotions by what one more is expected to bring",
        "Incremental margin by itself, market by market: China",
        "Incremental margin by itself, market by market: Italy",
        "One promotion in detail: ",
        "Who paid",
        "Coupon funnel",
        "Distribution of discounts",
    ):
        assert f"<h2>{title}" in text, title
    assert "By itself no clear effect: the 95% interval" in text


def test_of_another_market_it_tells_nothing(small: Reading) -> None:
    text = unescape(paper(small, chosen(small, Choice(market=("IT",)))).decode())
    assert ": Italy</h2>" in text and ": China</h2>" not in text


@pytest.mark.parametrize(("spoken", "title"), [("it", "Promozioni"), ("zh", "促销")])
def test_it_speaks_the_reader_s_language(small: Reading, spoken: str, title: str) -> None:
    with speaking(spoken):
        text = unescape(paper(small, chosen(small)).decode())
    assert f"<h1>{title}" in text and "Who paid" not in text


def test_columns_that_find_no_room_are_columns_of_the_league() -> None:
    assert set(LEFT_OUT) < set(league(scores(promotion("a"))).columns)


def test_a_selection_without_promotions_is_refused(small: Reading) -> None:
    with pytest.raises(BadRequest, match="No promotion was used or sent"):
        paper(small, chosen(small, Choice(market=("XX",))))
