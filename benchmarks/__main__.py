"""`make bench [STUDIES="loading rebound"]`: runs the named studies, or those that end soon, and prints their tables.

How long each takes is said before it runs (benchmarks/minutes.toml); without names those run that end within ten minutes together, the
quickest first, and the others are listed to be run by name.
"""

import importlib
import os
import pkgutil
import sys
import time
import tomllib
from pathlib import Path

import benchmarks

SOON = 10.0  # minutes in all
MINUTES = Path(__file__).with_name("minutes.toml")


def main(names: list[str]) -> int:
    """Prints each study's table as it ends; 1 when one could not run."""
    minutes = tomllib.loads(MINUTES.read_text(encoding="utf-8"))
    chosen = names or soon(minutes)
    for line in told(minutes, chosen):
        print(line, flush=True)
    failed = 0
    os.environ.setdefault(
        "VETRINA_KEY", "of stores that live as long as a benchmark"
    )  # no file in anybody's home folder
    for name in chosen:
        started = time.monotonic()
        try:
            module = importlib.import_module(f"benchmarks.{name}")
            print(f"\n## {name}\n{module.table()}", flush=True)
        except Exception as error:  # one study that cannot run must not hide the others
            failed += 1
            print(f"\n## {name}\nnot run: {type(error).__name__}: {error}", flush=True)
        print(f"({time.monotonic() - started:.0f} s)", flush=True)
    return 1 if failed else 0


def studies() -> list[str]:
    """The modules that print a table, by name."""
    found = (module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_"))
    return [name for name in found if "\ndef table(" in Path(__file__).with_name(f"{name}.py").read_text("utf-8")]


def soon(minutes: dict[str, float]) -> list[str]:
    """The quickest studies, as many as end within `SOON` together."""
    chosen, spent = [], 0.0
    for name in sorted(minutes, key=minutes.__getitem__):
        spent += minutes[name]
        if spent > SOON:
            break
        chosen.append(name)
    return chosen


def told(minutes: dict[str, float], chosen: list[str]) -> list[str]:
    """What is run and how long each takes, then what is not."""
    lines = [f"{name}: about {_written(minutes.get(name))}" for name in chosen]
    others = [f"{name} ({_written(minutes[name])})" for name in sorted(minutes) if name not in chosen]
    return [*lines, *([f"Not run, to be named in STUDIES: {', '.join(others)}"] if others else [])]


def _written(minutes: float | None) -> str:
    if minutes is None:
        return "an unknown time"
    return (
        f"{minutes * 60:.0f} s" if minutes < 2 else f"{minutes:.0f} min" if minutes < 120 else f"{minutes / 60:.0f} h"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
