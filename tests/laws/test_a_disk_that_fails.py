"""Law: a disk that fails in the middle of a load, at whatever read, write or sync, costs no version, shows no half of one, and is called by its name.

Broken once: a load ended with "something unforeseen happened" where the engine met an input/output error, and with "a file input/output
error; mend that" where the program did; a version that could not be read for a moment was called changed, and to be restored.
"""

import ctypes
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands.vetrina import main
from data.guard import guarded
from data.store import Home, Store, proofs
from tests.conftest import ROOT
from tests.data.loading import till
from tests.laws import disks
from tests.laws.test_kills_and_races import cuts, write

GOOD = "MI01;7;31/12/2025;23:30;B1;Borsa;1;10,00;0,00;C1;IT"
SHIM = Path(__file__).with_name("failing_disk.c")
KINDS = {"read": 1, "write": 2, "sync": 4}
PLACES = 4  # of each kind, over all that a load does
SENTENCE = "the disk, or the network it is reached by, failed"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two loads, a row each."""
    home = tmp_path_factory.mktemp("begun") / "store"
    write(home)
    write(home)
    return home


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("cc") is None or sys.platform != "linux":
        pytest.skip("no C compiler for Linux here")
    built = tmp_path_factory.mktemp("shim") / "failing_disk.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(built), str(SHIM), "-ldl"], check=True)
    return built


def told(begun: Path, place: Path, places: int) -> None:
    """Loads once for every place, in processes of their own, and prints how each ended, what it said, and what was found then and after a further load."""
    disk, home = ctypes.CDLL(None), place / "store"

    def trial(kind: str, at: int, for_good: bool) -> tuple[int, str, int]:
        def task() -> int:
            disk.fail_at(str(home).encode(), KINDS[kind], at, for_good)
            code = guarded(lambda: write(home) or 0, "load", home)
            seen = disk.calls_seen()
            disk.fail_at(b"/nowhere", 0, 0, 0)
            print(f"\n{seen}", file=sys.stderr)
            return code

        shutil.copytree(begun, home)
        ended, words = disks.alone(task)
        said, seen = words.rsplit("\n", 2)[0], int(words.split()[-1])
        return ended, said.strip(), seen

    for kind in KINDS:
        *_ended, seen = trial(kind, 0, False)
        shutil.rmtree(home)
        for number in range(places):
            at, for_good = 1 + number * (seen - 1) // max(1, places - 1), bool(number % 2)
            ended, said, _seen = trial(kind, at, for_good)
            left = [file.name for file in home.iterdir() if file.name.endswith(".part") or "building" in file.name]
            found = cuts(home)
            write(home)
            after, faults = cuts(home), [proof.fault for proof in proofs(home)]
            print(json.dumps([kind, at, ended, said, for_good or left == [], found, after, faults]), flush=True)
            shutil.rmtree(home)


def trials(shim: Path, begun: Path, place: Path, places: int) -> list[list[object]]:
    """What `told` prints, of processes whose disk fails."""
    command = [sys.executable, "-m", "tests.laws.test_a_disk_that_fails", str(begun), str(place), str(places)]
    environment = os.environ | {"LD_PRELOAD": str(shim)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=3600)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_disk_that_fails_in_a_load_costs_nothing_and_is_named(shim: Path, begun: Path, tmp_path: Path) -> None:
    seen = trials(shim, begun, tmp_path, PLACES)
    assert len(seen) == PLACES * len(KINDS) and {ended for _kind, _at, ended, *_rest in seen} >= {3}
    for kind, at, ended, said, is_clean, found, after, faults in seen:
        where = f"{kind} {at}: {said}"
        # What failed after the version was published, or just before its name was given, is whole: the next writer goes on from it.
        assert found in (2, 3) and after in (found + 1, 4), where
        assert faults == [None] * len(faults) and is_clean, where
        if ended:
            assert "\n" not in said and (SENTENCE in said or "check the disk" in said), where
        else:
            assert (found, said) == (3, ""), where


def test_a_file_that_cannot_be_read_is_named_and_the_others_load(shim: Path, tmp_path: Path) -> None:
    bad, good = till(tmp_path, "bad.csv", GOOD), till(tmp_path, "good.csv", GOOD.replace(";7;", ";9;"))
    loading = (
        "import ctypes, sys\nfrom data.load import load\n"
        "ctypes.CDLL(None).fail_at(sys.argv[2].encode(), 1, 1, 1)\n"
        "for report in load([sys.argv[2], sys.argv[3]], sys.argv[1]):\n    print(report.ok, report.rows_loaded, report.message)"
    )
    command = [sys.executable, "-c", loading, str(tmp_path / "store"), str(bad), str(good)]
    environment = os.environ | {"LD_PRELOAD": str(shim)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    refused, loaded = done.stdout.splitlines()
    assert refused.startswith("False 0 bad.csv: ") and SENTENCE in refused
    assert loaded.startswith("True 1 ")


def test_a_version_that_cannot_be_read_is_called_so_and_not_changed(shim: Path, begun: Path, tmp_path: Path) -> None:
    home = shutil.copytree(begun, tmp_path / "store")
    reading = (
        "import ctypes, sys\nfrom data.store import proofs\nfrom commands.vetrina import main\n"
        "ctypes.CDLL(None).fail_at((sys.argv[1] + '/store-2.duckdb').encode(), 1, 1, 1)\n"
        "print([proof.fault for proof in proofs(sys.argv[1])], flush=True)\nsys.exit(main(['status', '--store', sys.argv[1]]))"
    )
    environment = os.environ | {"LD_PRELOAD": str(shim)}
    command = [sys.executable, "-c", reading, str(home)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (2, "[None, 'unreadable']"), done.stderr
    assert SENTENCE in done.stderr and "restore" not in done.stderr and done.stderr.count("\n") == 1
    assert (
        main(["verify", "--store", str(home)]),
        Home(home).version(),
        len(Store.open(home).query("from batches")),
    ) == (0, 2, 2)


if __name__ == "__main__":
    told(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
