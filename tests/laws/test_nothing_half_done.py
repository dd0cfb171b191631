"""Law: a full disk, a stop, a second load, a file that is still being written: nothing is lost, nothing is half there, one sentence says what to do.

Broken once: a stop from the keyboard inside a statement of the engine was "something unforeseen" of one file, and the load went on with
the next; one of the system left a customer's rows in the scratch folder; what a load had built when the disk was full went on filling
it; half of a file that was still being written was loaded as if it were whole.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commands.vetrina import main
from data.store import Home, Store, proofs, writing
from tests.conftest import ROOT
from tests.data.loading import TILL, loaded, till
from tests.laws import disks
from tests.laws.test_kills_and_races import cuts, write

GOOD = "MI01;7;31/12/2025;23:30;B1;Borsa;1;10,00;0,00;C1;IT"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two loads, a row each."""
    home = tmp_path_factory.mktemp("begun") / "store"
    write(home)
    write(home)
    return home


# Runs a load once for each amount of room there is, and prints how it ended, what it said, what the folder held then, and what
# readers and the next load find once there is room again.
FULL = """
import contextlib, json, shutil, sys
from pathlib import Path
from data.guard import guarded
from data.store import proofs
from tests.laws import disks
from tests.laws.test_kills_and_races import cuts, write

begun, place, frees, is_disk = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]), sys.argv[4] == "disk"
home = place / "store"

def task():
    if not is_disk:
        disks.limited(free)
    return guarded(lambda: write(home) or 0, "load", home)

for free in frees:
    shutil.copytree(begun, home)
    with disks.filled(place, free) if is_disk else contextlib.nullcontext():
        ended, said = disks.alone(task)
        left = sorted(file.name for file in home.iterdir() if "building" in file.name or file.name.endswith(".part"))
        found = cuts(home)
    write(home)
    print(json.dumps([ended, said, left, found, cuts(home), [proof.fault for proof in proofs(home)]]), flush=True)
    shutil.rmtree(home)
"""


@pytest.mark.parametrize("way", ["disk", "limit"])
def test_a_load_for_which_there_is_no_room_changes_nothing_and_takes_none(
    way: str, begun: Path, tmp_path: Path
) -> None:
    size = (begun / "store-2.duckdb").stat().st_size
    pages = [0, disks.BLOCK, size // 2, size, size + disks.BLOCK, 2 * size]
    files = [0, 20, size - 1, 2 * size]  # the lock, the seal, the version
    with disks.mounted(tmp_path / "disk") as disk:
        # Where nothing may be mounted both ways are a limit on files: another true way to have no room.
        kind, place, frees = ("disk", disk, pages) if way == "disk" and disk else ("limit", tmp_path, files)
        command = [sys.executable, "-c", FULL, str(begun), str(place), json.dumps(frees), kind]
        trials = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=500).stdout
    ends = []
    for ended, said, left, found, after, faults in map(json.loads, trials.splitlines()):
        ends.append(ended)
        assert (found, left) == (2 if ended else 3, []), (ended, said)
        assert (after, faults) == (found + 1, [None] * len(faults))
        if ended:
            assert "the disk is full" in said and "free some space" in said and said.count("\n") == 1
    assert len(ends) == len(frees) and set(ends) == {0, 3}


HURT = """
import os, sys
from pathlib import Path
from tests.laws.test_kills_and_races import write
home, seen = Path(sys.argv[1]), []
def hook(event, args):
    # The scratch folder is emptied a second time when all is written and the version is closed.
    if event in ("os.listdir", "os.scandir") and str(args[0]).endswith("scratch"):
        seen.append(event)
        if len(seen) == 2:
            handle = os.open(home / "building.duckdb", os.O_RDWR)
            size = os.fstat(handle).st_size
            for at in range(3 * 4096, size, 65536):
                byte = os.pread(handle, 1, at + 100)[0]
                os.pwrite(handle, bytes([byte ^ 1]), at + 100)
sys.addaudithook(hook)
write(home)
"""


def test_bits_that_flip_between_writing_and_publishing_are_not_published(begun: Path, tmp_path: Path) -> None:
    home = shutil.copytree(begun, tmp_path / "store")
    done = subprocess.run([sys.executable, "-c", HURT, str(home)], cwd=ROOT, capture_output=True, text=True)
    assert "DamagedVersion" in done.stderr and "nothing was published: check the disk" in done.stderr, done.stderr
    assert (cuts(home), Home(home).version(), list(home.glob("building*"))) == (2, 2, [])
    write(home)
    assert cuts(home) == 3


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_inside_a_statement_ends_the_load_and_leaves_nothing(told: signal.Signals, tmp_path: Path) -> None:
    many = tmp_path / "many.csv"
    rows = "".join(f'{number},"2024-03-10 11:00:00",100.00,complete\n' for number in range(150_000))
    many.write_text(f'"ID","Purchase Date","Grand Total (Base)","Status"\n{rows}')
    home = tmp_path / "a shop 店铺" / "store"
    command = [sys.executable, "-m", "data", "load", "--store", str(home), "--tz", "Europe/Rome", str(many), str(many)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        while (
            running.poll() is None
            and not list((home / "scratch").glob("*/rows.csv"))
            and not list((home / "scratch").glob("*/whole"))
        ):
            time.sleep(0.02)
        time.sleep(0.5)
        running.send_signal(told)
        out, said = running.communicate(timeout=300)
    assert (running.returncode, out) == (128 + told, "")
    assert said.splitlines()[-1] == "load: stopped; nothing half-done was kept"
    assert sorted(file.name for file in home.iterdir()) == ["lock", "scratch"] and not list(
        (home / "scratch").iterdir()
    )


CHANGING = """
import sys
from pathlib import Path
from data.load import load
file, seen = Path(sys.argv[2]), []
def hook(event, args):
    # The copy is opened after the file itself was: from here on the file is being read.
    if event == "open" and str(args[0]).endswith("/whole") and not seen:
        seen.append(event)
        with file.open("a") as sink:
            sink.write(sys.argv[3])
sys.addaudithook(hook)
for report in load([file, sys.argv[4]], sys.argv[1]):
    print(report.ok, report.rows_loaded, report.message)
"""


def test_a_file_that_is_still_being_written_is_refused_and_loads_when_it_is_done(tmp_path: Path) -> None:
    growing, other = till(tmp_path, "growing.csv", GOOD), till(tmp_path, "other.csv", GOOD.replace(";7;", ";9;"))
    more = GOOD.replace(";7;", ";8;") + "\n"
    command = [sys.executable, "-c", CHANGING, str(tmp_path / "store"), str(growing), more, str(other)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said == [
        "False 0 growing.csv changed while it was read; wait until it is written whole, then load it again",
        "True 1 loaded",
    ]
    store, (report,) = loaded(tmp_path, growing)
    assert (report.rows_loaded, len(store.query("from orders"))) == (2, 3)


def test_two_loads_at_once_are_both_there(tmp_path: Path) -> None:
    home = tmp_path / "store"
    files = [till(tmp_path, f"{n}.csv", GOOD.replace(";7;", f";{n};")) for n in (1, 2)]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "data", "load", "--store", str(home), str(file)], cwd=ROOT, stdout=subprocess.PIPE
        )
        for file in files
    ]
    assert [process.communicate(timeout=300)[0] and process.returncode for process in running] == [0, 0]
    store = Store.open(home)
    assert (store.version, len(store.query("from orders"))) == (2, 2)
    assert [proof.fault for proof in proofs(home)] == [None, None]


def test_a_reader_answers_from_its_version_through_ten_publications(begun: Path, tmp_path: Path) -> None:
    home = shutil.copytree(begun, tmp_path / "store")
    reader = Store.open(home)
    before = reader.query("from identity_cuts order by all")
    for _ in range(10):
        write(home)
    assert not reader.path.exists() and not reader.is_current
    reader.results.put("rebound", 1, {"share": 0.25})  # an answer that was being worked out meanwhile
    assert reader.query("from identity_cuts order by all").equals(before)
    assert (Store.open(home).version, cuts(home)) == (12, 12)
    reader.close()


def test_a_clock_that_was_set_back_takes_nothing_away(begun: Path, tmp_path: Path) -> None:
    home = shutil.copytree(begun, tmp_path / "store")
    with writing(home) as writer:
        writer.execute(
            "update batches set started_at = now() + interval 30 years where batch_id = ?", [writer.batch_id]
        )
        writer.touched.add("identity_cuts")
    future = time.time() + 10**9
    for file in home.glob("store-*"):
        os.utime(file, (future, future))
    write(home)
    write(home)
    assert (cuts(home), Store.open(home).version, [proof.fault for proof in proofs(home)]) == (4, 5, [None, None])


def test_a_folder_with_blanks_and_chinese_letters_is_one_like_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "il mio negozio 我的店铺 '24" / "store"
    for n in (1, 2):
        assert (
            main(["load", "--store", str(home), str(till(tmp_path, f"收银 {n}.csv", GOOD.replace(";7;", f";{n};")))])
            == 0
        )
    (home / "current").write_text("")
    capsys.readouterr()
    assert main(["status", "--store", str(home)]) == 2
    command = capsys.readouterr().err.split("run `")[1].split("`")[0]
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    subprocess.run(command, shell=True, check=True, env=environment, capture_output=True)
    assert main(["verify", "--store", str(home)]) == 0
    assert len(Store.open(home).query("from orders")) == 2


def test_a_load_with_less_memory_than_its_rows_need_spills_and_ends(tmp_path: Path) -> None:
    many = tmp_path / "many.csv"
    many.write_text(
        TILL + "".join(f"{GOOD.replace(';7;', f';{n};').replace('Borsa', 'B' * 200)}\n" for n in range(4_000))
    )
    command = [sys.executable, "-m", "data", "load", "--store", str(tmp_path / "store"), "--json", str(many)]
    environment = os.environ | {"VETRINA_MEMORY": "100MB", "VETRINA_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert done.returncode == 0 and json.loads(done.stdout)["rows_loaded"] == 4_000, done.stderr
