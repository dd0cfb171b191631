"""A copy of the store's folder, as docs/deploy.md makes it, is a store, whatever happened while it was made."""

import shutil
from pathlib import Path

from commands import vetrina
from data.sample import build
from data.store import Store


def copied(home: Path, copy: Path) -> None:
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("scratch", "building.*"))


def test_a_copy_opens_and_says_the_same(tmp_path: Path) -> None:
    home, copy = tmp_path / "store", tmp_path / "copy"
    build(home, customers=20)
    copied(home, copy)
    assert vetrina.main(["verify", "--store", str(copy)]) == 0
    totals = [
        Store.open(each).query("select count(*), sum(total) from orders").to_numpy().tolist() for each in (home, copy)
    ]
    assert totals[0] == totals[1]


def test_a_copy_whose_pointer_is_newer_than_its_versions_is_restored(tmp_path: Path) -> None:
    """The pointer was copied after a load, the version before it."""
    home, copy = tmp_path / "store", tmp_path / "copy"
    build(home, customers=20)
    copied(home, copy)
    build(home, customers=30)
    shutil.copy(home / "current", copy / "current")
    assert vetrina.main(["verify", "--store", str(copy)]) == 2  # and says what to run
    assert vetrina.main(["restore", "--store", str(copy)]) == 0
    assert vetrina.main(["verify", "--store", str(copy)]) == 0
    assert Store.open(copy).version == 1
