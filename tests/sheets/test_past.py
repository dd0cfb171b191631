"""What a page compares with, and what it says of that."""

from datetime import date

import pytest

from analytics.period import Period
from data.store import EVERYTHING, Choice
from sheets.choice import Chosen, days_of, recent_events, region, usual_comparison
from sheets.past import described, past, sentences
from sheets.reading import Reading

SUMMER = Period(date(2026, 8, 12), date(2026, 8, 27))
TUSCANY = Choice(store_id=("firenze-tornabuoni",))


def test_sales_are_counted_from_the_day_of_the_chosen_boutiques_region(small: Reading) -> None:
    everywhere, florence = (days_of(small, "saldi_winter-2021", choice) for choice in (EVERYTHING, TUSCANY))
    assert everywhere is not None and florence is not None
    assert str(florence.since) == "2021-01-23" and str(everywhere.since) == "2020-12-29"  # 30 and 5 January
    held = past(small, Chosen(TUSCANY, florence, compare="saldi_winter"))
    assert held.comparison is not None
    assert (held.comparison.event_on, held.comparison.event_then) == (date(2021, 1, 30), date(2020, 1, 4))


def test_boutiques_of_two_regions_have_no_region_of_their_own(small: Reading) -> None:
    assert region(small, TUSCANY) == "Toscana"
    assert region(small, Choice(store_id=("firenze-tornabuoni", "roma-condotti"))) == ""
    assert region(small, Choice(store_id=("shanghai-nanjing-xi-lu",))) == region(small, EVERYTHING) == ""


def test_a_page_that_compares_nothing_says_nothing(small: Reading) -> None:
    chosen = Chosen(EVERYTHING, SUMMER, compare="")
    held = past(small, chosen)
    assert (held.against, held.named, held.code, held.name) == ((), {}, "", "")
    assert sentences(small, chosen, held) == [] and described(held) == {}


def test_what_is_refused_leaves_all_stores_and_days_of_the_period(small: Reading) -> None:
    early = Chosen(EVERYTHING, Period(date(2018, 12, 20), date(2019, 1, 4)), same_stores=True)
    held = past(small, early)
    assert held.reason is not None and held.reason.code == "baseline_hardly_known"
    assert (held.choice, held.period, held.stores) == (EVERYTHING, early.period, ())
    (sentence,) = sentences(small, early, held)
    assert sentence.startswith("Nothing is compared: of the days to compare with, 20 Dec 2017 to 3 Jan 2018")


def test_a_boutique_that_opened_on_the_way_is_refused_under_the_switch(small: Reading) -> None:
    hangzhou = Choice(store_id=("hangzhou-hubin",))  # opened in April 2021
    held = past(small, Chosen(hangzhou, SUMMER, compare="2019", same_stores=True))
    assert held.reason is not None and held.reason.code == "no_store_throughout"
    assert past(small, Chosen(hangzhou, SUMMER, same_stores=True)).stores == ("hangzhou-hubin",)


def test_a_season_that_goes_on_says_up_to_which_day_it_is_compared(small: Reading) -> None:
    season = days_of(small, "season", EVERYTHING)
    assert season is not None
    chosen = Chosen(EVERYTHING, season)
    held = past(small, chosen)
    assert held.period.until < season.until
    told = sentences(small, chosen, held)
    assert told[0].startswith("Compared with last year, 1 Aug") and "The data are complete to" in told[1]


@pytest.mark.parametrize(
    ("period", "compare"),
    [
        ("12m", "last_year"),
        ("last_week", "weekday"),
        ("yesterday", "weekday"),
        ("qixi-2026", "qixi"),
        ("11.11_first-2025", "11.11_first"),
    ],
)
def test_around_an_event_the_usual_past_is_around_the_last_one(period: str, compare: str) -> None:
    assert usual_comparison(period) == compare


def test_the_events_offered_have_begun_and_are_in_the_data(small: Reading) -> None:
    codes = recent_events(small)
    assert "qixi-2026" in codes and "cny-2026" in codes and len(codes) == 13
    assert codes.index("qixi-2026") < codes.index("cny-2026")


def test_what_is_no_period_has_no_days(small: Reading) -> None:
    assert days_of(small, "fortnight", EVERYTHING) is None and days_of(small, "qixi-1999", EVERYTHING) is None


def test_further_pasts_stand_beside_the_first_and_one_that_cannot_says_why(small: Reading) -> None:
    held = past(small, Chosen(EVERYTHING, SUMMER, compare="weekday", also=("2019", "weekday", "2030", "2017")))
    assert [each.code for each in held.bases] == ["weekday", "2019"]
    assert held.named == {"weekday": "vs the same weekdays last year, 13–27 Aug 2025", "2019": "vs 2019"}
    said = sentences(small, Chosen(EVERYTHING, SUMMER), held)
    assert said[:2] == [
        "Compared with the same weekdays last year, 13–27 Aug 2025.",
        "Also with 2019, 12–26 Aug 2019.",
    ]
    assert [line[:5] for line in said[2:]] == ["2030:", "2017:"]
    assert list(described(held)) == ["weekday", "2019"]


def test_days_of_a_further_past_that_are_not_all_in_the_data_show_no_change(small: Reading) -> None:
    winter = Period(date(2025, 12, 1), date(2026, 2, 1))  # the data begin on 1 January 2018
    chosen = Chosen(EVERYTHING, winter, compare="weekday", also=("2018",))
    held = past(small, chosen)
    assert [each.code for each in held.others] == ["2018"]
    said = sentences(small, chosen, held)
    assert "The days of 2018 are not fully in the data, so no change on them is shown." in said


def test_under_the_switch_only_stores_open_throughout_all_pasts_count(small: Reading) -> None:
    one = past(small, Chosen(EVERYTHING, SUMMER, same_stores=True))
    three = past(small, Chosen(EVERYTHING, SUMMER, same_stores=True, also=("2019", "previous")))
    older = past(small, Chosen(EVERYTHING, SUMMER, compare="2019", same_stores=True))
    assert set(three.stores) == set(older.stores) < set(one.stores)
    assert three.choice.store_id == three.stores
