"""The key: outside of the store's folder, whole, long enough, and always the same one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.key import fingerprint
from data.load import load
from data.store import Store, UnusableKey, Writer, writing
from tests.data.loading import till
from tests.data.store import kept_shop

ROOT = Path(__file__).parents[2]
ROW = "MI01;{};31/12/2025;23:30;BAG-1;Borsa;1;100,00;0,00;C1;IT"


def begun(home: Path, folder: Path) -> Path:
    """A shop of one receipt."""
    load([till(folder, "1.csv", ROW.format(1))], home)
    return home


def kept(home: Path) -> dict[str, str]:
    frame = Store.open(home).query("select key, value from meta where key in ('key', 'store')")
    return dict(zip(frame["key"], frame["value"], strict=True))


def persons(home: Path) -> int:
    return int(Store.open(home).query("select count(*) as n from customers")["n"][0])


def test_a_new_key_lies_outside_of_the_store_in_a_file_of_its_owner(tmp_path: Path, keys: Path) -> None:
    home = begun(tmp_path / "store", tmp_path)
    file = keys / f"{kept(home)['store']}.key"
    assert len(file.read_bytes()) == 64
    assert file.stat().st_mode & 0o777 == 0o600 and file.parent.stat().st_mode & 0o777 == 0o700
    assert not list(home.rglob("*key*"))
    assert file.read_bytes() not in b"".join(each.read_bytes() for each in home.iterdir() if each.is_file())
    load([till(tmp_path, "2.csv", ROW.format(2))], home)
    assert persons(home) == 1


def test_a_named_file_holds_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VETRINA_KEY_FILE", str(tmp_path / "safe" / "shop.key"))
    home = begun(tmp_path / "store", tmp_path)
    assert kept(home)["key"] == fingerprint((tmp_path / "safe" / "shop.key").read_bytes())


def test_a_new_key_inside_the_store_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VETRINA_KEY_FILE", str(tmp_path / "store" / "shop.key"))
    with pytest.raises(UnusableKey, match="would lie inside the store's folder"):
        begun(tmp_path / "store", tmp_path)


def test_a_key_that_does_not_fit_is_refused_and_renames_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = begun(tmp_path / "store", tmp_path)
    monkeypatch.setenv("VETRINA_KEY", "another key of more than thirty-two bytes")
    with pytest.raises(UnusableKey, match="VETRINA_KEY is not the one this store was built with"):
        load([till(tmp_path, "2.csv", ROW.format(2))], home)
    assert (Store.open(home).version, persons(home)) == (1, 1)


def test_a_lost_key_is_not_replaced_by_a_new_one(tmp_path: Path, keys: Path) -> None:
    home = begun(tmp_path / "store", tmp_path)
    file = keys / f"{kept(home)['store']}.key"
    file.unlink()
    with pytest.raises(UnusableKey, match=f"not at {file}"):
        load([till(tmp_path, "2.csv", ROW.format(2))], home)
    assert not file.exists()


@pytest.mark.parametrize("text", ["", "short", "x" * 31])
def test_a_new_key_is_at_least_thirty_two_bytes(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "shop.key"
    file.write_text(text)
    monkeypatch.setenv("VETRINA_KEY_FILE", str(file))
    with pytest.raises(UnusableKey, match=f"has {len(text)} characters; give at least 32"):
        begun(tmp_path / "store", tmp_path)
    assert not (tmp_path / "store" / "current").exists()


@pytest.mark.parametrize("text", ["", "short"])
def test_an_emptied_key_in_the_old_place_is_refused(text: str, tmp_path: Path) -> None:
    home = kept_shop.unpacked("shop", tmp_path / "store")
    (home / "key").write_text(text)
    with pytest.raises(UnusableKey, match="at least 16"):
        load(kept_shop.written(tmp_path, kept_shop.MORE), home)
    (home / "key").unlink()
    with pytest.raises(UnusableKey, match="put the key back from its backup"):
        load(kept_shop.written(tmp_path, kept_shop.MORE), home)


def test_a_store_made_before_goes_on_with_its_key_in_the_old_place_and_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = kept_shop.unpacked("shop", tmp_path / "store")
    load(kept_shop.written(tmp_path, kept_shop.MORE), home)
    assert kept(home)["key"] == fingerprint(kept_shop.KEY.encode())
    assert capsys.readouterr().err.count("Warning: the key lies beside the data") == 1


def test_a_store_made_before_goes_on_with_a_short_key_in_the_environment_and_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = kept_shop.unpacked("shop", tmp_path / "store")
    monkeypatch.setenv("VETRINA_KEY", "sixteen letters!")
    load(kept_shop.written(tmp_path, kept_shop.MORE), home)
    assert "VETRINA_KEY has 16 characters" in capsys.readouterr().err


RACE = """
import os, sys
from pathlib import Path
from data.store import durable
made, file = {}, Path(sys.argv[1])
for turn in range(100):
    target = file / f"{turn}.key"
    durable.write_new(target, os.urandom(32).hex())
    made[turn] = target.read_text()
import json; print(json.dumps(made))
"""


def test_of_racing_processes_all_go_on_with_the_same_whole_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RACE, str(tmp_path)]
    racers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    made = [json.loads(racer.communicate(timeout=120)[0]) for racer in racers]
    assert made[0] == made[1] == made[2]
    assert {len(key) for key in made[0].values()} == {64}
    assert len(list(tmp_path.iterdir())) == 100


LOADED = "import sys; from data.load import load; load([sys.argv[1]], sys.argv[2])"


def test_of_racing_first_loads_both_know_the_same_customer(tmp_path: Path) -> None:
    files = [till(tmp_path, f"{receipt}.csv", ROW.format(receipt)) for receipt in (1, 2)]
    racers = [
        subprocess.Popen([sys.executable, "-c", LOADED, str(file), str(tmp_path / "store")], cwd=ROOT, env=os.environ)
        for file in files
    ]
    assert [racer.wait(120) for racer in racers] == [0, 0]
    assert persons(tmp_path / "store") == 1
    assert len(Store.open(tmp_path / "store").query("select * from orders")) == 2


def test_a_sample_shop_needs_no_key(tmp_path: Path) -> None:
    with writing(tmp_path, kind="sample") as writer:
        assert isinstance(writer, Writer)
    assert "key" not in kept(tmp_path)
