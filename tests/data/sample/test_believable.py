"""A small sample shop has the shares that the trade knows; bands are wide enough for any seed (benchmarks/sample.py has the narrow ones)."""

import pytest

from benchmarks.sample import measured, shares
from data.sample import build
from data.store import Store

CUSTOMERS = 2_000
NEAR = 0.35  # of a band's width: how far beyond it a shop as small as this may lie by chance
# counted on too few orders here: single days of feasts, single years of China, single markets
TOO_FEW = ("marketplaces in China", "sales to China", "returned of online sales,", "online orders in Italy")
LARGE = ("returned of online sales, IT", "returned of online sales, CN")
STEADY = [one for one in shares() if not one.name.startswith(TOO_FEW) or one.name in LARGE]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    folder = tmp_path_factory.mktemp("believable")
    build(folder, customers=CUSTOMERS, seed=77)
    store = Store.open(folder)
    told = dict(zip((one.name for one in shares()), measured(store), strict=True))
    store.close()
    return told


@pytest.mark.parametrize("one", STEADY, ids=lambda one: one.name)
def test_a_share_is_what_the_trade_knows(found: dict[str, float], one) -> None:
    slack = (one.high - one.low) * NEAR
    assert one.low - slack <= found[one.name] <= one.high + slack


def test_feasts_stand_out_on_chinese_marketplaces(found: dict[str, float]) -> None:
    peaks = [value for name, value in found.items() if name.startswith("marketplaces in China")]
    assert len(peaks) == 4 and sum(peaks) / 4 > 5


def test_sales_to_china_rise_until_2021_and_are_lower_in_2025(found: dict[str, float]) -> None:
    grown = {int(name.split(", ")[1][:4]): value for name, value in found.items() if name.startswith("sales to China")}
    assert (1 + grown[2020]) * (1 + grown[2021]) > 1.2
    assert (1 + grown[2022]) * (1 + grown[2023]) * (1 + grown[2024]) * (1 + grown[2025]) < 1.05
