"""Twenty loads killed at random moments: what the next reader and the next load find."""

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.loading import WRITE
from benchmarks.measured import ROOT, rows, run
from data.load import load
from data.store import Home, Store


def table(kills: int = 20, lines: int = 60_000) -> str:
    """Loads lost or half-loaded (there must be none), and seconds to open the store after a kill."""
    chance = random.Random(20260101)
    with tempfile.TemporaryDirectory(prefix="vetrina-bench-") as folder:
        home, first, second = Path(folder) / "store", Path(folder) / "1.csv", Path(folder) / "2.csv"
        run(WRITE, lines // 2, first)
        run(WRITE, lines, second)
        load([first], home)
        before = _content(home)
        spans, half = [], 0
        for _ in range(kills):
            _killed_load(home, second, chance.uniform(0.5, 6.0))
            started = time.perf_counter()
            found = _content(home)
            spans.append(time.perf_counter() - started)
            half += found != before and found[0] != Home(home).version()
            before = found
        load([second], home)
        whole = _content(home)[1] == lines - lines // 100
    body = [
        [str(kills), str(half), "yes" if whole else "NO", f"{sorted(spans)[len(spans) // 2]:.2f}", f"{max(spans):.2f}"]
    ]
    return rows(
        ["kills", "half-loaded versions seen", "next load complete", "reopen s, median", "reopen s, worst"], body
    )


def _killed_load(home: Path, file: Path, after: float) -> None:
    command = [sys.executable, "-m", "data", "load", "--store", str(home), str(file)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()


def _content(home: Path) -> tuple[int, int]:
    """The published version and its lines; a version holds the lines of whole files only."""
    store = Store.open(home)
    found = int(store.query("select count(*) as n from order_lines")["n"][0])
    declared = int(store.query("select coalesce(sum(rows_loaded), 0) as n from source_files")["n"][0])
    store.close()
    if found != declared:
        raise AssertionError(f"{found} lines stored, {declared} recorded as loaded")
    return store.version, found


if __name__ == "__main__":
    print(table())
