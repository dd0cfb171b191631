"""The rows of one file on their way, and what lands them."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from data.landing.batch import Batch
from data.landing.landers import LANDERS
from data.mapping import landing_columns
from data.sources.layout import Landing
from data.store import Writer
from data.store.engine import EngineError, connect


@pytest.fixture
def batch(tmp_path: Path) -> Iterator[Batch]:
    with connect(":memory:", read_only=False, scratch=tmp_path) as connection:
        writer = Writer(connection, 1, tmp_path)
        writer.execute("create temp table landing_fx as select 1 as row_no, 'USD' as quote")
        yield Batch(writer, "landing_fx", "ecb", "f1", ("quote",))


def test_every_kind_of_row_has_a_lander_that_requires_columns_it_has() -> None:
    assert set(LANDERS) == set(get_args(Landing))
    for landing, lander in LANDERS.items():
        assert set(lander.required) <= set(landing_columns(landing))
        assert lander.required or landing == "customer", "of a customer any one key will do, as its lander says"


def test_a_statement_is_given_the_batch_s_own_system_and_file_where_it_names_them(batch: Batch) -> None:
    assert batch.execute("select $system, $file_id, $day::int from landing_fx", day=3) == [("ecb", "f1", 3)]
    assert batch.execute("select quote from landing_fx") == [("USD",)]


def test_what_is_made_on_the_way_is_gone_before_the_next_file(batch: Batch) -> None:
    batch.make("coming", "select row_no, $system as system from landing_fx")
    assert batch.execute("select system from coming") == [("ecb",)]
    batch.clear()
    with pytest.raises(EngineError, match="coming"):
        batch.execute("select system from coming")


def test_a_batch_says_which_tables_have_other_rows_now(batch: Batch) -> None:
    batch.touch("orders", "order_lines")
    assert batch.writer.touched == {"orders", "order_lines"}
