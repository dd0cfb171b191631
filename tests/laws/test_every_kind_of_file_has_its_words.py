"""Law: whatever kind of file is dropped on *Upload*, the page says what it is and what its money is, in each language.

Broken twice: a list of customers and one of gift cards took the page down.
"""

from pathlib import Path
from typing import get_args

import pytest

from data.closed import words
from data.rehearsal import rehearse
from data.rehearsal_rows import KINDS
from data.sources.layout import Landing
from data.staging import LoadOptions
from sheets import upload
from words.languages import LANGUAGES
from words.messages import speaking

CARDS = "entry_ref,day,movement,amount,currency,store\n1,2026-01-05,issued,500.00,EUR,Milano\n2,2026-01-20,spent,-120.00,EUR,Milano\n"
PEOPLE = "mail,home\nann@example.com,IT\n"
MAPPING = "name: people\ngrain: customer\nsystem: crm\nmatch: [mail, home]\ncolumns: {email: mail, home_market: home}\n"


def test_every_kind_of_file_has_a_name() -> None:
    assert set(upload.LANDINGS) == set(get_args(Landing))


@pytest.mark.parametrize("kind", ["txn_type", "entry_type", "movement"])
def test_every_kind_of_money_has_a_name(kind: str) -> None:
    """Of the kinds that a rehearsal sums up by."""
    assert any(kind in sum_of[0] for each in KINDS.values() for sum_of in each.money)
    assert set(words()[kind]) <= set(upload.MONEY)
    assert kind in upload.ROWS


@pytest.mark.parametrize("language", LANGUAGES)
def test_gift_cards_and_customers_are_told_before_they_load(language: str, tmp_path: Path) -> None:
    for name, text in (("cards.csv", CARDS), ("people.csv", PEOPLE), ("people.yaml", MAPPING)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    options = LoadOptions(mappings=(tmp_path / "people.yaml",))
    rehearsal = rehearse([tmp_path / "cards.csv", tmp_path / "people.csv"], tmp_path / "store", options)
    assert [table.report.rows_loaded for table in rehearsal.tables] == [2, 1]
    with speaking(language):
        kinds = upload.files(rehearsal).drawn["what"].tolist()
        money = upload.totals(rehearsal).drawn["kind"].tolist()
        rows = upload.first_rows(rehearsal.tables[0]).drawn["movement"].tolist()
    assert len(set(kinds)) == 2 and set(rows) == set(money) and not set(money) & {"issued", "spent"}
    if language != "en":
        with speaking("en"):
            assert set(kinds).isdisjoint(upload.files(rehearsal).drawn["what"])
