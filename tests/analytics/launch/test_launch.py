"""The answer on a channel from a store: what is extra, what it left, and what is not said."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from analytics.launch import Launch, Opening, launch, openings
from analytics.results import CannotTell
from data.store import Store
from tests.analytics.shop import opened, order

FIRST, ON, WEEKS = date(2017, 1, 2), date(2018, 7, 2), 26


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two markets, some fifteen orders a week each; from July 2018 China has a mini-program, to which a third of its orders move."""
    rng, orders = np.random.default_rng(5), []
    for week in range(78 + WEEKS + 6):
        for market in ("CN", "IT"):
            for n in range(int(rng.poisson(15))):
                day = FIRST + timedelta(weeks=week, days=int(rng.integers(7)))
                moves = market == "CN" and day >= ON and n % 3 == 0
                orders.append(
                    order(f"{market}{week}.{n}", str(day), f"{market}{rng.integers(400)}", float(rng.gamma(4, 50)),
                          market=market, channel="wallet" if moves else "boutique")
                )  # fmt: skip
    return opened(tmp_path_factory.mktemp("launch"), orders=orders)


@pytest.fixture(scope="module")
def found(shop: Store) -> Launch:
    return launch(shop, Opening("wallet", ON, weeks=WEEKS, commission=0.05, once=1000.0, margin=0.5))


def test_the_channel_that_began_is_named_with_its_first_week(shop: Store) -> None:
    assert openings(shop) == {"wallet": ON}


def test_only_the_market_it_serves_is_asked_and_the_other_is_the_control(found: Launch) -> None:
    assert found.markets == ("CN",) and set(found.controls) == {"IT"}


def test_what_only_moved_is_not_said_to_be_extra(found: Launch) -> None:
    whole = found.whole
    assert whole["extra_eur_low"] < 0 < whole["extra_eur_high"]
    assert whole["extra_eur"] + whole["moved_eur"] == pytest.approx(whole["channel_eur"])


def test_the_gain_is_margin_after_fees_less_what_the_moved_sales_left_and_the_cost_of_joining(found: Launch) -> None:
    whole = found.whole
    by_hand = whole["channel_eur"] * (0.5 - 0.05) - whole["moved_eur"] * 0.5 - 1000
    assert whole["gain_eur"] == pytest.approx(by_hand)
    assert whole["break_even_share"] == pytest.approx(1 - (0.45 - 1000 / whole["channel_eur"]) / 0.5)


def test_probabilities_add_to_one(found: Launch) -> None:
    whole = found.whole
    assert sum(whole[f"p_{name}"] for name in ("moved", "both", "extra")) == pytest.approx(1)
    assert sum(whole[f"p_{name}"] for name in ("lost", "even", "paid")) == pytest.approx(1)


def test_customers_and_sales_of_the_channel_are_those_of_its_orders(shop: Store, found: Launch) -> None:
    sold = shop.query(
        f"select sum(net_eur) as net from orders_mart where channel = 'wallet' and ordered_on <= '{found.last_on}'"
    )
    every = found.customers[found.customers["tier"] == "all"]
    assert (
        float(every["net_eur"].sum())
        == pytest.approx(float(sold["net"][0]))
        == pytest.approx(found.whole["channel_eur"])
    )


def test_without_margins_no_gain_is_told(shop: Store) -> None:
    told = launch(shop, Opening("wallet", ON, weeks=8))
    assert np.isnan(told.whole["gain_eur"]) and np.isnan(told.whole["p_paid"]) and told.whole["p_moved"] > 0
    assert "launch_margin_unknown" in [reason.code for reason in told.reasons]


def test_too_little_before_or_since_is_refused(shop: Store) -> None:
    for on, code in ((date(2017, 3, 6), "launch_too_early"), (date(2019, 1, 7), "launch_too_late")):
        with pytest.raises(CannotTell) as told:
            launch(shop, Opening("wallet", on))
        assert told.value.reason.code == code


def test_beside_a_reopening_nothing_is_said_of_what_is_extra(shop: Store, tmp_path: Path) -> None:
    closed = [
        {"day": date(2018, 3, 1) + timedelta(days=n), "market": "CN", "event": "lockdown", "kind": "lockdown", "intensity": 1.0, "source": "test"}
        for n in range(60)
    ]  # fmt: skip
    orders = shop.query("select * from orders").to_dict("records")
    near = opened(tmp_path, orders=orders, market_calendar=closed)
    told = launch(near, Opening("wallet", ON, weeks=WEEKS, margin=0.5))
    assert told.reasons[0].code == "launch_near_closure" and told.word == "open"
    assert np.isnan(told.whole["extra_eur"]) and np.isnan(told.whole["p_paid"])
    assert told.whole["channel_eur"] > 0 and told.whole["break_even_share"] == pytest.approx(0)
