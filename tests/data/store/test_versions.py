"""One writer, many readers, nothing half-done."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from data.store import Busy, Home, NoStore, Store, renew, writing

RATE = "insert into fx_rates values (?, 'EUR', 'USD', 1.1, 'ecb', null)"


def write(home: Path, day: str) -> None:
    with writing(home) as writer:
        writer.execute(RATE, [day])
        writer.touched.add("fx_rates")


def test_an_empty_folder_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(NoStore, match="vetrina sample"):
        Store.open(tmp_path)


def test_a_reader_keeps_its_version_and_notices_a_newer_one(tmp_path: Path) -> None:
    write(tmp_path, "2026-01-01")
    reader = Store.open(tmp_path)
    assert reader.is_current
    write(tmp_path, "2026-01-02")
    assert not reader.is_current
    assert len(reader.query("select * from fx_rates")) == 1
    assert len(Store.open(tmp_path).query("select * from fx_rates")) == 2


def test_a_failed_load_publishes_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    write(tmp_path, "2026-01-01")
    with pytest.raises(ZeroDivisionError), writing(tmp_path) as writer:
        writer.execute(RATE, ["2026-01-02"])
        writer.touched.add("fx_rates")
        raise ZeroDivisionError
    store = Store.open(tmp_path)
    assert store.version == 1
    assert len(store.query("select * from fx_rates")) == 1
    write(tmp_path, "2026-01-03")
    assert len(Store.open(tmp_path).query("select * from fx_rates")) == 2
    assert not list(tmp_path.glob("building*"))


def test_a_batch_that_changes_nothing_publishes_nothing(tmp_path: Path) -> None:
    write(tmp_path, "2026-01-01")
    with writing(tmp_path):
        pass
    assert Home(tmp_path).version() == 1


HELD = """
import sys
from data.store import Home
with Home(sys.argv[1]).lock():
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_second_load_waits_or_is_told_who_is_loading(tmp_path: Path) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", HELD, str(tmp_path)], **pipes) as other:  # type: ignore[call-overload]
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Busy, match=f"process {other.pid} is loading"), Home(tmp_path).lock(wait=0.3):
            pass
        other.stdin.close()
        with Home(tmp_path).lock(wait=60):
            pass
    assert other.returncode == 0


KILLED = """
import sys
from data.store import writing
with writing(sys.argv[1]) as writer:
    writer.execute("insert into fx_rates select date '2020-01-01' + i::integer, 'EUR', 'USD', 1.1, 'ecb', null from range(200000) t(i)")
    writer.touched.add("fx_rates")
    print("inserted", flush=True)
    while True:
        pass
"""


def test_a_killed_load_leaves_the_published_version_and_the_next_load_cleans_up(tmp_path: Path) -> None:
    write(tmp_path, "1999-01-04")
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "inserted\n"
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    process.stdout.close()
    assert list(tmp_path.glob("building*"))
    assert len(Store.open(tmp_path).query("select * from fx_rates")) == 1
    write(tmp_path, "1999-01-05")
    assert len(Store.open(tmp_path).query("select * from fx_rates")) == 2
    assert not list(tmp_path.glob("building*"))


def test_old_versions_go_but_the_one_before_stays_for_its_readers(tmp_path: Path) -> None:
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        write(tmp_path, day)
    assert sorted(file.name for file in tmp_path.glob("store-*.duckdb")) == ["store-2.duckdb", "store-3.duckdb"]


def test_a_model_answer_is_kept_with_its_version_only(tmp_path: Path) -> None:
    write(tmp_path, "2026-01-01")
    first = Store.open(tmp_path)
    first.results.put("rebound", ("IT", 1), {"share": 0.25})
    assert Store.open(tmp_path).results.get("rebound", ("IT", 1)) == {"share": 0.25}
    assert first.results.get("rebound", ("CN", 1)) is None
    write(tmp_path, "2026-01-02")
    assert Store.open(tmp_path).results.get("rebound", ("IT", 1)) is None


def test_a_clock_of_another_zone_changes_no_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        write(tmp_path, "2026-01-01")
        day = Store.open(tmp_path).query("select cast(timestamptz '2026-01-01 00:30:00+00' as date)::varchar as day")
        assert day["day"][0] == "2026-01-01"
    finally:
        os.environ.pop("TZ", None)
        time.tzset()


def test_a_store_of_an_older_version_gets_its_marts_anew_and_only_then(tmp_path: Path) -> None:
    write(tmp_path, "2026-01-01")
    assert not renew(tmp_path)
    connection = duckdb.connect(str(Home(tmp_path).current()))
    connection.execute("update meta set value = 'other' where key = 'mart:daily'")
    connection.close()
    (tmp_path / "store-1.sha256").unlink()  # as versions had none
    assert renew(tmp_path)
    assert Home(tmp_path).version() == 2
    assert not renew(tmp_path)
