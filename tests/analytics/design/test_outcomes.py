"""What a test would be planned on, counted by hand."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from analytics.design import customer_outcome, design_moments, store_outcome
from analytics.design.stores import _chance
from analytics.results import CannotTell
from commands.vetrina import main
from data.store import Store
from tests.analytics.shop import opened, order

END = date(2021, 3, 1)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Forty customers known in 2020; ten of them buy for 100 in the four weeks to the end of January 2021."""
    orders = [order(f"a{n}", "2020-06-01", f"c{n}", total=50.0) for n in range(40)]
    orders += [order(f"b{n}", "2021-01-20", f"c{n}") for n in range(10)]
    orders += [order("new", "2021-01-20", "stranger"), order("last", str(END), None)]
    return opened(tmp_path_factory.mktemp("design"), orders=orders)


def test_who_was_known_counts_whether_they_bought_or_not_and_who_came_first_in_the_window_does_not(shop: Store) -> None:
    days = {"known_since": date(2019, 1, 1), "since": date(2021, 1, 4), "until": date(2021, 2, 1)}
    row = design_moments(shop, **days).iloc[0]
    assert (row["customers"], row["buyers"], float(row["net_eur"]), row["net_squared"]) == (40, 10, 1000, 100_000)


def test_mean_and_variance_are_those_of_all_known_customers(shop: Store) -> None:
    spent = np.r_[np.full(10, 100.0), np.zeros(30)]
    found = customer_outcome(shop, outcome="net", weeks=4)
    assert (found.customers, found.mean) == (40, 25)
    assert found.variance == pytest.approx(spent.var(ddof=1)) == pytest.approx(found.within)
    assert customer_outcome(shop, outcome="conversion", weeks=4).mean == 0.25


def test_a_margin_that_nobody_knows_and_stores_that_are_not_there_are_refused(shop: Store) -> None:
    with pytest.raises(CannotTell):
        customer_outcome(shop, outcome="margin", weeks=4)
    with pytest.raises(CannotTell):
        store_outcome(shop, weeks=4)


def test_the_variance_of_growth_leaves_out_what_all_stores_share() -> None:
    rng = np.random.default_rng(4)
    shared = 1 + 0.5 * np.sin(np.arange(104) / 8)[:, None]
    alike = 1000 * np.repeat(shared, 6, axis=1)
    assert _chance(alike, 8)[0] == pytest.approx(0, abs=1e-12)
    noisy = 1000 * (1 + rng.normal(0, 0.2, (1040, 6)))
    variance, correlation = _chance(noisy, 8)
    assert variance == pytest.approx(2 * 0.2**2 / 8, rel=0.15) and correlation < 0.02
    steady = 1000 * np.repeat(1 + rng.normal(0, 0.2, (130, 6)), 8, axis=0)
    assert _chance(steady, 8)[1] == pytest.approx(1)


def test_the_command_plans_a_test_and_says_where_it_cannot(shop: Store, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(Path(shop.path).parent)
    assert main(["design", "--store", folder, "--outcome", "net", "--weeks", "4", "--effect", "0.5", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["units"] == 40 and found["units_needed"] > 40 and 0.05 < found["power_of_all"] < 0.8
    assert [one["weeks"] for one in found["lengths"]] == [4, 8, 13, 26]
    assert main(["design", "--store", folder]) == 2
    assert main(["design", "--store", folder, "--treated", "2"]) == 2
