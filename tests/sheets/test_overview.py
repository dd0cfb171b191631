"""The overview's parts, made of a store alone: three orders one can count."""

from pathlib import Path

import pytest

from analytics.period import Period
from data.store import EVERYTHING, Choice, Store
from sheets import finding, overview
from sheets.choice import Chosen, bounds, described, stretch
from sheets.past import past
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order, product
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
    assert drawn["sales"].sum() == card
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


def test_of_too_few_orders_nothing_is_found(reading: Reading) -> None:
    held = past(reading, Chosen(EVERYTHING, YEAR))
    assert finding.sentence(overview.doubts(reading, held), overview.change(reading, held), held) == ""
