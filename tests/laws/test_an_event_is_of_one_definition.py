"""Law: what an event brought by any definition is what that definition has of its days; two of them are reconciled to the cent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.between_definitions import between_definitions
from analytics.definition import DEFINITIONS
from analytics.event_years import event_days, event_dips, event_figures, judged, so_far, years_seen
from analytics.event_years.years import OPEN, told_until
from analytics.reach import RETURN_WINDOW_DAYS, reach
from data.store import Choice, Store
from tests.sample_shops import sample_shop

EVENTS = ("qixi", "11.11", "black_friday", "saldi_summer")
CHOICES = (Choice(), Choice(market=("CN",)), Choice(channel=("boutique",), tier=("luxury",)))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store.open(_shop(tmp_path_factory))
    yield opened
    opened.close()


def _shop(folder: pytest.TempPathFactory) -> Path:
    return sample_shop(folder, 2_000)


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("choice", CHOICES, ids=str)
@pytest.mark.parametrize("code", DEFINITIONS)
def test_the_last_window_is_what_the_bridge_between_definitions_ends_in(
    store: Store, event: str, choice: Choice, code: str
) -> None:
    asked = {"event": event, "definition": DEFINITIONS[code]}
    years, sales = judged(years_seen(store, choice, **asked)), DEFINITIONS[code].sales
    last = max(years)
    own = event_figures(store, choice, **asked).set_index("year")[sales]
    steps = between_definitions(store, choice, period=years[last].window).set_index("step")["amount_eur"]
    assert float(own[last]) == pytest.approx(float(steps[code]), abs=0.005)
    days = event_days(store, choice, **asked)
    if (
        code != "retail" or days["year"].max() == last
    ):  # else the days are seen as young as those of a year that is under way
        summed = days.query("year == @last and -7 <= days <= 7")[sales].sum()
        assert float(summed) == pytest.approx(float(own[last]), abs=0.005)


@pytest.mark.parametrize("code", DEFINITIONS)
def test_the_race_ends_in_the_sum_of_its_days(store: Store, code: str) -> None:
    definition = DEFINITIONS[code]
    table = event_days(store, event="qixi", definition=definition)
    for _year, days in table.groupby("year"):
        raced = days[so_far(definition.sales)]
        if raced.notna().all():
            assert raced.iloc[-1] == pytest.approx(days[definition.sales].sum())


def test_the_books_tell_of_no_day_that_may_still_come_back(store: Store) -> None:
    books, known = DEFINITIONS["finance"], reach(store)
    final = told_until(known, books)
    assert (known.data_to - final).days == RETURN_WINDOW_DAYS - 1
    for event in EVENTS:
        every, own = (years_seen(store, event=event, definition=each) for each in (DEFINITIONS["retail"], books))
        for each, told in zip(every, own, strict=True):
            is_open = each.state == "whole" and each.window.until > final
            assert told.state == (OPEN if is_open else each.state)
        assert (event_days(store, event=event, definition=books)["day"].dt.date < final).all()
        dips = event_dips(store, event=event, definition=books).dropna(subset=["estimate"])
        assert all(until.date() < final for until in dips["until"])
    assert any(each.state == OPEN for each in years_seen(store, event="11.11", definition=books))
