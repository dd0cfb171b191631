"""Shops that sheets tell of: the sample shop small, and so large that it learns from its prices."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.period import Period
from data.sample import build
from data.store import EVERYTHING, Choice, Store
from sheets.choice import Chosen, bounds, stretch
from sheets.reading import Reading


def read(home: Path) -> Iterator[Reading]:
    store = Store.open(home)
    yield Reading.of(store)
    store.close()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    """A small sample shop."""
    home = tmp_path_factory.mktemp("small") / "store"
    build(home, customers=1500)
    yield from read(home)


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    """A sample shop that sells often enough to learn from its prices, and to tell customers apart."""
    home = tmp_path_factory.mktemp("grown") / "store"
    build(home, customers=6000)
    yield from read(home)


def chosen(reading: Reading, choice: Choice = EVERYTHING, period: str = "all") -> Chosen:
    """A choice over one of the usual periods."""
    days: Period = stretch(period, *bounds(reading))
    return Chosen(choice, days)
