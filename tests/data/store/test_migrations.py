"""The tables of a store made earlier become those of data/schema.sql."""

import shutil
from pathlib import Path

import duckdb
import pytest

from data.load import load
from data.store import NewerStore, Store, migrations, renew
from data.store.engine import EngineError
from tests.data.store import kept_shop

COLUMNS = """select table_name, ordinal_position, column_name, data_type, is_nullable, column_default
    from information_schema.columns where table_name not in (select replace(key, 'mart:', '') from meta) order by all"""
CONSTRAINTS = """select table_name, constraint_type, constraint_text, constraint_column_names
    from duckdb_constraints() where constraint_type != 'NOT NULL' order by all"""
# How a closed list is widened: the pattern of CONTRIBUTING.md.
WIDENED = """
create table channels_new (
    channel varchar primary key check (channel in ('boutique', 'ecommerce', 'wallet', 'marketplace', 'phygital_lab', 'other', 'corner')),
    name varchar not null
);
insert into channels_new by name select * from channels;
drop table channels;
alter table channels_new rename to channels;
"""


def migrated(file: Path | str) -> duckdb.DuckDBPyConnection:
    """The tables of a database after all migrations ran on it."""
    connection = duckdb.connect(str(file))
    connection.execute("create table if not exists meta (key varchar primary key, value varchar)")
    migrations.prepare(connection)
    return connection


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of migrations with one more than there are."""
    folder = shutil.copytree(migrations.FOLDER, tmp_path / "migrations")
    (folder / "9000_one_channel_more.sql").write_text(WIDENED)
    monkeypatch.setattr(migrations, "FOLDER", folder)
    return folder


@pytest.mark.parametrize("begun", ["nothing", "shop", "sample"])
def test_migrations_lead_to_the_schema_of_a_fresh_store(begun: str, tmp_path: Path) -> None:
    file = (
        tmp_path / "new.duckdb"
        if begun == "nothing"
        else kept_shop.unpacked(begun, tmp_path / "store") / "store-1.duckdb"
    )
    fresh = duckdb.connect()
    fresh.execute(migrations.SCHEMA.read_text(encoding="utf-8"))
    old = migrated(file)
    assert old.execute(COLUMNS).fetchall() == fresh.execute(COLUMNS).fetchall()
    assert old.execute(CONSTRAINTS).fetchall() == fresh.execute(CONSTRAINTS).fetchall()
    assert (
        old.execute("from channels order by all").fetchall() == fresh.execute("from channels order by all").fetchall()
    )


def test_migrations_are_numbered_without_a_gap() -> None:
    assert list(migrations.steps()) == list(range(1, len(migrations.steps()) + 1))
    assert len(migrations.steps()) == len(list(migrations.FOLDER.iterdir()))


def test_a_migrated_store_says_where_it_is_and_is_not_migrated_twice(tmp_path: Path) -> None:
    home = kept_shop.unpacked("shop", tmp_path / "store")
    assert Store.open(home).is_old
    assert renew(home)
    store = Store.open(home)
    assert not store.is_old and not renew(home)
    assert store.query("select value from meta where key = 'schema'")["value"][0] == str(max(migrations.steps()))


def test_a_closed_list_is_widened_with_its_rows_kept_and_every_mart_built_anew(tmp_path: Path, later: Path) -> None:
    file = kept_shop.unpacked("shop", tmp_path / "store") / "store-1.duckdb"
    with duckdb.connect(str(file)) as connection:
        assert migrations.prepare(connection)
        connection.execute("insert into channels values ('corner', 'Corner')")
        assert connection.execute("select count(*) from channels").fetchall() == [(7,)]
        with pytest.raises(duckdb.ConstraintException):
            connection.execute("insert into channels values ('kiosk', 'Kiosk')")
        assert connection.execute("select distinct value from meta where key like 'mart:%'").fetchall() == [("",)]
        assert not migrations.prepare(connection)


def test_a_migration_that_fails_leaves_the_published_version_as_it_was(tmp_path: Path, later: Path) -> None:
    home = kept_shop.unpacked("shop", tmp_path / "store")
    before = (home / "store-1.duckdb").read_bytes()
    (later / "9001_wrong.sql").write_text(
        "alter table orders add column gift boolean; alter table nowhere add column x int;"
    )
    with pytest.raises(EngineError):
        load(kept_shop.written(tmp_path, kept_shop.MORE), home)
    assert (home / "store-1.duckdb").read_bytes() == before
    assert Store.open(home).version == 1


def test_a_store_of_a_newer_version_is_refused_in_a_sentence_and_left_alone(tmp_path: Path) -> None:
    home = kept_shop.unpacked("shop", tmp_path / "store")
    with duckdb.connect(str(home / "store-1.duckdb")) as connection:
        connection.execute("insert into meta values ('schema', '9999')")
    for use in (Store.open, renew, lambda folder: load(kept_shop.written(tmp_path, kept_shop.MORE), folder)):
        with pytest.raises(NewerStore, match="update Vetrina"):
            use(home)
    assert (home / "current").read_text() == "store-1.duckdb"
