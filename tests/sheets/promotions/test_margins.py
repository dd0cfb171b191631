"""Margins market beside market: the latest of each, the best on top, and what all of them came to."""

import pandas as pd

from analytics.promotions.effect.scores import PromotionScores
from data.store import Choice
from sheets.promotions.margins import ROWS, margins
from sheets.reading import Reading
from tests.sheets.conftest import chosen
from tests.sheets.promotions.made_up import promotion, scores


def many(market: str, count: int) -> list[dict[str, object]]:
    """Promotions of one market, a month apart; the later, the less they earned."""
    months = pd.date_range("2023-01-01", periods=count, freq="MS")
    return [
        promotion(f"{market}{i}", 1000.0 - 10 * i, market=market, first_on=day, last_on=day)
        for i, day in enumerate(months)
    ]


def test_china_and_italy_stand_side_by_side_unless_others_are_chosen(small: Reading) -> None:
    every = scores(*many("FR", 3), *many("IT", 1), *many("CN", 2))
    assert [part.title for part in margins(every, chosen(small))] == ["China", "Italy"]
    of_france = margins(every, chosen(small, Choice(market=("FR", "DE"))))
    assert [part.title for part in of_france] == ["France"], "Germany has no promotion whose margin is known"


def test_without_china_and_italy_those_with_most_promotions_stand_side_by_side(small: Reading) -> None:
    every = scores(*many("FR", 1), *many("DE", 3), *many("US", 2))
    assert [part.title for part in margins(every, chosen(small))] == ["Germany", "United States"]


def test_a_plot_holds_the_latest_and_says_how_many_there_are(small: Reading) -> None:
    (part,) = margins(scores(*many("IT", ROWS + 3)), chosen(small))
    assert part.drawn["name"].tolist() == [f"IT{i}" for i in range(3, ROWS + 3)], "the latest, the best on top"
    assert part.captions[0] == f"Drawn: {ROWS} of {ROWS + 3}; the export has all."


def test_the_sum_is_of_all_promotions_and_not_of_those_drawn(small: Reading) -> None:
    every = many("IT", ROWS + 3)
    (part,) = margins(scores(*every), chosen(small))
    total = sum(each["margin"] for each in every)
    assert total == 13_950
    assert "All experiments of this market together: +€13.9K" in part.captions[1] or "+€14K" in part.captions[1]


def test_a_market_without_an_experiment_has_no_sum_and_says_what_its_evidence_is(small: Reading) -> None:
    observed = promotion("club", -97.0, evidence="observational")
    (part,) = margins(scores(observed), chosen(small))
    assert part.captions == ()
    assert part.drawn["name"].tolist() == ["club · Observational"]
    assert part.drawn["span"].tolist() == ["[−€147 … −€47]"]


def test_what_cannot_be_judged_is_in_no_plot(small: Reading) -> None:
    assert margins(scores(promotion("welcome", None)), chosen(small)) == []


def test_its_bounds_are_those_of_the_scorecard(small: Reading) -> None:
    from analytics.promotions.effect.scores import promotion_scores

    found: PromotionScores = promotion_scores(small.store)
    for part in margins(found, chosen(small)):
        own = found.table.set_index("promotion_id").loc[part.table["promotion_id"]]
        assert part.drawn["estimate"].tolist() == own["margin"].tolist()
        assert part.drawn["low"].tolist() == own["margin_low"].tolist()
        assert part.drawn["high"].tolist() == own["margin_high"].tolist()
        assert part.drawn["estimate"].is_monotonic_decreasing
