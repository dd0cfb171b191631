"""Law: `vetrina verify` tells a whole version from one that a bit, a cut or a wrong count has damaged, and names the way back."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from commands.vetrina import main
from data.load import load
from data.store import Home, Store, proofs, whole
from tests.data.loading import till
from tests.data.store import kept_shop

ROW = "MI01;{};31/12/2025;23:30;BAG-1;Borsa;1;100,00;0,00;C1;IT"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of two loads."""
    folder = tmp_path_factory.mktemp("shop")
    for receipt in (1, 2):
        load([till(folder, f"{receipt}.csv", ROW.format(receipt))], folder / "store")
    return folder / "store"


@pytest.fixture
def home(shop: Path, tmp_path: Path) -> Path:
    """The shop's folder, to be damaged."""
    return shutil.copytree(shop, tmp_path / "store")


def flip(file: Path, place: float) -> None:
    at = int(file.stat().st_size * place)
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)


def verified(home: Path, capsys: pytest.CaptureFixture[str], language: str = "en") -> tuple[int, list[str]]:
    capsys.readouterr()
    return main(["verify", "--store", str(home), "--lang", language]), capsys.readouterr().out.splitlines()


def test_whole_versions_are_said_to_be_whole_in_three_languages(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = {language: verified(home, capsys, language) for language in ("en", "it", "zh")}
    assert {ended for ended, _ in said.values()} == {0}
    assert [line.split(":")[0] for line in said["en"][1]] == ["Version 1", "Version 2, shown now"]
    assert "integra" in said["it"][1][0] and "完整" in said["zh"][1][0]


@pytest.mark.parametrize("place", [0.02, 0.5, 0.97])
def test_a_flipped_bit_in_what_is_shown_leads_to_the_version_before(
    place: float, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flip(home / "store-2.duckdb", place)
    ended, said = verified(home, capsys)
    assert ended == 1 and "not the file that was published" in said[1]
    command = said[2].split("run: vetrina ")[1]
    assert main(command.split()) == 0
    assert Store.open(home).version == 1


def test_a_damage_to_a_version_that_is_not_shown_says_that_nothing_shown_rests_on_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.truncate(home / "store-1.duckdb", 100_000)
    ended, said = verified(home, capsys)
    assert ended == 1 and "does not rest on store-1.duckdb" in said[2]


def test_with_every_version_damaged_only_a_backup_helps(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in home.glob("store-*.duckdb"):
        flip(file, 0.5)
    assert "put the folder back from a backup" in verified(home, capsys)[1][-1]


def test_without_a_seal_every_block_is_read_all_the_same(home: Path) -> None:
    """A block that the engine has no use for may differ; one that holds rows may not."""
    for seal in home.glob("*.sha256"):
        seal.unlink()
    assert [proof.fault for proof in proofs(home)] == [None, None]
    file = home / "store-2.duckdb"
    content = bytearray(file.read_bytes())
    content[3 * 4096 + 500 :: 4096] = bytes(byte ^ 1 for byte in content[3 * 4096 + 500 :: 4096])
    file.write_bytes(content)
    assert [proof.fault for proof in proofs(home)] == [None, "unreadable"]


WRONG = {
    "more rows are stored": "update source_files set rows_seen = 0, rows_loaded = 0",
    "counts of rejected rows differ": "insert into rejected_rows select file_id, 9, 'x', null from source_files",
    "never ended": "update batches set finished_at = null",
    "tables are missing": "drop table orders_mart",
}


@pytest.mark.parametrize("fault", WRONG)
def test_counts_that_do_not_agree_with_the_ledger_are_seen(fault: str, home: Path) -> None:
    file = home / "store-2.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute(WRONG[fault])
    whole.seal(file, file)  # sealed with the fault in it: the checksum is right
    assert [proof.fault for proof in proofs(home)] == [None, "ledger"]
    assert fault in proofs(home)[1].detail


def test_a_version_open_elsewhere_for_writing_is_not_checked_and_not_called_damaged(home: Path) -> None:

    holding = "import sys, duckdb; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", holding, str(home / "store-1.duckdb")], **pipes) as other:  # type: ignore[call-overload]
        other.stdout.readline()
        proof, _ = proofs(home)
        other.communicate()
    assert (proof.fault, proof.is_damaged, proof.is_whole) == ("busy", False, False)


def test_a_store_of_before_there_were_seals_is_verified_too(tmp_path: Path) -> None:
    home = kept_shop.unpacked("shop", tmp_path / "store")
    assert [(proof.is_sealed, proof.fault) for proof in proofs(home)] == [(False, None)] * len(Home(home).versions())
