"""Why an answer may be believed: dates without an event, other ways of asking, markets that stayed open."""

from dataclasses import replace

import pytest

from analytics.interval import Interval
from analytics.rebound.check.probabilities import Probabilities
from analytics.rebound.check.variants import Variant
from analytics.rebound.shop import MarketRebounds
from analytics.results import Reason
from sheets.rebound import evidence
from sheets.rebound.shock import Shown
from tests.analytics.rebound.answers import ANSWER

TRIED = replace(ANSWER, placebo=replace(ANSWER.placebo, effects=(0.01, -0.02, 0.03)))
EARLIER = Variant(Reason("shock_earlier", by=(2, "week")), Interval(0.2, 0.1, 0.3), Interval(5e5, 1e5, 9e5), None)


def test_dates_without_an_event_are_counted_and_the_shock_stands_among_them() -> None:
    part = evidence.placebo(TRIED)
    assert part.drawn["quiet"].sum() == 3 and part.drawn["shock"].sum() == 1
    assert part.table["effect"].tolist() == [0.01, -0.02, 0.03], "the export has every date"
    assert part.drawn["effect"].tolist()[0].startswith("−") and part.drawn["effect"].tolist()[-1].startswith("+")


def test_each_statement_has_its_probability_and_those_of_one_matter_add_to_one() -> None:
    part = evidence.likely(ANSWER)
    assert part.drawn["name"].tolist()[2:4] == [
        "Lasting level up by a tenth or more",
        "Under 90% of the loss recovered",
    ]
    assert part.table.groupby("about")["probability"].sum().tolist() == pytest.approx([1, 1])
    assert part.captions == (
        "Not enough data to tell a lasting change: only one of 27% or more, up or down, can be excluded.",
    )


def test_what_has_no_probability_has_its_reason() -> None:
    untold = Probabilities({}, {}, (Reason("too_many_alarms", share=0.3),), None)
    part = evidence.likely(replace(ANSWER, probabilities=untold))
    assert part.drawn.empty and not part.captions
    assert part.empty == "No probabilities: the model finds an effect on about 30% of the dates with no event."
    half = replace(ANSWER.probabilities, regained={}, unknown=(Reason("loss_in_doubt"),))
    part = evidence.likely(replace(ANSWER, probabilities=half))
    assert set(part.table["about"]) == {"level"}
    assert part.captions[-1] == "No probability of what was recovered: the loss itself is in doubt."


def test_where_no_date_was_tried_that_is_said_and_nothing_drawn() -> None:
    part = evidence.placebo(ANSWER)
    assert part.drawn.empty and part.empty.startswith("The history is too short for dates with no event")


def test_other_ways_of_asking_stand_below_the_answer_itself() -> None:
    part = evidence.checks(replace(ANSWER, variants=(EARLIER,)), "relative")
    assert part.drawn["name"].tolist() == ["Base case", "Closed 2 weeks earlier"]
    assert part.drawn["written"].tolist() == ["+10.0%", "+20.0%"]
    assert part.drawn["span"].tolist() == ["[−5.0% … +30.0%]", "[+10.0% … +30.0%]"]


def test_amounts_are_written_as_money_and_the_export_has_all_parts() -> None:
    part = evidence.checks(replace(ANSWER, variants=(EARLIER,)), "excess")
    assert part.drawn["written"].tolist() == ["€900K", "€500K"]
    assert set(part.table["part"]) == set(evidence.compared()) == {"relative", "excess", "lasting"}
    lasting = evidence.checks(replace(ANSWER, variants=(EARLIER,)), "lasting")
    assert lasting.drawn["name"].tolist() == ["Base case"], "what a way of asking does not know is not drawn"


def test_what_nobody_knows_yet_is_too_early() -> None:
    part = evidence.checks(replace(ANSWER, lasting=None), "lasting")
    assert part.drawn.empty and part.empty == "It is too early to say."


@pytest.mark.parametrize(
    ("weights", "names", "said"),
    [
        ({"JP": 0.2, "KR": -0.5}, ["Japan", "South Korea"], "How closely sales follow"),
        ({"JP": 0.001, "KR": 0.0}, [], "These stayed open, but do not help as a comparison here: Japan, South Korea."),
        ({}, [], "No market stayed open and sold steadily, so there is none to compare with."),
    ],
)
def test_markets_that_stayed_open_are_drawn_where_they_help(
    rebounds: MarketRebounds, weights: dict[str, float], names: list[str], said: str
) -> None:
    part = evidence.donors(replace(rebounds, shut=()), replace(ANSWER, donors=weights))
    assert part.drawn["market"].tolist() == names
    assert len(part.captions) == 1 and part.captions[0].startswith(said)


def test_markets_whose_shops_were_closed_are_named_as_not_used(rebounds: MarketRebounds) -> None:
    part = evidence.donors(replace(rebounds, shut=("HK", "US")), replace(ANSWER, donors={}))
    assert part.captions[1] == "Not used, because their own shops were closed: Hong Kong SAR China, United States."


def test_the_donors_of_the_sample_shop_were_open(rebounds: MarketRebounds, shown: Shown) -> None:
    answer = rebounds.of(shown.market)
    assert not set(answer.donors) & {*rebounds.shut, shown.market}
    assert len(evidence.donors(rebounds, answer).table) == len(answer.donors)
