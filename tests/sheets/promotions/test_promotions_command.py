"""`vetrina promotions`: the page's scorecard in a terminal, number for number. Here, where the sample shop is already built."""

import json
import math
from typing import Any

import pytest

from analytics.period import Period
from analytics.promotions.effect.scores import promotion_scores
from commands.vetrina import main
from data.store import Choice
from sheets.choice import bounds, stretch
from sheets.promotions import likely, scorecard
from sheets.reading import Reading
from tests.analytics.shop import opened
from words.messages import speaking

# Where the JSON has a column of the page's table: the table's name, and the way to it.
SAME = {
    "promotion_id": ("promotion_id",), "market": ("market",), "evidence": ("evidence",), "depth": ("depth",),
    "ladder": ("verdict",), "verdict": ("verdict_by_itself",),
    "p_lost": ("probabilities", "lost"), "p_within": ("probabilities", "within"), "p_earned": ("probabilities", "earned"),
    "p_orders": ("extra_orders",), "smallest_eur": ("smallest",), "excluded_eur": ("excluded",),
    "pooled": ("margin", "estimate"), "pooled_low": ("margin", "low"), "pooled_high": ("margin", "high"),
    "margin": ("margin_by_itself", "estimate"), "margin_low": ("margin_by_itself", "low"), "margin_high": ("margin_by_itself", "high"),
    "euro": ("per_euro", "estimate"), "like": ("like_it", "estimate"), "alike": ("like_it", "promotions"),
    "act": ("act",), "p_repeat": ("repeating", "earned"), "one_more_eur": ("repeating", "net"),
    "settle_customers": ("settle", "customers"), "settle_weeks": ("settle", "weeks"),
}  # fmt: skip


def told(reading: Reading, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    assert main(["promotions", "--store", str(reading.store.path.parent), *more, "--json"]) == 0
    return json.loads(capsys.readouterr().out, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))


def value(promotion: dict[str, Any], way: tuple[str, ...]) -> Any:
    found: Any = promotion
    for name in way:
        found = None if found is None else found[name]
    return found


def test_its_numbers_are_those_of_the_page(small: Reading, capsys: pytest.CaptureFixture[str]) -> None:
    printed = told(small, capsys)
    scores = promotion_scores(small.store)
    page = scorecard.league(scores).table
    assert printed["finding"] == likely.finding(scores) and printed["step"] == likely.step(scores)
    assert printed["together"] == scores.together().json()
    for column, way in SAME.items():
        wanted = [None if cell is None or cell != cell else cell for cell in page[column]]
        assert [value(each, way) for each in printed["promotions"]] == wanted, column


def test_what_repeating_gains_and_loses_is_the_act_turned_round(
    grown: Reading, capsys: pytest.CaptureFixture[str]
) -> None:
    known = [each for each in told(grown, capsys)["promotions"] if each["act"]]
    assert {each["act"] for each in known} == {"repeat", "drop"}
    for each in known:
        repeating = each["repeating"]
        assert repeating["gain"] - repeating["loss"] == pytest.approx(repeating["net"])
        assert (repeating["net"] > 0) is (each["act"] == "repeat")
        assert math.isclose(sum(each["probabilities"].values()), 1)


def test_a_period_and_filters_choose_as_on_the_page(small: Reading, capsys: pytest.CaptureFixture[str]) -> None:
    days: Period = stretch("last_year", *bounds(small))
    page = scorecard.ran(promotion_scores(small.store, Choice(market=("IT",))), days).table
    printed = told(small, capsys, "--market", "IT", "--since", str(days.since), "--until", f"{days.since.year}-12-31")
    assert [each["promotion_id"] for each in printed["promotions"]] == page["promotion_id"].tolist() and len(page)


def test_the_text_says_the_finding_the_step_and_a_paragraph_a_promotion(
    small: Reading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["promotions", "--store", str(small.store.path.parent), "--lang", "it"]) == 0
    finding, step, *rest = capsys.readouterr().out.splitlines()
    scores = promotion_scores(small.store)
    with speaking("it"):
        assert (finding, step) == (likely.finding(scores), likely.step(scores))
        heads = [line for line in rest if not line.startswith("  ")]
        for line, name, word in zip(heads, scorecard.names(scores.table), scorecard.said(scores.table), strict=True):
            assert line.startswith(f"{name} (") and f"): {word}" in line
        assert f"  {likely.statements(scores.table.iloc[0])}" in rest


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--market", "XX"], "market XX is not in this shop"),
        (["--period", "soon"], "soon is no period"),
        (["--since", "1999-01-01", "--until", "1999-02-01"], "No promotion ran in this period"),
        (["--until", "2024-02-01"], "give the first one by --since"),
    ],
)
def test_what_cannot_be_met_is_named(
    small: Reading, asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["promotions", "--store", str(small.store.path.parent), *asked, "--json"]) != 0
    printed = capsys.readouterr()
    assert printed.out == "" and said in printed.err


def test_a_shop_without_promotions_is_refused_in_the_language_asked_for(
    tmp_path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened(tmp_path).close()
    assert main(["promotions", "--store", str(tmp_path), "--lang", "zh"]) != 0
    with speaking("zh"):
        assert scorecard.nothing() in capsys.readouterr().err
