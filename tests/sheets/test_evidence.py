"""How good a claim about promotions is, in words and in exports."""

import pandas as pd
import pytest

from sheets import evidence


def test_what_customers_did_is_not_called_an_effect():
    assert "not an effect" in evidence.meaning("association")
    assert "is the effect" in evidence.meaning("experiment")


def test_a_level_without_an_entry_is_no_level():
    with pytest.raises(KeyError):
        evidence.meaning("rumour")


def test_an_export_carries_its_level_in_every_row():
    table = evidence.labelled(pd.DataFrame({"a": [1, 2]}), "panel")
    assert table["evidence"].tolist() == ["panel", "panel"]


def test_a_table_that_knows_the_level_of_each_row_keeps_it():
    table = pd.DataFrame({"a": [1], "evidence": ["experiment"]})
    assert evidence.labelled(table, "none") is table


def test_a_note_joins_the_level_and_what_else_there_is_to_say():
    assert evidence.note("none").endswith("There is nothing to compare with.")
    assert evidence.note("none", "Two weeks.").endswith("There is nothing to compare with. Two weeks.")
