"""A shop small enough to count, for parts of the screen that read the store."""

from pathlib import Path

import pytest

from tests.analytics.shop import line, opened, order, product

DAYS = {"o0": ("2024-02-29", "IT"), "o1": ("2025-12-31", "CN"), "o2": ("2026-03-14", "CN"), "o3": ("2026-03-14", "FR")}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Four orders of one customer: one in Italy, two in China, one in France; the data end on 14 March 2026."""
    home = tmp_path / "store"
    opened(
        home,
        customers=[{"customer_id": "ann"}],
        products=[product()],
        orders=[order(name, day, market=market) for name, (day, market) in DAYS.items()],
        order_lines=[line(name) for name in DAYS],
    ).close()
    monkeypatch.setenv("VETRINA_STORE", str(home))
    return home
