"""Law: no column of any table that leaves the house is without an explanation in the reader's language."""

import re

import pytest

from analytics.columns import columns
from data.store import EVERYTHING, Store
from sheets.choice import Chosen, days_of
from sheets.papers import PAPERS
from sheets.reading import Reading
from tests.pages.conftest import opening, sample  # noqa: F401 the shop that pages are opened on
from tests.pages.test_every_page import PAGES
from ui import export
from words.columns import meaning
from words.messages import speaking

LANGUAGES = ("en", "it", "zh")
CODE = re.compile("[a-z][a-z0-9_]*")  # a column that the code names, where others are named by the shop's data
HAN = re.compile(r"[\u4e00-\u9fff]")
# Tables whose columns are groups of the shop: markets, wallets, channels, segments, seasons, years, hours, series.
GROUPS = {
    "reconciliation_trend",
    "channel_crossing",
    "rfm_grid",
    "rfm_migration",
    "depths",
    "rebound_mix",
    "rebound_beside",
    "season_weeks",
    "season_discounts",
    "sell_through_weeks",
    "event_days",
    "event_race",
    "orders_by_hour",
    "contract_trend",
}


def unexplained(table: str, names: list[str]) -> list[str]:
    missing = []
    for language in LANGUAGES:
        with speaking(language):
            missing += [f"{table}.{name} ({language})" for name in names if not meaning(name, table)]
    return missing


@pytest.mark.parametrize("page", PAGES)
def test_every_column_of_every_export_of_a_page(opening, sample, page, monkeypatch):  # noqa: F811
    taken: dict[str, list[str]] = {}
    drawn = export.offer

    def offering(frame, name, *rest, **more):
        taken[name] = [column for column in map(str, frame.columns) if name not in GROUPS or CODE.fullmatch(column)]
        drawn(frame, name, *rest, **more)

    monkeypatch.setattr(export, "offer", offering)
    opening(page, sample, period="all")
    opening(page, sample, period="12m")
    assert [each for table, names in taken.items() for each in unexplained(table, names)] == []


@pytest.mark.parametrize("page", sorted(PAPERS))
def test_every_column_of_every_table_of_a_sheet(sample, page):  # noqa: F811
    reading, heeds = Reading.of(Store.open(sample)), PAPERS[page].heeds
    period = days_of(reading, "12m" if "period" in heeds else "all", EVERYTHING)
    made = PAPERS[page].sheet(reading, Chosen(EVERYTHING, period, compare="last_year" if "compare" in heeds else ""))
    parts = (*made.data, *made.parts)
    codes = [each for part in parts for each in unexplained(part.name, [str(column) for column in part.table.columns])]
    shown = [
        each
        for part in parts
        if part.name not in GROUPS
        for each in unexplained(part.name, [name for name in part.columns if name in part.drawn])
    ]
    assert codes + shown == []


def test_every_explanation_is_written_in_three_languages():
    for name, said in columns().items():
        assert set(said) == set(LANGUAGES) and all(said.values()), name
        assert HAN.search(said["zh"]) and not HAN.search(said["en"] + said["it"]), name
