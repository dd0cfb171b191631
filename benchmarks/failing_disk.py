"""A load on a disk that fails at one read, write or sync after the other: what readers and the next load find."""

import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.measured import rows
from tests.laws.test_a_disk_that_fails import SENTENCE, SHIM, trials
from tests.laws.test_kills_and_races import write


def table(places: int = 60) -> str:
    """Of each kind of call: places where it failed, how the load ended, what was lost (there must be nothing), and whether a sentence named the disk.

    Args:
        places: over all calls of a kind that a load makes; every second one fails for good from there on. Needs a C compiler.
    """
    with tempfile.TemporaryDirectory(prefix="vetrina-bench-") as folder:
        begun, shim = Path(folder) / "begun", Path(folder) / "failing_disk.so"
        write(begun)
        write(begun)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", str(shim), str(SHIM), "-ldl"], check=True)
        seen: dict[str, list[Any]] = defaultdict(list)
        for kind, *trial in trials(shim, begun, Path(folder), places):
            seen[str(kind)].append(trial)
    found = []
    for kind, met in seen.items():
        refused = [said for _at, ended, said, *_rest in met if ended]
        lost = sum(then not in (2, 3) or after not in (then + 1, 4) for *_rest, then, after, _faults in met)
        damaged = sum(any(faults) for *_rest, faults in met)
        named = sum(SENTENCE in said or "check the disk" in said for said in refused)
        found.append([kind, *map(str, (len(met), len(refused), named, lost, damaged))])
    return rows(["fails at", "places", "loads refused", "the disk named", "lost or half", "not whole"], found)


if __name__ == "__main__":
    print(table())
