"""Law: a figure on paper is the figure on the screen, over the same choice; so is the title of a part."""

import re
from html import unescape

import pytest

from data.store import Choice, Store
from sheets.choice import Chosen, bounds, stretch
from sheets.papers import PAPERS
from sheets.reading import Reading

CARD = re.compile(r'<div class="card">([^<]+)<b>([^<]+)</b>')
CHINA = {"market": "CN"}


@pytest.fixture(scope="session")
def paper():
    """The sheet of a screen of a store, as text."""

    def paper(screen: str, home, **address: str) -> str:
        reading = Reading.of(Store.open(home))
        heeds = PAPERS[screen].heeds
        choice = Choice(**{name: (code,) for name, code in address.items() if name in heeds})
        period = stretch("12m" if "period" in heeds else "all", *bounds(reading))
        return PAPERS[screen].paper(reading, Chosen(choice, period)).decode()

    return paper


@pytest.mark.parametrize("address", [{}, CHINA], ids=["whole", "china"])
@pytest.mark.parametrize("name", sorted(PAPERS.keys() - {"definitions"}))  # which has no cards
def test_a_card_on_paper_is_a_card_on_the_screen(opening, paper, sample, name, address):
    # Printed first: what a model took seconds for is kept, and the screen need not wait for it.
    printed = {unescape(label): unescape(value) for label, value in CARD.findall(paper(name, sample, **address))}
    cards = {card.label: card.value for card in opening(name, sample, **address).metric}
    assert len(printed) >= 4 and {label: cards.get(label) for label in printed} == printed


@pytest.mark.parametrize("name", ["cohorts", "customers", "wallet", "health"])
def test_a_part_on_paper_is_headed_as_on_the_screen(screen, paper, sample, name):
    app = screen(name, sample)
    heads = {part.value for part in app.header} | {part.label for part in app.expander} | {"What every metric means"}
    printed = [unescape(title) for title in re.findall("<h2>(.*?)</h2>", paper(name, sample))]
    assert len(printed) >= 5 and set(printed) <= heads
