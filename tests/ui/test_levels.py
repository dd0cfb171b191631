"""How good a claim about promotions is."""

import pandas as pd
import pytest

from tests.ui.page import page
from ui import levels


@pytest.mark.parametrize("level", levels.LOOKS)
def test_each_level_has_a_badge_and_a_sentence(level):
    app = page(f"from ui import levels\nlevels.badge({level!r})")
    assert app.caption[0].value == levels.meaning(level)
    assert len({levels.meaning(other) for other in levels.LOOKS}) == len(levels.LOOKS)


def test_what_customers_did_is_not_called_an_effect():
    assert "not an effect" in levels.meaning("association")
    assert "is the effect" in levels.meaning("experiment")


def test_a_level_without_an_entry_is_no_level():
    with pytest.raises(KeyError):
        levels.meaning("rumour")


def test_an_export_carries_its_level_in_every_row():
    table = levels.labelled(pd.DataFrame({"a": [1, 2]}), "panel")
    assert table["evidence"].tolist() == ["panel", "panel"]


def test_a_table_that_knows_the_level_of_each_row_keeps_it():
    table = pd.DataFrame({"a": [1], "evidence": ["experiment"]})
    assert levels.labelled(table, "none") is table


def test_a_note_joins_the_level_and_what_else_there_is_to_say():
    assert levels.note("none").endswith("There is nothing to compare with.")
    assert levels.note("none", "Two weeks.").endswith("There is nothing to compare with. Two weeks.")
