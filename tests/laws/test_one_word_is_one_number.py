"""Law: the same word over the same choice is the same number, whichever question, page or command says it.

Broken once: buyers 3,319 on one page and 3,218 on another; 1,156 new customers under a header whose period holds 1,075.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from analytics.between_definitions import between_definitions
from analytics.bridge import bridge
from analytics.cohorts import second_purchase
from analytics.kpi_series import kpi_series
from analytics.kpis import kpis
from analytics.measures import COLUMNS, ROLLED_UP, is_additive
from analytics.metrics import LANGUAGES, metrics
from analytics.period import Period
from analytics.reconciliation import recon_rate, reconciliation, reconciliation_trend
from analytics.sales_by import sales_by
from analytics.segments import concentration, rfm
from analytics.wallet_costs import wallet_costs
from analytics.wallet_kpis import wallet_kpis
from data.store import EVERYTHING, Choice, Store
from tests.analytics.shop import line, opened, order
from tests.laws import stores

QUARTER = Period(date(2024, 4, 1), date(2024, 7, 1))
DAYS = ("since", "until", "is_covered")
CHOICES = [
    EVERYTHING,
    Choice(market=("CN",)),
    Choice(channel=("boutique", "ecommerce")),
    Choice(tier=("luxury", "core")),
    Choice(market=("IT",), tier=("premium",)),
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return stores.sample(tmp_path_factory.mktemp("shop"))


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: str(choice.chosen()))
def test_one_word_is_one_number_wherever_it_is_said(shop: Store, choice: Choice) -> None:
    said: dict[str, dict[str, float]] = {}
    for where, word, number in _said(shop, choice):
        said.setdefault(word, {})[where] = float(number)
    for word, numbers in said.items():
        card = numbers["kpis"]
        for where, number in numbers.items():
            assert number == pytest.approx(card, rel=1e-9, abs=1e-5, nan_ok=True), (
                f"{word}: {card} in kpis, {number} in {where}"
            )


def _said(shop: Store, choice: Choice) -> Iterator[tuple[str, str, float]]:
    card = kpis(shop, choice, period=QUARTER).loc["current"]
    rows = {
        "breakdown": sales_by(shop, choice, period=QUARTER, by="market"),
        "line": kpi_series(shop, choice, period=QUARTER, grain="quarter"),
    }
    yield from (("kpis", word, card[word]) for word in card.index if word not in DAYS)
    (line_row,) = rows["line"].to_dict("records")
    yield from (("line", word, line_row[word]) for word in card.index if word not in DAYS)
    cut = rows["breakdown"]
    now = cut[cut["period"] == "current"]
    adding = [word for word in now.columns.intersection(card.index) if is_additive(word, "market", choice)]
    yield from (("breakdown", word, now[word].sum()) for word in adding)
    change = bridge(shop, choice, period=QUARTER.last_year, against=QUARTER)
    yield "bridge", "net_eur", change.before
    yield "bridge, later period", "net_eur", bridge(shop, choice, period=QUARTER, against=QUARTER.last_year).after
    steps = between_definitions(shop, choice, period=QUARTER).set_index("step")["amount_eur"]
    yield "readings", "net_eur", steps["retail"]
    yield "readings", "gmv_eur", steps["platform"]
    if not choice.tier:  # with a tier, cohorts are of the first order's tier and cards of its lines: "customers first met" is another word
        curves = second_purchase(shop, choice, since=QUARTER.since, until=QUARTER.until)
        yield "second purchase", "new_customers", sum(curve.customers for curve in curves)


def test_last_year_is_one_number_in_cards_bridge_breakdown_and_line(shop: Store) -> None:
    card = kpis(shop, period=QUARTER).loc["last_year", "net_eur"]
    cut = sales_by(shop, period=QUARTER, by="channel")
    assert cut.loc[cut["period"] == "last_year", "net_eur"].sum() == pytest.approx(card)
    assert bridge(shop, period=QUARTER, against=QUARTER.last_year).before == pytest.approx(card)


@pytest.mark.parametrize("choice", [EVERYTHING, Choice(market=("CN",))], ids=lambda choice: str(choice.chosen()))
def test_wallet_words_are_one_number(shop: Store, choice: Choice) -> None:
    card = wallet_kpis(shop, choice, period=QUARTER).loc["current"]
    states, trend = (question(shop, choice, period=QUARTER) for question in (reconciliation, reconciliation_trend))
    assert recon_rate(states) == pytest.approx(card["recon_rate"])
    assert trend["matched_eur"].sum() / trend["value_eur"].sum() == pytest.approx(card["recon_rate"])
    assert states["rows"].sum() == trend["rows"].sum() == card["references"]
    costs = wallet_costs(shop, choice, period=QUARTER)
    assert -costs["fee_eur"].sum() / costs["settled_eur"].sum() == pytest.approx(card["take_rate"])


def test_buyers_and_buyers_who_kept_something_are_two_words_for_two_numbers(shop: Store) -> None:
    whole = Period(date(2018, 1, 1), date(2027, 1, 1))
    assert concentration(shop, period=whole).spenders < kpis(shop, period=whole).loc["current", "buyers"]
    names = [(metrics()["buyers"].named(spoken), metrics()["spenders"].named(spoken)) for spoken in LANGUAGES]
    assert all(one != other for one, other in names)


def test_net_sales_of_segments_are_those_of_the_card_with_credit_notes_and_guests_apart(tmp_path: Path) -> None:
    sold = {
        ("ann", "2020-03-01"): 900,
        ("ann", "2020-03-09"): -400,
        ("bob", "2019-02-01"): 500,
        (None, "2020-04-01"): 70,
    }
    orders = [order(f"{who}{day}", day, who, total) for (who, day), total in sold.items()]
    lines = [line(f"{who}{day}", gross=total) for (who, day), total in sold.items()]
    shop = opened(tmp_path, orders=orders, order_lines=lines)
    found = rfm(shop, until=date(2021, 1, 1)).cells["net_eur"].sum()
    card = kpis(shop, period=Period(date(2019, 1, 1), date(2021, 1, 1))).loc["current"]
    assert (found, card["net_eur"]) == (1000, 1070)
    assert shop.ask("value_cuts", until=date(2021, 1, 1))["from_eur"].tolist() == [500, 500]


def test_no_two_figures_bear_one_name() -> None:
    for spoken in LANGUAGES:
        names = [entry.named(spoken) for entry in metrics().values()]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("choice", CHOICES[:4], ids=lambda choice: str(choice.chosen()))
def test_every_additive_measure_adds_up_over_every_breakdown(shop: Store, choice: Choice) -> None:
    card = kpis(shop, choice, period=QUARTER).loc["current"]
    for by in COLUMNS:
        cut = sales_by(shop, choice, period=QUARTER, by=by)
        now = cut[cut["period"] == "current"]
        for measure in now.columns.intersection(card.index):
            if is_additive(measure, by, choice):
                assert now[measure].sum() == pytest.approx(card[measure], rel=1e-9, abs=1e-4), f"{measure} by {by}"


def test_what_overlaps_is_not_called_additive() -> None:
    assert (
        not is_additive("buyers", "channel")
        and not is_additive("orders", "tier")
        and not is_additive("aov_eur", "market")
    )
    assert all(is_additive("orders", by) and is_additive("net_eur", by) for by in ROLLED_UP)
