"""A hundred loads, sample shops and publications killed at random steps: what the next reader and the next load find."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.loading import WRITE
from benchmarks.measured import ROOT, rows, run
from data.load import load
from data.store import Home, Store, proofs

# Counts what a command does (statements, and whatever it does to a file of the store) and dies in the middle of a given one.
DYING = """
import os, random, signal, sys, threading
from data.store import Writer
home, last = sys.argv[1], int(sys.argv[2])
chance, seen = random.Random(f"{home}{last}"), 0
def step():
    global seen
    seen += 1
    if seen == last:  # somewhere inside of it
        threading.Timer(chance.uniform(0, 0.02), os.kill, (os.getpid(), signal.SIGKILL)).start()
def hook(event, args):
    if event in ("open", "os.rename", "os.remove", "os.link", "shutil.copyfile", "shutil.rmtree") and args and home in str(args[0]):
        step()
sys.addaudithook(hook)
execute = Writer.execute
def counted(self, sql, params=None):
    step()
    return execute(self, sql, params)
Writer.execute = counted
from commands.vetrina import main
code = main(sys.argv[3:])
print(seen, flush=True)
os._exit(code)
"""


def table(kills: int = 100, lines: int = 3_000, customers: int = 300) -> str:
    """Loads lost or half-loaded (there must be none), and seconds to open the store after a kill."""
    with tempfile.TemporaryDirectory(prefix="vetrina-bench-") as folder:
        return rows(
            [
                "killed",
                "kills",
                "died",
                "neither before nor after",
                "not whole",
                "next one complete",
                "reopen s, worst",
            ],
            [
                _killed(Path(folder), "load", kills // 2, lines, customers),
                _killed(Path(folder), "sample", kills - kills // 2, lines, customers),
            ],
        )


def _killed(folder: Path, verb: str, kills: int, lines: int, customers: int) -> list[str]:
    chance = random.Random(20260101)
    begun, work, file = folder / f"begun-{verb}", folder / f"store-{verb}", folder / f"{verb}.csv"
    run(WRITE, lines, file)
    load([_first(file, folder / f"first-{verb}.csv", lines // 2)], begun)
    words = ("load", str(file)) if verb == "load" else ("sample", "--replace", "--customers", str(customers))
    shutil.copytree(begun, work)
    before, steps = _orders(work), _run(work, words, 0)[1]
    after, died, half, damaged, spans = _orders(work), 0, 0, 0, []
    for _ in range(kills):
        shutil.rmtree(work)
        shutil.copytree(begun, work)
        died += _run(work, words, chance.randint(1, steps))[0] == -signal.SIGKILL
        started = time.perf_counter()
        half += _orders(work) not in (before, after)
        spans.append(time.perf_counter() - started)
        damaged += any(not proof.is_whole for proof in proofs(work))
    shutil.rmtree(work)
    shutil.copytree(begun, work)
    _run(work, words, steps // 2)
    _run(work, words, 0)
    complete = "yes" if _orders(work) == after else "NO"
    return [verb, str(kills), str(died), str(half), str(damaged), complete, f"{max(spans):.2f}"]


def _first(file: Path, part: Path, lines: int) -> Path:
    """The first lines of a file as a file of their own."""
    with file.open(encoding="utf-8") as source, part.open("w", encoding="utf-8") as sink:
        sink.writelines(line for line, _ in zip(source, range(lines), strict=False))
    return part


def _run(home: Path, words: tuple[str, ...], last: int) -> tuple[int, int]:
    """How the command ended, and how many steps it took where it lived to say so."""
    command = [sys.executable, "-c", DYING, str(home), str(last), *words, "--store", str(home)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=dict(os.environ))
    return done.returncode, 0 if done.returncode else int(done.stdout.split()[-1])


def _orders(home: Path) -> tuple[int, int]:
    """The orders and lines that a reader finds; as many lines as the ledger says were loaded."""
    store = Store.open(home)
    try:
        found = store.query(
            "select (select count(*) from orders) as orders, (select count(*) from order_lines) as lines, "
            "(select count(*) from batches where finished_at is null) as open"
        )
        if found["open"][0]:
            raise AssertionError(f"version {Home(home).version()} was published with an open batch")
        return int(found["orders"][0]), int(found["lines"][0])
    finally:
        store.close()


if __name__ == "__main__":
    print(table())
