"""Shops that sheets tell of: the sample shop small, and so large that it learns from its prices."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store
from sheets.choice import Chosen, bounds, stretch
from sheets.reading import Reading
from tests.sample_shops import sample_shop


def read(home: Path) -> Iterator[Reading]:
    store = Store.open(home)
    yield Reading.of(store)
    store.close()


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    """A small sample shop."""
    yield from read(sample_shop(tmp_path_factory, 3_500))


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    """A sample shop that sells often enough to learn from its prices, and to tell customers apart."""
    yield from read(sample_shop(tmp_path_factory, 14_000))


def chosen(reading: Reading, choice: Choice = EVERYTHING, period: str = "all") -> Chosen:
    """A choice over one of the usual periods."""
    days: Period = stretch(period, *bounds(reading))
    return Chosen(choice, days)
