"""`vetrina query`: one select over the store's tables, and nothing else.

Broken once: it read the system's password file and the installation's key, overwrote the pointer, and asked the network.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data.errors import BadQuestion, BadRequest, Forbidden, TookTooLong
from data.queries import answer, refuse
from data.store import Store
from tests.conftest import ROOT
from tests.data.loading import loaded, till

ROW = "MI01;7;31/12/2025;23:30;B1;Borsa;1;10,00;0,00;C1;IT"
ROADS = (
    "select content from read_text('/etc/passwd')",
    "select content from read_text('{store}/key')",
    "select * from read_blob('{store}/key')",
    "select * from read_csv('/etc/passwd')",
    "select * from '/etc/passwd'",
    'select * from "/etc/passwd"',
    "from read_parquet('x.parquet')",
    "select * from glob('/*')",
    "select * from orders where exists (select 1 from read_text('{store}/key'))",
    "with a as (select * from read_text('/etc/passwd')) select * from a",
    "select * from query('select 1')",
    "select * from query_table('orders')",
    "select * from json_execute_serialized_sql('x')",
    "select * from duckdb_settings()",
    "select * from duckdb_secrets()",
    "select * from pragma_version()",
    "select * from pragma_database_list",
    "select * from pg_settings",
    "select * from pg_catalog.pg_settings",
    "select * from (from duckdb_logs)",
    "select * from pandas_scan(1)",
    "select current_setting('temp_directory')",
    "select getenv('VETRINA_KEY')",
    "select write_log('x')",
    "select sleep_ms(100000)",
    "copy (select 'store-9.duckdb') to '{store}/current' (header false)",
    "copy orders to '{store}/out.csv'",
    "export database '{store}/out'",
    "attach '{store}/other.duckdb'",
    "install httpfs",
    "load httpfs",
    "pragma database_list",
    "set threads = 1",
    "call pragma_version()",
    "create table x as select 1",
    "create temp table x as select 1",
    "drop table orders",
    "delete from orders",
    "insert into orders (order_id) values ('x')",
    "update orders set total = 0",
    "with a as (select 1) delete from orders",
    "select 1; drop table orders",
    "select 1; select 2",
    "values (1), (2)",
    "pivot orders on market using sum(total)",
    "explain select 1",
    "begin",
    "checkpoint",
    "",
    ";",
    "-- nothing",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("queries")
    return loaded(folder, till(folder, "a.csv", ROW))[0]


@pytest.mark.parametrize("road", ROADS)
def test_what_is_not_one_select_over_tables_is_refused_and_nothing_is_written(road: str, store: Store) -> None:
    folder = store.path.parent
    before = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    with pytest.raises(BadQuestion) as refused:
        answer(store, road.format(store=folder))
    assert isinstance(refused.value, Forbidden) or "SQL" in str(refused.value)
    assert {file.name: file.stat().st_mtime_ns for file in folder.iterdir()} == before


@pytest.mark.parametrize(
    "sql",
    [
        "select channel, count(*) from orders group by channel",
        "from orders",
        "with a as (select * from orders) select * from a union all select * from a",
        "select * from range(3)",
        "select * from orders o join order_lines using (order_id) order by 1 -- the end",
        "select unnest([1, 2]) as n;",
    ],
)
def test_a_select_is_answered(sql: str, store: Store) -> None:
    refuse(sql)
    assert len(answer(store, sql).frame) >= 1


def test_no_more_rows_than_asked_for_and_the_cut_is_known(store: Store) -> None:
    cut, whole = (answer(store, "select * from range(10) order by 1 desc", rows=n) for n in (3, 10))
    assert (cut.frame.iloc[:, 0].tolist(), cut.is_cut) == ([9, 8, 7], True)
    assert (len(whole.frame), whole.is_cut) == (10, False)


def test_a_select_without_end_is_stopped_at_its_time(store: Store) -> None:
    started = time.monotonic()
    with pytest.raises(TookTooLong, match=r"after 0\.5 s"):
        answer(store, "select sum(a.range * b.range) from range(10000000) a, range(10000000) b", seconds=0.5)
    assert time.monotonic() - started < 60
    assert len(answer(store, "from orders").frame) == 1


def test_limits_that_make_no_sense_are_refused(store: Store) -> None:
    with pytest.raises(BadRequest, match="--rows is 0"):
        answer(store, "from orders", rows=0)
    with pytest.raises(BadRequest, match="give a number from 1"):
        answer(store, "from orders", rows=10**20)
    with pytest.raises(BadRequest, match="--timeout is -1"):
        answer(store, "from orders", seconds=-1)


def test_bytes_that_are_no_text_are_refused_as_such(store: Store) -> None:
    with pytest.raises(BadQuestion, match="not UTF-8"):
        answer(store, "select '\udcff'")


def test_a_mistake_is_said_in_the_engines_words(store: Store) -> None:
    with pytest.raises(BadQuestion, match="nothing_like_it"):
        answer(store, "select nothing_like_it from orders")


def test_the_command_says_when_it_cut_and_ends_without_a_traceback(store: Store) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "data", "query", "--store", str(store.path.parent), *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=dict(os.environ))

    cut = run("select * from range(5)", "--rows", "2")
    assert (cut.returncode, cut.stdout, "cut after 2 rows" in cut.stderr) == (0, "range\n0\n1\n", True)
    read = run("select content from read_text('/etc/passwd')")
    assert (read.returncode, read.stdout) == (2, "") and "read_text" in read.stderr
    assert Path(store.path).is_file()
