"""What laws over every question and every figure look at."""

from itertools import combinations
from pathlib import Path

import pytest

from data.intake import Report
from data.load import load
from data.sample import build
from data.staging import LoadOptions
from data.store import EVERYTHING, Choice, Store
from data.store.choice import COLUMNS
from tests.laws.twins.detail import Detail


@pytest.fixture(scope="session")
def detail(tmp_path_factory: pytest.TempPathFactory) -> Detail:
    folder = tmp_path_factory.mktemp("shop")
    build(folder, customers=400, seed=11)
    return Detail(Store.open(folder))


@pytest.fixture(scope="session")
def choices(detail: Detail) -> list[Choice]:
    """Each filter with two of its most sold values, and every two filters with one each."""
    common = {name: detail.lines[name].value_counts().index[:2].tolist() for name in COLUMNS}
    single = [Choice(**{name: tuple(values)}) for name, values in common.items()]
    single += [Choice(**{name: (values[1],)}) for name, values in common.items()]
    pairs = [Choice(**{a: (common[a][0],), b: (common[b][0],)}) for a, b in combinations(COLUMNS, 2)]
    return [EVERYTHING, *single, *pairs]


@pytest.fixture(scope="session")
def samples(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, list[Report]]:
    """All format samples in one store, and what became of each; those of no known layout are refused and leave nothing."""
    home, formats = tmp_path_factory.mktemp("samples") / "store", shared / "formats"
    reports = load([formats / "samples", formats / "samples_more"], home, LoadOptions("Europe/Rome", "EUR"))
    return Store.open(home), reports
