"""Shops that every page must open on: the sample, an empty one, a single order."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.store import writing
from tests.analytics.shop import line, opened, order, product
from tests.sample_shops import sample_shop
from ui import local

SCRIPT = """
from pages import {page}
from ui import frame
frame.around({page}.render, {page}.HEEDS)
"""


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sample shop."""
    return sample_shop(tmp_path_factory, 3_500)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which nothing was loaded."""
    home = tmp_path_factory.mktemp("empty") / "store"
    with writing(home):
        pass
    return home


@pytest.fixture(scope="session")
def one_order(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a single order."""
    home = tmp_path_factory.mktemp("one") / "store"
    opened(
        home,
        customers=[{"customer_id": "ann"}],
        products=[product()],
        orders=[order("o1", "2026-03-14")],
        order_lines=[line("o1")],
    ).close()
    return home


@pytest.fixture
def opening(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a page of a store in the frame that surrounds it, without a browser."""

    def opening(page: str, home: Path, **address: str | list[str]) -> AppTest:
        monkeypatch.setenv("VETRINA_STORE", str(home))
        monkeypatch.setattr(local, "headers", lambda: {"host": "localhost:8501"})  # AppTest sends none
        st.cache_data.clear()
        app = AppTest.from_string(SCRIPT.format(page=page), default_timeout=300)
        for name, value in address.items():
            app.query_params[name] = value
        return app.run()

    return opening


@pytest.fixture(scope="session")
def screen() -> Callable[..., AppTest]:
    """A page of a store at an address, opened once a session: for tests that only read it."""
    opened: dict[object, AppTest] = {}

    def screen(page: str, home: Path, **address: str) -> AppTest:
        key = (page, home, *sorted(address.items()))
        if key not in opened:
            app = AppTest.from_string(SCRIPT.format(page=page), default_timeout=300)
            for name, value in address.items():
                app.query_params[name] = value
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("VETRINA_STORE", str(home))
                opened[key] = app.run()
        return opened[key]

    return screen


@pytest.fixture(scope="session")
def pounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop that sells in pounds and once in dollars, and has loaded no exchange rates."""
    return _british(
        tmp_path_factory.mktemp("pounds") / "store", order("abroad", "2025-12-18", "c0", market="US", currency="USD")
    )


@pytest.fixture(scope="session")
def british(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop that sells in pounds only and has loaded no exchange rates."""
    return _british(tmp_path_factory.mktemp("british") / "store")


def _british(home: Path, *more: dict[str, Any]) -> Path:
    days = [f"2025-{month:02d}-{day:02d}" for month in range(1, 13) for day in (3, 17)]
    numbered = dict(enumerate(days))
    opened(
        home,
        customers=[{"customer_id": f"c{i}"} for i in range(8)],
        products=[product()],
        orders=[
            *(order(f"o{i}", day, f"c{i % 8}", market="GB", currency="GBP") for i, day in numbered.items()),
            *more,
        ],
        order_lines=[line(f"o{i}") for i in numbered] + [line(each["order_id"]) for each in more],
    ).close()
    return home
