"""Law: a connection reaches its store and its scratch folder, nothing else, and cannot be told otherwise.

Broken once: what ran as SQL read the system's password file, overwrote the pointer and asked the network; a killed load
left customers' rows in clear in the machine's temporary folder.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pandas as pd
import pytest

from data.store import Store, writing
from data.store.engine import EngineError, connect
from tests.conftest import ROOT
from tests.data.loading import TILL, loaded, till

ROW = "MI01;7;31/12/2025;23:30;B1;Borsa;1;10,00;0,00;C1;IT"
ROADS = (
    "select content from read_text('/etc/passwd')",
    "select * from read_csv('{outside}/secret.csv')",
    "select * from '{outside}/secret.csv'",
    "select * from read_blob('{outside}/*')",
    "select * from glob('{outside}/*')",
    "copy (select 1) to '{outside}/canary'",
    "copy (select 1) to '{store}/current'",
    "export database '{outside}/canary'",
    "attach '{outside}/other.duckdb'",
    "install httpfs",
    "load '{outside}/canary.duckdb_extension'",
    "select * from duckdb_secrets()",
    "create secret s (type s3)",
    "set enable_external_access = true",
    "set allowed_directories = ['/']",
    "set lock_configuration = false",
    "reset lock_configuration",
    "set timezone = 'Asia/Shanghai'",
    "set temp_directory = '{outside}'",
    "set threads = 64",
    "pragma memory_limit = '64GB'",
    "pragma enable_profiling = 'json'",
    "call enable_logging(storage = 'file', storage_path = '{outside}/canary')",
    "select * from frame_of_this_program",
)
frame_of_this_program = pd.DataFrame({"secret": ["x"]})


def outside(folder: Path) -> Path:
    place = folder / "outside"
    place.mkdir()
    (place / "secret.csv").write_text("secret\nx\n")
    return place


@pytest.mark.parametrize("road", ROADS)
def test_a_reader_reaches_its_store_only(road: str, tmp_path: Path) -> None:
    place = outside(tmp_path)
    store, _ = loaded(tmp_path, till(tmp_path, "a.csv", ROW))
    pointer = (tmp_path / "store" / "current").read_text()
    with pytest.raises(EngineError):
        store.query(road.format(outside=place, store=tmp_path / "store"))
    assert (tmp_path / "store" / "current").read_text() == pointer
    assert [file.name for file in place.iterdir()] == ["secret.csv"]


def test_a_writer_reaches_its_scratch_folder_too_and_no_more(tmp_path: Path) -> None:
    place = outside(tmp_path)
    with writing(tmp_path / "store") as writer:
        for road in ROADS:
            with pytest.raises(EngineError):
                writer.execute(road.format(outside=place, store=tmp_path / "store"))
        own = writer.scratch / "rows.csv"
        own.write_text("a\n1\n")
        assert writer.execute(f"select a from read_csv('{own}')") == [(1,)]
        (writer.scratch / "link.csv").symlink_to(place / "secret.csv")
        with pytest.raises(EngineError):
            writer.execute(f"select * from read_csv('{writer.scratch}/../../outside/secret.csv')")
    assert [file.name for file in place.iterdir()] == ["secret.csv"]


def test_every_cursor_of_every_thread_is_in_utc_whatever_the_machines_zone(tmp_path: Path) -> None:
    loaded(tmp_path, till(tmp_path, "a.csv", ROW))
    said = "from data.store import Store; import sys; s = Store.open(sys.argv[1]); print(s.query('select now()::varchar as n')['n'][0])"
    away = subprocess.run(
        [sys.executable, "-c", said, str(tmp_path / "store")],
        env={**os.environ, "TZ": "Asia/Shanghai"}, cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert away.stdout.strip().endswith("+00")
    zones: list[str] = []
    store = Store.open(tmp_path / "store")
    threads = [
        threading.Thread(target=lambda: zones.append(store.query("select current_setting('timezone') as z")["z"][0]))
        for _ in range(4)
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert zones == ["UTC"] * 4


def test_one_store_may_be_opened_twice_in_one_program(tmp_path: Path) -> None:
    first, _ = loaded(tmp_path, till(tmp_path, "a.csv", ROW))
    second = Store.open(tmp_path / "store")
    assert len(first.query("from orders")) == len(second.query("from orders")) == 1


def test_a_frame_is_still_inserted_by_who_hands_it_over(tmp_path: Path) -> None:
    with connect(":memory:", read_only=False) as engine:
        engine.register("handed", frame_of_this_program)
        assert engine.execute("select secret from handed").fetchall() == [("x",)]


def test_a_reader_spills_inside_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, _ = loaded(tmp_path, till(tmp_path, "a.csv", ROW))
    store.close()
    monkeypatch.setenv("VETRINA_MEMORY", "60MB")
    monkeypatch.setenv("VETRINA_THREADS", "1")
    many = (
        "select count(*) as n from (select distinct hash(i)::varchar || hash(i * 3)::varchar from range(1000000) t(i))"
    )
    assert Store.open(tmp_path / "store").query(many)["n"][0] == 1_000_000
    scratch = tmp_path / "store" / "scratch"
    assert scratch.stat().st_mode & 0o777 == 0o700


def test_nothing_of_a_file_is_written_to_the_machines_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))  # any use of it would raise
    file = tmp_path / "a.csv"
    file.write_bytes((TILL + ROW + "\n").encode("utf-16"))
    store, (report,) = loaded(tmp_path, file)
    assert report.rows_loaded == 1
    assert list((tmp_path / "store" / "scratch").iterdir()) == []
    assert store.path.is_file()


KILLED = """
import sys
from data.store import writing
with writing(sys.argv[1]) as writer:
    (writer.scratch / "rows.csv").write_text("Anna Rossi,+39 333 1234567")
    (writer.scratch / "folder").mkdir()
    (writer.scratch / "folder" / "more.csv").write_text("Anna Rossi")
    print("ready", flush=True)
    sys.stdin.readline()
"""


def test_what_a_killed_load_left_in_clear_is_gone_with_the_next(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(store)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as load:
        assert load.stdout and load.stdout.readline() == b"ready\n"
        assert (store / "scratch").stat().st_mode & 0o777 == 0o700
        load.send_signal(signal.SIGKILL)
    assert (store / "scratch" / "rows.csv").is_file()
    loaded(tmp_path, till(tmp_path, "a.csv", ROW))
    assert list((store / "scratch").iterdir()) == []
