"""The record of what was done is only added to, survives loads, and shows where it was changed."""

import multiprocessing
from pathlib import Path

import pytest

from data.access import record
from data.access.record import Deed, deeds, is_whole, note_down
from data.store import writing


def test_deeds_are_kept_in_order_and_are_the_owners_file(tmp_path: Path) -> None:
    note_down(tmp_path, "anna", "manager", "signed_in")
    note_down(tmp_path, "anna", "manager", "exported", "客户.csv", 3)
    assert [(deed.who, deed.did, deed.what, deed.persons) for deed in deeds(tmp_path)] == [
        ("anna", "signed_in", "", 0),
        ("anna", "exported", "客户.csv", 3),
    ]
    assert is_whole(tmp_path)
    assert (tmp_path / record.FILE).stat().st_mode & 0o077 == 0


def test_a_load_leaves_the_record_as_it_is(tmp_path: Path) -> None:
    note_down(tmp_path, "olga", "operator", "loaded", "1")
    before = (tmp_path / record.FILE).read_bytes()
    with writing(tmp_path):
        pass
    with writing(tmp_path, kind="sample", replace=True):
        pass
    assert (tmp_path / record.FILE).read_bytes() == before


@pytest.mark.parametrize("change", ["taken out", "changed", "no line"])
def test_a_line_changed_or_taken_out_is_seen(tmp_path: Path, change: str) -> None:
    for number in range(4):
        note_down(tmp_path, "anna", "manager", "exported", f"{number}.csv", 1)
    file = tmp_path / record.FILE
    lines = file.read_text(encoding="utf-8").splitlines()
    changed = {"taken out": [], "changed": [lines[1].replace("1.csv", "9.csv")], "no line": ["{"]}[change]
    file.write_text("\n".join([lines[0], *changed, *lines[2:]]) + "\n", encoding="utf-8")
    assert not is_whole(tmp_path)
    assert len(deeds(tmp_path)) == (4 if change == "changed" else 3)


def _many(home: Path) -> None:
    for number in range(20):
        note_down(home, "anna", "manager", "exported", str(number))


def test_two_servers_write_one_record(tmp_path: Path) -> None:
    writers = [multiprocessing.get_context("spawn").Process(target=_many, args=(tmp_path,)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert len(deeds(tmp_path)) == 40 and is_whole(tmp_path)


def test_persons_are_counted_by_calendar_year() -> None:
    done = [
        Deed("2025-12-31T23:59:59+00:00", "a", "analyst", "exported", persons=5),
        Deed("2026-01-01T00:00:00+00:00", "a", "analyst", "exported", persons=7),
        Deed("2026-05-01T00:00:00+00:00", "b", "analyst", "exported", persons=2),
        Deed("2026-05-01T00:00:00+00:00", "b", "analyst", "exported", persons=None),
    ]
    assert (record.persons(done, 2025), record.persons(done, 2026)) == (5, 9)
    assert (record.uncounted(done, 2025), record.uncounted(done, 2026)) == (0, 1)


def test_what_is_no_deed_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no deed"):
        note_down(tmp_path, "anna", "manager", "danced")
