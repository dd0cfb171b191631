"""Law: whatever the machine's clock and zone do between the first row of a load and its publication, the load is whole, and days are the shop's.

The clock is really set (libfaketime) where that library is on the machine; the zone always.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.store import Home, Store, proofs
from tests.conftest import ROOT
from tests.data.loading import till

LIBRARIES = (
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
)
GOOD = "MI01;7;31/12/2025;23:30;B1;Borsa;1;10,00;0,00;C1;IT"
LOADING = """
import os, sys, time
from pathlib import Path
from data.load import load
from data.store import Writer, marts
home, stamp, shift, zone, files = sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5:]
refresh = marts.refresh
def later(*args, **named):
    # All rows are loaded, nothing is published yet.
    stamp.write_text(shift)
    os.environ["TZ"] = zone
    time.tzset()
    return refresh(*args, **named)
marts.refresh = later
for report in load(files, home):
    print(report.ok, report.rows_loaded)
print(time.time())
"""
SHIFTS = {
    "back": ("-3000d", "Asia/Shanghai"),
    "ahead": ("+9000d", "America/Los_Angeles"),
    "zone": ("+0", "Pacific/Kiritimati"),
}


@pytest.mark.parametrize("way", SHIFTS)
def test_a_clock_or_zone_that_changes_in_a_load_changes_no_row(way: str, tmp_path: Path) -> None:
    shift, zone = SHIFTS[way]
    library = os.environ.get("LIBFAKETIME") or next((file for file in LIBRARIES if Path(file).exists()), None)
    if library is None and way != "zone":
        pytest.skip("libfaketime is not on this machine")
    home, stamp = tmp_path / "store", tmp_path / "clock"
    stamp.write_text("+0")
    faked = {
        "LD_PRELOAD": library or "",
        "FAKETIME_TIMESTAMP_FILE": str(stamp),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    environment = os.environ | (faked if library else {})
    files = [till(tmp_path, f"{n}.csv", GOOD.replace(";7;", f";{n};")) for n in (1, 2)]
    for n, file in enumerate(files):
        stamp.write_text("+0" if n == 0 else shift)
        command = [sys.executable, "-c", LOADING, str(home), str(stamp), shift if n == 0 else "+0", zone, str(file)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
        assert done.stdout.splitlines()[:1] == ["True 1"], done.stderr
    store = Store.open(home)
    assert (Home(home).version(), [proof.fault for proof in proofs(home)]) == (2, [None, None])
    orders = store.query("select ordered_on::varchar as day, ordered_at::varchar as at from orders")
    assert orders["day"].tolist() == ["2025-12-31"] * 2 and orders["at"].nunique() == 1
    assert len(store.query("from sales")) == 2 and not store.is_old
