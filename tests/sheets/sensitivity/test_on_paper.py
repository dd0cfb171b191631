"""Promotion sensitivity on paper: what the data cannot tell has a sentence in its place."""

from html import unescape
from pathlib import Path

import pytest

from analytics.promotions.effect.scores import promotion_scores
from data.errors import BadRequest
from data.store import Choice, Store
from sheets import as_html
from sheets.choice import Chosen
from sheets.promotions import likely
from sheets.reading import Reading
from sheets.sensitivity import on_paper
from tests.analytics.shop import line, opened, order, product
from tests.sheets.conftest import chosen
from words.messages import speaking


def paper(reading: Reading, choice: Chosen) -> bytes:
    """The sheet as HTML."""
    return as_html.page(on_paper.paper(reading, choice))


def shop(home: Path, *orders: dict[str, object]) -> Reading:
    lines = [line(each["order_id"]) for each in orders]
    tables = {"customers": [{"customer_id": "ann"}], "products": [product()]} if orders else {}
    store: Store = opened(home, orders=list(orders), order_lines=lines, **tables)
    return Reading.of(store)


def test_every_part_of_the_screen_that_is_a_table_is_printed(grown: Reading) -> None:
    text = unescape(paper(grown, chosen(grown)).decode())
    for title in (
        "Estimated effect by decile",
        "Who buys only with an offer, who buys anyway, who doesn't respond, who reacts badly: China",
        "Who buys only with an offer, who buys anyway, who doesn't respond, who reacts badly: Italy",
        "Extra orders by size of discount",
        "Discount planner: who gets how much",
        "How prices move sales",
        "Discount seekers",
    ):
        assert f"<h2>{title}</h2>" in text, title
    assert "Effect on the average customer" in text and "Extra orders grow with the discount" in text
    assert "Side by side: China, Italy, of 9 markets." in text
    assert "Probability that it gains anything:" in text
    assert f"What promotions earned so far (page Promotions): {likely.counted(promotion_scores(grown.store))}" in text


def test_no_pseudonym_is_printed(grown: Reading) -> None:
    text = paper(grown, chosen(grown)).decode()
    people = grown.store.query("select customer_id from customers")["customer_id"].head(500)
    assert len(people) and not [customer for customer in people if f">{customer}<" in text]


def test_prices_of_a_shop_that_hardly_sells_teach_nothing_and_the_sheet_says_so(small: Reading) -> None:
    text = unescape(paper(small, chosen(small)).decode())
    assert "so the effect of prices cannot be estimated" in text


def test_of_a_shop_without_experiments_reasons_are_printed(tmp_path: Path) -> None:
    text = unescape(paper(one := shop(tmp_path, order("o1", "2025-03-14")), chosen(one)).decode())
    assert "control group" in text and "<h2>Discount planner" not in text
    assert 'class="grid cards' not in text, "no figures without an experiment"


def test_a_market_in_which_nothing_was_tried_is_refused_part_by_part(small: Reading) -> None:
    text = unescape(paper(small, chosen(small, Choice(market=("JP",)))).decode())
    assert "who reacts badly: Japan</h2><p>" in text


def test_an_empty_shop_is_refused(tmp_path: Path) -> None:
    empty = shop(tmp_path)
    with pytest.raises(BadRequest, match="No orders in this selection"):
        paper(empty, chosen(empty))


@pytest.mark.parametrize(("spoken", "title"), [("it", "Sensibilità alle promozioni"), ("zh", "促销敏感度")])
def test_it_speaks_the_reader_s_language(small: Reading, spoken: str, title: str) -> None:
    with speaking(spoken):
        text = unescape(paper(small, chosen(small)).decode())
    assert f"<h1>{title}</h1>" in text and "Discount seekers" not in text
