"""Law: a sheet of paper, and why there is none, is said in the language it was asked for in.

Broken once: a rebound's note was English on Chinese paper, and three screens of eight refused a sheet in English whatever was asked.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from analytics.closures import Closure
from analytics.rebound.shop import Question
from data.errors import BadRequest
from data.store import EVERYTHING, Store, writing
from sheets.choice import Chosen, bounds, stretch
from sheets.papers import PAPERS
from sheets.reading import Reading
from sheets.rebound.shock import Shown, note
from tests.analytics.shop import line, opened, order, product
from words.messages import speaking

HAN, LATIN = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A store in which nothing was loaded."""
    home = tmp_path_factory.mktemp("nothing") / "store"
    with writing(home):
        pass
    return Reading.of(Store.open(home))


@pytest.fixture(scope="module")
def one_order(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A store with a single order: no promotion, no closed shop, no wallet, one customer."""
    rows = {"customers": [{"customer_id": "ann"}], "products": [product()], "order_lines": [line("o1")]}
    home: Path = tmp_path_factory.mktemp("one") / "store"
    return Reading.of(opened(home, orders=[order("o1", "2026-03-14")], **rows))


def refusal(reading: Reading, page: str, language: str) -> str:
    everything = Chosen(EVERYTHING, stretch("all", *bounds(reading)))
    with speaking(language), pytest.raises(BadRequest) as refused:
        PAPERS[page].paper(reading, everything)
    return str(refused.value)


@pytest.mark.parametrize("page", sorted(PAPERS.keys() - {"health"}))
def test_an_empty_shop_s_sheet_is_refused_in_the_reader_s_language(nothing: Reading, page: str) -> None:
    chinese = refusal(nothing, page, "zh")
    assert HAN.search(chinese) and not LATIN.search(chinese)
    assert refusal(nothing, page, "it") != refusal(nothing, page, "en")


@pytest.mark.parametrize("page", ["cohorts", "promotions", "rebound", "wallet"])
def test_what_a_shop_has_none_of_is_refused_in_the_reader_s_language(one_order: Reading, page: str) -> None:
    chinese = refusal(one_order, page, "zh")
    assert HAN.search(chinese) and not LATIN.search(chinese)
    assert refusal(one_order, page, "it") != refusal(one_order, page, "en")


def test_what_is_asked_of_a_rebound_is_noted_in_the_reader_s_language() -> None:
    asked = Shown("IT", (Closure(date(2020, 3, 9), date(2020, 5, 18)),), Question(counted=20, watched=40))
    with speaking("zh"):
        assert HAN.search(note(asked)) and not LATIN.search(note(asked))
    with speaking("it"):
        assert note(asked).startswith("Italia")
