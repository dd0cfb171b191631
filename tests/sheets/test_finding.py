"""The sentence that the overview begins with."""

from datetime import date
from pathlib import Path

import pytest

from analytics.period import Period
from data.store import EVERYTHING
from sheets import finding, overview
from sheets.choice import Chosen
from sheets.past import past
from sheets.reading import Reading
from tests.analytics.doubt import shops
from words import formats

YEAR = Chosen(EVERYTHING, Period(date(2023, 1, 9), date(2023, 12, 31)))


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A shop that sells four fifths more than a year before."""
    return Reading.of(shops.opened(tmp_path_factory.mktemp("grown"), shops.orders(shops.Making(growth=0.8), 1)))


def test_the_finding_says_what_happened_how_sure_it_is_and_what_gave_most_of_it(grown: Reading) -> None:
    held = past(grown, YEAR)
    doubts, change = overview.doubts(grown, held), overview.change(grown, held)
    told = finding.sentence(doubts, change, held)
    row = doubts.drawn[doubts.drawn["figure"] == "net_eur"].iloc[0]
    assert change is not None and row["is_clear"]
    assert told.startswith(f"Net sales {formats.change(row['change'])} vs last year") and "a clear change" in told
    steps = change.drawn[(change.drawn["kind"] == "change") & change.drawn["is_clear"]].set_index("step")["eur"]
    assert told.endswith(f"Most of it: {steps.idxmax()}, {formats.signed(steps.max(), 'money')}.")


def test_the_finding_of_what_may_be_accident_says_so(tmp_path: Path) -> None:
    reading = Reading.of(shops.opened(tmp_path, shops.orders(shops.Making(customers=20), 2)))
    held = past(reading, YEAR)
    told = finding.sentence(overview.doubts(reading, held), overview.change(reading, held), held)
    assert "vs last year" in told and "no clear change (95%: [" in told and "Most of it" not in told
