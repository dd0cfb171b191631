"""Law: a store that cannot be read is refused in a sentence that says how to mend it, and is never taken for an empty one.

Broken once: an emptied `current` and two loads deleted the shop, and `make run` put the sample shop over it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.__main__ import main
from data.load import load
from data.store import Busy, DamagedPointer, DamagedVersion, Home, NoStore, Store, renew, restore
from tests.data.loading import till


def row(receipt: int) -> str:
    return f"MI01;{receipt};31/12/2025;23:30;BAG-1;Borsa;1;100,00;0,00;C{receipt};IT"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of two loads: version 2 builds on version 1."""
    folder = tmp_path_factory.mktemp("shop")
    for receipt in (1, 2):
        load([till(folder, f"{receipt}.csv", row(receipt))], folder / "store")
    return folder / "store"


@pytest.fixture
def home(shop: Path, tmp_path: Path) -> Path:
    """The shop's folder, to be damaged."""
    return shutil.copytree(shop, tmp_path / "store")


SCREEN = "from pages import overview\nfrom ui import frame\nframe.around(overview.render, overview.HEEDS)"
DAMAGE: dict[str, Callable[[Path], object]] = {
    "is empty": lambda pointer: pointer.write_text(""),
    "is missing": lambda pointer: pointer.unlink(),
    "names 'store-9.duckdb'": lambda pointer: pointer.write_text("store-9.duckdb"),
    "names '../store-1.duckdb'": lambda pointer: pointer.write_text("../store-1.duckdb"),
    "names": lambda pointer: pointer.write_bytes(b"\xff\x00\xfe"),
    "is a folder": lambda pointer: (pointer.unlink(), pointer.mkdir(), (pointer / "x").touch()),
    "leads nowhere": lambda pointer: (pointer.unlink(), pointer.symlink_to("current")),
}


@pytest.fixture(params=DAMAGE)
def damage(request: pytest.FixtureRequest, home: Path) -> str:
    DAMAGE[request.param](home / "current")
    return str(request.param)


def content(home: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in home.glob("store-*")}


def test_no_command_goes_on_with_a_damaged_pointer(
    home: Path, damage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, file = content(home), str(till(tmp_path, "3.csv", row(3)))
    commands = [
        ["load", file], ["load", file], ["sample", "--customers", "20"], ["sample", "--if-missing"], ["sample", "--replace"],
        ["renew"], ["status"], ["query", "select 1"], ["identity", "x", "--separate", "email:y"],
    ]  # fmt: skip
    for command in commands:
        assert main([command[0], *command[1:], "--store", str(home)]) == 2, command
        said = capsys.readouterr().err
        assert damage in said and f"vetrina restore --store {home} --version 2" in said, command
    assert content(home) == before


def test_the_command_that_a_refusal_names_restores_the_store(home: Path, damage: str) -> None:
    with pytest.raises(DamagedPointer) as refusal:
        Store.open(home)
    program, *words = refusal.value.command.split("vetrina ")
    assert (program, main(words[0].split())) == ("", 0)
    assert Store.open(home).query("select count(*) as n from orders")["n"][0] == 2


def test_the_dashboard_says_what_to_run_and_shows_no_figures(
    home: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VETRINA_STORE", str(home))
    app = AppTest.from_string(SCREEN, default_timeout=60).run()
    assert not app.exception and not app.metric
    assert "newest" in app.error[0].value
    assert app.code[0].value == f"vetrina restore --store {home} --version 2"


def test_an_empty_pointer_with_no_version_beside_it_is_no_beginning_either(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("")
    with pytest.raises(DamagedPointer, match="no whole version is left"):
        Home(tmp_path).version()


def test_a_folder_without_pointer_and_versions_is_empty(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a store")
    assert Home(tmp_path).version() == 0
    with pytest.raises(NoStore):
        restore(tmp_path)


@pytest.mark.parametrize("place", [0.02, 0.3, 0.45, 0.6, 0.75, 0.97])
def test_a_flipped_bit_anywhere_is_noticed_before_anything_is_built_on_it(
    home: Path, place: float, tmp_path: Path
) -> None:
    version = home / "store-2.duckdb"
    at = int(version.stat().st_size * place)
    with version.open("r+b") as handle:
        handle.seek(at)
        (byte,) = handle.read(1)
        handle.seek(at)
        handle.write(bytes([byte ^ 1]))
    with pytest.raises(DamagedVersion, match=f"restore --store {home}"):
        load([till(tmp_path, "3.csv", row(3))], home)
    assert (home / "store-1.duckdb").exists() and (home / "current").read_text() == "store-2.duckdb"
    passed_over: list[str] = []
    assert restore(home, tell=passed_over.append) == 1
    assert "store-2" in passed_over[0]
    load([till(tmp_path, "3.csv", row(3))], home)
    assert Store.open(home).version == 3


@pytest.mark.parametrize("kept", [0, 100, 12_288, 0.5, 0.999])
def test_a_truncated_version_is_passed_over(home: Path, kept: float) -> None:
    version = home / "store-2.duckdb"
    os.truncate(version, int(kept if kept > 1 or kept == 0 else version.stat().st_size * kept))
    (home / "current").write_text("")
    assert restore(home) == 1


def test_a_published_version_that_was_cut_is_refused_with_the_way_back(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    os.truncate(home / "store-2.duckdb", 10_000)
    command = f"vetrina restore --store {home}"
    assert main(["status", "--store", str(home)]) == 2
    assert command in capsys.readouterr().err
    monkeypatch.setenv("VETRINA_STORE", str(home))
    app = AppTest.from_string(SCREEN, default_timeout=60).run()
    assert not app.exception and app.code[0].value == command
    assert main(command.split()[1:]) == 0
    assert Store.open(home).version == 1


HOLDING = "import sys, duckdb; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def test_a_version_that_another_program_holds_is_not_taken_for_damaged(home: Path) -> None:
    command = [sys.executable, "-c", HOLDING, str(home / "store-2.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout and other.stdout.readline() == "held\n"
        with pytest.raises(Busy, match="close it there"):
            Store.open(home)
        with pytest.raises(Busy, match="close it there"):
            restore(home)
        other.communicate()
    assert (home / "current").read_text() == "store-2.duckdb"


def test_a_version_without_a_seal_is_read_through_before_it_is_restored(home: Path) -> None:
    (home / "store-2.sha256").unlink()
    data = bytearray((home / "store-2.duckdb").read_bytes())
    data[data.index(b"Borsa", 12_288)] ^= 1
    (home / "store-2.duckdb").write_bytes(data)
    assert restore(home) == 1


def test_a_version_gone_back_to_is_built_on_and_the_one_left_stays(home: Path, tmp_path: Path) -> None:
    assert restore(home, 1) == 1
    for receipt in (3, 4):
        load([till(tmp_path, f"{receipt}.csv", row(receipt))], home)
    assert [file.name for file in Home(home).versions()] == ["store-2.duckdb", "store-3.duckdb", "store-4.duckdb"]
    keys = Store.open(home).query("select source_order_id from orders order by 1")["source_order_id"].tolist()
    assert [key.split("-")[-1] for key in keys] == ["1", "3", "4"]
    assert restore(home, 2) == 2
    assert len(Store.open(home).query("select * from orders")) == 2


def test_answers_of_a_version_removed_by_hand_are_not_those_of_the_next_with_its_number(
    home: Path, tmp_path: Path
) -> None:
    Store.open(home).results.put("rebound", 1, {"share": 0.25})
    for file in (*home.glob("store-*"), home / "current"):
        file.unlink()
    for receipt in (7, 8):
        load([till(tmp_path, f"{receipt}.csv", row(receipt))], home)
    assert Store.open(home).version == 2
    assert Store.open(home).results.get("rebound", 1) is None


def test_renewing_finds_the_same_faults(home: Path) -> None:
    (home / "current").write_text("")
    with pytest.raises(DamagedPointer):
        renew(home)
