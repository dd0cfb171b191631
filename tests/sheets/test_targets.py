"""Targets in words: figures of cards, columns of tables, how the month will end; nothing in a shop without a budget."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.period import Period
from analytics.results import Reason
from analytics.targets import Outlook
from data.store import EVERYTHING, Choice, Store
from sheets import as_html, overview, targets, trading
from sheets.choice import Chosen
from sheets.past import past
from sheets.reading import Reading
from tests.analytics.targets.test_outlook import shop
from tests.analytics.targets.test_targets import budget
from words import formats, messages

NOVEMBER = Chosen(EVERYTHING, Period.month(2025, 11))
ENDING = Outlook(
    Period.month(2025, 11), date(2025, 11, 21), target_eur=100_000.0, sold_eur=60_000.0, to_return_eur=1_000.0, expected_eur=98_000.0,
    low_80_eur=91_000.0, high_80_eur=106_000.0, low_95_eur=87_000.0, high_95_eur=111_000.0, probability=0.42, needed_eur=4_100.0, recent_eur=3_000.0,
)  # fmt: skip


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return Reading.of(shop(tmp_path_factory.mktemp("budgeted"), budget("2025-11", 6000, "IT", "boutique")))


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return Reading.of(shop(tmp_path_factory.mktemp("plain")))


def test_cards_say_the_target_what_was_due_and_what_is_missing(reading: Reading) -> None:
    found = targets.against(reading, NOVEMBER, past(reading, NOVEMBER))
    told = {figure.name: figure.value for figure in targets.figures(found)}
    assert told["Target"] == "€6,000" and list(told) == [
        "Target",
        "Target to date",
        "Difference from target",
        "Target reached",
    ]
    (row,) = targets.part(found).table.to_dict("records")
    assert row["sold_eur"] == 4000 and row["gap_eur"] == pytest.approx(4000 - row["due_eur"])


def test_a_period_that_is_over_has_one_target(reading: Reading) -> None:
    chosen = Chosen(EVERYTHING, Period(date(2025, 11, 3), date(2025, 11, 10)))
    names = [figure.name for figure in targets.figures(targets.against(reading, chosen, past(reading, chosen)))]
    assert names == ["Target", "Difference from target", "Target reached"]


def _told(store: Store, since: date, until: date) -> tuple[list[str], list[str], tuple[str, ...]]:
    """Sentences, names of cards, captions."""
    reading, chosen = Reading.of(store), Chosen(EVERYTHING, Period(since, until))
    found = targets.against(reading, chosen, past(reading, chosen))
    figures = targets.figures(found)
    assert not any(formats.DASH in text for text in [*targets.sentences(found), *(figure.value for figure in figures)])
    return targets.sentences(found), [figure.name for figure in figures], targets.part(found).captions


def test_a_period_after_the_last_day_says_that_nothing_is_due_yet(tmp_path: Path) -> None:
    store = shop(tmp_path, budget("2025-12", 6000))
    sentences, names, captions = _told(store, date(2025, 12, 1), date(2026, 1, 1))
    assert sentences == ["Of the target of €6,000 nothing is due yet: the last complete day is 20 Nov 2025."]
    assert names == ["Target"] and captions == tuple(sentences)


def test_a_budget_of_zero_is_said_to_be(tmp_path: Path) -> None:
    store = shop(tmp_path, budget("2025-11", 0))
    sentences, names, captions = _told(store, date(2025, 11, 1), date(2025, 11, 21))
    assert sentences == ["The budget of this period is zero; net sales are €4,000."]
    assert names == ["Target", "Difference from target"] and captions == tuple(sentences)


def test_days_before_the_data_begin_are_said(tmp_path: Path) -> None:
    last = date(2025, 11, 20)
    first = last - timedelta(days=729)
    assert first == date(2023, 11, 22)
    store = shop(tmp_path, budget("2023-11", 3000), last=last)
    sentences, names, captions = _told(store, date(2023, 11, 1), date(2023, 12, 1))
    left_out = "The data begin on 22 Nov 2023: the target to date leaves out 21 days before it and their €2,100."
    assert captions == (left_out,) and sentences[1:] == [left_out] and "Target to date" in names
    assert _told(store, date(2023, 11, 22), date(2023, 12, 1))[2] == ()
    assert "1 day before it and its €100" in _told(store, date(2023, 11, 21), date(2023, 12, 1))[2][0]
    sentences, names, captions = _told(store, date(2023, 11, 1), date(2023, 11, 11))
    assert len(sentences) == 1 and "10 days before it" in sentences[0] and names == ["Target"]


def test_months_without_a_budget_are_said(reading: Reading) -> None:
    for since, said in (
        (date(2025, 10, 1), "1 month of this period (Oct 2025)"),
        (date(2025, 8, 1), "3 months of this period (Aug 2025 … Oct 2025)"),
    ):
        chosen = Chosen(EVERYTHING, Period(since, date(2025, 12, 1)))
        found = targets.against(reading, chosen, past(reading, chosen))
        assert any(said in sentence for sentence in targets.sentences(found))


def test_a_shop_without_a_budget_is_told_nothing(without: Reading) -> None:
    held = past(without, NOVEMBER)
    found = targets.against(without, NOVEMBER, held)
    assert not targets.is_loaded(found) and targets.figures(found) == [] and targets.sentences(found) == []
    assert targets.ends(without, NOVEMBER, held) is None
    part = trading.cut(without, held, "channel")
    assert "due_eur" not in part.columns and not any("budget" in caption for caption in part.captions)


def test_tables_have_the_target_of_each_slice(reading: Reading) -> None:
    part = trading.cut(reading, past(reading, NOVEMBER), "channel")
    assert part.drawn["reached_share"].notna().all() and part.columns["due_eur"][0] == "Target to date"
    boutiques = trading.cut(reading, past(reading, NOVEMBER), "store_id")
    assert "due_eur" not in boutiques.columns
    assert any("not split by boutique" in caption for caption in boutiques.captions)
    assert "due_eur" not in trading.cut(reading, past(reading, NOVEMBER), "brand").columns


def test_a_filter_that_the_budget_does_not_know_is_said(reading: Reading) -> None:
    chosen = Chosen(Choice(tier=("luxury",)), Period.month(2025, 11))
    held = past(reading, chosen)
    assert "price tier" in targets.part(targets.against(reading, chosen, held)).empty
    assert targets.ends(reading, chosen, held) is None


def test_the_month_ends_in_a_sentence_where_the_period_has_a_day_of_it(reading: Reading) -> None:
    held = past(reading, NOVEMBER)
    part = targets.ends(reading, NOVEMBER, held)
    assert part is not None and part.drawn["said"].iloc[0].startswith("The month (Nov 2025) will end at about")
    assert part.table["until"].tolist() == [date(2025, 12, 1), date(2026, 1, 1)]  # the first days no longer counted
    assert part.table["span"].tolist() == ["month", "quarter"] and part.drawn["said"].iloc[1] == ""
    earlier = Chosen(EVERYTHING, Period.month(2025, 10))
    assert targets.ends(reading, earlier, past(reading, earlier)) is None


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The month (Nov 2025) will end at about €98K [€87K … €111K] (95%): 42% to make the target of €100K. 10 days are left"),
        ("it", "Il mese (nov 2025) chiuderà a circa 98 mila € [87 mila € … 111 mila €] (95%): probabilità di raggiungere il budget di 100 mila €: 42%."),
        ("zh", "本月（2025年11月）预计收于约 €9.8万 [€8.7万 … €11.1万]（95%），达成目标 €10万 的概率为 42%。还剩 10 天"),
    ],
)  # fmt: skip
def test_the_sentence_is_in_the_readers_language(language: str, said: str) -> None:
    with messages.speaking(language):
        assert targets.said("month", ENDING).replace("\u00a0", " ").startswith(said)


def test_a_probability_is_never_certain() -> None:
    for probability, mark in ((1.0, ">99%"), (0.0, "<1%")):
        end = Outlook(
            ENDING.span,
            ENDING.until,
            target_eur=1.0,
            expected_eur=2.0,
            low_95_eur=1.0,
            high_95_eur=3.0,
            probability=probability,
        )
        assert mark in targets.said("month", end)


def test_why_there_is_no_outlook_is_said_once() -> None:
    end = Outlook(ENDING.span, ENDING.until, reason=Reason("outlook_orders_too_few", orders=3, needed=20))
    assert "3 orders" in targets.said("month", end) and targets.said("quarter", end) == ""


def test_paper_says_targets_and_the_end_of_the_month(reading: Reading, without: Reading, tmp_path: Path) -> None:
    sheet = as_html.page(overview.paper(reading, NOVEMBER)).decode()
    assert "Against target:" in sheet and "The month (Nov 2025) will end at about" in sheet
    assert "target" not in as_html.page(overview.paper(without, NOVEMBER)).decode()
    assert "Target reached" in as_html.page(trading.paper(reading, NOVEMBER)).decode()
