"""The overview's parts, made of a store alone: three orders one can count."""

from datetime import date
from pathlib import Path

import pytest

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store
from sheets import overview
from sheets.choice import Chosen, bounds, described, stretch
from sheets.past import past
from sheets.reading import Reading
from tests.analytics.doubt import shops
from tests.analytics.shop import line, opened, order, product
from words import formats
from words.messages import speaking

YEAR = Period.year(2025)


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    orders = [
        order("first", "2023-12-01"),
        order("then", "2024-06-01", total=50.0),
        order("now", "2025-06-01", total=100.0),
        order("china", "2025-07-01", total=30.0, market="CN"),
        order("last", "2025-12-31", total=20.0),
    ]
    lines = [line(each["order_id"], gross=each["total"]) for each in orders]
    store: Store = opened(
        tmp_path, customers=[{"customer_id": "ann"}], products=[product()], orders=orders, order_lines=lines
    )
    return Reading.of(store)


def test_a_breakdown_adds_up_to_the_card_and_names_its_slices(reading: Reading) -> None:
    chosen = Chosen(EVERYTHING, YEAR)
    card = overview.headline(reading, chosen, past(reading, chosen)).drawn.loc["current", "net_eur"]
    drawn = overview.cut(reading, past(reading, chosen), "market").drawn
    assert drawn["net_eur"].sum() == card
    assert drawn["name"].tolist() == ["Italy", "China"]


def test_the_bridge_begins_and_ends_with_the_two_years(reading: Reading) -> None:
    change = overview.change(reading, past(reading, Chosen(EVERYTHING, YEAR)))
    assert change is not None and change.note == ""
    assert change.drawn["step"].tolist()[0] == "Last year" and change.drawn["step"].tolist()[-1] == "This period"
    steps = change.drawn.set_index("step")["eur"]
    assert steps["Last year"] + steps[1:-1].sum() == pytest.approx(steps["This period"])


def test_where_sales_changed_is_not_shown_of_few_orders_in_either_year(reading: Reading) -> None:
    part = overview.where(reading, past(reading, Chosen(EVERYTHING, YEAR)))
    assert len(part.table) and part.drawn.empty
    assert part.empty == "No market and channel has 30 orders on both sides."


def test_a_bridge_of_few_orders_has_no_colour_and_no_interval(reading: Reading) -> None:
    change = overview.change(reading, past(reading, Chosen(EVERYTHING, YEAR)))
    assert change is not None
    steps = change.drawn[change.drawn["kind"] == "change"]
    assert not steps["is_clear"].any() and set(steps["interval"]) == {""}


def test_the_choice_is_said_in_the_language_spoken(reading: Reading) -> None:
    chosen = Chosen(Choice(market=("CN",)), YEAR)
    with speaking("it"):
        assert described(reading, chosen).endswith("2025 · Cina")


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("12m", ("2025-01-01", "2026-01-01")),
        ("ytd", ("2025-01-01", "2026-01-01")),
        ("30d", ("2025-12-02", "2026-01-01")),
        ("last_year", ("2024-01-01", "2025-01-01")),
        ("all", ("2023-12-01", "2026-01-01")),
    ],
)
def test_a_period_is_counted_back_from_the_last_day_with_an_order(
    reading: Reading, code: str, days: tuple[str, str]
) -> None:
    period = stretch(code, *bounds(reading))
    assert (period.since.isoformat(), period.until.isoformat()) == days


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """A shop that sells half more than a year before, to as many persons as ordered half more often."""
    return Reading.of(shops.opened(tmp_path_factory.mktemp("grown"), shops.orders(shops.Making(growth=0.8), 1)))


def test_the_finding_says_what_happened_how_sure_it_is_and_what_gave_most_of_it(grown: Reading) -> None:
    held = past(grown, Chosen(EVERYTHING, Period(date(2023, 1, 9), date(2023, 12, 31))))
    doubts, change = overview.doubts(grown, held), overview.change(grown, held)
    told = overview.finding(doubts, change, held)
    row = doubts.drawn[doubts.drawn["figure"] == "net_eur"].iloc[0]
    assert change is not None and row["is_clear"]
    assert told.startswith(f"Net sales {formats.change(row['change'])} vs last year") and "a clear change" in told
    steps = change.drawn[(change.drawn["kind"] == "change") & change.drawn["is_clear"]].set_index("step")["eur"]
    assert told.endswith(f"Most of it: {steps.idxmax()}, {formats.signed(steps.max(), 'money')}.")


def test_the_finding_of_what_may_be_accident_says_so(tmp_path: Path) -> None:
    reading = Reading.of(shops.opened(tmp_path, shops.orders(shops.Making(customers=20), 2)))
    held = past(reading, Chosen(EVERYTHING, Period(date(2023, 1, 9), date(2023, 12, 31))))
    told = overview.finding(overview.doubts(reading, held), overview.change(reading, held), held)
    assert "vs last year" in told and "no clear change (95%: [" in told and "Most of it" not in told


def test_of_too_few_orders_nothing_is_found(reading: Reading) -> None:
    held = past(reading, Chosen(EVERYTHING, YEAR))
    assert overview.finding(overview.doubts(reading, held), overview.change(reading, held), held) == ""
